"""The dictionary of fields: what each kind of record holds, as its model says."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from types import NoneType
from typing import Any, get_args, get_origin

from planatlas.pages.field_examples import field_examples, models_in
from planatlas.pages.vocabularies import Vocabulary, choices_in, vocabulary
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import Kind, Model, ProseMark, Record, ReferenceTo
from planatlas.reading.values.identifiers import Celex, CountryCode, Eli, WebAddress
from planatlas.reading.values.numbers import Number
from planatlas.reading.values.when import Point, When

_WORDS: dict[Any, tuple[str, str]] = {
    str: ("line of text", "lines of text"),
    int: ("whole number", "whole numbers"),
    bool: ("true or false", "true or false"),
    Number: ("number", "numbers"),
    When: ("time", "times"),
    Point: ("day, month, quarter, half year or year", "days, months, quarters, half years or years"),
    Celex: ("CELEX number", "CELEX numbers"),
    Eli: ("European Legislation Identifier", "European Legislation Identifiers"),
    CountryCode: ("country code", "country codes"),
    WebAddress: ("web address", "web addresses"),
}
"""One and several of each type that is neither a choice, a list, a mapping nor a model."""


TITLES = {
    Kind.PLAN: "a plan",
    Kind.ACTION: "an action",
    Kind.ACTOR: "an actor",
    Kind.INSTRUMENT: "an instrument",
    Kind.THEME: "a theme",
    Kind.TERMS: "the glossary",
    Kind.MEETING: "a meeting",
    Kind.SITE: "the site",
}
"""What a record of each kind is called, in the order of the chapters."""


@dataclass(frozen=True)
class Field:
    """One field, in words."""

    name: str
    type: str
    required: bool
    meaning: str
    inner: str | None = None
    """The name of the part, or of the vocabulary, that it holds or chooses from."""
    example: str | None = None
    """What a file may say there; None where the part has examples of its own."""


@dataclass(frozen=True)
class Described:
    """A model in words: a record, or a part of one."""

    name: str
    about: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Chapter:
    """A kind of record with the parts that only it has, or that it is the first to have."""

    title: str
    """Such as `a plan`."""
    kind: Kind | None
    """None for what every kind has."""
    file: str | None
    """An example of its path; None for what every kind has."""
    record: Described
    parts: tuple[Described, ...]


def dictionary() -> tuple[Chapter, ...]:
    """Return what every record holds, then each kind, every part described where it first occurs."""
    seen: set[type[Model]] = set()
    chapters = [Chapter("every record", None, None, _described(Record), tuple(_parts_first_in(Record, seen)))]
    for kind in sorted(KINDS, key=lambda kind: list(TITLES).index(kind.kind)):
        parts = tuple(_parts_first_in(kind.model, seen))
        chapters.append(Chapter(TITLES[kind.kind], kind.kind, kind.example, _described(kind.model), parts))
    return tuple(chapters)


def vocabularies() -> tuple[Vocabulary, ...]:
    """Return every vocabulary of the model, in the order in which the chapters name them."""
    seen: set[type[Model]] = set()
    found: dict[str, Vocabulary] = {}
    records: list[type[Model]] = [Record, *(one.model for one in KINDS)]
    for record in records:
        for model in (record, *_models_first_in(record, seen)):
            for field in model.model_fields.values():
                for choice in choices_in(field.annotation):
                    found.setdefault(choice.__name__, vocabulary(choice))
    return tuple(found.values())


def _parts_first_in(model: type[Model], seen: set[type[Model]]) -> Iterator[Described]:
    yield from map(_described, _models_first_in(model, seen))


def _models_first_in(model: type[Model], seen: set[type[Model]]) -> Iterator[type[Model]]:
    for name in _field_names(model):
        for part in models_in(model.model_fields[name].annotation):
            if part not in seen:
                seen.add(part)
                yield part
                yield from _models_first_in(part, seen)


def _described(model: type[Model]) -> Described:
    about = inspect.getdoc(model) or ""
    fields = tuple(_field(model, name) for name in _field_names(model))
    return Described(model.__name__, about.split(" File: ")[0], fields)


def _field_names(model: type[Model]) -> list[str]:
    """Return the fields of a model, those that every record has left out where it is not about these."""
    shared = Record.model_fields if issubclass(model, Record) and model is not Record else {}
    return [name for name in model.model_fields if name not in shared]


def _field(model: type[Model], name: str) -> Field:
    field = model.model_fields[name]
    inner = next(chain(models_in(field.annotation), choices_in(field.annotation)), None)
    return Field(
        name,
        _type(field.annotation, field.metadata),
        field.is_required(),
        field.description or "",
        inner.__name__ if inner else None,
        field_examples().get((model, name)),
    )


def _type(annotation: Any, metadata: Iterable[object]) -> str:  # noqa: ANN401 - an annotation can be anything
    """Return a type in words, such as `list of ids of actors`."""
    if get_origin(annotation) is tuple:
        return f"list of {_words(get_args(annotation)[0], ())[1]}"
    if get_origin(annotation) is dict:
        return f"{_words(get_args(annotation)[1], ())[1]}, each with a name"
    return _words(annotation, metadata)[0]


def _words(annotation: Any, metadata: Iterable[object]) -> tuple[str, str]:  # noqa: ANN401
    """Return one and several of a type."""
    options = [option for option in get_args(annotation) if option is not NoneType]
    marks = [*metadata, *getattr(annotation, "__metadata__", ())]
    for mark in marks:
        if isinstance(mark, ReferenceTo):
            article = "an" if mark.kind.value[0] in "aeiou" else "a"
            return f"id of {article} {mark.kind.value}", f"ids of {mark.kind.value}s"
        if isinstance(mark, ProseMark):
            return "prose", "prose"
    if annotation in _WORDS:
        return _WORDS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        choice = ", ".join(option.value for option in annotation)
        return f"one of {choice}", f"any of {choice}"
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation.__name__, annotation.__name__
    return _words(options[0], ())
