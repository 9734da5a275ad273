"""An actor: a body, country, network or group that plans name."""

from __future__ import annotations

from planatlas.reading.model.base import ActorId, FormerName, Line, Model, Prose, Record
from planatlas.reading.values.identifiers import CountryCode, WebAddress
from planatlas.reading.values.when import Point


class Predecessor(Model):
    """A body that this one took over from."""

    actor: ActorId
    """The former body."""
    date: Point | None = None
    """When this one took over."""


class Actor(Record):
    """A body, country, network or group. File: actors/ACTOR.yml."""

    name: Line
    """The full name, in English as the body itself writes it."""
    short: Line | None = None
    """The short name or abbreviation in use."""
    aliases: tuple[Line, ...] = ()
    """Every other way in which the sources or readers write the name."""
    kind: Line
    """One of the actor kinds."""
    part_of: tuple[ActorId, ...] = ()
    """The bodies it is a part of."""
    members: tuple[ActorId, ...] = ()
    """The members of a collective; leave out where they are not fixed."""
    predecessors: tuple[Predecessor, ...] = ()
    """Bodies that it took over from."""
    former_names: tuple[FormerName, ...] = ()
    """Names it had before."""
    country: CountryCode | None = None
    """The country's code as the EU writes it."""
    authority: Line | None = None
    """Its code in the Publications Office's list of corporate bodies, such as EUROPOL."""
    url: WebAddress | None = None
    """Its official site."""
    summary: Prose | None = None
    """What it is, in a sentence."""
    footnote: Prose | None = None
    """A footnote that custom attaches to the name, shown wherever the page of this actor is."""
