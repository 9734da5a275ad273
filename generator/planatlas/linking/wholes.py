"""Which plans and actions say that they are part of another."""

from __future__ import annotations

from collections.abc import Mapping

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import LinkRelation


def parts_by_whole(atlas: Atlas) -> Mapping[Key, tuple[Key, ...]]:
    """Return the plans and actions that say so of each plan or action, in the order of the Atlas."""
    return _by_whole(atlas, LinkRelation.PART_OF)


@once
def _by_whole(atlas: Atlas, relation: LinkRelation) -> Mapping[Key, tuple[Key, ...]]:
    found: dict[Key, dict[Key, None]] = {}
    for one in atlas.references:
        if one.target and one.location[0] == "links":
            entry = (atlas.actions if one.source.kind is Kind.ACTION else atlas.content.plans)[one.source.id]
            if entry.record.links[int(one.location[1])].relation is relation:
                found.setdefault(one.target, {})[one.source] = None
    return {whole: tuple(parts) for whole, parts in found.items()}
