"""The Atlas as JSON: the stable machine interface.

The shape is an object of four lists, `plans`, `actions`, `actors` and `instruments`, and two more: `named_plans` for
plans that others refer to and that have no actions here, and `meetings`. Prose is plain text, its names as the pages
show them. Days are ISO 8601; what a source leaves open is null. A `marking` is the highest
of all that is in its object.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import to_json

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import marking_with_parts
from planatlas.linking.meetings import actions_of_item, meeting_marking
from planatlas.linking.names import Key
from planatlas.pages.addresses import address, published
from planatlas.pages.writer import plain_text
from planatlas.reading.folder import Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import ActionLink, Plan
from planatlas.reading.model.site import Meeting
from planatlas.reading.values.when import When


def export_json(atlas: Atlas) -> str:
    """Return the whole Atlas as JSON text."""
    whole = {
        "plans": [_plan(atlas, plan) for plan in atlas.plans.values()],
        "actions": [_action(atlas, action) for action in atlas.actions.values()],
        "actors": [_actor(actor) for actor in atlas.actors.values()],
        "instruments": [_instrument(instrument) for instrument in atlas.instruments.values()],
        "named_plans": [_plan(atlas, plan) for plan in atlas.named_plans.values()],
        "meetings": [_meeting(atlas, meeting) for meeting in atlas.meetings.values()],
    }
    return f"{to_json(whole, indent=1).decode()}\n"


def _plan(atlas: Atlas, entry: Entry[Plan]) -> dict[str, Any]:
    plan = entry.record
    return {
        "id": entry.id,
        "title": plan.title,
        "short": plan.short,
        "reference": plan.reference,
        "issuer": plan.issuer,
        "date": str(plan.date) if plan.date else None,
        "marking": marking_with_parts(atlas, Key(Kind.PLAN, entry.id)),
        "sections": [{"number": section.number, "title": section.title} for section in plan.sections],
        "deadlines": _deadlines(plan.deadlines),
        "notes": _notes(atlas, plan),
    }


def _deadlines(found: Iterable[Deadline]) -> list[dict[str, Any]]:
    return [{"what": one.what, "printed": one.printed, **_days(one.when), "kind": one.kind} for one in found]


def _action(atlas: Atlas, entry: Entry[Action]) -> dict[str, Any]:
    action = entry.record
    plan = entry.id.split("/")[0]
    mentions = atlas.mentions.get(entry.id, ())
    return {
        "id": entry.id,
        "plan": plan,
        "ref": action.ref,
        "title": action.title,
        "section": action.section,
        "summary": plain_text(atlas, action.summary).strip(),
        "actors": [{"actor": one.actor, "role": one.role, "detail": one.detail} for one in action.actors],
        "mentions": [key.id for key in mentions if key.kind in (Kind.ACTOR, Kind.INSTRUMENT)],
        "instruments": [{"instrument": one.instrument, "relation": one.relation} for one in action.instruments],
        "indicators": [
            {
                "key": indicator.key,
                "measure": indicator.measure,
                "targets": [
                    {"value": one.value.as_json, "comparator": one.comparator, "unit": one.unit, "per": one.per}
                    for one in indicator.all_targets
                ],
            }
            for indicator in action.indicators
        ],
        "activities": [
            {
                "number": activity.number,
                "text": plain_text(atlas, activity.text).strip(),
                "timing": {"printed": activity.timing.printed, **_days(activity.timing.when)}
                if activity.timing
                else None,
            }
            for activity in action.activities
        ],
        "deadlines": _deadlines(action.deadlines),
        "amounts": [{"value": one.value.as_json, "currency": one.currency, "what": one.what} for one in action.amounts],
        "links": [{"target": _target(atlas, plan, one), "relation": one.relation} for one in action.links],
        "themes": list(action.themes),
        "progress": [
            {
                "date": str(one.date),
                "status": one.status,
                "note": plain_text(atlas, one.note) if one.note else None,
                "evidence": str(one.evidence) if one.evidence else None,
            }
            for one in action.progress
        ],
        "status": atlas.standings[entry.id].status,
        "source": {"section": action.source.section, "item": action.source.item},
        "marking": marking_with_parts(atlas, Key(Kind.ACTION, entry.id)),
        "url": published(address(Key(Kind.ACTION, entry.id))),
        "notes": _notes(atlas, action),
    }


def _actor(entry: Entry[Actor]) -> dict[str, Any]:
    return {**_named(entry.id, entry.record), "part_of": list(entry.record.part_of), **_url(Kind.ACTOR, entry.id)}


def _instrument(entry: Entry[Instrument]) -> dict[str, Any]:
    instrument = entry.record
    return {
        **_named(entry.id, instrument),
        "celex": str(instrument.celex) if instrument.celex else None,
        "eli": str(instrument.eli) if instrument.eli else None,
        "operator": instrument.operator,
        **_url(Kind.INSTRUMENT, entry.id),
    }


def _meeting(atlas: Atlas, entry: Entry[Meeting]) -> dict[str, Any]:
    meeting = entry.record
    return {
        "id": entry.id,
        "title": meeting.title,
        "date": str(meeting.date),
        "foreseen": meeting.foreseen,
        "body": meeting.body,
        "participants": list(meeting.participants),
        "since": str(meeting.since) if meeting.since else None,
        "summary": plain_text(atlas, meeting.summary).strip() if meeting.summary else None,
        "marking": meeting_marking(atlas, meeting),
        "agenda": [
            {
                "title": item.title,
                "plans": list(item.plans),
                "actions": list(item.actions),
                "actors": list(item.actors),
                "themes": list(item.themes),
                "note": plain_text(atlas, item.note).strip() if item.note else None,
                "marking": item.marking,
                "concerns": list(actions_of_item(atlas, item)),
            }
            for item in meeting.agenda
        ],
        **_url(Kind.MEETING, entry.id),
        "notes": _notes(atlas, meeting),
    }


def _named(identifier: str, record: Actor | Instrument) -> dict[str, Any]:
    """Former names count as aliases here: whoever looks one up should find the record."""
    former = [name for one in record.former_names for name in (one.name, one.short) if name]
    return {
        "id": identifier,
        "name": record.name,
        "short": record.short,
        "aliases": list(dict.fromkeys([*record.aliases, *former])),
        "kind": record.kind,
    }


def _url(kind: Kind, identifier: str) -> dict[str, str]:
    return {"url": published(address(Key(kind, identifier)))}


def _notes(atlas: Atlas, record: Record) -> list[str]:
    return [plain_text(atlas, note.text).strip() for note in record.notes]


def _days(when: When | None) -> dict[str, str | None]:
    """Return first and last day, null where the value has none."""
    start = when.start if when else None
    end = when.end if when else None
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


def _target(atlas: Atlas, plan: str, link: ActionLink) -> str:
    if link.plan:
        return link.plan
    found = atlas.resolver.by_id(Kind.ACTION, link.action or "", plan=plan)
    return found.id if found else link.action or ""
