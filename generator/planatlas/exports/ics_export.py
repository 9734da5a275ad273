"""Calendars for Outlook, Google, Apple and others (iCalendar, RFC 5545 and 7986). The only importer of icalendar.

Nothing is taken from the clock: an event's DTSTAMP is the day of its plan or meeting. Every event stays the same event
from build to build, since its UID is made of the record's id.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, partial

from icalendar import vRecur, vText

from planatlas.linking.atlas import Atlas
from planatlas.linking.events import (
    Agenda,
    Event,
    EventKind,
    agendas,
    agendas_of_actor,
    agendas_of_plan,
    together,
)
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.meetings import meeting_marking
from planatlas.linking.names import Key
from planatlas.pages import wording
from planatlas.pages.tables.table import flowing
from planatlas.pages.writer import label, short_name
from planatlas.reading.model.action import Role
from planatlas.reading.model.base import Kind
from planatlas.reading.values.when import Recurrence

PRODUCT = "-//Planatlas//Planatlas//EN"
NO_DATE = date(1970, 1, 1)
"""The DTSTAMP of an event whose plan has no date."""
CATEGORIES = {
    EventKind.DEADLINE: "Deadline",
    EventKind.START: "Start",
    EventKind.RECURRENCE: "Recurring",
    EventKind.RELATIVE: "Deadline",
    EventKind.ACTIVITY: "Activity",
    EventKind.REVIEW: "Review",
    EventKind.MEETING: "Meeting",
}
_FREQUENCIES = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
_SHORTEST_MONTH = 28
_LONGEST_LINE = 74
"""Octets of a line, which has a space before it where it goes on."""


class Calendars:
    """Writes calendars of one Atlas, each event once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._written: dict[str, bytes] = {}
        self._marking = cache(partial(_marking, atlas))

    def of_all(self) -> bytes:
        """Return the calendar of all events."""
        return self._text(self._atlas.site.title, agendas(self._atlas))

    def of_plan(self, plan: str) -> bytes:
        """Return the calendar of a plan. Raises KeyError for one that is not there."""
        return self._text(self._name(Key(Kind.PLAN, plan)), agendas_of_plan(self._atlas, plan))

    def of_actor(self, actor: str) -> bytes:
        """Return the calendar of an actor. Raises KeyError for one that is not there."""
        found = agendas_of_actor(self._atlas, self._atlas.actors[actor].id)
        return self._text(self._name(Key(Kind.ACTOR, actor)), found)

    def _name(self, key: Key) -> str:
        return f"{self._atlas.site.title}: {short_name(self._atlas, key)}"

    def _text(self, name: str, found: Iterable[Agenda]) -> bytes:
        agenda = together(found)
        marking = highest(self._atlas, {self._marking(event.subject) for event in agenda.events})
        head = _head(f"{name} ({marking})" if marking else name, marking, agenda.undated)
        return b"".join((head, *map(self._event, agenda.events), b"END:VCALENDAR\r\n"))

    def _event(self, event: Event) -> bytes:
        """Writing an event costs most, and one stands in several calendars."""
        if event.id not in self._written:
            self._written[event.id] = _lines(self._atlas, event, self._marking(event.subject))
        return self._written[event.id]


def export_ics(atlas: Atlas, *, plan: str | None = None, actor: str | None = None) -> bytes:
    """Return the calendar of a plan, of an actor, or of all. Raises KeyError for an id that is not there."""
    calendars = Calendars(atlas)
    if plan is not None:
        return calendars.of_plan(plan)
    return calendars.of_all() if actor is None else calendars.of_actor(actor)


def _head(name: str, marking: str | None, undated: int) -> bytes:
    """Return what stands in a calendar before its events, as `icalendar.Calendar` writes it.

    What is left out is counted in its comment.
    """
    left_out = _plain(f"Left out, since no date is known: {wording.plural(undated, 'stated time')}")
    lines = [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        f"PRODID:{PRODUCT}".encode(),
        *([b"DESCRIPTION:" + vText(f"Marking: {marking}").to_ical()] if marking else []),
        f"NAME:{name}".encode(),
        f"X-WR-CALNAME:{name}".encode(),
        *([b"COMMENT:" + vText(left_out).to_ical()] if undated else []),
        b"REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *([f"X-PLANATLAS-MARKING:{marking}".encode()] if marking else []),
    ]
    return b"".join(map(_folded, lines))


