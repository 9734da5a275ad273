"""What is known only through what was cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planatlas.linking.names import Key

Arrows = Mapping[Key, Iterable[Key]]
"""What each record names."""


def reached(start: Iterable[Key], arrows: Arrows) -> set[Key]:
    """Return everything that can be come to from some records, themselves included."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for key in arrows.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def known_only_through(cut: Iterable[Key], kept: Arrows, removable: set[Key]) -> set[Key]:
    """Return the removable records that only what was cut leads to.

    `cut` are the records that something cut names, and `kept` what every record that was not cut names. What neither
    leads to, because nobody names it at all, is not among them.
    """
    known = reached((key for key in cut if key in kept), kept) & removable
    return known - reached((key for key in kept if key not in known), kept)
