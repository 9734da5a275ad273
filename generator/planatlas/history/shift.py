"""By how much a time moved, no finer than both of its statements are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planatlas.reading.values.when import Point, Precision, Range, Recurrence, When

_DAYS_OF_A_MONTH = 365.2425 / 12


@dataclass(frozen=True)
class Shift:
    """A distance in time: positive is later, 0 is the same day stated otherwise."""

    days: int
    """From the one day to the other; of times of a month or more, from last day to last day."""
    months: int | None
    """The same in months, where it comes to whole ones, or nearly so; None where days say it."""
    about: bool = False
    """Whether the months are rounded, since one of the two is stated less exactly than to the day."""
    of_start: bool = False
    """Whether it is the beginning that moved, while the end stayed as it was or is not known."""


def shift_between(before: When | None, after: When | None) -> Shift | None:
    """Return how far a time moved: its end, else its beginning; None where neither is known on both sides."""
    if before is None or after is None or isinstance(before, Recurrence) or isinstance(after, Recurrence):
        return None
    if before.end and after.end and (before.end != after.end or not (before.start and after.start)):
        return _shift(before.end, after.end, _precision(before, last=True), _precision(after, last=True))
    if before.start and after.start and bool(before.end) == bool(after.end):
        found = _shift(before.start, after.start, _precision(before, last=False), _precision(after, last=False))
        if found.days and _begins_apart(before, after):
            return Shift(found.days, found.months, found.about, of_start=True)
        return Shift(0, 0)
    return None


def _begins_apart(before: When, after: When) -> bool:
    """Whether a beginning is stated, rather than that of a quarter or year which is only its first day."""
    return isinstance(before, Range) or isinstance(after, Range)


def _shift(first: date, second: date, one: Precision, other: Precision) -> Shift:
    days = (second - first).days
    if one is Precision.DAY and other is Precision.DAY:
        whole = first.day == second.day and days != 0
        return Shift(days, _months(first, second) if whole else None)
    if Precision.DAY not in (one, other):
        return Shift(days, _months(first, second))
    # A day against a month or more: in whole months, as near as it comes; in days where that is none.
    months = round(days / _DAYS_OF_A_MONTH)
    return Shift(days, months or None, about=bool(months))


def _months(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def _precision(when: When, *, last: bool) -> Precision:
    if isinstance(when, Range):
        point = when.until if last else when.since
        return point.precision if point else Precision.DAY
    return when.precision if isinstance(when, Point) else Precision.DAY
