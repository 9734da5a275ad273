"""The rule by which a status follows from dated reports on an action and its activities, and from dates that passed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.status import Standing, from_parts, months_between, newest_first, standing_of, status_of
from planatlas.reading.model.action import Action, Progress

AS_OF = date(2026, 1, 1)
STATUSES = ("planned", "under-way", "done", "delayed", "dropped")


def entry(day: str, status: str) -> dict[str, str]:
    return {"date": day, "status": status}


def action(**fields: object) -> Action:
    whole = {
        "ref": "1",
        "title": "An action",
        "section": "1",
        "summary": "What is to be done.",
        "source": {"section": "One", "item": "first"},
    }
    return Action.model_validate(whole | fields)


def activities(*reports: list[dict[str, str]], timing: str | None = None) -> list[dict[str, Any]]:
    timed = {"timing": {"when": timing}} if timing else {}
    return [
        {"number": str(place), "text": "A step", "progress": progress, **timed}
        for place, progress in enumerate(reports, start=1)
    ]


def standing(**fields: object) -> Standing:
    return standing_of(action(**fields), AS_OF)


def deadline(when: str, **fields: str) -> dict[str, str]:
    return {"what": f"By {when}", "when": when, **fields}


@pytest.mark.parametrize("status", STATUSES)
def test_a_report_on_the_action_is_its_status(status: str) -> None:
    """Each of the five statuses is taken over as it was reported."""
    found = standing(progress=[entry("2025-03-12", status)])
    assert (found.status, found.reported, found.from_activities, found.passed) == (status, status, False, None)


def test_the_latest_report_wins_over_what_stands_further_down() -> None:
    """An older report that was written down later changes nothing."""
    found = standing(progress=[entry("2025-06-01", "done"), entry("2025-03-12", "under-way")])
    assert found.status == "done"


def test_of_two_reports_of_one_day_the_one_further_down_wins() -> None:
    """A correction on the same day stands below what it corrects."""
    found = standing(progress=[entry("2025-06-01", "done"), entry("2025-06-01", "under-way")])
    assert found.status == "under-way"


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2025-12-31", True), ("2026-01-01", True), ("2026-01-02", False), ("2026-01", True), ("2026-02", False)],
)
def test_a_report_dated_after_the_day_does_not_count(day: str, *, counts: bool) -> None:
    """A report counts from the first day of its date, on the action and on its activities."""
    own = standing(progress=[entry(day, "done")])
    part = standing(activities=activities([entry(day, "done")]))
    assert own.status == part.status == ("done" if counts else "not-reported")
    assert bool(own.reports) is bool(part.reports) is counts


def test_a_report_to_come_does_not_hide_those_on_activities() -> None:
    """While the only report on the whole lies ahead, the status follows from the activities."""
    found = standing(progress=[entry("2026-05-01", "done")], activities=activities([entry("2025-05-01", "under-way")]))
    assert (found.status, found.from_activities) == ("under-way", True)


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([], "not-reported"),
        (["not-reported", "not-reported"], "not-reported"),
        (["done", "done"], "done"),
        (["done", "dropped"], "done"),
        (["dropped", "dropped"], "dropped"),
        (["delayed", "done"], "delayed"),
        (["delayed", "under-way", "not-reported"], "delayed"),
        (["delayed", "dropped"], "delayed"),
        (["done", "not-reported"], "under-way"),
        (["done", "planned"], "under-way"),
        (["under-way", "planned"], "under-way"),
        (["under-way", "dropped"], "under-way"),
        (["planned", "planned"], "planned"),
        (["planned", "not-reported"], "planned"),
        (["planned", "dropped"], "planned"),
        (["dropped", "not-reported"], "planned"),
    ],
)
def test_a_status_follows_from_those_of_the_activities(parts: list[str], status: str) -> None:
    """Where only activities were reported on, each combination gives its status, in whatever order they stand."""
    for order in (parts, parts[::-1]):
        assert from_parts(order) == status
        reports = [[] if part == "not-reported" else [entry("2025-05-01", part)] for part in order]
        assert standing(activities=activities(*reports)).status == status


def test_a_report_on_the_whole_goes_before_those_on_activities() -> None:
    """What was said of the whole is not overruled by what was said of a part, be it older or newer."""
    parts = activities([entry("2025-09-01", "delayed")], [entry("2024-01-01", "done")])
    found = standing(progress=[entry("2025-05-01", "under-way")], activities=parts)
    assert (found.status, found.from_activities) == ("under-way", False)
    assert [report.activity for report in found.reports] == ["1", None, "2"]
    assert [report.activity for report in found.rests_on] == [None]


def test_a_status_rests_on_the_newest_report_of_each_activity() -> None:
    """Older reports on an activity are kept, and the status does not rest on them."""
    found = standing(
        activities=activities(
            [entry("2025-01-01", "delayed"), entry("2025-08-01", "done")], [entry("2025-03-01", "done")]
        )
    )
    assert found.status == "done"
    assert [(report.activity, str(report.entry.date)) for report in found.rests_on] == [
        ("1", "2025-08-01"),
        ("2", "2025-03-01"),
    ]
    assert len(found.reports) == 3


@pytest.mark.parametrize("status", ["planned", "under-way"])
def test_a_deadline_that_passed_after_a_report_delays_by_the_date(status: str) -> None:
    """What was planned or under way before a deadline that has passed is delayed, and is told from a reported delay."""
    found = standing(progress=[entry("2025-03-01", status)], deadlines=[deadline("2025-06-30")])
    assert (found.status, found.reported) == ("delayed", status)
    assert found.passed is not None
    assert (found.passed.what, str(found.passed.when)) == ("By 2025-06-30", "2025-06-30")


@pytest.mark.parametrize("status", ["done", "dropped", "delayed"])
def test_what_is_done_dropped_or_reported_delayed_is_not_delayed_by_the_date(status: str) -> None:
    """A date says nothing new of what is closed, nor of what somebody has reported delayed."""
    found = standing(progress=[entry("2025-03-01", status)], deadlines=[deadline("2025-06-30")])
    assert (found.status, found.passed) == (status, None)


def test_a_deadline_that_passed_without_any_report_claims_nothing() -> None:
    """Where nobody reported, the status is `not-reported`, whatever date has passed."""
    parts = activities([], timing="2024")
    found = standing(deadlines=[deadline("2020"), deadline("2021-06-30")], activities=parts)
    assert (found.status, found.passed, found.last, found.open) == ("not-reported", None, None, False)


def test_a_deadline_that_passed_before_the_first_report_does_not_delay() -> None:
    """Whoever reports first after the date knew that it had passed; what they say stands."""
    found = standing(progress=[entry("2025-09-01", "under-way")], deadlines=[deadline("2025-06-30")])
    assert (found.status, found.passed) == ("under-way", None)


def test_a_report_on_the_last_day_of_a_deadline_is_before_it() -> None:
    """A deadline has passed only on the day after its end, and a report on its last day came in time."""
    assert standing(progress=[entry("2025-06-30", "under-way")], deadlines=[deadline("2025-Q2")]).passed
    assert not standing(progress=[entry("2025-07-01", "under-way")], deadlines=[deadline("2025-Q2")]).passed


@pytest.mark.parametrize(("when", "late"), [("2025-12-31", True), ("2026-01-01", False), ("2026", False)])
def test_a_deadline_passes_with_its_last_day(when: str, *, late: bool) -> None:
    """A deadline that ends on the day or later has not passed yet."""
    found = standing(progress=[entry("2025-03-01", "planned")], deadlines=[deadline(when)])
    assert (found.passed is not None) is late


def test_the_last_deadline_delays_whatever_was_reported_since() -> None:
    """After the last deadline an action that was reported on before stays delayed until it is done or dropped."""
    reports = [entry("2025-03-01", "planned"), entry("2025-09-01", "under-way")]
    found = standing(progress=reports, deadlines=[deadline("2025-06-30")])
    assert (found.status, found.reported) == ("delayed", "under-way")
    closed = standing(progress=[*reports, entry("2025-10-01", "done")], deadlines=[deadline("2025-06-30")])
    assert closed.status == "done"


def test_an_earlier_deadline_delays_until_the_next_report() -> None:
    """A step whose date has passed delays only while nobody has reported since; the report may take it as met."""
    deadlines = [deadline("2025-06-30"), deadline("2026-12-31")]
    silent = standing(progress=[entry("2025-03-01", "under-way")], deadlines=deadlines)
    assert silent.passed is not None
    assert silent.passed.what == "By 2025-06-30"
    heard = standing(progress=[entry("2025-03-01", "under-way"), entry("2025-09-01", "under-way")], deadlines=deadlines)
    assert (heard.status, heard.passed) == ("under-way", None)


def test_of_several_passed_deadlines_the_last_is_named() -> None:
    """Where several dates make it late, the latest of them is the one that holds the whole to account."""
    deadlines = [deadline("2025-11-30"), deadline("2025-06-30")]
    found = standing(progress=[entry("2025-03-01", "under-way")], deadlines=deadlines)
    assert found.passed is not None
    assert found.passed.what == "By 2025-11-30"


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"kind": "start"}, False),
        ({"kind": "recurrence"}, False),
        ({"kind": "relative"}, True),
        ({"kind": "deadline"}, True),
    ],
)
def test_only_what_is_to_be_done_by_a_day_can_be_late(fields: dict[str, str], *, late: bool) -> None:
    """A start or a recurrence that has passed delays nothing."""
    found = standing(progress=[entry("2025-03-01", "planned")], deadlines=[deadline("2025-06-30", **fields)])
    assert (found.passed is not None) is late


@pytest.mark.parametrize("when", ["6 months after signature", "ongoing", "2024.."])
def test_a_deadline_without_an_end_never_passes(when: str) -> None:
    """A date that nobody knows makes nothing late."""
    found = standing(progress=[entry("2020-03-01", "planned")], deadlines=[deadline(when), {"what": "Soon"}])
    assert found.status == "planned"


def test_a_relative_deadline_with_a_known_event_passes() -> None:
    """The day reckoned from an event whose date is known counts like any other."""
    fields = deadline("3 months after signature on 2025-05-05", kind="relative")
    assert standing(progress=[entry("2025-05-06", "planned")], deadlines=[fields]).status == "delayed"


def test_the_end_of_an_activitys_timing_is_its_deadline() -> None:
    """An activity that was under way before its time ended is delayed by the date, and so is its action."""
    found = standing(activities=activities([entry("2024-05-01", "under-way")], [], timing="2024-Q2"))
    assert (found.status, found.reported) == ("delayed", "under-way")
    assert found.passed is not None
    assert found.passed.what == "Activity 1"


def test_the_timing_of_activities_does_not_delay_what_was_reported_as_a_whole() -> None:
    """Reports on the whole are held to the deadlines of the whole alone."""
    parts = activities([entry("2024-05-01", "under-way")], timing="2024-Q2")
    assert standing(progress=[entry("2024-05-01", "planned")], activities=parts).status == "planned"


def test_a_deadline_of_the_action_delays_what_follows_from_its_activities() -> None:
    """A report on an activity is a report before the deadline."""
    parts = activities([entry("2025-03-01", "done")], [])
    found = standing(activities=parts, deadlines=[deadline("2025-06-30")])
    assert (found.status, found.reported, found.from_activities) == ("delayed", "under-way", True)


@pytest.mark.parametrize(("status", "is_open"), [(one, one not in {"done", "dropped"}) for one in STATUSES])
def test_after_done_and_dropped_nothing_more_is_to_come(status: str, *, is_open: bool) -> None:
    """Only what is neither done nor dropped waits for another report."""
    assert standing(progress=[entry("2025-03-01", status)]).open is is_open


@pytest.mark.parametrize(
    ("reported", "months"),
    [
        ("2026-01-01", 0),
        ("2025-12-02", 0),
        ("2025-12-01", 1),
        ("2025-07-01", 6),
        ("2025-07-02", 5),
        ("2025-03-12", 9),
        ("2024-01-01", 24),
        ("2025-03", 9),
        ("2026-01", 0),
        ("2026", 0),
    ],
)
def test_months_are_counted_from_the_last_day_of_a_reports_date(reported: str, months: int) -> None:
    """Whole months only, and of a month or year its last day, so that no silence is made longer than it can be."""
    assert months_between(Progress.model_validate(entry(reported, "done")), AS_OF) == months


days = st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(date.isoformat)
own_entries = st.lists(st.builds(entry, days, st.sampled_from(STATUSES)), max_size=5, unique_by=lambda one: one["date"])
deadlines_ = st.lists(st.builds(deadline, days), max_size=3)


@given(data=st.data(), own=own_entries, parts=st.lists(own_entries, max_size=3), late=deadlines_)
def test_the_order_in_the_file_never_matters(
    data: st.DataObject, own: list[dict[str, str]], parts: list[list[dict[str, str]]], late: list[dict[str, str]]
) -> None:
    """Entries, activities and deadlines can stand in any order, as long as no two entries of a list share a day."""
    shuffled = [data.draw(st.permutations(part)) for part in parts]
    one = standing(progress=own, activities=activities(*parts, timing="2025-Q1"), deadlines=late)
    other = standing(
        progress=data.draw(st.permutations(own)),
        activities=activities(*data.draw(st.permutations(shuffled)), timing="2025-Q1"),
        deadlines=data.draw(st.permutations(late)),
    )
    assert (one.status, one.reported, one.from_activities) == (other.status, other.reported, other.from_activities)
    assert (one.passed and one.passed.when) == (other.passed and other.passed.when)


@given(own=own_entries, parts=st.lists(own_entries, max_size=3), late=deadlines_)
def test_a_status_is_claimed_exactly_where_a_report_counts(
    own: list[dict[str, str]], parts: list[list[dict[str, str]]], late: list[dict[str, str]]
) -> None:
    """`not-reported` means that no report counts, and nothing else; every other status has a report to show."""
    record = action(progress=own, activities=activities(*parts, timing="2024"), deadlines=late)
    counted = [one for entries in (own, *parts) for one in entries if one["date"] <= AS_OF.isoformat()]
    found = standing_of(record, AS_OF)
    assert (found.status == "not-reported") is (not counted)
    assert len(found.reports) == len(counted)
    assert found.status == status_of(record, AS_OF)
    assert found.passed is None or (found.status == "delayed" and found.reported in {"planned", "under-way"})


@given(entries=st.lists(st.builds(entry, days, st.sampled_from(STATUSES)), max_size=6))
def test_newest_first_keeps_every_entry(entries: list[dict[str, str]]) -> None:
    """Sorting loses nothing, and puts of two entries of one day the one further down first."""
    read = [Progress.model_validate(one) for one in entries]
    found = newest_first(read)
    places = [next(place for place, one in enumerate(read) if one is other) for other in found]
    assert sorted(places) == list(range(len(read)))
    assert [(one.date.first, place) for one, place in zip(found, places, strict=True)] == sorted(
        ((one.date.first, place) for place, one in enumerate(read)), reverse=True
    )
