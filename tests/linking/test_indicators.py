"""Indicators: a row a target, counts and no sums, and those that a theme is measured by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.indicators import MeasureCount, by_theme, count, measures, naming_theme

AtlasMaker = Callable[..., Atlas]

INDICATORS = """
themes: [papers]
indicators:
  - {key: a, measure: False documents seized, target: {at_least: 10, unit: documents, per: year}}
  - {key: b, measure: Arrests, targets: [{exactly: 5}, {exactly: 7, per: 2025}]}
  - {key: c, measure: Checks of undocumented cases}
"""
THEME = "name: Document fraud\naliases: [false ID cards]\nsummary: What belongs to it.\n"


@pytest.fixture
def atlas(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> Atlas:
    made = make_atlas(
        {
            "themes/papers.yml": THEME,
            "plans/p/actions/1.yml": minimal["action"] + INDICATORS,
            "plans/p/actions/2.yml": minimal["action"],
        }
    )
    assert made.content.problems == []
    return made


def test_each_target_is_a_row(atlas: Atlas) -> None:
    """An indicator with two targets is two rows, one without a target is a row all the same."""
    rows = [(one.key, str(one.target.value) if one.target else None) for one in measures(atlas)]
    assert rows == [("a", "10"), ("b", "5"), ("b", "7"), ("c", None)]
    assert measures(atlas, ["p/2"]) == []


def test_indicators_and_targets_are_counted(atlas: Atlas) -> None:
    """Counted are actions, indicators and targets; what they measure is not added up."""
    assert count(measures(atlas)) == MeasureCount(actions=1, indicators=3, targets=3, without_target=1)
    assert count([]) == MeasureCount(0, 0, 0, 0)


def test_an_indicator_is_under_the_themes_of_its_action(atlas: Atlas) -> None:
    """Under a theme stand all indicators of the actions about it."""
    assert {theme: len(found) for theme, found in by_theme(atlas, measures(atlas)).items()} == {"papers": 4}


def test_those_that_name_the_theme_are_told_from_the_others(atlas: Atlas) -> None:
    """A measure names a theme by a word of its name or aliases, in either number, at the beginning of a word."""
    naming, others = naming_theme(atlas.themes["papers"].record, measures(atlas))
    assert [one.key for one in naming] == ["a"]
    assert [one.key for one in others] == ["b", "b", "c"]


def test_a_theme_without_long_words_names_nothing(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Short words such as `IT` say too little to be looked for."""
    files = {"themes/it.yml": "name: IT\nsummary: x\n", "plans/p/actions/1.yml": minimal["action"] + INDICATORS}
    atlas = make_atlas(files)
    assert naming_theme(atlas.themes["it"].record, measures(atlas))[0] == []
