"""An instrument: a legal act, system, fund, programme, operation or other means that plans name."""

from __future__ import annotations

from enum import StrEnum

from planatlas.reading.model.base import ActorId, FormerName, InstrumentId, Line, Prose, Record
from planatlas.reading.values.identifiers import Celex, Eli, WebAddress
from planatlas.reading.values.when import When


class State(StrEnum):
    """Whether an instrument is there yet, or still."""

    PROPOSED = "proposed"
    """Drawn up, and not adopted yet."""
    IN_FORCE = "in-force"
    """Adopted, and it applies."""
    IN_OPERATION = "in-operation"
    """A system, fund or operation that runs."""
    REPLACED = "replaced"
    """Another has taken its place."""
    REPEALED = "repealed"
    """Taken out of force."""
    ENDED = "ended"
    """A system, fund or operation that has run its course."""


class Instrument(Record):
    """A means that plans stand on. File: instruments/INSTRUMENT.yml."""

    name: Line
    """The full name."""
    short: Line | None = None
    """The short name or abbreviation in use."""
    aliases: tuple[Line, ...] = ()
    """Every other way in which the sources or readers write the name."""
    kind: Line
    """One of the instrument kinds."""
    number: Line | None = None
    """The official number, such as `Directive (EU) 2017/541` or `COM(2021) 591`."""
    celex: Celex | None = None
    """The CELEX number, where certain."""
    eli: Eli | None = None
    """The European Legislation Identifier, where certain."""
    date: When | None = None
    """When it was adopted, or the time it runs."""
    state: State | None = None
    """Whether it is proposed, in force, replaced and so on, as far as is certain."""
    operator: ActorId | None = None
    """Who runs it."""
    part_of: tuple[InstrumentId, ...] = ()
    """What it is a part of."""
    amends: tuple[InstrumentId, ...] = ()
    """What it amends."""
    replaces: tuple[InstrumentId, ...] = ()
    """What it replaces."""
    former_names: tuple[FormerName, ...] = ()
    """Names it had before."""
    url: WebAddress | None = None
    """Its official page, where EUR-Lex has none."""
    summary: Prose | None = None
    """What it is, in a sentence."""
