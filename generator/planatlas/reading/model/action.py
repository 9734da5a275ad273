"""An action: who does what, with which instrument, by when, measured how."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from planatlas.reading.model.base import ActorId, InstrumentId, Line, Model, Prose, Record, ThemeId, Whole
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.model.plan import ActionLink
from planatlas.reading.values.identifiers import WebAddress
from planatlas.reading.values.numbers import Number
from planatlas.reading.values.when import Point, When


class Role(StrEnum):
    """What an actor has to do with an action, strongest first."""

    LEAD = "lead"
    """Leads the action."""
    CO_LEAD = "co-lead"
    """Leads it together with another."""
    RESPONSIBLE = "responsible"
    """Is to do it, or a stated part of it."""
    SUPPORT = "support"
    """Supports those who do it."""
    ADDRESSEE = "addressee"
    """Is called upon, invited or addressed."""
    CALLER = "caller"
    """Calls on others to do it."""
    PARTNER = "partner"
    """Is to be cooperated with."""
    BENEFICIARY = "beneficiary"
    """Receives what the action gives."""


class Relation(StrEnum):
    """How an action stands to an instrument."""

    USES = "uses"
    """Works with it or through it."""
    IMPLEMENTS = "implements"
    """Carries out what it asks for."""
    ALIGNS_WITH = "aligns-with"
    """Keeps in line with it."""
    RATIFIES = "ratifies"
    """Asks for its ratification, or to accede to it."""
    PROPOSES = "proposes"
    """Asks for it to be drawn up."""
    REVISES = "revises"
    """Asks for it to be changed."""
    EVALUATES = "evaluates"
    """Asks how well it works."""
    FUNDED_BY = "funded-by"
    """Is paid for out of it."""
    CITES = "cites"
    """Names it, and no more."""


class Status(StrEnum):
    """What a progress entry reports."""

    PLANNED = "planned"
    """It is to begin."""
    UNDER_WAY = "under-way"
    """It has begun."""
    DONE = "done"
    """It is finished."""
    DELAYED = "delayed"
    """It goes on, later than it was to."""
    DROPPED = "dropped"
    """It is given up."""


class Involvement(Model):
    """An actor's part in an action."""

    actor: ActorId
    """The actor's id."""
    role: Role
    """What it has to do with the action."""
    detail: Line | None = None
    """What the document adds, such as the authority within a country or the part it does."""


class Means(Model):
    """An instrument that an action stands on."""

    instrument: InstrumentId
    """The instrument's id."""
    relation: Relation
    """How the action stands to it."""
    detail: Line | None = None
    """What the document adds, such as the article or the purpose."""


class Target(Model):
    """What an indicator should come to: exactly one of `at_least`, `at_most` and `exactly`."""

    at_least: Number | None = None
    """The lowest value that meets it."""
    at_most: Number | None = None
    """The highest value that meets it."""
    exactly: Number | None = None
    """The value that meets it."""
    unit: Line | None = None
    """What is counted, or `%`."""
    per: Line | None = None
    """`year`, `total`, or a period such as 2024; left out where the source states none."""
    printed: Line | None = None
    """The target as the document prints it."""

    @model_validator(mode="after")
    def _states_one(self) -> Self:
        bounds = (self.at_least, self.at_most, self.exactly)
        if bounds.count(None) != len(bounds) - 1:
            msg = "should state exactly one of at_least, at_most and exactly"
            raise ValueError(msg)
        return self

    @property
    def comparator(self) -> str:
        """`>=`, `<=` or `=`."""
        return ">=" if self.at_least else "<=" if self.at_most else "="

    @property
    def value(self) -> Number:
        """The number to reach."""
        stated = self.at_least or self.at_most or self.exactly
        if stated is None:  # the validator leaves no such target
            raise AssertionError
        return stated


class Indicator(Model):
    """How an action is measured."""

    key: Line
    """What tells it from the action's other indicators, such as `a`."""
    measure: Line
    """What is measured, in our own words."""
    target: Target | None = None
    """What it should come to."""
    targets: tuple[Target, ...] = ()
    """Where it has several; then leave `target` out."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.target and self.targets:
            msg = "should have either target or targets"
            raise ValueError(msg)
        return self

    @property
    def all_targets(self) -> tuple[Target, ...]:
        """Every target, however it was written."""
        return (self.target,) if self.target else self.targets


class Timing(Model):
    """A time as printed and as read."""

    printed: Line | None = None
    """What the document prints."""
    when: When | None = None
    """How it is read; left out where it cannot be read with certainty."""


class Progress(Model):
    """What somebody reported, on a day."""

    date: Point
    """The day of the report."""
    status: Status
    """How far it is."""
    note: Prose | None = None
    """What was reported."""
    evidence: WebAddress | None = None
    """Where that can be seen."""
    marking: Line | None = None
    """A marking of the entry's own, where it is higher than that of its record."""


class Activity(Model):
    """One step of an action."""

    number: Line
    """The number that the document prints."""
    text: Prose
    """What is done, in our own words."""
    timing: Timing | None = None
    """When."""
    progress: tuple[Progress, ...] = ()
    """What was reported on it."""


class Amount(Model):
    """A sum of money."""

    value: Number
    """The sum in units of the currency: 12000000, not 12 million."""
    currency: str = Field(pattern="^[A-Z]{3}$")
    """The currency, as ISO 4217."""
    what: Line
    """What it is for, and from where."""


class SourcePlace(Model):
    """Where an action stands in its source document."""

    section: Line
    """The heading under which it stands."""
    item: Line
    """What it is there, such as `Recommendation 12` or `first bullet`."""
    footnotes: tuple[Line, ...] = ()
    """The footnotes called in it that this record draws on."""
    page: Line | None = None
    """The page, where the source has page numbers."""


class Action(Record):
    """One action of a plan. File: plans/PLAN/actions/REF.yml."""

    ref: Line
    """The code that the document prints, exactly."""
    title: Line
    """A title: the document's, or a short one of our own where it has none."""
    section: Line
    """The number of the plan's section in which it stands."""
    group: Line | None = None
    """The heading within the section, where there is one, such as the addressee's."""
    types: tuple[Line, ...] = ()
    """The types of action that the document gives, such as `Operational`."""
    order: Whole | None = None
    """Its place in the document, where the refs do not sort that way."""
    lead: Line | None = None
    """One sentence that says it all, for the top of the page and for lists; plain text."""
    summary: Prose
    """The whole of it in our own words: every body, instrument, figure and date."""
    actors: tuple[Involvement, ...] = ()
    """Who, in which role."""
    instruments: tuple[Means, ...] = ()
    """With what."""
    indicators: tuple[Indicator, ...] = ()
    """Measured how."""
    activities: tuple[Activity, ...] = ()
    """Its steps."""
    deadlines: tuple[Deadline, ...] = ()
    """By when."""
    amounts: tuple[Amount, ...] = ()
    """Money that it names."""
    links: tuple[ActionLink, ...] = ()
    """Other actions and plans that it names."""
    joint_action_days: Prose | None = None
    """What the document says of joint action days."""
    themes: tuple[ThemeId, ...] = ()
    """Subjects that it is about."""
    source: SourcePlace
    """Where it stands in the source."""
    progress: tuple[Progress, ...] = ()
    """What was reported on it."""
