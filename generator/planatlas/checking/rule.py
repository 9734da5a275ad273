"""What a rule is: a code, a severity, and a function from an Atlas to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.reading.problems import Problem, Severity, Span


@dataclass(frozen=True)
class Finding:
    """One thing a rule has found."""

    span: Span
    message: str
    hint: str | None = None
    code: str | None = None
    """A narrower code than the rule's own, such as `unknown-actor`."""


@dataclass(frozen=True)
class Rule:
    """One thing that content is held to."""

    code: str
    severity: Severity
    find: Callable[[Atlas], Iterator[Finding]]

    @property
    def summary(self) -> str:
        """What the rule demands, in a sentence."""
        return (self.find.__doc__ or "").strip()

    def problems(self, atlas: Atlas) -> Iterator[Problem]:
        """Yield what the rule finds as problems."""
        for finding in self.find(atlas):
            code = finding.code or self.code
            yield Problem(code, self.severity, finding.message, finding.span, finding.hint)


RULES: dict[str, Rule] = {}
"""Every rule by its code, in the order in which they were declared."""


def rule(
    code: str, severity: Severity
) -> Callable[[Callable[[Atlas], Iterator[Finding]]], Callable[[Atlas], Iterator[Finding]]]:
    """Declare a function to be a rule."""

    def declare(find: Callable[[Atlas], Iterator[Finding]]) -> Callable[[Atlas], Iterator[Finding]]:
        RULES[code] = Rule(code, severity, find)
        return find

    return declare
