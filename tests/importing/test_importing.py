"""A workbook that comes back: what was changed in it, and only that, changes in the files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as OpenedWorkbook
from openpyxl import load_workbook

from planatlas.exports.csv_export import export_csv
from planatlas.exports.xlsx_export import export_xlsx, tables_of
from planatlas.importing.importing import Imported, imported, write
from planatlas.importing.sheets import SheetError, as_text, read_workbook
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.tables.all_tables import TABLES
from planatlas.reading.folder import read_folder
from planatlas.reading.problems import Severity
from planatlas.reading.values.when import When

EVERYTHING = Path(__file__).parents[1] / "pages/cases/everything/content"
AS_OF = date(2026, 1, 1)
EXPORTED = export_xlsx(link(read_folder(EVERYTHING), AS_OF))


class Desk:
    """A content folder, the workbook made from it, and what a colleague does to that."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "content"
        self.file = folder / "planatlas.xlsx"
        shutil.copytree(EVERYTHING, self.folder)
        self.book: OpenedWorkbook = load_workbook(BytesIO(EXPORTED))

    def atlas(self) -> Atlas:
        return link(read_folder(self.folder), AS_OF)

    def rows(self, sheet: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a sheet as cells by column."""
        header, *rows = self.book[sheet].iter_rows()
        for row in rows:
            yield {str(name.value): cell for name, cell in zip(header, row, strict=True)}

    def cell(self, sheet: str, column: str, **where: str) -> Any:  # noqa: ANN401 - openpyxl's cells
        """Return the first cell of a column that holds something, in a row with these values."""
        for row in self.rows(sheet):
            if all(row[name].value == value for name, value in where.items()) and (where or row[column].value):
                return row[column]
        pytest.fail(f"{sheet} has no such row")

    def add(self, sheet: str, **values: str | float) -> None:
        """Add a row at the end."""
        header = [str(cell.value) for cell in self.book[sheet][1]]
        assert set(values) <= set(header)
        self.book[sheet].append([values.get(name) for name in header])

    def imported(self, **options: bool) -> Imported:
        """Save the workbook and lay it beside the content."""
        self.book.save(self.file)
        return imported(self.folder, read_workbook(self.file), AS_OF, **options)

    def brought_back(self, **options: bool) -> Imported:
        """The same, and write what it changes."""
        found = self.imported(**options)
        assert [one.line for one in found.complaints if one.severity is Severity.ERROR] == []
        write(self.folder, found.files)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def differing(found: Imported) -> list[tuple[str, str]]:
    """Return path and text of every line of the changed files that was not there before."""
    lines = []
    for path, text in found.files.items():
        before = (EVERYTHING / path).read_text(encoding="utf-8").splitlines() if (EVERYTHING / path).exists() else []
        lines += [(path, line.strip()) for line in text.splitlines() if line not in before]
    return lines


def complaints(found: Imported) -> list[str]:
    assert not found.files
    assert found.compared is None
    return [complaint.line for complaint in found.complaints]


def test_what_was_exported_changes_nothing(desk: Desk) -> None:
    """A workbook that nobody touched, as a spreadsheet saves it, gives no change and no complaint."""
    found = desk.imported()
    assert (found.files, found.complaints, found.missing) == ({}, (), 0)
    assert found.compared is not None


def test_the_tables_as_csv_change_nothing(desk: Desk, tmp_path: Path) -> None:
    """Neither does any table as CSV, signs of formulas included."""
    for name, content in export_csv(desk.atlas()).items():
        (tmp_path / name).write_bytes(content)
        found = imported(desk.folder, read_workbook(tmp_path / name), AS_OF)
        assert (found.files, found.complaints) == ({}, ()), name


def other(table: str, column: str, value: Any) -> str | float:  # noqa: ANN401 - what a cell holds
    """Return another value that the field takes."""
    choices: Mapping[str, tuple[str, str]] = {
        "role": ("support", "partner"),
        "relation": ("uses", "cites") if table == "means" else ("related", "follows"),
        "comparator": ("exactly", "at most"),
        "status": ("done", "dropped"),
        "state": ("in-force", "repealed"),
        "currency": ("EUR", "USD"),
        "country": ("PL", "FR"),
        "source_celex": ("32017L0541", "32018R1862"),
        "eli": ("http://data.europa.eu/eli/dir/2017/541/oj", "http://data.europa.eu/eli/reg/2018/1862/oj"),
    }
    if column in choices:
        first, second = choices[column]
        return second if value == first else first
    if column in {"when", "date", "period", "review_when"}:
        return "2031-05-06" if table in {"progress", "plans", "instruments"} and column == "date" else "2031-Q2"
    if column in {"url", "site", "evidence", "source_url"}:
        return "https://www.example.eu/other"
    if isinstance(value, int | float):
        return value + 3
    return f"{value} (changed)" if value else "Changed"


BOUND = (
    {"actor", "instrument", "operator", "members", "part_of", "amends", "replaces", "themes", "plans", "target"}
    | {"issuer", "signatories", "short", "celex", "ref", "section", "kind", "activity", "number", "extent", "marking"}
)  # fmt: skip
"""Columns whose values other records bind: what they take is tested one by one."""


def test_every_cell_that_can_be_changed_comes_back(desk: Desk) -> None:
    """The next export holds in each changed cell what was written into it, and no other value differs."""
    written: dict[tuple[str, ...], str | float] = {}
    for table in TABLES:
        for column in table.columns:
            if column.stands is None or column.name in BOUND:
                continue
            rows = list(desk.rows(table.name))
            row = next((row for row in rows if row[column.name].value not in {None, ""}), rows[0])
            new = other(table.name, column.name, row[column.name].value)
            row[column.name].value = new
            written[table.name, *(str(row[name].value) for name in table.identity), column.name] = new
    assert len(written) > 60
    desk.brought_back()
    desk.book = load_workbook(BytesIO(export_xlsx(desk.atlas())))
    after = {
        (table.name, *(str(row[name].value) for name in table.identity), name): cell.value
        for table in TABLES
        for row in desk.rows(table.name)
        for name, cell in row.items()
    }
    assert {place: after[place] for place in written} == written


def test_what_changes_is_told_in_meaning(desk: Desk) -> None:
    """Before anything is written, what the workbook changes is there as it is for two versions of the content."""
    desk.cell("actions", "title", id="ports-2024/1.10").value = "Risk analysis, renewed"
    found = desk.imported()
    assert found.compared is not None
    (change,) = found.compared.changes
    assert (change.before, change.after) == ("Risk analysis", "Risk analysis, renewed")


def test_the_rest_of_a_file_stays_to_the_letter(desk: Desk) -> None:
    """Only the line of the changed field differs; comments, quotes and line breaks stay."""
    desk.cell("involvements", "detail", action="ports-2024/1.1").value = "A new detail"
    (path, line), *more = differing(desk.brought_back())
    assert path == "plans/ports-2024/actions/1.1.yml"
    assert "A new detail" in line
    assert more == []


def test_prose_keeps_its_links_where_its_words_still_stand(make_desk: Callable[[str], Desk]) -> None:
    """Names stay links, other paragraphs stay as they are, and a name whose words went is no link any more."""
    desk = make_desk(
        "One [[europol]] text with [[siena|the secure\nchannel]], and more.\n\nA second paragraph\nof [[europol]]."
    )
    cell = desk.cell("actions", "summary", id="ports-2024/1.10")
    cell.value = cell.value.replace("One", "Another").replace(", and more", " and [[poland]]")
    found = desk.brought_back()
    text = found.files["plans/ports-2024/actions/1.10.yml"]
    assert "  Another [[europol]] text with [[siena|the secure\n  channel]] and [[poland]].\n" in text
    assert "  A second paragraph\n  of [[europol]].\n" in text


@pytest.fixture
def make_desk(tmp_path: Path) -> Callable[[str], Desk]:
    """Return a function that sets the summary of an action before the workbook is made."""

    def make(summary: str) -> Desk:
        desk = Desk(tmp_path)
        file = desk.folder / "plans/ports-2024/actions/1.10.yml"
        lines = file.read_text(encoding="utf-8").split("\n")
        start = next(number for number, line in enumerate(lines) if line.startswith("summary:"))
        end = next(number for number in range(start + 1, len(lines)) if lines[number] and lines[number][0] != " ")
        block = ["summary: |", *(f"  {line}" if line else "" for line in summary.split("\n"))]
        file.write_text("\n".join([*lines[:start], *block, *lines[end:]]), encoding="utf-8")
        desk.book = load_workbook(BytesIO(export_xlsx(desk.atlas())))
        return desk

    return make


def test_a_cell_that_is_emptied_takes_the_field_away(desk: Desk) -> None:
    """An optional field whose cell is emptied is left out of the file."""
    cell = next(row for row in desk.rows("involvements") if row["detail"].value)
    action, place = cell["action"].value, cell["place"].value
    cell["detail"].value = None
    desk.brought_back()
    part = desk.atlas().actions[action].record.actors[int(place.split()[1]) - 1]
    assert part.detail is None


def test_a_row_without_a_place_is_added(desk: Desk) -> None:
    """New rows become items at the end of their lists, in records that had such a list and in those that had none."""
    desk.add("involvements", action="ports-2024/1.10", actor="poland", role="support", detail="Sends experts: two")
    desk.add("deadlines", action="ports-2024/1.10", what="A first report", when="2030-Q2", printed="mid-2030")
    desk.add("progress", action="ports-2024/1.10", date="2025-12-01", status="done", note="It is [[europol]]'s.")
    desk.add("indicators", action="ports-2024/1.10", key="zz", measure="Reports", comparator="at most", value=2.5)
    desk.add("notes", kind="actor", record="poland", text="A note.")
    desk.brought_back()
    atlas = desk.atlas()
    action = atlas.actions["ports-2024/1.10"].record
    assert (action.actors[-1].actor, action.actors[-1].detail) == ("poland", "Sends experts: two")
    assert (action.deadlines[-1].what, action.deadlines[-1].when) == ("A first report", When.parse("2030-Q2"))
    assert action.progress[-1].status == "done"
    assert str(action.indicators[-1].all_targets[0].at_most) == "2.5"
    assert atlas.actors["poland"].record.notes[-1].text == "A note."


def test_new_actions_and_bodies_become_files(desk: Desk) -> None:
    """A row with a new id is a new record, with what other sheets say of it, at its place and with its schema."""
    desk.add(
        "actions", id="ports-2024/3.1", title="A new action", section="2", summary="Something new.",
        source_section="Two", source_item="OA 3.1", themes="ports; information-exchange",
    )  # fmt: skip
    desk.add("involvements", action="ports-2024/3.1", actor="statistics-norway", role="lead")
    desk.add("actors", id="statistics-norway", name="Statistics Norway", kind="network", country="NO")
    found = desk.brought_back()
    assert set(found.files) == {"plans/ports-2024/actions/3.1.yml", "actors/statistics-norway.yml"}
    action = desk.atlas().actions["ports-2024/3.1"].record
    assert (action.ref, action.themes) == ("3.1", ("ports", "information-exchange"))
    assert action.actors[0].actor == "statistics-norway"
    assert str(desk.atlas().actors["statistics-norway"].record.country) == "NO"
    assert found.files["plans/ports-2024/actions/3.1.yml"].startswith(
        "# yaml-language-server: $schema=../../../schemas/"
    )


def test_missing_rows_are_left_unless_asked_for(desk: Desk) -> None:
    """A workbook with fewer rows takes nothing away by itself; with `remove_missing` items of lists go."""
    sheet = desk.book["involvements"]
    gone = {name: cell.value for name, cell in next(iter(desk.rows("involvements"))).items()}
    sheet.delete_rows(2)
    found = desk.imported()
    assert (found.files, found.missing) == ({}, 1)
    before = len(desk.atlas().actions[gone["action"]].record.actors)
    desk.brought_back(remove_missing=True)
    after = desk.atlas().actions[gone["action"]].record.actors
    assert len(after) == before - 1


@pytest.mark.parametrize(
    ("sheet", "column", "value", "told"),
    [
        ("involvements", "actor", "europool", "did you mean 'europol'"),
        ("involvements", "role", "boss", "one of lead, co-lead"),
        ("involvements", "title", "Another title", "change it on the sheet 'actions'"),
        ("involvements", "place", "actors 99", "leave the place empty"),
        ("deadlines", "when", "next spring", "next spring"),
        ("deadlines", "end", "2030-01-01", "change 'when'"),
        ("indicators", "value", "10.000", "10000"),
        ("indicators", "comparator", "about", "at least, at most, exactly"),
        ("actions", "section", "99", "99"),
        ("actions", "title", "", "is missing"),
        ("actors", "kind", "eu-agencie", "did you mean"),
        ("instruments", "celex", "3201", "3201"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_by_its_cell(desk: Desk, sheet: str, column: str, value: str, told: str) -> None:
    """A complaint names sheet, column and row, says what is wrong and what to do; nothing is written."""
    cell = next(row for row in desk.rows(sheet) if row[column].value)[column]
    cell.value = value
    lines = complaints(desk.imported())
    assert any(line.startswith(f"{sheet}!{cell.coordinate}: error: ") for line in lines), lines
    assert told in "\n".join(lines)


def test_all_complaints_come_at_once(desk: Desk) -> None:
    """Mistakes in several sheets are told together."""
    desk.cell("involvements", "role").value = "boss"
    desk.cell("actors", "kind").value = "agencyy"
    desk.add("deadlines", action="ports-2024/9.9", what="Something", when="2030")
    assert {line.split("!")[0] for line in complaints(desk.imported()) if "!" in line} >= {"deadlines"}
    desk.book["deadlines"].delete_rows(desk.book["deadlines"].max_row)
    assert {line.split("!")[0] for line in complaints(desk.imported()) if "!" in line} == {"involvements", "actors"}


def test_columns_and_sheets_of_ones_own_are_told_and_left(desk: Desk) -> None:
    """A column or sheet that a colleague added is no mistake; a sheet is one that may be ours under another name."""
    desk.book["actors"].cell(1, desk.book["actors"].max_column + 1).value = "remarks"
    found = desk.imported()
    assert found.compared is not None
    assert [complaint.line.split(": ")[1] for complaint in found.complaints] == ["warning"]
    desk.book.create_sheet("Sheet1")
    assert [one.line for one in desk.imported().complaints][1:] == [
        "Sheet1: warning: the sheet is none of the export's, and is not read"
    ]
    desk.book["themes"].title = "Sheet2"
    assert any("there is no table 'Sheet2'" in line for line in complaints(desk.imported()))


def test_a_workbook_of_other_content_is_refused(desk: Desk) -> None:
    """Where the content moved on since the export, importing would take that back; it must be asked for."""
    file = desk.folder / "actors/poland.yml"
    file.write_text(file.read_text(encoding="utf-8") + "aliases: [Polska]\n", encoding="utf-8")
    assert "has changed since" in complaints(desk.imported())[0]
    assert desk.imported(outdated=True).files["actors/poland.yml"] == (EVERYTHING / "actors/poland.yml").read_text(
        encoding="utf-8"
    )


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A file of another kind, a broken one and a CSV file that is not UTF-8 are each named with the reason."""
    for name, content in {"a.xlsx": b"PK\x03\x04broken", "b.xlsx": b"text", "c.csv": "é;ü".encode("latin-1")}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SheetError, match=name):
            read_workbook(tmp_path / name)


