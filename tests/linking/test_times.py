"""Stated times: deadlines, the timing of activities, reviews; in one order, and where each stands on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.times import TimeState, ahead, dues, review_of, reviews, time_state, together
from planatlas.reading.model.deadline import DeadlineKind
from planatlas.reading.values.when import When

AtlasMaker = Callable[..., Atlas]
AS_OF = date(2026, 1, 1)

FIRST = """
deadlines:
  - {what: undated, printed: in due course}
  - {what: open, when: 2024.., kind: start}
  - {what: by June, printed: mid-2026, when: 2026-06}
activities:
  - {number: 3, text: x, timing: {printed: Q4, when: 2025-Q4}}
  - {number: 4, text: x}
"""
SECOND = """
deadlines:
  - {what: by 15 June, when: 2026-06-15}
  - {what: on the day, when: 2026-01-01}
"""


@pytest.fixture
def atlas(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> Atlas:
    made = make_atlas(
        {"plans/p/actions/1.yml": minimal["action"] + FIRST, "plans/p/actions/2.yml": minimal["action"] + SECOND},
        as_of=AS_OF,
    )
    assert made.content.problems == []
    return made


def test_times_come_by_their_last_day(atlas: Atlas) -> None:
    """The soonest end comes first, what has no end after all that have one, what cannot be read last."""
    assert [(due.action, due.what) for due in dues(atlas)] == [
        ("p/1", "Activity 3"),
        ("p/2", "on the day"),
        ("p/2", "by 15 June"),
        ("p/1", "by June"),
        ("p/1", "open"),
        ("p/1", "undated"),
    ]


def test_a_time_keeps_what_is_printed_and_what_it_means(atlas: Atlas) -> None:
    """A deadline has its kind; the timing of an activity has none, and the activity's number instead."""
    found = dues(atlas, ["p/1"])
    assert [(due.printed, due.when, due.kind, due.activity) for due in (found[0], found[1], found[-1])] == [
        ("Q4", When.parse("2025-Q4"), None, "3"),
        ("mid-2026", When.parse("2026-06"), DeadlineKind.DEADLINE, None),
        ("in due course", None, DeadlineKind.DEADLINE, None),
    ]


def test_a_time_stands_in_the_year_in_which_it_ends(atlas: Atlas) -> None:
    """An open end and an unread time have no year."""
    assert [due.year for due in dues(atlas, ["p/1"])] == [2025, 2026, None, None]


def test_what_ends_on_the_day_or_later_lies_ahead(atlas: Atlas) -> None:
    """Neither what has passed nor what has no end is ahead."""
    assert [due.what for due in ahead(atlas)] == ["on the day", "by 15 June", "by June"]
    assert [due.what for due in ahead(atlas, ["p/1"])] == ["by June"]


@pytest.mark.parametrize(
    ("stated", "kind", "state"),
    [
        (None, "deadline", "no-date"),
        (None, None, "no-date"),
        ("2025", "deadline", "overdue"),
        ("2025-12-31", "deadline", "overdue"),
        ("2026-01-01", "deadline", "due"),
        ("2026", "deadline", "due"),
        ("2030", "deadline", "due"),
        ("2024..2025", "deadline", "overdue"),
        ("2024..2026", "deadline", "due"),
        ("2024..", "deadline", "ongoing"),
        ("2027..", "deadline", "to-come"),
        ("..2025", "deadline", "overdue"),
        ("..2026", "deadline", "due"),
        ("2025", "start", "passed"),
        ("2026", "start", "ongoing"),
        ("2027", "start", "to-come"),
        ("2024..", "start", "ongoing"),
        ("2024-Q1..2025-Q4", None, "passed"),
        ("2024-Q1..2026-Q4", None, "ongoing"),
        ("2026-Q2", None, "to-come"),
        ("ongoing", None, "ongoing"),
        ("ongoing", "deadline", "ongoing"),
        ("every 6 months", "recurrence", "recurring"),
        ("every 6 months from 2024-01-15", "recurrence", "recurring"),
        ("every 6 months from 2024-01-15 until 2025", "recurrence", "passed"),
        ("every year from 2024-03-01 until 2026-02-01", "recurrence", "passed"),
        ("every year from 2020 until 2025", "deadline", "passed"),
        ("6 months after signature", "relative", "no-event-date"),
        ("6 months after signature on 2025-06-30", "relative", "overdue"),
        ("6 months after signature on 2025-07-01", "relative", "due"),
    ],
)
def test_a_time_stands_somewhere_on_a_day(stated: str | None, kind: str | None, state: str) -> None:
    """Overdue is only what was to be done by a day that has passed; a period or a start that is over has passed."""
    when = When.parse(stated) if stated else None
    assert time_state(when, DeadlineKind(kind) if kind else None, "not-reported", AS_OF) == state


