"""Times that last: from one point to another, and what goes on without an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from typing_extensions import override

from planatlas.reading.values.printed_time import WRITE
from planatlas.reading.values.when.point import Point, point_in
from planatlas.reading.values.when.stated import When


@dataclass(frozen=True)
class Range(When):
    """From one point to another; one end may be open."""

    since: Point | None
    until: Point | None

    @classmethod
    @override
    def read(cls, text: str) -> Self | None:
        if ".." not in text:
            return None
        since, _, until = (part.strip() for part in text.partition(".."))
        if not since and not until:
            msg = f"a range needs at least one end; {WRITE}"
            raise ValueError(msg)
        value = cls(point_in(since), point_in(until))
        if value.start and value.end and value.start > value.end:
            msg = f"'{text}' ends before it starts; write {until}..{since}, if they changed places"
            raise ValueError(msg)
        return value

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        return f"{self.since or ''}..{self.until or ''}"

    @cached_property
    @override
    def start(self) -> date | None:
        return self.since.start if self.since else None

    @cached_property
    @override
    def end(self) -> date | None:
        return self.until.end if self.until else None

    @property
    @override
    def label(self) -> str:
        if self.since is None:
            return f"until {self.until.label}" if self.until else ""
        return f"{self.since.label} to {self.until.label}" if self.until else f"from {self.since.label}"

    @property
    @override
    def edtf(self) -> str:
        return f"{self.since.edtf if self.since else '..'}/{self.until.edtf if self.until else '..'}"


@dataclass(frozen=True)
class Ongoing(When):
    """Stated as going on, without a beginning or an end."""

    @classmethod
    @override
    def read(cls, text: str) -> Self | None:
        return cls() if text == "ongoing" else None

    def __str__(self) -> str:
        """Return the text form that `parse` reads."""
        return "ongoing"

    @override
    def is_current(self, on: date) -> bool:
        """Whether `on` lies within the value: it always does."""
        return True
