"""A matrix as a table of HTML: rows by columns with figures that lead somewhere, and nothing left blank.

It is written as HTML because Markdown's tables have no row headers. On a phone the script of the site makes a list of
it: each row a block, each filled cell a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil, sqrt

from planatlas.linking.names import Key
from planatlas.pages.addresses import address, explorer, published, relative
from planatlas.pages.markdown import Markdown, attribute
from planatlas.pages.writer import Writer

SHADES = 4
"""How many shades tell large figures from small ones."""


@dataclass(frozen=True)
class Cell:
    """A figure, and what it is made of."""

    count: int
    about: str
    """What the figure is of, for who hears the link by itself, such as `Europol in the drugs roadmap`."""
    address: str
    words: str = ""
    """What the figure is made of, such as `responsible 12, partner 4`."""


@dataclass(frozen=True)
class Matrix:
    """Rows by columns."""

    caption: str
    corner: str
    """What the rows are."""
    columns: tuple[Markdown, ...]
    """The heads of the columns, as HTML."""
    rows: tuple[tuple[Markdown, tuple[Cell | None, ...]], ...]
    """The heads of the rows, as HTML, and their cells; None where there is nothing."""

    @property
    def html(self) -> Markdown:
        """The matrix as a block of HTML without empty lines, which Markdown leaves alone."""
        most = max((cell.count for cell in chain(*(cells for _, cells in self.rows)) if cell), default=1)
        lines = [
            '<figure class="pa-table pa-matrix">',
            f"<figcaption>{attribute(self.caption)}</figcaption>",
            "<table>",
            "<thead>",
            f'<tr><th scope="col">{attribute(self.corner)}</th>',
            *(f'<th scope="col">{column}</th>' for column in self.columns),
            "</tr>",
            "</thead>",
            "<tbody>",
        ]
        for head, cells in self.rows:
            lines += [f'<tr><th scope="row">{head}</th>', *(_cell(cell, most) for cell in cells), "</tr>"]
        return Markdown("\n".join([*lines, "</tbody>", "</table>", "</figure>"]))


def _cell(cell: Cell | None, most: int) -> str:
    if cell is None:
        return "<td>–</td>"
    shade = ceil(SHADES * sqrt(cell.count / most))  # by the root, so that one large figure leaves the others apart
    words = f' <span class="pa-matrix__words">{attribute(cell.words)}</span>' if cell.words else ""
    return (
        f'<td class="pa-shade-{shade}"><a href="{attribute(cell.address)}">'
        f'<span class="pa-aside">{attribute(cell.about)}: </span>{cell.count}</a>{words}</td>'
    )


def html_name(writer: Writer, key: Key) -> Markdown:
    """Return a record's name as a link in HTML, where Markdown is not read."""
    writer.note_marking(key)
    target = relative(writer.path, published(address(key)))
    return Markdown(f'<a href="{attribute(target)}">{attribute(writer.short_name(key))}</a>')


def filtered(writer: Writer, **filters: str | Iterable[str]) -> str:
    """Return the address of the explorer with filters set, as seen from a page, for links in HTML."""
    return relative(writer.path, published(explorer(**filters)))
