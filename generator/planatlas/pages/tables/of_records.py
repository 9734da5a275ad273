"""The tables of plans, actors, instruments, themes, terms and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import Key
from planatlas.pages.addresses import address, published
from planatlas.pages.tables.table import (
    MARKED,
    MARKING,
    PLACE,
    Column,
    Place,
    Table,
    Type,
    field,
    flowing,
    listed,
    place_column,
    repeated,
    written,
)
from planatlas.pages.writer import short_name
from planatlas.reading.folder import Entry
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import FormerName, Kind, Note, Record
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan, Review, SourceDocument
from planatlas.reading.model.site import Term, Theme

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class OfRecord(Generic[RecordT]):
    """A record as the item of a table."""

    atlas: Atlas
    key: Key
    record: RecordT

    def plain(self, prose: str | None) -> str | None:
        """Return prose as plain text, None for none."""
        return flowing(self.atlas, prose)


@dataclass(frozen=True)
class OfTerm:
    """A term as the item of a table."""

    atlas: Atlas
    term: Term
    number: int
    """Its place in the list, from 0."""


@dataclass(frozen=True)
class OfNote:
    """A note as the item of a table, with the record that it stands in."""

    atlas: Atlas
    key: Key
    note: Note
    number: int
    """Its place among the record's notes, from 0."""

    @property
    def marking(self) -> str | None:
        """The marking of the record, or the note's own where it is higher."""
        return highest(self.atlas, (marking_of(self.atlas, self.key), self.note.marking))


def _table(
    name: str,
    about: str,
    kind: Kind,
    entries: Callable[[Atlas], Mapping[str, Entry[RecordT]]],
    *columns: Column[OfRecord[RecordT]],
) -> Table[OfRecord[RecordT]]:
    """Return a table of the records of a kind, which begins with the id and ends with address and marking."""

    def items(atlas: Atlas) -> Iterator[OfRecord[RecordT]]:
        for identifier, entry in entries(atlas).items():
            yield OfRecord(atlas, Key(kind, identifier), entry.record)

    return Table(name, about, (_ID, *columns, _URL, _MARKING), items, lambda item: Place(item.key, ()), ("id",))


_ID: Column[OfRecord[Any]] = Column(
    "id", Type.TEXT, "Its id, by which other records name it.", lambda item: item.key.id
)
_URL: Column[OfRecord[Any]] = Column(
    "url", Type.TEXT, "Its page, from the root of the site.", lambda item: published(address(item.key))
)
_MARKING: Column[OfRecord[Any]] = Column(MARKING, Type.TEXT, MARKED, lambda item: marking_of(item.atlas, item.key))


def _former(names: Iterable[FormerName]) -> str | None:
    return listed(name for one in names for name in (one.name, one.short) if name)


def _actions(item: OfRecord[Plan]) -> int:
    return len(item.atlas.actions_of.get(item.key.id, ()))


def _plans(atlas: Atlas) -> Mapping[str, Entry[Plan]]:
    return {**atlas.plans, **atlas.named_plans}


def _review(
    name: str, called: str, value: Callable[[OfRecord[Plan], Review], str | None], type_: Type = Type.TEXT
) -> Column[OfRecord[Plan]]:
    return field(
        Review,
        name,
        lambda item: value(item, item.record.review) if item.record.review else None,
        type_,
        called=called,
        within=("review",),
    )


def _source(name: str, value: Callable[[SourceDocument], str | None]) -> Column[OfRecord[Plan]]:
    return field(
        SourceDocument,
        name,
        lambda item: value(item.record.source) if item.record.source else None,
        called=f"source_{name}",
        within=("source",),
    )


PLANS = _table(
    "plans",
    "A plan: those with their actions here, then those known by name only.",
    Kind.PLAN,
    _plans,
    field(Plan, "title", lambda item: item.record.title),
    field(Plan, "short", lambda item: item.record.short),
    field(Plan, "reference", lambda item: item.record.reference),
    field(Plan, "issuer", lambda item: item.record.issuer),
    field(Plan, "signatories", lambda item: listed(item.record.signatories)),
    field(Plan, "date", lambda item: written(item.record.date)),
    Column(
        "date_start",
        Type.DAY,
        "The first day of that date.",
        lambda item: item.record.date.start if item.record.date else None,
    ),
    field(Plan, "period", lambda item: written(item.record.period)),
    Column(
        "period_start",
        Type.DAY,
        "The first day of the period.",
        lambda item: item.record.period.start if item.record.period else None,
    ),
    Column(
        "period_end",
        Type.DAY,
        "The last day of the period.",
        lambda item: item.record.period.end if item.record.period else None,
    ),
    field(Plan, "extent", lambda item: item.record.extent.value),
    Column("actions", Type.NUMBER, "How many of its actions are here.", _actions),
    field(Plan, "summary", lambda item: item.plain(item.record.summary), Type.PROSE),
    _review("text", "review", lambda item, review: item.plain(review.text), Type.PROSE),
    _review("printed", "review_printed", lambda _, review: review.printed),
    _review("when", "review_when", lambda _, review: written(review.when)),
    repeated(
        field(
            Plan,
            "deadlines",
            lambda item: listed(f"{one.what} ({one.printed or one.when})" for one in item.record.deadlines),
            Type.PROSE,
        )
    ),
    _source("title", lambda source: source.title),
    _source("celex", lambda source: str(source.celex) if source.celex else None),
    _source("url", lambda source: source.url.url if source.url else None),
)

