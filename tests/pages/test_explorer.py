"""The explorer's page and data: what each row belongs to, for its script, in the order of the table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.pages.addresses import FILTERS
from planatlas.pages.build import pages_of
from planatlas.pages.explorer import DATA, GROUPS, MAKERS, TEXTS
from planatlas.pages.views.explorer import FIRST, SCRIPTS

AtlasMaker = Callable[..., Atlas]

PLAN = 'title: Plan {name}\nshort: {name}\nmarking: {marking}\nsections: [{{number: "1", title: First}}]\n'
ACTION = (
    'ref: "{ref}"\ntitle: Do {ref}\nsection: "1"\nsummary: Something [[b]] does.\nsource: {{section: One, item: x}}\n'
)
FILES = {
    "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE, banner: Not for release.}]\n",
    "plans/p/plan.yml": PLAN.format(name="Alpha", marking="LIMITE"),
    "plans/q/plan.yml": PLAN.format(name="Beta", marking="PUBLIC"),
    "plans/p/actions/1.yml": ACTION.format(ref="1")
    + """types: [Operational, Training]
actors: [{actor: a, role: lead}, {actor: a, role: beneficiary}, {actor: group, role: support}]
instruments: [{instrument: act, relation: uses, detail: article 5}, {instrument: act, relation: cites}]
themes: [fraud]
indicators:
  - {key: a, measure: Reports sent, targets: [{at_least: 7, unit: reports}, {at_most: 80, unit: "%"}]}
  - {key: b, measure: Nothing stated}
