"""Time as charts: a timeline of all plans, one of each plan, and the bars beside an action's activities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.times import Due, PlanReview, TimeState, dues_of, dues_of_plan, review_of, together
from planatlas.pages import wording
from planatlas.pages.addresses import DEADLINES, TIMELINE, address, published, relative
from planatlas.pages.charts.gantt import Gantt, Row
from planatlas.pages.charts.marks import Shape, gathered, mark
from planatlas.pages.charts.scale import TimeScale
from planatlas.pages.charts.strip import grid, grid_of, strip
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.deadlines import DueRow, due_rows, next_review, state_meanings
from planatlas.pages.writer import Writer, label
from planatlas.reading.model.base import Kind
from planatlas.reading.model.deadline import DeadlineKind
from planatlas.reading.values.when import Recurrence, When

ROWS_OF_ALL = 400
"""Up to so many actions with a time, the page of all plans draws each of them."""
FOLDED = 10
"""More rows than this are folded."""
_SHAPES = {
    None: Shape.ACTIVITY,
    DeadlineKind.DEADLINE: Shape.DEADLINE,
    DeadlineKind.RELATIVE: Shape.DEADLINE,
    DeadlineKind.RECURRENCE: Shape.RECURRENCE,
    DeadlineKind.START: Shape.START,
}


@dataclass(frozen=True)
class Timeline:
    """The times of one plan, as a chart and as a table."""

    identifier: str
    """The id of its table."""
    chart: Markdown | None
    """None where none of its times has a date."""
    caption: str
    rows: tuple[DueRow, ...]
    missing: str
    """What the chart leaves out, in a sentence or two; empty where it leaves out nothing."""
    states: list[tuple[str, str]]
    """The words for the states of the rows, each with its meaning."""

    @property
    def folded(self) -> bool:
        """Whether the table is long."""
        return len(self.rows) > FOLDED


@dataclass(frozen=True)
class PlanTimes:
    """All stated times of one plan, action by action in the order of the document."""

    plan: str
    review: PlanReview | None
    own: tuple[Due, ...]
    """The times that it sets as a whole."""
    actions: tuple[tuple[str, tuple[Due, ...]], ...]
    """The actions with a time, each with its times; activities of one time are one."""
    without: int
    """How many actions state none."""

    @property
    def dues(self) -> list[Due]:
        """All of them."""
        return [*self.own, *(due for _, found in self.actions for due in found)]

    def whens(self) -> list[When]:
        """Return the times as read, the plan's review among them."""
        found = [due.when for due in self.dues if due.when]
        return [*found, self.review.when] if self.review and self.review.when else found


def times_of_plan(atlas: Atlas, plan: str) -> PlanTimes:
    """Return all stated times of a plan."""
    ids = atlas.actions_of.get(plan, ())
    found = ((action, tuple(together(dues_of(atlas, action)))) for action in ids)
    actions = tuple((action, dues) for action, dues in found if dues)
    own = tuple(dues_of_plan(atlas, plan))
    return PlanTimes(plan, review_of(atlas, plan), own, actions, len(ids) - len(actions))


def plan_timeline(writer: Writer, plan: str) -> Timeline | None:
    """Return the timeline for a plan's own page; None where the plan states no time at all."""
    times = times_of_plan(writer.atlas, plan)
    if not times.dues:
        return None
    return timeline(writer, times, TimeScale.over(times.whens(), writer.atlas.as_of), "timeline")


