"""Phrases looked for in texts, in one pass however many they are. The only importer of ahocorasick_rs."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, Implementation

_FEW = 500
"""Up to so many phrases are looked for in the fastest way, which takes most memory."""


class Phrases:
    """Phrases, and where texts have them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.all = tuple(phrases)
        self._automaton = BytesAhoCorasick(
            [phrase.encode() for phrase in self.all],
            implementation=Implementation.DFA if len(self.all) <= _FEW else None,
        )

    def places_in(self, text: str) -> list[tuple[int, int, int]]:
        """Return every place where a text has a phrase, those within others too: which one it is, start and end."""
        encoded = text.encode()  # bytes are looked through faster
        places = []
        reached = characters = 0
        for number, _, end in self._automaton.find_matches_as_indexes(encoded, overlapping=True):  # by where they end
            characters += len(encoded[reached:end].decode())
            reached = end
            places.append((number, characters - len(self.all[number]), characters))
        return places
