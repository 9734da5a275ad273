"""Tables as CSV: what Python's own reader gives back is what the table holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden import Golden
from planatlas.exports.csv_export import csv_of, export_csv
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.table import Column, Filled, Type, Value
from planatlas.reading.folder import read_folder

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests/pages/cases/everything/content"
AtlasMaker = Callable[[Mapping[str, str]], Atlas]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(EVERYTHING), date(2026, 1, 1))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def table_of(*values: Value) -> Filled:
    columns = tuple(Column[Value](f"column-{place}", Type.TEXT, "", lambda one: one) for place in range(len(values)))
    return Filled("table", columns, (values,))


def test_content_gives_its_tables(atlas: Atlas, golden: Golden) -> None:
    """A content folder gives exactly these tables."""
    tables = {name: text.decode("utf-8-sig").replace("\r\n", "\n") for name, text in export_csv(atlas).items()}
    golden.compare_folder(Path(__file__).parent / "everything-csv", tables)


def test_tables_are_the_same_every_time(atlas: Atlas) -> None:
    """The same content gives the same bytes in the same order."""
    assert list(export_csv(atlas).items()) == list(export_csv(link(read_folder(EVERYTHING), atlas.as_of)).items())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_read_back_is_what_was_written(atlas: Atlas, table: object) -> None:
    """Every cell of every table comes back: days as ISO 8601, numbers plain, nothing as an empty cell."""
    filled = table.filled(atlas)
    assert filled.rows
    head, *rows = read(csv_of(filled))
    assert head == [column.name for column in filled.columns]
    shown = [["" if value is None else str(value) for value in row] for row in filled.rows]
    unmasked = [[cell[1:] if cell[:1] == "'" else cell for cell in row] for row in rows]
    assert unmasked == shown


def test_lines_and_encoding_are_those_of_the_standard() -> None:
    """Lines end as RFC 4180 has it, and the mark at the beginning tells Excel that it is UTF-8."""
    assert csv_of(table_of("Türkiye", "a, b", 'a "b"')) == (
        '\ufeffcolumn-0,column-1,column-2\r\nTürkiye,"a, b","a ""b"""\r\n'.encode()
    )


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(), st.dates()), st.text()), max_size=4))
def test_cells_are_quoted_as_others_quote_them(rows: list[tuple[Value, Value]]) -> None:
    """Python's csv, given the same cells, writes the same bytes."""
    columns = table_of(None, None).columns
    written = csv_of(Filled("table", columns, tuple(rows)))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(read(written))
    assert again.getvalue().encode("utf-8-sig") == written


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_never_becomes_a_formula(sign: str) -> None:
    """A text that a spreadsheet would run has an apostrophe before it."""
    ((_,), (cell,)) = read(csv_of(table_of(f"{sign}HYPERLINK(1)")))
    assert cell == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["'=1", "''-1", "'-"])
def test_the_apostrophe_can_be_taken_away_again(text: str) -> None:
    """What has an apostrophe of its own before such a sign gets another, so that nothing is ambiguous."""
    ((_,), (cell,)) = read(csv_of(table_of(text)))
    assert cell == f"'{text}"


@pytest.mark.parametrize("value", [-5, -2.5, 0, "'quoted'", "a=b", "2.10"])
def test_everything_else_stays_as_it_is(value: Value) -> None:
    """Negative numbers are numbers, and a sign further in is no danger."""
    ((_,), (cell,)) = read(csv_of(table_of(value)))
    assert cell == str(value)


def test_content_without_records_gives_tables_without_rows(make_atlas: AtlasMaker) -> None:
    """Every table is there, with its columns alone."""
    tables = export_csv(make_atlas({}))
    assert [len(read(content)) for content in tables.values()] == [1] * len(TABLES)
