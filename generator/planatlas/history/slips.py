"""Times that moved in the course of the history: from when, how often, to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planatlas.history.changes import Change, Turn
from planatlas.history.history import History
from planatlas.history.shift import Shift, shift_between
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind
from planatlas.reading.values.when import When

_TIMES = {"deadlines.when": "deadlines.what", "activities.timing.when": "activities.number"}
"""The fields that hold times, each with the one by which its item is known."""


@dataclass(frozen=True)
class Slip:
    """One time of an action that moved, and did not come back to where it was."""

    action: str
    """The action's id."""
    what: str
    """What the time is set for; of an activity, its number."""
    is_activity: bool
    times: tuple[When, ...]
    """What it was at first, then after each move; the last is what it is now."""
    shift: Shift
    """From the first to the last."""

    @property
    def moves(self) -> int:
        """How often it moved."""
        return len(self.times) - 1


def slips(atlas: Atlas, history: History) -> dict[str, tuple[Slip, ...]]:
    """Return the times that moved, by the id of the action; those that are still there, in the order of the record."""
    followed = _Followed()
    for step in history.steps:
        followed.back_through(step.changes)
    found: dict[str, list[Slip]] = {}
    for action, what, is_activity, now in _present(atlas):
        moves = followed.moves.get((Key(Kind.ACTION, action), is_activity, what), [])
        times = [when for move in moves[:1] if (when := _parsed(move.before))]
        times += [when for move in moves[:-1] if (when := _parsed(move.after))]
        shift = shift_between(times[0], now) if times else None
        if shift and shift.days:
            found.setdefault(action, []).append(Slip(action, what, is_activity, (*times, now), shift))
    return {action: tuple(those) for action, those in found.items()}


class _Followed:
    """Goes back through the history and files every move under what the action and its time are called now."""

    def __init__(self) -> None:
        self.moves: dict[tuple[Key, bool, str], list[Change]] = {}
        """Oldest first."""
        self._keys: dict[Key, Key] = {}
        self._labels: dict[tuple[Key, bool, str], str] = {}

    def back_through(self, step: Iterable[Change]) -> None:
        """Take in a step that is older than those before."""
        relabelled: dict[tuple[Key, bool, str], str] = {}
        rekeyed: dict[Key, Key] = {}
        for change in step:
            if change.key.kind is not Kind.ACTION:
                continue
            key = self._keys.get(change.key, change.key)
            if change.old_key:
                rekeyed[change.old_key] = key
            is_activity = change.field.startswith("activities.")
            label = self._labels.get((key, is_activity, change.item or ""), change.item or "")
            if change.field in _TIMES and change.turn is Turn.MOVED and change.shift and change.shift.days:
                self.moves.setdefault((key, is_activity, label), []).insert(0, change)
            elif change.field in _TIMES.values() and change.before:
                relabelled[key, is_activity, change.before] = label
        self._labels |= relabelled
        self._keys |= rekeyed


def _present(atlas: Atlas) -> Iterator[tuple[str, str, bool, When]]:
    for identifier, entry in atlas.actions.items():
        for deadline in entry.record.deadlines:
            if deadline.when:
                yield identifier, deadline.what, False, deadline.when
        for activity in entry.record.activities:
            if activity.timing and activity.timing.when:
                yield identifier, activity.number, True, activity.timing.when


def _parsed(text: str | None) -> When | None:
    return When.parse(text) if text else None
