"""Times that are reckoned from another: again and again from a first, or so long before or after an event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from typing_extensions import override

from planatlas.reading.values.when.calendar import DAYS_OF, MONTHS_OF, Precision, shifted
from planatlas.reading.values.when.grammar import COUNT, POINT, UNIT
from planatlas.reading.values.when.point import Point, point_in
from planatlas.reading.values.when.stated import When

_RECURRENCE = re.compile(rf"every (?:({COUNT}) )?({UNIT})(?: from ({POINT}))?(?: until ({POINT}))?")
_RELATIVE = re.compile(rf"(?:({COUNT}) ({UNIT}) )?(before|after) (.+?)(?: on ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?")


@dataclass(frozen=True)
class Recurrence(When):
    """Every so many months, from a first date where one is stated."""

    every: int
    unit: str
    since: Point | None
    until: Point | None

    @classmethod
    @override
    def read(cls, text: str) -> Self | None:
        match = _RECURRENCE.fullmatch(text)
        if match is None:
            return None
        count, unit, first, last = match.groups()
        if count and int(count) == 0:
            msg = f"'{text}' never recurs; say every how many"
            raise ValueError(msg)
        value = cls(int(count or 1), unit.rstrip("s"), point_in(first), point_in(last))
        if value.start and value.end and value.start > value.end:
            msg = f"'{text}' ends before it starts; look at the two dates"
            raise ValueError(msg)
        return value

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        count = f"every {self.every} {self.unit}s" if self.every > 1 else f"every {self.unit}"
        return count + (f" from {self.since}" if self.since else "") + (f" until {self.until}" if self.until else "")

    @property
    @override
    def start(self) -> date | None:
        return self.since.start if self.since else None

    @property
    @override
    def end(self) -> date | None:
        return self.until.end if self.until else None

    @property
    @override
    def label(self) -> str:
        count = f"every {self.every} {self.unit}s" if self.every > 1 else f"every {self.unit}"
        since = f" from {self.since.label}" if self.since else ""
        return count + since + (f" until {self.until.label}" if self.until else "")

    def next_after(self, day: date) -> date | None:
        """The first occurrence on or after `day`; None without a first date, or when the last has passed.

        Occurrences are reckoned from the first, so that one on the 31st comes back to the 31st after a short month.
        """
        if self.since is None:
            return None
        first = self.since.first
        if self.unit in DAYS_OF:
            passed = (day - first).days // DAYS_OF[self.unit]
        else:
            passed = ((day.year - first.year) * 12 + day.month - first.month) // MONTHS_OF[self.unit]
        step = max(0, passed // self.every)
        try:
            occurrence = shifted(first, self.every * step, self.unit)
            if occurrence < day:
                occurrence = shifted(first, self.every * (step + 1), self.unit)
        except ValueError:  # the next one lies beyond the calendar
            return None
        return None if self.until and occurrence > self.until.end else occurrence


@dataclass(frozen=True)
class Relative(When):
    """So long before or after an event, whose date may be unknown."""

    amount: int
    unit: str
    direction: str
    event: str
    event_date: date | None

    @classmethod
    @override
    def read(cls, text: str) -> Self | None:
        match = None if ".." in text else _RELATIVE.fullmatch(text)
        if match is None:
            return None
        count, unit, direction, event, on = match.groups()
        known = point_in(on)
        amount = int(count or 0)
        value = cls(amount, unit.rstrip("s") if amount else "day", direction, event, known.first if known else None)
        _ = value.day  # raises while the text is at hand, should the day lie outside the calendar
        return value

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        return self._offset + (f" on {self.event_date.isoformat()}" if self.event_date else "")

    @property
    def _offset(self) -> str:
        plural = "" if self.amount == 1 else "s"
        offset = f"{self.amount} {self.unit}{plural} " if self.amount else ""
        return f"{offset}{self.direction} {self.event}"

    @property
    def day(self) -> date | None:
        """The day reckoned from the event's date, or None while that date is unknown."""
        if self.event_date is None:
            return None
        return shifted(self.event_date, self.amount if self.direction == "after" else -self.amount, self.unit)

    @property
    @override
    def start(self) -> date | None:
        return self.day

    @property
    @override
    def end(self) -> date | None:
        return self.day

    @property
    @override
    def label(self) -> str:
        if self.day is None:
            return self._offset
        return f"{self._offset} ({Point(self.day, Precision.DAY).label})"

    @property
    @override
    def edtf(self) -> str | None:
        return self.day.isoformat() if self.day else None
