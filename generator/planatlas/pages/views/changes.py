"""The page of changes, and what other pages show of the history."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planatlas.history.changes import Change
from planatlas.history.history import Step, reaches, since
from planatlas.history.shift import Shift
from planatlas.history.slips import Slip
from planatlas.linking.names import Key
from planatlas.linking.times import listed
from planatlas.pages import wording
from planatlas.pages.addresses import CHANGES, FEED, feed_of
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.page import Page
from planatlas.pages.saying import (
    Group,
    OfRecord,
    counted,
    distance,
    grouped,
    lines_of,
    said,
    shifted,
    with_its_actions,
)
from planatlas.pages.templates import render
from planatlas.pages.told import Told, weightiest
from planatlas.pages.wording import plural
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind
from planatlas.reading.values.when import Point

MOST_RECORDS = 400
"""How many records the page tells of for one version, before it says how many more there are."""
MOST_LINES = 10
"""How many changes the page of a record shows."""
MOST_AT_HOME = 6
"""How many records the home page names."""
OPEN_RECORDS = 12
"""A plan or kind with more records than this is folded."""
_DAYS_OF_A_MONTH = 365.2425 / 12


@dataclass(frozen=True)
class RecordLines:
    """What happened to one record, or to a page."""

    name: Markdown
    lines: tuple[str, ...]


@dataclass(frozen=True)
class GroupLines:
    """What happened in one plan, or to one kind of record."""

    title: Markdown
    identifier: str
    summary: str
    folded: bool
    records: tuple[RecordLines, ...]


@dataclass(frozen=True)
class StepLines:
    """What happened with one version."""

    title: str
    identifier: str
    summary: str
    groups: tuple[GroupLines, ...]
    more: int
    """How many records are not shown."""
    unread: int
    """How many files could not be read."""


def changes_page(told: Told) -> Page:
    """Return the page of changes: version by version, newest first."""
    writer, history = Writer(told.atlas, CHANGES), told.history
    steps = [_step(writer, told, step) for step in history.steps]
    text = render(
        "changes",
        kind="List",
        title="Changes",
        description="What changed in meaning, version by version",
        steps=steps,
        begins=wording.day(history.begins),
        shallow=history.shallow,
        whole=history.reaches_first,
        by_release=any(step.release for step in history.steps),
        feed=FEED,
        feed_link=writer.to(FEED, "All changes as a feed (Atom)"),
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def step_title(step: Step) -> str:
    """Return what a version is called: its day, its release with the day, or that it is not released yet."""
    if step.release:
        return f"{step.release}, {wording.day(step.day)}"
    return (
        f"Since the last release, up to {wording.day(step.day)}" if step.id == "unreleased" else wording.day(step.day)
    )


def step_anchor(step: Step) -> str:
    """Return the id of a version's heading."""
    return "v-" + re.sub(r"[^a-z0-9.-]+", "-", step.id.lower()).strip("-")


def _step(writer: Writer, told: Told, step: Step) -> StepLines:
    shown, records = step.changes.told, 0
    groups: list[GroupLines] = []
    for group in grouped(shown):
        room = MOST_RECORDS - records
        records += len(group.records)
        if room > 0:
            anchor = f"{step_anchor(step)}-{group.plan or (group.title or '').lower().replace(' ', '-')}"
            groups.append(
                GroupLines(
                    _title(writer, told, group), anchor, _group_summary(group), len(group.records) > OPEN_RECORDS,
                    tuple(_record(writer, told, one, with_its_actions(step.changes)) for one in group.records[:room]),
                )
            )  # fmt: skip
    return StepLines(
        step_title(step), step_anchor(step), counted(step.changes), tuple(groups),
        max(0, records - MOST_RECORDS), len(step.changes.unread),
    )  # fmt: skip


def _group_summary(group: Group) -> str:
    return f"{plural(group.count, 'change')} in {plural(len(group.records), 'record')}"


def _title(writer: Writer, told: Told, group: Group) -> Markdown:
    if group.plan is None:
        return escape(group.title or "")
    key = told.now(Key(Kind.PLAN, group.plan))
    return writer.name(key) if key else escape(name_of_absent(told, group))


