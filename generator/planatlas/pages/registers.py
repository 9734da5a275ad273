"""What a dossier tells of those whom its actions name: bodies, instruments and themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planatlas.linking.names import Key
from planatlas.linking.related import plan_of
from planatlas.pages import wording
from planatlas.pages.entries import Entry, Facts, notes
from planatlas.pages.hypertext import Html, Hypertext, anchor, joined
from planatlas.pages.views.common import full_name
from planatlas.pages.views.listing import vocabulary_label
from planatlas.pages.writer import label, short_name
from planatlas.reading.model.action import Relation, Role
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind
from planatlas.reading.model.instrument import Instrument


def actor_entry(writer: Hypertext, identifier: str) -> Entry:
    """Return what a body is, and its parts in the actions of the document, role by role."""
    atlas, key, facts = writer.atlas, Key(Kind.ACTOR, identifier), Facts()
    actor = atlas.actors[identifier].record
    facts.add("Full name", full_name(actor))
    facts.add("Kind", vocabulary_label(atlas.site.actor_kinds, actor.kind))
    facts.add("Also written", ", ".join(actor.aliases))
    facts.add("Formerly", *_former_names(actor))
    facts.add("Country code", str(actor.country) if actor.country else None)
    facts.add("Part of", writer.names(Kind.ACTOR, actor.part_of))
    facts.add("Members", writer.names(Kind.ACTOR, actor.members))
    facts.add("Member of", writer.names(Kind.ACTOR, atlas.collectives.get(identifier, ())))
    facts.add("Took over from", writer.names(Kind.ACTOR, (one.actor for one in actor.predecessors)))
    facts.add("Official site", writer.link(actor.url.url, actor.url.url) if actor.url else None)
    facts.add("Marking", writer.note_marking(key))
    parts = atlas.parts_of_actor.get(identifier, ())
    for role in Role:
        facts.add(wording.ROLES[role], *_by_plan(writer, (part.action for part in parts if part.role is role)))
    facts.add("Meetings", writer.names(Kind.MEETING, atlas.meetings_on.get(key, ())))
    text = writer.prose(actor.summary)
    return Entry(anchor(key), actor.short or actor.name, None, text, facts, notes=notes(writer, actor))


def instrument_entry(writer: Hypertext, identifier: str) -> Entry:
    """Return what an instrument is, and which actions of the document stand on it, relation by relation."""
    atlas, key, facts = writer.atlas, Key(Kind.INSTRUMENT, identifier), Facts()
    instrument = atlas.instruments[identifier].record
    facts.add("Full name", full_name(instrument))
    facts.add("Kind", vocabulary_label(atlas.site.instrument_kinds, instrument.kind))
    facts.add("Number", instrument.number)
    facts.add("State", wording.STATES[instrument.state].capitalize() if instrument.state else None)
    facts.add("Date", instrument.date.label if instrument.date else None)
    facts.add("Also written", ", ".join(instrument.aliases))
    facts.add("Formerly", *_former_names(instrument))
    facts.add("Run by", writer.names(Kind.ACTOR, [instrument.operator]) if instrument.operator else None)
    facts.add("Part of", writer.names(Kind.INSTRUMENT, instrument.part_of))
    facts.add("Amends", writer.names(Kind.INSTRUMENT, instrument.amends))
    facts.add("Amended by", writer.names(Kind.INSTRUMENT, atlas.amended_by.get(identifier, ())))
    facts.add("Replaces", writer.names(Kind.INSTRUMENT, instrument.replaces))
    facts.add("Replaced by", writer.names(Kind.INSTRUMENT, atlas.successors.get(key, ())))
    facts.add("On EUR-Lex", writer.link(instrument.celex.url, str(instrument.celex)) if instrument.celex else None)
    facts.add("ELI", writer.link(instrument.eli.url, instrument.eli.url) if instrument.eli else None)
    facts.add("Official page", writer.link(instrument.url.url, instrument.url.url) if instrument.url else None)
    facts.add("Marking", writer.note_marking(key))
    uses = atlas.uses_of_instrument.get(identifier, ())
    for relation in Relation:
        actions = (use.action for use in uses if use.relation == relation)
        facts.add(_OF_ACTIONS[relation], *_by_plan(writer, actions))
    text = writer.prose(instrument.summary)
    return Entry(anchor(key), instrument.short or instrument.name, None, text, facts, notes=notes(writer, instrument))


_OF_ACTIONS: Mapping[Relation, str] = {
    Relation.USES: "Used by",
    Relation.IMPLEMENTS: "Implemented by",
    Relation.ALIGNS_WITH: "Aligned with by",
    Relation.RATIFIES: "To be ratified by",
    Relation.PROPOSES: "Proposed by",
    Relation.REVISES: "Revised by",
    Relation.EVALUATES: "Evaluated by",
    Relation.FUNDED_BY: "Funds",
    Relation.CITES: "Cited by",
}
"""The relations of actions to an instrument, seen from the instrument."""


def theme_entry(writer: Hypertext, identifier: str) -> Entry:
    """Return what a theme is, and the actions of the document that are about it."""
    key, facts = Key(Kind.THEME, identifier), Facts()
    theme = writer.atlas.themes[identifier].record
    facts.add("Actions", *_by_plan(writer, writer.atlas.actions_on_theme.get(identifier, ())))
    facts.add("Marking", writer.note_marking(key))
    return Entry(anchor(key), theme.name, None, writer.prose(theme.summary), facts, notes=notes(writer, theme))


def _by_plan(writer: Hypertext, actions: Iterable[str]) -> list[Html]:
    """Return actions by their codes, a line for each plan; its title goes before them where there are several plans."""
    grouped: dict[str, list[str]] = {}
    for action in dict.fromkeys(actions):
        code = writer.name(Key(Kind.ACTION, action), label(writer.atlas, action))
        grouped.setdefault(plan_of(action), []).append(code)
    several = len(writer.atlas.plans) > 1
    return [
        Html(f"{writer.text(short_name(writer.atlas, Key(Kind.PLAN, plan)))}: {joined(codes)}")
        if several
        else joined(codes)
        for plan, codes in grouped.items()
    ]


def _former_names(record: Actor | Instrument) -> list[str]:
    found = []
    for former in record.former_names:
        short = f" ({former.short})" if former.short else ""
        until = f", until {former.until.label}" if former.until else ""
        found.append(f"{former.name}{short}{until}")
    return found
