"""Progress across plans: how many actions stand where, the latest reports, what went quiet, what nobody reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.status import NOT_REPORTED, Report, Standing, months_between
from planatlas.linking.times import Due, dues
from planatlas.reading.model.action import Status

ORDER = (
    Status.DONE.value,
    Status.UNDER_WAY.value,
    Status.PLANNED.value,
    Status.DELAYED.value,
    Status.DROPPED.value,
    NOT_REPORTED,
)
"""The order in which counts are shown."""
QUIET_MONTHS = 6
"""After so many months without a report an action that is neither done nor dropped is listed as quiet."""


@dataclass(frozen=True)
class Tally:
    """How many of some actions stand where."""

    counts: Mapping[str, int]
    """Actions by status, every status in `ORDER`."""
    by_date: int
    """How many of the delayed are so only because a date has passed."""
    last: Report | None
    """The newest report on any of them."""

    @property
    def actions(self) -> int:
        """How many actions there are."""
        return sum(self.counts.values())

    @property
    def reported(self) -> int:
        """On how many of them somebody reported."""
        return self.actions - self.counts[NOT_REPORTED]


@dataclass(frozen=True)
class Unreported:
    """An action on which nobody reported and for which a date has passed."""

    action: str
    """The action's id."""
    due: Due
    """The last of its dates that have passed; it has an end."""
    earlier: int
    """How many others have passed before."""


def tally(atlas: Atlas, actions: Iterable[str]) -> Tally:
    """Return how many of some actions, given by id, stand where."""
    standings = [atlas.standings[action] for action in actions]
    counts = Counter(standing.status for standing in standings)
    last = [standing.last for standing in standings if standing.last]
    return Tally(
        counts={status: counts[status] for status in ORDER},
        by_date=sum(standing.passed is not None for standing in standings),
        last=max(last, key=lambda report: report.entry.date.first, default=None),
    )


def latest_reports(atlas: Atlas) -> list[tuple[str, Report]]:
    """Return every report that counts with the id of its action, newest first."""
    found = [(action, report) for action, standing in atlas.standings.items() for report in standing.reports]
    return sorted(found, key=lambda item: item[1].entry.date.first, reverse=True)


def quiet_months(atlas: Atlas, standing: Standing) -> int | None:
    """Return for how many months nothing was reported; None where that is no wonder.

    That is so where nobody reported at all, where nothing more is to come, and before `QUIET_MONTHS` have gone by.
    """
    if not standing.open or not standing.last:
        return None
    months = months_between(standing.last.entry, atlas.as_of)
    return months if months >= QUIET_MONTHS else None


def quiet(atlas: Atlas) -> list[tuple[str, int]]:
    """Return the ids of the actions that went quiet, each with its months, the longest first."""
    months = ((action, quiet_months(atlas, standing)) for action, standing in atlas.standings.items())
    found = [(action, count) for action, count in months if count is not None]
    return sorted(found, key=lambda item: item[1], reverse=True)


def delayed(atlas: Atlas) -> list[str]:
    """Return the ids of the delayed actions, those first whose delay was reported."""
    found = [action for action, standing in atlas.standings.items() if standing.status == Status.DELAYED]
    return sorted(found, key=lambda action: atlas.standings[action].passed is not None)


def unreported(atlas: Atlas) -> Mapping[str, list[Unreported]]:
    """Return, by plan, the actions on which nobody reported and for which a date has passed, in order of that date."""
    passed = [
        due
        for due in dues(atlas)
        if due.when and due.when.is_overdue(atlas.as_of) and not atlas.standings[due.action].reports
    ]
    times = Counter(due.action for due in passed)
    last: dict[str, Due] = {}
    for due in passed:
        last.pop(due.action, None)  # so that an action stands at the place of its last date
        last[due.action] = due
    found: dict[str, list[Unreported]] = {}
    for action, due in last.items():
        found.setdefault(action.split("/")[0], []).append(Unreported(action, due, times[action] - 1))
    return found
