"""The page of deadlines: everything with a time, year by year, and what has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.times import Due, PlanReview, TimeState, all_dues, reviews, together
from planatlas.pages import wording
from planatlas.pages.addresses import DEADLINES, TIMELINE
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import ActionRow, action_row, note_report_markings
from planatlas.pages.views.downloads import deadline_downloads
from planatlas.pages.writer import Writer
from planatlas.reading.values.when import Recurrence

MOST = 3000
"""More times than this are too many for a page; then it has deadlines alone, and the plans' pages the activities."""


class DueRow(NamedTuple):
    """A stated time as a row of a table."""

    when: str
    what: str
    printed: str
    ref: Markdown
    title: Markdown
    who: Markdown
    plan: Markdown
    state: str
    """In words; what is due or overdue stands out."""


def due_row(writer: Writer, due: Due) -> DueRow:
    """Return the row of a stated time."""
    return due_rows(writer, [due])[0]


def due_rows(writer: Writer, found: Iterable[Due]) -> tuple[DueRow, ...]:
    """Return the rows of stated times; what they say of an action is worked out once."""
    found = list(found)
    ids = dict.fromkeys(due.action for due in found if not due.of_plan)
    actions = {action: action_row(writer, action) for action in ids}
    return tuple(_due_row(writer, due, actions.get(due.action)) for due in found)


def _due_row(writer: Writer, due: Due, row: ActionRow | None) -> DueRow:
    if row:
        note_report_markings(writer, writer.atlas.standings[due.action])
    return DueRow(
        when=due.when.label if due.when else f"“{due.printed}”" if due.printed else "not stated",
        what=due.what,
        printed=due.printed or "",
        ref=row.ref if row else Markdown(""),
        title=row.title if row else Markdown("The plan as a whole"),
        who=row.who if row else Markdown(""),
        plan=writer.plan(due.action.split("/")[0]),
        state=state_cell(due),
    )


def state_cell(due: Due) -> str:
    """Return where a time stands, set apart where something is still to be done."""
    words = wording.due_state(due)
    if due.state not in (TimeState.OVERDUE, TimeState.DUE):
        return words
    return Markdown(f'<strong class="pa-is-{due.state.value}">{words}</strong>')


@dataclass(frozen=True)
class ReviewRow:
    """How often a plan is reviewed, as a row of a table."""

    plan: Markdown
    when: str
    printed: str
    next: str


def review_row(writer: Writer, review: PlanReview) -> ReviewRow:
    """Return the row of a plan's review."""
    return ReviewRow(
        writer.plan(review.plan), review.when.label if review.when else "not read", review.printed or "",
        next_review(review),
    )  # fmt: skip


def next_review(review: PlanReview) -> str:
    """Return when a plan is reviewed next, or why that is not known."""
    if review.next:
        return review.next.label
    if isinstance(review.when, Recurrence) and review.when.since is None:
        return "not known: no first date is stated"
    return "no date" if review.when is None else "date has passed"


@dataclass(frozen=True)
class Group:
    """Times that stand together on the page."""

    title: str
    identifier: str
    caption: str
    rows: tuple[DueRow, ...]


_WITHOUT_YEAR = (
    ("Recurring", "recurring", "Comes round again, without an end"),
    ("Ongoing", "ongoing", "Goes on, without an end"),
    ("After an event without a date", "events", "Hangs on an event whose date is not known; no date is reckoned"),
    ("No date", "no-date", "What the source says gives no date"),
)


def deadlines_page(atlas: Atlas) -> Page:
    """Return everything with a time, year by year; a range stands under the year in which it ends."""
    writer = Writer(atlas, DEADLINES)
    found = together(all_dues(atlas))
    crowded = len(found) > MOST
    if crowded:
        found = [due for due in found if due.activity is None]
    text = render(
        "deadlines",
        kind="List",
        title="Deadlines",
        description=None,
        groups=_groups(writer, found),
        reviews=[review_row(writer, review) for review in reviews(atlas)],
        states=state_meanings(found),
        crowded=crowded,
        timeline=TIMELINE,
        downloads=deadline_downloads(writer),
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def state_meanings(found: Iterable[Due]) -> list[tuple[str, str]]:
    """Return the words for the states that occur, each with what it means."""
    states = {due.state for due in found}
    return [(wording.TIME_STATES[state], wording.TIME_STATE_MEANINGS[state]) for state in TimeState if state in states]


def _groups(writer: Writer, found: Iterable[Due]) -> list[Group]:
    years: dict[int, list[Due]] = {}
    others: dict[str, list[Due]] = {identifier: [] for _, identifier, _ in _WITHOUT_YEAR}
    for due in found:
        if due.year is None:
            others[_without_year(due)].append(due)
        else:
            years.setdefault(due.year, []).append(due)
    groups = [Group(str(year), f"y{year}", f"Ends in {year}", due_rows(writer, years[year])) for year in sorted(years)]
    return groups + [
        Group(title, identifier, caption, due_rows(writer, others[identifier]))
        for title, identifier, caption in _WITHOUT_YEAR
        if others[identifier]
    ]


def _without_year(due: Due) -> str:
    if isinstance(due.when, Recurrence):
        return "recurring"
    if due.when is None:
        return "no-date"
    return "events" if due.state is TimeState.NO_EVENT_DATE else "ongoing"
