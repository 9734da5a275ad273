"""Where plans meet: the same asked of the same body, and what every two plans have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import EVERYWHERE, CommonGround, overlaps
from planatlas.linking.related import related_actions
from planatlas.reading.model.base import Kind

AtlasMaker = Callable[[Mapping[str, str]], Atlas]


def content(**plans: list[str]) -> dict[str, str]:
    """Return plans whose actions have these fields beside what every action has."""
    files = {
        "actors/europol.yml": "name: Europol\nkind: agency\n",
        "actors/eurojust.yml": "name: Eurojust\nkind: agency\n",
        "instruments/siena.yml": "name: SIENA\nkind: system\n",
        "themes/fraud.yml": "name: Fraud\nsummary: Fraud.\n",
        "themes/training.yml": "name: Training\nsummary: Training.\n",
    }
    for plan, actions in plans.items():
        files[f"plans/{plan}/plan.yml"] = f'title: {plan}\nsections: [{{number: "1", title: First}}]\n'
        for number, fields in enumerate(actions, start=1):
            files[f"plans/{plan}/actions/{number}.yml"] = (
                f'ref: "{number}"\ntitle: Action\nsection: "1"\nsummary: A summary.\n'
                f"source: {{section: One, item: first}}\n{fields}"
            )
    return files


def asks(actor: str, role: str, *themes: str) -> str:
    return f"actors: [{{actor: {actor}, role: {role}}}]\nthemes: [{', '.join(themes)}]\n"


def test_two_plans_that_ask_a_body_to_act_on_a_theme_overlap(make_atlas: AtlasMaker) -> None:
    """Whether it leads in the one or is called upon in the other; the actions stand in the order of the documents."""
    files = content(
        one=[asks("europol", "lead", "fraud"), asks("europol", "responsible", "fraud", "training")],
        two=[asks("europol", "addressee", "fraud")],
    )
    found = list(overlaps(make_atlas(files)))
    assert [(one.actor, one.theme, one.actions) for one in found] == [("europol", "fraud", ("one/1", "one/2", "two/1"))]
    assert found[0].plans == ("one", "two")


def test_who_only_helps_or_receives_is_not_asked_to_act(make_atlas: AtlasMaker) -> None:
    """Support, partnership, calling and benefiting make no overlap."""
    for role in ("support", "partner", "caller", "beneficiary"):
        files = content(one=[asks("europol", "lead", "fraud")], two=[asks("europol", role, "fraud")])
        assert list(overlaps(make_atlas(files))) == []


def test_one_plan_or_different_themes_make_no_overlap(make_atlas: AtlasMaker) -> None:
    """Twice in one plan, on another theme, or another body: nothing is asked twice."""
    files = content(
        one=[asks("europol", "lead", "fraud"), asks("europol", "lead", "fraud")],
        two=[asks("europol", "lead", "training"), asks("eurojust", "lead", "fraud")],
    )
    assert list(overlaps(make_atlas(files))) == []


def pairs_of(atlas: Atlas) -> list[tuple[tuple[str, str], list[tuple[str, int, int]]]]:
    ground = CommonGround(atlas, related_actions(atlas))
    return [
        (one.plans, [(common.key.id, common.first, common.second) for common in ground.common(one.plans)])
        for one in ground.pairs
    ]


def test_two_plans_have_in_common_what_is_rare_and_much_used_in_both(make_atlas: AtlasMaker) -> None:
    """SIENA in one action of both, log2(6/2), comes before Europol in two actions of both, twice log2(6/4)."""
    files = content(
        one=[asks("europol", "lead", "fraud"), "actors: [{actor: europol, role: partner}]\n", ""],
        two=["actors: [{actor: europol, role: lead}]\n", "actors: [{actor: europol, role: lead}]\n", ""],
    )
    files["plans/one/actions/3.yml"] += "instruments: [{instrument: siena, relation: cites}]\n"
    files["plans/two/actions/1.yml"] += "instruments: [{instrument: siena, relation: uses}]\n"
    assert pairs_of(make_atlas(files)) == [(("one", "two"), [("siena", 1, 1), ("europol", 2, 2)])]


def test_a_pair_of_plans_counts_related_actions_and_what_both_ask_of_a_body(make_atlas: AtlasMaker) -> None:
    """Which body and theme that is, and what else both have, can be asked for."""
    fields = asks("europol", "lead", "fraud") + "instruments: [{instrument: siena, relation: uses}]\n"
    atlas = make_atlas(content(one=[fields, ""], two=[fields, ""]))
    ground = CommonGround(atlas, related_actions(atlas))
    (pair,) = ground.pairs
    assert (pair.ties, pair.asked) == (1, 1)
    assert [one.theme for one in ground.overlaps_of(pair.plans)] == ["fraud"]
    assert Key(Kind.INSTRUMENT, "siena") in [one.key for one in ground.common(pair.plans)]


def test_plans_without_anything_in_common_make_no_pair(make_atlas: AtlasMaker) -> None:
    """A plan by itself, or two that name different bodies, make none."""
    assert pairs_of(make_atlas(content(one=[asks("europol", "lead", "fraud")]))) == []
    files = content(one=[asks("europol", "lead", "fraud")], two=[asks("eurojust", "lead", "training")])
    assert pairs_of(make_atlas(files)) == []


def test_what_very_many_plans_share_tells_no_two_apart(make_atlas: AtlasMaker) -> None:
    """Beyond a number of plans a body that all of them name is left out, so that pairs do not grow with the square."""
    plans = {f"p{number:02}": [asks("europol", "lead")] for number in range(EVERYWHERE + 1)}
    assert pairs_of(make_atlas(content(**plans))) == []
    del plans["p00"]
    assert len(pairs_of(make_atlas(content(**plans)))) == EVERYWHERE * (EVERYWHERE - 1) // 2
