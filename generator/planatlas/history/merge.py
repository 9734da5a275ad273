"""Several changes one after the other made one: what was there before the first, and what is there after the last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planatlas.history.changes import Change, Changes, Turn
from planatlas.history.compare import place_of
from planatlas.history.shift import shift_between
from planatlas.linking.names import Key
from planatlas.reading.values.when import When

_Slot = tuple[str, str | None, Key | None]
"""What a change is about within its record: field, item, and the record that the item names."""


def merged(steps: Iterable[Changes]) -> Changes:
    """Return the changes of several steps, oldest first, as if there had been one step only."""
    records: dict[Key, dict[_Slot, Change]] = {}
    unread: dict[str, None] = {}
    for step in steps:
        unread |= dict.fromkeys(step.unread)
        for change in step:
            if change.old_key and change.old_key in records:
                records[change.key] = records.pop(change.old_key) | records.get(change.key, {})
            _take(records.setdefault(change.key, {}), change)
    found = [replace(change, key=key) for key, slots in records.items() for change in slots.values()]
    return Changes(tuple(sorted(found, key=place_of)), tuple(unread))


def _take(slots: dict[_Slot, Change], change: Change) -> None:
    """Let a change follow those of the same record that came before it."""
    whole = slots.get(("", None, None))
    if not change.field and change.turn is Turn.REMOVED:
        slots.clear()
        if whole is None or whole.turn is not Turn.ADDED:
            slots["", None, None] = change
        return
    if whole and whole.turn is Turn.ADDED:
        slots["", None, None] = replace(whole, name=change.name)
        return
    slot = (change.field, change.item, change.item_key)
    before = slots.pop(slot, None)
    both = change if before is None else _joined(before, change)
    parent = slots.get((change.field.rpartition(".")[0], change.item, change.item_key))
    if both is not None and not (parent and parent.field and parent.turn is Turn.ADDED):
        slots[slot] = both


def _joined(first: Change, last: Change) -> Change | None:
    """Return two changes of one thing as one; None where the second undid the first."""
    turns = (first.turn, last.turn)
    if turns in ((Turn.ADDED, Turn.REMOVED), (Turn.REMOVED, Turn.ADDED)) and first.field:
        return None if turns[0] is Turn.ADDED or first.before == last.after else _changed(first, last)
    if first.turn is Turn.ADDED:
        return replace(last, turn=Turn.ADDED, before=None)
    if last.turn is Turn.REMOVED:
        return replace(last, before=first.before)
    if first.before == last.after and first.before is not None:
        return None
    return _changed(first, last)


def _changed(first: Change, last: Change) -> Change:
    turn = Turn.CHANGED if Turn.REMOVED in (first.turn, last.turn) else last.turn
    if Turn.MOVED in (first.turn, last.turn) and Turn.REREAD in (first.turn, last.turn):
        turn = Turn.MOVED
    shift = None
    if first.shift or last.shift:
        shift = shift_between(_time(first.before), _time(last.after))
    old_key = first.old_key or last.old_key
    marking = last.marking or first.marking
    touches = tuple(dict.fromkeys((*first.touches, *last.touches)))
    return replace(last, turn=turn, before=first.before, shift=shift, old_key=old_key, marking=marking, touches=touches)


def _time(text: str | None) -> When | None:
    return When.parse(text) if text else None
