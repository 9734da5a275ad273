"""JSON Schemas of the records, generated from the model.

Editors get them with the ids, kinds and markings that there are, which stand in a file of their own: `ids.json` changes
when a record comes or goes, the others only when the model does. What is published names no record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from typing_extensions import override

from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import REFERENCE, Kind

if TYPE_CHECKING:
    from pydantic_core import core_schema

    from planatlas.reading.folder import Content

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDS = "ids.json"
"""The schema that lists what there is."""
PUBLISHED = tuple(f"{one.kind}.json" for one in KINDS)
"""The names of the schemas that are published."""
_WITH_IDS = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)


@cache
def schemas() -> Mapping[str, str]:
    """Return the text of each schema as it is published, by its name, such as `action.json`."""
    found = {f"{kind}.json": _text(_without_ids(schema), example) for kind, schema, example in _of_the_model()}
    return MappingProxyType(found)


def editor_schemas(content: Content) -> dict[str, str]:
    """Return the text of each schema as editors use it, with the ids, kinds and markings of the content."""
    found = {
        f"{kind}.json": _text(_with_ids(schema, kind, within=False), example)
        for kind, schema, example in _of_the_model()
    }
    return {**found, IDS: _text({"$defs": dict(_known(content))}, "what the records here are called")}


def _of_the_model() -> Iterable[tuple[Kind, dict[str, Any], str]]:
    for one in KINDS:
        yield one.kind, one.model.model_json_schema(schema_generator=_ForYaml), one.example


class _ForYaml(GenerateJsonSchema):
    """Describes fields as YAML may write them: the reader takes every scalar as text, an editor may see a number.

    A whole number or a truth value may so stand in quotes, and a text such as a ref without them.
    """

    @override
    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": "^-?[0-9]+$"}

    @override
    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}

    @override
    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        described = super().str_schema(schema)
        return described if "pattern" in described else {**described, "type": ["string", "number"]}


def _without_ids(node: Any) -> Any:  # noqa: ANN401 - any piece of a schema
    if isinstance(node, dict):
        return {key: _without_ids(value) for key, value in node.items() if key != REFERENCE}
    return [_without_ids(item) for item in node] if isinstance(node, list) else node


def _with_ids(node: Any, kind: Kind, *, within: bool) -> Any:  # noqa: ANN401
    """Return a piece of a schema that refers to `ids.json` where it takes an id, a kind or a marking."""
    if isinstance(node, list):
        return [_with_ids(item, kind, within=within) for item in node]
    if not isinstance(node, dict):
        return node
    if REFERENCE in node:
        return {"$ref": f"{IDS}#/$defs/{node[REFERENCE]}"}
    found = {key: _with_ids(value, kind, within=within or key == "$defs") for key, value in node.items()}
    fields = found.get("properties", {})
    if "marking" in fields:
        fields["marking"] = _referring(fields["marking"], "marking")
    if "kind" in fields and not within and kind in (Kind.ACTOR, Kind.INSTRUMENT):
        fields["kind"] = _referring(fields["kind"], f"{kind}-kind")
    return found


def _referring(field: dict[str, Any], known: str) -> dict[str, Any]:
    told = {key: value for key, value in field.items() if key in ("title", "description", "default")}
    reference = {"$ref": f"{IDS}#/$defs/{known}"}
    return {**told, "anyOf": [reference, {"type": "null"}]} if "anyOf" in field else {**told, **reference}


def _known(content: Content) -> Iterable[tuple[str, dict[str, Any]]]:
    for kind in _WITH_IDS:
        listed = _one_of(content.entries[kind], f"no {kind} has this id", f"planatlas new {kind}")
        if kind is Kind.ACTION:  # a ref alone is one of the same plan
            listed = {"anyOf": [listed, {"type": ["string", "number"], "pattern": "^[^/]+$"}]}
        yield kind.value, listed
    site = content.site
    for kind, terms in ((Kind.ACTOR, site.actor_kinds), (Kind.INSTRUMENT, site.instrument_kinds)):
        yield f"{kind}-kind", _one_of((term.id for term in terms), f"no {kind} kind of this name", "see site.yml")
    yield "marking", _one_of((marking.name for marking in site.markings), "no marking of this name", "see site.yml")


def _one_of(words: Iterable[str], wrong: str, otherwise: str) -> dict[str, Any]:
    listed = sorted(words)
    if not listed:
        return {"type": ["string", "number"]}
    return {"enum": listed, "errorMessage": f"{wrong}; if it is new: {otherwise}, then planatlas schema"}


def _text(schema: dict[str, Any], example: str) -> str:
    whole = {"$schema": DIALECT, "$comment": f"Generated by 'planatlas schema' for {example}; do not edit.", **schema}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
