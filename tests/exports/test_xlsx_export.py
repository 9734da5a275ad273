"""The workbook: what openpyxl reads back is what the tables hold, typed, and nothing in it is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from planatlas.exports.xlsx_export import export_xlsx, workbook_of
from planatlas.exports.xlsx_frame import CUT, LONGEST
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.table import MARKING, Column, Filled, Type, Value
from planatlas.reading.folder import read_folder

if TYPE_CHECKING:
    from openpyxl.cell import Cell

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests/pages/cases/everything/content"
AtlasMaker = Callable[[Mapping[str, str]], Atlas]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(EVERYTHING), date(2026, 1, 1))


@pytest.fixture(scope="module")
def book(atlas: Atlas) -> Workbook:
    return load_workbook(io.BytesIO(export_xlsx(atlas)))


def written(atlas: Atlas, value: Value, marking: str | None = None) -> Cell:
    """Return the cell that a value gives, in a workbook with a table of one row."""
    columns = (
        Column[Value]("value", Type.TEXT, "", lambda one: one),
        Column[Value](MARKING, Type.TEXT, "", lambda one: one),
    )
    content = workbook_of(atlas, "One", [Filled("table", columns, ((value, marking),))])
    return load_workbook(io.BytesIO(content))["table"]["A2"]


def test_there_is_a_sheet_for_each_table(book: Workbook) -> None:
    """The sheets stand in the order in which the site speaks of things, plans first."""
    assert book.sheetnames == [table.name for table in TABLES]
    assert {
        "plans", "actions", "involvements", "means", "indicators", "activities", "deadlines", "actors", "instruments",
        "themes", "terms", "notes",
    } <= set(book.sheetnames)  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_read_back_is_what_was_written(book: Workbook, atlas: Atlas, table: object) -> None:
    """Every cell comes back with its type: texts, numbers, days, and nothing where nothing is."""
    filled = table.filled(atlas)
    head, *rows = book[table.name].iter_rows(values_only=True)
    assert list(head) == [column.name for column in filled.columns]
    shown = [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows]
    assert shown == [list(row) for row in filled.rows]


def test_no_cell_is_a_formula(book: Workbook) -> None:
    """Whatever a record says, it is text, a number or a day."""
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert types == {"s", "n", "d"}


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "- an item"])
def test_a_text_never_becomes_a_formula(atlas: Atlas, text: str) -> None:
    """It stays text, also when somebody edits the cell, since it is marked as quoted."""
    cell = written(atlas, text)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


@pytest.mark.parametrize("text", ["2.10", "010", "NO", "1-2", "32017L0541", "1E5", "https://example.eu", "TRUE"])
def test_a_code_stays_text(atlas: Atlas, text: str) -> None:
    """What looks like a number, a day or an address is the text that it was, in a cell that keeps it so."""
    cell = written(atlas, text)
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")
    assert cell.hyperlink is None


def test_days_are_days(atlas: Atlas) -> None:
    """A day is typed, so that it sorts and filters; one that Excel's calendar lacks is text."""
    cell = written(atlas, date(2021, 9, 29))
    assert (cell.value, cell.number_format) == (datetime(2021, 9, 29), "yyyy-mm-dd")  # noqa: DTZ001 - Excel has no zones
    early = written(atlas, date(1875, 5, 20))
    assert (early.data_type, early.value) == ("s", "1875-05-20")


def test_numbers_are_numbers(atlas: Atlas) -> None:
    """Numbers are typed, negative and broken ones too."""
    for value in (12_000_000, 2.5, -3):
        assert (written(atlas, value).data_type, written(atlas, value).value) == ("n", value)


@pytest.mark.parametrize("letter", ["x", "\U0001d518"])
def test_a_text_too_long_for_a_cell_says_that_it_is_cut(atlas: Atlas, letter: str) -> None:
    """Excel holds 32 767 characters a cell and repairs a file with more, so the rest is left out in words."""
    text = str(written(atlas, letter * (LONGEST + 1)).value)
    assert text.endswith(CUT)
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert written(atlas, "y" * LONGEST).value == "y" * LONGEST


@pytest.mark.parametrize(
    "text", [" x ", "a\n\tb\n", "<r><t>x</t></r>", "a & b", "\x0b", "_x0041_", "_", "]]>", "\ue000", "é😀", "\ufffe"]
)
def test_every_text_comes_back_as_it_was(atlas: Atlas, text: str) -> None:
    """Spaces at the ends, signs of XML and what XML cannot hold are kept; `_x0041_` does not become an A."""
    read = str(written(atlas, text).value)
    assert text in (read, unescape(read))  # openpyxl undoes the one, and leaves the other as it stands in the file


@pytest.mark.parametrize(
    ("value", "looks"),
    [
        ("text", ("@", None, None, "top")),
        ("a\nb", ("General", True, None, "top")),
        ("x" * 256, ("General", True, None, "top")),
        ("=1", ("General", True, True, "top")),
        (date(2026, 1, 1), ("yyyy-mm-dd", None, None, "top")),
        (2, ("General", None, None, None)),
    ],
)
def test_a_cell_looks_as_what_it_holds(atlas: Atlas, value: Value, looks: tuple[object, ...]) -> None:
    """Short text is typed as text and long text wrapped; what looks like a formula is quoted; days are dated."""
    cell = written(atlas, value)
    given = cell.number_format, cell.alignment.wrap_text, cell.quotePrefix or None, cell.alignment.vertical
    assert given == looks
    assert cell.parent["A1"].font.b


def test_every_sheet_can_be_filtered_and_keeps_its_header(book: Workbook) -> None:
    """Filters cover the whole table and the first row stays, on paper too."""
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"


def test_the_workbook_carries_its_marking(book: Workbook) -> None:
    """The highest marking of what is in it stands in the properties and on every page, with the as-of day."""
    properties = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert (properties["Marking"], properties["As of"]) == ("LIMITE", "2026-01-01")
    for sheet in book:
        assert sheet.oddHeader.center.text == "LIMITE"
        assert sheet.oddFooter.center.text == "LIMITE"
        assert sheet.oddFooter.left.text == "As of 1 January 2026"


def test_what_is_not_marked_carries_no_marking(atlas: Atlas) -> None:
    """A workbook of unmarked rows claims none, and a marked row gives it to the whole."""
    for marking, expected in ((None, None), ("LIMITE", "LIMITE")):
        sheet = written(atlas, "text", marking).parent
        assert sheet.oddHeader.center.text == expected
        names = [prop.name for prop in sheet.parent.custom_doc_props.props]
        assert ("Marking" in names) is (expected is not None)


def test_a_title_cannot_change_the_header(make_atlas: AtlasMaker) -> None:
    """A title with `&` is a title."""
    book = load_workbook(io.BytesIO(export_xlsx(make_atlas({"site.yml": 'title: "Plans &D & more"\n'}))))
    assert book.properties.title == "Plans &D & more"


def test_the_same_content_gives_the_same_bytes(atlas: Atlas) -> None:
    """Nothing comes from the clock: neither the properties nor the times of the files within."""
    content = export_xlsx(atlas)
    assert content == export_xlsx(link(read_folder(EVERYTHING), atlas.as_of))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        core = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T", core)) == {"2000-01-01T"}


def test_content_without_records_gives_empty_sheets(make_atlas: AtlasMaker) -> None:
    """Every sheet is there, with its header alone."""
    book = load_workbook(io.BytesIO(export_xlsx(make_atlas({}))))
    assert {sheet.max_row for sheet in book} == {1}
