"""Prose that was changed as plain text: its names stay links where their words still stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import fill

from planatlas.linking.atlas import Atlas
from planatlas.linking.prose import split_prose
from planatlas.pages.tables.table import flowing
from planatlas.pages.writer import shown_name

WIDTH = 100
"""Where lines of prose are broken in the files."""
SLACK = 20
"""By how much a line may be longer after a change, before it is broken anew."""


@dataclass(frozen=True)
class _Link:
    """A link of the prose as it was: which of its pieces it covers, and how it is written."""

    first: int
    count: int
    written: str


def relinked(atlas: Atlas, source: str, changed: str) -> str:
    """Return changed plain text as prose, given the prose that it was made from.

    A line of `changed` is a paragraph, or an item of a list where it begins with `- `. Lines that are as they were keep
    the source to the letter; in the others a name stays a link where all its words are still there, in order, and lines
    stay broken where they were.
    """
    blocks = _blocks(source)
    before = {flowing(atlas, block) or "": block for block in blocks}
    out: list[str] = []
    for line in changed.split("\n"):
        text = line.strip()
        if text:
            block = before.get(text) or _wrapped(_linked(atlas, source, text))
            in_list = bool(out) and text.startswith("- ") and out[-1].lstrip().startswith("- ")
            out.append(block if in_list or not out else f"\n{block}")
    return "\n".join(out)


def _blocks(source: str) -> list[str]:
    """Return the paragraphs and list items of prose as they are written."""
    return [block.strip("\n") for block in re.split(r"\n[ \t]*\n|\n(?=[ \t]*- )", source.strip()) if block.strip()]


def _wrapped(text: str) -> str:
    """Break the lines that are too long, and leave the others as they are."""
    following = "  " if text.startswith("- ") else ""
    out: list[str] = []
    for number, line in enumerate(text.split("\n")):
        shown = f"{following if number else ''}{line.strip()}"
        # A name may hold spaces; it is broken like other text, which the reader allows.
        long = len(shown) > WIDTH + SLACK
        wrap = fill(shown, WIDTH, subsequent_indent=following, break_long_words=False, break_on_hyphens=False)
        out.append(wrap if long else shown)
    return "\n".join(out)


def _linked(atlas: Atlas, source: str, line: str) -> str:
    """Return one changed paragraph or list item with the links and line breaks that it keeps."""
    old, links = _pieces_and_links(atlas, source)
    new = _pieces(line)
    same = SequenceMatcher(None, [_seen(piece) for piece in old], new, autojunk=False).get_matching_blocks()
    place_of = {match.a + step: match.b + step for match in same for step in range(match.size)}
    out = list(new)
    for before, now in place_of.items():
        if old[before].count("\n") == 1 and old[before + 1 : before + 2] != ["-"]:
            out[now] = "\n"
    for link in links:
        places = [place_of.get(link.first + step) for step in range(link.count)]
        start = places[0]
        if start is not None and places == list(range(start, start + link.count)):
            out[start : start + link.count] = [link.written, *[""] * (link.count - 1)]
    return "".join(out)


def _pieces_and_links(atlas: Atlas, source: str) -> tuple[list[str], list[_Link]]:
    """Return words, spaces and signs of prose as readers see them, and its links."""
    pieces: list[str] = []
    links: list[_Link] = []
    for part in split_prose(source):
        shown = _pieces(part if isinstance(part, str) else shown_name(atlas, part))
        if not isinstance(part, str):
            links.append(_Link(len(pieces), len(shown), part.written))
        pieces += shown
    return pieces, links


def _seen(piece: str) -> str:
    return " " if piece.isspace() else piece


def _pieces(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)
