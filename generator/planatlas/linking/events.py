"""What belongs in a calendar: everything with a stated time that comes to days, and how much does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date
from enum import StrEnum
from itertools import chain, islice
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.meetings import meetings_of_plan
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.linking.parts import actions_of_actor
from planatlas.reading.model.action import Action, Activity
from planatlas.reading.model.base import Kind
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.values.when import Point, Precision, Range, Recurrence, When

MOST_TOLD_APART = 100
"""Up to so many occurrences that are no single days are events of their own, so that each has its exact length."""
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
_UNITS = {"month": Precision.MONTH, "quarter": Precision.QUARTER, "year": Precision.YEAR}


class EventKind(StrEnum):
    """What the time of an event means: the kinds of deadline, and two more."""

    DEADLINE = "deadline"
    START = "start"
    RECURRENCE = "recurrence"
    RELATIVE = "relative"
    ACTIVITY = "activity"
    """The time in which activities of an action run."""
    REVIEW = "review"
    """The follow-up of a plan as a whole."""
    MEETING = "meeting"
    """A meeting."""


class Event(NamedTuple):
    """Something that stands in a calendar on one or more days."""

    id: str
    """What tells it from all others and stays: the record's id, and its place there, such as `p/2.10/deadline-1`."""
    subject: Key
    """The action, plan or meeting that it belongs to."""
    kind: EventKind
    what: str
    """A few plain words."""
    details: tuple[str, ...]
    """Prose to go with it: the activities, how a plan is reviewed, the items of an agenda."""
    printed: str | None
    """The time as the document prints it."""
    when: When
    """The time as read."""
    first: date
    last: date
    """Its last day; where it comes round, that of its first occurrence."""
    repeats: Recurrence | None
    """How it comes round; None for what happens once."""


class Agenda(NamedTuple):
    """The events of an action, a plan or a choice of them."""

    events: tuple[Event, ...] = ()
    undated: int = 0
    """How many stated times come to no day: the event they hang on has no date, or none can be read."""


class Span(NamedTuple):
    """First and last day, and how they come round."""

    first: date
    last: date
    repeats: Recurrence | None = None


def agendas(atlas: Atlas) -> Iterator[Agenda]:
    """Yield the agenda of every plan for its review and its own deadlines, of every action, and of every meeting."""
    return chain(
        (plan_agenda(atlas, plan) for plan in (*atlas.plans, *atlas.named_plans)),
        _agendas(atlas, atlas.actions, atlas.meetings),
    )


def agendas_of_plan(atlas: Atlas, plan: str) -> Iterator[Agenda]:
    """Yield the agenda of a plan: its review, its deadlines; those of its actions; and of the meetings on these."""
    yield plan_agenda(atlas, plan)
    yield from _agendas(atlas, atlas.actions_of.get(plan, ()), meetings_of_plan(atlas, plan))


def agendas_of_actor(atlas: Atlas, actor: str) -> Iterator[Agenda]:
    """Return the agenda of every action that concerns an actor, and of every meeting that names it."""
    return _agendas(atlas, actions_of_actor(atlas, actor), atlas.meetings_on.get(Key(Kind.ACTOR, actor), ()))


def _agendas(atlas: Atlas, actions: Iterable[str], meetings: Iterable[str]) -> Iterator[Agenda]:
    yield from (action_agenda(atlas, action) for action in actions)
    yield from (meeting_agenda(atlas, meeting) for meeting in meetings)


def dated(found: Iterable[Agenda]) -> bool:
    """Whether any of some agendas has an event."""
    return any(agenda.events for agenda in found)


def together(found: Iterable[Agenda]) -> Agenda:
    """Return several agendas as one, its events by day."""
    found = list(found)
    events = sorted((event for one in found for event in one.events), key=lambda event: (event.first, event.last))
    return Agenda(tuple(events), sum(one.undated for one in found))


@once
def action_agenda(atlas: Atlas, identifier: str) -> Agenda:
    """Return the events of one action. Activities that share a time are one event."""
    action = atlas.actions[identifier].record
    return _agenda(Key(Kind.ACTION, identifier), _times_of(action))


@once
def plan_agenda(atlas: Atlas, identifier: str) -> Agenda:
    """Return when a plan is reviewed, and what it sets a time for as a whole."""
    plan = atlas.content.plans[identifier].record
    told, review = list(_deadlines(plan.deadlines)), plan.review
    if review and (review.when or review.printed):
        told.append(_Told("review", EventKind.REVIEW, "Review", (review.text,), review.printed, review.when))
    return _agenda(Key(Kind.PLAN, identifier), told)


