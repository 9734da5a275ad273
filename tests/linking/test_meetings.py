"""Meetings: which actions an agenda item concerns, which meeting is next, and who is led to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.meetings import (
    actions_of_item,
    actions_of_meeting,
    meeting_marking,
    meetings_of_plan,
    next_meeting,
)
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import AgendaItem, Meeting


class AtlasMaker(Protocol):
    def __call__(self, files: Mapping[str, str], as_of: date = ...) -> Atlas: ...


def action(ref: str, actors: str = "", themes: str = "") -> str:
    return (
        f'ref: "{ref}"\ntitle: Action {ref}\nsection: "1"\nsummary: S.\nsource: {{section: One, item: first}}\n'
        f"actors: [{actors}]\nthemes: [{themes}]\n"
    )


LEAD = "{actor: europol, role: lead}"
GROUP = "{actor: members, role: addressee}"


@pytest.fixture
def files(minimal: Mapping[str, str]) -> dict[str, str]:
    return {
        "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n",
        "plans/p/plan.yml": minimal["plan"],
        "plans/p/actions/1.yml": action("1", LEAD, "ports"),
        "plans/p/actions/2.yml": action("2", LEAD),
        "plans/p/actions/3.yml": action("3", GROUP, "ports"),
        "plans/q/plan.yml": minimal["plan"],
        "plans/q/actions/1.yml": action("1", LEAD, "ports"),
        "actors/europol.yml": minimal["actor"],
        "actors/poland.yml": "name: Poland\nkind: country\n",
        "actors/members.yml": "name: Members\nkind: collective\nmembers: [poland]\n",
        "themes/ports.yml": minimal["theme"],
        "meetings/late.yml": "title: Late\ndate: 2026-03\nbody: europol\n",
        "meetings/early.yml": "title: Early\ndate: 2026-02-01\nagenda: [{title: T, actions: [q/1], marking: LIMITE}]\n",
    }


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({}, ()),
        ({"actions": ("q/1", "p/2")}, ("q/1", "p/2")),
        ({"plans": ("p",)}, ("p/1", "p/2", "p/3")),
        ({"actors": ("europol",)}, ("p/1", "p/2", "q/1")),
        ({"actors": ("poland",)}, ("p/3",)),
        ({"themes": ("ports",)}, ("p/1", "p/3", "q/1")),
        ({"plans": ("p",), "actors": ("europol",)}, ("p/1", "p/2")),
        ({"plans": ("p",), "actors": ("europol",), "themes": ("ports",)}, ("p/1",)),
        ({"plans": ("q",), "actors": ("poland",)}, ()),
        ({"actions": ("p/3",), "plans": ("q",)}, ("p/3", "q/1")),
        ({"actions": ("p/1",), "plans": ("p",)}, ("p/1", "p/2", "p/3")),
        ({"actions": ("p/nothing",)}, ()),
    ],
)
def test_an_item_concerns_what_it_names_and_what_the_rest_has_in_common(
    make_atlas: AtlasMaker, files: dict[str, str], item: dict[str, tuple[str, ...]], expected: tuple[str, ...]
) -> None:
    """Named actions come first in the item's order; plans, actors and themes narrow one another down."""
    assert actions_of_item(make_atlas(files), AgendaItem(title="T", **item)) == expected


def test_a_meeting_concerns_what_its_items_do(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """An action on several items counts once, at the first of them."""
    agenda = "agenda: [{title: A, actions: [p/2]}, {title: B, plans: [p]}]\n"
    atlas = make_atlas({**files, "meetings/both.yml": f"title: Both\ndate: 2026-04-01\n{agenda}"})
    assert actions_of_meeting(atlas, "both") == ("p/2", "p/1", "p/3")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 1, 31), "early"),
        (date(2026, 2, 1), "early"),
        (date(2026, 2, 2), "late"),
        (date(2026, 3, 31), "late"),
        (date(2026, 4, 1), None),
    ],
)
def test_the_next_meeting_is_the_first_that_is_not_over(
    make_atlas: AtlasMaker, files: dict[str, str], as_of: date, expected: str | None
) -> None:
    """A meeting counts as ahead until the end of its day, or of its month where no day is known."""
    found = next_meeting(make_atlas(files, as_of))
    assert (found.id if found else None) == expected


def test_records_lead_to_the_meetings_that_name_them(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """A body leads to the meetings it holds, an action to those that discuss it, each by date."""
    files["meetings/third.yml"] = (
        "title: Third\ndate: 2026-05\nagenda: [{title: T, actors: [europol], note: '[[p]]'}]\n"
    )
    atlas = make_atlas(files)
    assert atlas.meetings_on[Key(Kind.ACTOR, "europol")] == ("late", "third")
    assert atlas.meetings_on[Key(Kind.ACTION, "q/1")] == ("early",)
    assert atlas.meetings_on[Key(Kind.PLAN, "p")] == ("third",)
    assert meetings_of_plan(atlas, "q") == ("early",)
    assert list(atlas.meetings) == ["early", "late", "third"]


def test_a_meeting_is_marked_as_high_as_its_items(make_atlas: AtlasMaker, files: dict[str, str]) -> None:
    """What tells the agenda of a meeting carries the marking of its highest item."""
    atlas = make_atlas(files)
    assert meeting_marking(atlas, atlas.meetings["early"].record) == "LIMITE"
    assert meeting_marking(atlas, atlas.meetings["late"].record) is None


def test_changes_are_not_told_from_after_the_meeting() -> None:
    """A meeting that looks back from a later day than its own is refused."""
    assert Meeting.model_validate({"title": "M", "date": "2026-02-01", "since": "2025-08"}).since
    with pytest.raises(ValueError, match="since should not be later than date"):
        Meeting.model_validate({"title": "M", "date": "2026-02-01", "since": "2026-03"})
