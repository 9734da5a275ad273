"""What a document of one piece is written with: names, links within it, and prose, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import NAMED, Key
from planatlas.linking.prose import split_prose
from planatlas.pages.markdown import one_line
from planatlas.pages.writer import ProseLine, prose_blocks, short_name, shown_name
from planatlas.reading.model.base import Kind

_PLACES = (*NAMED, Kind.MEETING)
"""The kinds of record that have a place of their own in a document."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Say to templates that nothing is left to escape."""
        return self


def anchor(key: Key) -> str:
    """Return the id of a record's place; a slash parts what no id has one in, so no two records share it."""
    return f"{key.kind.value}/{key.id}"


class Hypertext:
    """Writes names, links and prose for one document, and remembers the highest marking of what stands in it."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._markings: set[str | None] = set()

    @property
    def marking(self) -> str | None:
        """The highest marking among what was written so far."""
        return highest(self.atlas, self._markings)

    def note_marking(self, key: Key) -> str | None:
        """Let the document carry the marking of a record, and return that."""
        marking = marking_of(self.atlas, key)
        self._markings.add(marking)
        return marking

    def note_own_marking(self, marking: str | None) -> str | None:
        """Let the document carry the marking that a part of a record has of its own, and return that."""
        self._markings.add(marking)
        return marking

    def holds(self, key: Key) -> bool:
        """Whether a record has a place in the document."""
        return key.kind in _PLACES and key.id in self.atlas.content.entries[key.kind]

    def name(self, key: Key, text: str | None = None) -> Html:
        """Return a record's name as a link to its place; of what is not in the document the id or text alone."""
        if not self.holds(key):
            return Html(escape(one_line(text or key.id)))
        self.note_marking(key)
        return self.link(f"#{anchor(key)}", text or short_name(self.atlas, key))

    def names(self, kind: Kind, ids: Iterable[str]) -> Html:
        """Return several names, each once, parted by commas."""
        return joined(self.name(Key(kind, identifier)) for identifier in dict.fromkeys(ids))

    def text(self, text: str) -> Html:
        """Return plain text on one line; double square brackets mean nothing in it."""
        return Html(escape(one_line(text)))

    def link(self, target: str, text: str) -> Html:
        """Return a link."""
        return Html(f'<a href="{escape(target)}">{escape(one_line(text))}</a>')

    def inline(self, text: str) -> Html:
        """Return prose on one line, its names linked."""
        return Html("".join(self._pieces(one_line(text))))

    def prose(self, text: str | None) -> Html:
        """Return prose as paragraphs and lists, its names linked."""
        return Html("\n".join(piece for block in prose_blocks(text) for piece in self._block(block)))

    def _block(self, block: list[ProseLine]) -> Iterator[str]:
        for item, lines in groupby(block, key=lambda line: line.item):
            texts = [self.inline(line.text) for line in lines]
            if item:
                yield f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
            else:
                yield from (f"<p>{text}</p>" for text in texts)

    def _pieces(self, text: str) -> Iterator[str]:
        for piece in split_prose(text):
            if isinstance(piece, str):
                yield escape(piece)
                continue
            key = self.atlas.resolver.by_name(piece.name)
            yield self.name(key, shown_name(self.atlas, piece)) if key else escape(piece.text or piece.name)


def joined(pieces: Iterable[str], separator: str = ", ") -> Html:
    """Return pieces of HTML in one line."""
    return Html(separator.join(pieces))


def seen_text(html: str) -> str:
    """Return the text that HTML of our own making shows, without its elements."""
    return re.sub(r"<[^>]*>", " ", html)
