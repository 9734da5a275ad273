"""A generated page as MkDocs knows pages, its Markdown converted the fast way."""

from __future__ import annotations

import json
import logging
import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta

from planatlas.publishing.fast.convert import convert
from planatlas.publishing.generated import GeneratedFile

log = logging.getLogger("mkdocs.structure.pages")
"""Where MkDocs itself speaks of links that lead nowhere, so that they count in strict builds."""


PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
"""The events by which plugins change single pages."""


def listeners(plugins: PluginCollection, *, besides: BasePlugin[Any]) -> bool:
    """Return whether any plugin or hook but one wants to be told of single pages."""
    methods = (method for event in PAGE_EVENTS for method in plugins.events[event])
    return any(getattr(method, "__self__", None) is not besides for method in methods)


def make_fast(files: Files, config: MkDocsConfig, *, later: bool) -> None:
    """Let every generated page go the fast way; `later` when no plugin needs to see it before it is written."""
    titles = dict(_titles_in(config.nav))
    addresses = _Addresses()
    for file in files.documentation_pages(inclusion=lambda _: True):
        if isinstance(file, GeneratedFile):
            page = FastPage(titles.get(file.src_uri), file, config)
            page.later, page.addresses = later, addresses


class FastPage(Page):
    """A generated page."""

    later = False
    """Whether MkDocs passes it over, since `make` is going to make it."""
    addresses: _Addresses
    """Where the links of pages lead; the same for all pages."""

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
            self._convert(self.markdown or "", config, files)
        else:
            super().render(config, files)

    @property
    def _passed_over(self) -> bool:
        return self.later and self.file.inclusion.is_included()

    def make(self, config: MkDocsConfig, files: Files) -> None:
        """Read and convert the Markdown now."""
        front, self.markdown = self.file.content_string.removeprefix("---\n").split("\n---\n", 1)
        self.meta = dict(map(_entry, front.split("\n")))
        self._convert(self.markdown, config, files)

    def forget(self) -> None:
        """Give the memory back that a written page takes."""
        self.markdown, self.content, self.toc = "", "", get_toc([])

    def _convert(self, markdown: str, config: MkDocsConfig, files: Files) -> None:
        links = _Links(self.file, files, self.addresses, config.validation.links.not_found)
        html = convert(markdown, links.url)
        self.content, self.toc, self.present_anchor_ids = html.text, html.toc, set(html.anchors)
        self.links_to_anchors = links.to_anchors


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


class _Addresses:
    """Finds the files that links lead to, and their addresses in the site, as MkDocs does.

    The pages of one folder, which follow on one another, have most of their links in common.
    """

    def __init__(self) -> None:
        self._files = Files([])
        self._place = ("", "")
        self._plain: dict[str, str] = {}
        self._found: dict[str, tuple[File, str]] = {}

    def plain_from(self, file: File, files: Files) -> dict[str, str]:
        """Return the addresses of those links from a file's folder that were met there already, anchors left out."""
        place = (posixpath.dirname(file.src_uri), posixpath.dirname(file.url))
        if place != self._place or files is not self._files:
            self._files, self._place, self._plain, self._found = files, place, {}, {}
        return self._plain

    def find(self, path: str, source: File) -> tuple[File, str] | None:
        """Return the file to which a path leads, and its address; None where there is none."""
        found = self._found.get(path)
        if found is None:
            file = self._files.src_uris.get(self.wanted(path))
            if file is None:
                return None
            found = self._found[path] = file, file.url_relative_to(source)
        return found

    def wanted(self, path: str) -> str:
        """Return the path from the root of the site of what a path leads to."""
        return posixpath.normpath(posixpath.join(self._place[0], unquote(path)))


class _Links:
    """Turns a page's links to files into links to their addresses."""

    def __init__(self, file: File, files: Files, addresses: _Addresses, not_found: int) -> None:
        self._file = file
        self._addresses = addresses
        self._plain = addresses.plain_from(file, files)
        self._not_found = not_found
        self.to_anchors: dict[File, dict[str, str]] = {}

    def url(self, link: str) -> str:
        return self._plain.get(link) or self._url(link)

    def _url(self, link: str) -> str:
        path, mark, anchor = link.partition("#")
        path, question, query = path.partition("?")
        if not path:
            target, url = self._file, ""
        elif ":" in path or path.startswith("/") or path.endswith(".html"):
            return link  # to elsewhere, or written as HTML with the address that it has
        elif found := self._addresses.find(path, self._file):
            target, url = found
        else:
            log.log(
                self._not_found,
                "Doc file '%s' contains a link '%s', but the target '%s' is not found among documentation files.",
                self._file.src_uri, link, self._addresses.wanted(path),
            )  # fmt: skip
            return link
        url = f"{url}{question}{query}{mark}{anchor}"
        if anchor:
            self.to_anchors.setdefault(target, {}).setdefault(anchor, link)
        elif path:
            self._plain[link] = url
        return url


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
