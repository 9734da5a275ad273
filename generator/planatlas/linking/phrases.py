"""Phrases looked for in texts, in one pass however many they are. The only importer of ahocorasick_rs."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick


class Phrases:
    """Phrases, and where texts have them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.all = tuple(phrases)
        self._automaton = AhoCorasick(self.all)

    def places_in(self, text: str) -> list[tuple[int, int, int]]:
        """Return every place where a text has a phrase, those within others too: which one it is, start and end."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)
