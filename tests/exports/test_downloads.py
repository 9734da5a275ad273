"""The files that the site offers: each is there, each is linked, and each says how far it may travel."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from golden import Golden
from planatlas.exports.downloads import downloads
from planatlas.exports.json_export import export_json
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.build import pages_of
from planatlas.pages.tables.all_tables import TABLES
from planatlas.reading.folder import read_folder
from planatlas.reading.schemas import schemas

ROOT = Path(__file__).parents[2]
CASES = sorted(path for path in (ROOT / "tests/pages/cases").iterdir() if path.is_dir())
AtlasMaker = Callable[[Mapping[str, str]], Atlas]


def atlas_of(content: Path) -> Atlas:
    return link(read_folder(content), date(2026, 1, 1))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return atlas_of(ROOT / "tests/pages/cases/everything/content")


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> dict[str, bytes]:
    return downloads(atlas)


def linked(atlas: Atlas) -> set[str]:
    """Return every file for download that a page links to."""
    found = set()
    for path, page in pages_of(atlas).items():
        for target in re.findall(r"\]\(([^)\s]+)\)", page.text):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if file.startswith("data/"):
                found.add(file)
    return found


@pytest.mark.parametrize(
    "content", [*[case / "content" for case in CASES], ROOT / "content"], ids=lambda content: content.parent.name
)
def test_every_file_is_linked_and_every_link_has_its_file(content: Path) -> None:
    """No link leads nowhere, and no file is there that nobody could find."""
    atlas = atlas_of(content)
    assert linked(atlas) == set(downloads(atlas))


def test_a_file_that_is_missing_would_be_noticed(atlas: Atlas, files: dict[str, bytes]) -> None:
    """The search for links finds those of plans, actors, tables and schemas."""
    found = linked(atlas)
    assert {"data/all.ics", "data/plans/ports-2024.ics", "data/actors/europol.csv", "data/actors/europol.xlsx"} <= found
    assert {"data/csv/deadlines.csv", "data/schemas/plan.json", "data/planatlas.json", "data/planatlas.xlsx"} <= found
    assert found <= set(files)


def test_files_are_the_same_every_time(files: dict[str, bytes]) -> None:
    """The same content gives the same bytes in the same order."""
    again = downloads(atlas_of(ROOT / "tests/pages/cases/everything/content"))
    assert list(again.items()) == list(files.items())


def test_the_whole_is_there_in_every_form(atlas: Atlas, files: dict[str, bytes]) -> None:
    """JSON as the command writes it, a CSV file for each table, and the schemas."""
    assert files["data/planatlas.json"].decode() == export_json(atlas)
    assert {f"data/csv/{table.name}.csv" for table in TABLES} == {
        path for path in files if path.startswith("data/csv/")
    }
    for name, text in schemas().items():
        assert json.loads(files[f"data/schemas/{name}"]) == json.loads(text)


def test_an_actor_has_its_actions_as_a_table(files: dict[str, bytes], golden: Golden) -> None:
    """Each part in each action is a row, with the part or group that is named instead of the actor."""
    text = files["data/actors/poland.csv"].decode("utf-8-sig").replace("\r\n", "\n")
    golden.compare_file(Path(__file__).parent / "poland.csv", text)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {(row["action"], row["through"]) for row in rows} >= {
        ("ports-2024/1.1", ""),
        ("ports-2024/1.10", "Member States"),
    }


def test_the_workbook_of_an_actor_holds_the_same(files: dict[str, bytes]) -> None:
    """CSV and XLSX of an actor have the same rows in the same order."""
    rows = list(csv.reader(io.StringIO(files["data/actors/europol.csv"].decode("utf-8-sig"), newline="")))
    book = load_workbook(io.BytesIO(files["data/actors/europol.xlsx"]))
    assert book.properties.title == "Europol"
    cells = [
        ["" if cell is None else cell.date().isoformat() if hasattr(cell, "date") else str(cell) for cell in row]
        for row in book["actions"].iter_rows(values_only=True)
    ]
    assert cells == rows


def test_who_has_no_part_has_no_files(atlas: Atlas, files: dict[str, bytes]) -> None:
    """An actor that no action concerns has no empty table, and a plan without dates no empty calendar."""
    with_files = {posixpath.basename(path).rsplit(".", 1)[0] for path in files if path.startswith("data/actors/")}
    assert "europol" in with_files
    assert "drugs-unit" in set(atlas.actors) - with_files
    assert "data/plans/ports-2018.ics" not in files
    for path, content in files.items():
        if path.endswith(".ics"):
            assert Calendar.from_ical(content).walk("VEVENT"), path


def test_every_file_carries_the_marking_of_what_is_in_it(files: dict[str, bytes]) -> None:
    """Tables in their column, workbooks in their properties, calendars in their name, wherever a row is marked."""
    marked = list(csv.DictReader(io.StringIO(files["data/csv/actions.csv"].decode("utf-8-sig"))))
    assert {row["marking"] for row in marked if row["plan"] == "ports-2024"} == {"LIMITE"}
    assert {row["marking"] for row in marked if row["plan"] == "customs-2023"} == {""}
    for path, content in files.items():
        if path.endswith(".xlsx"):
            names = {prop.name for prop in load_workbook(io.BytesIO(content)).custom_doc_props.props}
            table = files.get(path.replace(".xlsx", ".csv"), b"LIMITE")
            assert ("Marking" in names) is (b"LIMITE" in table), path
        if path.endswith(".ics"):
            assert (b"(LIMITE)" in content) is (b"CLASS:CONFIDENTIAL" in content), path


def test_a_report_with_a_higher_marking_marks_what_rests_on_it(make_atlas: AtlasMaker) -> None:
    """A status that follows from a marked report is marked, and so is the note or report itself."""
    files = downloads(
        make_atlas(
            {
                "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n",
                "plans/p/plan.yml": 'title: A plan\nsections: [{number: "1", title: First}]\n',
                "plans/p/actions/1.yml": """
                    ref: "1"
                    title: An action
                    section: "1"
                    summary: What is to be done.
                    actors: [{actor: a, role: lead}]
                    source: {section: One, item: first}
                    notes: [{text: Open.}, {text: Closed., marking: LIMITE}]
                    progress: [{date: 2025-05-05, status: done, marking: LIMITE}]
                    """,
                "actors/a.yml": "name: A body\nkind: body\n",
            }
        )
    )

    def markings(path: str) -> list[str]:
        return [row["marking"] for row in csv.DictReader(io.StringIO(files[path].decode("utf-8-sig")))]

    assert markings("data/csv/actions.csv") == ["LIMITE"]
    assert markings("data/actors/a.csv") == ["LIMITE"]
    assert markings("data/csv/progress.csv") == ["LIMITE"]
    assert markings("data/csv/notes.csv") == ["", "LIMITE"]
    assert markings("data/csv/involvements.csv") == [""]


def test_content_without_records_has_its_files_too(make_atlas: AtlasMaker) -> None:
    """An empty site offers its empty tables and its schemas, and no calendar."""
    atlas = make_atlas({})
    files = downloads(atlas)
    assert linked(atlas) == set(files)
    assert not [path for path in files if path.endswith(".ics")]
