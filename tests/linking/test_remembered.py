"""What is found in a record is asked for once."""

from __future__ import annotations

import gc

from planatlas.linking.remembered import remembered
from planatlas.reading.model.site import Theme


def theme(name: str) -> Theme:
    return Theme(name=name, summary="What belongs to it.")


def test_a_record_is_asked_once_and_for_each_other_question_again() -> None:
    """The same question has the same answer; two records that are equal are two."""
    asked: list[tuple[str, int]] = []

    @remembered
    def found(record: Theme, times: int) -> str:
        asked.append((record.name, times))
        return record.name * times

    one, other = theme("a"), theme("a")
    assert [found(one, 1), found(one, 1), found(one, 2), found(other, 2)] == ["a", "a", "aa", "aa"]
    assert asked == [("a", 1), ("a", 2), ("a", 2)]


def test_what_was_found_goes_with_the_record() -> None:
    """A record that takes the place of another in memory is asked itself."""

    @remembered
    def found(record: Theme) -> list[str]:
        return [record.name]

    for number in range(100):
        name = f"theme {number}"
        assert found(theme(name)) == [name]
    gc.collect()
