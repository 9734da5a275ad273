"""Did-you-mean: the nearest of the words that would have been right."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

SIMILAR = 70.0
"""How alike (of 100) two words must be for one to be suggested for the other."""


def nearest(word: str, candidates: Iterable[str], similar: float = SIMILAR) -> str | None:
    """Return the candidate most like the word, ignoring case, or None where none is near."""
    found = process.extractOne(word, list(candidates), scorer=fuzz.ratio, processor=str.lower, score_cutoff=similar)
    return found[0] if found else None


def did_you_mean(word: str, candidates: Iterable[str], similar: float = SIMILAR) -> str | None:
    """Return `did you mean 'x'?`, or None where nothing is near."""
    candidate = nearest(word, candidates, similar)
    return f"did you mean '{candidate}'?" if candidate else None
