"""A plan: the document as a whole, its sections and what it says of itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from planatlas.reading.model.base import ActionId, ActorId, InstrumentId, Line, Model, PlanId, Prose, Record, Whole
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.values.identifiers import Celex, WebAddress
from planatlas.reading.values.when import Point, When


class Extent(StrEnum):
    """How much of a plan is here."""

    COMPLETE = "complete"
    """Every action is encoded."""
    NAME_ONLY = "name-only"
    """The plan is known because another names it; it has no actions here."""


class LinkRelation(StrEnum):
    """How a plan or an action stands to another."""

    RELATED = "related"
    """It has to do with it; the document says no more."""
    IMPLEMENTS = "implements"
    """It carries out what the other asks for."""
    FOLLOWS = "follows"
    """It comes after the other and goes on from there."""
    REPLACES = "replaces"
    """It takes the place of the other."""
    PART_OF = "part-of"
    """It belongs to the other."""
    SUPPORTS = "supports"
    """It helps the other along."""


class Words(Model):
    """The words that a plan uses for its parts."""

    section: Line = "Section"
    """One section, such as `Strategic goal`."""
    sections: Line = "Sections"
    """Several of them."""
    action: Line = "Action"
    """One action, such as `Operational action`."""
    actions: Line = "Actions"
    """Several of them."""
    label: Line = "Action"
    """What stands before an action's ref, such as `OA` in OA 2.10."""


class Section(Model):
    """One part of a plan, in the order of the document."""

    number: Line
    """The number that the document prints, or the one it would have."""
    title: Line
    """Its heading."""
    summary: Prose | None = None
    """What it is about, in our own words."""


class Review(Model):
    """How a plan is followed up."""

    text: Prose
    """Who reviews, with whom, and what happens with the result."""
    printed: Line | None = None
    """The timing as the document has it."""
    when: When | None = None
    """The timing as read, such as `every 6 months from 2022-03-29`."""


class Counts(Model):
    """Figures that a plan must come to, so that a lost file is noticed."""

    announced: Whole | None = Field(default=None, ge=0)
    """How many actions the document says it has."""
    actions: Whole = Field(ge=0)
    """How many it has when counted."""
    per_section: dict[str, Whole] = Field(default_factory=dict)
    """Actions by section number."""
    indicators: Whole = Field(default=0, ge=0)
    """How many indicators its actions state."""
    targets: Whole = Field(default=0, ge=0)
    """How many targets those indicators have."""
    activities: Whole = Field(default=0, ge=0)
    """How many activities its actions list."""


class SourceDocument(Model):
    """The document that a plan was read from."""

    title: Line
    """The document's full title, as it stands there."""
    language: Line = "en"
    """Its language, as ISO 639-1."""
    celex: Celex | None = None
    """Its CELEX number, where it has one."""
    url: WebAddress | None = None
    """Where it is published."""


class PlanLink(Model):
    """What a plan implements, follows or replaces: another plan, or an instrument."""

    plan: PlanId | None = None
    """The other plan."""
    instrument: InstrumentId | None = None
    """The instrument, such as the strategy it implements."""
    relation: LinkRelation = LinkRelation.RELATED
    """How this plan stands to it."""
    detail: Line | None = None
    """Anything the document adds."""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.plan is None) == (self.instrument is None):
            msg = "should name either a plan or an instrument"
            raise ValueError(msg)
        return self


class Plan(Record):
    """An action plan. File: plans/PLAN/plan.yml."""

    title: Line
    """The plan's title."""
    short: Line | None = None
    """A short title for lists and breadcrumbs."""
    reference: Line | None = None
    """The document's number, such as `COM(2021) 591`."""
    issuer: ActorId | None = None
    """The body that issued it."""
    signatories: tuple[ActorId, ...] = ()
    """Bodies that agreed or signed it, where it is not of one issuer alone."""
    date: Point | None = None
    """When it was issued."""
    period: When | None = None
    """The time it covers, where it states one."""
    marking: Line | None = None
    """The marking of the plan, one of those in site.yml; its actions inherit it."""
    extent: Extent = Extent.COMPLETE
    """`name-only` for a plan that is only named by another."""
    summary: Prose | None = None
    """What it is, in two or three sentences."""
    words: Words = Words()
    """What it calls its parts."""
    sections: tuple[Section, ...] = ()
    """Its parts that hold actions, in order."""
    review: Review | None = None
    """How it is followed up."""
    deadlines: tuple[Deadline, ...] = ()
    """Times that it sets as a whole, for none of its actions in particular."""
    counts: Counts | None = None
    """What its actions, indicators and activities must come to."""
    source: SourceDocument | None = None
    """The document it was read from."""
    links: tuple[PlanLink, ...] = ()
    """What it implements, follows or replaces."""


class ActionLink(Model):
    """A link from an action to another action, or to a plan."""

    action: ActionId | None = None
    """The other action: `plan/ref`, or its ref alone within the same plan."""
    plan: PlanId | None = None
    """The plan, where the document names no action of it or the plan is not here."""
    relation: LinkRelation = LinkRelation.RELATED
    """How this action stands to it."""
    printed: Line | None = None
    """The reference as the document prints it, such as `THB OA 5.1`."""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.action is None) == (self.plan is None):
            msg = "should name either an action or a plan"
            raise ValueError(msg)
        return self
