"""What the plans set a time for, and where each time stands on the as-of day: deadlines, activities, reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.occurrences import next_occurrence
from planatlas.linking.once import once
from planatlas.linking.status import CLOSED, NOT_REPORTED, activity_standing
from planatlas.reading.model.deadline import DeadlineKind
from planatlas.reading.values.when import Ongoing, Point, Range, Recurrence, Relative, When

_TO_BE_DONE = (DeadlineKind.DEADLINE, DeadlineKind.RELATIVE)
"""Kinds of time by which something is to be done, where others say when it begins, or goes on."""


class TimeState(StrEnum):
    """Where a stated time stands on the as-of day."""

    OVERDUE = "overdue"
    """To be done by a day that has passed, and nothing was reported."""
    PASSED = "passed"
    """It has ended: an activity's period, a start, or a deadline on which something was reported."""
    DUE = "due"
    """To be done by a day that has not passed."""
    ONGOING = "ongoing"
    """It runs on the day, or goes on without an end."""
    TO_COME = "to-come"
    """It begins later."""
    RECURRING = "recurring"
    """It comes round again."""
    NO_DATE = "no-date"
    """What the source says gives no date."""
    NO_EVENT_DATE = "no-event-date"
    """It hangs on an event whose date is not known."""
    DONE = "done"
    """Reported done."""
    DROPPED = "dropped"
    """Reported dropped."""


class Due(NamedTuple):
    """Something that a document sets a time for."""

    action: str
    """The action's id, or that of the plan which sets the time as a whole."""
    what: str
    """What has to have happened, in plain text; `Activity 3` for an activity."""
    printed: str | None
    """The time as the document prints it."""
    when: When | None
    """The time as read; None where it cannot be read with certainty."""
    kind: DeadlineKind | None
    """What the time means; None for the timing of an activity."""
    state: TimeState = TimeState.NO_DATE
    """Where it stands on the as-of day."""
    reported: str = NOT_REPORTED
    """A `Status`, or `not-reported`: what was last said of the activity, or of the action as a whole."""
    next: Point | None = None
    """When it comes round next, for what recurs from a stated date."""
    activity: str | None = None
    """The activity's number; None for a deadline."""

    @property
    def of_plan(self) -> bool:
        """Whether the plan as a whole sets the time, and none of its actions."""
        return "/" not in self.action

    @property
    def begins(self) -> bool:
        """Whether the time says when something begins, rather than when it ends."""
        return self.kind is DeadlineKind.START

    @property
    def year(self) -> int | None:
        """The year in which it ends, or None where no end is known."""
        return self.when.end.year if self.when and self.when.end else None


def dues(atlas: Atlas, actions: Iterable[str] | None = None) -> list[Due]:
    """Return every stated time of all actions, or of those given by id; soonest end first, what has no end last."""
    chosen = atlas.actions if actions is None else actions
    return _sorted(due for identifier in chosen for due in dues_of(atlas, identifier))


def all_dues(atlas: Atlas) -> list[Due]:
    """Return every stated time of all plans and all actions, as `dues` orders them."""
    return _sorted([*(due for plan in atlas.plans for due in dues_of_plan(atlas, plan)), *dues(atlas)])


def ahead(atlas: Atlas, actions: Iterable[str] | None = None) -> list[Due]:
    """Return the stated times of all, or of the actions given, whose end lies on or after the as-of day."""
    found = all_dues(atlas) if actions is None else dues(atlas, actions)
    return list(_still_ahead(found, atlas.as_of))


@once
def dues_of(atlas: Atlas, identifier: str) -> tuple[Due, ...]:
    """Return every stated time of one action, deadlines first, in the order in which the record has them."""
    return tuple(_dues_of(atlas, identifier))


def _dues_of(atlas: Atlas, identifier: str) -> Iterator[Due]:
    action, as_of = atlas.actions[identifier].record, atlas.as_of
    standing = atlas.standings[identifier]
    own = NOT_REPORTED if standing.from_activities else standing.reported
    for deadline in action.deadlines:
        when, kind = deadline.when, deadline.kind
        state = time_state(when, kind, standing.reported, as_of)
        yield Due(identifier, deadline.what, deadline.printed, when, kind, state, standing.reported, _next(when, as_of))
    for activity in action.activities:
        if activity.timing:
            what, when = f"Activity {activity.number}", activity.timing.when
            reported = activity_standing(activity, as_of).reported
            reported = own if reported == NOT_REPORTED else reported
            state, following = time_state(when, None, reported, as_of), _next(when, as_of)
            yield Due(
                identifier, what, activity.timing.printed, when, None, state, reported, following, activity.number
            )


def soonest(atlas: Atlas, actions: Iterable[str]) -> Due | None:
    """Return the first of the stated times of some actions that `ahead` gives; None where there is none."""
    return min(filter(None, (_soonest_of(atlas, action) for action in actions)), key=_place, default=None)


