"""Old versions cut to the audience of the new one.

A version is cut as `linking.audience` cuts the present content, with two things added. The present site.yml says what
the markings are. And what a newer version withholds is withheld from all older ones too: a record that was marked only
later, or that is known now only through what is marked, would otherwise show in the history as removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from planatlas.history.changes import Change, Changes
from planatlas.history.compare import compare
from planatlas.history.renames import stated_renames
from planatlas.linking.audience import cut
from planatlas.linking.names import Key
from planatlas.linking.redaction import marked_parts
from planatlas.reading.folder import Content, Entry
from planatlas.reading.kinds import kind_of
from planatlas.reading.model.action import Progress
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind, Note, Record
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import AgendaItem, Term, Theme
from planatlas.reading.yaml_text import Location

ABOVE_ALL = "(withheld)"
"""A marking that no site.yml can name, and which is therefore above every audience."""

_STUBS: Mapping[Kind, Record] = MappingProxyType(
    {
        Kind.PLAN: Plan(title=ABOVE_ALL, marking=ABOVE_ALL),
        Kind.ACTOR: Actor(name=ABOVE_ALL, kind=ABOVE_ALL, marking=ABOVE_ALL),
        Kind.INSTRUMENT: Instrument(name=ABOVE_ALL, kind=ABOVE_ALL, marking=ABOVE_ALL),
        Kind.THEME: Theme(name=ABOVE_ALL, summary=ABOVE_ALL, marking=ABOVE_ALL),
    }
)
"""What stands for records that cannot be read."""
_GLOSSARY = Key(Kind.TERMS, Kind.TERMS)
ModelT = TypeVar("ModelT", bound=BaseModel)
_Part = tuple[Key, str, str]
"""A part with a marking of its own: its record, its kind, and what tells it from others."""


def cuts_of(whole: Content, kept: Content) -> Cuts | None:
    """Return what cuts older versions of a content as the present one was cut, to be given the newest of them first.

    None where the site has no markings, so that there is nothing to cut.
    """
    return Cuts(whole, kept) if whole.site.markings else None


def compare_cut(old: Content, new: Content, cut_old: Content, cut_new: Content, as_of: date) -> Changes:
    """Return what changed between two versions for those who have them cut.

    What only comes to light, or goes, since something withheld has changed, is no change of the record that it is in:
    nothing is told of it. A plan or action that is released to its readers is told as added.
    """
    found = compare(cut_old, cut_new, as_of)
    if cut_old is old and cut_new is new:
        return found
    happened = {_signature(change) for change in compare(old, new, as_of)} if found else set()
    released = (Kind.PLAN, Kind.ACTION)
    told = (
        change
        for change in found
        if _signature(change) in happened or (not change.field and change.key.kind in released)
    )
    # Of a file that cannot be read nobody knows how it is marked, unless another version tells.
    unread = (path for path in found.unread if _is_in(cut_old, path) or _is_in(cut_new, path))
    return Changes(tuple(told), tuple(unread))


def _is_in(content: Content, path: str) -> bool:
    place = kind_of(path)
    return place is not None and place[1] in content.entries[place[0].kind]


def _signature(change: Change) -> tuple[object, ...]:
    return (change.turn, change.key, change.field, change.item, change.before, change.after)


class Cuts:
    """Cuts one version after the other, the newest first, and remembers what the newer ones withheld."""

    def __init__(self, whole: Content, kept: Content) -> None:
        self._site = whole.entries[Kind.SITE]
        self._audience = kept.audience
        self._levels = {marking.name: place for place, marking in enumerate(whole.site.markings)}
        self._limit = self._levels.get(kept.audience or "", 0)
        self._kept = frozenset(_keys(kept))
        self._records: set[Key] = set()
        self._parts: set[_Part] = set()
        self._holders: set[Key] = set()
        self._remember(whole, kept)

    def __call__(self, old: Content) -> Content:
        """Return an older version without what its readers, or those of a newer one, may not have."""
        entries = {kind: dict(entries) for kind, entries in old.entries.items()}
        entries[Kind.SITE] = self._site
        for key in _keys(old):
            if key.kind is not Kind.SITE:
                entries[key.kind][key.id] = self._marked(key, old.entries[key.kind][key.id])
        for entry in self._unread(old):
            entries[entry.kind][entry.id] = entry
        marked = replace(old, entries=entries)
        kept = cut(marked, self._audience)
        self._remember(marked, kept)
        return kept

    @property
    def withholds_nothing(self) -> bool:
        """Whether the audience may have every marking."""
        return self._limit >= len(self._levels) - 1

    def withholds(self, path: str) -> bool:
        """Whether the record of a file is withheld as a whole from all versions that come."""
        place = kind_of(path)
        return place is not None and Key(place[0].kind, place[1]) in self._records

    def apart(self) -> Cuts:
        """Return another that remembers as much now, and nothing of what this one is given later."""
        return deepcopy(self, {id(one): one for one in (self._site, self._levels, self._kept)})

    def _unread(self, old: Content) -> Iterator[Entry[Record]]:
        """Yield records in the place of those that cannot be read, unless everybody may have them now.

        They carry a marking, so that with them goes what names them: the actions of a plan, the terms of its own.
        """
        if self.withholds_nothing:
            return
        for kind, stub in _STUBS.items():
            for identifier, document in old.unread(kind).items():
                if Key(kind, identifier) not in self._kept:
                    yield Entry(identifier, kind, stub, document)

    def _remember(self, whole: Content, kept: Content) -> None:
        gone = {key for key in _keys(whole) if key.id not in kept.entries[key.kind]}
        self._records |= gone | {was for was, now in stated_renames(whole) if now in gone}
        for key in _keys(whole):
            record = whole.entries[key.kind][key.id].record
            for location, marking in marked_parts(record):
                if location and self._levels.get(marking, self._limit + 1) > self._limit:
                    self._parts.add(_known(key, _at(record, location)))
                    self._holders.add(key)
        left = {term.term for term in _terms_of(kept)}
        for term in _terms_of(whole):
            if term.term not in left:  # only what is withheld brings it in
                self._parts.add(_known(_GLOSSARY, term))
                self._holders.add(_GLOSSARY)

    def _marked(self, key: Key, entry: Entry[Record]) -> Entry[Record]:
        """Return a record so marked that nobody gets what a newer version withholds: the whole of it, or parts."""
        if key in self._records:
            return replace(entry, record=entry.record.model_copy(update={"marking": ABOVE_ALL}))
        if key in self._holders:
            return replace(entry, record=self._with_parts(key, entry.record))
        return entry

    def _with_parts(self, key: Key, model: ModelT) -> ModelT:
        update: dict[str, Any] = {}
        for name in type(model).model_fields:
            value = getattr(model, name)
            if isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
                update[name] = tuple(self._with_parts(key, item) for item in value)
        if (
            not isinstance(model, Record)
            and "marking" in type(model).model_fields
            and _known(key, model) in self._parts
        ):
            update["marking"] = ABOVE_ALL
        return model.model_copy(update=update) if update else model


def _terms_of(content: Content) -> tuple[Term, ...]:
    return content.terms.record.terms if content.terms else ()


def _keys(content: Content) -> Iterator[Key]:
    for kind, entries in content.entries.items():
        yield from (Key(kind, identifier) for identifier in entries)


def _at(model: BaseModel, location: Location) -> BaseModel:
    value: Any = model
    for step in location:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    part: BaseModel = value
    return part


def _known(key: Key, part: BaseModel) -> _Part:
    """Return what a part is known by; one that was changed a little is still the same."""
    match part:
        case Progress():
            told = f"{part.date} {part.status}"
        case AgendaItem():
            told = part.title
        case Note():
            told = part.text
        case Term():
            told = part.term
        case _:
            told = repr(part.model_copy(update={"marking": None}))
    return (key, type(part).__name__, told)
