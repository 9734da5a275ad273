"""Time as plans state it: a value keeps the precision it was written with.

2021-09-29                       a day
2021-09                          a month
2024-Q2, 2024-H1                 a quarter, a half year
2024                             a year
2024-Q1..2025-Q4                 a range; `2024..` and `..2025` leave one end open
ongoing                          no beginning and no end
every 6 months from 2021-09-29   a repetition; `until 2030` may follow
6 months after signature         relative to an event; `on 2025-10-08` adds the event's date when it is known
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Self

from typing_extensions import override

from planatlas.reading.values.printed_time import WRITE, instead
from planatlas.reading.values.text_value import TextValue

POINT = r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|H[12]))?"
COUNT = r"[0-9]{1,6}"
UNIT = r"(?:day|week|month|quarter|year)s?"
GRAMMAR = (
    rf"^(?:{POINT}|(?:{POINT})? *\.\. *(?:{POINT})?|ongoing"
    rf"|every (?:{COUNT} )?{UNIT}(?: from {POINT})?(?: until {POINT})?"
    rf"|(?:{COUNT} {UNIT} )?(?:before|after) .+)$"
)

_RECURRENCE = re.compile(rf"every (?:({COUNT}) )?({UNIT})(?: from ({POINT}))?(?: until ({POINT}))?")
_RELATIVE = re.compile(rf"(?:({COUNT}) ({UNIT}) )?(before|after) (.+?)(?: on ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?")
_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


class Precision(StrEnum):
    """How exactly a point in time is stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True)
