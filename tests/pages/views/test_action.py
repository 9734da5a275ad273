"""An action's page leaves out what nothing would stand under."""

from __future__ import annotations

from conftest import AtlasMaker
from planatlas.pages.views.action import action_page

ACTION = """ref: "1"
title: A step
section: "1"
summary: What is to be done.
source: {section: One, item: first}
activities:
  - {number: "1.001", text: Begin}
  - {number: "2", text: End%s}
"""


def page(make_atlas: AtlasMaker, timing: str) -> str:
    """Return the page of an action with two activities, the second with a timing or none."""
    plan = 'title: A plan\nsections: [{number: "1", title: First}]\n'
    return action_page(make_atlas({"plans/p/plan.yml": plan, "plans/p/actions/1.yml": ACTION % timing}), "p/1").text


def test_activities_without_any_time_have_no_columns_for_it(make_atlas: AtlasMaker) -> None:
    """Where one has a time, the others are said to state none."""
    without = page(make_atlas, "")
    assert "| No | What |\n" in without
    assert "none stated" not in without
    timed = page(make_atlas, ", timing: {printed: in 2025, when: 2025}")
    assert "| No | What | As printed | Read as |\n" in timed
    assert "none stated" in timed


def test_codes_of_activities_get_a_wider_column(make_atlas: AtlasMaker) -> None:
    """A code such as 1.001 stays in one piece."""
    assert 'class="pa-table pa-steps pa-coded"' in page(make_atlas, "")
