"""The base of every record, and the kinds of text that a field can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from planatlas.reading.values.when import When


class Model(BaseModel):
    """A frozen part of a record that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)


class Kind(StrEnum):
    """The kinds of record, in the order in which the site speaks of them."""

    SITE = "site"
    PLAN = "plan"
    ACTION = "action"
    ACTOR = "actor"
    INSTRUMENT = "instrument"
    THEME = "theme"
    TERMS = "terms"
    MEETING = "meeting"

    __hash__ = str.__hash__
    """That of its text, to which it is equal. An enumeration's own is slow, and every key of a record asks for it."""


REFERENCE = "x-reference"
"""Says in a JSON Schema of which kind of record a field holds the id."""


@dataclass(frozen=True)
class ReferenceTo:
    """Marks a field that holds the id of another record of this kind."""

    kind: Kind

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the id, and say of what."""
        return {**handler(schema), REFERENCE: self.kind.value}


@dataclass(frozen=True)
class ProseMark:
    """Marks a field that holds prose: paragraphs, lists with `- `, and names in double square brackets."""


def _one_line(text: str) -> str:
    if "\n" in text:
        msg = "should be one line"
        raise ValueError(msg)
    return text


def _digits(value: object) -> object:
    """Refuse what pydantic would take for a whole number too, such as `10.000` and `1_000`."""
    if isinstance(value, str) and not re.fullmatch(r"\s*-?[0-9]{1,9}\s*", value):
        msg = "should be a whole number; write digits only"
        raise ValueError(msg)
    return value


Whole = Annotated[int, BeforeValidator(_digits)]
"""A whole number."""

Line = Annotated[str, Field(min_length=1), AfterValidator(_one_line)]
"""One line of plain text."""

Prose = Annotated[str, Field(min_length=1), ProseMark()]
"""Plain paragraphs, with `- ` lists and `[[names]]`."""

PlanId = Annotated[str, Field(min_length=1), ReferenceTo(Kind.PLAN)]
ActionId = Annotated[str, Field(min_length=1), ReferenceTo(Kind.ACTION)]
"""`plan/ref`, or the ref alone for an action of the same plan."""
ActorId = Annotated[str, Field(min_length=1), ReferenceTo(Kind.ACTOR)]
InstrumentId = Annotated[str, Field(min_length=1), ReferenceTo(Kind.INSTRUMENT)]
ThemeId = Annotated[str, Field(min_length=1), ReferenceTo(Kind.THEME)]


class Note(Model):
    """An editorial note: what is odd in a source, kept as it stands there and explained."""

    text: Prose
    """What a reader could trip over, in a sentence."""
    marking: Line | None = None
    """A marking of the note's own, where it is higher than that of its record."""


class FormerName(Model):
    """A name that a body or an instrument had before."""

    name: Line
    """The former full name."""
    short: Line | None = None
    """The former short name."""
    until: When | None = None
    """When the name ended."""


class Record(Model):
    """What one YAML file holds. Its path is its identity, so no id stands inside."""

    formerly: tuple[Line, ...] = ()
    """Ids that this record had before; the old addresses redirect here."""
    marking: Line | None = None
    """The marking of this record, one of those in site.yml; an action inherits its plan's."""
    notes: tuple[Note, ...] = ()
    """Editorial notes on what is odd in the source."""
