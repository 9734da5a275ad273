"""Tables in another format: what their columns hold, whom their cells name, in which section their rows stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from history_content import AS_OF, PLAN
from planatlas.importing.bodies import Names
from planatlas.importing.importing import Imported, imported_plan
from planatlas.importing.sections import heading_in
from planatlas.importing.sheets import Cell, Sheet
from planatlas.importing.times import stated
from planatlas.linking.atlas import Atlas
from planatlas.reading.model.action import Role
from planatlas.reading.model.base import Kind

FolderMaker = Callable[[Mapping[str, str]], Path]
AtlasMaker = Callable[[Mapping[str, str]], Atlas]


@pytest.fixture
def taken(content_folder: FolderMaker) -> Callable[..., Imported]:
    """Return a function that imports rows into plan p."""

    def take(*rows: tuple[str, ...], **told: str) -> Imported:
        lines = tuple(
            tuple(Cell(text, f"T!{'ABCDEFGH'[place]}{number}") for place, text in enumerate(row))
            for number, row in enumerate(rows, start=1)
        )
        return imported_plan(content_folder(PLAN), Sheet("T", (), (), lines), "p", told, AS_OF)

    return take


def lines(found: Imported) -> list[str]:
    return [one.line for one in found.complaints]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Europol", [("europol", None, None)]),
        ("europol; POLAND", [("europol", None, None), ("poland", None, None)]),
        ("European Police / Poland", [("europol", None, None), ("poland", None, None)]),
        ("Europol and Ports, Rail and Air", [("europol", None, None), ("port", None, None)]),
        ("- Poland\n- Europol", [("poland", None, None), ("europol", None, None)]),
        ("Lead: Europol; Co-lead: Poland", [("europol", "lead", None), ("poland", "co-lead", None)]),
        ("Lead: Europol, Poland", [("europol", "lead", None), ("poland", "lead", None)]),
        ("Europol (lead), Poland (customs)", [("europol", "lead", None), ("poland", None, "customs")]),
        ("Eurpol/Poland", [(None, None, None), ("poland", None, None)]),
    ],
)
def test_a_cell_names_several(make_atlas: AtlasMaker, cell: str, expected: list[tuple[str | None, ...]]) -> None:
    """Names are parted where they have to be, and not within a name; roles and details stand with them."""
    atlas = make_atlas({**PLAN, "actors/port.yml": "name: Ports, Rail and Air\nkind: agency\n"})
    named = Names(atlas, Kind.ACTOR, Role).named(cell)
    assert [(one.id, one.word, one.detail) for one in named] == expected


@pytest.mark.parametrize(
    ("text", "when", "note"),
    [
        ("was Q1 2025, now Q3 2025", "2025-Q3", "“Q1 2025” before"),
        ("previously 2024; now: by end 2026", "2026", "“2024” before"),
        ("Q3 2025 (was Q1 2025)", "2025-Q3", "“Q1 2025” before"),
        ("Q1 2025 → Q3 2025", "2025-Q3", "“Q1 2025” before"),
        ("Q1 2025 - Q3 2025", "2025-Q1..2025-Q3", None),
    ],
)
def test_a_time_that_changed_is_read_as_it_is_now(text: str, when: str, note: str | None) -> None:
    """The time that holds is read, what is printed stays, and what it was becomes a note."""
    said = stated(Cell(text, "T!A1"))
    assert said is not None
    assert (said.printed, said.when) == (text, when)
    assert (note in said.note) if note and said.note else said.note is note


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Priority 2: Ports", ("2", "Ports")),
        ("2.1 Ports and rail", ("2.1", "Ports and rail")),
        ("II. Ports", ("II", "Ports")),
        ("Ports", None),
        ("a small port", None),
    ],
)
def test_a_heading_has_a_number(text: str, found: tuple[str, str] | None) -> None:
    """Number and title of a heading are told apart; a word is no number."""
    assert heading_in(text) == found


def test_rows_stand_in_the_section_above_them(taken: Callable[..., Imported]) -> None:
    """A section that is named by number, by title or not at all; one that is new joins the plan."""
    found = taken(
        ("ref", "Title", "section"),
        ("9.1", "First of all", "2"),
        ("9.2", "Below", ""),
        ("9.3", "Elsewhere", "Rail"),
        ("9.4", "Elsewhere too", "Rail"),
    )
    assert lines(found) == []
    sections = [found.files[f"plans/p/actions/9.{one}.yml"].split("section: ")[1].split("\n")[0] for one in range(1, 5)]
    assert sections == ["2", "2", "3", "3"]
    assert found.files["plans/p/plan.yml"].count("title: Rail") == 1


def test_what_is_wrong_with_a_table_is_told_at_once(taken: Callable[..., Imported]) -> None:
    """Refs that are missing, days or there already, and rows without a section, each with its cell."""
    found = taken(
        ("ref", "Title", "Themes", "Summary", "Extra"),
        ("1", "There already", "", "", ""),
        ("", "Without", "", "x", ""),
        ("2025-01-03", "Third", "", "", ""),
        ("7", "No section", "", "", ""),
    )
    assert [line.splitlines()[0] for line in lines(found)] == [
        "T!E1: warning: the column 'Extra' is left out",
        "T!A2: error: the plan has an action '1' already",
        "T!B3: error: the row has no ref",
        "T!A4: error: '2025-01-03' is no ref",
        "T!A5: error: nothing says in which section '7' stands",
    ]
    assert found.files == {}


def test_what_the_model_refuses_is_told_of_the_cell(taken: Callable[..., Imported]) -> None:
    """A theme that is not there is complained of where it stands in the table."""
    found = taken(("No", "What", "Field", "Part"), ("5", "Do it", "ports; rial", "1"), **_TOLD)
    assert [line.splitlines()[0] for line in lines(found)] == ["T!C2: error: no theme 'rial' (unknown-theme)"]


_TOLD = {"No": "ref", "What": "title", "Field": "themes", "Part": "section"}


def test_a_table_in_another_order_keeps_it(taken: Callable[..., Imported]) -> None:
    """Where refs do not sort as the table stands, each action says its place."""
    rows = (("No", "What", "Field", "Part"), ("B1", "First", "ports", "1"), ("A1", "Second", "", "1"))
    found = taken(*rows, **_TOLD)
    assert "order: 1\n" in found.files["plans/p/actions/b1.yml"]
    assert "order: 2\n" in found.files["plans/p/actions/a1.yml"]
