"""Which actions of other plans share most with an action: bodies, instruments and themes, the rarer the stronger.

What two actions share counts by its inverse document frequency, log2(N / n): N actions in all, n of which have it
(K. Spärck Jones, "A statistical interpretation of term specificity and its application in retrieval", Journal of
Documentation 28, 1972, 11-21; in this form S. Robertson, "Understanding inverse document frequency", Journal of
Documentation 60, 2004, 503-520). So a body that half of the actions name counts 1, one that every action names counts
nothing, and one that only two actions of 256 name counts 7. The weights of all that is shared are added up.

A tie shows where the sum is at least what one thing counts that only the two actions share, log2(N / 2), and where at
least one of the things is special: no more than a tenth of the actions have it, and no more than 100 of them. Only
special things are followed from action to action, so the work grows with the records, not with their square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import chain, groupby
from math import log2
from operator import itemgetter
from typing import Self

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind

MOST_RELATED = 6
"""How many related actions are kept of each action."""
MOST_PAIRS = 30
"""How many of the strongest ties are kept in all."""
MOST_OF_PLANS = 15
"""How many of the strongest ties are kept of every two plans."""
COMMON = 100
"""What more actions than this have is never special, however many actions there are."""


@dataclass(frozen=True)
class Tie:
    """Two actions of different plans, and what they share."""

    action: str
    """The id of the one; in a list of related actions, of the action whose list it is."""
    other: str
    """The id of the other."""
    weight: float
    """The inverse document frequencies of what they share, added up; in bits."""
    shared: tuple[Key, ...]
    """The actors, instruments and themes that both have, the strongest first."""


@dataclass(frozen=True)
class Relatedness:
    """How the actions of all plans hang together."""

    weights: Mapping[Key, float]
    """What sharing an actor, an instrument or a theme counts."""
    of: Mapping[str, tuple[Tie, ...]]
    """The ties of each action that has any, the strongest first, at most `MOST_RELATED`."""
    strongest: tuple[Tie, ...]
    """The strongest ties of all, at most `MOST_PAIRS`."""
    between: Mapping[tuple[str, str], tuple[Tie, ...]]
    """The strongest ties of every two plans, at most `MOST_OF_PLANS`; the plans in the order of their actions."""
    counts: Mapping[tuple[str, str], int]
    """How many ties there are between every two plans."""


def related_actions(atlas: Atlas) -> Relatedness:
    """Return how the actions of an Atlas hang together."""
    return RelatedActions(atlas).all


class RelatedActions:
    """How the actions of an Atlas hang together, found out as far as it is asked for."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    @cached_property
    def all(self) -> Relatedness:
        """Everything about all actions."""
        atlas = self._atlas
        return relate({identifier: features_of(atlas, entry.record) for identifier, entry in atlas.actions.items()})

    def of(self, action: str) -> tuple[Tie, ...]:
        """Return the ties of one action: those that `all` has, or, as long as nobody asked for that, these alone."""
        if "all" in self.__dict__:
            return self.all.of.get(action, ())
        near = self._near(action)
        return near.strongest(action, near.found(action))

    def _near(self, action: str) -> _Index:
        """Return as much of the index as tells of one action: the actions that share something special with it."""
        atlas, total = self._atlas, len(self._atlas.actions)
        own = sorted(features_of(atlas, atlas.actions[action].record))
        holders = {key: self._holders(key) for key in own}
        special = [having for having in holders.values() if is_special(len(having), total)]
        actions = dict.fromkeys([action, *chain.from_iterable(special)])
        features = {one: features_of(atlas, atlas.actions[one].record) for one in actions}
        return _Index.of(features, holders, atlas.places)

    def _holders(self, key: Key) -> list[str]:
        """Return the actions that have something, in the order of the documents."""
        atlas = self._atlas
        if key.kind is Kind.ACTOR:
            return list(dict.fromkeys(part.action for part in atlas.parts_of_actor[key.id]))
        if key.kind is Kind.INSTRUMENT:
            return list(dict.fromkeys(use.action for use in atlas.uses_of_instrument[key.id]))
        return list(atlas.actions_on_theme[key.id])


def features_of(atlas: Atlas, action: Action) -> tuple[Key, ...]:
    """Return what an action can share with others, each once: its actors, its instruments, its themes."""
    keys = (
        *(Key(Kind.ACTOR, involved.actor) for involved in action.actors),
        *(Key(Kind.INSTRUMENT, means.instrument) for means in action.instruments),
        *(Key(Kind.THEME, theme) for theme in action.themes),
    )
    return tuple(key for key in dict.fromkeys(keys) if key.id in atlas.content.entries[key.kind])


def rarity(holders: int, actions: int) -> float:
    """Return what it counts to share something that so many of all actions have, in bits."""
    return log2(actions / holders)


def minimum(actions: int) -> float:
    """Return the least weight at which a tie shows: that of one thing which only two of all actions have."""
    return rarity(2, actions)


