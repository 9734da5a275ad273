"""The real content holds what the documents hold: figures counted in the sources, kept here and in each plan."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from planatlas.checking.check import check
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import read_folder
from planatlas.reading.problems import Severity

CONTENT = Path(__file__).parents[2] / "content"

AFGHANISTAN = "afghanistan-ct-2021"
SMUGGLING = "migrant-smuggling-2021"
EMPACT = "empact-migrant-smuggling-2024"
BALKANS = "western-balkans-ct-2025"
DRUGS = "drugs-roadmap-2023"

SECTIONS = {
    AFGHANISTAN: {"I": 7, "II": 5, "III": 3, "IV": 9},
    SMUGGLING: {"3.1": 3, "3.2": 8, "3.3": 13, "3.4": 3},
    EMPACT: {"1": 2, "2": 11, "3": 1, "4": 1, "5": 4, "6": 3, "7": 1, "8": 3},
    BALKANS: {"1": 21, "2": 20, "3": 26, "4": 12, "5": 12},
    DRUGS: {"3.1": 3, "3.2": 6, "3.3": 4, "3.4": 4},
}
"""Actions by section, as counted in the documents."""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(CONTENT), date(2026, 11, 22))


def test_the_content_has_neither_errors_nor_warnings(atlas: Atlas) -> None:
    """Everything that is published passes the strict check."""
    assert [problem for problem in check(atlas) if problem.severity is not Severity.NOTE] == []


def test_the_five_plans_are_encoded(atlas: Atlas) -> None:
    """Five plans have actions; others are known by name only."""
    assert set(atlas.plans) == set(SECTIONS)
    assert len(atlas.actions) == 185


@pytest.mark.parametrize("plan", SECTIONS)
def test_every_section_has_its_actions(atlas: Atlas, plan: str) -> None:
    """The actions of each section come to what the document has, and the plan's own record says the same."""
    found = Counter(atlas.actions[action].record.section for action in atlas.actions_of[plan])
    assert dict(found) == SECTIONS[plan]
    counts = atlas.plans[plan].record.counts
    assert counts is not None
    assert counts.per_section == SECTIONS[plan]
    assert counts.actions == sum(SECTIONS[plan].values())


def test_afghanistan_announces_one_recommendation_fewer_than_it_numbers(atlas: Atlas) -> None:
    """The document speaks of 23 recommendations and numbers 24; both figures are kept and a note says so."""
    plan = atlas.plans[AFGHANISTAN].record
    assert plan.counts is not None
    assert (plan.counts.announced, plan.counts.actions) == (23, 24)
    assert any("23" in note.text and "24" in note.text for note in plan.notes)


def test_empact_indicators_and_activities_are_complete(atlas: Atlas) -> None:
    """102 indicators, seven of them with two targets and four with none, and 108 activities."""
    actions = [atlas.actions[action].record for action in atlas.actions_of[EMPACT]]
    indicators = [indicator for action in actions for indicator in action.indicators]
    targets = Counter(len(indicator.all_targets) for indicator in indicators)
    assert targets == {0: 4, 1: 91, 2: 7}
    assert sum(len(action.activities) for action in actions) == 108
    counts = atlas.plans[EMPACT].record.counts
    assert counts is not None
    assert (counts.indicators, counts.targets, counts.activities) == (102, 105, 108)


def test_empact_states_a_year_for_a_third_of_its_indicators(atlas: Atlas) -> None:
    """32 of the 102 indicators state a year or say `per year`; the others say nothing, and nothing is supplied."""
    actions = [atlas.actions[action].record for action in atlas.actions_of[EMPACT]]
    stated = [
        indicator
        for action in actions
        for indicator in action.indicators
        if any(one.per for one in indicator.all_targets)
    ]
    assert len(stated) == 32


def test_the_limite_plans_are_marked(atlas: Atlas) -> None:
    """The two plans that are marked LIMITE carry the marking; the other three carry none."""
    marked = {plan for plan, entry in atlas.plans.items() if entry.record.marking}
    assert marked == {AFGHANISTAN, EMPACT}


def test_every_action_says_where_it_stands(atlas: Atlas) -> None:
    """The place in the source is never empty, and no two actions of a plan claim the same place."""
    for plan, actions in atlas.actions_of.items():
        places = [
            (atlas.actions[action].record.source.section, atlas.actions[action].record.source.item)
            for action in actions
        ]
        assert len(set(places)) == len(places), plan


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("EASO", "euaa"),
        ("EMCDDA", "euda"),
        ("Turkey", "tuerkiye"),
        ("SIS II", "sis"),
        ("Schengen Information System", "sis"),
        ("EU Internet Referral Unit", "eu-iru"),
        ("EUNAVFOR MED IRINI", "eunavfor-med-irini"),
    ],
)
def test_every_spelling_leads_to_one_record(atlas: Atlas, name: str, identifier: str) -> None:
    """Former names, abbreviations and other spellings are names of the one record."""
    found = atlas.resolver.by_name(name)
    assert found is not None
    assert found.id == identifier


@pytest.mark.parametrize(("one", "other"), [("ran", "eap-ran"), ("scope", "scope-ii")])
def test_different_things_stay_apart(atlas: Atlas, one: str, other: str) -> None:
    """What only sounds alike has a record each."""
    known = {*atlas.actors, *atlas.instruments}
    assert {one, other} <= known
