"""What the model says of the fields of a record, for those who write one: order, meaning, shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from planatlas.reading.model.base import ProseMark, Record, ReferenceTo
from planatlas.reading.values.text_value import TextValue


@dataclass(frozen=True)
class FieldOf:
    """One field of a record or of a part of one."""

    name: str
    meaning: str
    required: bool
    many: bool
    """Whether it holds a list."""
    part: type[BaseModel] | None
    """The model of what it holds, where that is a mapping of fields."""
    choices: tuple[str, ...]
    """The words that it takes, where they are few."""
    value: bool
    """Whether its text has a grammar of its own, such as a time or a country's code."""
    prose: bool
    refers_to: str | None
    """The kind of record whose id it holds."""


def field_order(model: type[BaseModel]) -> list[str]:
    """Return the names of the fields in the order in which a file has them: a record's own, then what all have."""
    names = list(model.model_fields)
    if not issubclass(model, Record) or model is Record:
        return names
    own = [name for name in model.__annotations__ if name in model.model_fields]
    common = [name for name in ("marking", "formerly", "notes") if name not in own]
    return [*own, *(name for name in names if name not in own and name not in common), *common]


def fields_of(model: type[BaseModel]) -> list[FieldOf]:
    """Return the fields of a model in their order."""
    return [_field(name, model) for name in field_order(model)]


def _field(name: str, model: type[BaseModel]) -> FieldOf:
    field = model.model_fields[name]
    types = list(_types(field.annotation))
    marks = [*field.metadata, *_marks(field.annotation)]
    return FieldOf(
        name,
        " ".join((field.description or "").split()),
        field.is_required(),
        any(get_origin(one) is tuple for one in (field.annotation, *get_args(field.annotation))),
        next((one for one in types if issubclass(one, BaseModel)), None),
        next((tuple(one) for one in types if issubclass(one, StrEnum)), ()),
        any(issubclass(one, TextValue) for one in types),
        any(isinstance(mark, ProseMark) for mark in marks),
        next((mark.kind.value for mark in marks if isinstance(mark, ReferenceTo)), None),
    )


def _types(annotation: Any) -> Iterable[type]:  # noqa: ANN401 - an annotation can be anything
    if isinstance(annotation, type) and get_origin(annotation) is None:
        yield annotation
    for part in get_args(annotation):
        yield from _types(part)


def _marks(annotation: Any) -> Iterable[object]:  # noqa: ANN401
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)
