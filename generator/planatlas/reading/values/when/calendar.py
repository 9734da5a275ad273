"""What the calendar says: how long a stated time lasts, and which day is so long after another."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

DAYS_OF = {"day": 1, "week": 7}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


class Precision(StrEnum):
    """How exactly a point in time is stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@lru_cache(maxsize=2**12)  # few times are stated again and again
def last_day(first: date, precision: Precision) -> date:
    """Return the last day of a time that begins on a day."""
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
    last = first.month + months.get(precision, 1) - 1
    return first.replace(month=last, day=monthrange(first.year, last)[1])


def shifted(day: date, count: int, unit: str) -> date:
    """Return the day so many units after another, or before it. Raises ValueError outside the calendar.

    In a month that is too short it is the last day.
    """
    try:
        if unit in DAYS_OF:
            return day + timedelta(days=count * DAYS_OF[unit])
        months = day.year * 12 + day.month - 1 + count * MONTHS_OF[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        place = "before" if count < 0 else "after"
        msg = f"{abs(count)} {unit}s {place} {day} lies outside the calendar, which has the years 1 to {MAXYEAR}"
        raise ValueError(msg) from None
