"""The history of a part of an Atlas: what changed in the records that it holds, and what touched those it is about."""

from __future__ import annotations

from dataclasses import replace

from planatlas.history.changes import Change, Changes, Turn
from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.linking.called import called
from planatlas.linking.names import Key
from planatlas.linking.selection import Choice
from planatlas.reading.kinds import kind_of
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import Extent


def history_of_part(history: History, whole: Atlas, part: Atlas, choice: Choice) -> History:
    """Return what a history tells of a part that was selected from the whole; all of it where nothing was chosen.

    What changed in the records of the part is told, and of all others what touched a record that was chosen: an action
    that is gone, or no longer asks anything of an actor, is news to who asked for that plan or actor.
    """
    if not choice.keys:
        return history
    within = _Within(whole, part, choice)
    steps = [(step, within.told(step.changes)) for step in history.steps]
    kept = tuple(replace(step, changes=changes) for step, changes in steps if changes)
    plans = {change.plan for step in kept for change in step.changes if change.plan}
    named = {
        plan: called(whole.content, Key(Kind.PLAN, plan))
        for plan in sorted(plans)
        if plan in whole.content.plans and plan not in part.content.plans
    }
    return replace(history, steps=kept, named=named)


class _Within:
    """Tells what of a change belongs to a part."""

    def __init__(self, whole: Atlas, part: Atlas, choice: Choice) -> None:
        self._whole, self._part = whole, part
        agenda = [item for one in choice.meetings for item in part.meetings[one].record.agenda]
        self._about = {
            *choice.keys,
            *(Key(Kind.PLAN, one) for item in agenda for one in item.plans),
            *(Key(Kind.ACTOR, one) for item in agenda for one in item.actors),
            *(Key(Kind.THEME, one) for item in agenda for one in item.themes),
        }
        self._terms = {term.term for term in part.terms}

    def told(self, changes: Changes) -> Changes:
        """Return the changes that belong to the part, and which of its files could not be read."""
        whole = {
            (change.plan, change.turn)
            for change in changes
            if change.key.kind is Kind.PLAN and _is_whole(change) and self._belongs(change)
        }
        return Changes(
            tuple(
                change
                for change in changes
                if self._belongs(change)
                # A plan that came or went says with how many actions, however few of them are here.
                or (change.key.kind is Kind.ACTION and _is_whole(change) and (change.plan, change.turn) in whole)
            ),
            tuple(path for path in changes.unread if self._holds_file(path)),
        )

    def _holds_file(self, path: str) -> bool:
        place = kind_of(path)
        return place is not None and self._holds(self._now(Key(place[0].kind, place[1])))

    def _belongs(self, change: Change) -> bool:
        key = self._now(change.key)
        if not self._holds(key):
            return any(self._now(one) in self._about for one in change.touches)
        if key.kind is Kind.TERMS:
            return change.item in self._terms
        if key.kind is Kind.PLAN and change.field.split(".")[0] == "sections" and change.item:
            return self._has_section(key.id, change)
        return True

    def _has_section(self, plan: str, change: Change) -> bool:
        """Whether a section is here, or was left out by nobody but the plan itself."""
        numbers = [
            {section.number for section in atlas.content.plans[plan].record.sections}
            for atlas in (self._part, self._whole)
        ]
        return change.item in numbers[0] or change.item not in numbers[1]

    def _now(self, key: Key) -> Key:
        return self._part.redirects.get(key) or self._whole.redirects.get(key, key)

    def _holds(self, key: Key) -> bool:
        """Whether the part holds a record, and not only its name."""
        entry = self._part.content.entries[key.kind].get(key.id)
        if entry is None or key.kind is not Kind.PLAN:
            return entry is not None
        plan, own = self._part.content.plans[key.id].record, self._whole.content.plans[key.id].record
        return plan.extent is not Extent.NAME_ONLY or own.extent is Extent.NAME_ONLY


def _is_whole(change: Change) -> bool:
    return not change.field and change.turn in (Turn.ADDED, Turn.REMOVED)