@given(st.one_of(st.none(), st.integers(), st.dates(), st.text(), st.floats(allow_nan=False)))
def test_a_cell_reads_as_it_was_written(value: date | float | str | None) -> None:
    """What the export writes into a cell and what comes out of it are the same text."""
    stored = datetime(value.year, value.month, value.day) if isinstance(value, date) else value  # noqa: DTZ001
    assert as_text(stored) == as_text(value)


def test_every_table_says_where_its_rows_stand() -> None:
    """Each row of each table has a place of its own, by which it is known again."""
    atlas = link(read_folder(EVERYTHING), AS_OF)
    for filled, table in zip(tables_of(atlas), TABLES, strict=True):
        places = table.places(atlas)
        assert len(filled.rows) == len(places)
        names = [column.name for column in table.columns]
        told = [tuple(row[names.index(name)] for name in table.identity) for row in filled.rows]
        assert len(set(told)) == len(told) == len(set(places)), table.name
        assert any(column.stands for column in table.columns)


def test_another_target_of_an_indicator_is_a_row(desk: Desk) -> None:
    """A row with the key of an indicator that is there adds a target; rows with one new key are one indicator."""
    row = desk.cell("indicators", "key", measure=_measure(desk)).row
    header = [str(cell.value) for cell in desk.book["indicators"][1]]
    there = {name: desk.book["indicators"].cell(row, place).value for place, name in enumerate(header, start=1)}
    same = {"action": there["action"], "key": there["key"], "measure": there["measure"]}
    desk.add("indicators", **same, comparator="at most", value=90, unit="hours")
    for value in (1, 2):
        desk.add("indicators", action=there["action"], key="new", measure="Fresh", comparator="exactly", value=value)
    before = desk.atlas().actions[str(there["action"])].record.indicators
    desk.brought_back()
    after = desk.atlas().actions[str(there["action"])].record.indicators
    assert len(after) == len(before) + 1
    grown = next(one for one in after if one.key == there["key"])
    was = next(one for one in before if one.key == there["key"])
    assert grown.all_targets[:-1] == was.all_targets
    assert (grown.all_targets[-1].comparator, grown.all_targets[-1].unit) == ("<=", "hours")
    assert [str(target.value) for target in after[-1].all_targets] == ["1", "2"]


