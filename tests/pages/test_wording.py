"""How the pages put things."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from planatlas.linking.times import Due, TimeState
from planatlas.pages import wording
from planatlas.reading.model.action import Indicator, Relation, Role, Status, Target
from planatlas.reading.model.deadline import DeadlineKind
from planatlas.reading.model.instrument import State
from planatlas.reading.model.plan import LinkRelation
from planatlas.reading.values.when import Point, When


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (wording.ROLES, Role),
        (wording.RELATIONS, Relation),
        (wording.LINKS, LinkRelation),
        (wording.STATES, State),
        (wording.DEADLINE_KINDS, DeadlineKind),
        (wording.STATUSES, Status),
        (wording.TIME_STATES, TimeState),
    ],
    ids=["roles", "relations", "links", "states", "kinds of deadline", "statuses", "states of times"],
)
def test_every_value_has_words_of_its_own(words: dict[str, str], values: type[StrEnum]) -> None:
    """No value of a vocabulary is without words, and no two share them."""
    assert set(words) >= set(values)
    assert len(set(words.values())) == len(words)


def test_every_state_of_a_time_is_explained() -> None:
    """What a page says of a time's state, it also explains, and no explanation stands for a state that there is not."""
    assert set(wording.TIME_STATE_MEANINGS) == set(TimeState) == set(wording.TIME_STATES)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "no date"),
        ({"when": When.parse("2026"), "state": TimeState.DUE}, "due"),
        ({"state": TimeState.RECURRING}, "recurring"),
        ({"state": TimeState.RECURRING, "next": Point.parse("2026-03-01")}, "recurring, next on 1 March 2026"),
        ({"state": TimeState.RECURRING, "next": Point.parse("2026-Q3")}, "recurring, next in Q3 2026"),
        ({"when": When.parse("2025"), "state": TimeState.PASSED}, "date has passed"),
        ({"state": TimeState.PASSED, "reported": "delayed"}, "date has passed, reported delayed"),
    ],
)
def test_the_state_of_a_time_is_put_in_words(fields: dict[str, Any], words: str) -> None:
    """A state says when a thing comes round next and what was reported, where that is known."""
    due = Due("alpha/1", "Report", printed=None, when=None, kind=None)._replace(**fields)
    assert wording.due_state(due) == words


@pytest.mark.parametrize(
    ("when", "on", "passed", "last"),
    [
        ("2024-06-30", "on 30 June 2024", "on 30 June 2024", "30 June 2024"),
        ("2024-06", "in June 2024", "at the end of June 2024", "June 2024"),
        ("2024-Q2", "in Q2 2024", "at the end of Q2 2024", "Q2 2024"),
        ("2024-H1", "in the first half of 2024", "at the end of the first half of 2024", "first half of 2024"),
        ("2024", "in 2024", "at the end of 2024", "2024"),
        ("2024-Q1..2025-Q4", "Q1 2024 to Q4 2025", "at the end of Q4 2025", "Q4 2025"),
        ("2024..2025-06-30", "2024 to 30 June 2025", "on 30 June 2025", "30 June 2025"),
        ("6 months after signature on 2024-01-31", "6 months after signature (31 July 2024)", "on 31 July 2024", None),
    ],
)
def test_a_time_stands_in_a_sentence(when: str, on: str, passed: str, last: str | None) -> None:
    """A time keeps its precision in a sentence, as its whole, as its end, and as the moment at which it passed."""
    value = When.parse(when)
    assert (wording.on(value), wording.passed(value)) == (on, passed)
    assert wording.last(value) == (last or value.label)


def test_roles_are_counted_from_the_strongest_down() -> None:
    """Counts of roles stand in the order of the roles, those that are nought left out."""
    assert wording.roles({Role.PARTNER: 1, Role.LEAD: 2, Role.SUPPORT: 0}) == "lead\u00a02, partner\u00a01"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"at_least": "10"}, "at least 10"),
        ({"at_most": "2.5", "unit": "%"}, "at most 2.5%"),
        ({"exactly": "27", "unit": "ports"}, "27 ports"),
        ({"at_least": "20000", "unit": "lists", "per": "year"}, "at least 20\u00a0000 lists per year"),
        ({"at_least": "1", "per": "quarter"}, "at least 1 per quarter"),
        ({"at_least": "1", "per": "month"}, "at least 1 per month"),
        ({"at_least": "3", "per": "total"}, "at least 3 in total"),
        ({"at_least": "3", "unit": "%", "per": "2025"}, "at least 3% (2025)"),
        ({"at_least": "0", "unit": "incidents"}, "at least 0 incidents"),
        ({"at_most": "0"}, "at most 0"),
    ],
)
def test_a_target_is_put_in_words(fields: dict[str, str], words: str) -> None:
    """A target says how much of what in which period, and nothing that the source leaves out."""
    assert wording.target(Target.model_validate(fields)) == words


def test_several_targets_stand_side_by_side() -> None:
    """An indicator shows all its targets, and says so where it has none."""
    two = {"key": "a", "measure": "Lists", "targets": [{"at_least": "1"}, {"at_most": "9", "per": "year"}]}
    assert wording.targets(Indicator.model_validate(two)) == "at least 1; at most 9 per year"
    one = {"key": "a", "measure": "Lists", "target": {"exactly": "5"}}
    assert wording.targets(Indicator.model_validate(one)) == "5"
    assert wording.targets(Indicator.model_validate({"key": "a", "measure": "Lists"})) == "no target stated"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 actions"), (1, "1 action"), (2, "2 actions"), (12345, "12\u00a0345 actions")]
)
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    """One is singular, all else plural, and thousands are parted."""
    assert wording.plural(count, "action") == words


def test_an_irregular_plural_can_be_given() -> None:
    """A noun with a plural of its own uses it."""
    assert wording.plural(2, "body", "bodies") == "2 bodies"
    assert wording.plural(1, "body", "bodies") == "1 body"


def test_a_day_is_written_out() -> None:
    """A day is day, month in letters and year."""
    assert wording.day(date(2021, 9, 29)) == "29 September 2021"
