"""Who works with whom: what a shared action counts, and which ties and instruments are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isclose, log2, sqrt

from planatlas.linking.atlas import Atlas
from planatlas.linking.together import CROWD, Bond, bridges, closest, together

AtlasMaker = Callable[[Mapping[str, str]], Atlas]
PLAN = 'title: A plan\nsections: [{number: "1", title: First}]\n'


def content(*actions: Mapping[str, str], instruments: Mapping[int, str] | None = None) -> dict[str, str]:
    """Return a plan whose actions give these actors these roles, and some of which use an instrument."""
    files = {"plans/p/plan.yml": PLAN}
    for number, parts in enumerate(actions, start=1):
        actors = "".join(f"  - {{actor: {actor}, role: {role}}}\n" for actor, role in parts.items())
        uses = (instruments or {}).get(number, "")
        files[f"plans/p/actions/{number}.yml"] = (
            f'ref: "{number}"\ntitle: Action\nsection: "1"\nsummary: A summary.\n'
            "source: {section: One, item: first}\n"
            + (f"actors:\n{actors}" if actors else "")
            + (f"instruments: [{{instrument: {uses}, relation: uses}}]\n" if uses else "")
        )
        files |= {f"actors/{actor}.yml": f"name: {actor}\nkind: agency\n" for actor in parts}
        files |= {f"instruments/{uses}.yml": f"name: {uses}\nkind: tool\n"} if uses else {}
    return files


def bond(found: tuple[Bond, ...], *actors: str) -> Bond:
    return next(one for one in found if one.actors == actors)


def test_two_alone_in_an_action_work_closely_together(make_atlas: AtlasMaker) -> None:
    """Two leads alone: 1, times how rare both are: each in one of four actions, log2(4) = 2."""
    files = content({"a": "lead", "b": "responsible"}, {}, {}, {})
    assert [(one.actors, one.weight) for one in together(make_atlas(files)).bonds] == [(("a", "b"), 2)]


def test_the_roles_and_the_others_in_an_action_make_a_bond_looser(make_atlas: AtlasMaker) -> None:
    """Lead and partner count ½, partner and beneficiary ⅛; the third body halves it, rarity doubles it."""
    found = together(make_atlas(content({"a": "lead", "b": "partner", "c": "beneficiary"}, {}, {}, {}))).bonds
    assert {one.actors: one.weight for one in found} == {("a", "b"): 0.5, ("a", "c"): 0.25, ("b", "c"): 0.125}


def test_whoever_is_everywhere_is_close_to_nobody(make_atlas: AtlasMaker) -> None:
    """A body of all actions has no close bond; bodies in two and one of four have the root of log2(2) log2(4)."""
    files = content(
        {"all": "lead", "a": "lead"}, {"all": "lead", "a": "lead"}, {"all": "lead"}, {"all": "lead", "b": "lead"}
    )
    assert {one.weight for one in together(make_atlas(files)).bonds} == {0}
    files = content({"a": "lead", "b": "lead"}, {"a": "lead"}, {}, {})
    assert isclose(together(make_atlas(files)).bonds[0].weight, sqrt(log2(2) * log2(4)))


def test_of_several_parts_the_strongest_counts(make_atlas: AtlasMaker) -> None:
    """A body that leads an action and also benefits from it counts as leading, and once."""
    files = content({"a": "lead", "b": "lead"}, {}, {}, {})
    path = "plans/p/actions/1.yml"
    files[path] = files[path].replace("actors:\n", "actors:\n  - {actor: a, role: beneficiary}\n")
    assert [one.weight for one in together(make_atlas(files)).bonds] == [2]


def test_a_crowd_ties_nobody(make_atlas: AtlasMaker) -> None:
    """An action that names more bodies than make company says of no two that they work together."""
    crowd = {f"b{number}": "partner" for number in range(CROWD + 1)}
    assert together(make_atlas(content(crowd, {}))).bonds == ()
    del crowd["b0"]
    assert len(together(make_atlas(content(crowd, {}))).bonds) == CROWD * (CROWD - 1) // 2


def test_partners_are_ranked_by_the_actions_they_share(make_atlas: AtlasMaker) -> None:
    """Whoever shares most actions comes first, then the closest."""
    files = content(
        {"a": "lead", "b": "beneficiary"}, {"a": "lead", "b": "beneficiary"}, {"a": "lead", "c": "partner"},
        {"a": "lead", "d": "lead"}, {},
    )  # fmt: skip
    partners = together(make_atlas(files)).partners("a")
    assert [(one.other("a"), len(one.actions)) for one in partners] == [("b", 2), ("d", 1), ("c", 1)]


def test_the_closest_bonds_name_no_more_actors_than_asked_for() -> None:
    """Looser bonds between actors already named still come in; others do not."""
    twice = ("p/1", "p/2")
    bonds = [Bond(("a", "b"), 3, twice), Bond(("c", "d"), 2, twice), Bond(("a", "c"), 1, twice)]
    assert [one.actors for one in closest(bonds, actors=3, most=9)] == [("a", "b"), ("a", "c")]
    assert [one.actors for one in closest(bonds, actors=9, most=2)] == [("a", "b"), ("c", "d")]


def test_what_happened_once_is_chance_as_long_as_there_is_more() -> None:
    """Bonds of a single action count only where there are no others."""
    once, twice = Bond(("a", "b"), 3, ("p/1",)), Bond(("c", "d"), 1, ("p/1", "p/2"))
    assert closest([once, twice], 9, 9) == [twice]
    assert closest([once], 9, 9) == [once]


def test_instruments_that_most_shared_actions_rely_on_are_the_bridges(make_atlas: AtlasMaker) -> None:
    """Two actions of both rely on the one, a single one on the other; who uses it most is named first."""
    parts = {"a": "lead", "b": "lead"}
    files = content(parts, parts, parts, {**parts, "c": "lead"}, {}, instruments={1: "x", 2: "x", 3: "y", 4: "x"})
    atlas = make_atlas(files)
    found = bridges(atlas, together(atlas).bonds, most=9, ends=2)
    assert [(one.instrument, one.actions, one.ends) for one in found] == [("x", 3, (("a", 3), ("b", 3)))]


def test_nobody_works_together_where_nobody_is_named(make_atlas: AtlasMaker) -> None:
    """No actions, or actions of a single body each, give no bonds, no partners and no instruments."""
    for files in ({}, content({"a": "lead"}, {"b": "lead"})):
        atlas = make_atlas(files)
        found = together(atlas)
        assert (found.bonds, found.partners("a")) == ((), [])
        assert bridges(atlas, closest(found.bonds, 9, 9), 9, 9) == []
