"""How far a record may travel: its own marking or that of the plan it belongs to, whichever is higher."""

from __future__ import annotations

from collections.abc import Iterable

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.linking.redaction import marked_parts
from planatlas.reading.model.base import Kind


@once
def level(atlas: Atlas, marking: str | None) -> int:
    """Return the place of a marking among those of the site, 0 for none and for unknown ones."""
    names = [known.name for known in atlas.site.markings]
    return names.index(marking) if marking in names else 0


def highest(atlas: Atlas, markings: Iterable[str | None]) -> str | None:
    """Return the highest of several markings, or None where none of them is above the lowest."""
    found = set(markings)
    found.discard(None)
    top = max(found, key=lambda marking: level(atlas, marking)) if found else None
    return top if level(atlas, top) > 0 else None


@once
def marking_of(atlas: Atlas, key: Key) -> str | None:
    """Return the effective marking of a record, or None where it carries none above the lowest."""
    entry = atlas.content.entries[key.kind][key.id]
    own = entry.record.marking
    if key.kind is not Kind.ACTION:
        return highest(atlas, [own]) if own else None
    plan = atlas.content.plans.get(key.id.split("/")[0])
    inherited = plan.record.marking if plan else None
    return highest(atlas, [own, inherited]) if own or inherited else None


def marking_with_parts(atlas: Atlas, key: Key) -> str | None:
    """Return the highest marking of a record and of everything in it."""
    record = atlas.content.entries[key.kind][key.id].record
    return highest(atlas, [marking_of(atlas, key), *(marking for _, marking in marked_parts(record))])
