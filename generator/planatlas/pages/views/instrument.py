"""An instrument's page, and the list of instruments."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import plan_of
from planatlas.pages import wording
from planatlas.pages.addresses import INSTRUMENTS, address, explorer
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import (
    Facts,
    action_row,
    footnotes,
    former_names,
    full_name,
    notes,
    page_title,
)
from planatlas.pages.views.listing import has_full_names, kind_listings, listing_columns, vocabulary_label
from planatlas.pages.views.naming import mentions
from planatlas.pages.writer import Writer
from planatlas.reading.model.action import Relation
from planatlas.reading.model.base import Kind
from planatlas.reading.model.instrument import Instrument

_ORDER = {relation.value: place for place, relation in enumerate(Relation)}
_SAID = {relation.value: said for relation, said in wording.RELATIONS.items()}


def instrument_page(atlas: Atlas, identifier: str) -> Page:
    """Return the page of an instrument."""
    key = Key(Kind.INSTRUMENT, identifier)
    entry = atlas.instruments[identifier]
    instrument = entry.record
    writer = Writer(atlas, address(key))
    uses = atlas.uses_of_instrument.get(identifier, ())
    by_plan = [
        (
            writer.plan(plan),
            [
                (_SAID[use.relation], action_row(writer, use.action), use.detail)
                for use in sorted(members, key=lambda use: _ORDER[use.relation])
            ],
        )
        for plan, members in groupby(uses, key=lambda use: plan_of(use.action))
    ]
    text = render(
        "instrument",
        kind="Instrument",
        title=page_title(instrument),
        name=instrument.short or instrument.name,
        long_name=full_name(instrument),
        aliases=", ".join(instrument.aliases),
        description=None,
        kind_label=vocabulary_label(atlas.site.instrument_kinds, instrument.kind),
        summary=writer.prose(instrument.summary),
        facts=_facts(writer, key, instrument).facts,
        in_explorer=writer.to(explorer(instrument=identifier), "These actions in the explorer"),
        plans=by_plan,
        parts_uses=[
            (writer.instrument(part), [action_row(writer, use.action) for use in atlas.uses_of_instrument[part]])
            for part in atlas.components.get(key, ())
            if part in atlas.uses_of_instrument
        ],
        mentions=mentions(writer, key),
        notes=notes(writer, instrument),
        footnotes=footnotes(atlas, [one.actor for use in uses for one in atlas.actions[use.action].record.actors]),
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def _facts(writer: Writer, key: Key, instrument: Instrument) -> Facts:
    atlas, facts = writer.atlas, Facts()
    facts.add("Kind", vocabulary_label(atlas.site.instrument_kinds, instrument.kind))
    facts.add("Number", instrument.number)
    facts.add("State", wording.STATES[instrument.state].capitalize() if instrument.state else None)
    facts.add("Date", instrument.date.label if instrument.date else None)
    facts.add("Run by", writer.actor(instrument.operator) if instrument.operator else None)
    facts.add("Part of", *[writer.instrument(one) for one in instrument.part_of])
    facts.add("Its parts", *[writer.instrument(one) for one in atlas.components.get(key, ())])
    facts.add("Amends", *[writer.instrument(one) for one in instrument.amends])
    facts.add("Amended by", *[writer.instrument(one) for one in atlas.amended_by.get(key.id, ())])
    facts.add("Replaces", *[writer.instrument(one) for one in instrument.replaces])
    facts.add("Replaced by", *[writer.instrument(one) for one in atlas.successors.get(key, ())])
    facts.add("Formerly", former_names(instrument))
    if instrument.celex:
        facts.add("On EUR-Lex", writer.external(instrument.celex.url, str(instrument.celex)))
    if instrument.eli:
        facts.add("ELI", writer.external(instrument.eli.url, instrument.eli.url.removeprefix("http://data.europa.eu/")))
    if instrument.url:
        facts.add("Official page", writer.external(instrument.url.url, instrument.url.url.split("//")[1].rstrip("/")))
    return facts


def instruments_page(atlas: Atlas) -> Page:
    """Return the list of instruments, kind by kind."""
    writer = Writer(atlas, INSTRUMENTS)
    counts = {
        identifier: Counter(action.split("/")[0] for action in {use.action for use in uses})
        for identifier, uses in atlas.uses_of_instrument.items()
    }
    kinds = {identifier: entry.record.kind for identifier, entry in atlas.instruments.items()}
    listings = kind_listings(writer, Kind.INSTRUMENT, kinds, atlas.site.instrument_kinds, counts)
    text = render(
        "listing",
        kind="List",
        title="Instruments",
        description=None,
        listings=listings,
        full_names=has_full_names(listings),
        intro="Every legal act, system, fund, programme, operation and other means that the plans name. "
        "The figures count the actions that stand on it.",
        columns=listing_columns(writer),
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)
