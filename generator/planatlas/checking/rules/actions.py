"""Rules on actions: who, by when, measured how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.reading.folder import Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.plan import Plan
from planatlas.reading.problems import Severity, Span
from planatlas.reading.values.when import When


@rule("action-without-actor", Severity.NOTE)
def action_without_actor(atlas: Atlas) -> Iterator[Finding]:
    """An action says who has a part in it, where the source does."""
    for action in atlas.actions.values():
        if not action.record.actors:
            yield Finding(Span(action.path), "no actor is named", "right if the source names none")


@rule("indicator-without-target", Severity.NOTE)
def indicator_without_target(atlas: Atlas) -> Iterator[Finding]:
    """An indicator says what it should come to, where the source does."""
    for action in atlas.actions.values():
        for position, indicator in enumerate(action.record.indicators):
            if not indicator.all_targets:
                span = action.document.span(("indicators", position, "key"))
                yield Finding(span, f"indicator '{indicator.key}' has no target", "right if the source sets none")


@rule("deadline-without-time", Severity.ERROR)
def deadline_without_time(atlas: Atlas) -> Iterator[Finding]:
    """A deadline says by when: as printed, as read, or both."""
    stating: list[Entry[Plan] | Entry[Action]] = [*atlas.content.plans.values(), *atlas.actions.values()]
    for entry in stating:
        for position, deadline in enumerate(entry.record.deadlines):
            if not (deadline.when or deadline.printed):
                span = entry.document.span(("deadlines", position, "what"))
                hint = "add 'when', such as 'when: 2025-06-30', or 'printed' with what the document prints"
                yield Finding(span, f"the deadline '{deadline.what}' has no time", hint)


@rule("time-outside-period", Severity.NOTE)
def time_outside_period(atlas: Atlas) -> Iterator[Finding]:
    """A deadline or activity lies within the period of its plan."""
    for identifier, actions in atlas.actions_of.items():
        plan = atlas.content.plans.get(identifier)
        period = plan.record.period if plan else None
        if period is None:
            continue
        first, last = period.start or date.min, period.end or date.max
        for action in map(atlas.actions.__getitem__, actions):
            for location, when in _times(action):
                if (when.start or first) > last or (when.end or last) < first:
                    message = f"{when.label} lies outside the plan's period, {period.label}"
                    yield Finding(action.document.span(location), message, "right if the source says so")


def _times(action: Entry[Action]) -> Iterator[tuple[tuple[str | int, ...], When]]:
    for position, deadline in enumerate(action.record.deadlines):
        if deadline.when:
            yield ("deadlines", position, "when"), deadline.when
    for position, activity in enumerate(action.record.activities):
        if activity.timing and activity.timing.when:
            yield ("activities", position, "timing", "when"), activity.timing.when


@rule("repeated-ref", Severity.ERROR)
def repeated_ref(atlas: Atlas) -> Iterator[Finding]:
    """A ref stands once in a plan."""
    seen: dict[tuple[str, str], str] = {}
    for identifier, action in atlas.actions.items():
        key = (identifier.split("/")[0], action.record.ref)
        first = seen.setdefault(key, identifier)
        if first != identifier:
            message = f"'{action.record.ref}' is the ref of '{first}' too"
            yield Finding(action.document.span(("ref",)), message, "give each action its own ref")


@rule("repeated-key-or-number", Severity.ERROR)
def repeated_number(atlas: Atlas) -> Iterator[Finding]:
    """An indicator's key and an activity's number stand once in an action."""
    for action in atlas.actions.values():
        keys = [indicator.key for indicator in action.record.indicators]
        numbers = [activity.number for activity in action.record.activities]
        for field, part, values in (("indicators", "key", keys), ("activities", "number", numbers)):
            for position, value in enumerate(values) if len(set(values)) < len(values) else ():
                if value in values[:position]:
                    span = action.document.span((field, position, part))
                    yield Finding(span, f"'{value}' stands twice among the {field}", "give each its own")


@rule("file-name-is-not-ref", Severity.WARNING)
def file_name_is_not_ref(atlas: Atlas) -> Iterator[Finding]:
    """An action's file is named for its ref, so that both lead to it."""
    for identifier, action in atlas.actions.items():
        stem = identifier.split("/")[1]
        expected = action.record.ref.lower().replace(" ", "-").strip(".")
        if stem != expected:
            hint = f"name the file {expected}.yml, or correct the ref"
            yield Finding(
                action.document.span(("ref",)), f"the file is '{stem}.yml', the ref '{action.record.ref}'", hint
            )
