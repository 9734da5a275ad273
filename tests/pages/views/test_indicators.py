"""The register of indicators, and the indicators on the pages of plans, actors and themes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.pages.views.actor import actor_page
from planatlas.pages.views.indicators import FOLDED, indicators_page
from planatlas.pages.views.plan import plan_page
from planatlas.pages.views.theme import theme_page

AtlasMaker = Callable[..., Atlas]

INDICATORS = """
themes: [document-fraud]
actors: [{actor: europol, role: lead}, {actor: frontex, role: partner}]
indicators:
  - {key: a, measure: False documents seized, target: {at_least: 1200, unit: documents, per: year}}
  - {key: b, measure: Arrests, targets: [{exactly: 5}, {at_most: 7, unit: "%", per: 2025}]}
  - {key: c, measure: Courses held}
"""


@pytest.fixture
def files(minimal: Mapping[str, str]) -> dict[str, str]:
    return {
        "themes/document-fraud.yml": "name: Document fraud\nsummary: What belongs to it.\n",
        "actors/europol.yml": minimal["actor"].replace("A body", "Europol"),
        "actors/frontex.yml": minimal["actor"].replace("A body", "Frontex"),
        "plans/p/plan.yml": minimal["plan"],
        "plans/p/actions/1.yml": minimal["action"] + INDICATORS,
        "plans/q/plan.yml": minimal["plan"].replace("A plan", "Another plan"),
        "plans/q/actions/1.yml": minimal["action"],
    }


def test_the_register_has_a_row_for_each_target(
    make_atlas: AtlasMaker, files: dict[str, str], show: Callable[[str], Any]
) -> None:
    """A row says measure, comparator, number, unit, period, action, who, plan and themes; no target is invented."""
    shown = show(indicators_page(make_atlas(files)).text.split("## All indicators")[1]).text
    rest = "Action 1: An action Europol A plan Document fraud"
    assert f"False documents seized at least 1 200 documents per year {rest}" in shown
    assert f"Arrests 5 {rest}" in shown
    assert f"Arrests at most 7% 2025 {rest}" in shown
    assert f"Courses held no target stated {rest}" in shown


def test_a_target_can_be_read_as_a_number(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """For order and download the number stands in the cell without grouping."""
    found = re.findall(r'<data value="([^"]+)">', indicators_page(make_atlas(files)).text)
    assert found == ["1200", "5", "7"]


def test_figures_are_counts_and_not_sums(
    make_atlas: AtlasMaker, files: dict[str, str], show: Callable[[str], Any]
) -> None:
    """Indicators and targets are counted by plan and theme, and the page says why nothing is added up."""
    shown = show(indicators_page(make_atlas(files)).text).text
    assert "3 indicators with 3 targets in 1 action of 1 plan" in shown
    assert "Targets are not added up here." in shown
    assert "A plan 1 1 3 3 1" in shown
    assert "Another plan 1 none – – –" in shown
    assert "Document fraud 1 3 3" in shown
    assert "1 212" not in shown


def test_without_indicators_the_register_says_so(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """No plan with an indicator makes no table, no filter and no script."""
    files["plans/p/actions/1.yml"] = files["plans/q/actions/1.yml"]
    text = indicators_page(make_atlas(files)).text
    assert "No plan states an indicator." in text
    assert "## " not in text
    assert "filter-table" not in text


def test_a_plan_shows_its_indicators_or_says_that_it_has_none(
    make_atlas: AtlasMaker, files: dict[str, str], show: Callable[[str], Any]
) -> None:
    """A plan without indicators has no empty section, and its facts say that none is stated."""
    atlas = make_atlas(files)
    one, other = plan_page(atlas, "p").text, plan_page(atlas, "q").text
    assert "3 indicators with 3 targets in 1 action; 1 of them without a target." in show(one).text
    assert "## Indicators" not in other
    assert "Indicators\n:   None stated" in other


def test_a_dossier_shows_what_the_body_leads(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """Targets stand on the page of who leads the action, not of who is only a partner."""
    atlas = make_atlas(files)
    assert "## Targets it leads" in actor_page(atlas, "europol").text
    assert "## Targets it leads" not in actor_page(atlas, "frontex").text


def test_a_theme_shows_first_what_names_it(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """What document fraud is measured by is found at once; other indicators of the same actions come after."""
    naming, others = (
        theme_page(make_atlas(files), "document-fraud")
        .text.split("## How it is measured")[1]
        .split("Other indicators of actions about this theme")
    )
    assert "False documents seized" in naming
    assert "Arrests" not in naming
    assert "Arrests" in others


def test_long_lists_are_folded(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """More indicators than a glance takes have to be opened."""
    more = "".join(f"  - {{key: k{number}, measure: x}}\n" for number in range(FOLDED))
    files["plans/p/actions/1.yml"] += more
    assert (
        f"<summary>Show {FOLDED + 4} rows: what the actions are measured by</summary>"
        in plan_page(make_atlas(files), "p").text
    )


def test_hostile_text_stays_text(make_atlas: AtlasMaker, files: dict[str, str], show: Callable[[str], Any]) -> None:
    """Bars, tags and brackets in a measure or a unit break no table and open no element."""
    files["plans/p/actions/1.yml"] = files["plans/p/actions/1.yml"].replace(
        "measure: Arrests, targets: [{exactly: 5}",
        'measure: "a | <script>x</script> [b](c)", targets: [{exactly: 5, unit: "`|` <i>"}',
    )
    shown = show(indicators_page(make_atlas(files)).text)
    assert "a | <script>x</script> [b](c) 5 `|` <i>" in shown.text
    assert not {"script", "i", "code"} & set(shown.names)


def test_too_many_rows_are_left_to_the_plans(
    make_atlas: AtlasMaker, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more rows than a page can hold the register keeps its figures, and leads to the plans."""
    monkeypatch.setattr("planatlas.pages.views.indicators.MOST_OF_ALL", 3)
    text = indicators_page(make_atlas(files)).text
    assert "There are too many to stand on one page" in text
    assert "## By plan" in text
    assert "## All indicators" not in text


def test_a_dossier_says_that_it_shows_the_first_only(
    make_atlas: AtlasMaker, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out is said."""
    monkeypatch.setattr("planatlas.pages.views.indicators.MOST", 2)
    text = actor_page(make_atlas(files), "europol").text
    assert "leads or is responsible for; the first 2 of 4 rows" in text
    assert "Courses held" not in text