class When(TextValue):
    """A time with the precision it was stated in. `start` and `end` are its first and last day, where known."""

    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "integer"], "pattern": GRAMMAR}
    """Editors read a year alone as an integer."""

    @property
    def start(self) -> date | None:
        """The first day, or None where it is open or unknown."""
        return None

    @property
    def end(self) -> date | None:
        """The last day, or None where it is open or unknown."""
        return None

    @property
    def label(self) -> str:
        """The value in words for readers, such as `29 September 2021` or `Q1 2024 to Q4 2025`."""
        return str(self)

    @property
    def edtf(self) -> str | None:
        """The value in the Extended Date/Time Format (ISO 8601-2:2019), or None where EDTF cannot say it."""
        return None

    @cached_property
    def sort_key(self) -> tuple[date, date]:
        """Order by the day a thing is due, then by its first day; what has no date comes last."""
        return (self.end or date.max, self.start or date.min)

    def is_overdue(self, on: date) -> bool:
        """Whether the last day has passed on the day `on`. What has no last day is never overdue."""
        return self.end is not None and self.end < on

    def is_current(self, on: date) -> bool:
        """Whether `on` lies within the value, open ends included."""
        if self.start is None and self.end is None:
            return False
        return (self.start or date.min) <= on <= (self.end or date.max)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read any form of the grammar. Raises ValueError that says how to write it."""
        value = _parse(text)
        if not isinstance(value, cls):
            msg = f"'{text}' is not a single day, month, quarter, half or year; write 2021-09-29, 2021-09 or 2024-Q2"
            raise ValueError(msg)  # noqa: TRY004 - pydantic turns only ValueError into a validation error
        return value


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

    @property
    @override
    def start(self) -> date:
        return self.first

    @cached_property
    @override
    def end(self) -> date:
        return self.first if self.precision is Precision.DAY else _last_day(self.first, self.precision)

    @property
    @override
    def label(self) -> str:
        match self.precision:
            case Precision.DAY:
                return f"{self.first.day} {_MONTH_NAMES[self.first.month - 1]} {self.first.year}"
            case Precision.MONTH:
                return f"{_MONTH_NAMES[self.first.month - 1]} {self.first.year}"
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


@lru_cache(maxsize=2**12)  # few times are stated again and again
def _last_day(first: date, precision: Precision) -> date:
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
    last = first.month + months.get(precision, 1) - 1
    return first.replace(month=last, day=monthrange(first.year, last)[1])


@dataclass(frozen=True)
class Range(When):
    """From one point to another; one end may be open."""

    since: Point | None
    until: Point | None

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        return f"{self.since or ''}..{self.until or ''}"

    @cached_property
    @override
    def start(self) -> date | None:
        return self.since.start if self.since else None

    @cached_property
    @override
    def end(self) -> date | None:
        return self.until.end if self.until else None

    @property
    @override
    def label(self) -> str:
        if self.since is None:
            return f"until {self.until.label}" if self.until else ""
        return f"{self.since.label} to {self.until.label}" if self.until else f"from {self.since.label}"

    @property
    @override
    def edtf(self) -> str:
        return f"{self.since.edtf if self.since else '..'}/{self.until.edtf if self.until else '..'}"


@dataclass(frozen=True)
class Ongoing(When):
    """Stated as going on, without a beginning or an end."""

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        return "ongoing"

    @override
    def is_current(self, on: date) -> bool:
        """Whether `on` lies within the value: it always does."""
        return True


@dataclass(frozen=True)
class Recurrence(When):
    """Every so many months, from a first date where one is stated."""

    every: int
    unit: str
    since: Point | None
    until: Point | None

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
        if self.unit in _DAYS_OF:
            passed = (day - first).days // _DAYS_OF[self.unit]
        else:
            passed = ((day.year - first.year) * 12 + day.month - first.month) // _MONTHS_OF[self.unit]
        step = max(0, passed // self.every)
        try:
            occurrence = _shift(first, self.every * step, self.unit)
            if occurrence < day:
                occurrence = _shift(first, self.every * (step + 1), self.unit)
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
        return _shift(self.event_date, self.amount if self.direction == "after" else -self.amount, self.unit)

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


def _parse(text: str) -> When:
    if text == "ongoing":
        return Ongoing()
    if ".." in text:
        since, _, until = (part.strip() for part in text.partition(".."))
        if not since and not until:
            msg = f"a range needs at least one end; {WRITE}"
            raise ValueError(msg)
        value = Range(_maybe_point(since), _maybe_point(until))
        if value.start and value.end and value.start > value.end:
            msg = f"'{text}' ends before it starts; write {until}..{since}, if they changed places"
            raise ValueError(msg)
        return value
    if match := _RECURRENCE.fullmatch(text):
        count, unit, first, last = match.groups()
        if count and int(count) == 0:
            msg = f"'{text}' never recurs; say every how many"
            raise ValueError(msg)
        recurrence = Recurrence(int(count or 1), unit.rstrip("s"), _maybe_point(first), _maybe_point(last))
        if recurrence.start and recurrence.end and recurrence.start > recurrence.end:
            msg = f"'{text}' ends before it starts; look at the two dates"
            raise ValueError(msg)
        return recurrence
    if match := _RELATIVE.fullmatch(text):
        count, unit, direction, event, on = match.groups()
        known = _point(on).first if on else None
        amount = int(count or 0)
        relative = Relative(amount, unit.rstrip("s") if amount else "day", direction, event, known)
        _ = relative.day  # raises while the text is at hand, should the day lie outside the calendar
        return relative
    return _point(text)


def _maybe_point(text: str | None) -> Point | None:
    return _point(text) if text else None


def _point(text: str) -> Point:
    if not re.fullmatch(POINT, text):
        msg = f"'{text}' is not a time; {instead(text, _parse)}"
        raise ValueError(msg)
    year, _, rest = text.partition("-")
    if int(year) == 0:
        msg = "there is no year 0000"
        raise ValueError(msg)
    if not rest:
        return Point(date(int(year), 1, 1), Precision.YEAR)
    if rest[0] == "Q":
        return Point(date(int(year), int(rest[1]) * 3 - 2, 1), Precision.QUARTER)
    if rest[0] == "H":
        return Point(date(int(year), int(rest[1]) * 6 - 5, 1), Precision.HALF)
    month, _, day = rest.partition("-")
    try:
        return Point(date(int(year), int(month), int(day or 1)), Precision.DAY if day else Precision.MONTH)
    except ValueError:
        months = 12
        last = monthrange(int(year), int(month))[1] if 1 <= int(month) <= months else 0
        msg = f"'{text}' is not in the calendar; " + (
            f"that month has {last} days" if last else "a year has the months 01 to 12"
        )
        raise ValueError(msg) from None


def _shift(day: date, count: int, unit: str) -> date:
    try:
        if unit in _DAYS_OF:
            return day + timedelta(days=count * _DAYS_OF[unit])
        months = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        place = "before" if count < 0 else "after"
        msg = f"{abs(count)} {unit}s {place} {day} lies outside the calendar, which has the years 1 to {MAXYEAR}"
        raise ValueError(msg) from None
