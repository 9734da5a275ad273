"""Which day counts as today: what is stated, else the variable, else the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import pytest

from planatlas.linking import today
from planatlas.linking.today import as_of_day


class StoppedClock(datetime):
    """A clock that stands at one minute before midnight, UTC."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        assert tz is UTC
        return datetime(2026, 11, 22, 23, 59, tzinfo=UTC)


@pytest.fixture
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "datetime", StoppedClock)


def test_a_stated_day_comes_first() -> None:
    """What is stated counts, whatever the variable says."""
    assert as_of_day("2025-03-01", {"SOURCE_DATE_EPOCH": "0"}) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("0", date(1970, 1, 1)), ("1767225599", date(2025, 12, 31)), ("1767225600", date(2026, 1, 1))],
)
@pytest.mark.parametrize("stated", [None, ""])
def test_the_variable_counts_where_nothing_is_stated(stated: str | None, epoch: str, day: date) -> None:
    """SOURCE_DATE_EPOCH is seconds since 1970 in UTC, whatever the time zone here."""
    assert as_of_day(stated, {"SOURCE_DATE_EPOCH": epoch}) == day


@pytest.mark.usefixtures("_stopped_clock")
@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_the_clock_counts_where_there_is_nothing_else(environ: dict[str, str]) -> None:
    """Without either the day is today's, in UTC."""
    assert as_of_day(None, environ) == date(2026, 11, 22)


@pytest.mark.parametrize("stated", ["today", "22.11.2026", "2026-11", "2026-02-30", "2026-11-22T10:00"])
def test_what_is_no_day_is_refused_with_an_example(stated: str) -> None:
    """A stated day is an ISO day."""
    with pytest.raises(ValueError, match=f"^'{stated}' is not a day; write it as 2026-11-22$"):
        as_of_day(stated, {})


@pytest.mark.parametrize("epoch", ["soon", "2026-11-22", "1e9", "9" * 30])
def test_a_variable_that_is_no_number_of_seconds_is_refused(epoch: str) -> None:
    """A wrong variable is not passed over in silence."""
    with pytest.raises(ValueError, match=f"^SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds$"):
        as_of_day(None, {"SOURCE_DATE_EPOCH": epoch})
