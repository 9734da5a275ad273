"""What several kinds of page show: groups of actors by role, of instruments by relation, rows of actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.linking.status import Standing
from planatlas.pages import wording
from planatlas.pages.addresses import EXPLORER, address
from planatlas.pages.markdown import Markdown, escape, joined
from planatlas.pages.writer import Writer, label, written_once
from planatlas.reading.model.action import Action, Role
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.site import Meeting
from planatlas.reading.values.when import Recurrence, When

LEADING = (Role.LEAD, Role.CO_LEAD, Role.RESPONSIBLE, Role.ADDRESSEE)
"""The roles that answer who is to act, for rows with room for few names."""

ROLES = tuple(Role)
"""All of them, the strongest first."""


MANY = 12
"""Of more names than this the first are named."""


class Facts:
    """A facts card being filled: what is empty is left out."""

    def __init__(self) -> None:
        self._said: dict[str, list[Markdown]] = {}

    @property
    def facts(self) -> list[tuple[str, list[Markdown]]]:
        """Its lines: terms, and what is said of each."""
        return [*self._said.items()]

    def add(self, term: str, *values: Markdown | str | None) -> None:
        """Add a fact, unless there is nothing to say; what is said of the same term joins what was said before."""
        said = [escape(value) for value in values if value]
        if said:
            self._said.setdefault(term, []).extend(said)


class ActionRow(NamedTuple):
    """An action as a row of a table."""

    ref: Markdown
    title: Markdown
    who: Markdown
    when: str
    id: str
    status: str | None
    """How far it is; None where nothing was reported on its plan, whose tables then have no such column."""


@written_once
def action_row(writer: Writer, identifier: str) -> ActionRow:
    """Return the row of an action."""
    atlas = writer.atlas
    return ActionRow(
        writer.action(identifier, label(atlas, identifier)),
        writer.action(identifier, atlas.actions[identifier].record.title),
        who_acts(writer, identifier),
        when_due(atlas, identifier),
        identifier,
        status_cell(writer, identifier),
    )


def who_acts(writer: Writer, identifier: str, *, all_of_them: bool = False) -> Markdown:
    """Return who is to act, or of many the first and how many there are."""
    names = [writer.actor(actor) for actor in _acting(writer.atlas, identifier)]
    if not names:
        return escape("No addressee named")
    if len(names) > MANY and not all_of_them:
        names = strongest(writer, names, _all_acting(writer.atlas, identifier))
    return joined(names)


def leading(action: Action) -> list[str]:
    """Return the ids of those who are to act: of the actors with the strongest such role, each once."""
    for role in LEADING:
        if found := [involved.actor for involved in action.actors if involved.role is role]:
            return list(dict.fromkeys(found))
    return []


@once
def _acting(atlas: Atlas, identifier: str) -> tuple[str, ...]:
    return tuple(leading(atlas.actions[identifier].record))


def _all_acting(atlas: Atlas, identifier: str) -> str:
    """Return where all who are to act stand: in the table of the action's page, else on its card."""
    table = "#who" if any(one.detail for one in atlas.actions[identifier].record.actors) else ""
    return f"{address(Key(Kind.ACTION, identifier))}{table}"


@once
def when_due(atlas: Atlas, identifier: str) -> str:
    """Return when an action is due, as `span_of`."""
    return span_of(atlas.actions[identifier].record)


def status_cell(writer: Writer, identifier: str) -> str | None:
    """Return how far an action is, in a word or two, or None where nothing at all was reported on its plan."""
    if identifier.split("/", maxsplit=1)[0] not in writer.atlas.reported_plans:
        return None
    standing = writer.atlas.standings[identifier]
    note_report_markings(writer, standing)
    return wording.standing(standing)


def note_report_markings(writer: Writer, standing: Standing) -> None:
    """Let a page that says how far an action is carry the markings of the entries that this rests on."""
    for report in standing.reports:
        writer.note_own_marking(report.entry.marking)


def times_of(action: Action) -> list[When]:
    """Return every time that an action states, in its deadlines and activities."""
    timings = [activity.timing.when for activity in action.activities if activity.timing]
    return [when for when in [*(deadline.when for deadline in action.deadlines), *timings] if when]


def span_of(action: Action) -> str:
    """Return when an action is due: its deadlines, else from when to when its activities reach, and what recurs.

    Empty where the action states no time.
    """
    deadlines = sorted((one.when for one in action.deadlines if one.when), key=lambda when: when.sort_key)
    dated = [when.label for when in deadlines if not isinstance(when, Recurrence)]
    recurring = [when.label for when in deadlines if isinstance(when, Recurrence)]
    return "; ".join(dict.fromkeys([*(dated or _reach(action)), *recurring]))


