"""Names that Windows could not unpack are named before a zip is written, all at once, with the record behind them."""

from __future__ import annotations

import pytest

from conftest import AtlasMaker
from planatlas.publishing.windows_names import LONGEST_PATH, sources_of, unsafe_names
from small_content import SMALL


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("top/con.html", "Windows keeps for itself"),
        ("top/LPT1/a.html", "Windows keeps for itself"),
        ("top/aux", "Windows keeps for itself"),
        ("top/what?.html", "has '?' in it"),
        ("top/a:b.html", "has ':' in it"),
        ("top/a\\b.html", "in it"),
        ("top/tab\t.html", "in it"),
        ("top/dot./a.html", "ends in a dot or a space"),
        ("top/a.html ", "ends in a dot or a space"),
        ("top/../a.html", "is no name"),
        ("top//a.html", "is no name"),
        ("top/" + "a" * (LONGEST_PATH - 3), f"{LONGEST_PATH + 1} characters, more than {LONGEST_PATH}"),
    ],
)
def test_a_name_that_windows_cannot_unpack_is_a_problem(path: str, words: str) -> None:
    """Reserved names, characters and endings that Windows refuses, and paths that are too long are problems."""
    problems = unsafe_names([path, "top/fine.html"], {path: "actors/a.yml"})
    assert [problem.span.path for problem in problems] == ["actors/a.yml"]
    assert words in problems[0].message


@pytest.mark.parametrize("path", ["top/console.html", "top/com10.html", "top/2.10.html", "top/Zürich é #2 (100%).html"])
def test_other_names_are_not(path: str) -> None:
    """What Windows can unpack is no problem, nor is a path of just the length that is allowed."""
    assert unsafe_names([path, "top/" + "a" * (LONGEST_PATH - 4)], {}) == []


def test_names_that_fall_together_are_a_problem() -> None:
    """Two names that differ by case alone would be one file on Windows."""
    problems = unsafe_names(["top/siena.html", "top/SIENA.html"], {})
    assert [problem.code for problem in problems] == ["same-but-for-case"]


def test_accents_coded_in_two_ways_fall_together() -> None:
    """A letter with its accent and one followed by its accent are one name on a Mac."""
    assert [problem.code for problem in unsafe_names(["top/e\u0301.html", "top/\u00e9.html"], {})] == [
        "same-but-for-case"
    ]


def test_every_problem_is_named_at_once() -> None:
    """All names are looked at, and one can have several problems."""
    assert len(unsafe_names(["top/nul.a/what?.html", "top/x."], {})) == 3


def test_a_file_is_traced_to_its_record(make_atlas: AtlasMaker) -> None:
    """Pages, downloads and the pages at former addresses are traced to the record's file."""
    sources = sources_of(make_atlas(SMALL))
    assert sources["plans/alpha/actions/1.html"] == "plans/alpha/actions/1.yml"
    assert sources["actors/european-police-office.html"] == "actors/europol.yml"
    assert sources["data/actors/europol.csv"] == "actors/europol.yml"
    assert sources["data/plans/alpha.ics"] == "plans/alpha/plan.yml"
