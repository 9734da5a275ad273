"""What the plans set a time for: deadlines, and the timing of activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planatlas.linking.atlas import Atlas
from planatlas.reading.model.action import Action, DeadlineKind
from planatlas.reading.values.when import When


@dataclass(frozen=True)
class Due:
    """Something that a document sets a time for."""

    action: str
    """The action's id."""
    what: str
    """What has to have happened, in plain text; `Activity 3` for an activity."""
    printed: str | None
    """The time as the document prints it."""
    when: When | None
    """The time as read; None where it cannot be read with certainty."""
    kind: DeadlineKind | None
    """What the time means; None for the timing of an activity."""


def dues(atlas: Atlas, actions: Iterable[str] | None = None) -> list[Due]:
    """Return every stated time of all actions, or of those given by id; soonest end first, what has no end last."""
    chosen = atlas.actions if actions is None else actions
    found = [due for identifier in chosen for due in _of_action(identifier, atlas.actions[identifier].record)]
    return sorted(found, key=lambda due: due.when.sort_key if due.when else (date.max, date.max))


def ahead(atlas: Atlas, actions: Iterable[str] | None = None) -> list[Due]:
    """Return the stated times whose end lies on or after the as-of day, as `dues` orders them."""
    return [due for due in dues(atlas, actions) if due.when and due.when.end and due.when.end >= atlas.as_of]


def _of_action(identifier: str, action: Action) -> Iterator[Due]:
    for deadline in action.deadlines:
        yield Due(identifier, deadline.what, deadline.printed, deadline.when, deadline.kind)
    for activity in action.activities:
        if activity.timing:
            what = f"Activity {activity.number}"
            yield Due(identifier, what, activity.timing.printed, activity.timing.when, None)
