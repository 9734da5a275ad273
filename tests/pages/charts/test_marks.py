"""Marks: stated times laid out on a scale, none more exact than it is stated, none without a place."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.pages.charts.marks import MOST, Mark, Shape, gathered, lanes, mark
from planatlas.pages.charts.scale import TimeScale
from planatlas.reading.values.when import When

FOUR = TimeScale(2021, 2024)
AS_OF = date(2023, 5, 1)


def marked(text: str, shape: Shape = Shape.ACTIVITY, scale: TimeScale = FOUR) -> Mark | None:
    return mark(scale, When.parse(text), shape)


def spans(found: Mark | None) -> list[tuple[float, float]]:
    return [(round(left, 2), round(right, 2)) for left, right in found.spans] if found else []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2022", [(25, 50)]),
        ("2022..2023", [(25, 75)]),
        ("2021-H2", [(12.4, 25)]),
        ("2022-01-01", [(25, 25.07)]),
        ("2022-01", [(25, 27.12)]),
        ("12 months after signature on 2021-01-01", [(25, 25.07)]),
        ("2023..", [(50, 75)]),
        ("..2022", [(25, 50)]),
        ("every year from 2022-Q1 until 2023-Q1", [(25, 31.16), (50, 56.16)]),
        ("ongoing", []),
    ],
)
def test_a_mark_is_as_wide_as_the_time_is_exact(stated: str, expected: list[tuple[float, float]]) -> None:
    """A year is a quarter of four years, a day nearly nothing; of an open range the stated end is drawn."""
    assert spans(marked(stated)) == expected


@pytest.mark.parametrize(
    ("stated", "run", "opens"),
    [
        ("2022", None, (False, False)),
        ("2023..", (75, 100), (False, True)),
        ("..2022", (0, 25), (True, False)),
        ("ongoing", (0, 100), (True, True)),
        ("every year from 2022", (25, 100), (False, True)),
        ("every year from 2022 until 2023", (25, 75), (False, False)),
    ],
)
def test_open_ends_run_to_the_edge(stated: str, run: tuple[float, float] | None, opens: tuple[bool, bool]) -> None:
    """Where an end is open a dashed line runs to the edge, and an arrow says that it goes on."""
    found = marked(stated)
    assert found is not None
    assert (found.run, (found.open_start, found.open_end)) == (run, opens)


@pytest.mark.parametrize("stated", ["every week", "every year until 2030", "6 months after signature"])
def test_what_has_no_place_has_no_mark(stated: str) -> None:
    """Without a first date, or with an event that has none, no place is invented."""
    assert marked(stated) is None
    assert mark(FOUR, None, Shape.DEADLINE) is None


def test_deadlines_end_in_dots_and_starts_begin_with_rings() -> None:
    """A deadline counts at its last day, a start at its first."""
    assert [marked("2022", shape).dots for shape in (Shape.DEADLINE, Shape.START, Shape.ACTIVITY)] == [(50,), (25,), ()]


def test_what_recurs_too_often_to_tell_apart_is_one_run() -> None:
    """Forty-odd ticks would say nothing; the dashed line alone remains."""
    often, seldom = marked("every week from 2021-01-01"), marked("every month from 2021-10-01 until 2024")
    assert often is not None
    assert seldom is not None
    assert (often.spans, often.shape) == ((), Shape.RECURRENCE)
    assert 1 < len(seldom.spans) <= MOST


def test_marks_that_meet_stand_under_one_another() -> None:
    """Times that overlap have lanes of their own, others share one; a plan's period comes first."""
    times = ["2023", "2021-H1", "2021..2022", "2022-H2"]
    found = [marked(time) for time in times]
    period = marked("2022", Shape.PERIOD)
    rows = lanes([one for one in [*found, period] if one])
    assert [[(round(one.left), one.shape) for one in row] for row in rows] == [
        [(25, Shape.PERIOD)],
        [(0, Shape.ACTIVITY), (37, Shape.ACTIVITY)],
        [(0, Shape.ACTIVITY)],
        [(50, Shape.ACTIVITY)],
    ]


def test_many_marks_are_gathered_into_one() -> None:
    """Activities that meet are joined, deadlines of one day leave one dot, and other shapes are left out."""
    activities = [marked(time) for time in ("2021", "2022-Q1", "2024-H2")]
    deadlines = [marked(time, Shape.DEADLINE) for time in ("2022", "2022-Q4", "2023")]
    both = [one for one in [*activities, *deadlines] if one]
    assert spans(gathered(both, Shape.ACTIVITY)) == [(0, 31.16), (87.43, 100)]
    assert spans(gathered(both, Shape.DEADLINE)) == [(50, 50), (75, 75)]
    assert gathered(both, Shape.START) is None


def test_gathered_marks_keep_their_open_ends() -> None:
    """One start that goes on makes the gathered mark go on."""
    found = gathered([one for time in ("2021..", "2023..") if (one := marked(time, Shape.START))], Shape.START)
    assert found is not None
    assert (spans(found), found.run, found.open_end) == ([(0, 0), (50, 50)], (25, 100), True)


points = st.dates(date(1900, 1, 1), date(2200, 1, 1)).flatmap(
    lambda day: st.sampled_from(
        [f"{day}", f"{day:%Y-%m}", f"{day.year}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}-H2"]
    )
)
times = st.one_of(
    points,
    st.tuples(points, points).map(lambda pair: f"{min(pair)[:4]}..{max(pair)[:4]}"),
    points.map("{}..".format),
    points.map("..{}".format),
    st.tuples(st.sampled_from(["week", "6 months", "year", "7 quarters"]), points).map(
        "every {0[0]} from {0[1]}".format
    ),
    st.just("ongoing"),
)


@given(st.lists(times, min_size=1, max_size=12), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_mark_stays_on_the_scale_and_apart(stated: list[str], as_of: date) -> None:
    """Whatever is stated, no mark leaves the scale made for it, and in a lane none stands over another."""
    whens = [When.parse(text) for text in stated]
    scale = TimeScale.over(whens, as_of)
    if scale is None:
        assert set(stated) == {"ongoing"}
        return
    found = [one for when in whens if (one := mark(scale, when, Shape.DEADLINE))]
    assert len(found) == len(stated)
    for one in found:
        assert 0 <= one.left <= one.right <= 100
        assert all(left <= right for left, right in one.spans)
        assert all(before[0] <= after[0] for before, after in pairwise(one.spans))
    rows = lanes(found)
    assert sum(map(len, rows)) == len(found)
    assert all(before.right < after.left for row in rows for before, after in pairwise(row))