def _lines(atlas: Atlas, event: Event, marking: str | None) -> bytes:
    """Return an event as it stands in a calendar: the lines that `icalendar.Event` writes, in its order.

    There are thousands, and the library takes half a millisecond for each.
    """
    last = event.last + timedelta(days=1) if event.last < date.max else event.last
    end = f"DTEND;VALUE=DATE:{_digits(last)}\r\n" if event.last > event.first else ""
    days = f"DTSTART;VALUE=DATE:{_digits(event.first)}\r\n{end}DTSTAMP:{_digits(_dated(atlas, event))}T000000Z\r\n"
    recurrence: bytes = rule(event.repeats, event.first).to_ical() if event.repeats else b""  # type: ignore[no-untyped-call]
    pieces = (
        b"BEGIN:VEVENT\r\n",
        _folded(b"SUMMARY:" + vText(_summary(atlas, event)).to_ical()),
        days.encode(),
        _folded(f"UID:{event.id.replace('/', '_')}@planatlas".encode()),
        _folded(b"RRULE:" + recurrence) if recurrence else b"",
        f"CATEGORIES:{CATEGORIES[event.kind]}\r\nCLASS:{'CONFIDENTIAL' if marking else 'PUBLIC'}\r\n".encode(),
        _folded(b"DESCRIPTION:" + vText(_description(atlas, event, marking)).to_ical()),
        b"TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n",
    )
    return b"".join(pieces)


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _folded(line: bytes) -> bytes:
    """Return a line in pieces of up to 75 octets (RFC 5545, 3.1), and its end.

    It is parted neither within a character nor after a sign that belongs to the next one.
    """
    pieces = []
    while len(line) > _LONGEST_LINE:
        cut = _LONGEST_LINE
        while line[cut] & 0xC0 == 0x80:  # noqa: PLR2004 - what goes on a character in UTF-8
            cut -= 1
        if line[cut - 1] in b"\\^":
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
    return b"\r\n ".join((*pieces, line)) + b"\r\n"


def _marking(atlas: Atlas, subject: Key) -> str | None:
    """Return the marking of an event, which tells the items of an agenda too."""
    if subject.kind is Kind.MEETING:
        return meeting_marking(atlas, atlas.meetings[subject.id].record)
    return marking_of(atlas, subject)


def _dated(atlas: Atlas, event: Event) -> date:
    """Return the day from which an event's DTSTAMP is made: that of its plan, or of the meeting itself."""
    if event.subject.kind is Kind.MEETING:
        return event.first
    plan = atlas.content.plans[event.subject.id.split("/")[0]].record
    return plan.date.first if plan.date else NO_DATE


def rule(repeats: Recurrence, first: date) -> vRecur:
    """Return a repetition as RRULE. What falls on the 29th to 31st falls on a shorter month's last day."""
    frequency, factor = _FREQUENCIES[repeats.unit]
    parts: dict[str, object] = {"freq": frequency}
    if repeats.every * factor > 1:
        parts["interval"] = repeats.every * factor
    if repeats.until:
        parts["until"] = repeats.until.end
    if frequency in ("MONTHLY", "YEARLY") and first.day > _SHORTEST_MONTH and _meets_shorter(repeats, first):
        parts["bymonthday"] = list(range(_SHORTEST_MONTH, first.day + 1))
        parts["bysetpos"] = -1
        if frequency == "YEARLY":
            parts["bymonth"] = first.month
    return vRecur(parts)


def _meets_shorter(repeats: Recurrence, first: date) -> bool:
    """Whether it comes round in a month that lacks the day of the first; of leap years and others the latter count."""
    frequency, factor = _FREQUENCIES[repeats.unit]
    step = repeats.every * factor if frequency == "MONTHLY" else 12
    months = {(first.month - 1 + step * count) % 12 + 1 for count in range(12)}
    return any(monthrange(2023, month)[1] < first.day for month in months)


def _summary(atlas: Atlas, event: Event) -> str:
    if event.kind is EventKind.MEETING:
        foreseen = atlas.meetings[event.subject.id].record.foreseen
        return _plain(f"{event.what} (foreseen, not convened)" if foreseen else event.what)
    if event.kind is EventKind.REVIEW:
        return f"{event.what}: {short_name(atlas, event.subject)}"
    if event.subject.kind is Kind.PLAN:
        return _plain(f"{short_name(atlas, event.subject)}: {event.what}")
    said = f"{event.what}, {atlas.actions[event.subject.id].record.title}" if event.details else event.what
    return _plain(f"{label(atlas, event.subject.id)}: {said}")


def _description(atlas: Atlas, event: Event, marking: str | None) -> str:
    """Return everything that the event's own page would tell first, its marking above all."""
    printed = f" (printed as “{event.printed}”)" if event.printed else ""
    lines = [f"Marking: {marking}"] if marking else []
    if event.subject.kind is Kind.ACTION:
        lines.append(short_name(atlas, event.subject))
    lines.append(f"When: {event.when.label}{printed}")
    lines += [flowing(atlas, detail) or "" for detail in event.details]
    if event.subject.kind is Kind.ACTION:
        action = atlas.actions[event.subject.id].record
        named: dict[Role, dict[str, str]] = {}
        for one in action.actors:
            named.setdefault(one.role, {})[one.actor] = short_name(atlas, Key(Kind.ACTOR, one.actor))
        lines += [f"{said}: {', '.join(named[role].values())}" for role, said in wording.ROLES.items() if role in named]
        plan = atlas.plan_of(event.subject.id).record
        place = dict.fromkeys([plan.reference or plan.title, action.source.section, action.source.item])
        lines += [f"Plan: {plan.short or plan.title}", f"Source: {', '.join(place)}"]
    return _plain("\n".join(lines))


def _plain(text: str) -> str:
    """Return text with plain spaces, since some calendars show a no-break space as a sign."""
    return text.replace("\u00a0", " ")
