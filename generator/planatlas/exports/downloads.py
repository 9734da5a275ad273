"""Every file that the site offers beside its pages: the one pure function from an Atlas to its downloads."""

from __future__ import annotations

from collections.abc import Iterator

from planatlas.exports.csv_export import csv_of
from planatlas.exports.ics_export import Calendars, actor_calendar_name, plan_calendar_name
from planatlas.exports.json_export import export_json
from planatlas.exports.xlsx_export import tables_of, workbook_of
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.addresses import (
    CALENDAR,
    JSON_FILE,
    WORKBOOK,
    calendar_of,
    schema_file,
    table_file,
    table_of_actor,
)
from planatlas.pages.tables.of_actor import OF_ACTOR, Told, parts_of
from planatlas.pages.writer import short_name
from planatlas.reading.model.base import Kind
from planatlas.reading.schemas import schemas


def downloads(atlas: Atlas) -> dict[str, bytes]:
    """Return every file by its path from the root of the site. The Atlas must be free of errors.

    A calendar without events is no file, nor is a table of an actor that no action concerns.
    """
    return dict((*_whole(atlas), *_calendars(atlas), *_actors(atlas)))


def _whole(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    yield JSON_FILE, export_json(atlas).encode()
    tables = tables_of(atlas)
    yield WORKBOOK, workbook_of(atlas, atlas.site.title, tables, importable=True)
    for table in tables:
        yield table_file(table.name), csv_of(table)
    for name, text in schemas().items():
        yield schema_file(name), text.encode()


def _calendars(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    calendars = Calendars(atlas)
    named = [(CALENDAR, atlas.site.title, calendars.of_all())]
    named += [
        (calendar_of(Key(Kind.PLAN, plan)), plan_calendar_name(atlas, plan), calendars.of_plan(plan))
        for plan in (*atlas.plans, *atlas.named_plans)
    ]
    named += [
        (calendar_of(Key(Kind.ACTOR, actor)), actor_calendar_name(atlas, actor), calendars.of_actor(actor))
        for actor in atlas.actors
    ]
    for path, name, agenda in named:
        if agenda.events:
            yield path, calendars.text(name, agenda)


def _actors(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    known: dict[str, Told] = {}
    for actor in atlas.actors:
        table = OF_ACTOR.of(parts_of(atlas, actor, known))
        if table.rows:
            yield table_of_actor(actor, "csv"), csv_of(table)
            title = short_name(atlas, Key(Kind.ACTOR, actor))
            yield table_of_actor(actor, "xlsx"), workbook_of(atlas, title, [table])
