"""Matrices: what stands in a cell, where it leads, and what a screen reader is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.markdown import Markdown
from planatlas.pages.matrix import Cell, Matrix, filtered, html_name
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

AtlasMaker = Callable[[Mapping[str, str]], Atlas]


def matrix(*cells: Cell | None) -> Matrix:
    columns = tuple(Markdown(f"Plan {number}") for number, _ in enumerate(cells))
    return Matrix("Who does what", "Body", columns, ((Markdown("Europol"), cells),))


def cell(count: int, words: str = "") -> Cell:
    return Cell(count, "Europol, a plan", "explorer.html?plan=a&actor=europol", words)


def test_rows_and_columns_have_headers_with_their_scope(show: Callable[[str], Any]) -> None:
    """Every cell is told by its row and its column."""
    tags = show(matrix(cell(1), None).html).tags
    assert [dict(attributes)["scope"] for name, attributes in tags if name == "th"] == ["col", "col", "col", "row"]


def test_an_empty_cell_is_seen(show: Callable[[str], Any]) -> None:
    """Nothing is told by an en dash, not by a blank."""
    assert show(matrix(None).html).text.endswith("Europol –")


def test_a_figure_is_a_link_that_makes_sense_alone(show: Callable[[str], Any]) -> None:
    """It leads to the filtered explorer and says what it counts to those who hear it by itself."""
    shown = show(matrix(cell(12, "lead 2, partner 10")).html)
    assert shown.targets == ["explorer.html?plan=a&actor=europol"]
    assert shown.text.endswith("Europol Europol, a plan: 12 lead 2, partner 10")


def test_large_figures_are_told_from_small_ones_by_shades() -> None:
    """Four shades by the root of the figure's share of the largest; one large figure leaves the others apart."""
    html = matrix(cell(100), cell(36), cell(9), cell(1), None).html
    assert [html.count(f"pa-shade-{shade}") for shade in (1, 2, 3, 4)] == [1, 1, 1, 1]


def test_a_matrix_is_one_block_that_markdown_leaves_alone(show: Callable[[str], Any]) -> None:
    """Names with signs that Markdown or HTML knows are shown as they are."""
    text = Matrix("A *b* <c>", "Body", (), ()).html
    assert "\n\n" not in text
    assert show(text).text == "A *b* <c> Body"


@pytest.mark.parametrize(
    ("path", "address"), [("who-does-what.md", ""), ("overlaps/a/b.md", "../../")], ids=["at the root", "further down"]
)
def test_addresses_are_seen_from_the_page(make_atlas: AtlasMaker, path: str, address: str) -> None:
    """Names and the explorer are found from wherever the page lies, and a name marks the page."""
    files = {
        "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n",
        "actors/a.yml": "name: A & B\nkind: agency\nmarking: LIMITE\n",
    }
    writer = Writer(make_atlas(files), path)
    assert html_name(writer, Key(Kind.ACTOR, "a")) == f'<a href="{address}actors/a.html">A &amp; B</a>'
    assert filtered(writer, actor="a", plan="p") == f"{address}explorer.html?plan=p&actor=a"
    assert writer.marking == "LIMITE"