@pytest.mark.parametrize(
    ("reported", "state"),
    [
        ("done", "done"),
        ("dropped", "dropped"),
        ("under-way", "passed"),
        ("planned", "passed"),
        ("delayed", "passed"),
        ("not-reported", "overdue"),
    ],
)
def test_nothing_is_overdue_on_which_something_was_reported(reported: str, state: str) -> None:
    """A report of its end counts before any date, and any report takes the word overdue away."""
    assert time_state(When.parse("2024"), DeadlineKind.DEADLINE, reported, AS_OF) == state


def test_a_report_on_an_activity_is_its_own(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """What is reported on one activity says nothing of another; what is reported on the whole says it of both."""
    text = (
        minimal["action"]
        + """
activities:
  - {number: 1, text: x, timing: {when: 2024}, progress: [{date: 2024-06-01, status: done}]}
  - {number: 2, text: x, timing: {when: 2024}}
"""
    )
    parts = dues(make_atlas({"plans/p/actions/1.yml": text}))
    whole = dues(make_atlas({"plans/p/actions/1.yml": text + "progress: [{date: 2024-07-01, status: dropped}]\n"}))
    assert [(due.activity, due.state) for due in parts] == [("1", TimeState.DONE), ("2", TimeState.PASSED)]
    assert [(due.activity, due.state) for due in whole] == [("1", TimeState.DONE), ("2", TimeState.DROPPED)]


def test_activities_of_one_time_come_together(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Activities of an action with the same time, as printed and as read, are one; deadlines stay single."""
    timings = {"1": "2024", "2": "2024", "3": "2024", "4": "2025", "5": "2024", "6": "2025", "A": "2024"}
    text = minimal["action"] + "deadlines:\n  - {what: x, when: 2024}\n  - {what: y, when: 2024}\nactivities:\n"
    text += "".join(
        f"  - {{number: {number}, text: x, timing: {{when: {when}}}}}\n" for number, when in timings.items()
    )
    found = together(dues(make_atlas({"plans/p/actions/1.yml": text})))
    assert [due.what for due in found] == ["x", "y", "Activities 1 to 3, 5 and A", "Activities 4 and 6"]


def test_activities_of_several_actions_stay_apart(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """The same time in two actions stays two times."""
    text = minimal["action"] + "activities: [{number: 1, text: x, timing: {when: 2024}}]\n"
    atlas = make_atlas({"plans/p/actions/1.yml": text, "plans/p/actions/2.yml": text})
    assert [(due.action, due.what) for due in together(dues(atlas))] == [("p/1", "Activity 1"), ("p/2", "Activity 1")]


def test_reviews_come_with_their_next_time(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """The soonest next review comes first; one without a first date, a readable time or a time ahead has no next."""
    plans = {
        "a": "when: every year",
        "b": "when: every 6 months from 2022-03-29",
        "c": "when: 2026-02",
        "d": "printed: regularly",
        "e": "when: 2025",
    }
    files = {
        f"plans/{plan}/plan.yml": f"{minimal['plan']}review: {{text: x, {stated}}}\n" for plan, stated in plans.items()
    }
    atlas = make_atlas({**files, "plans/f/plan.yml": minimal["plan"]}, as_of=AS_OF)
    assert [(review.plan, str(review.next)) for review in reviews(atlas)] == [
        ("c", "2026-02"),
        ("b", "2026-03-29"),
        ("a", "None"),
        ("d", "None"),
        ("e", "None"),
    ]
    assert review_of(atlas, "f") is None
