"""What a dossier tells of the past: version by version at its end, and on an agenda what changed since a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planatlas.history.history import Step
from planatlas.linking.names import Key
from planatlas.pages import wording
from planatlas.pages.hypertext import Html, Hypertext
from planatlas.pages.saying import Group, OfRecord, counted, grouped, lines_of, with_its_actions
from planatlas.pages.told import Told
from planatlas.pages.views.changes import (
    MOST_RECORDS,
    name_of_absent,
    not_known,
    records_since,
    step_anchor,
    step_title,
)
from planatlas.pages.views.meeting import on_agenda
from planatlas.reading.model.base import Kind

Lines = tuple[Html, tuple[str, ...]]
"""A record's name, and what happened to it."""


@dataclass(frozen=True)
class StepPart:
    """What happened with one version."""

    id: str
    title: str
    summary: str
    unread: int
    """How many files could not be read."""
    groups: tuple[tuple[Html, tuple[Lines, ...]], ...]
    """The name of each plan or kind of record, and what happened there."""
    more: int
    """How many records are not told of."""


@dataclass(frozen=True)
class PastChapter:
    """All that is known to have changed."""

    steps: tuple[StepPart, ...]
    begins: str
    """From where it is known."""


@dataclass(frozen=True)
class SincePart:
    """What changed since a day in what an agenda names."""

    id: str
    title: str
    unknown: str | None
    """What is said where the history does not go back that far."""
    records: tuple[Lines, ...]
    more: int


def past_chapter(writer: Hypertext, told: Told) -> PastChapter:
    """Return the chapter of changes, newest first."""
    history, begins = told.history, wording.day(told.history.begins)
    if history.reaches_first:
        said = f"This content was first recorded on {begins}."
    elif history.shallow:
        said = f"What changed before {begins} is not known here."
    else:
        said = f"Older versions than that of {begins} are left out."
    return PastChapter(tuple(_step(writer, told, step) for step in history.steps), said)


def since_part(writer: Hypertext, told: Told | None, meeting: str) -> SincePart | None:
    """Return what changed since the day that a meeting states; None without a history or such a day."""
    since = writer.atlas.meetings[meeting].record.since
    if told is None or since is None:
        return None
    records, with_actions = records_since(told, since, on_agenda(writer.atlas, meeting))
    lines = tuple(_lines(writer, told, one, with_actions) for one in records[:MOST_RECORDS])
    more = max(0, len(records) - MOST_RECORDS)
    return SincePart(f"since/{meeting}", f"Changes since {since.label}", not_known(told, since), lines, more)


def _step(writer: Hypertext, told: Told, step: Step) -> StepPart:
    with_actions = with_its_actions(step.changes)
    groups, room = [], MOST_RECORDS
    for group in grouped(step.changes.told):
        lines = tuple(_lines(writer, told, one, with_actions) for one in group.records[: max(0, room)])
        room -= len(group.records)
        if lines:
            groups.append((_title(writer, told, group), lines))
    return StepPart(
        step_anchor(step), step_title(step), counted(step.changes), len(step.changes.unread), tuple(groups),
        max(0, -room),
    )  # fmt: skip


def _title(writer: Hypertext, told: Told, group: Group) -> Html:
    if group.plan is None:
        return writer.text(group.title or "")
    key = told.now(Key(Kind.PLAN, group.plan))
    return writer.name(key) if key else writer.text(name_of_absent(told, group))


def _lines(writer: Hypertext, told: Told, record: OfRecord, with_actions: Mapping[str, str]) -> Lines:
    """Return what happened to a record; the document takes on the changes' markings."""
    for change in record.changes:
        writer.note_own_marking(change.marking)
    itself = record.first.key.kind is Kind.PLAN and bool(record.first.field)
    text = "The plan itself" if itself else record.name
    key = told.now(record.first.key)
    name = writer.name(key, text) if key else writer.text(text)
    return name, tuple(words for _, words in lines_of(record, with_actions))
