"""What a meeting is about: the actions of its agenda items, and the next one of all."""

from __future__ import annotations

from collections.abc import Iterable

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest
from planatlas.linking.names import Key
from planatlas.linking.parts import actions_of_actor
from planatlas.reading.folder import Entry
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import AgendaItem, Meeting


def actions_of_item(atlas: Atlas, item: AgendaItem) -> tuple[str, ...]:
    """Return the ids of the actions that an agenda item concerns, each once.

    First come the actions that it names, in its order; then those that everything else it names has in common: of one
    of its plans, concerning one of its actors, about one of its themes, as far as it names any.
    """
    kinds: tuple[tuple[Iterable[str], Iterable[str]], ...] = (
        (item.plans, (action for plan in item.plans for action in atlas.actions_of.get(plan, ()))),
        (item.actors, (action for actor in item.actors for action in actions_of_actor(atlas, actor))),
        (item.themes, (action for theme in item.themes for action in atlas.actions_on_theme.get(theme, ()))),
    )
    found = [dict.fromkeys(actions) for named, actions in kinds if named]
    common = [action for action in found[0] if all(action in other for other in found[1:])] if found else []
    return tuple(dict.fromkeys(action for action in (*item.actions, *common) if action in atlas.actions))


def actions_of_meeting(atlas: Atlas, identifier: str) -> tuple[str, ...]:
    """Return the ids of the actions that any item of a meeting's agenda concerns, each once, in agenda order."""
    agenda = atlas.meetings[identifier].record.agenda
    return tuple(dict.fromkeys(action for item in agenda for action in actions_of_item(atlas, item)))


def meetings_of_plan(atlas: Atlas, plan: str) -> tuple[str, ...]:
    """Return the ids of the meetings that name a plan or one of its actions, each once."""
    keys = (Key(Kind.PLAN, plan), *(Key(Kind.ACTION, action) for action in atlas.actions_of.get(plan, ())))
    return tuple(dict.fromkeys(meeting for key in keys for meeting in atlas.meetings_on.get(key, ())))


def next_meeting(atlas: Atlas) -> Entry[Meeting] | None:
    """Return the first meeting that is not over on the as-of day, or None."""
    return next((entry for entry in atlas.meetings.values() if entry.record.date.end >= atlas.as_of), None)


def meeting_marking(atlas: Atlas, meeting: Meeting) -> str | None:
    """Return the highest of the markings of a meeting and of its agenda items, or None."""
    return highest(atlas, (meeting.marking, *(item.marking for item in meeting.agenda)))
