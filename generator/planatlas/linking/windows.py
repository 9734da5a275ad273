"""In which windows of time an action falls: where its times stand, how soon they end, the years in which they do."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache

from planatlas.linking.atlas import Atlas
from planatlas.linking.occurrences import next_occurrence
from planatlas.linking.times import Due, TimeState, dues_of
from planatlas.reading.values.when import Recurrence

SOON = (3, 12)
"""Within how many months of the as-of day something is to end, to count as soon."""
_OVER = (TimeState.DONE, TimeState.DROPPED, TimeState.OVERDUE, TimeState.PASSED)
_STATES = tuple(TimeState)
_LONGEST = 100
"""How many years of something that recurs are counted, so that one that began in the year 1 takes no longer."""


@dataclass(frozen=True)
class Windows:
    """The windows of time that one action falls in."""

    states: tuple[TimeState, ...]
    """Where its times stand on the as-of day, each state once, in the order of `TimeState`; none without a time."""
    soon: tuple[int, ...]
    """Those of `SOON` within which one of its times ends."""
    years: tuple[int, ...]
    """The years in which one of its times ends, or comes round, in order."""
    last_day: date | None
    """The last day of the times that its row shows: of its deadlines, else of its activities."""


def windows_of(atlas: Atlas, identifier: str) -> Windows:
    """Return the windows that an action falls in."""
    dues = list(dues_of(atlas, identifier))
    found = {due.state for due in dues}
    ends = [end for due in dues if due.state not in _OVER and (end := _end(due))]
    return Windows(
        states=tuple(filter(found.__contains__, _STATES)),
        soon=tuple(count for count in SOON if ends and min(ends) <= _later(atlas.as_of, count)),
        years=tuple(sorted({year for due in dues for year in _years(due)})),
        last_day=_last_day([due for due in dues if not due.activity]) or _last_day(dues),
    )


def _end(due: Due) -> date | None:
    """Return the day by which something that is not over ends; of what recurs, the next time."""
    if isinstance(due.when, Recurrence):
        return due.next.end if due.next else None
    return due.when.end if due.when else None


def _years(due: Due) -> Iterator[int]:
    if not isinstance(due.when, Recurrence):
        if due.year is not None:
            yield due.year
    elif due.when.since:
        last = due.next.end.year if due.next else due.when.end.year if due.when.end else MAXYEAR
        for year in range(max(due.when.since.first.year, last - _LONGEST), last + 1):
            following = next_occurrence(due.when, date(year, 1, 1))
            if following and following.end.year == year:
                yield year


def _last_day(dues: list[Due]) -> date | None:
    return max((due.when.end for due in dues if due.when and due.when.end), default=None)


@lru_cache(maxsize=len(SOON))
def _later(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
