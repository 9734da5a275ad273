"""What recurs: when it comes round, no finer than stated."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.occurrences import next_occurrence, occurrences
from planatlas.reading.values.when import Point, Recurrence, When

AS_OF = date(2026, 11, 22)


def recurrence(text: str) -> Recurrence:
    return Recurrence.parse(text)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("every 6 months from 2022-03-29", "2027-03-29"),
        ("every 6 months from 2026-11-22", "2026-11-22"),
        ("every year from 2024-Q4", "2026-Q4"),
        ("every year from 2024-Q4 until 2025-Q4", None),
        ("every 2 quarters from 2024-Q2", "2026-Q4"),
        ("every month from 2024", "2026-11"),
        ("every week from 2026-11-02", "2026-11-23"),
        ("every year from 2030", "2030"),
        ("every year from 2024-H1", "2027-H1"),
        ("every year until 2030", None),
        ("every week", None),
    ],
)
def test_the_next_time_is_as_exact_as_the_first(text: str, following: str | None) -> None:
    """What runs on the day is the next time; without a first date, or after the last, there is none."""
    expected = When.parse(following) if following else None
    assert next_occurrence(recurrence(text), AS_OF) == expected


def test_occurrences_come_in_order_and_end() -> None:
    """All occurrences from a day on are yielded, and none after the last."""
    found = occurrences(recurrence("every 2 quarters from 2024-Q1 until 2025-Q3"), date(2024, 2, 1))
    assert [str(point) for point in found] == ["2024-Q1", "2024-Q3", "2025-Q1", "2025-Q3"]


def test_occurrences_end_with_the_calendar() -> None:
    """What recurs until the calendar ends stops there."""
    found = list(occurrences(recurrence("every year from 9997-12-31"), date(9998, 1, 1)))
    assert [str(point) for point in found] == ["9998-12-31", "9999-12-31"]


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(1, 40),
    st.sampled_from(["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}"]),
)
def test_occurrences_never_overlap_the_past(since: date, unit: str, every: int, form: str) -> None:
    """Whatever recurs, the next times end on or after the day, and each begins after the one before."""
    points: list[Point] = list(
        islice(occurrences(recurrence(f"every {every} {unit}s from {form.format(since)}"), AS_OF), 5)
    )
    assert len(points) == 5
    assert all(point.end >= AS_OF for point in points)
    assert all(one.first < other.first for one, other in pairwise(points))
