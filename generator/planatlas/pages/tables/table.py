"""What a table is: columns that say what they hold, and a row an item."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar, get_origin

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest
from planatlas.linking.names import Key
from planatlas.pages.writer import plain_text
from planatlas.reading.model.base import Model
from planatlas.reading.values.numbers import Number
from planatlas.reading.values.when import When
from planatlas.reading.yaml_text import Location

Value: TypeAlias = str | int | float | date | None
"""What a cell can hold; None for an empty one."""
ItemT = TypeVar("ItemT")

MARKING = "marking"
"""The column that every table ends with."""
PLACE = "place"
"""The column of what stands in a list of a record."""
PLACED = "Where the row stands in its file, as list and number; leave it empty in a row that you add."
MARKED = "How far the row may travel; empty for what carries no marking."


class Type(StrEnum):
    """What the cells of a column hold, in words."""

    TEXT = "text"
    PROSE = "long text"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True)
class Column(Generic[ItemT]):
    """One column."""

    name: str
    type: Type
    meaning: str
    """A sentence for readers."""
    value: Callable[[ItemT], Value]
    stands: Location | None = None
    """Where the value stands in the record, as the way from the item; None for what follows from other values."""
    many: bool = False
    """Whether the cell holds several values, parted by semicolons."""


@dataclass(frozen=True)
class Place:
    """Where the item of a row stands."""

    key: Key
    """The record."""
    location: Location
    """The way to the item within the record; empty for the record itself."""


@dataclass(frozen=True)
class Filled:
    """A table with its rows."""

    name: str
    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[Value, ...], ...]

    def marking(self, atlas: Atlas) -> str | None:
        """Return the highest marking of any row."""
        place = [column.name for column in self.columns].index(MARKING)
        return highest(atlas, {str(row[place]) for row in self.rows if row[place]})


@dataclass(frozen=True)
class Table(Generic[ItemT]):
    """A kind of table."""

    name: str
    """Names the sheet and the file."""
    about: str
    """What a row is, in a sentence."""
    columns: tuple[Column[ItemT], ...]
    items: Callable[[Atlas], Iterable[ItemT]]
    place: Callable[[ItemT], Place] | None = None
    """Where an item stands; None for tables that only put together what stands elsewhere."""
    identity: tuple[str, ...] = ()
    """The columns that tell one row from all others, in tables whose rows stand somewhere."""

    def filled(self, atlas: Atlas) -> Filled:
        """Return the table with a row for each item of an Atlas."""
        return self.of(self.items(atlas))

    def of(self, items: Iterable[ItemT]) -> Filled:
        """Return the table with these items only."""
        items = list(items)
        rows = tuple(zip(*(map(column.value, items) for column in self.columns), strict=True))
        return Filled(self.name, self.columns, rows)

    def places(self, atlas: Atlas) -> tuple[Place, ...]:
        """Return where each row stands, in tables whose rows stand somewhere."""
        return tuple(map(self.place, self.items(atlas))) if self.place else ()


def field(  # noqa: PLR0913 - what a column is made of
    model: type[Model],
    name: str,
    value: Callable[[ItemT], Value],
    type_: Type = Type.TEXT,
    *,
    called: str | None = None,
    within: Location = (),
) -> Column[ItemT]:
    """Return the column of a field of the records, with what the model says of it.

    It is called like the field, or as `called`; `within` leads from the item to the part that holds the field.
    """
    many = get_origin(model.model_fields[name].annotation) is tuple
    return Column(called or name, type_, meaning(model, name), value, (*within, name), many)


def place_column(location: Callable[[ItemT], Location]) -> Column[ItemT]:
    """Return the column that says where in its file an item stands, by which a changed row is known again."""
    return Column(PLACE, Type.TEXT, PLACED, lambda item: _in_words(location(item)))


@lru_cache(maxsize=2**12)  # every action has a first activity
def _in_words(location: Location) -> str:
    """Return the way to an item in words, counted from 1: `activities 2 progress 1`."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in location)


def repeated(column: Column[ItemT]) -> Column[ItemT]:
    """Return a column that repeats beside an item what stands elsewhere, and cannot be changed here."""
    return replace(column, stands=None)


def meaning(model: type[Model], field: str) -> str:
    """Return what the model says of a field."""
    return model.model_fields[field].description or ""


def listed(values: Iterable[object]) -> str | None:
    """Return several values in one cell, parted by semicolons; None for none."""
    return "; ".join(str(value) for value in values) or None


def flowing(atlas: Atlas, prose: str | None) -> str | None:
    """Return prose as plain text with a line for each paragraph and list item; None for none."""
    if not prose:
        return None
    plain = plain_text(atlas, prose).strip()
    if "\n" not in plain:
        return plain
    lines: list[str] = []
    for line in plain.split("\n"):
        text = line.strip()
        if not text or text.startswith("- ") or not lines or not lines[-1]:
            lines.append(text)
        else:
            lines[-1] = f"{lines[-1]} {text}"
    return "\n".join(line for line in lines if line)


def number(value: Number | None) -> int | float | None:
    """Return a number as spreadsheets have them."""
    return value.as_json if value else None


def time_columns(
    of: Callable[[ItemT], tuple[str | None, When | None]], within: Location = ()
) -> tuple[Column[ItemT], ...]:
    """Return the columns of a stated time: as printed, as the files write it, in EDTF, first and last day."""
    return (
        Column(
            "printed",
            Type.TEXT,
            "The time as the document prints it.",
            lambda item: of(item)[0],
            (*within, "printed"),
        ),
        Column(
            "when",
            Type.TEXT,
            "The time as read: a day, month (`2024-06`), quarter (`2024-Q2`), half (`2024-H1`), year, or range.",
            lambda item: written(of(item)[1]),
            (*within, "when"),
        ),
        Column(
            "edtf", Type.TEXT, "The same as EDTF (ISO 8601-2), where that can say it.", lambda item: _edtf(of(item)[1])
        ),
        Column("start", Type.DAY, "Its first day, where there is one.", lambda item: _start(of(item)[1])),
        Column("end", Type.DAY, "Its last day, where there is one.", lambda item: _end(of(item)[1])),
    )


def written(when: When | None) -> str | None:
    """Return a time as the files write it."""
    return str(when) if when else None


def _edtf(when: When | None) -> str | None:
    return when.edtf if when else None


def _start(when: When | None) -> date | None:
    return when.start if when else None


def _end(when: When | None) -> date | None:
    return when.end if when else None
