"""All rules over an Atlas."""

from __future__ import annotations

from collections.abc import Container

from planatlas.checking import rules as declared
from planatlas.checking.rule import RULES
from planatlas.linking.atlas import Atlas
from planatlas.reading.problems import Problem, Severity, in_source_order

__all__ = ["check", "declared", "found_by_rules", "stops"]


def check(atlas: Atlas) -> list[Problem]:
    """Return every problem of the content, those from reading included, in source order."""
    return in_source_order([*atlas.content.problems, *found_by_rules(atlas, list(Severity))])


def found_by_rules(atlas: Atlas, severities: Container[Severity]) -> list[Problem]:
    """Return what the rules of some severities find, in no order."""
    return [problem for rule in RULES.values() if rule.severity in severities for problem in rule.problems(atlas)]


def stops(problems: list[Problem], *, strict: bool) -> bool:
    """Whether the problems stop a build: errors always do, warnings when strict."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in stopping for problem in problems)
