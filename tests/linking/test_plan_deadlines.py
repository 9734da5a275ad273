"""Deadlines of a plan as a whole: in lists, calendars and exports as it states them, never with a date of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from icalendar import Calendar

from planatlas.exports.ics_export import export_ics
from planatlas.exports.json_export import export_json
from planatlas.linking.atlas import Atlas
from planatlas.linking.events import plan_agenda
from planatlas.linking.times import TimeState, ahead, all_dues, dues, dues_of_plan
from planatlas.pages.build import pages_of

AtlasMaker = Callable[[Mapping[str, str]], Atlas]

PLAN = """
title: A plan
short: Plan A
sections:
  - {number: "1", title: First}
deadlines:
  - {what: Roadmaps are proposed, printed: within three months, when: 3 months after signature, kind: relative}
  - {what: A report is written, printed: by mid-2026, when: 2026-06}
  - {what: A list is made, when: 2024}
"""


@pytest.fixture
def atlas(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> Atlas:
    return make_atlas({"plans/a/plan.yml": PLAN, "plans/a/actions/1.yml": minimal["action"]})


def test_each_stands_where_its_time_puts_it(atlas: Atlas) -> None:
    """Overdue, due, or hanging on an event without a date; none is an action's."""
    found = list(dues_of_plan(atlas, "a"))
    assert [due.state for due in found] == [TimeState.NO_EVENT_DATE, TimeState.DUE, TimeState.OVERDUE]
    assert all(due.of_plan and due.action == "a" for due in found)


def test_lists_of_everything_have_them_and_lists_of_actions_do_not(atlas: Atlas) -> None:
    """What is due next counts those of plans; what actions are late with does not."""
    assert [due.what for due in all_dues(atlas)] == ["A list is made", "A report is written", "Roadmaps are proposed"]
    assert [due.what for due in ahead(atlas)] == ["A report is written"]
    assert dues(atlas) == []


def test_a_calendar_has_those_with_days_and_counts_the_others(atlas: Atlas) -> None:
    """No day is reckoned from an event without one."""
    agenda = plan_agenda(atlas, "a")
    assert [(event.id, event.first, event.last) for event in agenda.events] == [
        ("a/deadline-2", date(2026, 6, 1), date(2026, 6, 30)),
        ("a/deadline-3", date(2024, 1, 1), date(2024, 12, 31)),
    ]
    assert agenda.undated == 1
    calendar = Calendar.from_ical(export_ics(atlas, plan="a"))
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert events["a_deadline-2@planatlas"]["summary"] == "Plan A: A report is written"
    assert "1 stated time" in str(calendar["comment"])


def test_programs_read_them_under_the_plan(atlas: Atlas) -> None:
    """Start and end are days or null, in the shape that deadlines of actions have."""
    [plan] = json.loads(export_json(atlas))["plans"]
    assert plan["deadlines"][:2] == [
        {"what": "Roadmaps are proposed", "printed": "within three months", "start": None, "end": None,
         "kind": "relative"},
        {"what": "A report is written", "printed": "by mid-2026", "start": "2026-06-01", "end": "2026-06-30",
         "kind": "deadline"},
    ]  # fmt: skip


def test_the_pages_show_them(atlas: Atlas) -> None:
    """The plan's own page has a table of them, the page of deadlines puts each where it belongs."""
    pages = pages_of(atlas)
    own = pages["plans/a/index.md"].text
    assert "| 3 months after signature | Roadmaps are proposed | within three months |" in own
    assert "Deadlines of the plan" in own  # a row of the chart
    events = pages["deadlines.md"].text.split("## After an event without a date")[1]
    assert "Roadmaps are proposed" in events.split("\n## ")[0]
    assert "A report is written" in pages["index.md"].text


def test_a_plan_without_any_has_no_heading_for_them(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A heading appears only when something is under it."""
    pages = pages_of(make_atlas({"plans/a/plan.yml": minimal["plan"]}))
    assert "## Deadlines" not in pages["plans/a/index.md"].text
