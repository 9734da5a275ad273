"""What stands around a page's content, rendered once for all pages that differ in nothing but a few texts.

The theme renders a page of tokens, and for each page its own texts take their places. Templates may do to a text what
they like, so this must prove itself: a page that brings a character not met before is rendered by the theme too, and
where the two differ, the theme renders every page of that template.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, Protocol

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from planatlas.publishing.fast.convert import Contents
from planatlas.publishing.fast.page import FastPage, in_file

INDEX = '<div class="pa-index"></div>'
"""Where the theme puts a list of what is on the page."""
OWN = ("title", "description", "source_file", "feed")
"""The entries of the front matter that each page has of its own."""
_TOKEN = re.compile(b"(<h1pAtOkEn[0-9]+x>|pAtOkEn[0-9]+x)")
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
        self._folders = {str(folder) for page in nav.pages for folder in PurePosixPath(page.file.url).parents}
        """The folders in which something of the navigation lies."""
        self._pages = pages
        self._shells: dict[str, _Shell] = {}
        self._proved: dict[str, set[str]] = {}
        """By template and front matter, the unusual characters that the theme is known to leave alone."""
        self._failed: set[str] = set()
        """The templates that do more to a text than to put it somewhere."""

    def html(self, page: FastPage) -> bytes:
        """Return the whole HTML of a page, as it stands in its file."""
        template, contents = _template_of(page), page.toc
        if template in self._failed or page.file.name == "index" or page.file.src_uri in self._in_nav:
            return self.plain(page)
        if not isinstance(contents, Contents):
            return self.plain(page)
        texts = _Texts(page, contents, self._known_of(page.url))
        shell = self._shells.get(texts.key)
        if shell is None:
            tokens = texts.tokens()
            shell = self._shells[texts.key] = _Shell(self.plain(texts.stand_in(tokens)), tokens)
        filled = shell.filled(texts.all)
        proved = self._proved.setdefault(" ".join([template, *sorted(page.meta)]), set())
        unusual = _UNUSUAL.findall("".join(texts.short))
        if not proved or not proved.issuperset(unusual):
            proved.update(unusual, "x")
            plain = self.plain(page)
            if plain != filled:
                self._failed.add(template)
            return plain
        return filled

    def plain(self, page: FastPage) -> bytes:
        """Return the whole HTML of a page, rendered by the theme."""
        page.active = True
        try:
            context = get_context(self._nav, self._pages, self._config, page)
            return in_file(self._template(_template_of(page)).render(context))
        finally:
            page.active = False

    def _known_of(self, url: str) -> str:
        """Return how an address begins: with the folders that are of the navigation too."""
        end = url.rfind("/")
        while end >= 0 and url[:end] not in self._folders:
            end = url.rfind("/", 0, end)
        return url[: end + 1]


class _Shell:
    """What the theme makes of a page of tokens."""

    def __init__(self, html: bytes, tokens: Sequence[str]) -> None:
        numbers = {token.encode(): number for number, token in enumerate(tokens)}
        first, *rest = _TOKEN.split(html)
        self._pieces, self._places = [first], []
        for token, after in zip(rest[::2], rest[1::2], strict=True):
            if token in numbers:
                self._places.append(numbers[token])
                self._pieces += (token, after)
            else:
                self._pieces[-1] += token + after

    def filled(self, texts: Sequence[bytes]) -> bytes:
        """Return the page with texts in the places of the tokens."""
        pieces = self._pieces.copy()
        pieces[1::2] = map(texts.__getitem__, self._places)
        return b"".join(pieces)


class _Texts:
    """A page's own texts, and the page of tokens that may stand in for it.

    `known` is how its address begins, which the theme may heed.
    """

    def __init__(self, page: FastPage, contents: Contents, known: str) -> None:
        self._page, self._known = page, known
        self._own = [name for name in OWN if name in page.meta]
        self._way = page.url[len(known) :].removesuffix(".html").split("/")
        self._levels = [level for level, _, _ in contents.headings]
        pieces = page.html.split(INDEX.encode())
        self._heads = [b"<h1" in piece for piece in pieces]
        self.short = [str(page.meta[name]) for name in self._own]
        self.short += (str(page.title), page.edit_url or "", *self._way)
        self.short += [text for _, *texts in contents.headings for text in texts]
        """Every text but the content."""
        self.all = [*map(in_file, self.short), *pieces]
        common = [(name, value) for name, value in page.meta.items() if name not in OWN]
        shape = (known, len(self._way), common, self._own, self._heads, page.edit_url is None, self._levels)
        self.key = repr(shape)
        """The same for all pages that may share a shell."""

    def tokens(self) -> list[str]:
        """Return a token for each text."""
        tokens = [f"pAtOkEn{number}x" for number in range(len(self.all))]
        return tokens[: len(self.short)] + [
            f"<h1{token}>" if head else token
            for token, head in zip(tokens[len(self.short) :], self._heads, strict=True)
        ]

    def stand_in(self, tokens: Iterable[str]) -> FastPage:
        """Return the page with tokens in place of its own texts."""
        rest = iter(tokens)
        page = copy.copy(self._page)
        page.meta = {**page.meta, **{name: next(rest) for name in self._own}}
        page.title, edit_url = next(rest), next(rest)
        page.edit_url = page.edit_url and edit_url
        way = f"{self._known}{'/'.join(next(rest) for _ in self._way)}"
        page.file = copy.copy(page.file)
        page.file.src_uri, page.file.dest_uri, page.file.url = f"{way}.md", f"{way}.html", f"{way}.html"
        if page.canonical_url:
            page.canonical_url = page.canonical_url.removesuffix(self._page.url) + page.file.url
            page.abs_url = (page.abs_url or "").removesuffix(self._page.url) + page.file.url
        page.toc = Contents([(level, next(rest), next(rest)) for level in self._levels])
        page.content = INDEX.join(rest)
        return page


def _template_of(page: Page) -> str:
    return str(page.meta.get("template", "main.html"))
