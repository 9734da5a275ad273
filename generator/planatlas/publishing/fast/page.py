"""A generated page as MkDocs knows pages, its Markdown converted the fast way."""

from __future__ import annotations

import json
import logging
import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from planatlas.publishing.fast.convert import START_OF_LINK, Contents, convert
from planatlas.publishing.generated import GeneratedFile

log = logging.getLogger("mkdocs.structure.pages")
"""Where MkDocs itself speaks of links that lead nowhere, so that they count in strict builds."""


PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
"""The events by which plugins change single pages."""
_NO_CONTENTS = Contents(())


def listeners(plugins: PluginCollection, *, besides: BasePlugin[Any]) -> bool:
    """Return whether any plugin or hook but one wants to be told of single pages."""
    methods = (method for event in PAGE_EVENTS for method in plugins.events[event])
    return any(getattr(method, "__self__", None) is not besides for method in methods)


def make_fast(files: Files, config: MkDocsConfig, *, later: bool) -> None:
    """Let every generated page go the fast way; `later` when no plugin needs to see it before it is written."""
    titles = dict(_titles_in(config.nav))
    links = _Links()
    for file in files.documentation_pages(inclusion=lambda _: True):
        if isinstance(file, GeneratedFile):
            page = FastPage(titles.get(file.src_uri), file, config)
            page.later, page.links = later, links


