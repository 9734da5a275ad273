"""All rules over an Atlas."""

from __future__ import annotations

from planatlas.checking import rules as declared
from planatlas.checking.rule import RULES
from planatlas.linking.atlas import Atlas
from planatlas.reading.problems import Problem, Severity, in_source_order

__all__ = ["check", "declared", "stops"]


def check(atlas: Atlas) -> list[Problem]:
    """Return every problem of the content, those from reading included, in source order."""
    found = [problem for rule in RULES.values() for problem in rule.problems(atlas)]
    return in_source_order([*atlas.content.problems, *found])


def stops(problems: list[Problem], *, strict: bool) -> bool:
    """Whether the problems stop a build: errors always do, warnings when strict."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in stopping for problem in problems)
