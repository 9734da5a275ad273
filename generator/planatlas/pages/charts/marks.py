"""Stated times as marks on a scale of time, none more exact than the time is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from planatlas.linking.occurrences import occurrences
from planatlas.pages.charts.scale import TimeScale
from planatlas.reading.values.when import Ongoing, Range, Recurrence, When

MOST = 40
"""How many single occurrences a mark shows; what recurs more often shows as one run."""
GAP = 2.0
"""How far apart, in hundredths of the scale, two marks have to be to stand side by side."""


class Shape(StrEnum):
    """What a mark looks like."""

    PERIOD = "period"
    """A broad pale band: the time that a plan covers."""
    ACTIVITY = "activity"
    """A solid bar: something is done in this time."""
    DEADLINE = "deadline"
    """An outlined bar that ends in a dot: to be done by the end of this time."""
    START = "start"
    """An outlined bar that begins with a ring: to begin in this time."""
    RECURRENCE = "recurrence"
    """Ticks on a dashed line: it comes round again."""


@dataclass(frozen=True)
class Mark:
    """A stated time, laid out on a scale from 0 to 100."""

    shape: Shape
    spans: tuple[tuple[float, float], ...] = ()
    """What the time covers: from where to where."""
    run: tuple[float, float] | None = None
    """A dashed line: over what lies between occurrences, or where an end is open."""
    open_start: bool = False
    """Whether it runs on to the left of the scale."""
    open_end: bool = False
    """Whether it runs on to the right of the scale."""

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(left for left, _ in self._parts)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(right for _, right in self._parts)

    @property
    def dots(self) -> tuple[float, ...]:
        """Where dots or rings stand: at the ends of deadlines, at the beginnings of starts."""
        if self.shape is Shape.DEADLINE:
            return tuple(right for _, right in self.spans)
        return tuple(left for left, _ in self.spans) if self.shape is Shape.START else ()

    @property
    def _parts(self) -> tuple[tuple[float, float], ...]:
        return (*self.spans, self.run) if self.run else self.spans


def mark(scale: TimeScale, when: When | None, shape: Shape) -> Mark | None:
    """Return the mark of a time, or None where it has no place: no date, no first occurrence, an undated event."""
    match when:
        case Ongoing():
            return Mark(shape, (), (0.0, 100.0), open_start=True, open_end=True)
        case Recurrence():
            return _recurring(scale, when)
        case Range(since=since, until=None) if since:
            left, right = scale.start(since.start), scale.end(since.end)
            return Mark(shape, ((left, right),), (right, 100.0), open_end=True)
        case Range(since=None, until=until) if until:
            left, right = scale.start(until.start), scale.end(until.end)
            return Mark(shape, ((left, right),), (0.0, left), open_start=True)
    if when is None or when.start is None or when.end is None:
        return None
    return Mark(shape, ((scale.start(when.start), scale.end(when.end)),))


def lanes(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Return the marks in as few lanes as keep them apart: the period of a plan, then what begins first."""
    found: list[list[Mark]] = []
    for one in sorted(marks, key=lambda one: (one.shape is not Shape.PERIOD, one.left, one.right, one.shape)):
        free = next((lane for lane in found if lane[-1].right + GAP <= one.left), None)
        if free is None:
            found.append([one])
        else:
            free.append(one)
    return found


def gathered(marks: Iterable[Mark], shape: Shape) -> Mark | None:
    """Return the marks of one shape as one that stays small however many they are, or None where there are none.

    Activities are joined where they meet; of deadlines and starts that fall together one dot is left.
    """
    chosen = [one for one in marks if one.shape is shape]
    if not chosen:
        return None
    runs = [one.run for one in chosen if one.run]
    return Mark(
        shape,
        tuple(_joined(sorted(span for one in chosen for span in _shrunk(one)))),
        (min(left for left, _ in runs), max(right for _, right in runs)) if runs else None,
        open_start=any(one.open_start for one in chosen),
        open_end=any(one.open_end for one in chosen),
    )


def _shrunk(one: Mark) -> Iterable[tuple[float, float]]:
    """Return the spans of a mark, those with dots as nothing but the places of these."""
    return ((dot, dot) for dot in one.dots) if one.dots else one.spans


def _joined(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield sorted spans, those that follow closely made part of the one before; dots are left out instead."""
    last: tuple[float, float] | None = None
    for left, right in spans:
        if last and left <= last[1] + GAP / 2:
            last = last if left == right else (last[0], max(right, last[1]))
        else:
            if last:
                yield last
            last = (left, right)
    if last:
        yield last


def _recurring(scale: TimeScale, when: Recurrence) -> Mark | None:
    if when.since is None:
        return None
    points = list(islice(occurrences(when, when.since.first), MOST + 1))
    spans = tuple((scale.start(point.start), scale.end(point.end)) for point in points if scale.has(point.start))
    right = scale.end(when.until.end) if when.until else 100.0
    shown = spans if len(points) <= MOST or len(spans) <= MOST else ()
    return Mark(Shape.RECURRENCE, shown, (scale.start(when.since.first), right), open_end=when.until is None)
