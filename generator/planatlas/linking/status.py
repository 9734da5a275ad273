"""How far an action is on a day, as far as somebody reported it, and nothing claimed where nobody did.

The rule, which the progress page explains to readers:

1. A report counts from the first day of its date, and not before; of two of one date the one written further down.
2. Reports on the action as a whole say how far it is, and the latest of them wins.
3. Where there are only reports on its activities, it follows from the latest of each: `from_parts`.
4. A deadline that has passed makes it delayed "by the date", where something was reported before that deadline and
   what is reported is neither done, dropped nor delayed. Of several deadlines the last one holds the whole to account;
   an earlier one does so only until the next report, which knew that it had passed. The timing of an activity is the
   deadline of that activity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planatlas.reading.model.action import Action, Activity, Progress, Status
from planatlas.reading.model.deadline import DeadlineKind
from planatlas.reading.values.when import When

NOT_REPORTED = "not-reported"
CLOSED = (Status.DONE, Status.DROPPED)
"""After these nothing more is to come."""
_DEADLINES = (DeadlineKind.DEADLINE, DeadlineKind.RELATIVE)


@dataclass(frozen=True)
class Report:
    """A progress entry that counts, and what it is on."""

    entry: Progress
    activity: str | None
    """The number of the activity that it is on; None for the action as a whole."""


@dataclass(frozen=True)
class Passed:
    """A time that has passed."""

    what: str
    """What had to have happened, in plain text; `Activity 3` for an activity."""
    when: When
    """The time, which has an end."""


@dataclass(frozen=True)
class Standing:
    """How far an action, or one activity, is on a day."""

    status: str
    """A `Status`, or `not-reported`."""
    reported: str
    """The same without regard to deadlines: what was said, or follows from what was said of the activities."""
    reports: tuple[Report, ...]
    """Every report that counts, newest first, those on activities among them."""
    from_activities: bool
    """Whether it follows from reports on activities, since none is on the action as a whole."""
    passed: Passed | None
    """The time that makes it delayed by the date; None where it is not, or where the delay was reported."""

    @property
    def last(self) -> Report | None:
        """The newest report, or None where nobody reported."""
        return self.reports[0] if self.reports else None

    @property
    def rests_on(self) -> tuple[Report, ...]:
        """The reports that what is reported rests on: the newest on the whole, or the newest on each activity."""
        if not self.from_activities:
            return tuple([report for report in self.reports if report.activity is None] or self.reports)[:1]
        newest = {report.activity: report for report in reversed(self.reports)}
        return tuple(report for report in self.reports if newest[report.activity] is report)

    @property
    def open(self) -> bool:
        """Whether something was reported, and more is to come."""
        return bool(self.reports) and self.status not in CLOSED


_UNKNOWN = Standing(NOT_REPORTED, NOT_REPORTED, (), from_activities=False, passed=None)
"""Of what nobody reported on."""


def standing_of(action: Action, as_of: date) -> Standing:
    """Return how far an action is on a day."""
    if not action.progress and not any(activity.progress for activity in action.activities):
        return _UNKNOWN
    own = _counted(action.progress, as_of)
    parts = [activity_standing(activity, as_of) for activity in action.activities]
    reports = [Report(entry, None) for entry in own] + [report for part in parts for report in part.reports]
    reports.sort(key=lambda report: report.entry.date.first, reverse=True)
    reported = own[0].status.value if own else from_parts([part.reported for part in parts])
    late = [
        Passed(deadline.what, deadline.when)
        for deadline in action.deadlines
        if deadline.kind in _DEADLINES and deadline.when
    ]
    passed = _passed(late, [report.entry for report in reports], as_of)
    if not own:
        passed += [part.passed for part in parts if part.passed]
    return _standing(reported, reports, passed, from_activities=bool(reports) and not own)


def activity_standing(activity: Activity, as_of: date) -> Standing:
    """Return how far an activity is on a day, by the reports on it and its own timing."""
    if not activity.progress:
        return _UNKNOWN
    entries = _counted(activity.progress, as_of)
    reported = entries[0].status.value if entries else NOT_REPORTED
    timing = activity.timing.when if activity.timing else None
    what = f"Activity {activity.number}"
    passed = _passed([Passed(what, timing)] if timing else [], entries, as_of)
    reports = [Report(entry, activity.number) for entry in entries]
    return _standing(reported, reports, passed, from_activities=False)


def from_parts(statuses: Sequence[str]) -> str:
    """Return the status of an action that follows from the statuses of all its activities, unreported ones included.

    Nothing reported: not reported. All dropped: dropped. What is not dropped all done: done. Any delayed: delayed. Any
    under way or done: under way. Otherwise: planned.
    """
    kept = [status for status in statuses if status != Status.DROPPED]
    if all(status == NOT_REPORTED for status in statuses):
        return NOT_REPORTED
    if not kept:
        return Status.DROPPED.value
    if all(status == Status.DONE for status in kept):
        return Status.DONE.value
    if Status.DELAYED in kept:
        return Status.DELAYED.value
    if Status.UNDER_WAY in kept or Status.DONE in kept:
        return Status.UNDER_WAY.value
    return Status.PLANNED.value


def status_of(action: Action, as_of: date) -> str:
    """Return the status of an action on a day: a `Status`, or `not-reported`."""
    return standing_of(action, as_of).status


def months_between(entry: Progress, as_of: date) -> int:
    """Return the whole months from the last day of a report's date to a later day; 0 where the day is not later."""
    end = entry.date.end
    months = (as_of.year - end.year) * 12 + as_of.month - end.month - (as_of.day < end.day)
    return max(0, months)


def newest_first(entries: Iterable[Progress]) -> list[Progress]:
    """Return entries newest first, of those of one date the one written further down first."""
    return sorted(entries, key=lambda entry: entry.date.first)[::-1]


def _counted(entries: Iterable[Progress], as_of: date) -> list[Progress]:
    """Return the entries that count on a day, newest first."""
    return newest_first(entry for entry in entries if entry.date.first <= as_of)


def _passed(deadlines: Sequence[Passed], entries: Sequence[Progress], as_of: date) -> list[Passed]:
    """Return the deadlines that have passed and hold to account, given the entries that count, newest first."""
    ends = [deadline.when.end for deadline in deadlines if deadline.when.end]
    if not entries or not ends:
        return []
    found = []
    for deadline in deadlines:
        end = deadline.when.end
        if end is None or end >= as_of or entries[-1].date.first > end:
            continue
        if end == max(ends) or entries[0].date.first <= end:
            found.append(deadline)
    return found


def _standing(reported: str, reports: Sequence[Report], passed: Sequence[Passed], *, from_activities: bool) -> Standing:
    late = None
    if passed and reported not in (*CLOSED, Status.DELAYED, NOT_REPORTED):
        late = max(passed, key=lambda one: one.when.sort_key)
    status = Status.DELAYED.value if late else reported
    return Standing(status, reported, tuple(reports), from_activities, late)
