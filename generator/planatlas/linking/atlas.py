"""The Atlas: all records of one content folder, frozen, every reference resolved, every backlink computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from planatlas.linking.backlinks import collectives_of, frozen, grouped, only_mentioned
from planatlas.linking.names import Key, Naming
from planatlas.linking.references import Reference, Resolver
from planatlas.linking.remembered import remembered
from planatlas.linking.status import Standing, standing_of
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action, Role
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Meeting, Site, Term, Theme

_standing_of = remembered(standing_of)


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
    """Everything that a content folder says, ready to be read. What follows from it is worked out when first asked."""

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
    redirects: Mapping[Key, Key]
    """Old ids, and the records that they lead to now."""

    @cached_property
    def actions_of(self) -> Mapping[str, tuple[str, ...]]:
        """The action ids of each plan, in order."""
        return grouped((identifier.split("/")[0], identifier) for identifier in self.actions)

    @cached_property
    def parts_of_actor(self) -> Mapping[str, tuple[Part, ...]]:
        """What each actor is named for."""
        return grouped(
            (involved.actor, Part(identifier, involved.role, involved.detail, involved.actor))
            for identifier, action in self.actions.items()
            for involved in action.record.actors
            if involved.actor in self.actors
        )

    @cached_property
    def uses_of_instrument(self) -> Mapping[str, tuple[Use, ...]]:
        """Which actions stand on each instrument."""
        return grouped(
            (means.instrument, Use(identifier, means.relation, means.detail))
            for identifier, action in self.actions.items()
            for means in action.record.instruments
            if means.instrument in self.instruments
        )

    @cached_property
    def actions_on_theme(self) -> Mapping[str, tuple[str, ...]]:
        """Which actions are about each theme."""
        return grouped(
            (theme, identifier)
            for identifier, action in self.actions.items()
            for theme in action.record.themes
            if theme in self.themes
        )

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Key, ...]]:
        """What each action only mentions: named in its text, without a role or relation."""
        return grouped((source.id, target) for source, target in self._only_mentioned if source.kind is Kind.ACTION)

    @cached_property
    def mentioned_in(self) -> Mapping[Key, tuple[Key, ...]]:
        """Which records mention a record in their text, without a stronger tie to it."""
        place = {Key(Kind.ACTION, identifier): place for identifier, place in self.places.items()}
        in_order = sorted(self._only_mentioned, key=lambda pair: place.get(pair[0], -1))
        return grouped((target, source) for source, target in in_order)

    @cached_property
    def _only_mentioned(self) -> tuple[tuple[Key, Key], ...]:
        return tuple(only_mentioned(self.references))

    @cached_property
    def linked_from(self) -> Mapping[Key, tuple[Key, ...]]:
        """Which actions and plans link to an action or a plan."""
        return grouped(self._named_by.get("links", ()))

    @cached_property
    def meetings_on(self) -> Mapping[Key, tuple[str, ...]]:
        """The ids of the meetings whose records name a plan, action, actor or theme, by date."""
        place = {identifier: place for place, identifier in enumerate(self.meetings)}
        named = [
            (reference.target, reference.source.id)
            for reference in self.references
            if reference.source.kind is Kind.MEETING and reference.target and reference.source.id in place
        ]
        return grouped(sorted(named, key=lambda pair: place[pair[1]]))

    @cached_property
    def components(self) -> Mapping[Key, tuple[str, ...]]:
        """The ids of those that are part of an actor or instrument."""
        return grouped((target, source.id) for target, source in self._named_by.get("part_of", ()))

    @cached_property
    def collectives(self) -> Mapping[str, tuple[str, ...]]:
        """The collectives that each actor belongs to, directly or through another collective."""
        return collectives_of(self.actors)

    @cached_property
    def successors(self) -> Mapping[Key, tuple[str, ...]]:
        """The ids of those that took over from an actor or replaced an instrument."""
        named = (*self._named_by.get("predecessors", ()), *self._named_by.get("replaces", ()))
        return grouped((target, source.id) for target, source in named)

    @cached_property
    def operated_by(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the instruments that each actor runs."""
        return grouped((one.record.operator, id_) for id_, one in self.instruments.items() if one.record.operator)

    @cached_property
    def amended_by(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the instruments that amend each instrument."""
        return grouped((target.id, source.id) for target, source in self._named_by.get("amends", ()))

    @cached_property
    def _named_by(self) -> Mapping[str, tuple[tuple[Key, Key], ...]]:
        """What is named and what names it, by the field of the record in which it does."""
        return grouped(
            (str(location[0]), (target, source)) for source, location, _, _, _, target in self.references if target
        )

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """How far each action is on the as-of day, by the action's id."""
        return frozen({id_: _standing_of(action.record, self.as_of) for id_, action in self.actions.items()})

    @cached_property
    def reported_plans(self) -> frozenset[str]:
        """The ids of the plans of which anything at all was reported by then."""
        return frozenset(id_.split("/")[0] for id_, standing in self.standings.items() if standing.reports)

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
