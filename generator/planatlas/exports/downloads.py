"""Every file that the site offers beside its pages: the one pure function from an Atlas to its downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from planatlas.exports.csv_export import csv_of
from planatlas.exports.ics_export import Calendars
from planatlas.exports.json_export import export_json
from planatlas.exports.xlsx_export import tables_of, workbook_of
from planatlas.linking.atlas import Atlas
from planatlas.linking.events import agendas, agendas_of_actor, agendas_of_plan, dated
from planatlas.linking.names import Key
from planatlas.linking.parts import actions_of_actor
from planatlas.pages.addresses import (
    CALENDAR,
    JSON_FILE,
    WORKBOOK,
    calendar_of,
    schema_file,
    table_file,
    table_of_actor,
)
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.of_actor import OF_ACTOR, Told, parts_of
from planatlas.pages.tables.table import Filled
from planatlas.pages.writer import short_name
from planatlas.reading.model.base import Kind
from planatlas.reading.schemas import PUBLISHED, schemas

Planned = tuple[str, Callable[[], bytes]]
"""A file's path, and what makes the file."""


def downloads(atlas: Atlas) -> dict[str, bytes]:
    """Return every file by its path from the root of the site. The Atlas must be free of errors.

    A calendar without events is no file, nor is a table of an actor that no action concerns.
    """
    return {path: make() for path, make in planned_downloads(atlas).items()}


def planned_downloads(atlas: Atlas) -> dict[str, Callable[[], bytes]]:
    """Return every file by its path, each to be made on its own, in any order."""
    return dict((*_whole(atlas), *_calendars(atlas), *_actors(atlas)))


def _whole(atlas: Atlas) -> Iterator[Planned]:
    tables = cache(partial(tables_of, atlas))
    yield JSON_FILE, lambda: export_json(atlas).encode()
    yield WORKBOOK, lambda: workbook_of(atlas, atlas.site.title, tables(), importable=True)
    for place, table in enumerate(TABLES):
        yield table_file(table.name), partial(_csv_at, tables, place)
    for name in PUBLISHED:
        yield schema_file(name), partial(_schema, name)


def _schema(name: str) -> bytes:
    return schemas()[name].encode()


def _calendars(atlas: Atlas) -> Iterator[Planned]:
    calendars = Calendars(atlas)
    if dated(agendas(atlas)):
        yield CALENDAR, calendars.of_all
    for plan in (*atlas.plans, *atlas.named_plans):
        if dated(agendas_of_plan(atlas, plan)):
            yield calendar_of(Key(Kind.PLAN, plan)), partial(calendars.of_plan, plan)
    for actor in atlas.actors:
        if dated(agendas_of_actor(atlas, actor)):
            yield calendar_of(Key(Kind.ACTOR, actor)), partial(calendars.of_actor, actor)


def _actors(atlas: Atlas) -> Iterator[Planned]:
    known: dict[str, Told] = {}
    for actor in atlas.actors:
        if actions_of_actor(atlas, actor):
            # Both forms come from one table, made when the first of them is asked for.
            table = cache(partial(_table_of, atlas, actor, known))
            yield table_of_actor(actor, "csv"), partial(_csv_of, table)
            yield table_of_actor(actor, "xlsx"), partial(_workbook_of_actor, atlas, actor, table)


def _table_of(atlas: Atlas, actor: str, known: dict[str, Told]) -> Filled:
    return OF_ACTOR.of(parts_of(atlas, actor, known))


def _csv_at(tables: Callable[[], list[Filled]], place: int) -> bytes:
    return csv_of(tables()[place])


def _csv_of(table: Callable[[], Filled]) -> bytes:
    return csv_of(table())


def _workbook_of_actor(atlas: Atlas, actor: str, table: Callable[[], Filled]) -> bytes:
    return workbook_of(atlas, short_name(atlas, Key(Kind.ACTOR, actor)), [table()])
