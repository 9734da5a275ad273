"""How the pages put things."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from planatlas.pages import wording
from planatlas.reading.model.action import DeadlineKind, Indicator, Relation, Role, Status, Target
from planatlas.reading.model.instrument import State
from planatlas.reading.model.plan import LinkRelation
from planatlas.reading.values.when import When

AS_OF = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (wording.ROLES, Role),
        (wording.RELATIONS, Relation),
        (wording.LINKS, LinkRelation),
        (wording.STATES, State),
        (wording.DEADLINE_KINDS, DeadlineKind),
        (wording.STATUSES, Status),
    ],
    ids=["roles", "relations", "links", "states", "kinds of deadline", "statuses"],
)
def test_every_value_has_words_of_its_own(words: dict[str, str], values: type[StrEnum]) -> None:
    """No value of a vocabulary is without words, and no two share them."""
    assert set(words) >= set(values)
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("stated", "state"),
    [
        (None, "not dated"),
        ("ongoing", "ongoing"),
        ("2025-12-31", "date has passed"),
        ("2026-01-01", "now"),
        ("2026-01-02", "to come"),
        ("2025", "date has passed"),
        ("2026", "now"),
        ("2026-Q1", "now"),
        ("2026-H2", "to come"),
        ("2024-Q1..2025-Q4", "date has passed"),
        ("2024-Q1..2026-Q4", "now"),
        ("2027..2028", "to come"),
        ("..2025", "date has passed"),
        ("..2026", "now"),
        ("2025..", "now"),
        ("2027..", "to come"),
        ("6 months after signature", "date of the event unknown"),
        ("6 months after signature on 2025-06-30", "date has passed"),
        ("6 months after signature on 2025-07-01", "now"),
        ("6 months after signature on 2025-10-08", "to come"),
        ("every 6 months", "recurring"),
        ("every 6 months from 2024-01-15", "next on 15 January 2026"),
        ("every 6 months from 2026-01-01", "next on 1 January 2026"),
        ("every 6 months from 2024-01", "recurring"),
        ("every 6 months from 2024-01-15 until 2025", "date has passed"),
        ("every year until 2024", "date has passed"),
        ("every year from 2024-03-01 until 2026-02-01", "recurring"),
    ],
)
def test_a_stated_time_has_a_state(stated: str | None, state: str) -> None:
    """A time has passed, is now or to come on a day; what recurs, goes on or has no date says so."""
    assert wording.timing_state(When.parse(stated) if stated else None, AS_OF) == state


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
