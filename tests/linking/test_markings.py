"""Markings: a record travels no further than its own marking and its plan's allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest, level, marking_of, marking_with_parts
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind

AtlasMaker = Callable[[Mapping[str, str | bytes]], Atlas]

SITE = """
markings:
  - {name: PUBLIC}
  - {name: LIMITE, banner: Internal to the Council}
  - {name: RESTREINT UE, banner: Classified}
"""


@pytest.fixture
def atlas(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> Atlas:
    return make_atlas(
        {
            "site.yml": SITE,
            "plans/open/plan.yml": minimal["plan"],
            "plans/open/actions/1.yml": minimal["action"],
            "plans/open/actions/2.yml": minimal["action"] + "marking: LIMITE\n",
            "plans/limite/plan.yml": minimal["plan"] + "marking: LIMITE\n",
            "plans/limite/actions/1.yml": minimal["action"],
            "plans/limite/actions/2.yml": minimal["action"] + "marking: PUBLIC\n",
            "plans/limite/actions/3.yml": minimal["action"] + "marking: RESTREINT UE\n",
            "plans/gone/actions/1.yml": minimal["action"] + "marking: LIMITE\n",
            "actors/a.yml": minimal["actor"],
            "actors/b.yml": minimal["actor"] + "marking: LIMITE\n",
            "actors/c.yml": minimal["actor"] + "marking: UNHEARD-OF\n",
        }
    )


@pytest.mark.parametrize(
    ("key", "marking"),
    [
        (Key(Kind.PLAN, "open"), None),
        (Key(Kind.ACTION, "open/1"), None),
        (Key(Kind.ACTION, "open/2"), "LIMITE"),
        (Key(Kind.PLAN, "limite"), "LIMITE"),
        (Key(Kind.ACTION, "limite/1"), "LIMITE"),
        (Key(Kind.ACTION, "limite/2"), "LIMITE"),
        (Key(Kind.ACTION, "limite/3"), "RESTREINT UE"),
        (Key(Kind.ACTION, "gone/1"), "LIMITE"),
        (Key(Kind.ACTOR, "a"), None),
        (Key(Kind.ACTOR, "b"), "LIMITE"),
        (Key(Kind.SITE, "site"), None),
    ],
)
def test_a_record_has_its_own_marking_or_its_plans_whichever_is_higher(
    atlas: Atlas, key: Key, marking: str | None
) -> None:
    """An action inherits its plan's marking, can be above it, and never below; the lowest counts as none."""
    assert marking_of(atlas, key) == marking


def test_markings_rise_in_the_order_of_the_site(atlas: Atlas) -> None:
    """The first is the lowest; none and unknown ones count as the lowest."""
    names = [None, "UNHEARD-OF", "PUBLIC", "LIMITE", "RESTREINT UE"]
    assert [level(atlas, name) for name in names] == [0, 0, 0, 1, 2]


def test_the_highest_of_several_markings_counts(atlas: Atlas) -> None:
    """What is gathered from several records travels no further than the least free of them."""
    assert highest(atlas, ["PUBLIC", None, "RESTREINT UE", "LIMITE"]) == "RESTREINT UE"
    assert highest(atlas, ["PUBLIC", None]) is None
    assert highest(atlas, []) is None


def test_parts_raise_the_marking_of_the_whole(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """What holds a note or a report that is marked higher is as high as that, wherever it is written as a whole."""
    atlas = make_atlas(
        {
            "site.yml": SITE,
            "plans/open/plan.yml": minimal["plan"] + "notes: [{text: T, marking: LIMITE}]\n",
            "plans/open/actions/1.yml": minimal["action"]
            + "activities: [{number: a, text: T, progress: [{date: 2025, status: done, marking: RESTREINT UE}]}]\n",
            "actors/a.yml": minimal["actor"],
        }
    )
    found = [marking_with_parts(atlas, Key(Kind.PLAN, "open")), marking_with_parts(atlas, Key(Kind.ACTION, "open/1"))]
    assert found == ["LIMITE", "RESTREINT UE"]
    assert marking_with_parts(atlas, Key(Kind.ACTOR, "a")) is None
