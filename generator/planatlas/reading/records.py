"""Plain data to records, each complaint of the model turned into a problem with its place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from planatlas.reading.model.base import Record
from planatlas.reading.problems import Problem, Severity
from planatlas.reading.suggestions import did_you_mean, nearest
from planatlas.reading.yaml_text import Data, Document, Location

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

RecordT = TypeVar("RecordT", bound=Record)

_PLAIN = {
    "string_type": (
        "should be a single piece of text",
        "write it on the same line, without '- '; put text that begins with [ in quotes",
    ),
    "string_too_short": ("is empty", "write something, or leave the field out"),
    "tuple_type": ("should be a list", "begin each item on a line of its own with '- '"),
    "dict_type": ("should be a mapping", "write 'name: value' lines"),
    "model_type": ("should be a mapping of fields", "write 'name: value' lines"),
    "int_parsing": ("should be a whole number", "write digits only"),
    "int_type": ("should be a whole number", "write digits only"),
    "bool_parsing": ("should be true or false", "write true or false"),
    "bool_type": ("should be true or false", "write true or false"),
}


_SIMILAR_WORDS = 75.0
"""How alike a word must be to one of few; another is better answered with all of them."""


def record_of(
    model: type[RecordT], document: Document, data: dict[str, Data] | None = None
) -> tuple[RecordT | None, list[Problem]]:
    """Return the record that a document holds, or None and every problem that the model has with it.

    `data` is what the document holds, where it is at hand. A field without a value is as good as left out.
    """
    found = document.data if data is None else data
    try:
        return model.model_validate(found), []
    except ValidationError:  # which a field may raise that is there and has no value
        try:
            return model.model_validate(_without_empty(model, found)), []
        except ValidationError as error:
            return None, list(_problems(model, document, error))


def _without_empty(model: type[BaseModel] | None, value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return a value without the fields that have none; a key that is no field stays, and is refused."""
    if isinstance(value, list):
        return [_without_empty(model, item) for item in value]
    if model is None or not isinstance(value, dict):
        return value
    fields = model.model_fields
    return {
        key: _without_empty(_model_in(fields[key].annotation), item) if key in fields else item
        for key, item in value.items()
        if item is not None or key not in fields
    }


def _problems(model: type[BaseModel], document: Document, error: ValidationError) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    misspelt = {
        (*location[:-1], meant)
        for location in (_location(detail) for detail in details if detail["type"] == "extra_forbidden")
        if (meant := _meant_field(model, location))
    }
    for detail in details:
        location = _location(detail)
        if detail["type"] == "missing" and location in misspelt:
            continue  # it is there under a misspelt name, which is reported
        code, message, hint, on_key = _explain(model, location, detail)
        if code == "unknown-field" and document.is_bare(location):
            hint = "put the text before the comma and after it in quotes together, if it is one value"
        span = document.span(location, key=on_key)
        yield Problem(code, Severity.ERROR, message, span, hint)


def _location(detail: ErrorDetails) -> Location:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _meant_field(model: type[BaseModel], location: Location) -> str | None:
    """Return the field that a key which is none was probably meant to be."""
    owner = model_at(model, location[:-1])
    return nearest(str(location[-1]), owner.model_fields) if owner else None


def _explain(model: type[BaseModel], location: Location, detail: ErrorDetails) -> tuple[str, str, str | None, bool]:
    """Return code, message, hint, and whether the key is meant rather than its value."""
    name = location[-1] if location else "the record"
    shown = f"'{name}'" if isinstance(name, str) else f"item {name + 1}"
    match detail["type"]:
        case "missing":
            return "missing-field", f"{shown} is missing", f"add a line '{name}: …'", False
        case "extra_forbidden":
            owner = model_at(model, location[:-1])
            known = list(owner.model_fields) if owner else []
            hint = did_you_mean(str(name), known)
            return "unknown-field", f"there is no field {shown} here", hint or f"known fields: {', '.join(known)}", True
        case "enum" if not isinstance(detail["input"], str):
            message, hint = _PLAIN["string_type"]
            return "bad-value", f"{shown} {message}", hint, False
        case "enum":
            value = str(detail["input"])
            allowed = [str(option) for option in _enum_values(model, location)]
            hint = did_you_mean(value, allowed, _SIMILAR_WORDS) or f"one of {', '.join(allowed)}"
            return "unknown-value", f"{shown} cannot be '{value}'", hint, False
        case "value_error":
            # The hint follows the last semicolon, since the text that is quoted in the message may have one too.
            said = str(detail["ctx"]["error"])
            message, _, hint = said.rpartition("; ")
            return "bad-value", f"{shown}: {message or said}", hint if message else None, False
        case "string_pattern_mismatch":
            value = str(detail["input"])
            return "bad-value", f"{shown} cannot be '{value}'", _described(model, location), False
        case "greater_than_equal":
            return "bad-value", f"{shown} should be at least {detail['ctx']['ge']}", None, False
        case "model_type":
            owner, written = model_at(model, location), detail["input"]
            return "bad-value", f"{shown} {_PLAIN['model_type'][0]}", _as_mapping(owner, written), False
        case kind if kind in _PLAIN:
            message, hint = _PLAIN[kind]
            return "bad-value", f"{shown} {message}", hint, False
        case _:
            return "bad-value", f"{shown}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", None, False


def _as_mapping(owner: type[BaseModel] | None, written: object) -> str:
    """Return how a text reads as the first field of a mapping, with the other fields that it needs."""
    needed = [name for name, field in owner.model_fields.items() if field.is_required()] if owner else []
    if not needed or not isinstance(written, str) or any(sign in written for sign in "\n:,[]{}\"'#"):
        return _PLAIN["model_type"][1]
    others = "".join(f", {name}: …" for name in needed[1:])
    return f"write {{{needed[0]}: {written}{others}}}"


def _described(model: type[BaseModel], location: Location) -> str | None:
    """Return what the model says of a field, as a hint."""
    owner = model_at(model, location[:-1])
    field = owner.model_fields.get(str(location[-1])) if owner else None
    said = field.description if field else None
    return f"write {said[:1].lower()}{said[1:].rstrip('.')}" if said else None


def _annotation_at(model: type[BaseModel], location: Location) -> Any:  # noqa: ANN401 - an annotation can be anything
    annotation: Any = model
    for part in location:
        owner = _model_in(annotation)
        if isinstance(part, int) or owner is None or part not in owner.model_fields:
            continue
        annotation = owner.model_fields[part].annotation
    return annotation


def model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """Return the model of the mapping that stands at a location of a record, or None where none can stand there."""
    return _model_in(_annotation_at(model, location))


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _enum_values(model: type[BaseModel], location: Location) -> list[StrEnum]:
    annotation = _annotation_at(model, location)
    options = [annotation, *get_args(annotation)]
    return [value for option in options if isinstance(option, type) and issubclass(option, StrEnum) for value in option]
