"""The sections of a plan as a table goes through them, new ones added to the plan."""

from __future__ import annotations

import re

from planatlas.importing.asked import Addition, Changes, New
from planatlas.importing.sheets import Cell
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind
from planatlas.reading.yaml_text import Location

_HEADING = re.compile(
    r"(?:(?:section|priority|goal|objective|pillar|chapter|part|strand|area)(?: area)? )?"
    r"(?P<number>[0-9]+(?:\.[0-9]+)*|[IVX]+|[A-Z])(?:[.:)\u2013\u2014-]\s*|\s+[\u2013\u2014-]\s+|\s+)(?P<title>\S.+)",
    re.IGNORECASE | re.DOTALL,
)


def heading_in(text: str) -> tuple[str, str] | None:
    """Return number and title of a heading such as `Priority 2: Ports`; None where it has no number."""
    found = _HEADING.fullmatch(text.strip())
    if found is None or (found["number"].isalpha() and not found["number"].isupper()):
        return None
    return found["number"], " ".join(found["title"].split())


class Sections:
    """The sections of one plan: those that it has, and those that the table brings."""

    def __init__(self, atlas: Atlas, plan: str, changes: Changes) -> None:
        self._plan, self._changes = plan, changes
        entry = atlas.content.plans.get(plan)
        self.titles = {one.number: one.title for one in entry.record.sections} if entry else {}
        self.current: tuple[str, str] | None = next(iter(self.titles.items())) if len(self.titles) == 1 else None
        """Number and title of the section that the row stands in, the only one until another is named."""

    def enter(self, number: Cell | None, title: Cell | None) -> None:
        """Go into the section that a row names; one that names none is in the section of the row above."""
        cell = number or title
        if cell is None:
            return
        if number and title:
            self._go(number.text, title.text, cell)
        elif cell.text in self.titles:
            self._go(cell.text, self.titles[cell.text], cell)
        else:
            self.enter_heading(cell)

    def enter_heading(self, cell: Cell) -> tuple[str, str]:
        """Go into the section with this heading, and return its number and title."""
        text = " ".join(cell.text.split())
        met = next(((number, title) for number, title in self.titles.items() if title == text), None)
        return self._go(*(met or heading_in(text) or (str(len(self.titles) + 1), text)), cell)

    def _go(self, number: str, title: str, cell: Cell) -> tuple[str, str]:
        title = " ".join(title.split())
        if number not in self.titles:
            self.titles[number] = title
            fields: dict[Location, tuple[New, Cell]] = {("number",): (number, cell), ("title",): (title, cell)}
            self._changes.additions.append(Addition(Key(Kind.PLAN, self._plan), ("sections",), fields, cell))
        self.current = number, self.titles[number]
        return self.current
