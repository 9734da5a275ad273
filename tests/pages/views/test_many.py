"""Pages of very large content name the strongest first and lead to the rest."""

from __future__ import annotations

import pytest

from conftest import AtlasMaker
from planatlas.linking.atlas import Atlas
from planatlas.linking.overlaps import CommonGround
from planatlas.linking.related import related_actions
from planatlas.pages.views import plan_pair, who_does_what
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actors_page
from planatlas.pages.views.listing import ABREAST
from planatlas.pages.views.overlaps import MOST_PLANS, MOST_ROWS, overlaps_page
from planatlas.pages.views.theme import MOST, theme_page

BODIES = MOST + 20


@pytest.fixture
def atlas(make_atlas: AtlasMaker) -> Atlas:
    """Return plans enough for more than a table, the first with an action in which every body has a part."""
    everybody = "".join(f"  - {{actor: body-{one}, role: responsible, detail: its part}}\n" for one in range(BODIES))
    files: dict[str, str | bytes] = {
        **{f"instruments/act-{one}.yml": f"name: Act {one}\nkind: regulation\n" for one in range(10)},
        **{f"themes/theme-{one}.yml": f"name: Theme {one}\nsummary: One of them.\n" for one in range(4)},
        "site.yml": "actor_kinds: [{id: agency, label: Agency, plural: Agencies}]\n",
        "themes/everything.yml": "name: Everything\nsummary: All of it.\n",
        **{f"actors/body-{one}.yml": f"name: Body {one}\nkind: agency\n" for one in range(BODIES)},
    }
    for plan in range(ABREAST + 1):
        files[f"plans/plan-{plan}/plan.yml"] = f'title: Plan {plan}\nsections: [{{number: "1", title: First}}]\n'
        files[f"plans/plan-{plan}/actions/1.yml"] = (
            'ref: "1"\ntitle: An action\nsection: "1"\nsummary: What is to be done.\n'
            "themes: [everything, theme-0, theme-1, theme-2, theme-3]\n"
            f"instruments: [{', '.join(f'{{instrument: act-{one}, relation: uses}}' for one in range(10))}]\n"
            "source: {section: One, item: first}\n"
            f"actors:\n{'  - {actor: body-0, role: lead}' if plan else everybody}\n"
        )
    return make_atlas(files)


def test_with_many_plans_a_list_has_sums_instead_of_a_column_for_each(atlas: Atlas) -> None:
    """A column for each plan would make the list grow with bodies times plans."""
    text = actors_page(atlas).text
    assert "| Name | Actions | of so many plans | Named only |" in text
    assert f"[Body 0](body-0.md) | {ABREAST + 1} | {ABREAST + 1} | – |" in text
    assert "[Body 1](body-1.md) | 1 | 1 | – |" in text


def test_the_facts_of_an_action_name_the_first_of_many_bodies(atlas: Atlas) -> None:
    """The card leads to the table that has them all."""
    text = action_page(atlas, "plan-0/1").text
    facts, body = text.split("</aside>")
    assert f"[all {BODIES}](1.md#who)" in facts
    assert "[Body 12]" not in facts
    assert all(f"[Body {one}]" in body for one in range(BODIES))


def test_a_theme_shows_the_bodies_of_most_plans_and_says_how_many_more_there_are(atlas: Atlas) -> None:
    """A table of thousands of rows would be no answer."""
    text = theme_page(atlas, "everything").text
    assert "[Body 0]" in text
    assert f"{BODIES - MOST} more bodies are in the explorer." in text


def test_what_many_plans_ask_of_a_body_is_told_in_part_and_in_the_explorer_in_full(atlas: Atlas) -> None:
    """A row for each of five themes and each plan would grow with the one times the other."""
    text = overlaps_page(atlas, CommonGround(atlas, related_actions(atlas))).text
    body = text.split("<summary>Body 0: 5 themes")[1].split("</details>")[0]
    assert body.count("\n| [") == MOST_ROWS
    assert f"{5 * (ABREAST + 1) - MOST_ROWS} more rows" in body
    assert "[explorer](explorer.md?actor=body-0&amp;role=lead" in body


def test_an_instrument_of_many_plans_names_the_actions_of_some_and_leads_to_the_rest(atlas: Atlas) -> None:
    """The row says how many plans it leaves out."""
    text = overlaps_page(atlas, CommonGround(atlas, related_actions(atlas))).text
    row = next(line for line in text.splitlines() if line.startswith("| [Act 0]"))
    assert row.count("plan.md") + row.count("index.md") == MOST_PLANS
    assert f"[{ABREAST + 1 - MOST_PLANS} more plans in the explorer](explorer.md?instrument=act-0)" in row


def test_of_too_many_bodies_the_first_are_told_with_their_other_instruments(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says how many more there are, and where they are."""
    monkeypatch.setattr(who_does_what, "FOLDED", 30)
    others = who_does_what.who_does_what_page(atlas).text.split("<summary>Other instruments")[1].split("</details>")[0]
    assert others.count("\n| [Body") == 30
    assert f"{BODIES - 30} more bodies: see the [list of actors]" in others


def test_of_too_many_plans_those_with_most_actions_stand_side_by_side(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page leads to the others."""
    monkeypatch.setattr(who_does_what, "PLANS", 4)
    text = who_does_what.who_does_what_page(atlas).text
    assert "Plan 11</a></th>" in text
    assert "Plan 12</a></th>" not in text
    assert f"{ABREAST + 1 - 4} more plans with fewer actions: see the [list of plans]" in text


def test_two_plans_side_by_side_show_the_strongest_of_what_they_share(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten instruments, five themes of one body: each table says how many rows it leaves out."""
    monkeypatch.setattr(plan_pair, "MOST", 4)
    ground = CommonGround(atlas, related_actions(atlas))
    text = plan_pair.plan_pair_page(atlas, ground, ground.pairs[0]).text
    assert text.count("\n| [Act ") == 4
    assert "6 more instruments: the " in text
    assert "1 more row of fewer actions: the " in text
    assert "Themes of both; the figures are actions; 1 further one left out" in text
