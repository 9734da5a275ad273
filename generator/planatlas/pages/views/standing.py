"""How far actions are, as other pages show it: on an action's page, and summed up for a plan or a body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.progress import quiet_months, tally
from planatlas.linking.status import Standing, activity_standing, newest_first
from planatlas.pages import wording
from planatlas.pages.addresses import PROGRESS
from planatlas.pages.charts.status_bar import status_bar
from planatlas.pages.markdown import Markdown, escape, joined
from planatlas.pages.views.common import LEADING, note_report_markings
from planatlas.pages.writer import Writer
from planatlas.reading.model.action import Activity, Progress


@dataclass(frozen=True)
class Entry:
    """A progress entry as it is shown."""

    date: str
    status: str
    note: Markdown
    evidence: Markdown
    """A link, or nothing."""


@dataclass(frozen=True)
class Summary:
    """How far a number of actions are, in a sentence and a bar."""

    title: str
    sentence: Markdown
    bar: Markdown


def entry(writer: Writer, progress: Progress, *, of: str = "") -> Entry:
    """Return a progress entry as it is shown; `of` says in the evidence's link what it is about."""
    writer.note_own_marking(progress.marking)
    status = wording.STATUSES[progress.status]
    if progress.date.first > writer.atlas.as_of:
        status = f"{status} (not counted: dated after {wording.day(writer.atlas.as_of)})"
    about = f"Evidence of {progress.date.label}{of}"
    evidence = writer.external(progress.evidence.url, about) if progress.evidence else Markdown("")
    return Entry(progress.date.label, status, writer.inline(progress.note or ""), evidence)


def own_entries(writer: Writer, identifier: str) -> list[Entry]:
    """Return the progress entries on an action as a whole, newest first; those that do not count yet say so."""
    return [entry(writer, one) for one in newest_first(writer.atlas.actions[identifier].record.progress)]


def status_fact(writer: Writer, identifier: str) -> Markdown:
    """Return how far an action is and what that rests on, in lines of one fact."""
    standing = writer.atlas.standings[identifier]
    note_report_markings(writer, standing)
    if not standing.last:
        return escape(wording.standing(standing))
    said = _said(standing)
    lines = [said[0].upper() + said[1:]]
    if standing.passed:
        when = wording.passed(standing.passed.when)
        lines = [wording.standing(standing), f"Date passed {when} ({standing.passed.what})", f"Reported: {said}"]
    if months := quiet_months(writer.atlas, standing):
        lines.append(f"Nothing reported since {since(standing, months)}")
    elif standing.last.activity:
        lines.append(f"Last report {standing.last.entry.date.label}, on activity {standing.last.activity}")
    return joined([escape(line) for line in lines], "<br>")


def since(standing: Standing, months: int) -> str:
    """Return since when nothing was reported: `12 March 2025 (8 months)`."""
    last = standing.last.entry.date.label if standing.last else ""
    return f"{last} ({wording.plural(months, 'month')})"


def delay(standing: Standing) -> str:
    """Return what makes an action delayed: a report, or a date that passed after another report."""
    if standing.passed:
        when = wording.passed(standing.passed.when)
        return f"By the date, which passed {when} ({standing.passed.what}); reported: {_said(standing)}"
    late = next(report for report in standing.rests_on if report.entry.status == standing.status)
    where = f", on activity {late.activity}" if late.activity else ""
    return f"Reported on {late.entry.date.label}{where}"


def activity_cell(writer: Writer, activity: Activity) -> Markdown:
    """Return what was reported on an activity, newest first, as lines of one cell; empty where nothing was."""
    if not activity.progress:
        return Markdown("")
    standing = activity_standing(activity, writer.atlas.as_of)
    lines = []
    if standing.passed:
        lines.append(escape(f"Delayed by the date, which passed {wording.passed(standing.passed.when)}"))
    for progress in newest_first(activity.progress):
        shown = entry(writer, progress, of=f", activity {activity.number}")
        said = escape(f"{shown.status}, {shown.date}")
        note = Markdown(f"{said}: {shown.note}") if shown.note else said
        lines.append(Markdown(f"{note} ({shown.evidence})") if shown.evidence else note)
    return joined(lines, "<br>")


def plan_summary(writer: Writer, identifier: str) -> Summary | None:
    """Return how far the actions of a plan are; None where nothing was reported on any."""
    actions = writer.atlas.actions_of.get(identifier, ())
    plan = writer.atlas.content.plans[identifier].record
    words = plan.words
    return _summary(writer, actions, f"How far the {words.actions.lower()} are", (words.action, words.actions))


def actor_summary(writer: Writer, identifier: str) -> Summary | None:
    """Return how far the actions are in which a body has a leading role; None where nothing was reported on any."""
    nouns = ("action that it leads or is to do", "actions that it leads or is to do")
    return _summary(writer, leading_actions(writer.atlas, identifier), "How far its actions are", nouns)


def leading_actions(atlas: Atlas, actor: str) -> list[str]:
    """Return the ids of the actions in which a body has a leading role, each once."""
    parts = atlas.parts_of_actor.get(actor, ())
    return list(dict.fromkeys(part.action for part in parts if part.role in LEADING))


def _summary(writer: Writer, actions: Iterable[str], title: str, nouns: tuple[str, str]) -> Summary | None:
    ids = list(actions)
    counted = tally(writer.atlas, ids)
    if not counted.last:
        return None
    for action in ids:
        note_report_markings(writer, writer.atlas.standings[action])
    some = wording.plural(counted.actions, *(noun.lower() for noun in nouns))
    last = counted.last.entry.date.label
    sentence = escape(f"There are reports on {counted.reported} of {some}, the last of {last}.")
    link = writer.to(f"{PROGRESS}#rule", "how the status is reckoned")
    return Summary(title, Markdown(f"{sentence} See {link}."), status_bar(counted, "status", title))


def _said(standing: Standing) -> str:
    """Return what was reported, in the middle of a sentence: `under way, 3 March 2025`."""
    status = wording.STATUSES[standing.reported].lower()
    if standing.from_activities:
        return f"{status}, from its activities"
    return f"{status}, {standing.rests_on[0].entry.date.label}"
