"""Records in which every field is filled, found by looking into the model, so that a new field is filled too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from planatlas.reading.model.base import Kind, ReferenceTo
from planatlas.reading.values.identifiers import Celex, CountryCode, Eli, WebAddress
from planatlas.reading.values.numbers import Number
from planatlas.reading.values.text_value import TextValue
from planatlas.reading.values.when import Point, When

Way = tuple[str, ...]
"""The names of the fields that lead to a value, lists and mappings passed through."""

VALUES: dict[type, str] = {
    When: "2024-03-01",
    Point: "2024-03-01",
    Number: "5",
    Celex: "32017L0541",
    Eli: "http://data.europa.eu/eli/dir/2017/541/oj",
    CountryCode: "PL",
    WebAddress: "https://example.eu/",
    bool: "true",
    int: "1",
}
"""Something that a value with a grammar of its own can be."""
EITHER = {("at_least", "at_most", "exactly"), ("target", "targets"), ("plan", "instrument"), ("action", "plan")}
"""Fields of one model of which only the first may stand."""

EARLIER = {"since": "2023-03-01"}
"""Fields that must lie before another of their model."""


def filled(model: type[BaseModel], text: Callable[[Way], str | None], way: Way = ()) -> dict[str, Any]:
    """Return the data of a record in which every field is filled.

    `text` gives the text of each field that holds text or a reference by its way; None leaves the field out where it
    may be left out.
    """
    data: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        value = EARLIER.get(name) or _value(field.annotation, field.metadata, text, (*way, name))
        if value is not None:
            data[name] = value
    for names in EITHER:
        if set(names) <= set(model.model_fields):
            for name in [name for name in names if name in data][1:]:
                del data[name]
    return data


def _value(annotation: Any, metadata: list[Any], text: Callable[[Way], str | None], way: Way) -> Any:  # noqa: ANN401
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return _value(inner, [*metadata, *marks], text, way)
    if origin in (Union, UnionType):
        return next(_value(part, metadata, text, way) for part in get_args(annotation) if part is not type(None))
    if origin is tuple:
        value = _value(get_args(annotation)[0], metadata, text, way)
        return None if value is None else [value]
    if origin is dict:
        return {"1": _value(get_args(annotation)[1], metadata, text, way)}
    if issubclass(annotation, BaseModel):
        return filled(annotation, text, way)
    if issubclass(annotation, StrEnum):
        return next(iter(annotation)).value
    if annotation is str:
        return text(way)
    return next(value for kind, value in VALUES.items() if issubclass(annotation, kind))


def text_fields(model: type[BaseModel], way: Way = ()) -> Iterator[Way]:
    """Yield the way to every field that holds plain text or a reference."""
    seen: list[Way] = []

    def note(found: Way) -> str:
        seen.append(found)
        return "x"

    filled(model, note, way)
    yield from seen


def required(field: FieldInfo) -> bool:
    """Whether a record must state the field."""
    return field.default is PydanticUndefined and field.default_factory is None


__all__ = ["VALUES", "Kind", "ReferenceTo", "TextValue", "Way", "filled", "required", "text_fields"]
