"""The table of one actor: every part in every action that concerns it, as its dossier shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from planatlas.linking.atlas import Atlas, Part
from planatlas.linking.names import Key
from planatlas.linking.parts import every_part
from planatlas.pages import wording
from planatlas.pages.addresses import address, published
from planatlas.pages.tables.of_actions import marking_with_reports
from planatlas.pages.tables.table import MARKED, MARKING, Column, Table, Type, field, listed
from planatlas.pages.views.common import times_of, when_due
from planatlas.pages.writer import first_sentence, short_name
from planatlas.reading.model.action import Action, Involvement
from planatlas.reading.model.base import Kind


class Told(NamedTuple):
    """What the table says of an action, whoever's table it is."""

    plan: str
    ref: str
    title: str
    lead: str
    when: str | None
    start: date | None
    end: date | None
    indicators: int
    instruments: str | None
    themes: str | None
    status: str
    url: str
    marking: str | None


class OfPart(NamedTuple):
    """A part as the item of a table."""

    part: Part
    through: str | None
    """The name of the part or collective by which the actor is meant; None where it is named itself."""
    told: Told


def told(atlas: Atlas, identifier: str) -> Told:
    """Return what the tables of its actors say of an action."""
    action, key = atlas.actions[identifier].record, Key(Kind.ACTION, identifier)
    times = times_of(action)
    means = dict.fromkeys(one.instrument for one in action.instruments)
    return Told(
        plan=short_name(atlas, Key(Kind.PLAN, identifier.split("/", maxsplit=1)[0])),
        ref=action.ref,
        title=action.title,
        lead=first_sentence(atlas, action),
        when=when_due(atlas, identifier) or None,
        start=min((when.start for when in times if when.start), default=None),
        end=max((when.end for when in times if when.end), default=None),
        indicators=len(action.indicators),
        instruments=listed(short_name(atlas, Key(Kind.INSTRUMENT, one)) for one in means),
        themes=listed(short_name(atlas, Key(Kind.THEME, one)) for one in action.themes),
        status=wording.STATUSES[atlas.standings[identifier].status],
        url=published(address(key)),
        marking=marking_with_reports(atlas, identifier),
    )


def parts_of(atlas: Atlas, actor: str, known: dict[str, Told]) -> Iterator[OfPart]:
    """Yield the rows of an actor, in the order of `every_part`; what is told of an action is kept in `known`."""
    for part in every_part(atlas, actor):
        if part.action not in known:
            known[part.action] = told(atlas, part.action)
        through = None if part.actor == actor else short_name(atlas, Key(Kind.ACTOR, part.actor))
        yield OfPart(part, through, known[part.action])


def _told(name: str, type_: Type, meaning: str) -> Column[OfPart]:
    """Return the column of what is told of the action."""
    return Column(name, type_, meaning, attrgetter(f"told.{name}"))


def _nobody(_: Atlas) -> Iterator[OfPart]:
    return iter(())


OF_ACTOR = Table(
    "actions",
    "A part in an action.",
    (
        field(Involvement, "role", lambda item: wording.ROLES[item.part.role]),
        Column("through", Type.TEXT, "The part or group that is named instead.", lambda item: item.through),
        _told("plan", Type.TEXT, "The plan's short title."),
        field(Action, "ref", lambda item: item.told.ref),
        field(Action, "title", lambda item: item.told.title),
        field(Involvement, "detail", lambda item: item.part.detail),
        _told("lead", Type.PROSE, "One sentence that says it all."),
        _told("when", Type.TEXT, "From when to when, in words."),
        _told("start", Type.DAY, "The first day of any of its times."),
        _told("end", Type.DAY, "The last day of any of its times."),
        _told("indicators", Type.NUMBER, "How many indicators measure it."),
        _told("instruments", Type.TEXT, "What it stands on."),
        _told("themes", Type.TEXT, "What it is about."),
        _told("status", Type.TEXT, "How far it is on the as-of day."),
        Column("action", Type.TEXT, "The action's id, plan/ref.", lambda item: item.part.action),
        _told("url", Type.TEXT, "Its page, from the root of the site."),
        _told(MARKING, Type.TEXT, MARKED),
    ),
    _nobody,
)
"""Filled with the parts of one actor by `Table.of`."""
