"""The tables: every row begins with what it is about, ends with its marking, and leaves nothing out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.of_actor import OF_ACTOR, parts_of
from planatlas.pages.tables.table import MARKING, Type, flowing
from planatlas.reading.folder import read_folder

CONTENT = Path(__file__).parents[2] / "content"
AtlasMaker = Callable[[Mapping[str, str]], Atlas]
TYPES = {Type.TEXT: str, Type.PROSE: str, Type.NUMBER: (int, float), Type.DAY: date}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(CONTENT), date(2026, 11, 22))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_is_of_the_type_of_its_column(atlas: Atlas, table: object) -> None:
    """A column holds what it says, or nothing; empty texts are nothing."""
    for row in table.filled(atlas).rows:
        for column, value in zip(table.columns, row, strict=True):
            assert value is None or (isinstance(value, TYPES[column.type]) and value != ""), (column.name, value)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_name_of_its_own_and_a_meaning(table: object) -> None:
    """No two columns of a table share a name, the last is the marking, and each says what it means."""
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert names[-1] == MARKING
    assert all(column.meaning.endswith(".") for column in table.columns)


def test_every_record_has_its_row(atlas: Atlas) -> None:
    """The tables hold as many rows as there are records and parts of records."""
    rows = {table.name: len(table.filled(atlas).rows) for table in TABLES}
    records = [entry.record for entry in atlas.actions.values()]
    assert rows["plans"] == len(atlas.content.plans)
    assert rows["actions"] == len(atlas.actions)
    assert rows["actors"] == len(atlas.actors)
    assert rows["instruments"] == len(atlas.instruments)
    assert rows["themes"] == len(atlas.themes)
    assert rows["terms"] == len(atlas.terms)
    for name in ("activities", "deadlines", "amounts", "links"):
        assert rows[name] == sum(len(getattr(record, name)) for record in records), name
    assert rows["involvements"] == sum(len(record.actors) for record in records)
    assert rows["means"] == sum(len(record.instruments) for record in records)


def test_an_indicator_has_a_row_for_each_target(atlas: Atlas) -> None:
    """Two targets are two rows, and an indicator without a target keeps one, its value empty."""
    (table,) = (table for table in TABLES if table.name == "indicators")
    filled = table.filled(atlas)
    value = [column.name for column in table.columns].index("value")
    indicators = [one for entry in atlas.actions.values() for one in entry.record.indicators]
    assert len(filled.rows) == sum(max(1, len(one.all_targets)) for one in indicators)
    assert sum(row[value] is None for row in filled.rows) == sum(not one.all_targets for one in indicators)


def test_the_table_of_an_actor_tells_what_names_it_from_what_names_a_group(atlas: Atlas) -> None:
    """Actions that name a country come without a group, those that name its group with the group's name."""
    through = [row.through for row in parts_of(atlas, "poland", {})]
    assert "Member States" in through
    assert {row.through for row in parts_of(atlas, "member-states", {})} <= {None, "Commission and Member States"}
    assert OF_ACTOR.of(parts_of(atlas, "poland", {})).marking(atlas) == "LIMITE"


@pytest.mark.parametrize(
    ("prose", "text"),
    [
        ("One line\nbroken by its writer.", "One line broken by its writer."),
        ("First.\n\nSecond.", "First.\nSecond."),
        ("It has:\n\n- one item\n  over two lines,\n- another.", "It has:\n- one item over two lines,\n- another."),
        ("With [[a]] and [[A body|its name]].", "With A body and its name."),
        ("", None),
        (None, None),
    ],
)
def test_prose_flows(make_atlas: AtlasMaker, prose: str | None, text: str | None) -> None:
    """A cell has a line for each paragraph and item, wherever the writer of the record broke the lines."""
    assert flowing(make_atlas({"actors/a.yml": "name: A body\nkind: body\n"}), prose) == text
