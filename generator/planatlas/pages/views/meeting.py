"""A meeting's page: its agenda in order, each item with the actions that it concerns; and the list of meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.meetings import actions_of_item, actions_of_meeting
from planatlas.linking.names import Key
from planatlas.linking.related import plan_of
from planatlas.linking.status import CLOSED
from planatlas.linking.times import Due, TimeState, dues_of
from planatlas.pages import wording
from planatlas.pages.addresses import MEETINGS, address
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.told import Told
from planatlas.pages.views.changes import changes_since
from planatlas.pages.views.common import ActionRow, Facts, action_row, meeting_date, note_report_markings, notes
from planatlas.pages.views.deadlines import state_cell
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import AgendaItem, Meeting

_PRESSING = (
    TimeState.OVERDUE, TimeState.DUE, TimeState.ONGOING, TimeState.TO_COME, TimeState.RECURRING, TimeState.PASSED,
)  # fmt: skip
"""States of a time that say something of an action in a meeting, the most pressing first."""


@dataclass(frozen=True)
class AgendaRow:
    """An action on an agenda."""

    row: ActionRow
    state: str
    """How far it is, and where its most pressing time stands; what is due or overdue stands out."""


@dataclass(frozen=True)
class Item:
    """An item of an agenda as it is shown."""

    title: str
    note: Markdown
    about: tuple[tuple[str, Markdown], ...]
    """What else than actions it names: a word and the names."""
    plans: tuple[tuple[Markdown, tuple[AgendaRow, ...]], ...]
    """The actions that it concerns, plan by plan."""
    marking: str | None
    """Its own marking, where the meeting as a whole does not carry it."""


def meeting_page(atlas: Atlas, identifier: str, told: Told | None = None) -> Page:
    """Return the page of a meeting, with what changed since the one before where there is a history."""
    key = Key(Kind.MEETING, identifier)
    entry = atlas.meetings[identifier]
    meeting = entry.record
    writer = Writer(atlas, address(key))
    writer.note_marking(key)
    items = [_item(writer, meeting, item) for item in meeting.agenda]
    text = render(
        "meeting",
        kind="Meeting",
        title=meeting.title,
        description=None,
        meeting=meeting,
        summary=writer.prose(meeting.summary),
        items=items,
        changes=changes_since(writer, told, meeting.since, on_agenda(atlas, identifier)),
        notes=notes(writer, meeting),
        facts=_facts(writer, identifier, meeting).facts,
        footnotes=(),
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def on_agenda(atlas: Atlas, identifier: str) -> set[Key]:
    """Return the records that the agenda of a meeting names."""
    items = atlas.meetings[identifier].record.agenda
    named = {Key(Kind.PLAN, one) for item in items for one in item.plans}
    named |= {Key(Kind.ACTOR, one) for item in items for one in item.actors}
    named |= {Key(Kind.THEME, one) for item in items for one in item.themes}
    return named | {Key(Kind.ACTION, one) for one in actions_of_meeting(atlas, identifier)}


def _facts(writer: Writer, identifier: str, meeting: Meeting) -> Facts:
    facts = Facts()
    facts.add("Date", meeting_date(meeting))
    facts.add("Body", writer.actor(meeting.body) if meeting.body else None)
    facts.add("With", *[writer.actor(one) for one in meeting.participants])
    facts.add("On the agenda", wording.plural(len(meeting.agenda), "item") if meeting.agenda else None)
    actions = actions_of_meeting(writer.atlas, identifier)
    facts.add("Actions concerned", str(len(actions)) if actions else None)
    facts.add("Changes told from", meeting.since.label if meeting.since else None)
    facts.add("Marking", writer.marking)
    return facts


def _item(writer: Writer, meeting: Meeting, item: AgendaItem) -> Item:
    writer.note_own_marking(item.marking)
    about = (
        ("Plans", [writer.plan(plan) for plan in item.plans]),
        ("Bodies", [writer.actor(actor) for actor in item.actors]),
        ("Themes", [writer.theme(theme) for theme in item.themes]),
    )
    actions = sorted_by_plan(writer.atlas, actions_of_item(writer.atlas, item))
    return Item(
        title=item.title,
        note=writer.prose(item.note),
        about=tuple((word, Markdown(", ".join(names))) for word, names in about if names),
        plans=tuple((writer.plan(plan), tuple(_row(writer, one) for one in own)) for plan, own in actions),
        marking=item.marking if item.marking != meeting.marking else None,
    )


def sorted_by_plan(atlas: Atlas, actions: Iterable[str]) -> list[tuple[str, Sequence[str]]]:
    """Return actions plan by plan, in the order of the plans; within one as they come."""
    places = {plan: place for place, plan in enumerate((*atlas.plans, *atlas.named_plans))}
    ordered = sorted(actions, key=lambda action: places[plan_of(action)])
    return [(plan, list(members)) for plan, members in groupby(ordered, key=plan_of)]


def _row(writer: Writer, action: str) -> AgendaRow:
    note_report_markings(writer, writer.atlas.standings[action])
    said, pressing = wording.standing(writer.atlas.standings[action]), _pressing(writer.atlas, action)
    state = Markdown(f"{said}; {state_cell(pressing)}") if pressing else said
    return AgendaRow(action_row(writer, action), state)


def state_of(atlas: Atlas, action: str) -> str:
    """Return how far an action is and where its most pressing time stands, such as `Not reported; overdue`."""
    said, pressing = wording.standing(atlas.standings[action]), _pressing(atlas, action)
    return f"{said}; {wording.due_state(pressing)}" if pressing else said


def _pressing(atlas: Atlas, action: str) -> Due | None:
    """Return the stated time of an action that presses most, unless what was reported says it already."""
    standing = atlas.standings[action]
    found = [due for due in dues_of(atlas, action) if due.state in _PRESSING]
    if not found or standing.passed or standing.status in CLOSED:
        return None
    return min(found, key=lambda due: _PRESSING.index(due.state))


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as a row of a table."""

    date: str
    title: Markdown
    body: Markdown | None
    items: int
    actions: int


def meetings_page(atlas: Atlas) -> Page:
    """Return the list of meetings: those to come, the next one first, then those that were, the last one first."""
    writer = Writer(atlas, MEETINGS)
    ahead = {one: None for one, entry in atlas.meetings.items() if entry.record.date.end >= atlas.as_of}
    past = [one for one in reversed(list(atlas.meetings)) if one not in ahead]
    text = render(
        "meetings",
        kind="List",
        title="Meetings",
        description=None,
        tables=[
            (title, caption, [_meeting_row(writer, one) for one in some])
            for title, caption, some in (
                ("To come", f"Meetings from {wording.day(atlas.as_of)}", ahead),
                ("Past", f"Meetings before {wording.day(atlas.as_of)}", past),
            )
            if some
        ],
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _meeting_row(writer: Writer, identifier: str) -> MeetingRow:
    meeting = writer.atlas.meetings[identifier].record
    return MeetingRow(
        date=meeting_date(meeting),
        title=writer.meeting(identifier),
        body=writer.actor(meeting.body) if meeting.body else None,
        items=len(meeting.agenda),
        actions=len(actions_of_meeting(writer.atlas, identifier)),
    )
