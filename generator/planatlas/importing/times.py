"""Cells that say by when, as the tables of other houses have them: with what it was before, or struck through."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planatlas.importing.sheets import Cell
from planatlas.reading.values.printed_time import written
from planatlas.reading.values.when import When

_WAS = r"(?:was|were|previously|formerly|originally|initially|before)"
_CHANGED = (
    re.compile(
        rf"{_WAS}:? (?P<old>.+?)[,;.]? (?:but )?(?:is )?(?:now|new|changed to|moved to):? (?P<new>.+)", re.IGNORECASE
    ),
    re.compile(rf"(?:now:? )?(?P<new>.+?)[,;]? \(?{_WAS}:? (?P<old>[^)]+)\)?", re.IGNORECASE),
    re.compile("(?P<old>.+?) ?(?:\u2192|->|=>) ?(?P<new>.+)"),
)
_SAYS_A_TIME = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Stated:
    """What a cell says of a time."""

    printed: str
    """As it stands there, without what is struck through."""
    when: str | None
    """As the files write it; None where that cannot be read with certainty."""
    note: str | None = None
    """What was changed, in a sentence."""
    doubtful: bool = False
    """Whether it has figures and still is no time, as a mistake in writing would."""


def stated(cell: Cell) -> Stated | None:
    """Return what a cell says of a time, None where nothing is left of it."""
    text = " ".join(unstruck(cell).split())
    if not text:
        return None
    note = f"The table strikes out “{cell.struck}” and writes “{text}”." if cell.struck else None
    current = text
    for form in _CHANGED:
        if (found := form.fullmatch(text)) and _when(found["new"]):
            current = found["new"]
            note = f"The table says that the time was “{found['old'].strip(' ,;.')}” before."
            break
    when = _when(current)
    return Stated(text, when, note, when is None and bool(_SAYS_A_TIME.search(current)))


def unstruck(cell: Cell) -> str:
    """Return the text of a cell without what is struck through."""
    if not cell.struck:
        return cell.text
    return cell.text.replace(cell.struck, "", 1).strip(" ,;/\n") if cell.struck in cell.text else ""


def _when(text: str) -> str | None:
    for form in (text, written(text)):
        try:
            if form:
                return str(When.parse(form))
        except ValueError:
            continue
    return None
