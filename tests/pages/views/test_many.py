"""Pages of large content name the strongest first and lead to the rest; what nobody states is told in a word."""

from __future__ import annotations

import re

import pytest

from conftest import AtlasMaker
from planatlas.linking.atlas import Atlas
from planatlas.linking.overlaps import CommonGround
from planatlas.linking.related import related_actions
from planatlas.pages.views import plan_pair, theme, who_does_what
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actors_page
from planatlas.pages.views.explorer import explorer_page
from planatlas.pages.views.listing import ABREAST
from planatlas.pages.views.overlaps import MOST_PLANS, MOST_ROWS, overlaps_page
from planatlas.pages.views.plan import plan_page
from planatlas.pages.views.reference import about_page
from planatlas.pages.views.theme import MOST, theme_page, themes_page

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
    """Ten instruments, five themes of one body: each table says how many rows it leaves out, and where they are."""
    ground = CommonGround(atlas, related_actions(atlas))
    whole = plan_pair.plan_pair_page(atlas, ground, ground.pairs[0]).text
    assert whole.count("\n| [Act ") == 10
    assert "more row" not in whole
    monkeypatch.setattr(plan_pair, "MOST", 4)
    text = plan_pair.plan_pair_page(atlas, ground, ground.pairs[0]).text
    assert text.count("\n| [Act ") == 4
    assert "6 more instruments: the " in text
    assert "1 more row of fewer actions: the [explorer](../../explorer.md?plan=plan-0" in text
    assert "Themes of both; the figures are actions; 1 further one left out" in text


def test_a_long_list_has_an_index_of_letters(atlas: Atlas) -> None:
    """Each letter leads to the first name with it; a short list needs none."""
    text = actors_page(atlas).text
    assert "[B](#list-0-b)" in text
    assert text.count('id="list-0-b"') == text.count('"></span>[') == 1
    assert '| <span id="list-0-b"></span>[Body 0](body-0.md) |' in text


def test_a_list_has_a_column_of_full_names_where_any_has_one(make_atlas: AtlasMaker) -> None:
    """A column in which nothing stands is left out."""
    kinds = "actor_kinds: [{id: agency, label: Agency, plural: Agencies}]\n"
    body = "name: A body\nkind: agency\n"
    assert "Full name" not in actors_page(make_atlas({"site.yml": kinds, "actors/a.yml": body})).text
    assert "Full name" in actors_page(make_atlas({"site.yml": kinds, "actors/a.yml": f"{body}short: AB\n"})).text


def test_a_row_names_the_first_of_many_who_are_to_act(atlas: Atlas) -> None:
    """The last link of the cell leads to the table that has them all; the explorer folds the others."""
    row = next(line for line in plan_page(atlas, "plan-0").text.splitlines() if "[An action]" in line)
    assert row.endswith(f"[Body 11](../../actors/body-11.md), [all {BODIES}](actions/1.md#who) |  |")
    explorer = explorer_page(atlas).text
    assert explorer.count(f"<details><summary>{BODIES - 12} more</summary>") == 1
    assert explorer.count(f'">Body {BODIES - 1}</a></details></td>') == 1


def test_with_many_plans_the_themes_have_sums_too(atlas: Atlas) -> None:
    """Their table would else be wider than any screen."""
    text = themes_page(atlas).text
    assert "| Theme | What belongs to it | Actions | of so many plans |" in text
    assert f"| All of it. | {ABREAST + 1} | {ABREAST + 1} |" in text


def test_a_crowded_theme_has_figures_that_lead_to_the_explorer(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of codes side by side answer nothing."""
    monkeypatch.setattr(theme, "CROWDED", BODIES)
    monkeypatch.setattr(theme, "TITLED", 0)
    text = theme_page(atlas, "everything").text
    assert "the figures count actions, in the explorer" in text
    assert re.search(r"\[1\]\(\.\./explorer\.md\?plan=plan-0\S+actor=body-0\S+\)", text)
    monkeypatch.setattr(theme, "CROWDED", 10 * BODIES)
    codes = theme_page(atlas, "everything").text
    assert "the figures count actions" not in codes
    assert "[Action\u00a01](../plans/plan-0/actions/1.md)" in codes


def test_what_no_action_of_a_plan_states_is_told_in_a_word(make_atlas: AtlasMaker) -> None:
    """A list of all its actions would say no more; of some it says which."""
    action = 'ref: "{0}"\ntitle: Step {0}\nsection: "1"\nsummary: It.\nsource: {{section: One, item: first}}\n{1}\n'
    acting = "actors: [{actor: a, role: lead}]"
    text = about_page(
        make_atlas(
            {
                "site.yml": "actor_kinds: [{id: agency, label: Agency, plural: Agencies}]\n",
                "actors/a.yml": "name: A body\nkind: agency\n",
                "plans/p/plan.yml": 'title: P\nsections: [{number: "1", title: First}]\n',
                "plans/p/actions/1.yml": action.format(1, ""),
                "plans/p/actions/2.yml": action.format(2, acting),
            }
        )
    ).text
    assert "\nNo date of any kind: all 2 actions\n" in text
    assert "<summary>No addressee named: 1 action</summary>" in text
    assert "| Plan | Actions encoded |\n" in text
