"""What a record is called in running text."""

from __future__ import annotations

from planatlas.linking.names import Key
from planatlas.reading.folder import Content
from planatlas.reading.model.action import Action
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan, Words
from planatlas.reading.model.site import Meeting, Theme


def called(content: Content, key: Key) -> str:
    """Return what a record is called: its short name, title or code with title; its id where it is not there."""
    entry = content.entries[key.kind].get(key.id)
    if entry is None:
        return key.id
    match record := entry.record:
        case Actor() | Instrument():
            return record.short or record.name
        case Theme():
            return record.name
        case Plan():
            return record.short or record.title
        case Action():
            return f"{code(content, key.id)}: {record.title}"
        case Meeting():
            return record.title
        case _:
            return key.id


def code(content: Content, action: str) -> str:
    """Return an action's code as its plan speaks of it, such as `OA 2.10`; the space does not break."""
    plan = content.plans.get(action.split("/", maxsplit=1)[0])
    words = plan.record.words if plan else Words()
    return f"{words.label}\u00a0{content.actions[action].record.ref}"
