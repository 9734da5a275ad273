"""How good the search is, measured in the browser on queries whose answers were judged beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from browser.visit import Visit

JUDGEMENTS = yaml.safe_load((Path(__file__).parent / "judgements.yml").read_text(encoding="utf-8"))
"""The pages that answer each query, by group and query."""


@dataclass(frozen=True)
class Judged:
    """A query and where its answer stood."""

    group: str
    query: str
    answers: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place of the first answer, from 1; None where it was not found."""
        return next((place for place, path in enumerate(self.found, 1) if path in self.answers), None)


@pytest.fixture(scope="module")
def judged(browser: Browser, address: str, site: Path) -> Iterator[list[Judged]]:
    """Ask the search every query, as somebody would who types it."""
    context = browser.new_context()
    visit = Visit(context.new_page(), address)
    visit.open("index.html")
    found = []
    for group, queries in JUDGEMENTS.items():
        for query, answers in queries.items():
            paths = (answers,) if isinstance(answers, str) else tuple(answers)
            assert [path for path in paths if not (site / path).is_file()] == []
            found.append(Judged(group, query, paths, tuple(visit.search(query))))
    yield found
    context.close()


def mean(queries: list[Judged], worth: Callable[[int], float]) -> float:
    """Return the mean of what the ranks are worth; a query whose answer was not found is worth nothing."""
    return sum(worth(query.rank) if query.rank else 0.0 for query in queries) / len(queries)


def test_the_set_of_queries_is_large_and_varied() -> None:
    """At least 40 queries in ten groups, so that one lucky kind of query cannot carry the figures."""
    assert len(JUDGEMENTS) >= 10
    assert sum(map(len, JUDGEMENTS.values())) >= 40


def test_the_answer_comes_first(judged: list[Judged], record_property: Callable[[str, object], None]) -> None:
    """For 95 of 100 queries the judged page is the first result, and hardly ever is it below the third."""
    queries = [query for query in judged if query.answers]
    first = mean(queries, lambda rank: float(rank == 1))
    among_three = mean(queries, lambda rank: float(rank <= 3))
    reciprocal = mean(queries, lambda rank: 1 / rank)
    record_property(
        f"Search, {len(queries)} judged queries",
        f"mean reciprocal rank {reciprocal:.3f}, answer first {first:.1%}, among three {among_three:.1%}",
    )
    misses = [
        f"{query.group}: '{query.query}' has {query.answers[0]} at {query.rank}, after {query.found[:2]}"
        for query in queries
        if query.rank != 1
    ]
    for miss in misses:
        record_property("Not first", miss)
    assert first >= 0.95, misses
    assert among_three >= 0.98, misses
    assert reciprocal >= 0.95, misses


def test_what_occurs_nowhere_finds_nothing(judged: list[Judged]) -> None:
    """A word that no record has brings no result, rather than a guess."""
    nowhere = [query for query in judged if not query.answers]
    assert nowhere
    assert [(query.query, query.found) for query in nowhere if query.found] == []
