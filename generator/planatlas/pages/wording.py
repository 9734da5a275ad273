"""How the pages put things: labels for roles, relations and states, numbers, targets, dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from planatlas.linking.status import NOT_REPORTED, Standing
from planatlas.linking.times import Due, TimeState
from planatlas.reading.model.action import Indicator, Relation, Role, Target
from planatlas.reading.model.deadline import DeadlineKind
from planatlas.reading.model.instrument import State
from planatlas.reading.model.plan import LinkRelation
from planatlas.reading.values.when import Point, Precision, Range, Recurrence, When

ROLES = {
    Role.LEAD: "Lead",
    Role.CO_LEAD: "Co-lead",
    Role.RESPONSIBLE: "Responsible",
    Role.SUPPORT: "Support",
    Role.ADDRESSEE: "Called upon",
    Role.CALLER: "Caller",
    Role.PARTNER: "Partner",
    Role.BENEFICIARY: "Beneficiary",
}
"""One word or two for each role."""

ROLE_MEANINGS = {
    Role.LEAD: "leads the action",
    Role.CO_LEAD: "leads it together with another",
    Role.RESPONSIBLE: "is to do it, or a stated part of it",
    Role.SUPPORT: "supports those who do it",
    Role.ADDRESSEE: "is called upon, invited or encouraged to do it",
    Role.CALLER: "calls on others to do it",
    Role.PARTNER: "is to be cooperated with",
    Role.BENEFICIARY: "receives what the action gives",
}

RELATIONS = {
    Relation.USES: "Uses",
    Relation.IMPLEMENTS: "Implements",
    Relation.ALIGNS_WITH: "Aligns with",
    Relation.RATIFIES: "Ratifies",
    Relation.PROPOSES: "Proposes",
    Relation.REVISES: "Revises",
    Relation.EVALUATES: "Evaluates",
    Relation.FUNDED_BY: "Funded by",
    Relation.CITES: "Cites",
}

LINKS = {
    LinkRelation.RELATED: "Related to",
    LinkRelation.IMPLEMENTS: "Implements",
    LinkRelation.FOLLOWS: "Follows",
    LinkRelation.REPLACES: "Replaces",
    LinkRelation.PART_OF: "Part of",
    LinkRelation.SUPPORTS: "Supports",
}

STATES = {
    State.PROPOSED: "proposed",
    State.IN_FORCE: "in force",
    State.IN_OPERATION: "in operation",
    State.REPLACED: "replaced",
    State.REPEALED: "repealed",
    State.ENDED: "ended",
}

STATUSES = {
    "not-reported": "Not reported",
    "planned": "Planned",
    "under-way": "Under way",
    "done": "Done",
    "delayed": "Delayed",
    "dropped": "Dropped",
}

DEADLINE_KINDS = {
    DeadlineKind.DEADLINE: "deadline",
    DeadlineKind.START: "start",
    DeadlineKind.RECURRENCE: "recurring",
    DeadlineKind.RELATIVE: "relative to an event",
}


TIME_STATES = {
    TimeState.OVERDUE: "overdue",
    TimeState.PASSED: "date has passed",
    TimeState.DUE: "due",
    TimeState.ONGOING: "ongoing",
    TimeState.TO_COME: "to come",
    TimeState.RECURRING: "recurring",
    TimeState.NO_DATE: "no date",
    TimeState.NO_EVENT_DATE: "no date for the event",
    TimeState.DONE: "reported done",
    TimeState.DROPPED: "reported dropped",
}

TIME_STATE_MEANINGS = {
    TimeState.OVERDUE: "it was to be done by a day that has passed, and nobody has reported on it here; "
    "it may well have been done",
    TimeState.PASSED: "the time in which it was to run or begin is over, or something was reported on it; "
    "that says nothing of whether it was done",
    TimeState.DUE: "it is to be done by a day that has not passed yet",
    TimeState.ONGOING: "it runs on that day, or goes on without an end",
    TimeState.TO_COME: "it begins after that day",
    TimeState.RECURRING: "it comes round again; a next time is named only where a first one is stated",
    TimeState.NO_DATE: "what the source says, such as “regularly”, gives no date",
    TimeState.NO_EVENT_DATE: "it hangs on an event whose date is not known, so no date is reckoned",
    TimeState.DONE: "somebody has reported it done",
    TimeState.DROPPED: "somebody has reported it dropped",
}
"""What each state means on the as-of day, as the end of a sentence."""


@lru_cache(maxsize=2**10)  # every page says the same day
def day(value: date) -> str:
    """Return a day as `29 September 2021`."""
    return Point(value, Precision.DAY).label


def last(when: When) -> str:
    """Return the end of a time with the precision it was stated in: `Q4 2025` for a range that ends there."""
    return when.until.label if isinstance(when, Range) and when.until else when.label


def plural(count: int, one: str, several: str | None = None) -> str:
    """Return `1 action` or `2 actions`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}".replace(",", "\u00a0")


def due_state(due: Due) -> str:
    """Return where a stated time stands on the as-of day, in a word or a few."""
    if due.state is TimeState.RECURRING and due.next:
        return f"{TIME_STATES[due.state]}, next {on(due.next)}"
    if due.state is TimeState.PASSED and due.reported != NOT_REPORTED:
        return f"{TIME_STATES[due.state]}, reported {STATUSES[due.reported].lower()}"
    return TIME_STATES[due.state]


def on(when: When) -> str:
    """Return a time as part of a sentence: `on 29 September 2026`, `in Q4 2026`, and a range as it is."""
    if not isinstance(when, Point):
        return when.label
    the = "the " if when.precision is Precision.HALF else ""
    return f"on {when.label}" if when.precision is Precision.DAY else f"in {the}{when.label}"


def standing(value: Standing) -> str:
    """Return how far an action or activity is, in a word or two."""
    return "Delayed by the date" if value.passed else STATUSES[value.status]


def passed(when: When) -> str:
    """Return when a time passed, with the precision it was stated in: `on 30 June 2024`, `at the end of Q2 2024`."""
    ending = when.until if isinstance(when, (Range, Recurrence)) and when.until else when
    if isinstance(ending, Point) and ending.precision is not Precision.DAY:
        the = "the " if ending.precision is Precision.HALF else ""
        return f"at the end of {the}{ending.label}"
    return f"on {day(ending.end)}" if ending.end else ""


def roles(counts: Mapping[Role, int]) -> str:
    """Return how often an actor has each role, as `lead 2, partner 1`, the strongest role first."""
    counted = (f"{ROLES[role].lower()} {counts[role]}".replace(" ", "\u00a0") for role in Role if counts.get(role))
    return ", ".join(counted)


def target(value: Target) -> str:
    """Return a target in words, such as `at least 10 per year`."""
    return f"{amount(value)}{period(value)}"


def amount(value: Target) -> str:
    """Return how much a target asks for, without its period: `at least 10 arrests`."""
    comparators = {">=": "at least ", "<=": "at most ", "=": ""}
    unit = "" if value.unit is None else ("%" if value.unit == "%" else f" {value.unit}")
    return f"{comparators[value.comparator]}{value.value.label}{unit}"


def period(value: Target) -> str:
    """Return the period of a target with a leading space: ` per year`, ` in total`, ` in 2024`, or nothing."""
    match value.per:
        case None:
            return ""
        case "year" | "month" | "quarter":
            return f" per {value.per}"
        case "total":
            return " in total"
        case other:
            return f" ({other})"


def targets(indicator: Indicator) -> str:
    """Return all targets of an indicator, or that there are none."""
    return "; ".join(target(one) for one in indicator.all_targets) or "no target stated"
