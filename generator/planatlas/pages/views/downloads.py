"""Links to the files that a page's reader may want: its table and its calendar."""

from __future__ import annotations

from planatlas.linking.events import agendas, agendas_of_actor, agendas_of_plan, dated
from planatlas.linking.names import Key
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
    name, found = writer.short_name(key), []
    if actions_of_actor(writer.atlas, actor):
        found.append(writer.to(table_of_actor(actor, "csv"), f"Actions of {name} (CSV)"))
        found.append(writer.to(table_of_actor(actor, "xlsx"), f"Actions of {name} (XLSX)"))
    if dated(agendas_of_actor(writer.atlas, actor)):
        found += [writer.to(calendar_of(key), f"Calendar of {name} (ICS)"), SUBSCRIBE]
    return [*found, _about(writer)] if found else []


def plan_downloads(writer: Writer, plan: str) -> list[Markdown]:
    """Return links to a plan's calendar, none where it would be empty."""
    key = Key(Kind.PLAN, plan)
    if not dated(agendas_of_plan(writer.atlas, plan)):
        return []
    return [writer.to(calendar_of(key), f"Calendar of {writer.short_name(key)} (ICS)"), SUBSCRIBE, _about(writer)]


def deadline_downloads(writer: Writer) -> list[Markdown]:
    """Return links to all deadlines as a table, and to the calendar of all plans where it has anything."""
    found = [writer.to(table_file("deadlines"), "All deadlines (CSV)")]
    if dated(agendas(writer.atlas)):
        found += [writer.to(CALENDAR, "Calendar of all plans (ICS)"), SUBSCRIBE]
    return [*found, _about(writer)]


def indicator_downloads(writer: Writer) -> list[Markdown]:
    """Return links to all indicators as a table."""
    return [writer.to(table_file("indicators"), "All indicators (CSV)"), _about(writer)]


def _about(writer: Writer) -> Markdown:
    return writer.to(DATA, "About these files")
