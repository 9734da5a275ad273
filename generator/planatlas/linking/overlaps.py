"""Where plans meet: bodies that two of them ask to act on one theme, and what every two plans have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import Relatedness, plan_of
from planatlas.reading.model.action import Role

ASKED = (Role.LEAD, Role.CO_LEAD, Role.RESPONSIBLE, Role.ADDRESSEE)
"""The roles of those who are to act."""
EVERYWHERE = 30
"""What more plans than this have in common tells no two of them apart, so it is not counted for every two."""

Two = tuple[str, str]
"""Two plans, in the order of the site."""


class Overlap(NamedTuple):
    """A body that two or more plans ask to act on the same theme."""

    actor: str
    theme: str
    actions: tuple[str, ...]
    """In the order of the documents."""
    plans: tuple[str, ...]
    """The plans that do."""


class Common(NamedTuple):
    """Something that two plans have in common, and in how many of their actions."""

    key: Key
    first: int
    """Actions of the one plan that have it."""
    second: int
    """Actions of the other plan that have it."""


class PlanPair(NamedTuple):
    """Two plans that have something in common, and how much."""

    plans: Two
    ties: int
    """How many of their actions are related to one another."""
    asked: int
    """How often both ask a body to act on the same theme."""


class CommonGround:
    """What the plans of an Atlas have in common, found out as far as it is asked for."""

    def __init__(self, atlas: Atlas, related: Relatedness) -> None:
        self._atlas = atlas
        self.related = related
        """How the actions of the plans hang together."""

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Every body and theme for which actions of two plans ask that body to act."""
        return list(overlaps(self._atlas))

    @cached_property
    def pairs(self) -> list[PlanPair]:
        """Every two plans that have anything in common, those with the most related actions first."""
        order = {plan: number for number, plan in enumerate(self._atlas.plans)}
        found: set[Two] = set()
        for plans in {tuple(plans) for plans in self._plans_having.values()}:
            found.update(_pairs(plans))
        asked = Counter(pair for one in self.overlaps for pair in _pairs(self._known(one.plans)))
        ties = self.related.counts
        return sorted(
            (PlanPair(pair, ties.get(pair, 0), asked[pair]) for pair in found),
            key=lambda one: (-one.ties, -one.asked, order[one.plans[0]], order[one.plans[1]]),
        )

    def overlaps_of(self, plans: Two) -> list[Overlap]:
        """Return the bodies that both of two plans ask to act on the same theme."""
        return [one for one in self._overlaps_of[plans[0]] if plans[1] in one.plans]

    def common(self, plans: Two) -> list[Common]:
        """Return the actors, instruments and themes that two plans have in common, the strongest first.

        They are ranked by how rare they are and by in how many actions of both they are: the weight times the smaller
        of the two counts.
        """
        first, second = (self.related.having[plan] for plan in plans)
        shared = (key for key in first.keys() & second.keys() if len(self._plans_having[key]) <= EVERYWHERE)

        def strength(one: Common) -> tuple[float, Key]:
            return (-self.related.weights[one.key] * min(one.first, one.second), one.key)

        return sorted((Common(key, first[key], second[key]) for key in shared), key=strength)

    @cached_property
    def _plans_having(self) -> Mapping[Key, list[str]]:
        """The plans that have each actor, instrument and theme in an action."""
        found: dict[Key, list[str]] = {}
        for plan in self._known(self.related.having):
            for key in self.related.having[plan]:
                found.setdefault(key, []).append(plan)
        return found

    @cached_property
    def _overlaps_of(self) -> Mapping[str, list[Overlap]]:
        """The overlaps of each plan that tell plans apart."""
        found: dict[str, list[Overlap]] = {plan: [] for plan in self._atlas.plans}
        for one in self.overlaps:
            plans = self._known(one.plans)
            for plan in plans if len(plans) <= EVERYWHERE else ():
                found[plan].append(one)
        return found

    def _known(self, plans: Iterable[str]) -> tuple[str, ...]:
        """Return those of some plans that are encoded."""
        return tuple(plan for plan in plans if plan in self._atlas.plans)


def overlaps(atlas: Atlas) -> Iterator[Overlap]:
    """Yield every body and theme for which actions of two plans ask that body to act."""
    for actor, parts in atlas.parts_of_actor.items():
        acting = dict.fromkeys(part.action for part in parts if part.role in ASKED)
        by_theme: dict[str, list[str]] = {}
        for action in sorted(acting, key=atlas.places.__getitem__):
            for theme in dict.fromkeys(atlas.actions[action].record.themes):
                by_theme.setdefault(theme, []).append(action)
        for theme, actions in by_theme.items():
            plans = tuple(dict.fromkeys(map(plan_of, actions)))
            if theme in atlas.themes and len(plans) > 1:
                yield Overlap(actor, theme, tuple(actions), plans)


def _pairs(plans: tuple[str, ...]) -> Iterator[Two]:
    """Yield every two of some plans; none where they are too many to tell plans apart."""
    if len(plans) <= EVERYWHERE:
        yield from combinations(plans, 2)