def is_special(holders: int, actions: int) -> bool:
    """Return whether something is had by few enough actions to tie them together; two are always few enough."""
    return holders <= max(2, min(actions // 10, COMMON))


def relate(features: Mapping[str, Iterable[Key]]) -> Relatedness:
    """Return how actions hang together that have these features, by action id in the order of the documents."""
    holders: dict[Key, list[str]] = {}
    for action, keys in features.items():
        for key in sorted(keys):
            holders.setdefault(key, []).append(action)
    index = _Index.of(features, holders, {action: number for number, action in enumerate(features)})
    place = index.place
    of: dict[str, tuple[Tie, ...]] = {}
    between: dict[tuple[str, str], list[tuple[float, str, str]]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for action in index.own:
        found = index.found(action)
        if found:
            of[action] = index.strongest(action, found)
        for weight, number, other in found:
            if number > place[action]:
                plans = (plan_of(action), plan_of(other))
                counts[plans] += 1
                rows = between.setdefault(plans, [])
                rows.append((weight, action, other))
                if len(rows) > 2 * MOST_PAIRS:  # so that no more is kept in memory than is shown
                    rows[:] = nsmallest(MOST_PAIRS, rows, key=itemgetter(0))
    strongest = {plans: nsmallest(MOST_PAIRS, rows, key=itemgetter(0)) for plans, rows in between.items()}
    return Relatedness(
        weights=index.weights,
        of=of,
        strongest=index.ties(nsmallest(MOST_PAIRS, chain(*strongest.values()), key=itemgetter(0))),
        between={plans: index.ties(rows[:MOST_OF_PLANS]) for plans, rows in strongest.items()},
        counts=counts,
    )


def plan_of(action: str) -> str:
    """Return the id of an action's plan."""
    return action.partition("/")[0]


@dataclass(frozen=True)
class _Index:
    """Which actions have what, both ways round."""

    own: Mapping[str, tuple[Key, ...]]
    """What each action has, always in the same order."""
    place: Mapping[str, int]
    """The place of each action in the order of the documents."""
    weights: Mapping[Key, float]
    special: Mapping[Key, tuple[tuple[str, tuple[str, ...]], ...]]
    """The actions that have something special, plan by plan."""
    bits: Mapping[Key, int]
    """A bit for everything that is not special."""
    common: Mapping[str, int]
    """The bits of each action, so that comparing two actions costs next to nothing."""

    @classmethod
    def of(
        cls, features: Mapping[str, Iterable[Key]], holders: Mapping[Key, Sequence[str]], place: Mapping[str, int]
    ) -> Self:
        """Return the index of actions with these features. Of what it is to tell, `holders` have all actions.

        `place` tells the places of all actions, those that have no features here among them.
        """
        own = {action: tuple(sorted(keys)) for action, keys in features.items()}
        special = {
            key: tuple((plan, tuple(members)) for plan, members in groupby(having, key=plan_of))
            for key, having in holders.items()
            if is_special(len(having), len(place))
        }
        bits = {key: 1 << number for number, key in enumerate(key for key in holders if key not in special)}
        return cls(
            own=own,
            place=place,
            weights={key: rarity(len(having), len(place)) for key, having in holders.items()},
            special=special,
            bits=bits,
            common={action: sum(bits[key] for key in keys if key in bits) for action, keys in own.items()},
        )

    def sums(self, action: str) -> Iterator[tuple[str, float]]:
        """Yield the actions of other plans that share something special, each with the weight of all that is shared.

        Weights are added in one order whichever action is asked, so that a tie weighs the same from both ends.
        """
        plan, keys = plan_of(action), self.own[action]
        sums: dict[str, float] = {}
        for key in keys:
            for other_plan, members in self.special.get(key, ()):
                if other_plan != plan:
                    for other in members:
                        sums[other] = sums.get(other, 0.0) + self.weights[key]
        added: dict[int, float] = {}
        for other, weight in sums.items():
            shared = self.common[action] & self.common[other]
            if shared not in added:
                added[shared] = sum(self.weights[key] for key in keys if self.bits.get(key, 0) & shared)
            yield other, weight + added[shared]

    def found(self, action: str) -> list[tuple[float, int, str]]:
        """Return what an action is tied to: the weight, negative, and the other action's place and id."""
        least = minimum(len(self.place))
        place = self.place
        return [(-weight, place[other], other) for other, weight in self.sums(action) if weight >= least > 0]

    def strongest(self, action: str, found: Iterable[tuple[float, int, str]]) -> tuple[Tie, ...]:
        """Return the ties that are kept of an action."""
        return tuple(self.tie(-weight, action, other) for weight, _, other in nsmallest(MOST_RELATED, found))

    def tie(self, weight: float, action: str, other: str) -> Tie:
        """Return the tie between two actions, with what they share."""
        shared = set(self.own[action]).intersection(self.own[other])
        return Tie(action, other, weight, tuple(sorted(shared, key=lambda key: (-self.weights[key], key))))

    def ties(self, rows: Iterable[tuple[float, str, str]]) -> tuple[Tie, ...]:
        """Return the ties of rows of negative weight, action and action."""
        return tuple(self.tie(-weight, action, other) for weight, action, other in rows)
