"""Which day counts as today: stated, else SOURCE_DATE_EPOCH, else the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


def as_of_day(stated: str | None, environ: Mapping[str, str]) -> date:
    """Return the day. SOURCE_DATE_EPOCH is that of reproducible-builds.org: seconds since 1970 in UTC.

    Raises ValueError where what is stated is not an ISO day, or the variable not a number of seconds.
    """
    if stated:
        try:
            return date.fromisoformat(stated)
        except ValueError:
            msg = f"'{stated}' is not a day; write it as 2026-11-22"
            raise ValueError(msg) from None
    if epoch := environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            msg = f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds"
            raise ValueError(msg) from None
    return datetime.now(UTC).date()
