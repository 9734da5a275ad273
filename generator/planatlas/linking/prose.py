"""Names in prose: `[[name]]` and `[[name|shown text]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")
_OPEN = re.compile(r"\[\[(?![^\[\]|]+(?:\|[^\[\]|]+)?\]\])")


class NameInProse(NamedTuple):
    """One linked name."""

    written: str
    """The whole of it, brackets included."""
    name: str
    """What it names: an id, a name or an alias."""
    text: str | None
    """What is shown instead of the record's own name."""


def split_prose(text: str) -> Iterator[str | NameInProse]:
    """Yield the plain pieces of a text and the names between them, in order."""
    position = 0
    for found in _NAME.finditer(text):
        if found.start() > position:
            yield text[position : found.start()]
        yield NameInProse(found[0], _folded(found[1]), _folded(found[2]) if found[2] else None)
        position = found.end()
    if position < len(text):
        yield text[position:]


def _folded(text: str) -> str:
    """A name may be broken across lines."""
    return " ".join(text.split())


def names_in(text: str) -> Iterator[NameInProse]:
    """Yield the linked names of a text."""
    return (piece for piece in split_prose(text) if isinstance(piece, NameInProse))


def open_names_in(text: str) -> Iterator[str]:
    """Yield the beginning of every `[[` that is not closed or not well formed."""
    for found in _OPEN.finditer(text):
        yield text[found.start() : found.start() + 20].split("\n", maxsplit=1)[0]
