"""Traces of what was cut: what betrays it, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planatlas.linking.audience import cut
from planatlas.linking.traces import Finder, plain_words, traces
from planatlas.reading.folder import read_folder

FolderMaker = Callable[[Mapping[str, str]], Path]
SITE = "markings: [{name: PUBLIC}, {name: LIMITE}]\naudience: LIMITE\n"


@pytest.fixture
def trace_words(content_folder: FolderMaker) -> Callable[..., set[str]]:
    """Return a function that says what betrays a marked theme beside an open one, by their summaries."""

    def words(secret: str, opened: str, said: str = "") -> set[str]:
        files = {
            "site.yml": SITE,
            "themes/opened.yml": f"name: Open\nsummary: {opened}\n",
            "themes/secret.yml": f"name: Open\nmarking: LIMITE\nsummary: {secret}\n",
        }
        whole = read_folder(content_folder(files))
        return {trace.words for trace in traces([(whole, cut(whole, "PUBLIC"))], [said])}

    return words


def test_ids_words_and_phrases_betray(trace_words: Callable[..., set[str]]) -> None:
    """The id, a rare word, a code and a run of words that nothing else has are traces."""
    found = trace_words("Vessels of 12345/21 sail to Elba by night in fog", "Open words only")
    assert {"secret", "vessels", "12345 21", "to elba by night in", "elba by night in fog"} <= found


def test_what_is_said_anyway_betrays_nothing(trace_words: Callable[..., set[str]]) -> None:
    """Neither what the kept content says too, nor what the generator says, is a trace."""
    text = "Vessels sail to Elba by night in fog"
    assert trace_words(text, text) == {"secret"}
    assert trace_words(text, "Other words", said=text) == {"secret"}


def test_what_stands_side_by_side_by_chance_betrays_nothing(trace_words: Callable[..., set[str]]) -> None:
    """A run that two kept texts give together when a page puts one after the other is no trace."""
    assert trace_words("sail by night the harbour guard", "'sail by night; the harbour guard'") == {"secret"}
    assert trace_words("sail by night the harbour guard", "'the harbour guard sail by night'") == {"secret"}


def test_figures_betray_nothing(trace_words: Callable[..., set[str]]) -> None:
    """A number with its unit, a year or a date may stand anywhere."""
    assert trace_words("20 per year", "Other") == {"secret"}
    assert trace_words("'2024'", "Other") == {"secret"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Operational  ACTION\n2.10", "operational action 2 10"),
        ("drugs-roadmap_2023/1", "drugs roadmap 2023 1"),
        ("Tür\u00adki\u200bye", "türkiye"),
        ("Tu\u0308rkiye", "türkiye"),
        ("", ""),
    ],
)
def test_words_are_compared_without_what_parts_them(text: str, words: str) -> None:
    """Case, spacing, punctuation, invisible characters and the coding of accents make no difference."""
    assert plain_words(text) == words


def test_runs_are_found_as_whole_words() -> None:
    """A run is found where its words stand, not inside longer words, and every run that overlaps another is found."""
    finder = Finder(["night fog", "fog over", "og"])
    assert list(finder.found_in("by night fog over dogma")) == ["night fog", "fog over"]
