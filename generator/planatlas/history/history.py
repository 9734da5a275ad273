"""The history of a content folder: version after version, what changed with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planatlas.history.changes import Changes
from planatlas.history.merge import merged
from planatlas.reading.values.when import Point


@dataclass(frozen=True)
class Step:
    """What changed with one version, against the one before it."""

    id: str
    """The name of the release, or the day as 2026-11-22; no two steps share one."""
    release: str | None
    """The name of the release; None where versions are days, and for what no release has yet."""
    moment: datetime
    """When the version was committed, in UTC."""
    changes: Changes

    @property
    def day(self) -> date:
        """The day on which it was committed, in UTC."""
        return self.moment.date()


@dataclass(frozen=True)
class History:
    """What changed, as far back as is known or asked for."""

    steps: tuple[Step, ...]
    """The versions with which something changed, newest first."""
    begins: date
    """The day of the oldest version that others are compared with."""
    reaches_first: bool
    """Whether that is the first version there was."""
    shallow: bool
    """Whether older versions are not at hand, since the repository was fetched without them."""
    named: Mapping[str, str] = field(default_factory=dict)
    """What plans are called, by id, that a part does not hold though its changes tell of them."""


def since(history: History, day: date | Point) -> Changes:
    """Return what changed after a day, steps made one: what was changed and changed back did not change.

    Of a month, quarter or year, what changed after its last day. What lies before the history's beginning is not known:
    `reaches` says whether all of it is there.
    """
    end = day.end if isinstance(day, Point) else day
    return merged([step.changes for step in reversed(history.steps) if step.day > end])


def reaches(history: History, day: date | Point) -> bool:
    """Whether the history goes back to a day, so that everything since then is in it."""
    return history.reaches_first or history.begins <= (day.end if isinstance(day, Point) else day)
