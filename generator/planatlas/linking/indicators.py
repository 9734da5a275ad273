"""What the plans measure their actions by: every indicator with its targets, one row a target."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.once import once
from planatlas.reading.model.action import Target
from planatlas.reading.model.site import Theme

_SHORTEST = 5
"""Words of a theme's names that are shorter say too little to be looked for."""


class Measure(NamedTuple):
    """An indicator with one of its targets, or without any."""

    action: str
    """The action's id."""
    key: str
    """What tells the indicator from others of its action."""
    text: str
    """What is measured."""
    target: Target | None
    """None where the source states none."""


@dataclass(frozen=True)
class MeasureCount:
    """How many indicators there are, and what they come to."""

    actions: int
    """Actions with at least one."""
    indicators: int
    targets: int
    without_target: int
    """Indicators without any target."""


def measures(atlas: Atlas, actions: Iterable[str] | None = None) -> list[Measure]:
    """Return the indicators of all actions, or of those given by id, in the order of the documents."""
    chosen = atlas.actions if actions is None else actions
    return [*chain.from_iterable(_measures_of(atlas, action) for action in chosen)]


@once
def _measures_of(atlas: Atlas, action: str) -> tuple[Measure, ...]:
    return tuple(
        [
            Measure(action, indicator.key, indicator.measure, target)
            for indicator in atlas.actions[action].record.indicators
            for target in indicator.all_targets or (None,)
        ]
    )


def count(found: Iterable[Measure]) -> MeasureCount:
    """Return how many indicators and targets there are; what they measure is never added up."""
    found = list(found)
    return MeasureCount(
        actions=len({one.action for one in found}),
        indicators=len({(one.action, one.key) for one in found}),
        targets=sum(one.target is not None for one in found),
        without_target=sum(one.target is None for one in found),
    )


def by_theme(atlas: Atlas, found: Iterable[Measure]) -> dict[str, list[Measure]]:
    """Return the indicators of the actions about each theme, by the theme's id; an indicator can be under several."""
    grouped: dict[str, list[Measure]] = {}
    for one in found:
        for theme in atlas.actions[one.action].record.themes:
            if theme in atlas.themes:
                grouped.setdefault(theme, []).append(one)
    return grouped


def naming_theme(theme: Theme, found: Iterable[Measure]) -> tuple[list[Measure], list[Measure]]:
    """Return the indicators whose text has a word of the theme's name or its aliases, and the others."""
    words = {word.rstrip("s") for name in (theme.name, *theme.aliases) for word in _words(name)}
    kept = [word for word in sorted(words) if len(word) >= _SHORTEST]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})") if kept else None
    naming: list[Measure] = []
    others: list[Measure] = []
    for one in found:
        (naming if pattern and pattern.search(one.text.casefold()) else others).append(one)
    return naming, others


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
