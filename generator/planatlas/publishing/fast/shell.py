"""What stands around a page's content, rendered once for all pages that differ in nothing but a few texts.

The theme renders a page of tokens, and for each page its own texts take their places. Templates may do to a text what
they like, so this must prove itself: a page that brings a character not met before is rendered by the theme too, and
where the two differ, the theme renders every page of that template.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

INDEX = '<div class="pa-index"></div>'
"""Where the theme puts a list of what is on the page."""
OWN = ("title", "description", "source_file", "feed")
"""The entries of the front matter that each page has of its own."""
_TOKEN = re.compile("(<h1pAtOkEn[0-9]+x>|pAtOkEn[0-9]+x)")
_UNUSUAL = re.compile(r"[^a-zA-Z0-9 \-,.()]")


class Template(Protocol):
    """A template of the theme."""

    def render(self, context: Any, /) -> str:  # noqa: ANN401 - what MkDocs gives
        """Return the HTML."""


class Shells:
    """Renders pages as the theme does."""

    def __init__(
        self, template: Callable[[str], Template], config: MkDocsConfig, nav: Navigation, pages: Sequence[File]
    ) -> None:
        self._template = template
        self._config = config
        self._nav = nav
        self._in_nav = {page.file.src_uri for page in nav.pages}
        self._pages = pages
        self._shells: dict[str, list[str]] = {}
        self._proved: dict[str, set[str]] = {}
        """By template and front matter, the unusual characters that the theme is known to leave alone."""
        self._failed: set[str] = set()
        """The templates that do more to a text than to put it somewhere."""

    def html(self, page: Page) -> str:
        """Return the whole HTML of a page."""
        template = _template_of(page)
        if template in self._failed or page.file.name == "index" or page.file.src_uri in self._in_nav:
            return self.plain(page)
        texts = _Texts(page)
        shell = self._shells.get(texts.key)
        if shell is None:
            shell = self._shells[texts.key] = _TOKEN.split(self.plain(texts.stand_in()))
        pieces = shell.copy()
        pieces[1::2] = [texts.by_token.get(token, token) for token in shell[1::2]]
        filled = "".join(pieces)
        proved = self._proved.setdefault(" ".join([template, *sorted(page.meta)]), set())
        unusual = _UNUSUAL.findall("".join(texts.short))
        if not proved or not proved.issuperset(unusual):
            proved.update(unusual, "x")
            plain = self.plain(page)
            if plain != filled:
                self._failed.add(template)
            return plain
        return filled

    def plain(self, page: Page) -> str:
        """Return the whole HTML of a page, rendered by the theme."""
        page.active = True
        try:
            context = get_context(self._nav, self._pages, self._config, page)
            return self._template(_template_of(page)).render(context)
        finally:
            page.active = False


class _Texts:
    """A page's own texts, and the page of tokens that may stand in for it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.by_token: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._name = quote(page.file.name)
        common = {name: value for name, value in page.meta.items() if name not in OWN}
        own = {name: str(page.meta[name]) for name in OWN if name in page.meta}
        self._meta = {name: self._token(text) for name, text in own.items()}
        self._title = self._token(str(page.title))
        self._edit_url = self._token(page.edit_url) if page.edit_url else None
        self._file_name = self._token(self._name)
        self._toc = [self._of_toc(item) for item in page.toc]
        self.short = list(self.by_token.values())
        """Every text but the content."""
        pieces = (page.content or "").split(INDEX)
        heads = ["<h1" in piece for piece in pieces]
        self._content = INDEX.join([self._token(piece, head=head) for piece, head in zip(pieces, heads, strict=True)])
        shape = [self._around(page.url), common, sorted(own), heads, page.edit_url is None, _shape(page.toc)]
        self.key = repr(shape)
        """The same for all pages that may share a shell."""

    def stand_in(self) -> Page:
        """Return the page with tokens in place of its own texts."""
        page = copy.copy(self._page)
        page.file = copy.copy(page.file)
        page.file.url = self._around(page.file.url)
        page.file.dest_uri = page.file.src_uri = self._around(page.file.src_uri)
        if page.canonical_url:
            page.canonical_url, page.abs_url = self._around(page.canonical_url), self._around(page.abs_url or "")
        page.title, page.meta, page.content = self._title, {**page.meta, **self._meta}, self._content
        page.edit_url = self._edit_url
        page.toc = TableOfContents(self._toc)
        return page

    def _token(self, text: str, *, head: bool = False) -> str:
        token = f"pAtOkEn{len(self.by_token)}x"
        token = f"<h1{token}>" if head else token
        self.by_token[token] = text
        return token

    def _around(self, url: str) -> str:
        before, _, after = url.rpartition(self._name)
        return f"{before}{self._file_name}{after}"

    def _of_toc(self, item: AnchorLink) -> AnchorLink:
        token = AnchorLink(self._token(item.title), self._token(item.id), item.level)
        token.children = [self._of_toc(child) for child in item.children]
        if getattr(item, "active", False):
            token.active = True  # type: ignore[attr-defined] # as MkDocs does to the first
        return token


def _template_of(page: Page) -> str:
    return str(page.meta.get("template", "main.html"))


def _shape(toc: Iterable[AnchorLink]) -> list[Any]:
    return [[item.level, _shape(item.children)] for item in toc]
