"""Where plans meet: bodies that two of them ask to act on one theme, and what every two plans have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import Relatedness, features_of, plan_of
from planatlas.reading.model.action import Role
from planatlas.reading.model.base import Kind

ASKED = (Role.LEAD, Role.CO_LEAD, Role.RESPONSIBLE, Role.ADDRESSEE)
"""The roles of those who are to act."""
EVERYWHERE = 30
"""What more plans than this have in common tells no two of them apart, so it is not counted for every two."""


@dataclass(frozen=True)
class Overlap:
    """A body that two or more plans ask to act on the same theme."""

    actor: str
    theme: str
    actions: tuple[str, ...]
    """In the order of the documents."""

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans that do."""
        return tuple(dict.fromkeys(map(plan_of, self.actions)))


@dataclass(frozen=True)
class Common:
    """Something that two plans have in common, and in how many of their actions."""

    key: Key
    first: int
    """Actions of the one plan that have it."""
    second: int
    """Actions of the other plan that have it."""


@dataclass(frozen=True)
class PlanPair:
    """What two plans have in common."""

    plans: tuple[str, str]
    overlaps: tuple[Overlap, ...]
    """The bodies that both ask to act on the same theme."""
    ties: int
    """How many of their actions are related to one another."""
    common: tuple[Common, ...]
    """The actors, instruments and themes that both have, the strongest first."""

    def of_kind(self, kind: Kind) -> tuple[Common, ...]:
        """Return what of one kind they have in common."""
        return tuple(one for one in self.common if one.key.kind is kind)


def overlaps(atlas: Atlas) -> Iterator[Overlap]:
    """Yield every body and theme for which actions of two plans ask that body to act."""
    for actor, parts in atlas.parts_of_actor.items():
        acting = dict.fromkeys(part.action for part in parts if part.role in ASKED)
        by_theme: dict[str, list[str]] = {}
        for action in sorted(acting, key=atlas.places.__getitem__):
            for theme in dict.fromkeys(atlas.actions[action].record.themes):
                by_theme.setdefault(theme, []).append(action)
        for theme, actions in by_theme.items():
            overlap = Overlap(actor, theme, tuple(actions))
            if theme in atlas.themes and len(overlap.plans) > 1:
                yield overlap


def plan_pairs(atlas: Atlas, related: Relatedness, found: Iterable[Overlap]) -> list[PlanPair]:
    """Return what every two plans have in common that have anything, those with the most related actions first.

    What they have in common is ranked by how rare it is and by in how many actions of both it is: its weight times the
    smaller of the two counts.
    """
    order = {plan: number for number, plan in enumerate(atlas.plans)}
    common: dict[tuple[str, str], list[Common]] = {}
    for key, counts in _actions_per_plan(atlas).items():
        for first, second in _pairs(counts, order):
            common.setdefault((first, second), []).append(Common(key, counts[first], counts[second]))
    shared: dict[tuple[str, str], list[Overlap]] = {}
    for overlap in found:
        for pair in _pairs(overlap.plans, order):
            shared.setdefault(pair, []).append(overlap)

    def strength(one: Common) -> tuple[float, Key]:
        return (-related.weights[one.key] * min(one.first, one.second), one.key)

    return sorted(
        (
            PlanPair(
                plans,
                tuple(shared.get(plans, ())),
                related.counts.get(plans, 0),
                tuple(sorted(having, key=strength)),
            )
            for plans, having in common.items()
        ),
        key=lambda one: (-one.ties, -len(one.overlaps), order[one.plans[0]], order[one.plans[1]]),
    )


def _actions_per_plan(atlas: Atlas) -> Mapping[Key, Counter[str]]:
    """Return in how many actions of each plan every actor, instrument and theme is."""
    counts: dict[Key, Counter[str]] = {}
    for action, entry in atlas.actions.items():
        for key in features_of(atlas, entry.record):
            counts.setdefault(key, Counter())[plan_of(action)] += 1
    return counts


def _pairs(plans: Iterable[str], order: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield every two of some plans in the order of the site; none where they are too many to tell plans apart."""
    known = sorted((plan for plan in plans if plan in order), key=order.__getitem__)
    if len(known) <= EVERYWHERE:
        yield from combinations(known, 2)