ACTORS = _table(
    "actors",
    "A body, country, network or group.",
    Kind.ACTOR,
    lambda atlas: atlas.actors,
    field(Actor, "name", lambda item: item.record.name),
    field(Actor, "short", lambda item: item.record.short),
    field(Actor, "aliases", lambda item: listed(item.record.aliases)),
    repeated(field(Actor, "former_names", lambda item: _former(item.record.former_names))),
    field(Actor, "kind", lambda item: item.record.kind),
    field(Actor, "summary", lambda item: item.plain(item.record.summary), Type.PROSE),
    field(Actor, "part_of", lambda item: listed(item.record.part_of)),
    field(Actor, "members", lambda item: listed(item.record.members)),
    field(Actor, "country", lambda item: str(item.record.country) if item.record.country else None),
    field(Actor, "authority", lambda item: item.record.authority),
    field(Actor, "url", lambda item: item.record.url.url if item.record.url else None, called="site"),
)

INSTRUMENTS = _table(
    "instruments",
    "A legal act, system, fund, programme, operation or other means.",
    Kind.INSTRUMENT,
    lambda atlas: atlas.instruments,
    field(Instrument, "name", lambda item: item.record.name),
    field(Instrument, "short", lambda item: item.record.short),
    field(Instrument, "aliases", lambda item: listed(item.record.aliases)),
    repeated(field(Instrument, "former_names", lambda item: _former(item.record.former_names))),
    field(Instrument, "kind", lambda item: item.record.kind),
    field(Instrument, "number", lambda item: item.record.number),
    field(Instrument, "celex", lambda item: str(item.record.celex) if item.record.celex else None),
    field(Instrument, "eli", lambda item: str(item.record.eli) if item.record.eli else None),
    field(Instrument, "summary", lambda item: item.plain(item.record.summary), Type.PROSE),
    field(Instrument, "date", lambda item: written(item.record.date)),
    Column(
        "date_start",
        Type.DAY,
        "The first day of that date.",
        lambda item: item.record.date.start if item.record.date else None,
    ),
    field(Instrument, "state", lambda item: item.record.state.value if item.record.state else None),
    field(Instrument, "operator", lambda item: item.record.operator),
    field(Instrument, "part_of", lambda item: listed(item.record.part_of)),
    field(Instrument, "amends", lambda item: listed(item.record.amends)),
    field(Instrument, "replaces", lambda item: listed(item.record.replaces)),
    field(Instrument, "url", lambda item: item.record.url.url if item.record.url else None, called="site"),
)

THEMES = _table(
    "themes",
    "A subject that cuts across plans.",
    Kind.THEME,
    lambda atlas: atlas.themes,
    field(Theme, "name", lambda item: item.record.name),
    field(Theme, "aliases", lambda item: listed(item.record.aliases)),
    field(Theme, "summary", lambda item: item.plain(item.record.summary), Type.PROSE),
    Column(
        "actions",
        Type.NUMBER,
        "How many actions are about it.",
        lambda item: len(item.atlas.actions_on_theme.get(item.key.id, ())),
    ),
)


def _terms(atlas: Atlas) -> Iterator[OfTerm]:
    return (OfTerm(atlas, term, number) for number, term in enumerate(atlas.terms))


def _terms_marking(item: OfTerm) -> str | None:
    entry = item.atlas.content.terms
    whole = marking_of(item.atlas, Key(Kind.TERMS, entry.id)) if entry else None
    return highest(item.atlas, (whole, item.term.marking))


def _place_of_term(item: OfTerm) -> Place:
    return Place(Key(Kind.TERMS, Kind.TERMS.value), ("terms", item.number))


TERMS = Table(
    "terms",
    "An abbreviation in one meaning.",
    (
        place_column(lambda item: _place_of_term(item).location),
        field(Term, "term", lambda item: item.term.term),
        field(Term, "meaning", lambda item: item.term.meaning),
        Column(
            "expanded",
            Type.TEXT,
            "Whether a source writes it out: yes or no.",
            lambda item: "yes" if item.term.expanded else "no",
        ),
        field(Term, "plans", lambda item: listed(item.term.plans)),
        field(Term, "actor", lambda item: item.term.actor),
        field(Term, "instrument", lambda item: item.term.instrument),
        field(Term, "note", lambda item: item.term.note),
        Column(MARKING, Type.TEXT, MARKED, _terms_marking),
    ),
    _terms,
    _place_of_term,
    (PLACE,),
)


def _name_of_noted(item: OfNote) -> str:
    return short_name(item.atlas, item.key).replace("\u00a0", " ")


def _notes(atlas: Atlas) -> Iterator[OfNote]:
    for kind in Kind:
        entries = atlas.actions if kind is Kind.ACTION else atlas.content.entries[kind]
        for identifier, entry in entries.items():
            for number, note in enumerate(entry.record.notes):
                yield OfNote(atlas, Key(kind, identifier), note, number)


def _place_of_note(item: OfNote) -> Place:
    return Place(item.key, ("notes", item.number))


NOTES = Table(
    "notes",
    "An editorial note on what is odd in a source.",
    (
        Column("kind", Type.TEXT, "The kind of the record that it stands in.", lambda item: item.key.kind.value),
        Column("record", Type.TEXT, "The record's id.", lambda item: item.key.id),
        Column("name", Type.TEXT, "What the record is called.", _name_of_noted),
        place_column(lambda item: _place_of_note(item).location),
        field(Note, "text", lambda item: flowing(item.atlas, item.note.text), Type.PROSE),
        Column(MARKING, Type.TEXT, MARKED, lambda item: item.marking),
    ),
    _notes,
    _place_of_note,
    ("kind", "record", PLACE),
)
