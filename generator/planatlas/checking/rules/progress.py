"""Rules on progress entries: what was reported, when, and with what to show for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.linking.once import once
from planatlas.linking.status import newest_first
from planatlas.reading.folder import Entry
from planatlas.reading.model.action import Action, Progress, Status
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Severity
from planatlas.reading.yaml_text import Location


@rule("report-after-today", Severity.NOTE)
def report_after_today(atlas: Atlas) -> Iterator[Finding]:
    """A report is not dated later than the day that counts as today."""
    for action, location, entries in _lists(atlas, Kind.ACTION):
        for position, entry in enumerate(entries):
            if entry.date.first > atlas.as_of:
                span = action.document.span((*location, position, "date"))
                message = f"{entry.date.label} is later than {atlas.as_of.isoformat()}, which counts as today"
                yield Finding(span, message, "correct the date; until then the report does not count")


@rule("done-without-evidence", Severity.NOTE)
def done_without_evidence(atlas: Atlas) -> Iterator[Finding]:
    """What is reported done says where that can be seen."""
    for action, location, entries in _lists(atlas, Kind.ACTION):
        for position, entry in enumerate(entries):
            if entry.status is Status.DONE and entry.evidence is None:
                span = action.document.span((*location, position, "status"))
                yield Finding(span, "reported done without evidence", "add 'evidence', a web address, if there is")


@rule("no-longer-done", Severity.NOTE)
def no_longer_done(atlas: Atlas) -> Iterator[Finding]:
    """What was reported done is not reported otherwise later."""
    for action, location, entries in _lists(atlas, Kind.ACTION):
        oldest_first = newest_first(entries)[::-1]
        for before, after in pairwise(oldest_first):
            if before.status is Status.DONE and after.status is not Status.DONE:
                position = next(place for place, entry in enumerate(entries) if entry is after)
                span = action.document.span((*location, position, "status"))
                message = f"reported {after.status.value} after it was reported done on {before.date.label}"
                yield Finding(span, message, "right if it was taken up again; the note can say why")


@once
def _lists(atlas: Atlas, _of: Kind) -> list[tuple[Entry[Action], Location, Sequence[Progress]]]:
    """Return every list of progress entries with its action and its place: those of actions and of their activities."""
    found: list[tuple[Entry[Action], Location, Sequence[Progress]]] = []
    for action in atlas.actions.values():
        if action.record.progress:
            found.append((action, ("progress",), action.record.progress))
        for position, activity in enumerate(action.record.activities):
            if activity.progress:
                found.append((action, ("activities", position, "progress"), activity.progress))
    return found
