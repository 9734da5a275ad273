"""JSON Schemas: generated from the model, kept in step, and agreeing with the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from conftest import FolderMaker
from planatlas.reading.folder import read_folder
from planatlas.reading.kinds import KINDS, kind_of
from planatlas.reading.records import record_of
from planatlas.reading.schemas import IDS, editor_schemas, schemas
from planatlas.reading.yaml_text import read_document
from small_content import SMALL

CONTENT = Path(__file__).parents[2] / "content"


class AsText(yaml.CBaseLoader):
    """Reads every scalar as text."""


class AsEditorsRead(yaml.CSafeLoader):
    """Reads scalars by the core schema of YAML 1.2.2, section 10.3, as editors do."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - what PyYAML knows by itself is YAML 1.1


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas()[f"{kind}.json"]))


def faults(kind: str, text: str, loader: type) -> list[str]:
    data = yaml.load(text, loader)  # noqa: S506 - both loaders give plain data only
    return [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(data)]


def test_the_schemas_in_the_content_folder_are_those_of_the_model() -> None:
    """Whoever changes the model runs `planatlas schema`; no other file lies among the schemas."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in (CONTENT / "schemas").iterdir()}
    wanted = editor_schemas(read_folder(CONTENT))
    assert set(kept) == set(wanted)
    # ids.json may be behind when somebody adds a record in the browser; completion then knows one name less.
    assert {name: text for name, text in kept.items() if name != IDS} == {
        name: text for name, text in wanted.items() if name != IDS
    }, "run 'planatlas schema'"


def test_published_schemas_name_no_record() -> None:
    """What stands on the site says how records are written, and nothing of those that there are."""
    listed = json.loads(editor_schemas(read_folder(CONTENT))[IDS])["$defs"]
    ids = {word for known in ("plan", "instrument") for word in listed[known]["enum"]} | set(
        listed["action"]["anyOf"][0]["enum"]
    )
    assert len(ids) > 100
    for text in schemas().values():
        assert IDS not in text
        assert "x-reference" not in text
        assert not {f'"{word}"' for word in ids if f'"{word}"' in text}


@pytest.mark.parametrize(
    ("kind", "extra", "right"),
    [
        ("action", "actors: [{actor: europol, role: lead}]\n", True),
        ("action", "actors: [{actor: euro-pol, role: lead}]\n", False),
        (
            "action",
            "instruments: [{instrument: siena, relation: uses}]\nlinks: [{action: alpha/1}, {action: 2.10}]\n",
            True,
        ),
        ("action", "links: [{action: alpha/2}]\n", False),
        ("action", "links: [{plan: beta}]\n", False),
        ("action", "themes: [document-fraud]\n", True),  # no theme is there yet, so none can be wrong
        ("action", "marking: LIMITE\nnotes: [{text: x, marking: PUBLIC}]\n", True),
        ("action", "notes: [{text: x, marking: Limite}]\n", False),
        ("actor", "part_of: [europol]\nkind: agency\n", True),
        ("actor", "kind: agancy\n", False),
        ("meeting", "body: siena\n", False),
    ],
)
def test_editors_know_the_ids_kinds_and_markings(
    content_folder: FolderMaker, minimal: Mapping[str, str], kind: str, extra: str, *, right: bool
) -> None:
    """A reference to nothing is marked while it is typed, one of the same plan by its ref alone is not."""
    found = {name: json.loads(text) for name, text in editor_schemas(read_folder(content_folder(SMALL))).items()}
    registry = Registry().with_resource(IDS, Resource.from_contents(found[IDS]))
    lines = [line for line in minimal[kind].splitlines() if not line.startswith("kind:") or "kind:" not in extra]
    data = yaml.load("\n".join(lines).replace("eu-agency", "agency") + "\n" + extra, AsEditorsRead)  # noqa: S506
    assert list(Draft202012Validator(found[f"{kind}.json"], registry=registry).iter_errors(data)) is not right


def test_there_is_a_schema_for_every_kind() -> None:
    """Each kind of record has a schema by its name, which says what it is for and that it is generated."""
    assert set(schemas()) == {f"{kind.kind}.json" for kind in KINDS}
    for kind in KINDS:
        schema = json.loads(schemas()[f"{kind.kind}.json"])
        assert schema["$comment"] == f"Generated by 'planatlas schema' for {kind.example}; do not edit."
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", [kind.kind.value for kind in KINDS])
def test_a_schema_is_valid_and_explains_every_field(kind: str) -> None:
    """Editors accept the schema, refuse fields it does not know, and show what each field is for."""
    schema = json.loads(schemas()[f"{kind}.json"])
    Draft202012Validator.check_schema(schema)
    for described in (schema, *schema.get("$defs", {}).values()):
        if described["type"] == "object":
            assert described["additionalProperties"] is False
            assert [name for name, field in described["properties"].items() if "description" not in field] == []


@pytest.mark.parametrize("loader", [AsText, AsEditorsRead])
def test_every_record_here_is_valid_by_its_schema(loader: type) -> None:
    """No editor marks as wrong what the reader takes, be scalars read as text or as numbers and truth values."""
    found = {}
    count = 0
    for path in sorted(CONTENT.rglob("*.yml")):
        place = kind_of(path.relative_to(CONTENT).as_posix())
        assert place is not None
        count += 1
        if wrong := faults(place[0].kind.value, path.read_text(encoding="utf-8"), loader):
            found[str(path.relative_to(CONTENT))] = wrong
    assert found == {}
    assert count > 0


@pytest.mark.parametrize("loader", [AsText, AsEditorsRead])
@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("action", 'order: 3\nactivities:\n  - {number: 1, text: x, timing: {when: 2024}}\nthemes: ["2.10"]\n'),
        ("action", "order: '3'\nactivities:\n  - {number: '1', text: x, timing: {when: '2024'}}\nthemes: [2.10]\n"),
        ("action", "indicators:\n  - {key: a, measure: m, target: {at_least: 20, per: 2024}}\n"),
        ("action", "indicators:\n  - {key: 1, measure: m, targets: [{exactly: '2.5'}]}\n"),
        ("action", "deadlines:\n  - {what: x, when: every 6 months from 2021-09-29, kind: recurrence}\n"),
        ("action", "deadlines:\n  - {what: x, when: 2024-Q1 .. 2025-Q4}\n"),
        ("action", "amounts:\n  - {value: 12000000, currency: EUR, what: x}\n"),
        ("plan", "counts: {announced: 23, actions: '24', per_section: {I: 7, II: '5'}}\nperiod: 2022\n"),
        ("actor", "country: NO\nurl: https://example.org/a?b=c\n"),
        ("instrument", "celex: 32017L0541\neli: http://data.europa.eu/eli/dir/2017/541/oj\ndate: 2017\n"),
    ],
)
def test_a_scalar_may_be_quoted_or_not(minimal: Mapping[str, str], kind: str, extra: str, loader: type) -> None:
    """A whole number may stand in quotes and a ref without them: reader and schema take both."""
    text = minimal[kind] + extra
    assert faults(kind, text, loader) == []
    model = next(known.model for known in KINDS if known.kind == kind)
    assert record_of(model, read_document("x.yml", text.encode())[0])[1] == []


@pytest.mark.parametrize("loader", [AsText, AsEditorsRead])
@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("action", "actros: []\n"),
        ("action", "actors: europol\n"),
        ("action", "actors:\n  - {actor: europol}\n"),
        ("action", "actors:\n  - {actor: europol, role: boss}\n"),
        ("action", "order: first\n"),
        ("action", "order: 10.5\n"),
        ("action", "deadlines:\n  - {what: x, when: soon}\n"),
        ("action", "amounts:\n  - {value: 10 million, currency: EUR, what: x}\n"),
        ("action", "amounts:\n  - {value: 10, currency: euro, what: x}\n"),
        ("actor", "url: javascript:alert(1)\n"),
        ("actor", "country: Norway\n"),
        ("instrument", "celex: 2017/541\n"),
        ("instrument", "state: in force\n"),
    ],
)
def test_an_editor_marks_what_the_reader_refuses(
    minimal: Mapping[str, str], kind: str, extra: str, loader: type
) -> None:
    """The common mistakes are marked while they are typed."""
    text = minimal[kind] + extra
    assert len(faults(kind, text, loader)) == 1
    model = next(known.model for known in KINDS if known.kind == kind)
    assert len(record_of(model, read_document("x.yml", text.encode())[0])[1]) == 1


def test_a_field_that_is_missing_is_marked() -> None:
    """Required fields are required by the schema too."""
    missing: list[Any] = [error.message for error in validator("action").iter_errors({"ref": "1"})]
    assert sorted(missing) == [
        f"'{field}' is a required property" for field in ("section", "source", "summary", "title")
    ]