class FastPage(Page):
    """A generated page."""

    later = False
    """Whether MkDocs passes it over, since `read` and `convert` are going to make it."""
    links: _Links
    """Where the links of pages lead; the same for all pages."""
    html = b""
    """Its content as it is written."""

    @property
    def content(self) -> str:
        """The same as text, for MkDocs and the theme."""
        return self.html.decode()

    @content.setter
    def content(self, text: str | None) -> None:
        self.html = in_file(text or "")

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown, unless that is for later."""
        if self._passed_over:
            self.markdown = ""
        else:
            super().read_source(config)
            self._as_read = self.markdown

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown; what a plugin has added to it needs MkDocs' own way."""
        if self._passed_over:
            self.content = ""
        elif self.markdown == self._as_read:
            self.convert(config, files)
        else:
            super().render(config, files)

    @property
    def _passed_over(self) -> bool:
        return self.later and self.file.inclusion.is_included()

    def read(self) -> None:
        """Make the Markdown now."""
        front, self.markdown = self.file.content_string.removeprefix("---\n").split("\n---\n", 1)
        self.meta = dict(map(_entry, front.split("\n")))

    def convert(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown now."""
        self.links.begin(self.file, files, config.validation.links.not_found)
        html = convert(self.markdown or "", self.links.__getitem__)
        self.html, self.toc, self.present_anchor_ids = html.text, html.toc, html.anchors
        self.links_to_anchors = self.links.to_anchors

    def forget(self) -> None:
        """Give the memory back that a written page takes."""
        self.markdown, self.html, self.meta, self.toc, self.links_to_anchors = "", b"", {}, _NO_CONTENTS, None


def in_file(text: str) -> bytes:
    """Return text as MkDocs writes it."""
    return text.encode(errors="xmlcharrefreplace")


@lru_cache  # most entries stand on many pages
def _entry(line: str) -> tuple[str, Any]:
    """Return an entry of the front matter, of which each is one line and nearly all are JSON."""
    name, _, value = line.partition(": ")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, _yaml(line)[name]


@lru_cache
def _yaml(line: str) -> Mapping[str, Any]:
    entries: Mapping[str, Any] = meta.get_data(f"---\n{line}\n---\n")[1]
    return entries


class _Links(dict[bytes, bytes]):
    """Links of a page with the addresses in the site to which they lead, by their starts, as MkDocs has them.

    The pages of one folder, which follow on one another, have most of their links in common.
    """

    def __init__(self) -> None:
        self._files = Files([])
        self._place = ("", "")
        self._into: dict[str, list[bytes]] = {}
        """The links that are kept, by the folder of the site into which they lead."""
        self.to_anchors: dict[File, dict[str, str]] = {}
        """The links of the page to anchors, by the file and the anchor."""

    def begin(self, file: File, files: Files, not_found: int) -> None:
        """Turn to a page. Links that lead nowhere are told at a level of logging."""
        place = (posixpath.dirname(file.src_uri), posixpath.dirname(file.url))
        if files is not self._files:
            self._forget(("",))
        elif place != self._place:
            self._forget(_apart(self._place, place))
        self._file, self._files, self._place, self._not_found = file, files, place, not_found
        self.to_anchors = {}

    def _forget(self, starts: tuple[str, ...]) -> None:
        """Forget the links into folders of the site that begin in one of these ways."""
        for folder in [folder for folder in self._into if f"{folder}/".startswith(starts)]:
            for link in self._into.pop(folder):
                del self[link]

    def __missing__(self, start: bytes) -> bytes:
        link = start.removeprefix(START_OF_LINK).decode()
        path, mark, anchor = link.partition("#")
        path, question, query = path.partition("?")
        if not path:
            target, folder, url = self._file, "", ""
        elif ":" in path or path.startswith("/") or path.endswith(".html"):
            return start  # to elsewhere, or written as HTML with the address that it has
        elif found := self._find(path):
            target, folder, url = found
        else:
            log.log(
                self._not_found,
                "Doc file '%s' contains a link '%s', but the target '%s' is not found among documentation files.",
                self._file.src_uri, link, posixpath.normpath(posixpath.join(self._place[0], unquote(path))),
            )  # fmt: skip
            return start
        in_site = START_OF_LINK + f"{url}{question}{query}{mark}{anchor}".encode()
        if anchor:
            self.to_anchors.setdefault(target, {}).setdefault(anchor, link)
        elif path:
            self[start] = in_site
            self._into.setdefault(folder, []).append(start)
        return in_site

    def _find(self, path: str) -> tuple[File, str, str] | None:
        """Return the file to which a path leads, the folder it is in and its address from the page; None for none."""
        here, here_in_site = self._place
        folder, _, name = path.rpartition("/")
        file = self._files.src_uris.get(_folder(here, folder) + unquote(name))
        if file is None:
            return None
        there, _, name = file.url.rpartition("/")
        return file, there, _way(here_in_site, there) + name


def _apart(here: tuple[str, str], there: tuple[str, str]) -> tuple[str, ...]:
    """Return how the folders of the site begin to which the ways from two others are not the same.

    Each of these two is given as a folder of Markdown and of the site.
    """
    parts, others = (PurePosixPath(folder).parts for folder, _ in (here, there))
    if len(parts) != len(others) or any(folder != in_site for folder, in_site in (here, there)):
        return ("",)  # all of them
    shared = len(posixpath.commonprefix((parts, others)))
    return tuple("/".join((*folder[: shared + 1], "")) for folder in (parts, others))


@lru_cache(maxsize=2**12)
def _folder(here: str, way: str) -> str:
    """Return the folder to which the way from another leads, as paths in it begin."""
    folder = posixpath.normpath(posixpath.join(here, unquote(way)))
    return "" if folder == "." else f"{folder}/"


@lru_cache(maxsize=2**12)
def _way(here: str, there: str) -> str:
    """Return the way from one folder of the site to another, as links begin."""
    way = posixpath.relpath(f"/{there}", f"/{here}")
    return "" if way == "." else f"{way}/"


def _titles_in(navigation: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lists and mappings of YAML
    """Yield the path and the title of every page to which mkdocs.yml gives one."""
    if isinstance(navigation, list):
        for item in navigation:
            yield from _titles_in(item)
    elif isinstance(navigation, dict):
        for title, item in navigation.items():
            if isinstance(item, str):
                yield item, title
            else:
                yield from _titles_in(item)
