"""Pages of large content: lists, rows, themes and pairs of plans tell the strongest, what nobody states a word."""

from __future__ import annotations

import re

import pytest

from conftest import AtlasMaker
from planatlas.linking.atlas import Atlas
from planatlas.linking.overlaps import CommonGround
from planatlas.linking.related import related_actions
from planatlas.pages.views import plan_pair, theme
from planatlas.pages.views.actor import actors_page
from planatlas.pages.views.explorer import explorer_page
from planatlas.pages.views.listing import ABREAST
from planatlas.pages.views.plan import plan_page
from planatlas.pages.views.plan_pair import plan_pair_page
from planatlas.pages.views.reference import about_page
from planatlas.pages.views.theme import theme_page, themes_page

BODIES = 120


@pytest.fixture
def atlas(make_atlas: AtlasMaker) -> Atlas:
    """Return plans enough for more than a table, the first with an action in which every body has a part."""
    everybody = "".join(f"  - {{actor: body-{one}, role: responsible, detail: its part}}\n" for one in range(BODIES))
    files: dict[str, str | bytes] = {
        "instruments/act.yml": "name: Act\nkind: regulation\n",
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
            "instruments: [{instrument: act, relation: uses}]\n"
            "source: {section: One, item: first}\n"
            f"actors:\n{'  - {actor: body-0, role: lead}' if plan else everybody}\n"
        )
    return make_atlas(files)


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
    assert explorer.count('">Body 119</a></details></td>') == 1


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


def test_two_plans_side_by_side_tell_the_strongest_of_what_they_share(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The explorer has the actions of both; a page of hundreds of rows would be no answer."""
    ground = CommonGround(atlas, related_actions(atlas))
    pair = next(one for one in ground.pairs if one.plans == ("plan-0", "plan-1"))
    whole = plan_pair_page(atlas, ground, pair).text
    assert whole.count("| [Body 0]") == 5 + 1  # with each theme, and among the bodies of both
    assert "more row" not in whole
    monkeypatch.setattr(plan_pair, "MOST", 3)
    text = plan_pair_page(atlas, ground, pair).text
    assert text.count("| [Body 0]") == 3 + 1
    assert "2 more rows of fewer actions: the [explorer](../../explorer.md?plan=plan-0" in text


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
