"""Links to the files that a page's reader may want: its table and its calendar."""

from __future__ import annotations

from collections.abc import Iterable

from planatlas.linking.atlas import Atlas
from planatlas.linking.events import action_agenda, plan_agenda
from planatlas.linking.meetings import meetings_of_plan
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.linking.parts import actions_of_actor
from planatlas.pages.addresses import CALENDAR, DATA, calendar_of, table_file, table_of_actor
from planatlas.pages.markdown import Markdown
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

SUBSCRIBE = Markdown(
    '<span data-pa-subscribe="">To subscribe, give your calendar program the address of the calendar as one from the '
    "internet: it then follows every change.</span>"
)
"""What stands after a calendar's link; where the page knows its own address, its script adds that of the calendar."""


def actor_downloads(writer: Writer, actor: str) -> list[Markdown]:
    """Return links to an actor's table, as CSV and XLSX, and to its calendar; those that are not there left out."""
    key = Key(Kind.ACTOR, actor)
    actions, name = actions_of_actor(writer.atlas, actor), writer.short_name(key)
    found = []
    if actions:
        found.append(writer.to(table_of_actor(actor, "csv"), f"Actions of {name} (CSV)"))
        found.append(writer.to(table_of_actor(actor, "xlsx"), f"Actions of {name} (XLSX)"))
    if key in writer.atlas.meetings_on or has_events(writer.atlas, actions):
        found += [writer.to(calendar_of(key), f"Calendar of {name} (ICS)"), SUBSCRIBE]
    return [*found, _about(writer)] if found else []


def plan_downloads(writer: Writer, plan: str) -> list[Markdown]:
    """Return links to a plan's calendar, none where it would be empty."""
    key = Key(Kind.PLAN, plan)
    if not plan_has_events(writer.atlas, plan):
        return []
    return [writer.to(calendar_of(key), f"Calendar of {writer.short_name(key)} (ICS)"), SUBSCRIBE, _about(writer)]


def deadline_downloads(writer: Writer) -> list[Markdown]:
    """Return links to all deadlines as a table, and to the calendar of all plans where it has anything."""
    atlas = writer.atlas
    found = [writer.to(table_file("deadlines"), "All deadlines (CSV)")]
    if atlas.meetings or any(plan_has_events(atlas, plan) for plan in (*atlas.plans, *atlas.named_plans)):
        found += [writer.to(CALENDAR, "Calendar of all plans (ICS)"), SUBSCRIBE]
    return [*found, _about(writer)]


def indicator_downloads(writer: Writer) -> list[Markdown]:
    """Return links to all indicators as a table."""
    return [writer.to(table_file("indicators"), "All indicators (CSV)"), _about(writer)]


def has_events(atlas: Atlas, actions: Iterable[str]) -> bool:
    """Whether any of some actions, given by id, has a date that a calendar can show."""
    return any(_has_events(atlas, action) for action in actions)


@once
def _has_events(atlas: Atlas, action: str) -> bool:
    return bool(action_agenda(atlas, action).events)


def plan_has_events(atlas: Atlas, plan: str) -> bool:
    """Whether a plan has a date that a calendar can show."""
    dated = bool(plan_agenda(atlas, plan).events) or has_events(atlas, atlas.actions_of.get(plan, ()))
    return dated or bool(meetings_of_plan(atlas, plan))


def _about(writer: Writer) -> Markdown:
    return writer.to(DATA, "About these files")
