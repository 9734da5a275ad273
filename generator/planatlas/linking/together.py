"""Which actors work together, how closely, and by which instruments.

Two actors that have a part in one action work together in it. Each such action counts by what both do in it (see
`STRENGTH`) and, as Newman weights authors by the papers they share, divided by the number of the others in it: two
bodies alone in an action work closely together, two of twenty hardly (M. E. J. Newman, "Scientific collaboration
networks II", Physical Review E 64, 016132, 2001). The sum is multiplied by the geometric mean of how rare both are, so
that a group that every action addresses is not everybody's closest partner; `related.rarity` says how rare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from math import sqrt
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.once import once
from planatlas.linking.related import rarity
from planatlas.reading.model.action import Role

STRENGTH = {
    Role.LEAD: 1.0,
    Role.CO_LEAD: 1.0,
    Role.RESPONSIBLE: 1.0,
    Role.ADDRESSEE: 1.0,
    Role.SUPPORT: 0.5,
    Role.PARTNER: 0.5,
    Role.CALLER: 0.25,
    Role.BENEFICIARY: 0.25,
}
"""What a part in an action counts: who is to act 1, who helps a half, who calls or receives a quarter."""
CROWD = 40
"""An action that names more actors than this says of no two of them that they work together."""


class Bond(NamedTuple):
    """Two actors that work together."""

    actors: tuple[str, str]
    """In alphabetical order of their ids."""
    weight: float
    """How closely."""
    actions: tuple[str, ...]
    """The ids of the actions in which both have a part, in the order of the documents."""

    def other(self, actor: str) -> str:
        """Return whom an actor works with."""
        first, second = self.actors
        return second if actor == first else first


@dataclass(frozen=True)
class Bridge:
    """An instrument, and the actors that it brings together."""

    instrument: str
    actions: int
    """How many of the actions in which they work together rely on it."""
    ends: tuple[tuple[str, int], ...]
    """The actors, each with in how many of these actions it has a part, the most first."""


class Together:
    """Who works with whom; what is asked for is put in order then."""

    def __init__(self, bonds: list[Bond]) -> None:
        self._bonds = bonds
        self._partners: dict[str, list[Bond]] = {}
        for bond in bonds:
            for actor in bond.actors:
                self._partners.setdefault(actor, []).append(bond)

    @cached_property
    def bonds(self) -> tuple[Bond, ...]:
        """Every two actors with a part in the same action, the closest first."""
        return tuple(sorted(self._bonds, key=_closeness))

    def partners(self, actor: str) -> list[Bond]:
        """Return the bonds of an actor, those with most actions first, then the closest."""
        closest_first = sorted(self._partners.get(actor, ()), key=_closeness)
        return sorted(closest_first, key=lambda bond: -len(bond.actions))


def _closeness(bond: Bond) -> tuple[float, tuple[str, str]]:
    return (-bond.weight, bond.actors)


def parts_of(atlas: Atlas, action: str) -> Mapping[str, float]:
    """Return what the part of every actor in an action counts; of several parts the strongest."""
    found: dict[str, float] = {}
    for involved in atlas.actions[action].record.actors:
        if involved.actor in atlas.actors:
            found[involved.actor] = max(found.get(involved.actor, 0.0), STRENGTH[involved.role])
    return found


def together(atlas: Atlas) -> Together:
    """Return who works with whom in the actions of an Atlas."""
    sums: dict[tuple[str, str], float] = {}
    shared: dict[tuple[str, str], list[str]] = {}
    for action in atlas.actions:
        parts = parts_of(atlas, action)
        if not 1 < len(parts) <= CROWD:
            continue
        others = len(parts) - 1
        for pair in combinations(sorted(parts), 2):
            sums[pair] = sums.get(pair, 0.0) + parts[pair[0]] * parts[pair[1]] / others
            shared.setdefault(pair, []).append(action)
    rare = {
        actor: rarity(len({part.action for part in parts}), len(atlas.actions))
        for actor, parts in atlas.parts_of_actor.items()
    }
    return Together(
        [Bond(pair, weight * sqrt(rare[pair[0]] * rare[pair[1]]), tuple(shared[pair])) for pair, weight in sums.items()]
    )


def means_of(atlas: Atlas, actions: Iterable[str]) -> Counter[str]:
    """Return the instruments that actions rely on, each with the number of actions."""
    return Counter(chain.from_iterable(_means_of(atlas, action) for action in actions))


@once
def _means_of(atlas: Atlas, action: str) -> tuple[str, ...]:
    """Return the instruments that one action relies on, each once."""
    found = dict.fromkeys(means.instrument for means in atlas.actions[action].record.instruments)
    return tuple(instrument for instrument in found if instrument in atlas.instruments)


def closest(bonds: Iterable[Bond], actors: int, most: int) -> list[Bond]:
    """Return the closest bonds that name no more than so many actors, and no more than `most` of them.

    Bonds of a single action are left out as long as there are others: once is chance.
    """
    bonds = list(bonds)
    if any(len(bond.actions) > 1 for bond in bonds):
        bonds = [bond for bond in bonds if len(bond.actions) > 1]
    named: set[str] = set()
    found: list[Bond] = []
    for bond in bonds:
        if len(named.union(bond.actors)) <= actors and len(found) < most:
            named.update(bond.actors)
            found.append(bond)
    return found


def bridges(atlas: Atlas, bonds: Iterable[Bond], most: int, ends: int) -> list[Bridge]:
    """Return the instruments by which the actors of these bonds work together: on which most of their actions rely.

    Each names the actors, no more than `ends`, that have a part in most of those actions. Instruments of a single
    action are left out as long as there are others.
    """
    actors_in: dict[str, set[str]] = {}
    for bond in bonds:
        for action in bond.actions:
            actors_in.setdefault(action, set()).update(bond.actors)
    counts: dict[str, Counter[str]] = {}
    for action, actors in actors_in.items():
        for instrument in _means_of(atlas, action):
            counts.setdefault(instrument, Counter()).update(actors)
    users = means_of(atlas, actors_in)
    least = 2 if any(count > 1 for count in users.values()) else 1
    ranked = sorted(users, key=lambda one: (-users[one], one))[:most]
    return [
        Bridge(
            instrument,
            users[instrument],
            tuple(sorted(counts[instrument].items(), key=lambda item: (-item[1], item[0]))[:ends]),
        )
        for instrument in ranked
        if users[instrument] >= least
    ]
