"""A scale of time: which years it has, where days stand, which lines and labels it gets."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.pages.charts.scale import LABELS, TimeScale
from planatlas.reading.values.when import When

AS_OF = date(2026, 11, 22)


def over(*times: str) -> TimeScale | None:
    return TimeScale.over([When.parse(time) for time in times], AS_OF)


@pytest.mark.parametrize(
    ("times", "years"),
    [
        (["2026"], (2026, 2026)),
        (["2024-Q1..2025-Q4"], (2024, 2026)),
        (["2021-09-29", "2030"], (2021, 2030)),
        (["2020", "2021"], (2020, 2021)),
        (["2030"], (2030, 2030)),
        (["2027"], (2026, 2027)),
        (["2020.."], (2020, 2026)),
        (["..2023"], (2023, 2023)),
        (["2030.."], (2030, 2030)),
        (["every 6 months from 2022-03-29"], (2022, 2027)),
        (["every year from 2024-Q4 until 2025-Q4"], (2024, 2026)),
        (["6 months after signature on 2025-10-08"], (2026, 2026)),
    ],
)
def test_a_scale_has_room_for_all_times(times: list[str], years: tuple[int, int]) -> None:
    """It reaches from the first to the last year; the as-of day is on it where it is near, or where a time goes on."""
    scale = over(*times)
    assert scale is not None
    assert (scale.first, scale.last) == years


@pytest.mark.parametrize("times", [[], ["ongoing"], ["every week"], ["every week until 2030"], ["after signature"]])
def test_without_a_date_there_is_no_scale(times: list[str]) -> None:
    """What has no place in time makes no scale."""
    assert over(*times) is None


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (date(2024, 1, 1), 0, 50 / 366),
        (date(2024, 12, 31), 50 * 365 / 366, 50),
        (date(2025, 1, 1), 50, 50 + 50 / 365),
        (date(2025, 12, 31), 50 + 50 * 364 / 365, 100),
        (date(2023, 12, 31), 0, 0),
        (date(2026, 1, 1), 100, 100),
    ],
)
def test_a_day_stands_where_it_falls_in_its_year(day: date, start: float, end: float) -> None:
    """Years are equally wide, a leap year's days a little narrower; a day off the scale is at its edge."""
    scale = TimeScale(2024, 2025)
    assert (scale.start(day), scale.end(day)) == (pytest.approx(start), pytest.approx(end))


@given(st.integers(1, 9999), st.integers(1, 9999), st.dates(), st.dates())
def test_days_keep_their_order_and_stay_on_the_scale(one: int, other: int, first: date, second: date) -> None:
    """On whatever scale, an earlier day never stands to the right of a later one, and none stands outside."""
    scale = TimeScale(min(one, other), max(one, other))
    first, second = min(first, second), max(first, second)
    assert 0 <= scale.start(first) <= scale.start(second) <= scale.end(second) <= 100
    assert scale.end(first) <= scale.end(second)
    if first < second and scale.has(first) and scale.has(second):
        assert scale.end(first) <= scale.start(second) + 1e-9


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_labels_fit_a_phone(one: int, other: int) -> None:
    """However many years there are, few are named, among them the first, and no line stands at an edge."""
    scale = TimeScale(min(one, other), max(one, other))
    labels = scale.labels()
    assert 1 <= len(labels) <= LABELS
    assert labels[0] == (0, scale.first)
    assert all(year == scale.first + round(place * scale.years / 100) for place, year in labels)
    lines = scale.lines()
    assert len(lines) <= 2 * LABELS
    assert all(0 < line < 100 for line in lines)
    assert all(line < following for line, following in pairwise(lines))


def test_few_years_have_quarters() -> None:
    """On up to three years the quarters have lines of their own, where they begin."""
    assert TimeScale(2025, 2025).lines() == [
        pytest.approx(100 * (date(2025, month, 1) - date(2025, 1, 1)).days / 365) for month in (4, 7, 10)
    ]
    assert len(TimeScale(2024, 2026).lines()) == 11
    assert TimeScale(2024, 2027).lines() == [25, 50, 75]


def test_a_scale_says_its_years() -> None:
    """One year is itself, several are from the first to the last."""
    assert TimeScale(2025, 2025).label == "2025"
    assert TimeScale(2024, 2026).label == "2024 to 2026"
