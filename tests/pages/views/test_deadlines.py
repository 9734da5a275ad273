"""The page of deadlines: by year, what has no year in sections of its own, and words that say no more than is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.pages.views.deadlines import deadlines_page

AtlasMaker = Callable[..., Atlas]

TIMES = """
deadlines:
  - {what: First report, printed: by 2024, when: 2024}
  - {what: Second report, when: 2026-06}
  - {what: Mapping updated, printed: regularly, kind: recurrence}
  - {what: Lists sent, printed: six months after signature, when: 6 months after signature, kind: relative}
  - {what: Figures sent, when: every 3 months from 2025-01-15, kind: recurrence}
  - {what: Support begins, when: 2025.., kind: start}
activities:
  - {number: 1, text: x, timing: {printed: Q1-Q4, when: 2024-Q1..2025-Q4}}
  - {number: 2, text: x, timing: {printed: Q1-Q4, when: 2024-Q1..2025-Q4}}
"""


@pytest.fixture
def sections(make_atlas: AtlasMaker, minimal: Mapping[str, str], show: Callable[[str], Any]) -> dict[str, str]:
    """Return what stands under each heading of the page, as a reader sees it."""
    files = {
        "plans/p/plan.yml": minimal["plan"]
        + "review: {text: x, printed: twice a year, when: every 6 months from 2022-03-29}\n",
        "plans/q/plan.yml": minimal["plan"].replace("A plan", "Another") + "review: {text: x, when: every year}\n",
        "plans/p/actions/1.yml": minimal["action"] + TIMES,
    }
    text = deadlines_page(make_atlas(files, as_of=date(2026, 1, 1))).text
    pieces = re.split(r"^## (.+?) \{ #.+? \}$", text, flags=re.MULTILINE)
    return {title: show(piece).text for title, piece in zip(pieces[1::2], pieces[2::2], strict=True)}


def test_each_year_has_its_section(sections: dict[str, str]) -> None:
    """Years come in order, then what has none, sort by sort, and the reviews of plans last."""
    assert list(sections) == [
        "2024",
        "2025",
        "2026",
        "Recurring",
        "Ongoing",
        "After an event without a date",
        "No date",
        "Reviews of plans",
    ]


@pytest.mark.parametrize(
    ("section", "what", "state"),
    [
        ("2024", "First report", "overdue"),
        ("2025", "Activities 1 and 2", "date has passed"),
        ("2026", "Second report", "due"),
        ("Recurring", "Figures sent", "recurring, next on 15 January 2026"),
        ("Ongoing", "Support begins", "ongoing"),
        ("After an event without a date", "6 months after signature Lists sent", "no date for the event"),
        ("No date", "“regularly” Mapping updated", "no date"),
    ],
)
def test_a_time_stands_in_its_section_with_its_state(
    sections: dict[str, str], section: str, what: str, state: str
) -> None:
    """Only what was to be done by a day gone by is overdue, and nothing without a date is given one."""
    assert re.search(rf"{re.escape(what)} .*{re.escape(state)}$", sections[section])
    assert sum(what in text for text in sections.values()) == 1


def test_reviews_say_when_next_or_why_not(sections: dict[str, str]) -> None:
    """A review with a first date has a next one; without one, none is invented."""
    assert "A plan every 6 months from 29 March 2022 twice a year 29 March 2026" in sections["Reviews of plans"]
    assert "Another every year not known: no first date is stated" in sections["Reviews of plans"]


def test_only_states_that_occur_are_explained(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """The page says what its words mean, and does not speak of others."""
    files = {"plans/p/plan.yml": minimal["plan"]}
    files["plans/p/actions/1.yml"] = minimal["action"] + "deadlines: [{what: x, when: 2024}]\n"
    text = deadlines_page(make_atlas(files)).text
    assert "- **overdue**: it was to be done by a day that has passed" in text
    assert "**due**" not in text


def test_without_any_time_the_page_says_so(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A plan without times makes no empty headings."""
    files = {"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": minimal["action"]}
    text = deadlines_page(make_atlas(files)).text
    assert "No action sets a time." in text
    assert "## " not in text


def test_too_many_activities_are_left_to_the_plans(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more times than a page can hold deadlines stay, and the page says where the activities are."""
    monkeypatch.setattr("planatlas.pages.views.deadlines.MOST", 3)
    files = {"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": minimal["action"] + TIMES}
    text = deadlines_page(make_atlas(files)).text
    assert "Activities are too many to stand here too" in text
    assert "First report" in text
    assert "Activities 1 and 2" not in text
