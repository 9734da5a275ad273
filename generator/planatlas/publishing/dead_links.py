"""Takes out of the HTML of a page written by hand the links that its readers cannot follow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

from planatlas.linking.redaction import WITHHELD
from planatlas.publishing.hand_links import Hidden, target_of


def without_dead_links(
    html: str, page: str, there: Collection[str], hidden: Hidden, *, leads_out: bool
) -> tuple[str, list[str]]:
    """Return the HTML of a page without the links that lead nowhere, and what those others lead to that are mistakes.

    Neutral words stand for a link to what is hidden, whatever it said. `there` are the paths of the site; where
    it `leads_out`, as from a part, a link to what is not there becomes the words that it stood on.
    """
    mistakes = []

    def stands_for(one: _Element) -> Callable[[], str] | None:
        """Return what stands in the place of an element, or None where it stays."""
        target = target_of(one.link, page)
        if target is None or target in there:
            return None
        if hidden.what(target):
            return lambda: WITHHELD
        if leads_out:
            return lambda: escape(one.alt, quote=False) if one.alt is not None else rewritten(one.opened, one.closing)
        mistakes.append(one.link)
        return None

    def rewritten(begin: int, end: int) -> str:
        pieces, place = [], begin
        for one in elements:
            if place <= one.begin < end and (words := stands_for(one)):
                pieces += [html[place : one.begin], words()]
                place = one.end
        return "".join([*pieces, html[place:end]])

    elements = sorted(_elements(html), key=lambda one: one.begin)
    return rewritten(0, len(html)), mistakes


@dataclass(frozen=True)
class _Element:
    """A link or a picture, by its places in the HTML."""

    link: str
    begin: int
    opened: int
    """Where its start tag ends."""
    closing: int
    """Where its end tag begins; where it has none, the same."""
    end: int
    alt: str | None = None
    """The words for a picture; None for a link, which has words of its own."""


def _elements(html: str) -> Iterator[_Element]:
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    yield from parser.found
    yield from (_Element(link, begin, opened, opened, opened) for link, begin, opened in parser.open if link)


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[_Element] = []
        self.open: list[tuple[str | None, int, int]] = []
        self._html = html
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        begin = self._place()
        opened, stated = begin + len(self.get_starttag_text() or ""), dict(reversed(attrs))  # the first counts
        if tag == "a":
            self.open.append((stated.get("href"), begin, opened))
        elif tag == "img" and stated.get("src"):
            self.found.append(_Element(stated["src"] or "", begin, opened, opened, opened, stated.get("alt") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open:
            link, begin, opened = self.open.pop()
            closing = self._place()
            if link:
                self.found.append(_Element(link, begin, opened, closing, self._html.index(">", closing) + 1))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
