"""How far the plans are, as far as somebody reported it: by plan and body, the latest reports, what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.progress import (
    ORDER,
    QUIET_MONTHS,
    Tally,
    Unreported,
    delayed,
    latest_reports,
    quiet,
    tally,
    unreported,
)
from planatlas.linking.status import Report
from planatlas.pages import wording
from planatlas.pages.addresses import PROGRESS
from planatlas.pages.charts.status_bar import status_bar
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import LEADING, ActionRow, action_row, footnotes, note_report_markings
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.views.standing import Entry, delay, entry, leading_actions, since
from planatlas.pages.writer import Writer, label
from planatlas.reading.model.action import Status
from planatlas.reading.model.base import Kind

LATEST = 20
"""How many reports the page shows."""
LONGEST = 50
"""How many rows its other lists have, each."""


@dataclass(frozen=True)
class TallyRow:
    """How far the actions of a plan, or of a body, are."""

    name: Markdown
    actions: int
    counts: tuple[str, ...]
    """In the order of the bar; a dash for none."""
    last: str
    """The date of the last report."""
    passed: int
    """Actions for which a date passed without a report."""
    bar: Markdown | None
    """None where nothing was reported."""


@dataclass(frozen=True)
class SaidRow:
    """An action, and what is said of how far it is."""

    row: ActionRow
    plan: Markdown
    said: str


@dataclass(frozen=True)
class ReportRow:
    """A report and the action that it is on."""

    row: ActionRow
    plan: Markdown
    entry: Entry
    status: str


@dataclass(frozen=True)
class UnreportedRow:
    """An action on which nobody reported, and its last date that has passed."""

    row: ActionRow
    what: str
    said: str


@dataclass(frozen=True)
class UnreportedPlan:
    """The actions of a plan for which a date passed without a report."""

    plan: str
    actions: int
    rows: tuple[UnreportedRow, ...]
    more: int
    """How many are not shown."""


def progress_page(atlas: Atlas) -> Page:
    """Return how far the plans are; where nothing was reported, the page says so and how to report."""
    writer = Writer(atlas, PROGRESS)
    for standing in atlas.standings.values():
        note_report_markings(writer, standing)
    passed = unreported(atlas)
    late, silent, reports = delayed(atlas), quiet(atlas), latest_reports(atlas)
    shown = {*late[:LONGEST], *(action for action, _ in silent[:LONGEST]), *(action for action, _ in reports[:LATEST])}
    shown |= {one.action for members in passed.values() for one in members[:LONGEST]}
    bodies = _bodies(writer)
    named = [
        *(one.actor for action in shown for one in atlas.actions[action].record.actors if one.role in LEADING),
        *(body for body, _ in bodies),
    ]
    text = render(
        "progress",
        kind="List",
        title="Progress",
        description=None,
        whole=tally(atlas, atlas.actions),
        statuses=[wording.STATUSES[status] for status in ORDER],
        plans=[_plan_row(writer, plan, len(passed.get(plan, ()))) for plan in atlas.plans],
        bodies=[row for _, row in bodies[:LONGEST]],
        more_bodies=max(0, len(bodies) - LONGEST),
        delayed=[_said(writer, one, delay(atlas.standings[one])) for one in late[:LONGEST]],
        more_delayed=max(0, len(late) - LONGEST),
        quiet=[_said(writer, one, since(atlas.standings[one], months)) for one, months in silent[:LONGEST]],
        more_quiet=max(0, len(silent) - LONGEST),
        quiet_months=QUIET_MONTHS,
        reports=[_report_row(writer, action, report) for action, report in reports[:LATEST]],
        more_reports=max(0, len(reports) - LATEST),
        unreported=[
            UnreportedPlan(
                writer.short_name(Key(Kind.PLAN, plan)),
                len(members),
                tuple(_unreported_row(writer, one) for one in members[:LONGEST]),
                max(0, len(members) - LONGEST),
            )
            for plan, members in passed.items()
        ],
        footnotes=footnotes(atlas, dict.fromkeys(named)),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _plan_row(writer: Writer, plan: str, passed: int) -> TallyRow:
    counted = tally(writer.atlas, writer.atlas.actions_of.get(plan, ()))
    title = f"How far the actions are: {writer.short_name(Key(Kind.PLAN, plan))}"
    bar = status_bar(counted, f"status-{plan}", title) if counted.last else None
    return _tally_row(writer.plan(plan), counted, passed, bar)


def _bodies(writer: Writer) -> list[tuple[str, TallyRow]]:
    """Return the bodies in whose leading actions something was reported, those with most of it first."""
    found = []
    for actor in writer.atlas.parts_of_actor:
        counted = tally(writer.atlas, leading_actions(writer.atlas, actor))
        if counted.last:
            found.append((actor, counted))
    found.sort(key=lambda item: (-item[1].reported, alphabetical(writer.short_name(Key(Kind.ACTOR, item[0])))))
    return [(actor, _tally_row(writer.actor(actor), counted, 0, None)) for actor, counted in found]


def _tally_row(name: Markdown, counted: Tally, passed: int, bar: Markdown | None) -> TallyRow:
    counts = {status: str(count) if count else "–" for status, count in counted.counts.items()}
    if counted.by_date:
        counts[Status.DELAYED] += f" ({counted.by_date} by the date)"
    last = counted.last.entry.date.label if counted.last else "Nothing reported"
    return TallyRow(name, counted.actions, tuple(counts[status] for status in ORDER), last, passed, bar)


def _said(writer: Writer, action: str, said: str) -> SaidRow:
    return SaidRow(action_row(writer, action), writer.plan(action.split("/", maxsplit=1)[0]), said)


def _report_row(writer: Writer, action: str, report: Report) -> ReportRow:
    shown = entry(writer, report.entry, of=f", {label(writer.atlas, action)}")
    status = f"{shown.status} (activity {report.activity})" if report.activity else shown.status
    return ReportRow(action_row(writer, action), writer.plan(action.split("/", maxsplit=1)[0]), shown, status)


def _unreported_row(writer: Writer, one: Unreported) -> UnreportedRow:
    what = f"{one.due.what} (and {wording.plural(one.earlier, 'earlier date')})" if one.earlier else one.due.what
    passed = wording.passed(one.due.when) if one.due.when else ""
    return UnreportedRow(action_row(writer, one.action), what, f"No report; date passed {passed}")
