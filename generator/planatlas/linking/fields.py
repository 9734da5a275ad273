"""Walks over a record by its model: which fields refer to other records, which hold prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel

from planatlas.linking.remembered import remembered
from planatlas.reading.model.base import ProseMark, ReferenceTo
from planatlas.reading.values.numbers import Number
from planatlas.reading.values.text_value import TextValue
from planatlas.reading.values.when import Point, When
from planatlas.reading.yaml_text import Location

ModelT = TypeVar("ModelT", bound=BaseModel)


class MarkedText(NamedTuple):
    """A text in a record that a mark in the model tells something about."""

    location: Location
    text: str
    mark: ReferenceTo | ProseMark


@remembered
def marked_texts(record: BaseModel) -> Sequence[MarkedText]:
    """Return every reference and every prose text of a record, in the order of the model's fields."""
    found: list[MarkedText] = []
    _collect(record, (), found)
    return found


def _collect(model: BaseModel, location: Location, found: list[MarkedText]) -> None:
    values = model.__dict__
    for name, mark in fields_worth_walking(type(model)):
        value = values[name]
        if not value:
            continue  # nothing, or an empty list; no text is empty
        if isinstance(value, tuple):
            for position, item in enumerate(value):
                if mark is not None:
                    found.append(MarkedText((*location, name, position), item, mark))
                else:
                    _collect(item, (*location, name, position), found)
        elif mark is not None:
            found.append(MarkedText((*location, name), value, mark))
        else:
            _collect(value, (*location, name), found)


def with_prose(record: ModelT, written: Callable[[str], str]) -> ModelT:
    """Return a record with every prose text in it as `written` returns it; the same record where nothing changes."""
    changed = {}
    for name, mark in fields_worth_walking(type(record)):
        value = getattr(record, name)
        items = value if isinstance(value, tuple) else (value,)
        new = tuple(_with_prose(item, mark, written) for item in items)
        if any(one is not other for one, other in zip(new, items, strict=True)):
            changed[name] = new if isinstance(value, tuple) else new[0]
    return record.model_copy(update=changed) if changed else record


def _with_prose(item: Any, mark: ReferenceTo | ProseMark | None, written: Callable[[str], str]) -> Any:  # noqa: ANN401
    if isinstance(item, BaseModel):
        return with_prose(item, written)
    if isinstance(mark, ProseMark) and item is not None:
        text = written(item)
        return item if text == item else text
    return item


def texts_of(record: BaseModel, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield every text of a record with its location: lines, prose, ids and addresses, but no numbers and times."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        where = (*location, name)
        if isinstance(value, tuple):
            for position, item in enumerate(value):
                yield from _texts_in(item, (*where, position))
        elif value is not None:
            yield from _texts_in(value, where)


def _texts_in(value: object, where: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, BaseModel):
        yield from texts_of(value, where)
    elif isinstance(value, (str, TextValue)) and not isinstance(value, (StrEnum, Number, Point, When)):
        yield where, str(value)


@cache
def fields_worth_walking(model: type[BaseModel]) -> tuple[tuple[str, ReferenceTo | ProseMark | None], ...]:
    """Return the fields worth walking into: marked ones with their mark, models that have any with None."""
    found = []
    for name, field in model.model_fields.items():
        mark = _mark_in(field.metadata) or _mark_in(get_args(field.annotation))
        if mark or any(map(fields_worth_walking, models_in(field.annotation))):
            found.append((name, mark))
    return tuple(found)


def _mark_in(parts: Any) -> ReferenceTo | ProseMark | None:  # noqa: ANN401 - metadata can be anything
    for part in parts:
        if isinstance(part, (ReferenceTo, ProseMark)):
            return part
        nested = _mark_in(getattr(part, "__metadata__", ()))
        if nested:
            return nested
    return None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    """Yield the models that a field with this annotation can hold, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
