"""Timelines: of all plans, of one, and the bars beside activities; what has no place is said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.pages.page import Page
from planatlas.pages.views.action import action_page
from planatlas.pages.views.plan import plan_page
from planatlas.pages.views.timeline import FOLDED, ROWS_OF_ALL, activity_bars, timeline_page

AtlasMaker = Callable[..., Atlas]
AS_OF = date(2026, 1, 1)


def deadline(*stated: str) -> str:
    return "deadlines:\n" + "".join(f"  - {{what: x, {one}}}\n" for one in stated)


@pytest.fixture
def files(minimal: Mapping[str, str]) -> dict[str, str]:
    action = minimal["action"]
    return {
        "plans/p/plan.yml": minimal["plan"] + "short: Short plan\nperiod: 2024..2025\n",
        "plans/p/actions/1.yml": action + deadline("when: 2024-Q2", "when: 2026"),
        "plans/p/actions/2.yml": action.replace('ref: "1"', 'ref: "2"'),
        "plans/p/actions/3.yml": action.replace('ref: "1"', 'ref: "3"') + deadline("printed: regularly"),
    }


def rows(page: Page) -> list[tuple[str, str]]:
    """Return where the rows of the charts on a page lead, and what they say of their times."""
    return re.findall(r'<li><a href="([^"]+)">.*?<title>(.*?)</title>', page.text)


def test_a_plan_has_a_row_for_each_action_with_a_date(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """Rows lead to the actions; those without a time or a date are counted in words, and no row is made for them."""
    page = plan_page(make_atlas(files, as_of=AS_OF), "p")
    assert rows(page) == [("actions/1.html", "deadline: Q2 2024; deadline: 2026")]
    assert "1 action states no time and has no row." in page.text
    assert "1 action states only a time without a place on a scale" in page.text


def test_the_table_has_all_times_of_the_chart_and_more(
    make_atlas: AtlasMaker, files: dict[str, str], show: Callable[[str], Any]
) -> None:
    """What the chart shows stands beside it in words, and what it cannot show does too."""
    shown = show(plan_page(make_atlas(files, as_of=AS_OF), "p").text.split("## Timeline")[1]).text
    assert "Action 1 An action x Q2 2024 overdue" in shown
    assert "Action 1 An action x 2026 due" in shown
    assert "Action 3 An action x “regularly” regularly no date" in shown


def test_a_long_table_is_folded(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """A short table stands open, a long one has to be opened."""
    short = plan_page(make_atlas(files), "p").text
    files["plans/p/actions/1.yml"] += "".join(f"  - {{what: x, when: {2000 + year}}}\n" for year in range(FOLDED))
    long = plan_page(make_atlas(files), "p").text
    assert "as a table</summary>" not in short
    assert f"<summary>Show {FOLDED + 3} times as a table</summary>" in long


def test_a_plan_without_times_has_no_timeline(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """No heading stands over nothing."""
    text = plan_page(make_atlas({"plans/p/plan.yml": minimal["plan"]}), "p").text
    assert "Timeline" not in text


def test_times_without_a_place_make_a_table_and_no_chart(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """Where nothing can be drawn the words stay."""
    del files["plans/p/actions/1.yml"]
    text = plan_page(make_atlas(files), "p").text
    assert "pa-chart" not in text
    assert "pa-times" in text


def test_a_review_has_a_row_of_its_own(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """The review of a plan comes first in its chart, leads to what is said of it, and names the next time."""
    files["plans/p/plan.yml"] += "review: {text: x, when: every 6 months from 2024-03-29}\n"
    page = plan_page(make_atlas(files, as_of=AS_OF), "p")
    assert rows(page)[0] == ("#review", "every 6 months from 29 March 2024; next: 29 March 2026")
    assert "Next review: 29 March 2026." in page.text


def test_all_plans_stand_on_one_scale(
    make_atlas: AtlasMaker, files: dict[str, str], minimal: Mapping[str, str]
) -> None:
    """The page of all plans has a row for each with a period or a date, then the chart of each, over the same years."""
    files |= {
        "plans/q/plan.yml": minimal["plan"] + "short: Later plan\nperiod: 2030\n",
        "plans/r/plan.yml": minimal["plan"] + "short: Timeless\n",
    }
    page = timeline_page(make_atlas(files, as_of=AS_OF))
    assert rows(page) == [
        ("plans/p/index.html#timeline", "period 2024 to 2025; 3 stated times"),
        ("plans/q/index.html", "period 2030; no time stated"),
        ("plans/p/actions/1.html", "deadline: Q2 2024; deadline: 2026"),
    ]
    assert page.text.count("The years are 2024 to 2030; the dashed line is 1 January 2026") == 2
    assert "| [Timeless](plans/r/index.md) | not stated | – |" in page.text


def test_the_figures_of_a_plan_add_up(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """Times are counted by where they stand, and the figures come to all of them."""
    page = timeline_page(make_atlas(files, as_of=AS_OF))
    row = next(line for line in page.text.splitlines() if line.startswith("| [Short plan]"))
    assert [cell.strip() for cell in row.split("|")[3:9]] == ["3", "1", "1", "–", "–", "1"]


def test_too_many_actions_are_left_to_their_plans(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """With more actions than a page can hold, all plans have one row each and the rest is a click away."""
    files = {"plans/p/plan.yml": minimal["plan"]}
    for number in range(ROWS_OF_ALL + 1):
        text = minimal["action"].replace('ref: "1"', f'ref: "{number}"')
        files[f"plans/p/actions/{number}.yml"] = text + deadline("when: 2025")
    page = timeline_page(make_atlas(files))
    assert len(rows(page)) == 1
    assert "There are too many actions to draw them all on one page" in page.text


@pytest.mark.parametrize("with_plan", [False, True])
def test_without_times_the_page_still_reads_well(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], show: Callable[[str], Any], *, with_plan: bool
) -> None:
    """No plan, or none with a time, makes a page without charts and without empty sections."""
    page = timeline_page(make_atlas({"plans/p/plan.yml": minimal["plan"]} if with_plan else {}))
    assert rows(page) == []
    assert "## " not in page.text
    assert ("No plan is here yet." in show(page.text).text) is not with_plan


def test_a_page_with_a_chart_carries_the_marking_of_what_it_shows(
    make_atlas: AtlasMaker, files: dict[str, str]
) -> None:
    """A chart that names a marked plan marks its page."""
    files["site.yml"] = "markings: [{name: PUBLIC}, {name: LIMITE, banner: Internal}]\n"
    files["plans/p/plan.yml"] += "marking: LIMITE\n"
    assert 'marking: "LIMITE"' in timeline_page(make_atlas(files)).text


def test_activities_have_bars_on_one_scale(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Each activity with a date has a bar; the years and the day are said once."""
    text = minimal["action"] + (
        "activities:\n  - {number: 1, text: x, timing: {when: 2024}}\n  - {number: 2, text: x}\n"
        "  - {number: 3, text: x, timing: {printed: soon}}\n"
        "  - {number: 4, text: x, timing: {when: 2025-Q1..2026-Q4}}\n"
    )
    atlas = make_atlas({"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": text}, as_of=AS_OF)
    years, bars = activity_bars(atlas, "p/1")
    assert years == "2024 to 2026; the dashed line is 1 January 2026"
    assert [bool(bar) for bar in bars] == [True, False, False, True]
    page = action_page(atlas, "p/1").text
    assert page.count('id="bars-grid"') == 1
    assert "| Q1 2025 to Q4 2026<svg" in page


def test_activities_without_dates_have_no_bars(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Nothing is drawn, and nothing said of bars, where no activity has a date."""
    text = minimal["action"] + "activities:\n  - {number: 1, text: x, timing: {printed: soon}}\n"
    atlas = make_atlas({"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": text})
    assert activity_bars(atlas, "p/1") == ("", [""])
    assert "the bars span" not in action_page(atlas, "p/1").text