@once
def _soonest_of(atlas: Atlas, action: str) -> Due | None:
    return min(_still_ahead(dues_of(atlas, action), atlas.as_of), key=_place, default=None)


def dues_of_plan(atlas: Atlas, identifier: str) -> Iterator[Due]:
    """Yield the times that a plan sets as a whole, in the order in which its record has them."""
    for deadline in atlas.content.plans[identifier].record.deadlines:
        when, kind = deadline.when, deadline.kind
        state = time_state(when, kind, NOT_REPORTED, atlas.as_of)
        yield Due(identifier, deadline.what, deadline.printed, when, kind, state, next=_next(when, atlas.as_of))


def time_state(when: When | None, kind: DeadlineKind | None, reported: str, as_of: date) -> TimeState:
    """Return where a time stands on a day, given what it means and what was reported: a `Status` or `not-reported`."""
    if reported in CLOSED:
        return TimeState(reported)
    if when is None:
        return TimeState.NO_DATE
    if isinstance(when, Relative) and when.day is None:
        return TimeState.NO_EVENT_DATE
    if when.is_overdue(as_of):
        late = kind in _TO_BE_DONE and reported == NOT_REPORTED and not isinstance(when, Recurrence)
        return TimeState.OVERDUE if late else TimeState.PASSED
    match when:
        case Ongoing():
            return TimeState.ONGOING
        case Recurrence():
            ended = when.since is not None and next_occurrence(when, as_of) is None
            return TimeState.PASSED if ended else TimeState.RECURRING
        case Range(until=None):
            return TimeState.ONGOING if when.is_current(as_of) else TimeState.TO_COME
    if kind in _TO_BE_DONE:
        return TimeState.DUE
    return TimeState.ONGOING if when.is_current(as_of) else TimeState.TO_COME


def together(found: Iterable[Due]) -> list[Due]:
    """Return the times with the activities of one action that share a time, as printed and as read, made one.

    `what` then names them all: `Activities 1 to 3 and 5`. Nothing else is changed, nor the order of the firsts.
    """
    merged: dict[tuple[object, ...], list[Due]] = {}
    for place, due in enumerate(found):
        own = (due.printed, due.when, due.state, due.reported) if due.activity else (place,)
        merged.setdefault((due.action, *own), []).append(due)
    return [members[0] if len(members) == 1 else _merged(members) for members in merged.values()]


@dataclass(frozen=True)
class PlanReview:
    """How often a plan is reviewed."""

    plan: str
    """The plan's id."""
    printed: str | None
    when: When | None
    next: When | None
    """The next review, where the source lets it be reckoned."""


def review_of(atlas: Atlas, plan: str) -> PlanReview | None:
    """Return how often a plan is reviewed; None where it does not say that it is."""
    review = atlas.content.plans[plan].record.review
    return PlanReview(plan, review.printed, review.when, _ahead(review.when, atlas.as_of)) if review else None


def reviews(atlas: Atlas) -> list[PlanReview]:
    """Return the review of every plan that says it is reviewed, the soonest next one first, those without one last."""
    found = [review for plan in atlas.plans if (review := review_of(atlas, plan))]
    return sorted(found, key=lambda review: review.next.sort_key if review.next else (date.max, date.max))


def _sorted(found: Iterable[Due]) -> list[Due]:
    return sorted(found, key=_place)


def _place(due: Due) -> tuple[date, date]:
    return due.when.sort_key if due.when else (date.max, date.max)


def _still_ahead(found: Iterable[Due], as_of: date) -> Iterator[Due]:
    return (due for due in found if due.when and due.when.end and due.when.end >= as_of)


def _next(when: When | None, as_of: date) -> Point | None:
    return next_occurrence(when, as_of) if isinstance(when, Recurrence) else None


def _ahead(when: When | None, as_of: date) -> When | None:
    """Return what of a time lies ahead, where that is known."""
    if isinstance(when, Recurrence):
        return next_occurrence(when, as_of)
    return when if when and when.end and when.end >= as_of else None


def _merged(members: list[Due]) -> Due:
    first = members[0]
    numbers = [due.activity or "" for due in members]
    return Due(
        first.action, f"Activities {listed(numbers)}", first.printed, first.when, None, first.state, first.reported,
        first.next, ", ".join(numbers),
    )  # fmt: skip


def listed(numbers: list[str]) -> str:
    """Return numbers in words, runs of three or more drawn together: `1 to 3 and 5`."""
    pieces: list[str] = []
    for _, run in groupby(enumerate(numbers), key=_run):
        members = [number for _, number in run]
        pieces += [f"{members[0]} to {members[-1]}"] if len(members) > 2 else members  # noqa: PLR2004 - a run of three
    return pieces[0] if len(pieces) == 1 else f"{', '.join(pieces[:-1])} and {pieces[-1]}"


def _run(placed: tuple[int, str]) -> int | str:
    """Return a key that numbers one after another share; what is no number of usual length stands alone."""
    place, number = placed
    return int(number) - place if re.fullmatch("[0-9]{1,6}", number) else number
