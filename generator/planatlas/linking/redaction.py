"""A record without some of its parts and names, and its document to match."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from planatlas.linking.fields import models_in
from planatlas.linking.prose import names_in
from planatlas.reading.yaml_text import Document, Location, Mark, Places

WITHHELD = "[not in this edition]"
"""Stands in prose in the place of a name that is withheld."""

ModelT = TypeVar("ModelT", bound=BaseModel)


def marked_parts(record: BaseModel) -> list[tuple[Location, str]]:
    """Return the marking of a record and of every part that has one of its own, each with the location of its owner."""
    found: list[tuple[Location, str]] = []
    _collect(record, (), found)
    return found


def _collect(model: BaseModel, location: Location, found: list[tuple[Location, str]]) -> None:
    has_one, parts = _markable(type(model))
    values = model.__dict__
    if has_one and (marking := values["marking"]):
        found.append((location, marking))
    for name in parts:
        value = values[name]
        if isinstance(value, tuple):
            for position, item in enumerate(value):
                _collect(item, (*location, name, position), found)
        elif value is not None:
            _collect(value, (*location, name), found)


@cache
def _markable(model: type[BaseModel]) -> tuple[bool, tuple[str, ...]]:
    """Return whether a part of a record can be marked, and which fields of it hold parts that can."""
    parts = {name: list(models_in(field.annotation)) for name, field in model.model_fields.items()}
    held = tuple(name for name, models in parts.items() if any(has or below for has, below in map(_markable, models)))
    return "marking" in model.model_fields, held


def holder_of(location: Location) -> Location:
    """Return what goes when the reference at a location goes: its place in a list, the whole item, or the field."""
    if isinstance(location[-1], int):
        return location
    return location[:-1] if len(location) > 1 and isinstance(location[-2], int) else location


def is_needed(model: BaseModel, location: Location) -> bool:
    """Whether a record cannot be without the field at a location."""
    return len(location) == 1 and type(model).model_fields[str(location[0])].is_required()


def without(
    model: ModelT, gone: Collection[Location], names: Mapping[Location, Collection[str]], location: Location = ()
) -> ModelT:
    """Return a record without the values at some locations, and with neutral words for some names in its prose.

    `names` holds, by the location of a prose text, the names as written, brackets included.
    """
    changed: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        where, value = (*location, name), getattr(model, name)
        if where in gone:
            changed[name] = field.get_default(call_default_factory=True)
        elif isinstance(value, tuple):
            items = (
                _item(item, gone, names, (*where, position))
                for position, item in enumerate(value)
                if (*where, position) not in gone
            )
            changed[name] = tuple(items)
        else:
            changed[name] = _item(value, gone, names, where)
    changed = {name: value for name, value in changed.items() if value is not getattr(model, name)}
    return model.model_copy(update=changed) if changed else model


def _item(
    value: Any,  # noqa: ANN401 - a field can hold anything
    gone: Collection[Location],
    names: Mapping[Location, Collection[str]],
    where: Location,
) -> Any:  # noqa: ANN401
    if isinstance(value, BaseModel):
        return without(value, gone, names, where)
    return _neutral(value, names[where]) if where in names else value


def _neutral(text: str, names: Collection[str]) -> str:
    for written in {name.written for name in names_in(text) if name.written in names}:
        text = text.replace(written, WITHHELD)
    return text


def document_without(
    document: Document, gone: Collection[Location], names: Mapping[Location, Collection[str]]
) -> Document:
    """Return a document to match: what is gone is blank, everything else keeps its place in the text."""
    marked = (*document.values.items(), *document.keys.items())
    blanks = [mark for where, mark in marked if any(where[:length] in gone for length in range(1, len(where) + 1))]
    blanks += [mark for where, written in names.items() for mark in _marks_of(document, where, written)]
    text = document.text
    for mark in blanks:
        text = text[: mark.start] + re.sub(r"[^\n]", " ", text[mark.start : mark.end]) + text[mark.end :]
    places = {where: _moved(where, gone) for where in {*document.values, *document.keys}}
    left = Places(
        values={new: document.values[old] for old, new in places.items() if new is not None and old in document.values},
        keys={new: document.keys[old] for old, new in places.items() if new is not None and old in document.keys},
    )
    return Document(document.path, text, given=left)


def _marks_of(document: Document, where: Location, names: Collection[str]) -> Iterator[Mark]:
    whole = document.values.get(where)
    if whole is None:
        return
    for written in names:
        pattern = re.compile(r"\s+".join(re.escape(word) for word in written.split()))
        yield from (Mark(*found.span()) for found in pattern.finditer(document.text, whole.start, whole.end))


def _moved(where: Location, gone: Collection[Location]) -> Location | None:
    """Return where a value stands once others have gone: list positions close up; None for what is gone itself."""
    moved: list[str | int] = []
    for length, part in enumerate(where, start=1):
        if where[:length] in gone:
            return None
        before = sum((*where[: length - 1], other) in gone for other in range(part)) if isinstance(part, int) else 0
        moved.append(part - before if isinstance(part, int) else part)
    return tuple(moved)
