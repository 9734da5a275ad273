"""Pages of very large content name the strongest first and lead to the rest."""

from __future__ import annotations

import pytest

from conftest import AtlasMaker
from planatlas.linking.atlas import Atlas
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actors_page
from planatlas.pages.views.listing import ABREAST
from planatlas.pages.views.theme import MOST, theme_page

BODIES = MOST + 20


@pytest.fixture
def atlas(make_atlas: AtlasMaker) -> Atlas:
    """Return plans enough for more than a table, the first with an action in which every body has a part."""
    everybody = "".join(f"  - {{actor: body-{one}, role: responsible, detail: its part}}\n" for one in range(BODIES))
    files: dict[str, str | bytes] = {
        "site.yml": "actor_kinds: [{id: agency, label: Agency, plural: Agencies}]\n",
        "themes/everything.yml": "name: Everything\nsummary: All of it.\n",
        **{f"actors/body-{one}.yml": f"name: Body {one}\nkind: agency\n" for one in range(BODIES)},
    }
    for plan in range(ABREAST + 1):
        files[f"plans/plan-{plan}/plan.yml"] = f'title: Plan {plan}\nsections: [{{number: "1", title: First}}]\n'
        files[f"plans/plan-{plan}/actions/1.yml"] = (
            'ref: "1"\ntitle: An action\nsection: "1"\nsummary: What is to be done.\nthemes: [everything]\n'
            "source: {section: One, item: first}\n"
            f"actors:\n{'  - {actor: body-0, role: lead}' if plan else everybody}\n"
        )
    return make_atlas(files)


def test_with_many_plans_a_list_has_sums_instead_of_a_column_for_each(atlas: Atlas) -> None:
    """A column for each plan would make the list grow with bodies times plans."""
    text = actors_page(atlas).text
    assert "| Name | Full name | Actions | of so many plans | Named only |" in text
    assert f"| [Body 0](body-0.md) |  | {ABREAST + 1} | {ABREAST + 1} | – |" in text
    assert "| [Body 1](body-1.md) |  | 1 | 1 | – |" in text


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
