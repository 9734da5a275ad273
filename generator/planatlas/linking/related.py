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
from itertools import chain, count, groupby
from math import log2
from operator import itemgetter
from typing import NamedTuple, Self, TypeVar

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


class Tie(NamedTuple):
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
    """How the actions of all plans hang together; the ties that show are told when they are asked for."""

    weights: Mapping[Key, float]
    """What sharing an actor, an instrument or a theme counts."""
    having: Mapping[str, Mapping[Key, int]]
    """In how many actions of each plan every actor, instrument and theme is."""
    counts: Mapping[tuple[str, str], int]
    """How many ties there are between every two plans; the plans in the order of their actions."""
    _index: _Index
    _nearest: Mapping[str, list[_Near]]
    """What the actions that have any ties are tied to, in no order, and the strongest of them at least."""
    _between: Mapping[tuple[str, str], list[_Row]]
    """The ties of every two plans, in the order of their actions, and the strongest of them at least."""

    def of(self, action: str) -> tuple[Tie, ...]:
        """Return the ties of an action, the strongest first, at most `MOST_RELATED`."""
        return self._index.strongest(action, self._nearest.get(action, ()))

    def between(self, plans: tuple[str, str]) -> tuple[Tie, ...]:
        """Return the strongest ties of two plans, at most `MOST_OF_PLANS`."""
        return self._index.ties(nsmallest(MOST_OF_PLANS, self._between.get(plans, ())))

    @property
    def strongest(self) -> tuple[Tie, ...]:
        """The strongest ties of all, at most `MOST_PAIRS`."""
        of_plans = (nsmallest(MOST_PAIRS, rows) for rows in self._between.values())
        return self._index.ties(nsmallest(MOST_PAIRS, chain.from_iterable(of_plans), key=itemgetter(0)))


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
            return self.all.of(action)
        atlas, plan = self._atlas, plan_of(action)
        holders = {key: self._holders(key) for key in sorted(features_of(atlas, atlas.actions[action].record))}
        index = _Index.of(
            {one: features_of(atlas, atlas.actions[one].record) for one in self._near(action, holders)},
            {key: len(having) for key, having in holders.items()},
            len(atlas.actions),
        )
        others = {key: [one for one in holders[key] if plan_of(one) != plan] for key in index.special}
        return index.strongest(
            action, [(weight, atlas.places[other], other) for weight, other in index.found(action, others)]
        )

    def _near(self, action: str, holders: Mapping[Key, Sequence[str]]) -> Iterable[str]:
        """Return an action and all that share something special with it."""
        total = len(self._atlas.actions)
        special = (having for having in holders.values() if is_special(len(having), total))
        return dict.fromkeys([action, *chain.from_iterable(special)])

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
    """Return how actions hang together that have these features, by action id in the order of the documents.

    The actions of a plan follow one another. Each is compared with those of later plans only, and a tie told to both.
    """
    holders: dict[Key, list[str]] = {}
    for action, keys in features.items():
        for key in keys:
            holders.setdefault(key, []).append(action)
    index = _Index.of(features, {key: len(having) for key, having in holders.items()}, len(features))
    later = {key: holders[key] for key in index.special}
    place = {action: number for number, action in enumerate(features)}
    having: dict[str, Counter[Key]] = {}
    nearest: dict[str, list[_Near]] = {}
    between: dict[tuple[str, str], list[_Row]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    number = count()
    for plan, own in groupby(features, key=plan_of):
        actions = list(own)
        having[plan] = Counter(chain.from_iterable(index.own[action] for action in actions))
        for key in index.special & having[plan].keys():
            del later[key][: having[plan][key]]
        for action in actions:
            for weight, other in index.found(action, later):
                plans = (plan, plan_of(other))
                counts[plans] += 1
                _keep(nearest.setdefault(action, []), (weight, place[other], other), MOST_RELATED)
                _keep(nearest.setdefault(other, []), (weight, place[action], action), MOST_RELATED)
                _keep(between.setdefault(plans, []), (weight, next(number), action, other), MOST_PAIRS)
    return Relatedness(index.weights, having, counts, index, nearest, between)


_Near = tuple[float, int, str]
"""What an action is tied to: the weight, negative, and the other action's place and id."""
_Row = tuple[float, int, str, str]
"""A tie: the weight, negative, its place among all that were found, and both actions."""
RowT = TypeVar("RowT", _Near, _Row)


def _keep(rows: list[RowT], row: RowT, most: int) -> None:
    """Add a row, and see to it that not many more are kept than are shown."""
    rows.append(row)
    if len(rows) > 2 * most:
        rows.sort()
        del rows[most:]


def plan_of(action: str) -> str:
    """Return the id of an action's plan."""
    return action.partition("/")[0]


@dataclass(frozen=True)
class _Index:
    """Which actions have what, and what that counts."""

    own: Mapping[str, tuple[Key, ...]]
    """What each action has, in order."""
    weights: Mapping[Key, float]
    """What sharing something counts."""
    least: float
    """What a tie weighs at least."""
    special: frozenset[Key]
    """What few enough actions have to tie them together."""
    bits: Mapping[Key, int]
    """A bit for everything that is not special."""
    common: Mapping[str, int]
    """The bits of each action, so that comparing two actions costs next to nothing."""

    @classmethod
    def of(cls, features: Mapping[str, Iterable[Key]], holders: Mapping[Key, int], total: int) -> Self:
        """Return the index of actions with these features. Of what it is to tell, `holders` count all of them all."""
        special = frozenset(key for key, having in holders.items() if is_special(having, total))
        bits = {key: 1 << number for number, key in enumerate(key for key in holders if key not in special)}
        own = {action: tuple(sorted(keys)) for action, keys in features.items()}
        return cls(
            own=own,
            weights={key: rarity(having, total) for key, having in holders.items()},
            least=minimum(total) if total else 0.0,
            special=special,
            bits=bits,
            common={action: sum(bits[key] for key in keys if key in bits) for action, keys in own.items()},
        )

    def found(self, action: str, others: Mapping[Key, Iterable[str]]) -> Iterator[tuple[float, str]]:
        """Yield those of the others to which an action is tied, each after the weight of the tie, negative.

        `others` are those that have something special, to which it may be tied. Weights are added in one order
        whichever action is asked, so that a tie weighs the same from both ends.
        """
        keys, least, common, own = self.own[action], self.least, self.common, self.common[action]
        sums: dict[str, float] = {}
        for key in keys:
            weight = self.weights[key]
            for other in others.get(key, ()):
                sums[other] = sums.get(other, 0.0) + weight
        added: dict[int, float] = {}
        for other, weight in sums.items():
            shared = own & common[other]
            if shared not in added:
                added[shared] = sum(self.weights[key] for key in keys if self.bits.get(key, 0) & shared)
            if weight + added[shared] >= least > 0:
                yield -(weight + added[shared]), other

    def strongest(self, action: str, found: Iterable[_Near]) -> tuple[Tie, ...]:
        """Return the ties that are kept of an action."""
        own = frozenset(self.own.get(action, ()))
        return tuple(self._tie(-weight, action, own, other) for weight, _, other in sorted(found)[:MOST_RELATED])

    def ties(self, rows: Iterable[_Row]) -> tuple[Tie, ...]:
        """Return the ties of rows."""
        own = self.own
        return tuple(self._tie(-weight, one, frozenset(own[one]), other) for weight, _, one, other in rows)

    def _tie(self, weight: float, action: str, own: frozenset[Key], other: str) -> Tie:
        """Return the tie between two actions, with what they share of what the one has."""
        shared = [key for key in self.own[other] if key in own]
        return Tie(action, other, weight, tuple(sorted(shared, key=self.weights.__getitem__, reverse=True)))
