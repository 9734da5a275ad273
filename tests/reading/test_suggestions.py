"""Did-you-mean: the nearest word that would have been right, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.suggestions import did_you_mean, nearest

WORDS = ["cyprus", "czechia", "europol", "eurojust", "Türkiye"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("cypros", "cyprus"),
        ("EUROPOL", "europol"),
        ("europoll", "europol"),
        ("euro-just", "eurojust"),
        ("türkiye", "Türkiye"),
        ("frontex", None),
        ("x", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_found_whatever_its_case(word: str, meant: str | None) -> None:
    """A slip of the finger leads to the word; a word that is like none leads nowhere."""
    assert nearest(word, WORDS) == meant


def test_a_guess_is_put_as_a_question() -> None:
    """The hint asks, and is absent where there is no guess."""
    assert did_you_mean("cypros", WORDS) == "did you mean 'cyprus'?"
    assert did_you_mean("frontex", WORDS) is None


def test_without_candidates_there_is_no_guess() -> None:
    """Nothing can be meant where there is nothing."""
    assert nearest("europol", []) is None


@given(st.text(), st.lists(st.text(), max_size=5))
def test_a_guess_is_always_one_of_the_candidates(word: str, candidates: list[str]) -> None:
    """Whatever was written, only what is there is suggested; a word that is there is near itself."""
    guess = nearest(word, candidates)
    assert guess is None or guess in candidates
    if len(word) > 1 and word in candidates and word.isascii():
        assert guess is not None
        assert guess.lower() == word.lower()
