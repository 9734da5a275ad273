"""How far a time moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.history.shift import Shift, shift_between
from planatlas.reading.values.when import When


@pytest.mark.parametrize(
    ("before", "after", "shift"),
    [
        ("2024-Q2", "2024-Q4", Shift(184, 6)),
        ("2024-Q4", "2024-Q2", Shift(-184, -6)),
        ("2024", "2025", Shift(365, 12)),
        ("2024", "2024-Q2", Shift(-184, -6)),
        ("2024-02", "2024-03", Shift(31, 1)),
        ("2024-01-15", "2024-03-15", Shift(60, 2)),
        ("2024-01-15", "2024-03-20", Shift(65, None)),
        ("2024", "2025-03-15", Shift(74, 2, about=True)),
        ("2024", "2025-01-05", Shift(5, None)),
        ("2024", "2024-12-31", Shift(0, 0)),
        ("2024-Q1..2025-Q4", "2024-Q1..2026-Q2", Shift(181, 6)),
        ("2024-Q1..2025-Q4", "2024-Q3..2025-Q4", Shift(182, 6, of_start=True)),
        ("2024..", "2025..", Shift(366, 12, of_start=True)),
        ("6 months after signature on 2024-01-01", "8 months after signature on 2024-01-01", Shift(62, 2)),
        ("2024", "ongoing", None),
        ("2024..", "2024..2025", None),
        ("6 months after signature", "8 months after signature", None),
        ("every 6 months from 2024", "every 6 months from 2025", None),
    ],
)
def test_a_shift_is_as_exact_as_its_times(before: str, after: str, shift: Shift | None) -> None:
    """Months between months, days between days, about so many months between the two, nothing where an end is open."""
    assert shift_between(When.parse(before), When.parse(after)) == shift


POINTS = st.dates().map(str) | st.integers(1000, 9999).map(str) | st.integers(1000, 9999).map(lambda year: f"{year}-Q3")


@given(POINTS, POINTS)
def test_there_and_back_is_as_far(one: str, other: str) -> None:
    """The way back is as long as the way there, and there is no way to the same time."""
    there, back = shift_between(When.parse(one), When.parse(other)), shift_between(When.parse(other), When.parse(one))
    assert there is not None
    assert back is not None
    assert there.days == -back.days
    assert (there.months or 0) == -(back.months or 0)
    assert (there.days == 0) if one == other else True


def test_without_a_time_nothing_moved() -> None:
    """A time that was not stated, or is no longer, has not moved."""
    assert shift_between(None, When.parse("2024")) is None
    assert shift_between(When.parse("2024"), None) is None
