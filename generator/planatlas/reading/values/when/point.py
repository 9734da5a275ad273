"""A single day, month, quarter, half year or year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from typing_extensions import override

from planatlas.reading.values.when.calendar import MONTH_NAMES, Precision, last_day
from planatlas.reading.values.when.grammar import POINT
from planatlas.reading.values.when.stated import When, no_time

_POINT = re.compile(POINT)


@dataclass(frozen=True)
class Point(When):
    """A day, month, quarter, half year or year."""

    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "integer"], "pattern": f"^{POINT}$"}

    first: date
    precision: Precision

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{self.first.year:04}-{self.first.month:02}"
            case Precision.QUARTER:
                return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
            case Precision.HALF:
                return f"{self.first.year:04}-H{(self.first.month + 5) // 6}"
            case Precision.YEAR:
                return f"{self.first.year:04}"

    @classmethod
    @override
    def read(cls, text: str) -> Self | None:
        if not _POINT.fullmatch(text):
            return None
        year, _, rest = text.partition("-")
        if int(year) == 0:
            msg = "there is no year 0000"
            raise ValueError(msg)
        if not rest:
            return cls(date(int(year), 1, 1), Precision.YEAR)
        if rest[0] == "Q":
            return cls(date(int(year), int(rest[1]) * 3 - 2, 1), Precision.QUARTER)
        if rest[0] == "H":
            return cls(date(int(year), int(rest[1]) * 6 - 5, 1), Precision.HALF)
        month, _, day = rest.partition("-")
        try:
            return cls(date(int(year), int(month), int(day or 1)), Precision.DAY if day else Precision.MONTH)
        except ValueError:
            months = 12
            last = monthrange(int(year), int(month))[1] if 1 <= int(month) <= months else 0
            msg = f"'{text}' is not in the calendar; " + (
                f"that month has {last} days" if last else "a year has the months 01 to 12"
            )
            raise ValueError(msg) from None

    @property
    @override
    def start(self) -> date:
        return self.first

    @cached_property
    @override
    def end(self) -> date:
        return self.first if self.precision is Precision.DAY else last_day(self.first, self.precision)

    @property
    @override
    def label(self) -> str:
        match self.precision:
            case Precision.DAY:
                return f"{self.first.day} {MONTH_NAMES[self.first.month - 1]} {self.first.year}"
            case Precision.MONTH:
                return f"{MONTH_NAMES[self.first.month - 1]} {self.first.year}"
            case Precision.QUARTER:
                return f"Q{(self.first.month + 2) // 3} {self.first.year}"
            case Precision.HALF:
                return f"{'first' if self.first.month == 1 else 'second'} half of {self.first.year}"
            case Precision.YEAR:
                return str(self.first.year)

    @property
    @override
    def edtf(self) -> str:
        """Quarters are the months 33 to 36 and halves 40 and 41 of ISO 8601-2, section 4.8."""
        match self.precision:
            case Precision.QUARTER:
                return f"{self.first.year:04}-{32 + (self.first.month + 2) // 3}"
            case Precision.HALF:
                return f"{self.first.year:04}-{39 + (self.first.month + 5) // 6}"
            case _:
                return str(self)


def point_in(text: str | None) -> Point | None:
    """Return the point that a part of a text states, None where the part is left out. Raises ValueError for no time."""
    if not text:
        return None
    point = Point.read(text)
    if point is None:
        raise no_time(text)
    return point
