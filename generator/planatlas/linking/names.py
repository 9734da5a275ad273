"""The index of names: which records are called what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from planatlas.reading.folder import Content
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Theme
from planatlas.reading.yaml_text import Location


class Key(NamedTuple):
    """What tells one record from all others."""

    kind: Kind
    id: str


NAMED = (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.PLAN, Kind.ACTION)
"""The kinds that prose can link to, in the order in which an id is looked for."""


COUNTRY = "country"
"""The kind of the actors that are countries, which their codes name."""


@dataclass(frozen=True)
class Naming:
    """One record called by one name, and where it says so."""

    key: Key
    name: str
    location: Location


def folded(name: str) -> str:
    """Return a name as names are compared: without regard to case, spacing and the way in which accents are coded."""
    return normalize("NFC", " ".join(normalize("NFD", name).casefold().split()))


def names_of(record: Record) -> Iterator[tuple[Location, str]]:
    """Yield every name of a record with its place: name, short name, aliases and former names."""
    if isinstance(record, Plan):
        yield ("title",), record.title
        if record.short:
            yield ("short",), record.short
    if isinstance(record, (Actor, Instrument, Theme)):
        yield ("name",), record.name
        if not isinstance(record, Theme) and record.short:
            yield ("short",), record.short
        for position, alias in enumerate(record.aliases):
            yield ("aliases", position), alias
    if isinstance(record, (Actor, Instrument)):
        for position, former in enumerate(record.former_names):
            yield ("former_names", position, "name"), former.name
            if former.short:
                yield ("former_names", position, "short"), former.short


def namings_of(content: Content) -> dict[str, tuple[Naming, ...]]:
    """Return who is called what, by folded name."""
    found: dict[str, list[Naming]] = {}
    for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.PLAN):
        for entry in content.entries[kind].values():
            for location, name in names_of(entry.record):
                found.setdefault(folded(name), []).append(Naming(Key(kind, entry.id), name, location))
    return {name: tuple(namings) for name, namings in found.items()}
