"""Names in prose: what stands in double square brackets, and what stands between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.prose import NameInProse, names_in, open_names_in, split_prose

texts = st.text() | st.lists(st.sampled_from(["[[", "]]", "[", "]", "|", "a", " ", "\n", "é"]), max_size=20).map(
    "".join
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("plain text", ["plain text"]),
        ("[[europol]]", [NameInProse("[[europol]]", "europol", None)]),
        (
            "by [[europol|the Agency]], with [[SIS]].",
            [
                "by ",
                NameInProse("[[europol|the Agency]]", "europol", "the Agency"),
                ", with ",
                NameInProse("[[SIS]]", "SIS", None),
                ".",
            ],
        ),
        ("[[a]][[b]]", [NameInProse("[[a]]", "a", None), NameInProse("[[b]]", "b", None)]),
        ("[[p/2.10]]", [NameInProse("[[p/2.10]]", "p/2.10", None)]),
        (
            "[[ a\n  b |\n c ]]",
            [NameInProse("[[ a\n  b |\n c ]]", "a b", "c")],
        ),
        ("see [1] and [a](b)", ["see [1] and [a](b)"]),
        ("[[[a]]]", ["[", NameInProse("[[a]]", "a", None), "]"]),
    ],
)
def test_a_text_is_split_into_names_and_what_is_between(text: str, pieces: list[str | NameInProse]) -> None:
    """Names are taken out with the text to be shown; spacing and line breaks within them do not count."""
    assert list(split_prose(text)) == pieces
    assert list(names_in(text)) == [piece for piece in pieces if isinstance(piece, NameInProse)]


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("[[a]] and [[b|c]]", []),
        ("[a] and [b]", []),
        ("see [[europol", ["[[europol"]),
        ("see [[europol] and more", ["[[europol] and more"]),
        ("[[]] [[|a]]", ["[[]] [[|a]]", "[[|a]]"]),
        ("[[a|]]", ["[[a|]]"]),
        ("[[a|b|c]]", ["[[a|b|c]]"]),
        ("[[a [[b]]", ["[[a [[b]]"]),
        ("one [[two\nthree", ["[[two"]),
        ("[[a very long name that is never closed", ["[[a very long name t"]),
    ],
)
def test_brackets_that_make_no_name_are_found(text: str, beginnings: list[str]) -> None:
    """What is not closed or not well formed is given by its beginning, on one line, so that it can be pointed at."""
    assert list(open_names_in(text)) == beginnings


@given(texts)
def test_the_pieces_of_a_text_make_up_the_text(text: str) -> None:
    """Nothing of a text is lost or added by splitting it, and no plain piece is empty."""
    pieces = list(split_prose(text))
    assert "".join(piece if isinstance(piece, str) else piece.written for piece in pieces) == text
    assert "" not in pieces


@given(texts)
def test_every_opening_is_a_name_or_reported(text: str) -> None:
    """No pair of opening brackets goes unnoticed."""
    openings = sum(text.startswith("[[", position) for position in range(len(text)))
    names = list(names_in(text))
    reported = list(open_names_in(text))
    assert bool(openings) == bool(names or reported)
    for beginning in reported:
        assert beginning.startswith("[[")
        assert beginning in text
        assert "\n" not in beginning
