"""A plan's actions from a table in another format: a row an action, columns as their house has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planatlas.importing.asked import Addition, Changes, Complaint
from planatlas.importing.headings import PLAIN, SEVERAL, Headed, Held, headed
from planatlas.importing.parts import Fields, Parts, action_key
from planatlas.importing.sections import Sections, heading_in
from planatlas.importing.sheets import Cell, Sheet
from planatlas.importing.times import unstruck
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import natural_order
from planatlas.reading.problems import Severity
from planatlas.reading.suggestions import did_you_mean

_PROSE = {"summary", "joint_action_days"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STEP = re.compile(r"(?P<of>.+?)[ .)-]*\(?[a-z]\)?")
"""The ref of a step, such as `3.1.a`, `3.1a` and `3.1 (a)`."""


@dataclass(frozen=True)
class _Row:
    """The cells of a row that hold anything, with what their columns hold."""

    cells: tuple[tuple[Cell, Held], ...]

    def each(self, name: str) -> Iterator[tuple[Cell, str | None]]:
        """Yield the cells of the columns of a name, each with its role or relation."""
        return ((cell, word) for cell, (held, word) in self.cells if held == name)

    def first(self, name: str) -> Cell | None:
        """Return the first cell of the columns of a name."""
        return next((cell for cell, _ in self.each(name)), None)


def changes_of_table(atlas: Atlas, sheet: Sheet, plan: str, told: Mapping[str, str]) -> Changes:
    """Return the actions that a table adds to a plan; `told` says what columns hold, by their headings."""
    changes = Changes()
    if plan not in atlas.content.plans:
        hint = did_you_mean(plan, atlas.content.plans) or f'write it first: planatlas new plan {plan} --title "…"'
        changes.complaints.append(Complaint("--plan", f"there is no plan '{plan}'", hint))
        return changes
    table = headed(sheet, told, changes)
    if table:
        _Reading(atlas, plan, changes).run(table)
    if table and not changes.additions and not changes.complaints:
        changes.complaints.append(Complaint(sheet.name, "there is nothing below its header"))
    return changes


class _Reading:
    """The rows of one table, one after the other."""

    def __init__(self, atlas: Atlas, plan: str, changes: Changes) -> None:
        self._atlas, self._plan, self._changes = atlas, plan, changes
        self._sections = Sections(atlas, plan, changes)
        self._parts = Parts(atlas, plan, changes)
        self._group: Cell | None = None
        self._met: dict[str, Cell] = {}
        """Where each ref stands."""
        self._fields: dict[str, Fields] = {}
        """What each new action holds itself, in the order of the table."""

    def run(self, table: Headed) -> None:
        """Read every row, and write down their order where their refs say another."""
        for cells in table.rows:
            filled = [cell for cell in cells if cell.text]
            kept = {place for place, cell in enumerate(cells) if unstruck(cell)}
            if filled and not kept:
                self._complain(filled[0], "the row is struck through, and left out", severity=Severity.WARNING)
            elif filled:
                held = ((cells[place], holds) for place, holds in table.columns.items() if place in kept)
                self._row(_Row(tuple(held)), filled)
        refs = list(self._fields)
        if refs != sorted(refs, key=natural_order):
            for number, ref in enumerate(refs, start=1):
                self._fields[ref]["order",] = str(number), self._met[ref]

    def _complain(self, cell: Cell, message: str, hint: str | None = None, severity: Severity = Severity.ERROR) -> None:
        self._changes.complaints.append(Complaint(cell.name, message, hint, severity))

    def _row(self, row: _Row, filled: list[Cell]) -> None:
        ref = row.first("ref")
        # Cells that are merged may come back with the same text in each.
        if len({cell.text for cell in filled}) == 1 and (ref is None or heading_in(ref.text)):
            number, title = self._sections.enter_heading(filled[0])
            message = f"the row is taken for the heading of section '{number}', {title}"
            self._complain(filled[0], message, severity=Severity.WARNING)
            return
        self._sections.enter(row.first("section"), row.first("section_title"))
        self._group = row.first("group") or self._group
        if ref is None:
            hint = "write the number that the document prints, or take the row out"
            self._complain(filled[0], "the row has no ref", hint)
            return
        said = unstruck(ref).rstrip(".")
        of = found["of"] if (found := _STEP.fullmatch(said)) else None
        if said in self._met:
            hint = "a spreadsheet makes 3.1 of 3.10: set the column to text, and write it again"
            self._complain(ref, f"the ref '{said}' stands a second time; first at {self._met[said].name}", hint)
        elif _DAY.fullmatch(said):
            hint = "the spreadsheet took a number for a day: set the column to text, and write it again"
            self._complain(ref, f"'{said}' is no ref", hint)
        elif of in self._fields:
            self._step(str(of), said, ref, row)
        elif action_key(self._plan, said).id in self._atlas.content.actions:
            hint = "take its row out here, and change the action in its file or in the workbook of the export"
            self._complain(ref, f"the plan has an action '{said}' already", hint)
        else:
            self._action(said, ref, row)
        self._met.setdefault(said, ref)

    def _action(self, ref: str, cell: Cell, row: _Row) -> None:
        if self._sections.current is None:
            hint = "say which column has it, such as --column 'Priority=section', or write a row with its heading above"
            self._complain(cell, f"nothing says in which section '{ref}' stands", hint)
            return
        section, heading = self._sections.current
        fields = self._fields[ref] = {
            ("ref",): (ref, cell),
            ("section",): (section, cell),
            ("source", "section"): (heading, cell),
            ("source", "item"): (ref, cell),
        }
        if self._group:
            fields["group",] = " ".join(unstruck(self._group).split()), self._group
        for name, way in PLAIN.items():
            if name != "group" and (texts := [(unstruck(one), one) for one, _ in row.each(name)]):
                text = "\n\n".join(said for said, _ in texts)
                fields[way] = text if name in _PROSE else " ".join(text.split()), texts[0][1]
        for name, way in SEVERAL.items():
            if one := row.first(name):
                fields[way] = tuple(filter(None, map(str.strip, re.split(r"[;\n]", unstruck(one))))), one
        if ("title",) in fields:
            fields.setdefault(("summary",), fields["title",])
        self._changes.additions.append(Addition(action_key(self._plan, ref), (), fields, cell))
        for time, _ in row.each("deadline"):
            self._parts.due(ref, time, str(fields.get(("title",), (ref,))[0]))
        self._with(ref, row)

    def _step(self, of: str, number: str, cell: Cell, row: _Row) -> None:
        """Take a row such as 3.1.a for an activity of 3.1, which its bodies and notes join."""
        text = row.first("title") or row.first("summary")
        if text is None:
            self._complain(cell, f"nothing says what '{number}' is", "fill in its title, or take the row out")
            return
        fields: Fields = {("number",): (number, cell), ("text",): (unstruck(text), text)}
        for time, _ in row.each("deadline"):
            fields |= {("timing", name): one for name, one in self._parts.timed(of, time, number).items()}
        self._parts.add(of, "activities", fields, cell)
        self._with(of, row, number)

    def _with(self, ref: str, row: _Row, step: str | None = None) -> None:
        for name in ("actors", "instruments"):
            self._parts.named(ref, name, row.each(name), step)
        for cell, _ in row.each("indicators"):
            self._parts.measured(ref, cell)
        for cell, _ in row.each("notes"):
            self._parts.noted(ref, unstruck(cell), cell, step)
