"""What follows from an Atlas and is asked for again and again: worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar

from planatlas.linking.atlas import Atlas

AskedT = TypeVar("AskedT", bound=Hashable)
FoundT = TypeVar("FoundT")


def once(function: Callable[[Atlas, AskedT], FoundT]) -> Callable[[Atlas, AskedT], FoundT]:
    """Let a function of an Atlas and of one thing in it keep what it returns, as long as the Atlas lives."""

    @wraps(function)
    def kept(atlas: Atlas, asked: AskedT) -> FoundT:
        known = atlas.kept[function]
        try:
            found: FoundT = known[asked]
        except KeyError:
            found = known[asked] = function(atlas, asked)
        return found

    return kept
