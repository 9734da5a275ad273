"""When something that recurs comes round: single days, months, quarters or years, no finer than is stated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from planatlas.reading.values.when import Point, Precision, Recurrence

_UNITS = {
    "day": Precision.DAY,
    "week": Precision.DAY,
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "year": Precision.YEAR,
}
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
_ORDER = list(Precision)
"""Finest first."""


def occurrences(recurrence: Recurrence, on: date) -> Iterator[Point]:
    """Yield the occurrences that end on or after a day, soonest first; none without a first date.

    An occurrence is as exact as the first date, or as the unit where that is finer: every month from 2024 comes round
    in months, every year from the fourth quarter of 2024 in quarters.
    """
    if recurrence.since is None:
        return
    precision = min(recurrence.since.precision, _UNITS[recurrence.unit], key=_ORDER.index)
    day: date | None = _around(on, precision).first
    while day and (first := recurrence.next_after(day)):
        occurrence = Point(first, precision)
        yield occurrence
        day = None if first == date(MAXYEAR, 12, 31) else first + timedelta(days=1)


def next_occurrence(recurrence: Recurrence, on: date) -> Point | None:
    """Return the occurrence that runs on a day, or the first one after it; None where there is none."""
    return next(occurrences(recurrence, on), None)


def _around(day: date, precision: Precision) -> Point:
    """Return the month, quarter, half or year in which a day lies; the day itself for day precision."""
    if precision is Precision.DAY:
        return Point(day, precision)
    months = _MONTHS[precision]
    return Point(date(day.year, (day.month - 1) // months * months + 1, 1), precision)
