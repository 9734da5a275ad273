"""The chapters of a dossier: a meeting with its agenda, a plan with its actions, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass

from planatlas.linking.meetings import actions_of_item
from planatlas.linking.names import Key
from planatlas.linking.times import dues_of_plan, review_of
from planatlas.pages import wording
from planatlas.pages.entries import Cell, Entry, Facts, Rows, Table, action_entry, deadline_table, note_reports, notes
from planatlas.pages.hypertext import Html, Hypertext, anchor
from planatlas.pages.past import SincePart, since_part
from planatlas.pages.told import Told
from planatlas.pages.views.common import leading, meeting_date, when_due
from planatlas.pages.views.meeting import state_of
from planatlas.pages.writer import label
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import Plan


@dataclass(frozen=True)
class Section:
    """A section of a plan with its actions."""

    id: str
    title: str
    text: Html
    actions: tuple[Entry, ...]


@dataclass(frozen=True)
class PlanChapter:
    """A plan: what it is, then section by section."""

    id: str
    title: str
    short: str
    text: Html
    facts: Facts
    review: Html
    deadlines: Table
    """Those that it sets as a whole."""
    connections: tuple[Html, ...]
    sections: tuple[Section, ...]
    notes: tuple[Html, ...]


@dataclass(frozen=True)
class Item:
    """An item of an agenda."""

    id: str
    title: str
    marking: str | None
    note: Html
    about: Facts
    actions: Table | None


@dataclass(frozen=True)
class MeetingChapter:
    """A meeting and its agenda."""

    id: str
    title: str
    text: Html
    facts: Facts
    items: tuple[Item, ...]
    since: SincePart | None
    notes: tuple[Html, ...]


def meeting_chapter(writer: Hypertext, identifier: str, told: Told | None = None) -> MeetingChapter:
    """Return the chapter of a meeting, with what changed since the one before where there is a history."""
    key = Key(Kind.MEETING, identifier)
    meeting, facts = writer.atlas.meetings[identifier].record, Facts()
    facts.add("Date", meeting_date(meeting))
    facts.add("Body", writer.names(Kind.ACTOR, [meeting.body]) if meeting.body else None)
    facts.add("With", writer.names(Kind.ACTOR, meeting.participants))
    facts.add("Marking", writer.note_marking(key))
    items = []
    for number, item in enumerate(meeting.agenda, start=1):
        about = Facts()
        about.add("Plans", writer.names(Kind.PLAN, item.plans))
        about.add("Bodies", writer.names(Kind.ACTOR, item.actors))
        about.add("Themes", writer.names(Kind.THEME, item.themes))
        rows: Rows = [_agenda_row(writer, action) for action in actions_of_item(writer.atlas, item)]
        writer.note_own_marking(item.marking)
        table = Table(f"Actions under item {number}", ("Ref", "Title", "Who", "When", "State"), rows) if rows else None
        marking = item.marking if item.marking != meeting.marking else None
        title = f"{number}. {item.title}"
        items.append(Item(f"item/{identifier}/{number}", title, marking, writer.prose(item.note), about, table))
    text = writer.prose(meeting.summary)
    since = since_part(writer, told, identifier)
    return MeetingChapter(anchor(key), meeting.title, text, facts, tuple(items), since, notes(writer, meeting))


def _agenda_row(writer: Hypertext, identifier: str) -> tuple[Cell, ...]:
    action = writer.atlas.actions[identifier].record
    who = writer.names(Kind.ACTOR, leading(action)) or "No addressee named"
    ref = writer.name(Key(Kind.ACTION, identifier), label(writer.atlas, identifier))
    note_reports(writer, action)
    when = when_due(writer.atlas, identifier) or "No date stated"
    return ref, action.title, who, when, state_of(writer.atlas, identifier)


def plan_chapter(writer: Hypertext, identifier: str, told: Told | None = None) -> PlanChapter:
    """Return the chapter of a plan, with all its actions, and with their times that moved where there is a history."""
    atlas, key = writer.atlas, Key(Kind.PLAN, identifier)
    plan = atlas.content.plans[identifier].record
    actions = atlas.actions_of.get(identifier, ())
    known = {section.number for section in plan.sections}
    sections = []
    for number, section in enumerate(plan.sections, start=1):
        own = [action for action in actions if atlas.actions[action].record.section == section.number]
        title = f"{plan.words.section} {section.number}: {section.title}"
        entries = tuple(action_entry(writer, action, told) for action in own)
        sections.append(Section(f"section/{identifier}/{number}", title, writer.prose(section.summary), entries))
    others = tuple(action_entry(writer, one, told) for one in actions if atlas.actions[one].record.section not in known)
    if others:
        sections.append(Section(f"section/{identifier}/0", plan.words.actions, Html(""), others))
    return PlanChapter(
        id=anchor(key),
        title=plan.title,
        short=plan.short or plan.title,
        text=writer.prose(plan.summary),
        facts=_plan_facts(writer, identifier, plan),
        review=writer.prose(plan.review.text) if plan.review else Html(""),
        deadlines=deadline_table(atlas, plan.deadlines, dues_of_plan(atlas, identifier)),
        connections=_plan_connections(writer, key, plan),
        sections=tuple(sections),
        notes=notes(writer, plan),
    )


def _plan_facts(writer: Hypertext, identifier: str, plan: Plan) -> Facts:
    facts = Facts()
    facts.add("Reference", plan.reference)
    facts.add("Issuer", writer.names(Kind.ACTOR, [plan.issuer]) if plan.issuer else None)
    facts.add("Agreed by", writer.names(Kind.ACTOR, plan.signatories))
    facts.add("Date", plan.date.label if plan.date else None)
    facts.add("Period", plan.period.label if plan.period else None)
    review = review_of(writer.atlas, identifier)
    if review:
        facts.add("Review", review.when.label if review.when else review.printed)
        facts.add("Next review", review.next.label if review.next else None)
    facts.add("Marking", writer.note_marking(Key(Kind.PLAN, identifier)))
    actions = writer.atlas.actions_of.get(identifier, ())
    facts.add(plan.words.actions, str(len(actions)) if actions else None)
    facts.add("Source document", plan.source.title if plan.source else None)
    if plan.source and plan.source.celex:
        facts.add("On EUR-Lex", writer.link(plan.source.celex.url, str(plan.source.celex)))
    elif plan.source and plan.source.url:
        facts.add("Published", writer.link(plan.source.url.url, plan.source.url.url))
    return facts


def _plan_connections(writer: Hypertext, key: Key, plan: Plan) -> tuple[Html, ...]:
    found = []
    for link in plan.links:
        named = Key(Kind.PLAN, link.plan) if link.plan else Key(Kind.INSTRUMENT, link.instrument or "")
        detail = writer.text(f": {link.detail}") if link.detail else ""
        found.append(Html(f"{wording.LINKS[link.relation]} {writer.name(named)}{detail}"))
    found += [Html(f"Referred to by {writer.name(source)}") for source in writer.atlas.linked_from.get(key, ())]
    return tuple(found)
