"""The items of lists in records: by what they are known again, what they are called, and what they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from planatlas.linking.names import Key
from planatlas.reading.model.action import (
    Activity,
    Amount,
    Indicator,
    Involvement,
    Means,
    Progress,
    Target,
    Timing,
)
from planatlas.reading.model.actor import Predecessor
from planatlas.reading.model.base import FormerName, Kind, Note
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.model.plan import ActionLink, PlanLink, Section
from planatlas.reading.model.site import AgendaItem, Marking, Term, VocabularyTerm

ItemT = TypeVar("ItemT")


@dataclass(frozen=True)
class Handling:
    """How the items of one model are told apart."""

    ways: tuple[tuple[str, ...], ...]
    """Fields by which an item is known again, the surest way first; an empty way takes what is left in order."""
    label: Callable[[Any], str | None]
    """What an item is called, in plain text; None where that is the name of a record, or where it has no name."""
    says: Callable[[Any], str | None] = lambda _: None
    """What an item that came or went says, in short and as the file writes it."""
    key: Callable[[Any], Key | None] = lambda _: None
    """The record that it names."""
    plain: Callable[[Any], Any] = lambda item: item
    """The item as it is compared, where it can be written in two ways that mean the same."""
    as_whole: bool = False
    """Whether a change is told by what it says before and after, rather than field by field."""


def _linked(link: ActionLink | PlanLink) -> Key | None:
    if link.plan:
        return Key(Kind.PLAN, link.plan)
    other = link.action if isinstance(link, ActionLink) else link.instrument
    kind = Kind.ACTION if isinstance(link, ActionLink) else Kind.INSTRUMENT
    return Key(kind, other) if other else None


def target_text(target: Target) -> str:
    """Return a target in short: `>= 10 arrests per year`."""
    unit = "" if target.unit is None else ("%" if target.unit == "%" else f" {target.unit}")
    per = "" if target.per is None else (" in total" if target.per == "total" else f" per {target.per}")
    return f"{target.comparator} {target.value}{unit}{per}"


def text_of(value: object) -> str | None:
    """Return a value as the file writes it; None for nothing, and for parts that have fields of their own."""
    match value:
        case None | BaseModel():
            return None
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case dict():
            return ", ".join(f"{name}: {one}" for name, one in value.items())
        case _:
            return str(value)


def _time(stated: Deadline | Timing) -> str | None:
    """Return a time as it is read, else as it is printed."""
    return text_of(stated.when) or stated.printed


HANDLINGS: Mapping[type[BaseModel], Handling] = MappingProxyType(
    {
        Involvement: Handling(
            (("actor", "role"), ("actor",)),
            lambda _: None,
            lambda one: one.role,
            lambda one: Key(Kind.ACTOR, one.actor),
        ),
        Means: Handling(
            (("instrument", "relation"), ("instrument",)),
            lambda _: None,
            lambda one: one.relation,
            lambda one: Key(Kind.INSTRUMENT, one.instrument),
        ),
        Indicator: Handling(
            (("measure",), ("key",)),
            lambda one: one.key,
            lambda one: one.measure,
            plain=lambda one: one.model_copy(update={"target": None, "targets": one.all_targets}),
        ),
        Target: Handling((("unit", "per"), ("per",), ("unit",), ()), lambda _: None, target_text, as_whole=True),
        Activity: Handling(
            (("text",), ("number",)), lambda one: one.number, lambda one: _time(one.timing) if one.timing else None
        ),
        Deadline: Handling((("what",), ("printed",), ("when",)), lambda one: one.what, _time),
        Progress: Handling(
            (("date", "status"), ("date",), ("note",)), lambda one: str(one.date), lambda one: one.status
        ),
        ActionLink: Handling((("action", "plan"), ("printed",)), lambda _: None, lambda one: one.relation, _linked),
        PlanLink: Handling((("plan", "instrument"),), lambda _: None, lambda one: one.relation, _linked),
        Note: Handling(((),), lambda _: None),
        Section: Handling((("number",), ("title",)), lambda one: one.number, lambda one: one.title),
        Amount: Handling(
            (("what",), ("value", "currency")), lambda one: one.what, lambda one: f"{one.currency} {one.value}"
        ),
        FormerName: Handling((("name",), ("short",)), lambda one: one.name),
        Predecessor: Handling(
            (("actor",),), lambda _: None, lambda one: text_of(one.date), lambda one: Key(Kind.ACTOR, one.actor)
        ),
        Term: Handling(
            (("term", "plans"), ("term", "meaning"), ("term",)), lambda one: one.term, lambda one: one.meaning
        ),
        AgendaItem: Handling((("title",), ()), lambda one: one.title),
        Marking: Handling((("name",),), lambda one: one.name),
        VocabularyTerm: Handling((("id",),), lambda one: one.id, lambda one: one.label),
    }
)
"""How the items of each model that stands in a list are handled."""


def paired(old: Sequence[ItemT], new: Sequence[ItemT]) -> list[tuple[ItemT | None, ItemT | None]]:
    """Return which item became which, in the order of the new list; what is gone comes last.

    Items that are wholly alike are paired first, then those alike in the surest way, and so on.
    """
    partner: dict[int, int] = {}
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for mark in _marks(next(iter((*old, *new)), None)):
        waiting: dict[object, deque[int]] = {}
        for place in left_old:
            if (known := mark(old[place])) is not None:
                waiting.setdefault(known, deque()).append(place)
        for place in left_new:
            found = waiting.get(mark(new[place]))
            if found:
                partner[place] = found.popleft()
        taken = set(partner.values())
        left_old = [place for place in left_old if place not in taken]
        left_new = [place for place in left_new if place not in partner]
    both: list[tuple[ItemT | None, ItemT | None]] = [
        (old[partner[place]] if place in partner else None, item) for place, item in enumerate(new)
    ]
    return both + [(old[place], None) for place in left_old]


def _marks(example: object) -> list[Callable[[object], object]]:
    """Return the ways to know an item again; each gives None for an item that it cannot tell from others."""
    handling = HANDLINGS.get(type(example)) if isinstance(example, BaseModel) else None
    ways = handling.ways if handling else ()
    return [lambda item: item, *(_by(way) for way in ways)]


def _by(way: tuple[str, ...]) -> Callable[[object], object]:
    def mark(item: object) -> object:
        found = tuple(getattr(item, name) for name in way)
        return None if found and all(value is None for value in found) else found

    return mark
