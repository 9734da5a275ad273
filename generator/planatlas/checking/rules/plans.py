"""Rules on plans: their sections and the figures they must come to."""

from __future__ import annotations

from collections.abc import Iterator

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.reading.folder import Entry
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import Extent, Plan
from planatlas.reading.problems import Severity, Span
from planatlas.reading.suggestions import did_you_mean


@rule("action-without-plan", Severity.ERROR)
def action_without_plan(atlas: Atlas) -> Iterator[Finding]:
    """The folder of an action holds a plan.yml that is encoded in full."""
    for plan, actions in atlas.actions_of.items():
        there = plan in atlas.plans or f"plans/{plan}/plan.yml" in atlas.content.documents
        if there and plan not in atlas.named_plans:
            continue
        entry = atlas.actions[actions[0]]
        if plan in atlas.named_plans:
            span = atlas.named_plans[plan].document.span(("extent",))
            yield Finding(span, "the plan is said to be known by name only, and has actions", "take 'extent' out")
        else:
            yield Finding(Span(entry.path), f"there is no plan '{plan}'", f"add plans/{plan}/plan.yml")


@rule("unknown-section", Severity.ERROR)
def unknown_section(atlas: Atlas) -> Iterator[Finding]:
    """An action stands in a section that its plan lists."""
    for identifier, action in atlas.actions.items():
        plan = atlas.plans.get(identifier.split("/")[0])
        if plan is None:
            continue
        known = [section.number for section in plan.record.sections]
        if action.record.section not in known:
            hint = did_you_mean(action.record.section, known) or f"sections of the plan: {', '.join(known)}"
            span = action.document.span(("section",))
            yield Finding(span, f"the plan has no section '{action.record.section}'", hint)


def _whole_plans(atlas: Atlas) -> Iterator[tuple[str, Entry[Plan]]]:
    """Yield the plans of which every action could be read; of the others nothing can be counted yet."""
    broken = {identifier.split("/")[0] for identifier in atlas.content.unread(Kind.ACTION)}
    return ((identifier, plan) for identifier, plan in atlas.plans.items() if identifier not in broken)


@rule("section-without-actions", Severity.WARNING)
def section_without_actions(atlas: Atlas) -> Iterator[Finding]:
    """Every section of an encoded plan has actions."""
    for identifier, plan in _whole_plans(atlas):
        filled = {atlas.actions[action].record.section for action in atlas.actions_of.get(identifier, ())}
        for position, section in enumerate(plan.record.sections):
            if section.number not in filled:
                span = plan.document.span(("sections", position))
                yield Finding(
                    span, f"no action stands in section '{section.number}'", "add its actions, or leave it out"
                )


@rule("repeated-section", Severity.ERROR)
def repeated_section(atlas: Atlas) -> Iterator[Finding]:
    """A section's number stands once."""
    for plan in atlas.content.plans.values():
        seen: set[str] = set()
        for position, section in enumerate(plan.record.sections):
            if section.number in seen:
                span = plan.document.span(("sections", position, "number"))
                yield Finding(span, f"there are two sections '{section.number}'", "give each its own number")
            seen.add(section.number)


@rule("wrong-count", Severity.ERROR)
def wrong_count(atlas: Atlas) -> Iterator[Finding]:
    """A plan has as many actions, indicators, targets and activities as it says."""
    for identifier, plan in _whole_plans(atlas):
        counts = plan.record.counts
        if counts is None or plan.record.extent is Extent.NAME_ONLY:
            continue
        actions = [atlas.actions[action].record for action in atlas.actions_of.get(identifier, ())]
        indicators = [indicator for action in actions for indicator in action.indicators]
        found: dict[tuple[str, ...], int] = {
            ("actions",): len(actions),
            ("indicators",): len(indicators),
            ("targets",): sum(len(indicator.all_targets) for indicator in indicators),
            ("activities",): sum(len(action.activities) for action in actions),
        }
        stated: dict[tuple[str, ...], int] = {where: getattr(counts, where[0]) for where in found}
        for section, number in counts.per_section.items():
            found["per_section", section] = sum(action.section == section for action in actions)
            stated["per_section", section] = number
        for where, number in found.items():
            if stated[where] != number:
                what = where[0] if len(where) == 1 else f"actions in section '{where[1]}'"
                span = plan.document.span(("counts", *where))
                hint = "a file was lost, or one too many came in; otherwise correct the figure"
                yield Finding(span, f"{stated[where]} {what} stated, {number} found", hint)


@rule("no-date", Severity.NOTE)
def plan_without_date(atlas: Atlas) -> Iterator[Finding]:
    """A plan says when it was issued."""
    for plan in atlas.plans.values():
        if plan.record.date is None:
            yield Finding(Span(plan.path), "the plan has no date", "add 'date' if the document has one")
