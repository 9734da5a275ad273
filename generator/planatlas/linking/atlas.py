"""The Atlas: all records of one content folder, frozen, every reference resolved, every backlink computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from planatlas.linking.names import Key, Naming
from planatlas.linking.references import Reference, Resolver
from planatlas.linking.status import Standing
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action, Role
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Meeting, Site, Term, Theme


class Part(NamedTuple):
    """An actor's part in an action, and how the actor comes to it."""

    action: str
    """The action's id."""
    role: Role
    detail: str | None
    actor: str
    """The actor that the action names: the actor itself, a collective it belongs to, or a part of it."""


class Use(NamedTuple):
    """An action that stands on an instrument."""

    action: str
    relation: str
    detail: str | None


@dataclass(frozen=True)
class Atlas:
    """Everything that a content folder says, ready to be read."""

    content: Content
    as_of: date
    """The day that counts as today."""
    site: Site
    plans: Mapping[str, Entry[Plan]]
    """Plans that are encoded, by id, oldest first, undated last."""
    named_plans: Mapping[str, Entry[Plan]]
    """Plans known by name only."""
    actions: Mapping[str, Entry[Action]]
    """Actions by id, plan by plan, in the order of the documents."""
    places: Mapping[str, int]
    """The place of each action in that order."""
    actors: Mapping[str, Entry[Actor]]
    instruments: Mapping[str, Entry[Instrument]]
    themes: Mapping[str, Entry[Theme]]
    meetings: Mapping[str, Entry[Meeting]]
    """Meetings by id, the first one first."""
    terms: tuple[Term, ...]
    namings: Mapping[str, tuple[Naming, ...]]
    """Who is called what, by folded name."""
    resolver: Resolver
    references: tuple[Reference, ...]
    """Every reference of every record; the target is None where it leads nowhere."""
    actions_of: Mapping[str, tuple[str, ...]]
    """The action ids of each plan, in order."""
    parts_of_actor: Mapping[str, tuple[Part, ...]]
    """What each actor is named for."""
    uses_of_instrument: Mapping[str, tuple[Use, ...]]
    """Which actions stand on each instrument."""
    actions_on_theme: Mapping[str, tuple[str, ...]]
    """Which actions are about each theme."""
    mentions: Mapping[str, tuple[Key, ...]]
    """What each action only mentions: named in its text, without a role or relation."""
    mentioned_in: Mapping[Key, tuple[Key, ...]]
    """Which records mention a record in their text, without a stronger tie to it."""
    linked_from: Mapping[Key, tuple[Key, ...]]
    """Which actions and plans link to an action or a plan."""
    meetings_on: Mapping[Key, tuple[str, ...]]
    """The ids of the meetings whose records name a plan, action, actor or theme, by date."""
    components: Mapping[Key, tuple[str, ...]]
    """The ids of those that are part of an actor or instrument."""
    collectives: Mapping[str, tuple[str, ...]]
    """The collectives that each actor belongs to, directly or through another collective."""
    successors: Mapping[Key, tuple[str, ...]]
    """The ids of those that took over from an actor or replaced an instrument."""
    operated_by: Mapping[str, tuple[str, ...]]
    """The ids of the instruments that each actor runs."""
    amended_by: Mapping[str, tuple[str, ...]]
    """The ids of the instruments that amend each instrument."""
    redirects: Mapping[Key, Key]
    """Old ids, and the records that they lead to now."""
    standings: Mapping[str, Standing]
    """How far each action is on the as-of day, by the action's id."""
    reported_plans: frozenset[str]
    """The ids of the plans of which anything at all was reported by then."""

    @cached_property
    def kept(self) -> defaultdict[Callable[..., Any], dict[Hashable, Any]]:
        """What `once` keeps for later stages."""
        return defaultdict(dict)

    def plan_of(self, action: str) -> Entry[Plan]:
        """Return the plan of an action, by the action's id."""
        plan = action.split("/", maxsplit=1)[0]
        return self.plans.get(plan) or self.named_plans[plan]

    def parts_through_collectives(self, actor: str) -> tuple[Part, ...]:
        """Return what an actor is addressed for as a member of a collective."""
        return tuple(part for group in self.collectives.get(actor, ()) for part in self.parts_of_actor.get(group, ()))

    def parts_of_components(self, actor: str) -> tuple[Part, ...]:
        """Return what the parts of a body are named for, the parts of its parts included, each of them once."""
        found: list[Part] = []
        seen = {actor}
        waiting = list(self.components.get(Key(Kind.ACTOR, actor), ()))
        while waiting:
            component = waiting.pop(0)
            if component not in seen:
                seen.add(component)
                found += self.parts_of_actor.get(component, ())
                waiting = [*self.components.get(Key(Kind.ACTOR, component), ()), *waiting]
        return tuple(found)
