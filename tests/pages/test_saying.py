"""Changes in words."""

from __future__ import annotations

import pytest

from history_content import PLAN, between, edited
from planatlas.history.shift import Shift
from planatlas.pages.saying import counted, cut, distance, grouped, lines_of, said, shifted, with_its_actions

ACTION = "plans/p/actions/1.yml"


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (ACTION, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4",
         "deadline “Report” moved from Q2 2024 to Q4 2024, 6 months later"),
        (ACTION, "by Q2 2024, when: 2024-Q2", "by Q2 2024, when: 2024-Q4",
         "deadline “Report” read as “Q4 2024” instead of “Q2 2024”; what is printed is the same"),
        (ACTION, "{printed: Q2 2024, when: 2024-Q2}", "{printed: 2025, when: 2024-Q2..2025-Q1}",
         "activity 1 moved from “Q2 2024” to “Q2 2024 to Q1 2025”, 9 months later"),
        (ACTION, "by Q2 2024, when: 2024-Q2", "by Q2 2024", "deadline “Report” “Q2 2024” removed"),
        (ACTION, "role: lead", "role: addressee", "role of Europol changed from “lead” to “called upon”"),
        (ACTION, "{actor: europol, role: lead}, ", "", "Europol removed as lead"),
        (ACTION, "relation: uses", "relation: funded-by",
         "instrument SIENA: relation changed from “uses” to “funded by”"),
        (ACTION, "[{instrument: siena, relation: uses}]", "[]", "instrument SIENA removed: uses"),
        (ACTION, "at_least: 10", "at_most: 20",
         "target of indicator a changed from “at least 10 lists per year” to “at most 20 lists per year”"),
        (ACTION, "title: Exchange lists", "title: Swap", "title changed from “Exchange lists” to “Swap”"),
        (ACTION, "Ports exchange", "They exchange", "summary reworded"),
        (ACTION, "text: Set it up", "text: Begin", "activity 1 reworded"),
        (ACTION, "themes: [ports]", "themes: []", "theme Ports removed"),
        (ACTION, 'section: "1"', 'section: "2"', "section changed from “1” to “2”"),
        (ACTION, "themes:", "notes: [{text: Odd.}]\nthemes:", "editorial note added"),
        ("plans/p/plan.yml", "title: First", "title: Start", "section 1: title changed from “First” to “Start”"),
        ("actors/europol.yml", "kind: agency", "kind: agency\naliases: [Interpole]", "alias “Interpole” added"),
        ("instruments/siena.yml", "kind: system", "kind: system\noperator: europol", "operator is now Europol"),
        ("instruments/siena.yml", "kind: system", "kind: system\nstate: in-force", "state set to “in force”"),
    ],
)  # fmt: skip
def test_a_change_is_said_in_words(path: str, old: str, new: str, words: str) -> None:
    """What changed is said as a reader would, with the names and dates of the pages."""
    (change,) = between(PLAN, edited((path, old, new)))
    assert said(change) == words


def test_of_long_texts_is_said_where_they_part() -> None:
    """What differs at the end of two long texts is not cut away."""
    long = "its customs administration, with the police and the border guard, and with all others who have a part in it"
    before, after = (edited((ACTION, "detail: customs", f'detail: "{text}"')) for text in (long, f"{long} (see annex)"))
    (change,) = between(before, after)
    assert said(change) == "detail of Poland changed from “… a part in it” to “… a part in it (see annex)”"


def test_a_report_is_said_with_its_day() -> None:
    """Reports on actions and on activities go by their day."""
    new = edited(
        (ACTION, "themes:", "progress: [{date: 2026-03-12, status: under-way}]\nthemes:"),
        (ACTION, "{number: 1,", "{number: 1, progress: [{date: 2026-02, status: done}],"),
    )
    assert [said(change) for change in between(PLAN, new)] == [
        "report on activity 1, February 2026 added: done",
        "report of 12 March 2026 added: under way",
        "status changed from “not reported” to “under way”",
    ]


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (Shift(184, 6), ", 6 months later"),
        (Shift(-366, -12), ", 1 year earlier"),
        (Shift(74, 2, about=True), ", about 2 months later"),
        (Shift(1, None), ", 1 day later"),
        (Shift(31, 1, of_start=True), ", the beginning 1 month later"),
        (Shift(0, 0), ", which ends on the same day"),
    ],
)
def test_a_shift_is_said_in_words(shift: Shift, words: str) -> None:
    """How far, and which way."""
    assert shifted(shift) == words


def test_a_length_is_said_in_years_and_months() -> None:
    """Twelve months are a year."""
    assert [distance(months) for months in (1, 12, 27)] == ["1 month", "1 year", "2 years and 3 months"]


def test_changes_are_grouped_as_people_look_for_them() -> None:
    """Plan by plan and record by record, then the other kinds, with their counts."""
    new = edited(
        (ACTION, "Ports exchange", "They exchange"), (ACTION, "title: Exchange", "title: Swap"),
        ("plans/p/plan.yml", "title: Plan P", "title: Plan Q"), ("actors/poland.yml", "Poland", "Republic of Poland"),
    )  # fmt: skip
    found = between(PLAN, new)
    assert counted(found) == "4 changes in 3 records"
    groups = grouped(found.told)
    assert [(group.plan, group.title, group.count) for group in groups] == [("p", None, 3), (None, "Actors", 1)]
    assert [record.name for record in groups[0].records] == ["Plan Q", "Action\u00a01: Swap lists"]


def test_a_plan_that_comes_says_with_how_many_actions() -> None:
    """Its actions are counted, not listed."""
    found = between({path: text for path, text in PLAN.items() if not path.startswith("plans")}, PLAN)
    (group,) = grouped(found.told)
    assert [words for _, words in lines_of(group.records[0], with_its_actions(found))] == ["added with 2 actions"]


def test_long_values_are_cut_at_a_word() -> None:
    """The record has them whole; a list of changes stays readable."""
    assert cut("word " * 50, 20) == "word word word word …"
    assert cut("short\n  text") == "short text"
