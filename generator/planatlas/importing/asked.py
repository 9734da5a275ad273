"""What a table asks for: fields that change, what is added and removed, and what is wrong with its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from planatlas.importing.sheets import Cell
from planatlas.linking.names import Key
from planatlas.reading.problems import Severity
from planatlas.reading.yaml_text import Location

New: TypeAlias = "str | tuple[str, ...] | None"
"""What a field is to hold: a text, several, or nothing."""


@dataclass(frozen=True)
class Edit:
    """A field that is to hold something else."""

    key: Key
    location: Location
    new: New
    cell: Cell


@dataclass(frozen=True)
class Addition:
    """A record or an item of a list that is to be added, with what it is to hold by the way to it."""

    key: Key
    location: Location
    """The way to the list; empty for a new record."""
    fields: Mapping[Location, tuple[New, Cell]]
    cell: Cell


@dataclass(frozen=True)
class Removal:
    """An item of a list that is to go."""

    key: Key
    location: Location


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a cell."""

    cell: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def line(self) -> str:
        """The complaint for people: `involvements!H12: error: …`, with the hint below."""
        return f"{self.cell}: {self.severity.value}: {self.message}" + (f"\n    {self.hint}" if self.hint else "")


@dataclass
class Changes:
    """All that a workbook asks for."""

    edits: list[Edit] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    missing: list[Removal] = field(default_factory=list)
    """What stands in the content and in no row, though its sheet is there."""
    complaints: list[Complaint] = field(default_factory=list)