def _reach(action: Action) -> list[str]:
    """Return from when to when the activities of an action reach, as precisely as they say it."""
    timings = [one.timing.when for one in action.activities if one.timing and one.timing.when]
    bounded = [when for when in timings if when.start and when.end]
    if not bounded:
        return [timings[0].label] if timings else []
    first = min(bounded, key=lambda when: (when.start, when.end))
    last = max(bounded, key=lambda when: (when.end, when.start))
    edges = (str(first).split("..", maxsplit=1)[0], str(last).rsplit("..", maxsplit=1)[-1])
    if " " in "".join(edges):  # a repetition or a relative time has no edge of its own
        return [first.label] if first == last else [first.label, last.label]
    return [_from_to(*edges)]


@lru_cache(maxsize=2**12)  # few times are stated again and again
def _from_to(first: str, last: str) -> str:
    return When.parse(f"{first}..{last}" if first != last else first).label


def involvement_facts(writer: Writer, action: Action, facts: Facts, table: str | None = None) -> None:
    """Add who has a part in an action, role by role; say so where nobody is named.

    Where a table has them all, the card names the first and leads there.
    """
    named: dict[Role, dict[str, Markdown]] = {}
    for involved in action.actors:
        named.setdefault(involved.role, {})[involved.actor] = writer.actor(involved.actor)
    for role in ROLES:
        if role in named:
            names = [*named[role].values()]
            facts.add(wording.ROLES[role], *(strongest(writer, names, table) if table else names))
    if not action.actors:
        facts.add("Who", "No addressee named")


def footnotes(atlas: Atlas, actors: Iterable[str]) -> list[str]:
    """Return the footnotes that custom attaches to the names of actors on a page, each once."""
    known = _footnotes(atlas, Kind.ACTOR)
    return list(dict.fromkeys([known[actor] for actor in actors if actor in known]))


@once
def _footnotes(atlas: Atlas, _of: Kind) -> Mapping[str, str]:
    return {identifier: entry.record.footnote for identifier, entry in atlas.actors.items() if entry.record.footnote}


def strongest(writer: Writer, names: Sequence[Markdown], path: str, most: int = MANY) -> list[Markdown]:
    """Return the first of many names, then how many there are in all, leading to where they stand."""
    if len(names) <= most:
        return list(names)
    where = " in the explorer" if path.startswith(EXPLORER) else ""
    return [*names[:most], writer.to(path, f"all {len(names)}{where}")]


def meetings(writer: Writer, key: Key) -> list[tuple[Markdown, str]]:
    """Return the meetings that name a record, each with its date, the latest first."""
    found = reversed(writer.atlas.meetings_on.get(key, ()))
    return [(writer.meeting(one), meeting_date(writer.atlas.meetings[one].record)) for one in found]


def meeting_date(meeting: Meeting) -> str:
    """Return when a meeting takes place, and that nobody has convened it where that is so."""
    return f"{meeting.date.label} (foreseen, not convened)" if meeting.foreseen else meeting.date.label


def notes(writer: Writer, record: Record) -> list[Markdown]:
    """Return the editorial notes of a record; the page carries their markings."""
    for note in record.notes:
        writer.note_own_marking(note.marking)
    return [writer.prose(note.text) for note in record.notes]


def page_title(record: Actor | Instrument) -> str:
    """Return the short name with the full one behind it, or the name alone."""
    return f"{record.short} – {record.name}" if record.short and record.short != record.name else record.name


def full_name(record: Actor | Instrument) -> str | None:
    """Return the full name where a short one goes before it, else None."""
    return record.name if record.short and record.short != record.name else None


def former_names(record: Record) -> Markdown | None:
    """Return the names that a body or instrument had before, with their end."""
    pieces = []
    for former in getattr(record, "former_names", ()):
        short = f" ({former.short})" if former.short else ""
        until = f", until {former.until.label}" if former.until else ""
        pieces.append(escape(f"{former.name}{short}{until}"))
    return joined(pieces, "; ") if pieces else None


def search_words(record: Record) -> list[str]:
    """Return every name by which search should find a record, each once."""
    words = [getattr(record, "short", None), getattr(record, "name", None) or getattr(record, "title", None)]
    words += getattr(record, "aliases", ())
    for former in getattr(record, "former_names", ()):
        words += [former.name, former.short]
    words.append(getattr(record, "number", None))
    return list(dict.fromkeys(word for word in words if word))
