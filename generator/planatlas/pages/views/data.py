"""The data page: what can be downloaded, how to subscribe to a calendar, and what every column and field means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from planatlas.linking.atlas import Atlas
from planatlas.linking.events import agendas_of_plan, dated
from planatlas.linking.meetings import meeting_marking
from planatlas.linking.names import Key
from planatlas.pages.addresses import CALENDAR, DATA, FIELDS, JSON_FILE, WORKBOOK, calendar_of, schema_file, table_file
from planatlas.pages.dictionary import TITLES
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.page import Page
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.of_actor import OF_ACTOR
from planatlas.pages.tables.table import Column
from planatlas.pages.templates import render
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind


def data_page(atlas: Atlas) -> Page:
    """Return the page of downloads. Since its files hold everything, it carries the highest marking of all."""
    writer = Writer(atlas, DATA)
    for kind, entries in atlas.content.entries.items():
        for identifier in entries:
            writer.note_marking(Key(kind, identifier))
    plans = [plan for plan in (*atlas.plans, *atlas.named_plans) if dated(agendas_of_plan(atlas, plan))]
    for meeting in atlas.meetings.values():
        writer.note_own_marking(meeting_marking(atlas, meeting.record))
    text = render(
        "data",
        kind="About",
        title="Data files",
        description="Tables, calendars and data files to download, and what every column and field means",
        workbook=writer.to(WORKBOOK, "Workbook (XLSX)"),
        whole=writer.to(JSON_FILE, "Data for programs (JSON)"),
        tables=[
            (writer.to(table_file(table.name), f"{table.name}.csv"), table.about, table.name, _columns(table.columns))
            for table in TABLES
        ],
        of_actor=_columns(OF_ACTOR.columns),
        everything=writer.to(CALENDAR, "Calendar of all plans (ICS)") if plans or atlas.meetings else None,
        plans=[
            (writer.plan(plan), writer.to(calendar_of(Key(Kind.PLAN, plan)), f"Calendar of {name} (ICS)"))
            for plan in plans
            for name in (writer.short_name(Key(Kind.PLAN, plan)),)
        ],
        schemas=[
            (writer.to(schema_file(f"{kind.value}.json"), f"{kind.value}.json"), title)
            for kind, title in TITLES.items()
        ],
        fields=writer.to(FIELDS, "Fields"),
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _columns(columns: Iterable[Column[Any]]) -> list[tuple[str, str, Markdown]]:
    return [(column.name, column.type.value, with_code(column.meaning)) for column in columns]


def with_code(text: str) -> Markdown:
    """Return a text of the model as Markdown, what stands in backticks as code."""
    # Escaped backticks are made code again: nothing else could have put a backslash before one.
    return Markdown(re.sub(r"\\`((?:(?!\\`).)+)\\`", _code, escape(text)))


def _code(found: re.Match[str]) -> str:
    inner = unescape(re.sub(r"\\(.)", r"\1", found[1]))  # in code, Markdown itself escapes what HTML would read
    return f"`{inner}`"
