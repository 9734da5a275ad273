"""The search index: every record under every name that readers look it up by."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.addresses import published
from planatlas.pages.build import pages_of
from planatlas.pages.search import search_index
from planatlas.reading.folder import read_folder

EVERYTHING = Path(__file__).parent / "cases/everything/content"


def parsed(script: str) -> dict[str, Any]:
    """Return what the script assigns."""
    start = "planatlasIndex="
    assert script.startswith(start)
    return json.loads(script.removeprefix(start))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(EVERYTHING), date(2026, 1, 1))


@pytest.fixture(scope="module")
def rows(atlas: Atlas) -> dict[str, list[Any]]:
    return {row[0]: row for row in parsed(search_index(atlas))["records"]}


def test_every_page_of_a_record_is_in_the_index_once(atlas: Atlas, rows: dict[str, list[Any]]) -> None:
    """The index holds each plan, action, actor, instrument, theme and meeting once, at the address of its page."""
    kinds = (atlas.content.plans, atlas.actions, atlas.actors, atlas.instruments, atlas.themes, atlas.meetings)
    assert len(parsed(search_index(atlas))["records"]) == len(rows) == sum(len(kind) for kind in kinds)
    assert set(rows) <= {published(path) for path in pages_of(atlas)}


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("actors/europol.html", ["Europol", "European Union Agency for Law Enforcement Cooperation"]),
        ("actors/europol.html", ["EU police agency", "Agency <E>", "European Police Office", "EPO"]),
        ("instruments/sis.html", ["SIS", "Schengen Information System", "SIS recast", "SIS II"]),
        ("instruments/sis-regulation.html", ["Regulation (EU) 2018/1862", "32018R1862"]),
        ("plans/ports-2024/index.html", ["Ports plan", "10001/24"]),
        ("plans/ports-2024/actions/1.10.html", ["OA 1.10", "Risk analysis"]),
        ("themes/information-exchange.html", ["Information exchange", "data sharing"]),
    ],
)
def test_a_record_is_found_by_its_names(rows: dict[str, list[Any]], url: str, names: list[str]) -> None:
    """Title, code, short name, alias, former name and official number all lead to the record."""
    _, _, title, others, _, _ = rows[url]
    assert set(names) <= {title, *others}
    assert title not in others


def test_a_row_says_what_it_is_and_of_which_plan(atlas: Atlas, rows: dict[str, list[Any]]) -> None:
    """A row carries its kind, and an action its plan."""
    index = parsed(search_index(atlas))
    _, kind, title, _, plan, _ = rows["plans/ports-2024/actions/1.2.html"]
    assert (index["kinds"][kind], title, index["plans"][plan]) == ("Action", "OA 1.2: Follow-up", "Ports plan")
    assert index["kinds"][rows["themes/ports.html"][1]] == "Theme"
    assert rows["actors/europol.html"][4] == -1


def test_a_plan_known_by_name_only_is_called_so(atlas: Atlas, rows: dict[str, list[Any]]) -> None:
    """A plan whose actions are here is told apart from one that others only name."""
    kinds = parsed(search_index(atlas))["kinds"]
    assert {kinds[rows[f"plans/{plan}/index.html"][1]] for plan in atlas.plans} == {"Plan"}
    assert {kinds[rows[f"plans/{plan}/index.html"][1]] for plan in atlas.named_plans} == {"Plan known by name"}


def test_an_action_is_found_by_all_its_words(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """Measures, activities, deadlines, parts and themes of an action count as its text."""
    atlas = make_atlas(
        {
            "plans/a/plan.yml": 'title: A plan\nsections: [{number: "1", title: One}]\n',
            "plans/a/actions/1.yml": """
                ref: "1"
                title: An action
                section: "1"
                summary: Its summary.
                lead: Its lead.
                actors: [{actor: b, role: lead, detail: its part}]
                instruments: [{instrument: c, relation: uses, detail: its use}]
                indicators: [{key: a, measure: its measure}]
                activities: [{number: "1", text: its activity}]
                deadlines: [{what: its deadline, when: 2026-06-30}]
                themes: [d]
                source: {section: One, item: first}
                """,
            "actors/b.yml": "name: A body\nkind: eu-agency\ncountry: PL\n",
            "instruments/c.yml": "name: An act\nkind: regulation\n",
            "themes/d.yml": "name: its theme\nsummary: What belongs to it.\n",
        }
    )
    found = {row[0]: row for row in parsed(search_index(atlas))["records"]}
    text = found["plans/a/actions/1.html"][5]
    for word in ("summary", "lead", "part", "use", "measure", "activity", "deadline", "theme"):
        assert f"ts {word}" in text
    assert "PL" in found["actors/b.html"][3]


def test_the_text_is_what_a_reader_sees(rows: dict[str, list[Any]]) -> None:
    """Prose stands in the index without brackets, ids shown as names, on one line."""
    text = rows["plans/ports-2024/actions/1.1.html"][5]
    assert text.startswith("Europol collects lists of passengers from Poland with the help of its own network.")
    assert "[[" not in text
    assert "\n" not in text
    assert "Lists received" in text


def test_no_text_ends_the_script(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """Whatever a record holds, the script stays one assignment, also when it is written into a page."""
    hostile = "</script><script>alert(1)</script><!--"
    script = search_index(make_atlas({"actors/a.yml": f"name: '{hostile}'\nkind: agency\n"}))
    assert "<" not in script
    assert script.count("\n") == 1
    assert parsed(script)["records"][0][2] == hostile


def test_an_action_is_found_by_the_code_that_it_had_before(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """Who knows the old code finds what took its place."""
    files = {
        "plans/p/plan.yml": 'title: A plan\nsections: [{number: "1", title: First}]\n',
        "plans/p/actions/2.yml": 'ref: "2"\ntitle: A step\nsection: "1"\nsummary: What is to be done.\n'
        "source: {section: One, item: first}\nformerly: [p/t1193]\n",
    }
    (row,) = (row for row in parsed(search_index(make_atlas(files)))["records"] if row[0].endswith("/2.html"))
    assert "t1193" in row[3]
