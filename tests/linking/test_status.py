"""How far an action is: what was last reported up to a day, and nothing where nobody reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.status import standing_of, status_of
from planatlas.reading.model.action import Action

AtlasMaker = Callable[[Mapping[str, str | bytes]], Atlas]

REPORTS = """
progress:
  - {date: 2024-06-30, status: under-way, note: first}
  - {date: 2025-03, status: delayed, note: second}
  - {date: 2024-01-15, status: planned, note: third}
  - {date: 2025-12-01, status: under-way, note: fourth}
  - {date: 2025-12-01, status: done, note: fifth}
"""


def action(make_atlas: AtlasMaker, text: str) -> Action:
    atlas = make_atlas({"plans/p/actions/1.yml": text})
    assert atlas.content.problems == []
    return atlas.actions["p/1"].record


@pytest.mark.parametrize(
    ("as_of", "status", "note"),
    [
        (date(2024, 1, 14), "not-reported", None),
        (date(2024, 1, 15), "planned", "third"),
        (date(2024, 6, 29), "planned", "third"),
        (date(2024, 6, 30), "under-way", "first"),
        (date(2025, 3, 1), "delayed", "second"),
        (date(2025, 11, 30), "delayed", "second"),
        (date(2025, 12, 1), "done", "fifth"),
        (date(2999, 1, 1), "done", "fifth"),
    ],
)
def test_the_last_report_up_to_the_day_counts(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], as_of: date, status: str, note: str | None
) -> None:
    """Reports count by their dates, in whatever order they stand; later ones do not count yet."""
    record = action(make_atlas, minimal["action"] + REPORTS)
    report = standing_of(record, as_of).last
    assert (status_of(record, as_of), report.entry.note if report else None) == (status, note)


def test_nothing_is_claimed_where_nobody_reported(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A passed deadline alone says nothing of how far an action is."""
    record = action(make_atlas, minimal["action"] + "deadlines:\n  - {what: x, when: 2020}\n")
    assert standing_of(record, date(2026, 1, 1)).last is None
    assert status_of(record, date(2026, 1, 1)) == "not-reported"
