"""A chart of rows over time: each row a link and its marks, under one axis. It needs no script and no ids of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planatlas.pages import wording
from planatlas.pages.charts.marks import Mark, Shape
from planatlas.pages.charts.scale import TimeScale
from planatlas.pages.charts.strip import axis, grid_of, sample, strip
from planatlas.pages.markdown import Markdown, attribute

LEGEND = {
    Shape.PERIOD: "period of the plan",
    Shape.ACTIVITY: "activities run in this time",
    Shape.DEADLINE: "to be done by the dot; the longer the bar, the less exact the date",
    Shape.START: "to begin from the ring on, within the bar",
    Shape.RECURRENCE: "comes round again",
}


@dataclass(frozen=True)
class Row:
    """One row of a chart."""

    code: str
    """What stands first and is never broken, such as `OA 2.10`; may be empty."""
    name: str
    address: str
    """Where its link leads, as seen from the page."""
    marks: tuple[Mark, ...]
    words: str
    """The marks in words."""


@dataclass(frozen=True)
class Gantt:
    """A chart of rows over time, ready to be written."""

    identifier: str
    """What its ids begin with; unique on its page."""
    title: str
    text: str
    """What the rows are, in a sentence."""
    table: str
    """The id of the table with the same facts."""
    table_name: str
    """What the link to that table says."""
    scale: TimeScale
    as_of: date
    rows: Sequence[Row]

    @property
    def html(self) -> Markdown:
        """The chart as a block of HTML without empty lines, which Markdown leaves alone."""
        own, grid = self.identifier, f"{self.identifier}-grid"
        shapes = [shape for shape in Shape if any(one.shape is shape for row in self.rows for one in row.marks)]
        table = f'<a href="#{self.table}">{attribute(self.table_name)}</a> stands below.'
        lines = [
            f'<div class="pa-chart" role="group" aria-labelledby="{own}-title" aria-describedby="{own}-text">',
            f'<p class="pa-chart__title" id="{own}-title">{attribute(self.title)}</p>',
            f'<p id="{own}-text">{attribute(self.text)} {self._frame}. {table}</p>',
            '<ul class="pa-legend">',
            *[f"<li>{sample(shape)} {LEGEND[shape]}</li>" for shape in shapes],
            "</ul>",
            axis(self.scale, self.as_of, grid),
            '<ul class="pa-rows">',
            *[_row(row, grid) for row in self.rows],
            "</ul>",
            "</div>",
        ]
        return Markdown("\n".join(lines))

    @property
    def _frame(self) -> str:
        years = f"The years are {self.scale.label}" if self.scale.years > 1 else f"The year is {self.scale.label}"
        today = wording.day(self.as_of)
        if self.scale.has(self.as_of):
            return f"{years}; the dashed line is {today}"
        side, frame = (
            "after" if self.as_of.year > self.scale.last else "before",
            "them" if self.scale.years > 1 else "it",
        )
        return f"{years}; {today} lies {side} {frame}"


def _row(row: Row, grid: str) -> str:
    code = f'<span class="pa-code">{attribute(row.code)}</span> ' if row.code else ""
    link = f'<a href="{attribute(row.address)}">{code}{attribute(row.name)}</a>'
    return f"<li>{link}{strip(row.marks, grid_of(grid), row.words)}</li>"
