"""The data page: what can be downloaded, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.page import Page
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.views.data import data_page, with_code
from planatlas.reading.folder import read_folder

EVERYTHING = Path(__file__).parents[1] / "cases/everything/content"
AtlasMaker = Callable[[Mapping[str, str]], Atlas]


@pytest.fixture(scope="module")
def page() -> Page:
    return data_page(link(read_folder(EVERYTHING), date(2026, 1, 1)))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_explained(page: Page, table: object) -> None:
    """Each table stands there with its file and every column, what it holds and what it means."""
    assert f"({f'data/csv/{table.name}.csv'})" in page.text
    described = page.text.split(f"<summary>Columns of {table.name}</summary>")[1].split("</details>")[0]
    for column in table.columns:
        assert f"| {column.name} | {column.type} | ".replace("_", "\\_") in described


def test_the_page_carries_the_highest_marking(page: Page, make_atlas: AtlasMaker) -> None:
    """Since its files hold everything, the page is marked as what is marked highest, and says what that means."""
    assert 'marking: "LIMITE"' in page.text
    assert "These files hold content marked LIMITE." in page.text
    plain = data_page(make_atlas({"actors/a.yml": "name: A\nkind: body\n"}))
    assert "marking:" not in plain.text
    assert "These files hold content marked" not in plain.text


def test_without_dates_there_is_no_calendar(page: Page, make_atlas: AtlasMaker) -> None:
    """The page offers calendars where there are dates, and says so where there are none."""
    assert "subscribe to it" in page.text
    without = data_page(make_atlas({})).text
    assert "No plan sets a time that comes to a date, so there is no calendar." in without
    assert ".ics" not in without


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Its code, such as `OA` in OA 2.10.", "Its code, such as `OA` in OA 2.10."),
        ("`name_only` or `a*b`", "`name_only` or `a*b`"),
        ("A *plain* text", "A \\*plain\\* text"),
        ("one ` alone", "one \\` alone"),
    ],
)
def test_what_stands_in_backticks_is_code(text: str, markdown: str) -> None:
    """Texts of the model become Markdown: code as code, everything else as written."""
    assert with_code(text) == markdown
