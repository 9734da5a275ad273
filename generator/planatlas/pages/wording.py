"""How the pages put things: labels for roles, relations and states, numbers, targets, dates."""

from __future__ import annotations

from datetime import date

from planatlas.reading.model.action import DeadlineKind, Indicator, Relation, Role, Target
from planatlas.reading.model.instrument import State
from planatlas.reading.model.plan import LinkRelation
from planatlas.reading.values.when import Ongoing, Point, Precision, Range, Recurrence, Relative, When

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


def day(value: date) -> str:
    """Return a day as `29 September 2021`."""
    return Point(value, Precision.DAY).label


def last(when: When) -> str:
    """Return the end of a time with the precision it was stated in: `Q4 2025` for a range that ends there."""
    return when.until.label if isinstance(when, Range) and when.until else when.label


def plural(count: int, one: str, several: str | None = None) -> str:
    """Return `1 action` or `2 actions`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}".replace(",", "\u00a0")


def timing_state(when: When | None, as_of: date) -> str:
    """Return where a stated time stands on a day, in a word or two."""
    match when:
        case None:
            return "not dated"
        case Ongoing():
            return "ongoing"
        case Relative() if when.day is None:
            return "date of the event unknown"
        case _ if when.is_overdue(as_of):
            return "date has passed"
        case Recurrence():
            following = when.next_after(as_of)
            return (
                f"next on {day(following)}"
                if following and when.since and when.since.precision is Precision.DAY
                else "recurring"
            )
        case _ if when.is_current(as_of):
            return "now"
        case _:
            return "to come"


def target(value: Target) -> str:
    """Return a target in words, such as `at least 10 per year`."""
    comparators = {">=": "at least ", "<=": "at most ", "=": ""}
    unit = "" if value.unit is None else ("%" if value.unit == "%" else f" {value.unit}")
    return f"{comparators[value.comparator]}{value.value.label}{unit}{period(value)}"


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
