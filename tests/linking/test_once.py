"""What is kept with an Atlas."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planatlas.linking.atlas import Atlas
from planatlas.linking.once import once


def test_a_thing_is_worked_out_once_for_each_atlas(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """Asked again of one Atlas nothing is worked out anew; another Atlas has answers of its own."""
    asked: list[str] = []

    @once
    def shouted(atlas: Atlas, word: str) -> str:
        asked.append(word)
        return f"{word.upper()} {len(atlas.actors)}"

    one = make_atlas({"actors/a.yml": "name: A\nkind: agency\nsummary: One.\n"})
    other = make_atlas({})
    answers = [shouted(one, "a"), shouted(one, "b"), shouted(one, "a"), shouted(other, "a")]
    assert answers == ["A 1", "B 1", "A 1", "A 0"]
    assert asked == ["a", "b", "a"]