def timeline(writer: Writer, times: PlanTimes, scale: TimeScale | None, identifier: str) -> Timeline:
    """Return the timeline of a plan's times on a scale, its ids beginning with `identifier`."""
    atlas = writer.atlas
    words = atlas.content.plans[times.plan].record.words
    rows = [row for action, dues in times.actions if scale and (row := _action_row(writer, scale, action, dues))]
    review = _review_row(writer, scale, times.review) if scale and times.review else None
    own = _own_row(writer, scale, times) if scale else None
    whose = "the plan and its" if times.own else "the"
    above = [row for row in (review, own) if row]
    chart = None
    if scale and (rows or above):
        chart = Gantt(
            identifier=identifier,
            title=f"When the {words.actions.lower()} run and fall due",
            text=f"A row for each {words.action.lower()} that states a time.",
            table=f"{identifier}-table",
            table_name=f"The table for {writer.short_name(Key(Kind.PLAN, times.plan))}",
            scale=scale,
            as_of=atlas.as_of,
            rows=[*above, *rows],
        ).html
    return Timeline(
        identifier=f"{identifier}-table",
        chart=chart,
        caption=f"Times that {whose} {words.actions.lower()} state, as of {wording.day(atlas.as_of)}",
        rows=due_rows(writer, times.dues),
        missing=_missing(times, len(rows), words.action.lower(), words.actions.lower()),
        states=state_meanings(times.dues),
    )


@dataclass(frozen=True)
class PlanSummary:
    """A plan's times in figures, as a row of a table."""

    plan: Markdown
    period: str
    stated: int
    overdue: int
    due: int
    running: int
    passed: int
    undated: int
    review: str


