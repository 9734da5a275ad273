"""A network as SVG: boxes with names that are links, and lines between them, the thicker the closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from planatlas.pages.charts.layout import Layout, Point, laid_out
from planatlas.pages.markdown import Markdown, attribute

LETTER = 7.6
"""Width in pixels that a letter may take."""
LINE = 18
"""Height in pixels of a line of text."""
PADDING = 9
"""Pixels between a box's text and its edge."""
WRAP = 20
"""After how many letters a name goes on in the next line."""
THIN, THICK = 1.0, 6.0
"""The thinnest and the thickest line, in pixels."""
MARGIN = 4
"""Pixels around the drawing."""


@dataclass(frozen=True)
class Node:
    """A box."""

    name: str
    address: str
    """Where it leads, as seen from the page."""
    soft: bool = False
    """Whether it is of the second kind: rounded and dashed."""


@dataclass(frozen=True)
class Line:
    """A line between two boxes, by their places."""

    first: int
    second: int
    weight: float
    """How close the two are, from 0 to 1."""
    words: str
    """What joins them, such as `Europol and Frontex: 18 shared actions`."""
    soft: bool = False
    """Whether it is of the second kind: dashed."""


@dataclass(frozen=True)
class Network:
    """A network, ready to be written."""

    identifier: str
    """What its ids begin with; unique on its page."""
    title: str
    text: str
    """What it shows, and where the same stands in words."""
    nodes: Sequence[Node]
    lines: Sequence[Line]

    @property
    def html(self) -> Markdown:
        """The drawing as a block of HTML without empty lines, which Markdown leaves alone."""
        own = self.identifier
        names = [wrap(node.name, WRAP, break_long_words=False) or [node.name] for node in self.nodes]
        sizes = tuple((max(map(len, rows)) * LETTER + 2 * PADDING, len(rows) * LINE + PADDING) for rows in names)
        layout = laid_out(sizes, tuple((line.first, line.second, _length(line, sizes)) for line in self.lines))
        named = f'role="group" aria-labelledby="{own}-name {own}-text"'
        frame = f"{-MARGIN} {-MARGIN} {layout.width + 2 * MARGIN:g} {layout.height + 2 * MARGIN:g}"
        return Markdown(
            "\n".join(
                [
                    '<figure class="pa-chart pa-network">',
                    f'<figcaption id="{own}-title">{attribute(self.title)}</figcaption>',
                    f'<div class="pa-network__frame" role="region" tabindex="0" aria-labelledby="{own}-title">',
                    f'<svg viewBox="{frame}" style="--wide:{layout.width + 2 * MARGIN:g}px" {named}>',
                    f'<title id="{own}-name">{attribute(self.title)}</title>',
                    f'<desc id="{own}-text">{attribute(self.text)}</desc>',
                    '<g aria-hidden="true">',
                    *_lines(self.lines, layout),
                    "</g>",
                    *(
                        _box(node, rows, size, centre)
                        for node, rows, size, centre in zip(self.nodes, names, sizes, layout.centres, strict=True)
                    ),
                    "</svg>",
                    "</div>",
                    "</figure>",
                ]
            )
        )


def _length(line: Line, sizes: Sequence[tuple[float, float]]) -> float:
    """Return how long a line should be: enough to see it between its boxes, and the shorter the closer these are."""
    room = (sizes[line.first][0] + sizes[line.second][0]) / 2
    return room * 0.55 + 45 - 20 * line.weight


def _lines(lines: Sequence[Line], layout: Layout) -> list[str]:
    return [
        f'<path class="pa-network__line{" is-soft" if line.soft else ""}" d="{_curve(path)}"'
        f' stroke-width="{THIN + (THICK - THIN) * line.weight:.1f}"><title>{attribute(line.words)}</title></path>'
        for line, path in zip(lines, layout.paths, strict=True)
    ]


def _curve(path: Sequence[Point]) -> str:
    start, *rest = (f"{x:g} {y:g}" for x, y in path)
    return f"M{start}C{' '.join(rest)}"


def _box(node: Node, rows: Sequence[str], size: tuple[float, float], centre: Point) -> str:
    width, height = size
    x, y = centre
    first = y - (len(rows) - 1) * LINE / 2 + LINE * 0.28
    text = '<tspan font-size="0"> </tspan>'.join(  # keeps the words of two lines apart for those who hear them
        f'<tspan x="{x:g}" y="{first + LINE * number:.1f}">{attribute(row)}</tspan>' for number, row in enumerate(rows)
    )
    rounded = f' rx="{LINE / 2:g}"' if node.soft else ""
    return (
        f'<a href="{attribute(node.address)}"><rect class="pa-network__box{" is-soft" if node.soft else ""}"'
        f' x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" height="{height:g}"{rounded}/>'
        f"<text>{text}</text></a>"
    )
