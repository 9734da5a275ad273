"""The records that are not about one plan: the site itself, themes, terms and meetings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from planatlas.reading.model.base import (
    ActionId,
    ActorId,
    InstrumentId,
    Line,
    Model,
    PlanId,
    Prose,
    Record,
    ThemeId,
    Whole,
)
from planatlas.reading.values.identifiers import WebAddress
from planatlas.reading.values.when import Point


class Theme(Record):
    """A subject that cuts across plans. File: themes/THEME.yml."""

    name: Line
    """Its name."""
    aliases: tuple[Line, ...] = ()
    """Other words for it that readers search for."""
    summary: Prose
    """What belongs to it."""


class Term(Model):
    """An abbreviation and its meaning."""

    term: Line
    """The abbreviation as written."""
    meaning: Line | None = None
    """What it stands for; left out where no source says and it is not certain."""
    expanded: bool = True
    """`false` where no source writes it out."""
    actor: ActorId | None = None
    """The actor it stands for, where it has a page."""
    instrument: InstrumentId | None = None
    """The instrument it stands for, where it has a page."""
    note: Line | None = None
    """What else a reader should know."""
    plans: tuple[PlanId, ...] = ()
    """The plans in which it has this meaning; none for all of them."""
    marking: Line | None = None
    """A marking of the entry's own."""


class Terms(Record):
    """The glossary. File: terms.yml."""

    terms: tuple[Term, ...] = ()
    """Its entries."""


class AgendaItem(Model):
    """One item of an agenda."""

    title: Line
    """What it is called."""
    plans: tuple[PlanId, ...] = ()
    """Plans it is about."""
    actions: tuple[ActionId, ...] = ()
    """Actions it is about, as `plan/ref`."""
    actors: tuple[ActorId, ...] = ()
    """Actors it is about."""
    themes: tuple[ThemeId, ...] = ()
    """Themes it is about."""
    note: Prose | None = None
    """Anything the participants should know."""
    marking: Line | None = None
    """A marking of the item's own."""


class Meeting(Record):
    """A meeting and its agenda. File: meetings/MEETING.yml."""

    title: Line
    """What it is called."""
    date: Point
    """When it takes place."""
    foreseen: bool = False
    """`true` where the date only follows from a document, such as a plan's review cycle, and nobody has convened it."""
    body: ActorId | None = None
    """The body that meets."""
    participants: tuple[ActorId, ...] = ()
    """Other bodies that take part or are consulted."""
    summary: Prose | None = None
    """What it is for, and where its date is from."""
    since: Point | None = None
    """From when changes are told, such as the day of the meeting before."""
    agenda: tuple[AgendaItem, ...] = ()
    """Its items, in order."""

    @model_validator(mode="after")
    def _looks_back(self) -> Self:
        if self.since and self.since.first > self.date.first:
            msg = "since should not be later than date"
            raise ValueError(msg)
        return self


class Marking(Model):
    """A level of distribution."""

    name: str = Field(pattern="^[A-Z][A-Z0-9 -]*$")
    """Its name, such as LIMITE."""
    banner: Line | None = None
    """What the banner adds, for those who do not know the word; no banner without it."""


class VocabularyTerm(Model):
    """One value of a vocabulary."""

    id: Line
    """How records write it."""
    label: Line
    """How pages write one of them."""
    plural: Line
    """How pages write several."""


class Accessibility(Model):
    """What the accessibility statement must say and only the publisher knows (Implementing Decision (EU) 2018/1523)."""

    publisher: Line | None = None
    """The body that publishes the site."""
    law: Line | None = None
    """The law by which it must be accessible; the Directive itself where none is named."""
    contact: Line | None = None
    """Who answers for accessibility: a unit or person, with telephone or postal address."""
    email: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
    """The mail address for feedback."""
    form: WebAddress | None = None
    """A page where feedback can be left."""
    enforcement: Prose | None = None
    """Whom a reader can turn to who gets no satisfactory answer, and how."""
    enforcement_url: WebAddress | None = None
    """The page of that body."""


class Versions(Model):
    """How far back the page of changes goes, and what counts as a version of the content."""

    most: Annotated[Whole, Field(ge=0)] = 30
    """How many versions it tells of; 0 for no such page."""
    releases: Line | None = None
    """The tags that are versions, such as `v*`; without it a version is a day on which the content changed."""
    since: Point | None = None
    """What was before this day is not told of."""


class Withheld(StrEnum):
    """What happens where a record names another that is marked above the audience of a build."""

    ERROR = "error"
    """The build fails and says where."""
    STUB = "stub"
    """Neutral words stand in the place of the name, and the page says that something was left out."""


class Site(Record):
    """What the site as a whole is told. File: site.yml."""

    title: Line = "Planatlas"
    """The name of the site."""
    summary: Prose | None = None
    """What it is for, in a sentence or two."""
    markings: tuple[Marking, ...] = ()
    """The markings in rising order; what carries none counts as the first."""
    audience: Line | None = None
    """The marking up to which a build goes when none is asked for; needed where anything is marked above the first."""
    withheld: Withheld = Withheld.ERROR
    """What happens where a record names another that is marked above the audience: `error` or `stub`."""
    actor_kinds: tuple[VocabularyTerm, ...] = ()
    """Kinds of actor, in the order in which pages list them."""
    instrument_kinds: tuple[VocabularyTerm, ...] = ()
    """Kinds of instrument, in the order in which pages list them."""
    accessibility: Accessibility = Accessibility()
    """What the publisher adds to the accessibility statement."""
    changes: Versions = Versions()
    """What the page of changes tells of."""