deadlines: [{what: Report, printed: by the end of 2025, when: 2025}]
activities: [{number: 1, text: "Ask [[b|the other one]]", timing: {when: 2026-02}}]
""",
    "plans/p/actions/10.yml": ACTION.format(ref="10") + "actors: [{actor: unit, role: lead}]\n",
    "plans/p/actions/9.yml": ACTION.format(ref="9"),
    "plans/q/actions/1.yml": ACTION.format(ref="1") + "actors: [{actor: b, role: lead}]\n",
    "actors/a.yml": "name: Agency A\nshort: AA\naliases: [Bureau]\nkind: x\nformerly: [old-a]\n",
    "actors/b.yml": "name: Åbo\naliases: [Turku]\nkind: x\n",
    "actors/c.yml": "name: Country\nkind: x\n",
    "actors/group.yml": "name: Group\nkind: x\nmembers: [a, c]\n",
    "actors/unit.yml": "name: Unit\nkind: x\npart_of: [house]\n",
    "actors/house.yml": "name: House\nkind: x\npart_of: [a]\n",
    "actors/unnamed.yml": "name: Unnamed\nkind: x\n",
    "instruments/act.yml": "name: Act\nkind: x\n",
    "themes/fraud.yml": "name: Fraud\nsummary: x\naliases: [deceit]\n",
}
"""Two plans, four actions, a group with members, a unit within a house within an agency."""


@pytest.fixture
def atlas(make_atlas: AtlasMaker) -> Atlas:
    made: Atlas = make_atlas(FILES, date(2026, 1, 1))
    assert made.content.problems == []
    return made


def read(atlas: Atlas, path: str) -> Any:  # noqa: ANN401 - JSON
    """Return what a script assigns."""
    return json.loads(re.sub(r"^\w+=", "", MAKERS[path](atlas)))


@pytest.fixture
def data(atlas: Atlas) -> Any:  # noqa: ANN401
    return read(atlas, DATA)


def facets(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {facet["key"]: facet for group in data["groups"] for facet in group}


def ids(data: Mapping[str, Any], key: str) -> list[str]:
    return [value[0] for value in facets(data)[key]["values"]]


def of_row(data: Mapping[str, Any], row: int, *keys: str) -> list[Any]:
    """Return the ids that a row has in a group of facets."""
    entries = data["rows"][row][0][GROUPS.index(keys)]
    if len(keys) == 1:
        return [ids(data, keys[0])[entry] for entry in entries]
    return [tuple(ids(data, key)[place] for key, place in zip(keys, entry, strict=True)) for entry in entries]


def test_a_row_belongs_to_what_its_action_states(data: Mapping[str, Any]) -> None:
    """Every facet has what the record says, each value once; an actor has its roles."""
    assert of_row(data, 0, "plan") == ["p"]
    assert of_row(data, 0, "section") == ["p/1"]
    assert of_row(data, 0, "type") == ["Operational", "Training"]
    assert of_row(data, 0, "actor", "role") == [("a", "lead"), ("a", "beneficiary"), ("group", "support")]
    assert of_row(data, 0, "instrument") == ["act"]
    assert of_row(data, 0, "theme") == ["fraud"]
    assert of_row(data, 0, "status") == ["not-reported"]
    assert of_row(data, 0, "marking") == ["LIMITE"]
    assert of_row(data, 3, "marking") == ["none"]


def test_a_row_falls_in_its_windows_of_time(data: Mapping[str, Any]) -> None:
    """States on the as-of day, what is soon, and years; an action without a time has no date."""
    assert of_row(data, 0, "due") == ["overdue", "to-come", "3-months", "12-months", "2025", "2026"]
    assert of_row(data, 1, "due") == ["no-date"]
    assert data["asOf"] == "2026-01-01"


def test_a_row_has_its_largest_target_and_last_day(data: Mapping[str, Any]) -> None:
    """The figure counts whatever its unit; the day is that of the deadlines; without either there is null."""
    assert [row[1:] for row in data["rows"]] == [[80, "2025-12-31"], [None, None], [None, None], [None, None]]


def test_a_body_that_is_only_mentioned_has_no_entry(data: Mapping[str, Any]) -> None:
    """A name in the text is no part in the action; a body without any part is no value at all."""
    assert ("b", "lead") not in of_row(data, 0, "actor", "role")
    assert "unnamed" not in ids(data, "actor")


def test_naming_a_group_reaches_its_members_and_naming_a_unit_the_bodies_around_it(data: Mapping[str, Any]) -> None:
    """Whom an action reaches stands apart from whom it names, so that the two are not mixed up."""
    places = ids(data, "actor")
    reach = {
        places[int(actor)]: {way: [places[one] for one in others] for way, others in ways.items()}
        for actor, ways in data["reach"].items()
    }
    assert reach == {"group": {"groups": ["a", "c"]}, "unit": {"parts": ["house", "a"]}}
    assert of_row(data, 2, "actor", "role") == [("unit", "lead")]


def test_values_are_offered_in_an_order_and_found_by_other_names(data: Mapping[str, Any]) -> None:
    """Actors by name without regard to accents, with aliases to look for, and former ids that lead to present ones."""
    assert [value[1] for value in facets(data)["actor"]["values"]] == ["AA", "Åbo", "Country", "Group", "House", "Unit"]
    assert facets(data)["actor"]["values"][0] == ["a", "AA", "AA Agency A Bureau"]
    assert facets(data)["actor"]["formerly"] == {"old-a": "a"}
    assert facets(data)["section"]["values"] == [["p/1", "Alpha: 1 First"], ["q/1", "Beta: 1 First"]]
    assert [value[1] for value in facets(data)["role"]["values"]] == ["Lead", "Support", "Beneficiary"]
    assert facets(data)["due"]["values"][0] == ["overdue", "Overdue"]
    assert [value[1] for value in facets(data)["due"]["values"]][-4:] == [
        "Within 3 months",
        "Within 12 months",
        "In 2025",
        "In 2026",
    ]


def test_rows_and_texts_stand_in_the_order_of_the_table(atlas: Atlas, data: Mapping[str, Any]) -> None:
    """The script joins them by their places alone."""
    table = pages_of(atlas)["explorer.md"].text
    assert re.findall(r'<th scope="row"><a href="([^"]+)"', table) == [
        "plans/p/actions/1.html",
        "plans/p/actions/9.html",
        "plans/p/actions/10.html",
        "plans/q/actions/1.html",
    ]
    assert [of_row(data, row, "actor", "role")[:1] for row in range(4)] == [
        [("a", "lead")],
        [],
        [("unit", "lead")],
        [("b", "lead")],
    ]
    assert len(data["rows"]) == len(read(atlas, TEXTS)) == 4


def test_the_text_has_what_the_action_says(atlas: Atlas) -> None:
    """Summary, measures, details, activities, deadlines, names as shown, and all names of what it only mentions."""
    text = read(atlas, TEXTS)[0]
    for words in (
        "Something Åbo does.",
        "Reports sent",
        "article 5",
        "Ask the other one",
        "by the end of 2025",
        "Turku",
    ):
        assert words in text
    assert "Bureau" not in text, "the facets know the names of those who have a part in it"


def test_nothing_in_a_record_ends_the_script(make_atlas: AtlasMaker) -> None:
    """A script in a title stays text."""
    hostile = {**FILES, "plans/p/actions/1.yml": FILES["plans/p/actions/1.yml"].replace("Do 1", "</script><!--")}
    for make in MAKERS.values():
        script = make(make_atlas(hostile))
        assert "<" not in script


def test_what_is_hostile_is_text_in_the_table(make_atlas: AtlasMaker) -> None:
    """The table is HTML, so that every name in it is escaped for HTML."""
    hostile = {
        **FILES,
        "actors/a.yml": "name: <img src=x onerror=alert(1)>\nkind: x\n",
        "plans/p/plan.yml": FILES["plans/p/plan.yml"].replace("Alpha", "'<b>&\"'"),
        "plans/p/actions/1.yml": FILES["plans/p/actions/1.yml"].replace("Do 1", "'</table><script>alert(1)</script>'"),
    }
    text = pages_of(make_atlas(hostile))["explorer.md"].text
    assert "<img" not in text
    assert "<script" not in text
    assert text.count("</table>") == 1
    assert "<td>&lt;b&gt;&amp;&quot;</td>" in text


def test_the_table_carries_the_highest_marking_of_its_rows(atlas: Atlas) -> None:
    """The page is marked, and so is each row, in a column of its own."""
    text = pages_of(atlas)["explorer.md"].text
    assert '\nmarking: "LIMITE"\n' in text
    assert text.count("<td>LIMITE</td></tr>") == 3


def test_a_column_in_which_nothing_stands_is_left_out(make_atlas: AtlasMaker) -> None:
    """Without times, targets, reports and markings there are neither columns nor empty cells for them."""
    plain = {
        "plans/p/plan.yml": FILES["plans/q/plan.yml"].replace("marking: PUBLIC\n", ""),
        "plans/p/actions/1.yml": FILES["plans/p/actions/9.yml"].replace("[[b]]", "it"),
    }
    text = pages_of(make_atlas(plain))["explorer.md"].text
    assert re.findall(r'data-key="(\w+)"', text) == ["action", "plan", "who"]
    assert "<td>No addressee named</td></tr>" in text


def test_a_site_without_actions_says_so(make_atlas: AtlasMaker) -> None:
    """There is no empty table, and nothing is loaded for one."""
    text = pages_of(make_atlas({}))["explorer.md"].text
    assert "No plan with actions is here yet." in text
    assert "<table" not in text
    assert "scripts:" not in text


def test_the_page_asks_for_its_scripts(atlas: Atlas) -> None:
    """The data comes before the script that reads it."""
    assert f"scripts: {json.dumps(SCRIPTS)}" in pages_of(atlas)["explorer.md"].text
    assert SCRIPTS[0] == DATA


def test_rows_past_the_first_hundred_wait_in_a_second_part(make_atlas: AtlasMaker) -> None:
    """The browser lays out the first part alone until the script runs; all rows are in the page."""
    files = {f"plans/q/actions/{number}.yml": ACTION.format(ref=number) for number in range(1, FIRST + 2)}
    text = pages_of(make_atlas({**FILES, **files}))["explorer.md"].text
    first, second = text.split("<tbody>")[1:]
    assert first.count('<th scope="row">') == FIRST
    assert second.count('<th scope="row">') == 4


def test_the_table_is_one_block_of_html(atlas: Atlas) -> None:
    """No empty line stands in it, at which Markdown would begin to read."""
    text = pages_of(atlas)["explorer.md"].text
    table = text[text.index('<div class="pa-explore"') : text.index("</table>")]
    assert "\n\n" not in table


def test_facets_are_what_an_address_can_ask_for() -> None:
    """Every facet is a filter of the address, in the same order."""
    keys = [key for group in GROUPS for key in group]
    assert list(FILTERS[: len(keys)]) == keys
