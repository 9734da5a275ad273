"""All that concerns an actor: what it is named for, what its parts are, and what it is addressed for in a group."""

from __future__ import annotations

from planatlas.linking.atlas import Atlas, Part
from planatlas.linking.once import once


@once
def every_part(atlas: Atlas, actor: str) -> tuple[Part, ...]:
    """Return every part that concerns an actor, each once: its own, those of its parts, those of its collectives."""
    own = atlas.parts_of_actor.get(actor, ())
    return tuple(dict.fromkeys((*own, *atlas.parts_of_components(actor), *atlas.parts_through_collectives(actor))))


@once
def actions_of_actor(atlas: Atlas, actor: str) -> tuple[str, ...]:
    """Return the ids of the actions that concern an actor, in the order of `every_part`."""
    return tuple(dict.fromkeys(part.action for part in every_part(atlas, actor)))
