"""Cells that name several bodies or instruments, as the tables of other houses have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import COUNTRY, folded, names_of
from planatlas.reading.model.base import Kind
from planatlas.reading.suggestions import nearest

_ALWAYS = re.compile(r"[;\n]")
_WHERE_NEEDED = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*")
"""What parts names, but may stand within one: `Justice and Home Affairs Council`."""
_MOST_PIECES = 6
"""As many such pieces as one name may have."""
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass(frozen=True)
class Named:
    """One body or instrument that a cell names."""

    id: str | None
    """None where it is not known."""
    written: str
    word: str | None = None
    """The role or relation that stands with it, as in `Lead: Europol` or `Europol (lead)`."""
    detail: str | None = None
    """What else stands in brackets behind it."""


class Names:
    """The names by which records of one kind are found: ids, names, short names, aliases, and codes of countries."""

    def __init__(self, atlas: Atlas, kind: Kind, words: Iterable[str]) -> None:
        self._words = {str(word).replace("-", " "): str(word) for word in words}
        self._ids: dict[str, str] = {}
        for identifier, entry in atlas.content.entries[kind].items():
            self._ids.setdefault(folded(identifier), identifier)
            for _, name in names_of(entry.record):
                self._ids.setdefault(folded(name), identifier)
        if kind is Kind.ACTOR:
            for identifier, actor in atlas.actors.items():
                if actor.record.country and actor.record.kind == COUNTRY:
                    self._ids.setdefault(folded(str(actor.record.country)), identifier)

    def named(self, text: str) -> Iterator[Named]:
        """Yield what a cell names, in order. Names are parted by semicolons and lines; else by what may part them."""
        word = None
        for part in (one.strip(" -•\t") for one in _ALWAYS.split(text)):
            before, colon, rest = part.partition(":")
            if colon and (found := self._word(before)):
                word, part = found, rest.strip()  # noqa: PLW2901 - the same part, without its role
            if part:
                yield from self._in(part, word)

    def hint(self, written: str) -> str | None:
        """Return the id and name that come nearest, as a question."""
        name = nearest(written, self._ids)
        return f"did you mean '{self._ids[name]}'?" if name else None

    def _in(self, text: str, word: str | None) -> Iterator[Named]:
        whole = self._one(text, word)
        pieces = [piece for piece in _WHERE_NEEDED.split(text) if piece]
        if whole.id or len(pieces) == 1:
            yield whole
            return
        # As many pieces as it takes make a name: "Police and Customs, Europol" may be two bodies.
        yield from (self._one(piece, word) for piece in self._joined(text))

    def _joined(self, text: str) -> Iterator[str]:
        """Yield the longest pieces that are known, and what is left as it stands."""
        marks = [(0, 0), *((mark.start(), mark.end()) for mark in _WHERE_NEEDED.finditer(text)), (len(text), len(text))]
        at = 0
        while at < len(marks) - 1:
            begin = marks[at][1]
            ends = range(min(len(marks) - 1, at + _MOST_PIECES), at, -1)
            end = next((one for one in ends if self._one(text[begin : marks[one][0]], None).id), at + 1)
            if piece := text[begin : marks[end][0]].strip():
                yield piece
            at = end

    def _one(self, text: str, word: str | None) -> Named:
        if identifier := self._ids.get(folded(text)):
            return Named(identifier, text, word)
        if (found := _IN_BRACKETS.fullmatch(text)) and (identifier := self._ids.get(folded(found[1]))):
            own = self._word(found[2])
            return Named(identifier, found[1], own or word, None if own else found[2])
        return Named(None, text, word)

    def _word(self, text: str) -> str | None:
        return self._words.get(" ".join(text.casefold().replace("-", " ").split()))
