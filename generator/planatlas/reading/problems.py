"""What can be wrong with content, as data: a problem with its code, place and hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops a build, a warning stops it when strict, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Span:
    """A place in one file of the content folder."""

    path: str
    """POSIX path relative to the content folder."""
    line: int = 1
    """Line, counted from 1."""
    column: int = 1
    """Column in code points, counted from 1."""
    length: int = 1
    """How many code points of that line are meant; at least 1."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or worth knowing, at one place."""

    code: str
    """Stable name of the rule, such as `unknown-reference`."""
    severity: Severity
    message: str
    """What is wrong, in lower case, without a full stop."""
    span: Span
    hint: str | None = None
    """What to do about it, where that is known."""


def in_source_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems sorted by file, line and column, each one once."""
    return sorted(set(problems), key=lambda problem: (problem.span, problem.code, problem.message))
