"""Times as people print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.values.printed_time import written
from planatlas.reading.values.when import When


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("Q3 2025", "2025-Q3"),
        ("2025 Q3", "2025-Q3"),
        ("Q3/2025", "2025-Q3"),
        ("2025-q3", "2025-Q3"),
        ("3Q2025", "2025-Q3"),
        ("third quarter of 2025", "2025-Q3"),
        ("by the end of Q3 2025", "2025-Q3"),
        ("H1 2026", "2026-H1"),
        ("in the first half of 2026", "2026-H1"),
        ("by mid-2024", "2024-H1"),
        ("by end 2026", "2026"),
        ("by the end of 2026", "2026"),
        ("end of June 2026", "2026-06"),
        ("31/12/2025", "2025-12-31"),
        ("1.2.2025", "2025-02-01"),
        ("2025/12/31", "2025-12-31"),
        ("31 December 2025", "2025-12-31"),
        ("by 1st of Sept. 2025", "2025-09-01"),
        ("Dec 2025", "2025-12"),
        ("12/2025", "2025-12"),
        ("2025 – 2027", "2025..2027"),
        ("Q1-Q3 2025", "2025-Q1..2025-Q3"),
        ("from May to June 2025", "2025-05..2025-06"),
        ("from 2025 onwards", "2025.."),
        ("until 2026", "..2026"),
        ("On-going", "ongoing"),
        ("Continuous", "ongoing"),
        ("annually", "every year"),
    ],
)
def test_a_printed_time_is_read(printed: str, form: str) -> None:
    """What is certain is written as the files have it, and is a time there."""
    assert written(printed) == form
    assert str(When.parse(form)) == form


@pytest.mark.parametrize(
    "printed", ["", "tbd", "Q5 2025", "third half of 2025", "summer 2025", "1 to 2 meetings", "25-Q3", "June"]
)
def test_what_is_not_certain_is_not_read(printed: str) -> None:
    """A time that could be another, or none, is nobody's guess."""
    assert written(printed) is None


@given(st.dates().filter(lambda day: day.year >= 1000))
def test_days_in_figures_are_read_day_first(day: object) -> None:
    """Days as Europe writes them come back as the day that they are."""
    assert written(f"{day:%d/%m/%Y}") == f"{day:%Y-%m-%d}"
