"""A workbook laid beside the tables of the content: what was changed, and what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planatlas.importing.asked import Addition, Changes, Complaint, Edit, New, Removal
from planatlas.importing.prose import relinked
from planatlas.importing.sections import Sections
from planatlas.importing.sheets import Cell, Sheet, texts
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.of_actions import UP
from planatlas.pages.tables.table import PLACE, Column, Filled, Place, Table, Type
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Severity
from planatlas.reading.suggestions import did_you_mean, nearest
from planatlas.reading.yaml_text import Location

_KINDS = {
    "plans": Kind.PLAN,
    "actions": Kind.ACTION,
    "actors": Kind.ACTOR,
    "instruments": Kind.INSTRUMENT,
    "themes": Kind.THEME,
}
"""The sheets in which a row with a new id is a new record."""
_LISTS = {
    "involvements": "actors",
    "means": "instruments",
    "indicators": "indicators",
    "activities": "activities",
    "deadlines": "deadlines",
    "amounts": "amounts",
    "links": "links",
    "progress": "progress",
    "terms": "terms",
    "notes": "notes",
}
"""The sheets in which a row without a place is a new item of a list, and the list."""


def changes_of(atlas: Atlas, sheets: tuple[Sheet, ...]) -> Changes:
    """Return what the sheets ask for, compared with the tables of the Atlas."""
    changes = Changes()
    tables = {table.name: table for table in TABLES}
    seen: set[str] = set()
    lacking = set(tables) - {sheet.name for sheet in sheets}
    for sheet in sheets:
        table = tables.get(sheet.name)
        # Where one of ours is missing too, the sheet may be that one under another name.
        if table is None and not (lacking or nearest(sheet.name, tables)):
            message = "the sheet is none of the export's, and is not read"
            changes.complaints.append(Complaint(sheet.name, message, severity=Severity.WARNING))
            continue
        if table is None:
            hint = did_you_mean(sheet.name, tables) or (
                f"the tables are {', '.join(tables)}; a table in another format is read with --plan"
            )
            changes.complaints.append(Complaint(sheet.name, f"there is no table '{sheet.name}'", hint))
            continue
        if sheet.name in seen:
            hint = "delete or rename one of the two"
            changes.complaints.append(Complaint(sheet.name, f"'{sheet.name}' stands here twice", hint))
            continue
        seen.add(sheet.name)
        _Comparison(atlas, sheet, table, changes).run()
    return changes


class _Comparison:
    """One sheet beside its table."""

    def __init__(self, atlas: Atlas, sheet: Sheet, table: Table[Any], changes: Changes) -> None:
        self.atlas = atlas
        self.sheet = sheet
        self.table = table
        self.changes = changes
        self.now: Filled = table.filled(atlas)
        self.places = table.places(atlas)
        self.columns: dict[int, Column[Any]] = {}
        """The columns that the sheet has, by their place in it."""
        self.measures: dict[str, dict[str, str]] = {}
        """The indicators of actions that get a row, in order, with what they measure."""
        self.sections: dict[str, Sections] = {}
        """The sections of plans that get an action."""

    def run(self) -> None:
        if not self._columns():
            return
        places = [column.name for column in self.table.columns]
        identity = [places.index(name) for name in self.table.identity]
        rows = {
            tuple(text[place] for place in identity): (number, text)
            for number, text in enumerate(map(texts, self.now.rows))
        }
        met: dict[tuple[str, ...], Cell] = {}
        by_name = {column.name: place for place, column in self.columns.items()}
        for row in self.sheet.rows:
            cells = [row[by_name[name]] for name in self.table.identity]
            identified = tuple(cell.text for cell in cells)
            if identified in met:
                self._complain(cells[-1], f"this row stands a second time; first at {met[identified].name}")
            elif identified in rows:
                met[identified] = cells[-1]
                number, before = rows[identified]
                self._compare(row, before, self.places[number])
            elif PLACE in self.table.identity and cells[-1].text:
                self._nowhere(cells, {text[:-1] for text in rows})
            else:
                self._add(row, by_name)
        gone = [self.places[number] for identified, (number, _) in rows.items() if identified not in met]
        self.changes.missing += [Removal(place.key, place.location) for place in gone]

    def _nowhere(self, cells: list[Cell], owners: set[tuple[str, ...]]) -> None:
        """Complain about a row whose place is none of the content: for want of the place, or of what it is in."""
        owner, place = tuple(cell.text for cell in cells[:-1]), cells[-1]
        if not owner or owner in owners or self._there(owner[-1]):
            message = f"there is no '{place.text}' in {' '.join(owner) or self.sheet.name}"
            self._complain(place, message, "leave the place empty to add a row")
            return
        hint = did_you_mean(owner[-1], {known[-1] for known in owners}) or "look at the id; a record is added as a row"
        self._complain(cells[-2], f"there is no '{owner[-1]}'", hint)

    def _there(self, identifier: str) -> bool:
        return any(identifier in entries for entries in self.atlas.content.entries.values())

    def _complain(self, cell: Cell, message: str, hint: str | None = None, severity: Severity = Severity.ERROR) -> None:
        self.changes.complaints.append(Complaint(cell.name, message, hint, severity))

    def _columns(self) -> bool:
        """Find out which column of the sheet is which; return whether rows can be told apart."""
        known = {column.name: column for column in self.table.columns}
        for place, cell in enumerate(self.sheet.header):
            column = known.pop(cell.text, None)
            if column is not None:
                self.columns[place] = column
            elif cell.text:
                hint = did_you_mean(cell.text, list(known)) or "what stands in it stays in the workbook"
                self._complain(cell, f"the column '{cell.text}' is not one of ours", hint, Severity.WARNING)
        lacking = [name for name in self.table.identity if name in known]
        for name in lacking:
            message = f"the column '{name}' is missing"
            self._complain(Cell("", f"{self.sheet.name}!A1"), message, "put it back, as the export has it")
        return not lacking

    def _compare(self, row: tuple[Cell, ...], before: tuple[str, ...], place: Place) -> None:
        for here, column in self.columns.items():
            cell, was = row[here], before[self.table.columns.index(column)]
            if cell.text == was:
                continue
            if column.stands is None:
                message = f"'{column.name}' follows from other cells and cannot be changed: '{was}'"
                self._complain(cell, message, self._elsewhere(column))
                continue
            location = _way(place.location, column.stands)
            self.changes.edits.append(Edit(place.key, location, self._new(cell, column, place.key, location), cell))

    def _elsewhere(self, column: Column[Any]) -> str:
        if column.name in {"start", "end", "edtf", "date_start"}:
            return "change 'when' or 'date', and leave the days to follow"
        if column.name.endswith("_name"):
            return f"change '{column.name.removesuffix('_name')}', the id; the name follows"
        if column.name == "marking":
            return "write the marking into the file of the record, or of the part that has one of its own"
        if column.name in {"ref", "title", "plan"}:
            return "change it on the sheet 'actions'"
        return "put back what stood there; what a column holds is told on the page 'Data files'"

    def _new(self, cell: Cell, column: Column[Any], key: Key, location: Location) -> New:
        if not cell.text:
            return None
        if column.many:
            return tuple(part.strip() for part in cell.text.split(";") if part.strip())
        if column.name in {"actor", "instrument"} and ";" in cell.text:
            message = f"a row names one {column.name}: '{cell.text}'"
            self._complain(cell, message, "write a row for each, the other cells the same")
        if column.type is Type.PROSE:
            return relinked(self.atlas, _written(self.atlas, key, location) or "", cell.text)
        return cell.text

    def _add(self, row: tuple[Cell, ...], by_name: dict[str, int]) -> None:
        first = row[by_name[self.table.identity[0]]]
        found = self._where(row, by_name)
        if found is None:
            return
        key, location = found
        fields: dict[Location, tuple[New, Cell]] = {}
        start = ("target",) if location == ("indicators",) else ()
        for place, column in self.columns.items():
            if location[2:] == ("targets",) and column.stands and column.stands[0] == UP:
                continue  # the indicator says it already
            if column.stands is not None and row[place].text:
                way = _way(start, column.stands)
                fields[way] = self._new(row[place], column, key, (*location, *way)), row[place]
        self.changes.additions.append(Addition(key, location, fields, first))
        if key.kind is Kind.ACTION and not location:
            self._section(key, {name: row[place] for name, place in by_name.items() if row[place].text})

    def _section(self, key: Key, told: Mapping[str, Cell]) -> None:
        """Add the section of a new action to its plan, where the plan has none of this number."""
        plan = key.id.partition("/")[0]
        if "section" in told and "section_title" in told:
            sections = self.sections.setdefault(plan, Sections(self.atlas, plan, self.changes))
            sections.enter(told["section"], told["section_title"])

    def _where(self, row: tuple[Cell, ...], by_name: dict[str, int]) -> tuple[Key, Location] | None:
        """Return record and list to which a new row belongs; None, with a complaint, where there is none."""
        first = row[by_name[self.table.identity[0]]]
        if self.table.name in _KINDS:
            return Key(_KINDS[self.table.name], first.text), ()
        location: Location = (_LISTS[self.table.name],)
        if self.table.name == "terms":
            return Key(Kind.TERMS, Kind.TERMS.value), location
        if self.table.name == "notes":
            kind = next((kind for kind in Kind if kind.value == first.text), None)
            if kind is None:
                self._complain(first, f"there is no kind '{first.text}'", "such as action, actor, plan")
                return None
            return Key(kind, row[by_name["record"]].text), location
        key = Key(Kind.ACTION, first.text)
        told = {name: row[place] for name, place in by_name.items() if row[place].text}
        if self.table.name == "progress" and "activity" in told:
            return self._on_activity(key, told["activity"])
        if self.table.name == "indicators" and "key" in told:
            return self._on_indicator(key, told)
        return key, location

    def _on_activity(self, key: Key, number: Cell) -> tuple[Key, Location] | None:
        entry = self.atlas.actions.get(key.id)
        steps = [step.number for step in entry.record.activities] if entry else []
        if number.text not in steps:
            self._complain(number, f"the action has no activity '{number.text}'", did_you_mean(number.text, steps))
            return None
        return key, ("activities", steps.index(number.text), "progress")

    def _on_indicator(self, key: Key, told: Mapping[str, Cell]) -> tuple[Key, Location] | None:
        """Return the place of another target where the action has the indicator, else that of a new indicator."""
        entry = self.atlas.actions.get(key.id)
        there = {one.key: one.measure for one in entry.record.indicators} if entry else {}
        measures = self.measures.setdefault(key.id, there)
        name, measure = told["key"].text, told.get("measure")
        if name not in measures:
            measures[name] = measure.text if measure else ""
            return key, ("indicators",)
        if measure and measure.text != measures[name]:
            message = f"the action has an indicator '{name}' already, '{measures[name]}'"
            self._complain(measure, message, "give a new key, or write the same for another target of this one")
            return None
        return key, ("indicators", list(measures).index(name), "targets")


def _way(start: Location, stands: Location) -> Location:
    """Return the way from the top of a record to a value, `..` leading to what holds the item."""
    if stands[:1] == (UP,):
        while start and isinstance(start[-1], int):
            start = start[:-1]
        return (*start[:-1], *stands[1:])
    return (*start, *stands)


def _written(atlas: Atlas, key: Key, location: Location) -> str | None:
    """Return what a record's file holds at a place, None where that is no text."""
    entry = atlas.content.entries[key.kind].get(key.id)
    data = at(entry.document.data, location) if entry else None
    return data if isinstance(data, str) else None


def at(data: Any, location: Location) -> Any:  # noqa: ANN401 - what a file holds
    """Return what stands at a location, None where nothing does."""
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