def timeline_page(atlas: Atlas) -> Page:
    """Return the timeline of all plans, on one scale."""
    writer = Writer(atlas, TIMELINE)
    all_times = [times_of_plan(atlas, plan) for plan in atlas.plans]
    periods = [plan.record.period for plan in atlas.plans.values() if plan.record.period]
    scale = TimeScale.over([*periods, *(when for times in all_times for when in times.whens())], atlas.as_of)
    each = sum(len(times.actions) for times in all_times) <= ROWS_OF_ALL
    drawn = [row for times in all_times if scale and (row := _plan_row(writer, scale, times))]
    chart = None
    if scale and drawn:
        chart = Gantt(
            identifier="plans",
            title="Which plans run when, and when they fall due",
            text="A row for each plan.",
            table="plans-table",
            table_name="A table of the plans in figures",
            scale=scale,
            as_of=atlas.as_of,
            rows=drawn,
        ).html
    text = render(
        "timeline",
        kind="List",
        title="Timeline",
        description=None,
        chart=chart,
        summaries=[_summary(writer, times) for times in all_times],
        says_times=bool(periods) or any(times.dues or times.review for times in all_times),
        plans=[
            (writer.plan(times.plan), times.plan, timeline(writer, times, scale, f"times-{number}"))
            for number, times in enumerate(all_times, start=1)
            if each and times.dues
        ],
        each=each,
        meanings=state_meanings(due for times in all_times for due in times.dues),
        deadlines=DEADLINES,
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def activity_bars(atlas: Atlas, identifier: str) -> tuple[str, list[Markdown]]:
    """Return what the bars of an action's activities are drawn over, and the bar of each activity; empty for none."""
    activities = atlas.actions[identifier].record.activities
    years, bars = _bars(tuple(one.timing.when if one.timing else None for one in activities), atlas.as_of)
    return years, [*bars]


@lru_cache(maxsize=2**10)  # few times are stated again and again
def _bars(whens: tuple[When | None, ...], as_of: date) -> tuple[str, tuple[Markdown, ...]]:
    scale = TimeScale.over([when for when in whens if when], as_of)
    if scale is None:
        return "", (Markdown(""),) * len(whens)
    behind, bars = grid(scale, as_of, "bars-grid"), []
    for when in whens:
        drawn = mark(scale, when, Shape.ACTIVITY)
        bars.append(strip([drawn], behind, "") if drawn else Markdown(""))
        behind = grid_of("bars-grid") if drawn else behind
    today = f"; the dashed line is {wording.day(as_of)}" if scale.has(as_of) else ""
    return f"{scale.label}{today}", tuple(bars)


def _href(writer: Writer, key: Key, fragment: str = "") -> str:
    writer.note_marking(key)
    if fragment and writer.path == address(key):
        return fragment
    return relative(writer.path, published(address(key))) + fragment


def _action_row(writer: Writer, scale: TimeScale, action: str, dues: Iterable[Due]) -> Row | None:
    drawn = [(one, due) for due in dues if (one := mark(scale, due.when, _SHAPES[due.kind]))]
    if not drawn:
        return None
    return Row(
        code=label(writer.atlas, action),
        name=writer.atlas.actions[action].record.title,
        address=_href(writer, Key(Kind.ACTION, action)),
        marks=tuple(dict.fromkeys(one for one, _ in drawn)),
        words="; ".join(dict.fromkeys(_words(due) for _, due in drawn)),
    )


def _own_row(writer: Writer, scale: TimeScale, times: PlanTimes) -> Row | None:
    drawn = [(one, due) for due in times.own if (one := mark(scale, due.when, _SHAPES[due.kind]))]
    if not drawn:
        return None
    words = "; ".join(dict.fromkeys(f"{due.what}: {due.when.label}" for _, due in drawn if due.when))
    address = _href(writer, Key(Kind.PLAN, times.plan), "#deadlines")
    return Row("", "Deadlines of the plan", address, tuple(dict.fromkeys(one for one, _ in drawn)), words)


def _review_row(writer: Writer, scale: TimeScale, review: PlanReview) -> Row | None:
    one = mark(scale, review.when, Shape.RECURRENCE)
    if one is None or review.when is None:
        return None
    words = f"{review.when.label}; next: {next_review(review)}"
    return Row("", "Review of the plan", _href(writer, Key(Kind.PLAN, review.plan), "#review"), (one,), words)


def _words(due: Due) -> str:
    when = due.when.label if due.when else ""
    if due.activity:
        return f"{due.what}: {when}"
    return f"{wording.DEADLINE_KINDS[due.kind] if due.kind else ''}: {when}"


def _missing(times: PlanTimes, drawn: int, one: str, several: str) -> str:
    """Say what a chart leaves out: actions without a time, and times without a place."""
    sentences = []
    if times.without:
        verb = "states" if times.without == 1 else "state"
        sentences.append(
            f"{wording.plural(times.without, one, several)} {verb} no time and {_have(times.without)} no row."
        )
    if left := len(times.actions) - drawn:
        which = "states only a time" if left == 1 else "state only times"
        sentences.append(
            f"{wording.plural(left, one, several)} {which} without a place on a scale, such as “regularly”, "
            f"and {_have(left)} a row in the table alone."
        )
    return " ".join(sentences)


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _plan_row(writer: Writer, scale: TimeScale, times: PlanTimes) -> Row | None:
    plan = writer.atlas.plans[times.plan].record
    period = mark(scale, plan.period, Shape.PERIOD)
    marks = [one for due in times.dues if (one := mark(scale, due.when, _SHAPES[due.kind]))]
    found = [period, *(gathered(marks, shape) for shape in (Shape.ACTIVITY, Shape.START, Shape.DEADLINE))]
    found.append(mark(scale, times.review.when, Shape.RECURRENCE) if times.review else None)
    shown = tuple(one for one in found if one)
    if not shown:
        return None
    key = Key(Kind.PLAN, times.plan)
    said = [f"period {plan.period.label}" if plan.period else "no period stated"]
    counted = len(times.dues)
    said.append(wording.plural(counted, "stated time") if counted else "no time stated")
    return Row("", writer.short_name(key), _href(writer, key, "#timeline" if counted else ""), shown, "; ".join(said))


def _summary(writer: Writer, times: PlanTimes) -> PlanSummary:
    plan = writer.atlas.plans[times.plan].record

    def count(*states: TimeState) -> int:
        return sum(due.state in states for due in times.dues)

    return PlanSummary(
        plan=writer.plan(times.plan),
        period=plan.period.label if plan.period else "not stated",
        stated=len(times.dues),
        overdue=count(TimeState.OVERDUE),
        due=count(TimeState.DUE, TimeState.TO_COME),
        running=count(TimeState.ONGOING, TimeState.RECURRING),
        passed=count(TimeState.PASSED, TimeState.DONE, TimeState.DROPPED),
        undated=count(TimeState.NO_DATE, TimeState.NO_EVENT_DATE),
        review=_review_cell(times.review),
    )


def _review_cell(review: PlanReview | None) -> str:
    if review is None:
        return "none stated"
    if isinstance(review.when, Recurrence) and review.next is None:
        return review.when.label
    return next_review(review) if review.next else (review.printed or "no date")
