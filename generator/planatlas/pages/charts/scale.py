"""A scale of time: whole years side by side, each of them as wide as the others."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from planatlas.linking.occurrences import next_occurrence
from planatlas.reading.values.when import Recurrence, When

LABELS = 8
"""How many years can be named side by side on a phone."""
_STEPS = tuple(factor * power for power in (1, 10, 100, 1000) for factor in (1, 2, 5))
_QUARTERS = 3
"""Up to so many years, quarters have lines of their own."""


@dataclass(frozen=True)
class TimeScale:
    """The years from `first` to `last`, laid out from 0 to 100."""

    first: int
    last: int

    @classmethod
    def over(cls, times: Iterable[When], as_of: date) -> Self | None:
        """Return the scale on which all these times find room; None where none of them has a date.

        The as-of day finds room too where it lies in the years of the times, or in the year before or after.
        """
        years = [day.year for when in times for day in _edges(when, as_of)]
        if not years:
            return None
        first, last = min(years), max(years)
        if first - 1 <= as_of.year <= last + 1:
            first, last = min(first, as_of.year), max(last, as_of.year)
        return cls(first, last)

    @property
    def years(self) -> int:
        """How many years there are."""
        return self.last - self.first + 1

    @property
    def label(self) -> str:
        """The years in words, such as `2024 to 2026`."""
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"

    def has(self, day: date) -> bool:
        """Whether a day lies on the scale."""
        return self.first <= day.year <= self.last

    def start(self, day: date) -> float:
        """Return where a day begins, from 0 to 100; a day off the scale is at its edge."""
        return self._place(day, 0)

    def end(self, day: date) -> float:
        """Return where a day ends, from 0 to 100; a day off the scale is at its edge."""
        return self._place(day, 1)

    def lines(self) -> list[float]:
        """Return where the lines between years stand, and those between quarters where the years are few."""
        if self.years <= _QUARTERS:
            starts = [date(year, month, 1) for year in range(self.first, self.last + 1) for month in (1, 4, 7, 10)]
            return [self.start(day) for day in starts[1:]]
        step = 1 if self.years <= 2 * LABELS else self._step
        return [100 * place / self.years for place in range(step, self.years, step)]

    def labels(self) -> list[tuple[float, int]]:
        """Return the years that are named, each with the place where it begins; at most `LABELS` of them."""
        return [(100 * place / self.years, self.first + place) for place in range(0, self.years, self._step)]

    @property
    def _step(self) -> int:
        return next(step for step in _STEPS if self.years <= step * LABELS)

    def _place(self, day: date, days: int) -> float:
        if not self.has(day):
            return 0.0 if day.year < self.first else 100.0
        passed = (day - date(day.year, 1, 1)).days + days
        return 100 * (day.year - self.first + passed / (366 if isleap(day.year) else 365)) / self.years


def _edges(when: When, as_of: date) -> Iterator[date]:
    """Yield the days that a time needs room for; one that goes on needs it up to the as-of day."""
    if isinstance(when, Recurrence) and when.since is None:
        return
    if when.start:
        yield when.start
        if when.end is None and when.start <= as_of:
            yield as_of
    if when.end:
        yield when.end
    if isinstance(when, Recurrence) and (following := next_occurrence(when, as_of)):
        yield following.end