def name_of_absent(told: Told, group: Group) -> str:
    """Return what the plan of a group is called that is gone, or outside of a part."""
    itself = (record.name for record in group.records if record.first.key.kind is Kind.PLAN)
    return next(itself, told.history.named.get(group.plan or "", group.plan or ""))


def _record(writer: Writer, told: Told, record: OfRecord, with_actions: dict[str, str]) -> RecordLines:
    lines = lines_of(record, with_actions)
    itself = record.first.key.kind is Kind.PLAN and bool(record.first.field)
    text = "The plan itself" if itself else record.name
    return RecordLines(record_name(writer, told, record, text), tuple(words for _, words in lines))


def record_name(writer: Writer, told: Told, record: OfRecord, text: str | None = None) -> Markdown:
    """Return the name that a record had, as a link to where it is today; the page takes on the changes' markings."""
    for change in record.changes:
        writer.note_own_marking(change.marking)
    key = told.now(record.first.key)
    if key is None or key.kind is Kind.SITE:
        return escape(text or record.name)
    return writer.name(key, text or record.name)


@dataclass(frozen=True)
class Dated:
    """One line of a record's history."""

    day: Markdown
    name: Markdown | None
    words: str


def own_history(writer: Writer, told: Told | None, key: Key) -> list[Dated]:
    """Return what changed in a record, newest first, as many lines as fit."""
    found = told.of_record.get(key, ())[:MOST_LINES] if told else ()
    return [Dated(_day(writer, step), None, _noted(writer, change)) for step, change in found]


def history_touching(writer: Writer, told: Told | None, key: Key) -> list[Dated]:
    """Return what changed on the page of a plan or an actor, newest first, the weightiest of a day first."""
    lines: list[Dated] = []
    for step, changes in told.steps_touching(key) if told else ():
        for change in weightiest(changes)[: MOST_LINES - len(lines)]:
            name = (
                None if told is None or told.now(change.key) == key else record_name(writer, told, OfRecord((change,)))
            )
            lines.append(Dated(_day(writer, step), name, _noted(writer, change)))
    return lines


def feed_link(writer: Writer, told: Told | None, key: Key) -> Markdown | None:
    """Return the link to the feed of a plan or an actor; None without a history."""
    if told is None:
        return None
    return writer.to(feed_of(key), f"Changes of {writer.short_name(key)} as a feed (Atom)")


def newest(writer: Writer, told: Told | None) -> list[Dated]:
    """Return what changed last, record by record: those first in which most readers take an interest."""
    lines: list[Dated] = []
    for step in told.history.steps if told else ():
        first: dict[Key, list[Change]] = {}
        for change in weightiest(step.changes.told):
            first.setdefault(change.key, []).append(change)
        for changes in list(first.values())[: MOST_AT_HOME - len(lines)]:
            more = f"; {plural(len(changes) - 1, 'more change')}" if len(changes) > 1 else ""
            name = record_name(writer, told, OfRecord(tuple(changes))) if told else None
            lines.append(Dated(_day(writer, step), name, said(changes[0]) + more))
    return lines


def _day(writer: Writer, step: Step) -> Markdown:
    return writer.to(f"{CHANGES}#{step_anchor(step)}", wording.day(step.day))


def _noted(writer: Writer, change: Change) -> str:
    writer.note_own_marking(change.marking)
    return said(change)


@dataclass(frozen=True)
class Since:
    """What changed since a day."""

    records: tuple[RecordLines, ...]
    more: int
    """How many records are not shown."""
    unknown: str | None
    """What is said where the history does not go back that far."""


def changes_since(writer: Writer, told: Told | None, day: Point | None, about: Collection[Key]) -> Since | None:
    """Return what changed since a day in some records, or in all where none are named; None without day or history.

    A change is about a record if it is a change of it, of an action of that plan, or touches its page.
    """
    if told is None or day is None:
        return None
    records, with_actions = records_since(told, day, about)
    return Since(
        tuple(_since_line(writer, told, one, with_actions) for one in records[:MOST_RECORDS]),
        max(0, len(records) - MOST_RECORDS),
        not_known(told, day),
    )