@once
def meeting_agenda(atlas: Atlas, identifier: str) -> Agenda:
    """Return when a meeting takes place."""
    meeting = atlas.meetings[identifier].record
    items = tuple(f"{number}. {item.title}" for number, item in enumerate(meeting.agenda, start=1))
    told = _Told("meeting", EventKind.MEETING, meeting.title, items, None, meeting.date)
    return _agenda(Key(Kind.MEETING, identifier), [told])


def spans(when: When | None) -> tuple[Span, ...]:
    """Return the days that a time comes to, none where it has no date.

    A range with an open end stands at the end that is known.
    """
    match when:
        case Recurrence():
            return tuple(_round(when))
        case Range(since=Point() as since, until=None):
            return (Span(since.start, since.end),)
        case Range(since=None, until=Point() as until):
            return (Span(until.start, until.end),)
        case When(start=date() as first, end=date() as last):
            return (Span(first, last),)
        case _:
            return ()


class _Told(NamedTuple):
    """A stated time, dated or not."""

    place: str
    kind: EventKind
    what: str
    details: tuple[str, ...]
    printed: str | None
    when: When | None
    members: int = 1
    """How many activities state it."""


def _deadlines(found: Iterable[Deadline]) -> Iterator[_Told]:
    for number, one in enumerate(found, start=1):
        yield _Told(f"deadline-{number}", EventKind(one.kind.value), one.what, (), one.printed, one.when)


def _times_of(action: Action) -> Iterator[_Told]:
    yield from _deadlines(action.deadlines)
    shared: dict[str, list[tuple[int, Activity]]] = {}
    for number, activity in enumerate(action.activities, start=1):
        if activity.timing:
            shared.setdefault(str(activity.timing.when), []).append((number, activity))
    for members in shared.values():
        timings = [activity.timing for _, activity in members if activity.timing]
        numbers = [activity.number for _, activity in members]
        what = f"Activity {numbers[0]}" if len(numbers) == 1 else f"Activities {', '.join(numbers)}"
        yield _Told(
            place=f"activity-{members[0][0]}",
            kind=EventKind.ACTIVITY,
            what=what,
            details=tuple(f"{activity.number}: {activity.text}" for _, activity in members),
            printed="; ".join(dict.fromkeys(timing.printed for timing in timings if timing.printed)) or None,
            when=timings[0].when,
            members=len(members),
        )


def _agenda(subject: Key, times: Iterable[_Told]) -> Agenda:
    events, undated = [], 0
    for told in times:
        days = spans(told.when)
        if told.when is None or not days:
            undated += told.members
            continue
        for span in days:
            place = told.place if len(days) == 1 else f"{told.place}-{span.first.isoformat()}"
            events.append(
                Event(
                    id=f"{subject.id}/{place}", subject=subject, kind=told.kind, what=told.what, details=told.details,
                    printed=told.printed, when=told.when, first=span.first, last=span.last, repeats=span.repeats,
                )
            )  # fmt: skip
    return Agenda(tuple(events), undated)


def _round(when: Recurrence) -> Iterator[Span]:
    """Yield when something comes round: as a rule where it can be one, else occurrence by occurrence.

    Months, quarters and years differ in length and a rule knows one length only. Where the last occurrence is stated,
    each is yielded by itself; without one the rule has the shortest of the lengths, so that it claims no day too many.
    """
    if when.since is None:
        return
    if when.since.precision is Precision.DAY:
        yield Span(when.since.first, when.since.first, when)
        return
    told_apart = list(islice(_points(when), MOST_TOLD_APART + 1))
    if when.until and len(told_apart) <= MOST_TOLD_APART:
        yield from (Span(point.start, point.end) for point in told_apart)
    elif told_apart:
        shortest = min(point.end - point.start for point in told_apart)
        yield Span(told_apart[0].start, told_apart[0].start + shortest, when)


def _points(when: Recurrence) -> Iterator[Point]:
    """Yield the months, quarters, halves or years of a recurrence; none where it is stated too vaguely for that.

    Every year from the second quarter of 2024 comes round in quarters and every month from 2024 in months, but in
    which months every third month from 2024 does, nobody said.
    """
    unit = _UNITS.get(when.unit)
    if when.since is None or unit is None:
        return
    step, precision = when.every * _MONTHS[unit], when.since.precision
    if step % _MONTHS[precision]:
        if when.every > 1:
            return
        precision = unit
    first = when.since.first
    while when.until is None or first <= when.until.end:
        yield Point(first, precision)
        year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
        if year > MAXYEAR:
            return
        first = date(year, month + 1, 1)
