"""The JSON export: the stable interface that other programs rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from golden import Golden
from planatlas.exports.json_export import export_json
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.addresses import published
from planatlas.pages.build import pages_of
from planatlas.reading.folder import read_folder

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests/pages/cases/everything/content"
REAL_CONTENT = ROOT / "content"
AS_OF = date(2026, 1, 1)


class Text:
    """Stands for any text in a shape."""


class Maybe:
    """Stands for null or for what it holds."""

    def __init__(self, shape: object) -> None:
        self.shape = shape


TEXT = Text()
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
POINT = re.compile(r"\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?")
NUMBER = (int, float)

PLAN = {
    "id": TEXT,
    "title": TEXT,
    "short": Maybe(TEXT),
    "reference": Maybe(TEXT),
    "issuer": Maybe(TEXT),
    "date": Maybe(POINT),
    "marking": Maybe(TEXT),
    "sections": [{"number": TEXT, "title": TEXT}],
    "deadlines": [{"what": TEXT, "printed": Maybe(TEXT), "start": Maybe(DAY), "end": Maybe(DAY), "kind": TEXT}],
    "notes": [TEXT],
}
SHAPE: dict[str, Any] = {
    "plans": [PLAN],
    "actions": [
        {
            "id": TEXT,
            "plan": TEXT,
            "ref": TEXT,
            "title": TEXT,
            "section": TEXT,
            "summary": TEXT,
            "actors": [{"actor": TEXT, "role": TEXT, "detail": Maybe(TEXT)}],
            "mentions": [TEXT],
            "instruments": [{"instrument": TEXT, "relation": TEXT}],
            "indicators": [
                {
                    "key": TEXT,
                    "measure": TEXT,
                    "targets": [
                        {
                            "value": NUMBER,
                            "comparator": re.compile(">=|<=|="),
                            "unit": Maybe(TEXT),
                            "per": Maybe(TEXT),
                        }
                    ],
                }
            ],
            "activities": [
                {
                    "number": TEXT,
                    "text": TEXT,
                    "timing": Maybe({"printed": Maybe(TEXT), "start": Maybe(DAY), "end": Maybe(DAY)}),
                }
            ],
            "deadlines": [{"what": TEXT, "printed": Maybe(TEXT), "start": Maybe(DAY), "end": Maybe(DAY), "kind": TEXT}],
            "amounts": [{"value": NUMBER, "currency": re.compile("[A-Z]{3}"), "what": TEXT}],
            "links": [{"target": TEXT, "relation": TEXT}],
            "themes": [TEXT],
            "progress": [{"date": POINT, "status": TEXT, "note": Maybe(TEXT), "evidence": Maybe(TEXT)}],
            "status": TEXT,
            "source": {"section": TEXT, "item": TEXT},
            "marking": Maybe(TEXT),
            "url": TEXT,
            "notes": [TEXT],
        }
    ],
    "actors": [
        {
            "id": TEXT,
            "name": TEXT,
            "short": Maybe(TEXT),
            "aliases": [TEXT],
            "kind": TEXT,
            "part_of": [TEXT],
            "url": TEXT,
        }
    ],
    "instruments": [
        {
            "id": TEXT,
            "name": TEXT,
            "short": Maybe(TEXT),
            "aliases": [TEXT],
            "kind": TEXT,
            "celex": Maybe(TEXT),
            "eli": Maybe(TEXT),
            "operator": Maybe(TEXT),
            "url": TEXT,
        }
    ],
    "named_plans": [PLAN],
    "meetings": [
        {
            "id": TEXT,
            "title": TEXT,
            "date": POINT,
            "foreseen": bool,
            "body": Maybe(TEXT),
            "participants": [TEXT],
            "since": Maybe(POINT),
            "summary": Maybe(TEXT),
            "marking": Maybe(TEXT),
            "agenda": [
                {
                    "title": TEXT,
                    "plans": [TEXT],
                    "actions": [TEXT],
                    "actors": [TEXT],
                    "themes": [TEXT],
                    "note": Maybe(TEXT),
                    "marking": Maybe(TEXT),
                    "concerns": [TEXT],
                }
            ],
            "url": TEXT,
            "notes": [TEXT],
        }
    ],
}
"""The interface: every key and what it holds. Keys are exact, lists may be empty."""


def differences(value: object, shape: object, where: str = "") -> list[str]:
    """Return where a value is not of a shape."""
    match shape:
        case Maybe():
            return [] if value is None else differences(value, shape.shape, where)
        case Text():
            return [] if isinstance(value, str) and value.strip() else [f"{where}: {value!r} is no text"]
        case re.Pattern():
            fits = isinstance(value, str) and shape.fullmatch(value)
            return [] if fits else [f"{where}: {value!r} is not like {shape.pattern}"]
        case type():
            return [] if type(value) is shape else [f"{where}: {value!r} is no {shape.__name__}"]
        case tuple():
            fits = isinstance(value, shape) and not isinstance(value, bool)
            return [] if fits else [f"{where}: {value!r} is no number"]
        case [one]:
            if not isinstance(value, list):
                return [f"{where}: {value!r} is no list"]
            return [wrong for place, item in enumerate(value) for wrong in differences(item, one, f"{where}[{place}]")]
        case dict():
            if not isinstance(value, dict) or list(value) != list(shape):
                return [
                    f"{where}: {list(value) if isinstance(value, dict) else value!r} are not the keys {list(shape)}"
                ]
            return [wrong for key, one in shape.items() for wrong in differences(value[key], one, f"{where}.{key}")]
    raise AssertionError(shape)


def atlas_of(folder: Path) -> Atlas:
    return link(read_folder(folder), AS_OF)


@pytest.fixture(scope="module")
def everything() -> dict[str, Any]:
    return json.loads(export_json(atlas_of(EVERYTHING)))


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return json.loads(export_json(atlas_of(REAL_CONTENT)))


def test_the_export_of_one_of_everything_is_golden(golden: Golden) -> None:
    """The export of a content folder that uses every field is as it was last read and found good."""
    golden.compare_file(Path(__file__).parent / "everything.json", export_json(atlas_of(EVERYTHING)))


def test_the_export_has_its_shape(everything: dict[str, Any], real: dict[str, Any]) -> None:
    """Every object has exactly the keys of the interface, each with its type; null only where it may be."""
    assert differences(everything, SHAPE) == []
    assert differences(real, SHAPE) == []


def longest_lists(value: object, shape: object, where: str = "") -> dict[str, int]:
    """Return the length of the longest list at each place of a shape that has one."""
    found: dict[str, int] = {}
    parts: list[tuple[object, object, str]] = []
    match shape:
        case Maybe():
            parts = [(value, shape.shape, where)] if value is not None else []
        case [one] if isinstance(value, list):
            found[where] = len(value)
            parts = [(item, one, f"{where}[]") for item in value]
        case dict() if isinstance(value, dict):
            parts = [(value[key], one, f"{where}.{key}") for key, one in shape.items()]
    for item, one, place in parts:
        for inner, length in longest_lists(item, one, place).items():
            found[inner] = max(found.get(inner, 0), length)
    return found


def test_the_case_fills_every_list_of_the_shape(everything: dict[str, Any]) -> None:
    """The shape is proven on content in which no list is empty everywhere."""
    lengths = longest_lists(everything, SHAPE)
    assert lengths[".actions[].indicators[].targets"] == 2
    assert {place for place, length in lengths.items() if not length} == {
        ".named_plans[].sections",  # what is known by name only has none
        ".named_plans[].deadlines",
        ".named_plans[].notes",
    }


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("actions", 0, "extra"), "more"),
        (("actions", 0, "source"), None),
        (("actions", 0, "title"), ""),
        (("actions", 0, "amounts"), [{"value": "12", "currency": "EUR", "what": "Grants"}]),
        (("actions", 0, "mentions"), "europol"),
        (("plans", 0, "date"), "March 2024"),
        (("actors", 0, "part_of"), None),
        (("more",), []),
    ],
)
def test_another_shape_would_be_noticed(everything: dict[str, Any], path: tuple[str | int, ...], wrong: object) -> None:
    """A key too many, a null, a number as text or a text for a list are each found."""
    changed = json.loads(json.dumps(everything))
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    assert len(differences(changed, SHAPE)) == 1


def test_references_lead_to_records(everything: dict[str, Any], real: dict[str, Any]) -> None:
    """Every id that the export names is the id of a record in it."""
    for data in (everything, real):
        ids = {kind: {record["id"] for record in data[kind]} for kind in SHAPE}
        plans = ids["plans"] | ids["named_plans"]
        for plan in (*data["plans"], *data["named_plans"]):
            assert plan["issuer"] is None or plan["issuer"] in ids["actors"]
        for action in data["actions"]:
            assert action["plan"] in plans
            assert {one["actor"] for one in action["actors"]} <= ids["actors"]
            assert {one["instrument"] for one in action["instruments"]} <= ids["instruments"]
            assert set(action["mentions"]) <= ids["actors"] | ids["instruments"]
            assert {one["target"] for one in action["links"]} <= plans | ids["actions"]
        for actor in data["actors"]:
            assert set(actor["part_of"]) <= ids["actors"]
        for instrument in data["instruments"]:
            assert instrument["operator"] is None or instrument["operator"] in ids["actors"]


def test_addresses_are_those_of_the_pages() -> None:
    """The address of every exported record is where its page is published."""
    atlas = atlas_of(EVERYTHING)
    pages = {published(path) for path in pages_of(atlas)}
    data = json.loads(export_json(atlas))
    urls = [record["url"] for kind in ("actions", "actors", "instruments") for record in data[kind]]
    assert len(urls) == len(set(urls)) > 20
    assert set(urls) <= pages


def test_a_name_is_a_mention_only_without_a_stronger_tie(everything: dict[str, Any]) -> None:
    """What has a role or a relation in an action is not among its mentions; what the text alone names is."""
    action = next(one for one in everything["actions"] if one["id"] == "ports-2024/1.1")
    assert action["mentions"] == ["harbour-network", "jad-harbour"]


def test_values_keep_their_meaning(everything: dict[str, Any]) -> None:
    """Refs and numbers of sections stay text, amounts and targets are numbers, times are their first and last days."""
    actions = {one["id"]: one for one in everything["actions"]}
    action = actions["ports-2024/1.1"]
    assert actions["ports-2024/1.10"]["ref"] == "1.10"
    assert [one["value"] for one in action["amounts"]] == [12000000, 2.5]
    assert action["indicators"][0]["targets"] == [
        {"value": 10, "comparator": ">=", "unit": "lists", "per": "year"},
        {"value": 20000, "comparator": ">=", "unit": "lists", "per": "total"},
    ]
    assert action["indicators"][1]["targets"] == [{"value": 2.5, "comparator": "<=", "unit": "%", "per": "month"}]
    assert action["indicators"][3]["targets"] == []
    assert action["activities"][0]["timing"] == {"printed": "Q1-Q2 2024", "start": "2024-01-01", "end": "2024-06-30"}
    assert action["activities"][1]["timing"]["end"] is None
    assert action["activities"][3]["timing"] is None
    ends = {one["what"]: (one["start"], one["end"]) for one in action["deadlines"]}
    assert ends["First lists"] == ("2024-06-30", "2024-06-30")
    assert ends["Evaluation"] == (None, None)
    assert ends["Report"] == ("2026-08-05", "2026-08-05")
    assert ends["Final report"] == (None, "2026-12-31")


def test_the_marking_is_the_effective_one(everything: dict[str, Any]) -> None:
    """An action carries the marking of its plan; the lowest marking is none."""
    marks = {one["id"]: one["marking"] for one in everything["actions"]}
    assert marks["ports-2024/1.1"] == "LIMITE"
    assert marks["customs-2023/1"] is None


def test_status_is_that_of_the_day(everything: dict[str, Any]) -> None:
    """The status is what was last reported on the as-of day, and says so where nothing was."""
    status = {one["id"]: one["status"] for one in everything["actions"]}
    assert status["ports-2024/1.1"] == "delayed"
    assert status["ports-2024/1.2"] == "not-reported"


def test_summaries_are_plain_text(everything: dict[str, Any], real: dict[str, Any]) -> None:
    """No text of the export holds the brackets of names; an id is shown as the record's name."""
    for data in (everything, real):
        assert "[[" not in json.dumps(data)
    summaries = {one["id"]: one["summary"] for one in everything["actions"]}
    assert summaries["customs-2023/1"] == (
        "Customs authorities share risk profiles with Europol. Ports plan builds on it."
    )


def test_former_names_are_aliases(everything: dict[str, Any]) -> None:
    """Whoever looks a former name up finds the record by its aliases."""
    aliases = {one["id"]: one["aliases"] for one in (*everything["actors"], *everything["instruments"])}
    assert aliases["europol"] == ["EU police agency", "Agency <E>", "European Police Office", "EPO"]
    assert aliases["sis"] == ["SIS recast", "SIS II"]


def test_an_empty_folder_exports_empty_lists(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """Without records every list is there and empty."""
    assert json.loads(export_json(make_atlas({}))) == {key: [] for key in SHAPE}


def test_the_export_is_utf8_text_that_ends_with_a_line_break() -> None:
    """Letters beyond ASCII stand as they are, and the same content gives the same bytes."""
    text = export_json(atlas_of(REAL_CONTENT))
    assert text.endswith("}\n")
    assert "Türkiye" in text
    assert text == export_json(atlas_of(REAL_CONTENT))
