"""What belongs in a calendar: days as far as they are stated, none invented, and how much has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.events import (
    MOST_TOLD_APART,
    EventKind,
    Span,
    action_agenda,
    agendas,
    plan_agenda,
    spans,
    together,
)
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind
from planatlas.reading.values.when import Recurrence, When

AtlasMaker = Callable[[Mapping[str, str]], Atlas]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-09-29", (2021, 9, 29), (2021, 9, 29)),
        ("2021-09", (2021, 9, 1), (2021, 9, 30)),
        ("2024-Q1", (2024, 1, 1), (2024, 3, 31)),
        ("2024-H2", (2024, 7, 1), (2024, 12, 31)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-Q1..2025-Q4", (2024, 1, 1), (2025, 12, 31)),
        ("2023-11..", (2023, 11, 1), (2023, 11, 30)),
        ("..2025", (2025, 1, 1), (2025, 12, 31)),
        ("6 months after signature on 2025-10-08", (2026, 4, 8), (2026, 4, 8)),
    ],
)
def test_a_time_comes_to_the_days_that_are_stated(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """An event covers the whole time that is stated; of a range with an open end, the end that is known."""
    assert spans(When.parse(text)) == (Span(date(*first), date(*last)),)


@pytest.mark.parametrize(
    "text",
    [
        "ongoing",
        "6 months after signature",
        "before accession",
        "every year",
        "every week from 2024",
        "every 3 months from 2024",
    ],
)
def test_what_states_no_day_comes_to_none(text: str) -> None:
    """Without a date of the event or a first date, or where nobody said in which months, no day is invented."""
    assert spans(When.parse(text)) == ()


def test_no_time_comes_to_no_day() -> None:
    """A time that cannot be read has no place in a calendar."""
    assert spans(None) == ()


def test_a_repetition_by_the_day_is_a_rule() -> None:
    """What comes round on stated days is one event with its repetition."""
    when = When.parse("every 6 months from 2022-03-29")
    assert spans(when) == (Span(date(2022, 3, 29), date(2022, 3, 29), when),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every 2 quarters from 2024-Q1 until 2025-Q3", ["2024-Q1", "2024-Q3", "2025-Q1", "2025-Q3"]),
        ("every year from 2023-Q1 until 2024-Q1", ["2023-Q1", "2024-Q1"]),
        ("every month from 2024 until 2024", [f"2024-{month:02}" for month in range(1, 13)]),
        ("every 6 months from 2024-H1 until 2025", ["2024-H1", "2024-H2", "2025-H1", "2025-H2"]),
    ],
)
def test_quarters_and_the_like_are_told_apart(text: str, expected: list[str]) -> None:
    """Up to a stated end each occurrence has its exact length, which a rule could not say."""
    points = [When.parse(one) for one in expected]
    assert spans(When.parse(text)) == tuple(
        Span(point.start, point.end) for point in points if point.start and point.end
    )


def test_without_an_end_the_shortest_length_counts() -> None:
    """Every first quarter for ever is a rule of 90 days, which no first quarter is shorter than."""
    (span,) = spans(When.parse("every year from 2024-Q1"))
    assert isinstance(span.repeats, Recurrence)
    assert (span.first, span.last) == (date(2024, 1, 1), date(2024, 3, 30))


def test_many_occurrences_are_a_rule() -> None:
    """A repetition does not fill a calendar with thousands of events."""
    (span,) = spans(When.parse("every month from 1900-01 until 2100-01"))
    assert span.repeats is not None
    assert len(spans(When.parse("every month from 2000-01 until 2008-04"))) == MOST_TOLD_APART


def test_the_end_of_the_calendar_is_no_error() -> None:
    """What would come round after the year 9999 does not."""
    assert len(spans(When.parse("every year from 9998-Q4 until 9999-Q4"))) == 2
    (span,) = spans(When.parse("every 400 years from 9990-01"))
    assert (span.first, span.last) == (date(9990, 1, 1), date(9990, 1, 31))


ACTION = """
    ref: "1"
    title: An action
    section: "1"
    summary: What is to be done.
    source: {section: One, item: first}
    deadlines:
      - {what: Report, printed: in early 2024, when: 2024-Q1}
      - {what: Evaluation, when: 6 months after signature}
      - {what: Soon, printed: as soon as possible}
    activities:
      - {number: "1", text: Collect, timing: {printed: Q1-Q2, when: 2024-Q1..2024-Q2}}
      - {number: "2", text: Ask, timing: {printed: "2025", when: 2025}}
      - {number: "3", text: Sort, timing: {printed: Q1 to Q2, when: 2024-Q1..2024-Q2}}
      - {number: "4", text: Wait, timing: {printed: in due course}}
      - {number: "5", text: Hope}
    """
FILES = {
    "plans/p/plan.yml": """
        title: A plan
        sections: [{number: "1", title: First}]
        review: {text: The Council reviews it., when: every 6 months from 2022-03-29}
        """,
    "plans/p/actions/1.yml": ACTION,
}


def test_activities_of_one_time_are_one_event(make_atlas: AtlasMaker) -> None:
    """Activities that share a time stand together, with every way in which it is printed, so that none drowns."""
    first, second = (
        event for event in action_agenda(make_atlas(FILES), "p/1").events if event.kind is EventKind.ACTIVITY
    )
    assert (first.id, first.what, first.printed) == ("p/1/activity-1", "Activities 1, 3", "Q1-Q2; Q1 to Q2")
    assert first.details == ("1: Collect", "3: Sort")
    assert (second.id, second.what) == ("p/1/activity-2", "Activity 2")


def test_times_without_a_day_are_counted(make_atlas: AtlasMaker) -> None:
    """What hangs on an event without a date, or cannot be read, is counted; what states no time at all is not."""
    agenda = action_agenda(make_atlas(FILES), "p/1")
    assert [event.id for event in agenda.events] == ["p/1/deadline-1", "p/1/activity-1", "p/1/activity-2"]
    assert agenda.undated == 3


def test_a_plan_is_reviewed(make_atlas: AtlasMaker) -> None:
    """The review of a plan is an event of the plan itself."""
    (event,) = plan_agenda(make_atlas(FILES), "p").events
    assert (event.id, event.subject, event.kind) == ("p/review", Key(Kind.PLAN, "p"), EventKind.REVIEW)
    assert event.repeats is not None


def test_a_review_without_a_time_is_nothing_to_count(make_atlas: AtlasMaker) -> None:
    """A plan that says nothing of when it is reviewed leaves nothing out."""
    files = {**FILES, "plans/p/plan.yml": "title: A plan\nreview: {text: It is reviewed.}\n"}
    assert plan_agenda(make_atlas(files), "p").undated == 0
    files["plans/p/plan.yml"] = "title: A plan\nreview: {text: It is reviewed., printed: in time}\n"
    assert plan_agenda(make_atlas(files), "p").undated == 1


def test_agendas_are_brought_together_by_day(make_atlas: AtlasMaker) -> None:
    """Several agendas make one, in order of the days, and what is left out of each adds up."""
    whole = together(agendas(make_atlas(FILES)))
    assert [event.id for event in whole.events] == ["p/review", "p/1/deadline-1", "p/1/activity-1", "p/1/activity-2"]
    assert whole.undated == 3


def test_an_event_keeps_its_id_when_its_date_changes(make_atlas: AtlasMaker) -> None:
    """A calendar that knows an event moves it, since its id is that of the record and its place there."""
    changed = {**FILES, "plans/p/actions/1.yml": ACTION.replace("when: 2024-Q1}", "when: 2024-05-17}")}
    before, after = (action_agenda(make_atlas(files), "p/1").events for files in (FILES, changed))
    assert [event.id for event in before] == [event.id for event in after]
    assert before[0].first != after[0].first
