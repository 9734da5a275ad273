"""What a dossier tells of a single record, ready to be laid out; and all of it for an action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.status import newest_first
from planatlas.linking.times import Due, dues_of
from planatlas.pages import wording
from planatlas.pages.hypertext import Html, Hypertext, anchor, joined
from planatlas.pages.told import Told
from planatlas.pages.views.changes import moved_times
from planatlas.pages.views.common import when_due
from planatlas.pages.writer import first_sentence, label, money
from planatlas.reading.model.action import Action, Activity, Indicator, Progress, Relation, Role
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.model.plan import ActionLink

Cell = str | Html | None
Rows = list[tuple[Cell, ...]]


@dataclass
class Facts:
    """Terms and what is said of them; what is empty is left out."""

    rows: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, term: str, *values: Cell) -> None:
        """Add a fact, unless there is nothing to say."""
        said = [value for value in values if value]
        if said:
            self.rows.append((term, said))


@dataclass(frozen=True)
class Table:
    """A table with its caption and the words of its header row; columns in which no row says anything are left out."""

    caption: str
    heads: tuple[str, ...]
    rows: Rows

    @property
    def columns(self) -> tuple[int, ...]:
        """The places of the columns that are shown."""
        return tuple(place for place in range(len(self.heads)) if any(row[place] for row in self.rows))


@dataclass(frozen=True)
class Entry:
    """What stands under one heading: of an action, an actor, an instrument or a theme."""

    id: str
    title: str
    lead: str | None
    text: Html
    facts: Facts
    tables: tuple[tuple[str, Table], ...] = ()
    """Each under its own heading."""
    moved: tuple[str, ...] = ()
    """Which of its times moved, a sentence for each."""
    connections: tuple[Html, ...] = ()
    joint_action_days: Html | None = None
    notes: tuple[Html, ...] = ()


def action_entry(writer: Hypertext, identifier: str, told: Told | None = None) -> Entry:
    """Return everything that the record of an action holds, and where there is a history which of its times moved."""
    atlas, key = writer.atlas, Key(Kind.ACTION, identifier)
    action = atlas.actions[identifier].record
    sums: Rows = [(money(one), one.what) for one in action.amounts]
    reports = _reports(writer, action.progress)
    tables = (
        ("Indicators", _indicators(action)),
        ("Activities", _activities(writer, action)),
        ("Deadlines", deadline_table(atlas, action.deadlines, dues_of(atlas, identifier))),
        ("Money", Table("Sums that the document names", ("Sum", "For what"), sums)),
        ("Progress", Table("What was reported", ("Date", "Status", "Report", "Evidence"), reports)),
    )
    return Entry(
        id=anchor(key),
        title=f"{label(atlas, identifier)}: {action.title}",
        lead=first_sentence(atlas, action),
        text=writer.prose(action.summary),
        facts=_action_facts(writer, key, action),
        tables=tuple((heading, table) for heading, table in tables if table.rows),
        moved=tuple(moved_times(told, identifier)),
        connections=_connections(writer, key, action),
        joint_action_days=writer.prose(action.joint_action_days),
        notes=notes(writer, action),
    )


def _action_facts(writer: Hypertext, key: Key, action: Action) -> Facts:
    facts = Facts()
    for role in Role:
        parts = [one for one in action.actors if one.role is role]
        facts.add(wording.ROLES[role], *[_detailed(writer, Key(Kind.ACTOR, one.actor), one.detail) for one in parts])
    if not action.actors:
        facts.add("Who", "No addressee named")
    for relation in Relation:
        used = [one for one in action.instruments if one.relation is relation]
        named = [_detailed(writer, Key(Kind.INSTRUMENT, one.instrument), one.detail) for one in used]
        facts.add(wording.RELATIONS[relation], *named)
    facts.add("When", when_due(writer.atlas, key.id) or "No date stated")
    facts.add("Status", wording.standing(writer.atlas.standings[key.id]))
    note_reports(writer, action)
    facts.add("Type", ", ".join(action.types))
    facts.add("Group", action.group)
    facts.add("Themes", writer.names(Kind.THEME, action.themes))
    facts.add("Marking", writer.note_marking(key))
    plan, place = writer.atlas.plan_of(key.id).record, action.source
    lines = [plan.reference or plan.title, place.section, place.item, f"page {place.page}" if place.page else ""]
    if place.footnotes:
        lines.append(f"{'footnotes' if len(place.footnotes) > 1 else 'footnote'} {', '.join(place.footnotes)}")
    facts.add("In the source", "; ".join(dict.fromkeys(filter(None, lines))))
    return facts


def _detailed(writer: Hypertext, key: Key, detail: str | None) -> Html:
    name = writer.name(key)
    return Html(f"{name} ({writer.text(detail)})") if detail else name


def _indicators(action: Action) -> Table:
    def printed(indicator: Indicator) -> str:
        return "; ".join(dict.fromkeys(target.printed for target in indicator.all_targets if target.printed))

    rows: Rows = [(one.key, one.measure, wording.targets(one), printed(one)) for one in action.indicators]
    return Table("How the action is measured", ("Key", "Measure", "Target", "As printed"), rows)


def _activities(writer: Hypertext, action: Action) -> Table:
    def read(activity: Activity) -> str:
        timing = activity.timing
        return timing.when.label if timing and timing.when else ("not read" if timing else "none stated")

    rows: Rows = [
        (
            one.number,
            writer.prose(one.text),
            one.timing.printed if one.timing else None,
            read(one),
            joined((f"{status}, {date}" for date, status, *_ in _reports(writer, one.progress)), "; "),
        )
        for one in action.activities
    ]
    return Table("Steps and their timing", ("No", "What", "As printed", "Read as", "Progress"), rows)


def deadline_table(atlas: Atlas, deadlines: Sequence[Deadline], dues: Iterable[Due]) -> Table:
    """Return the deadlines of an action or of a plan as a whole, given where each stands; what follows is left out."""
    stated = islice(dues, len(deadlines))
    rows: Rows = [
        (
            one.what,
            one.printed,
            one.when.label if one.when else "not read",
            wording.DEADLINE_KINDS[one.kind],
            wording.due_state(due),
        )
        for one, due in zip(deadlines, stated, strict=True)
    ]
    caption = f"Times that the document sets, as of {wording.day(atlas.as_of)}"
    return Table(caption, ("What", "As printed", "Read as", "Kind", "State"), rows)


def _reports(writer: Hypertext, entries: Iterable[Progress]) -> Rows:
    rows: Rows = []
    for one in newest_first(entries):
        writer.note_own_marking(one.marking)
        status = wording.STATUSES[one.status]
        if one.date.first > writer.atlas.as_of:
            status = f"{status} (not counted: dated after {wording.day(writer.atlas.as_of)})"
        evidence = writer.link(one.evidence.url, one.evidence.url) if one.evidence else None
        rows.append((one.date.label, status, writer.prose(one.note), evidence))
    return rows


def note_reports(writer: Hypertext, action: Action) -> None:
    """Let the document carry the markings of what was reported on an action."""
    for report in (*action.progress, *(one for activity in action.activities for one in activity.progress)):
        writer.note_own_marking(report.marking)


def _connections(writer: Hypertext, key: Key, action: Action) -> tuple[Html, ...]:
    atlas = writer.atlas
    plan = key.id.split("/", maxsplit=1)[0]
    found = [_linked(writer, plan, link) for link in action.links]
    found += [Html(f"Linked from {writer.name(source)}") for source in atlas.linked_from.get(key, ())]
    mentioned_in = [source for source in atlas.mentioned_in.get(key, ()) if writer.holds(source)]
    found += [Html(f"Mentioned in {writer.name(source)}") for source in mentioned_in]
    named = [one for one in atlas.mentions.get(key.id, ()) if one.kind in (Kind.ACTOR, Kind.INSTRUMENT)]
    if named:
        found.append(Html(f"Named without a part in it: {joined(writer.name(one) for one in named)}"))
    return tuple(found)


def _linked(writer: Hypertext, plan: str, link: ActionLink) -> Html:
    target = Key(Kind.PLAN, link.plan) if link.plan else None
    target = target or writer.atlas.resolver.by_id(Kind.ACTION, link.action or "", plan=plan)
    shown = writer.name(target) if target else writer.text(link.printed or link.action or "")
    printed = f" (printed as “{writer.text(link.printed)}”)" if link.printed and target else ""
    return Html(f"{wording.LINKS[link.relation]} {shown}{printed}")


def notes(writer: Hypertext, record: Record) -> tuple[Html, ...]:
    """Return the editorial notes of a record."""
    for note in record.notes:
        writer.note_own_marking(note.marking)
    return tuple(writer.prose(note.text) for note in record.notes)