def _measure(desk: Desk) -> str:
    return next(str(row["measure"].value) for row in desk.rows("indicators") if row["value"].value)


def test_another_target_measures_the_same(desk: Desk) -> None:
    """A row with a key that is there and another measure is a mistake, told with what the key measures."""
    cell = desk.cell("indicators", "key", measure=_measure(desk))
    action = desk.book["indicators"].cell(cell.row, 1).value
    desk.add("indicators", action=action, key=cell.value, measure="Something else")
    assert f"has an indicator '{cell.value}' already, '{_measure(desk)}'" in complaints(desk.imported())[0]


def test_a_plan_comes_with_its_actions_and_sections(desk: Desk) -> None:
    """New rows on the sheets of plans and actions are a plan, whose sections are those that its actions name."""
    desk.add("plans", id="rail-2027", title="Rail", date="2027")
    common = {"summary": "It is done.", "source_section": "Part", "source_item": "Item"}
    for ref, section, title in (("1", "1", "Goods"), ("2", "1", "Goods"), ("3", "2", "People")):
        desk.add("actions", id=f"rail-2027/{ref}", title="Do", section=section, section_title=title, **common)
    desk.brought_back()
    atlas = desk.atlas()
    sections = [(one.number, one.title) for one in atlas.plans["rail-2027"].record.sections]
    assert sections == [("1", "Goods"), ("2", "People")]
    assert len(atlas.actions_of["rail-2027"]) == 3


@pytest.mark.parametrize(
    ("sheet", "column", "value", "said"),
    [
        ("involvements", "actor", "europol; frontex", "write a row for each"),
        ("involvements", "actor_name", "Somebody", "change 'actor', the id; the name follows"),
        ("involvements", "action", "nowhere/1", "there is no 'nowhere/1'"),
        ("actions", "marking", "SECRET", "write the marking into the file"),
    ],
)
def test_what_a_cell_cannot_hold_is_answered(desk: Desk, sheet: str, column: str, value: str, said: str) -> None:
    """Several bodies in a cell, a name in place of an id, an action that is none, a marking: each says what to do."""
    next(desk.rows(sheet))[column].value = value
    assert any(said in line for line in complaints(desk.imported()))
