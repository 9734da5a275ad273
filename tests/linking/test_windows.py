"""Windows of time: where an action's times stand, how soon they end, and in which years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.times import TimeState
from planatlas.linking.windows import Windows, windows_of

AtlasMaker = Callable[..., Atlas]
WindowsMaker = Callable[..., Windows]


@pytest.fixture
def windows(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> WindowsMaker:
    """Return a function from the times of an action to its windows, on 1 January 2026 unless another day is given."""

    def make(times: str, as_of: date = date(2026, 1, 1)) -> Windows:
        atlas = make_atlas({"plans/p/actions/1.yml": minimal["action"] + times}, as_of)
        assert atlas.content.problems == []
        return windows_of(atlas, "p/1")

    return make


def deadlines(*times: str) -> str:
    return "deadlines:\n" + "".join(f"  - {{what: x, when: {time}}}\n" for time in times)


def test_an_action_without_times_falls_in_no_window(windows: WindowsMaker) -> None:
    """Nothing is invented where a source states no time."""
    assert windows("") == Windows((), (), (), None)


def test_several_times_give_several_windows(windows: WindowsMaker) -> None:
    """Each state and year stands once, in order, whatever the order of the record."""
    found = windows(deadlines("2026-06", "2024", "ongoing", "2024-Q2"))
    assert found.states == (TimeState.OVERDUE, TimeState.DUE, TimeState.ONGOING)
    assert found.years == (2024, 2026)


@pytest.mark.parametrize(
    ("time", "soon"),
    [
        ("2025-12-31", ()),
        ("2026-01-01", (3, 12)),
        ("2026-04-01", (3, 12)),
        ("2026-04-02", (12,)),
        ("2027-01-01", (12,)),
        ("2027-01-02", ()),
        ("2024..2026-02", (3, 12)),
        ("2026..", ()),
        ("ongoing", ()),
        ("6 months after signature", ()),
        ("6 months after signature on 2025-08-15", (3, 12)),
        ("every year from 2020-02-10", (3, 12)),
        ("every year from 2020-06-10", (12,)),
        ("every 5 years from 2022", ()),
        ("every 6 months", ()),
    ],
)
def test_what_ends_within_some_months_is_soon(windows: WindowsMaker, time: str, soon: tuple[int, ...]) -> None:
    """The months are counted from the as-of day, that day and the last one included; of what recurs counts the next."""
    assert windows(deadlines(time)).soon == soon


def test_months_end_with_their_last_day(windows: WindowsMaker) -> None:
    """Three months after 30 November is the last day of February."""
    assert windows(deadlines("2026-02-28"), date(2025, 11, 30)).soon == (3, 12)
    assert windows(deadlines("2026-03-01"), date(2025, 11, 30)).soon == (12,)


def test_what_is_reported_done_is_not_soon(windows: WindowsMaker) -> None:
    """It keeps its year, and falls in the window of what is done."""
    found = windows(deadlines("2026-02") + "progress:\n  - {date: 2025-12-01, status: done}\n")
    assert (found.states, found.soon, found.years) == ((TimeState.DONE,), (), (2026,))


@pytest.mark.parametrize(
    ("time", "years"),
    [
        ("2024", (2024,)),
        ("2024-Q1..2025-Q4", (2025,)),
        ("2024..", ()),
        ("..2025", (2025,)),
        ("ongoing", ()),
        ("1 year after entry", ()),
        ("1 year after entry on 2023-05-01", (2024,)),
        ("every 6 months from 2024-03-29", (2024, 2025, 2026)),
        ("every 2 years from 2021", (2021, 2023, 2025, 2027)),
        ("every year from 2021 until 2023", (2021, 2022, 2023)),
        ("every year", ()),
    ],
)
def test_a_year_is_that_of_the_end(windows: WindowsMaker, time: str, years: tuple[int, ...]) -> None:
    """What recurs falls in every year in which it comes round, up to the next time."""
    assert windows(deadlines(time)).years == years


def test_something_that_recurs_since_long_ago_is_counted_in_the_last_hundred_years(windows: WindowsMaker) -> None:
    """A first year long ago makes no list of a thousand years."""
    assert windows(deadlines("every day from 0001")).years == tuple(range(1926, 2027))


def test_a_repetition_at_the_end_of_the_calendar_has_its_years(windows: WindowsMaker) -> None:
    """The last year of the calendar is not passed."""
    assert windows(deadlines("every year from 9998"), date(9999, 12, 31)) == Windows(
        (TimeState.RECURRING,), (3, 12), (9998, 9999), None
    )


@pytest.mark.parametrize(
    ("times", "last_day"),
    [
        (deadlines("2024", "2025-Q1"), date(2025, 3, 31)),
        (deadlines("2024") + "activities:\n  - {number: 1, text: x, timing: {when: 2030}}\n", date(2024, 12, 31)),
        ("activities:\n  - {number: 1, text: x, timing: {when: 2030}}\n", date(2030, 12, 31)),
        (deadlines("2024..") + "activities:\n  - {number: 1, text: x, timing: {when: 2030}}\n", date(2030, 12, 31)),
        (deadlines("ongoing"), None),
    ],
)
def test_the_last_day_is_that_of_the_deadlines_or_else_of_the_activities(
    windows: WindowsMaker, times: str, last_day: date | None
) -> None:
    """Rows are ordered by the end of what they show; without an end there is none."""
    assert windows(times).last_day == last_day
