"""Generated Markdown to HTML by pulldown-cmark, a hundred times faster than Python-Markdown.

The pages keep to what both read alike: CommonMark with tables, definition lists, ids of headings in braces, Markdown
within block elements, and abbreviations defined at the end. What pulldown-cmark lacks of this is done here. Whatever
comes from a record is escaped, so raw tags, headings' braces and definitions are only those that our templates write.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, strip_tags, unique
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from pyromark import Markdown, Options

_MARKDOWN = Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_DEFINITION_LIST | Options.ENABLE_HEADING_ATTRIBUTES)
_DEFINITIONS = re.compile(r"\n(?:\*\[[^\]\n]+\]: [^\n]*\n)+\Z")
_DEFINITION = re.compile(r"\*\[([^\]\n]+)\]: ([^\n]*)\n")
_RAW = re.compile(r"\n\n(<(?!/|(?:a|span|button)\b)[^\n]*+(?<! markdown>)(?:\n[^\n]+)*+)")
"""A block of HTML in which no Markdown stands."""
_SET_ASIDE = re.compile(rb"<!--(\d+)-->")
_VERBATIM = re.compile(r"(<svg\b.*?</svg>|<summary\b.*?</summary>|<code\b.*?</code>)", re.DOTALL)
"""Elements in which no abbreviation is explained."""
_HEADING = re.compile(rb'<h([1-6])(?: id="([^"]*)")?>(.*?)</h\1>', re.DOTALL)
START_OF_LINK = b'<a href="'
_LINK = re.compile(b'(%s[^"]*)' % START_OF_LINK)
_ID = re.compile(rb'id="(?<=\sid=")([^"]*)')


class Contents(TableOfContents):
    """The headings of a page, nested when somebody asks."""

    def __init__(self, headings: Sequence[tuple[int, str, str]]) -> None:
        self.headings = headings
        """The level, id and name of each, in the order of the page."""

    @cached_property
    def items(self) -> list[AnchorLink]:  # type: ignore[override] # MkDocs sets it at once
        """The headings of the highest level, with those below them."""
        tokens: list[Any] = [
            {"level": level, "id": identifier, "name": name} for level, identifier, name in self.headings
        ]
        return get_toc(nest_toc_tokens(tokens)).items


@dataclass
class Html:
    """A page's HTML, and what MkDocs asks about it."""

    text: bytes
    """In UTF-8, as it is written."""
    toc: Contents
    anchors: set[str]
    """The ids of its elements, to which links can lead."""


def convert(markdown: str, link: Callable[[bytes], bytes]) -> Html:
    """Return the HTML of a generated page.

    `link` takes the start of each link up to its address, such as `<a href="europol.md`, and returns what it is in the
    site.
    """
    meanings: dict[str, str] = {}
    last_line = markdown.rfind("\n", 0, -1) + 1
    if markdown.startswith("*[", last_line) and (found := _DEFINITIONS.search(markdown)):
        meanings = dict(_DEFINITION.findall(found[0]))
        markdown = markdown[: found.start() + 1]
    raw: list[bytes] = []

    def set_aside(found: re.Match[str]) -> str:
        raw.append(found[1].encode())
        return f"\n\n<!--{len(raw) - 1}-->"

    text = _MARKDOWN.html(_RAW.sub(set_aside, markdown).replace(" markdown>", ">"))
    if meanings:
        text = _explained(text, meanings)
    pieces = _LINK.split(text.encode())
    pieces[1::2] = map(link, pieces[1::2])
    whole = b"".join(pieces)
    if raw:
        whole = _SET_ASIDE.sub(lambda found: raw[int(found[1])], whole)
    anchors = {identifier.decode() for identifier in _ID.findall(whole)}
    headings: list[tuple[int, str, str]] = []

    def with_id(found: re.Match[bytes]) -> bytes:
        level, identifier, inner = found.groups()
        name, slug = _named(inner)
        if identifier:
            headings.append((int(level), identifier.decode(), name))
            return found[0]
        own = unique(slug, anchors)
        headings.append((int(level), own, name))
        return b'<h%s id="%s">%s</h%s>' % (level, own.encode(), inner, level)

    return Html(_HEADING.sub(with_id, whole), Contents(headings), anchors)


@lru_cache(maxsize=2**12)
def _named(heading: bytes) -> tuple[str, str]:
    """Return the text of a heading, and the id that it gets."""
    name = strip_tags(heading.decode())
    return name, slugify(html.unescape(name), "-")


def _explained(text: str, meanings: dict[str, str]) -> str:
    """Return HTML with an `abbr` element around every term that stands in its text."""
    pattern = _pattern(tuple(meanings))

    def abbreviation(found: re.Match[str]) -> str:
        return f'<abbr title="{meanings[found[0]]}">{found[0]}</abbr>'

    pieces = _VERBATIM.split(text)
    pieces[::2] = [pattern.sub(abbreviation, piece) for piece in pieces[::2]]
    return "".join(pieces)


@lru_cache(maxsize=2**12)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((html.escape(term, quote=False) for term in terms), key=len, reverse=True)
    return re.compile(r"(?<!&)\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b(?![^<>]*>)")  # in no tag