def records_since(told: Told, day: Point, about: Collection[Key]) -> tuple[list[OfRecord], dict[str, str]]:
    """Return the records that changed since a day, as `changes_since`, and what is said of plans that came or went."""
    found = since(told.history, day)
    kept = [change for change in found.told if not about or any(key in about for key in _about(told, change))]
    return [record for group in grouped(kept) for record in group.records], with_its_actions(found)


def not_known(told: Told, day: Point) -> str | None:
    """Return what is to be said where the history begins after a day; None where it does not."""
    begins = told.history.begins
    if day.end >= begins:
        return None
    if reaches(told.history, day):
        return f"This content was first recorded on {wording.day(begins)}."
    return f"What changed before {wording.day(begins)} is not known here."


def _about(told: Told, change: Change) -> Iterator[Key]:
    yield from (told.now(key) or key for key in (change.key, *change.touches))
    if change.plan:
        yield told.now(Key(Kind.PLAN, change.plan)) or Key(Kind.PLAN, change.plan)


def _since_line(writer: Writer, told: Told, record: OfRecord, with_actions: Mapping[str, str]) -> RecordLines:
    return RecordLines(record_name(writer, told, record), tuple(words for _, words in lines_of(record, with_actions)))


def moved_times(told: Told | None, action: str) -> list[str]:
    """Return the times of an action that moved, as sentences: `Report: first Q2 2024, moved twice, now …`."""
    return _sentences(told.slips.get(action, ()) if told else ())


def _sentences(moved: Iterable[Slip]) -> list[str]:
    """Return sentences about times that moved; activities that moved together share one."""
    together: dict[object, list[Slip]] = {}
    for slip in moved:
        together.setdefault((slip.is_activity, slip.times) if slip.is_activity else slip, []).append(slip)
    return [_sentence(those) for those in together.values()]


def _sentence(those: list[Slip]) -> str:
    slip = those[0]
    times = {1: "once", 2: "twice"}.get(slip.moves, f"{slip.moves} times")
    what = f"{'Activities' if len(those) > 1 else 'Activity'} {listed([one.what for one in those])}"
    shown = (lambda when: when.label) if slip.shift.of_start else wording.last
    first, last = shown(slip.times[0]), shown(slip.times[-1])
    return f"{what if slip.is_activity else slip.what}: first {first}, moved {times}, now {last}{shifted(slip.shift)}."


@dataclass(frozen=True)
class MovedTimes:
    """The times that moved in the actions of an actor or a plan."""

    summary: str
    actions: tuple[tuple[Markdown, tuple[str, ...]], ...]


def moved_in(writer: Writer, told: Told | None, actions: Iterable[str]) -> MovedTimes | None:
    """Return the times that moved in some actions, given by id, and how far in all; None where none did."""
    found = {one: told.slips[one] for one in dict.fromkeys(actions) if one in told.slips} if told else {}
    if not found:
        return None
    moved = [slip for those in found.values() for slip in those]
    return MovedTimes(
        "; ".join(_sums(moved)),
        tuple((writer.action(action), tuple(_sentences(those))) for action, those in found.items()),
    )


def _sums(moved: Sequence[Slip]) -> Iterator[str]:
    """Yield how many times moved later, by how much at most and in all, then how many earlier."""
    for later in (True, False):
        shifts = [slip.shift for slip in moved if (slip.shift.days > 0) is later]
        if shifts:
            most = f"by {_length([max(shifts, key=lambda shift: abs(shift.days))])}"
            far = most if len(shifts) == 1 else f"{most} at most, {_length(shifts)} in all"
            yield f"{plural(len(shifts), 'date')} moved {'later' if later else 'earlier'}, {far}"


def _length(shifts: Sequence[Shift]) -> str:
    """Return how long some shifts in one direction are together: in months where all are, else about."""
    if all(shift.months and not shift.about for shift in shifts):
        return distance(sum(abs(shift.months or 0) for shift in shifts))
    days = sum(abs(shift.days) for shift in shifts)
    months = round(days / _DAYS_OF_A_MONTH)
    return f"about {distance(months)}" if months else plural(days, "day")
