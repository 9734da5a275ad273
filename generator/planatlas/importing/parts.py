"""What stands with an action in a row of a table: bodies, instruments, indicators, times and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count
from string import ascii_lowercase

from planatlas.checking.rules.identity import safe_name
from planatlas.importing.asked import Addition, Changes, Complaint, New
from planatlas.importing.bodies import Names
from planatlas.importing.sheets import Cell
from planatlas.importing.times import stated, unstruck
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.reading.model.action import Relation, Role
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Severity
from planatlas.reading.yaml_text import Location

Fields = dict[Location, tuple[New, Cell]]
_NAMED = {
    "actors": ("actor", "role", Role.RESPONSIBLE.value),
    "instruments": ("instrument", "relation", Relation.USES.value),
}
"""The lists of those that are named: what an item calls them, what it says of them, and what it says by itself."""


def action_key(plan: str, ref: str) -> Key:
    """Return the key of an action by the code that the document prints."""
    return Key(Kind.ACTION, f"{plan}/{safe_name(ref)}")


class Parts:
    """The items of lists that the rows of one table add to the actions of a plan."""

    def __init__(self, atlas: Atlas, plan: str, changes: Changes) -> None:
        self._plan, self._changes = plan, changes
        self._names = {"actors": Names(atlas, Kind.ACTOR, Role), "instruments": Names(atlas, Kind.INSTRUMENT, Relation)}
        self._indicators: dict[str, count[int]] = {}
        self._involved: set[tuple[str, str, str]] = set()
        self._unknown: set[str] = set()

    def add(self, ref: str, name: str, fields: Mapping[Location, tuple[New, Cell]], cell: Cell) -> None:
        """Add an item to a list of an action."""
        self._changes.additions.append(Addition(action_key(self._plan, ref), (name,), fields, cell))

    def named(self, ref: str, name: str, cells: Iterable[tuple[Cell, str | None]], step: str | None) -> None:
        """Add the bodies or instruments that cells name; those of a step of the action say so."""
        single, inner, usual = _NAMED[name]
        for cell, word in cells:
            for one in self._names[name].named(unstruck(cell)):
                if one.id is None:
                    self._complain_of(cell, name, single, one.written)
                    continue
                role = one.word or word or usual
                if (ref, one.id, role) in self._involved:
                    continue  # a body that does the whole need not be named again for a step
                self._involved.add((ref, one.id, role))
                fields: Fields = {(single,): (one.id, cell), (inner,): (role, cell)}
                if detail := "; ".join(filter(None, (step, one.detail))):
                    fields["detail",] = detail, cell
                self.add(ref, name, fields, cell)

    def measured(self, ref: str, cell: Cell) -> None:
        """Add the indicators of a cell, one for each line or between semicolons."""
        numbers = self._indicators.setdefault(ref, count(1))
        for text in filter(None, (one.strip(" -•\t") for one in re.split(r"[;\n]", unstruck(cell)))):
            self.add(ref, "indicators", {("key",): (_key(next(numbers)), cell), ("measure",): (text, cell)}, cell)

    def noted(self, ref: str, text: str, cell: Cell, step: str | None = None) -> None:
        """Add a note."""
        self.add(ref, "notes", {("text",): (f"{step}: {text}" if step else text, cell)}, cell)

    def due(self, ref: str, cell: Cell, what: str) -> None:
        """Add a deadline."""
        if times := self.timed(ref, cell):
            self.add(ref, "deadlines", {("what",): (what, cell), **{(name,): one for name, one in times.items()}}, cell)

    def timed(self, ref: str, cell: Cell, step: str | None = None) -> dict[str, tuple[New, Cell]]:
        """Return a time as `printed` and, where that is certain, as `when`; nothing, with a complaint, for a mistake.

        What it was before becomes a note of the action.
        """
        said = stated(cell)
        if said is None:
            return {}
        if said.doubtful:
            hint = "write it as 2025-Q3, Q3 2025, 31/12/2025, June 2025, by end 2026, 2025-2026 or ongoing"
            self._complain(cell, f"'{said.printed}' cannot be read as a time", hint)
            return {}
        if said.note:
            self.noted(ref, said.note, cell, step)
        if said.when is None:
            message = f"'{said.printed}' is kept as it is printed, and counts as no date"
            self._complain(cell, message, "if it is one, write it as 2025-Q3 or 31/12/2025", Severity.WARNING)
            return {"printed": (said.printed, cell)}
        return {"printed": (said.printed, cell), "when": (said.when, cell)}

    def _complain_of(self, cell: Cell, name: str, single: str, written: str) -> None:
        command = f'if it is new, planatlas new {single} --name "{written}" --kind …'
        hint = self._names[name].hint(written) or ("as above" if written in self._unknown else command)
        self._unknown.add(written)
        self._complain(cell, f"no {single} is called '{written}'", hint)

    def _complain(self, cell: Cell, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self._changes.complaints.append(Complaint(cell.name, message, hint, severity))


def _key(number: int) -> str:
    """Return the key of an indicator: a letter, or a number beyond the alphabet."""
    return ascii_lowercase[number - 1] if number <= len(ascii_lowercase) else str(number)
