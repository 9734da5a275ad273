"""Related actions: what sharing counts, when a tie shows, and how the work grows."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import combinations
from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import (
    COMMON,
    MOST_PAIRS,
    MOST_RELATED,
    RelatedActions,
    is_special,
    minimum,
    rarity,
    relate,
    related_actions,
)
from planatlas.reading.model.base import Kind

AtlasMaker = Callable[[Mapping[str, str]], Atlas]


def actor(name: str) -> Key:
    return Key(Kind.ACTOR, name)


def eight_actions() -> dict[str, set[Key]]:
    """Two plans of four actions each: `all` in all eight, `half` in four, `pair` in two, `one` in one."""
    features = {f"{plan}/{number}": {actor("all")} for plan in ("p", "q") for number in range(4)}
    for action in ("p/0", "p/1", "q/0", "q/1"):
        features[action].add(actor("half"))
    for action in ("p/0", "q/0"):
        features[action].add(actor("pair"))
    features["p/3"].add(actor("one"))
    return features


def with_others(features: Mapping[str, set[Key]], actions: int) -> dict[str, set[Key]]:
    """Fill up with actions of a plan of their own that share nothing, so that frequencies are small."""
    others = {f"z/{number}": {actor(f"z{number}")} for number in range(actions - len(features))}
    return {**features, **others}


def test_what_is_shared_counts_by_its_inverse_document_frequency() -> None:
    """Of eight actions: all have it, 0 bits; four, log2(8/4) = 1; two, log2(8/2) = 2; one, log2(8/1) = 3."""
    weights = relate(eight_actions()).weights
    assert {key.id: weight for key, weight in weights.items()} == {"all": 0, "half": 1, "pair": 2, "one": 3}


def test_the_weights_of_all_that_is_shared_are_added_up() -> None:
    """0 for what all have, 1 for what half have, 2 for what only the two have: 3 in all, the strongest named first."""
    tie = relate(eight_actions()).of("p/0")[0]
    assert (tie.action, tie.other, tie.weight) == ("p/0", "q/0", 3)
    assert [key.id for key in tie.shared] == ["pair", "half", "all"]


def test_a_tie_weighs_at_least_what_one_thing_weighs_that_only_two_share() -> None:
    """Of 64 actions: two that share a thing of their own are tied, two that share what three have are not."""
    own = with_others({"p/1": {actor("a")}, "q/1": {actor("a")}}, 64)
    assert minimum(64) == rarity(2, 64) == 5
    assert relate(own).of("p/1")[0].weight == 5
    three = with_others({"p/1": {actor("a")}, "q/1": {actor("a")}, "q/2": {actor("a")}}, 64)
    assert relate(three).of("p/1") == ()


def test_things_that_are_not_rare_add_up_to_a_tie() -> None:
    """Two things that three of 64 actions have weigh more together than one that two have."""
    shared = {actor("a"), actor("b")}
    found = relate(with_others({"p/1": shared, "q/1": shared, "q/2": shared}, 64))
    assert [tie.other for tie in found.of("p/1")] == ["q/1", "q/2"]
    assert isclose(found.of("p/1")[0].weight, 2 * log2(64 / 3))


def test_generic_things_alone_tie_no_two_actions() -> None:
    """However many they are: what more than a tenth of the actions have ties nothing by itself."""
    generic = {actor(f"g{number}") for number in range(20)}
    features = with_others({f"{plan}/{number}": set(generic) for plan in "pq" for number in range(4)}, 64)
    assert not any(map(relate(features).of, features))
    features["p/0"].add(actor("rare"))
    features["q/0"].add(actor("rare"))
    assert len(relate(features).of("p/0")[0].shared) == 21


@pytest.mark.parametrize(
    ("holders", "actions", "special"),
    [
        (2, 3, True),
        (3, 3, False),
        (2, 10, True),
        (3, 29, False),
        (3, 30, True),
        (100, 10_000, True),
        (101, 10_000, False),
    ],
)
def test_special_is_what_few_actions_have(holders: int, actions: int, special: bool) -> None:  # noqa: FBT001
    """Two at most, or no more than a tenth of the actions, and never more than 100."""
    assert is_special(holders, actions) is special


def test_actions_of_one_plan_are_not_tied() -> None:
    """Related actions are those of other plans; a plan shows its own itself."""
    features = with_others({"p/1": {actor("a")}, "p/2": {actor("a")}}, 64)
    found = relate(features)
    assert not any(map(found.of, features))
    assert found.counts == {}


def test_no_action_has_more_than_the_strongest_ties() -> None:
    """Of twelve related actions six are kept, the strongest first, of equals the earlier in the documents."""
    features = {"p/0": {actor(f"a{number}") for number in range(12)} | {actor("b")}}
    features |= {f"q/{number:02}": {actor(f"a{number}")} for number in range(12)}
    features["q/11"].add(actor("b"))
    ties = relate(with_others(features, 64)).of("p/0")
    assert len(ties) == MOST_RELATED
    assert [tie.other for tie in ties] == ["q/11", "q/00", "q/01", "q/02", "q/03", "q/04"]


def test_ties_are_counted_once_between_every_two_plans() -> None:
    """Two ties between p and q, one between q and r; the plans in the order of their actions."""
    features = {
        "p/1": {actor("a")},
        "p/2": {actor("b")},
        "q/1": {actor("a")},
        "q/2": {actor("b"), actor("c")},
        "r/1": {actor("c")},
    }
    found = relate(with_others(features, 64))
    assert found.counts == {("p", "q"): 2, ("q", "r"): 1}
    assert [(tie.action, tie.other) for tie in found.between(("p", "q"))] == [("p/1", "q/1"), ("p/2", "q/2")]
    assert {(tie.action, tie.other) for tie in found.strongest} == {("p/1", "q/1"), ("p/2", "q/2"), ("q/2", "r/1")}


def test_nothing_is_related_where_there_is_nothing() -> None:
    """No actions, or two that share all there is, give no ties."""
    found = relate({})
    assert (found.counts, found.strongest, found.of("p/1"), found.between(("p", "q"))) == ({}, (), (), ())
    assert relate({"p/1": {actor("a")}, "q/1": {actor("a")}}).of("p/1") == ()


FEATURES = st.dictionaries(
    st.sampled_from([f"{plan}/{number}" for plan in "pqr" for number in range(12)]),
    st.sets(st.sampled_from([actor(f"a{number}") for number in range(16)]), max_size=6),
    max_size=36,
)


def in_order(features: Mapping[str, set[Key]]) -> dict[str, set[Key]]:
    return dict(sorted(features.items()))


@given(FEATURES)
def test_a_tie_weighs_the_same_from_both_ends(features: dict[str, set[Key]]) -> None:
    """Whichever of two actions is asked, weight and reasons are exactly the same."""
    found = relate(in_order(features))
    ties = {(tie.action, tie.other): tie for action in features for tie in found.of(action)}
    for (action, other), tie in ties.items():
        if back := ties.get((other, action)):
            assert (tie.weight, tie.shared) == (back.weight, back.shared)


@given(FEATURES)
def test_the_index_finds_what_comparing_all_with_all_finds(features: dict[str, set[Key]]) -> None:
    """Going by what is shared gives the same ties as comparing every two actions."""
    own = in_order(features)
    count = len(own)
    holders = {key: sum(key in keys for keys in own.values()) for keys in own.values() for key in keys}
    expected: dict[tuple[str, str], int] = {}
    for first, second in combinations(own, 2):
        shared = own[first] & own[second]
        weight = sum(rarity(holders[key], count) for key in sorted(shared))
        if (
            first[0] != second[0]
            and any(is_special(holders[key], count) for key in shared)
            and weight > minimum(count) - 1e-9
            and minimum(count) > 0
        ):
            plans = (first[0], second[0])
            expected[plans] = expected.get(plans, 0) + 1
    assert relate(own).counts == expected


class Counted(str):
    """An id that counts how often it is looked up, which is what the work consists of."""

    __slots__ = ()
    looked_up = 0

    def __hash__(self) -> int:
        """Count, then hash as text does."""
        Counted.looked_up += 1
        return str.__hash__(self)


def look_ups(actions: int) -> int:
    """Return how often ids are looked up to relate so many actions, as alike as those of real plans."""
    chance = random.Random(7)  # noqa: S311 - made-up actions, the same every time
    features = {
        Counted(f"p{number * 20 // actions:02}/{number}"): {
            actor("everywhere"),
            *(actor(f"often{chance.randrange(10)}") for _ in range(3)),
            *(actor(f"rare{int(actions * chance.random() ** 2)}") for _ in range(4)),
        }
        for number in range(actions)
    }
    Counted.looked_up = 0
    relate(features)
    return Counted.looked_up


def test_the_work_grows_with_the_actions_and_not_with_their_square() -> None:
    """Ten thousand actions take no more than twenty times the look-ups of a thousand, a hundredth of all with all."""
    thousand, ten_thousand = look_ups(1_000), look_ups(10_000)
    assert ten_thousand <= 20 * thousand
    assert ten_thousand <= 10_000 * 8 * COMMON
    assert ten_thousand <= 10_000**2 / 20


def test_no_more_ties_are_kept_than_are_shown() -> None:
    """Of ten thousand ties between two plans a few remain, and their number."""
    features = {f"{plan}/{number:03}": {actor("a"), actor("b")} for plan in "pq" for number in range(50)}
    found = relate(with_others(features, 10_000))
    assert found.counts["p", "q"] == 2_500
    assert len(found.strongest) == MOST_PAIRS
    assert all(len(found.of(action)) == MOST_RELATED for action in features)


def test_bodies_instruments_and_themes_count_and_mentions_do_not(make_atlas: AtlasMaker) -> None:
    """An action is tied by what it gives a part, relies on or is about; a name in its text ties nothing."""
    action = """
        ref: "{ref}"
        title: Action
        section: "1"
        summary: About [[mentioned]].
        actors: [{{actor: body, role: lead}}, {{actor: body, role: partner}}]
        instruments: [{{instrument: act, relation: uses}}]
        themes: [theme]
        source: {{section: One, item: first}}
        """
    plan = 'title: {plan}\nsections: [{{number: "1", title: First}}]\n'
    files = {
        "actors/body.yml": "name: Body\nkind: agency\n",
        "actors/mentioned.yml": "name: Mentioned\nkind: agency\n",
        "instruments/act.yml": "name: Act\nkind: regulation\n",
        "themes/theme.yml": "name: Theme\nsummary: A theme.\n",
    }
    for name in ("one", "two", "three"):
        files[f"plans/{name}/plan.yml"] = plan.format(plan=name)
        files[f"plans/{name}/actions/1.yml"] = action.format(ref=1)
    bare = 'ref: "1"\ntitle: Bare\nsection: "1"\nsummary: On [[mentioned]].\nsource: {section: One, item: first}\n'
    files["plans/three/actions/1.yml"] = bare
    found = related_actions(make_atlas(files))
    assert {key.id for key in found.of("one/1")[0].shared} == {"body", "act", "theme"}
    assert found.of("three/1") == ()


def test_one_action_alone_has_the_ties_that_it_has_among_all(
    make_atlas: AtlasMaker, minimal: Mapping[str, str]
) -> None:
    """Whether the ties of one action are asked for or those of all, they are the same to the last digit."""
    chance = random.Random(1)  # noqa: S311 - made-up content, the same every time
    files = {f"plans/p{number}/plan.yml": minimal["plan"] for number in range(4)}
    files |= {f"actors/a{number}.yml": minimal["actor"] for number in range(40)}
    files |= {f"instruments/i{number}.yml": minimal["instrument"] for number in range(15)}
    files |= {f"themes/t{number}.yml": minimal["theme"] for number in range(4)}
    for number in range(80):
        actors = [f"{{actor: a{int(chance.expovariate(0.15)) % 40}, role: partner}}" for _ in range(4)]
        uses = [f"{{instrument: i{chance.randrange(15)}, relation: uses}}" for _ in range(2)]
        lines = [f"actors: [{', '.join(actors)}]", f"instruments: [{', '.join(uses)}]", f"themes: [t{number % 3}]"]
        own = minimal["action"].replace('ref: "1"', f'ref: "{number}"')
        files[f"plans/p{number % 4}/actions/{number}.yml"] = own + "\n".join(lines) + "\n"
    atlas = make_atlas(files)
    everything, alone = related_actions(atlas), RelatedActions(atlas)
    assert [alone.of(action) for action in atlas.actions] == [everything.of(action) for action in atlas.actions]
    assert sum(len(everything.of(action)) for action in atlas.actions) > 50
