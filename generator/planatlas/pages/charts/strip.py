"""Marks drawn as a strip of SVG that is as wide as its place on the page, and the axis above strips.

Places are percentages, so that a strip keeps its height and the weight of its lines at every width. The colours and
line styles are those of `.pa-strip` in the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planatlas.pages import wording
from planatlas.pages.charts.marks import Mark, Shape, lanes
from planatlas.pages.charts.scale import TimeScale
from planatlas.pages.markdown import Markdown, attribute

LANE = 12
"""Height of a lane in pixels."""
_BAR, _BAND = 6, 12
"""Heights of a bar and of a plan's band."""


def strip(marks: Iterable[Mark], behind: Markdown, words: str) -> Markdown:
    """Return marks as one line of SVG over a grid; `words` say the same to those who do not see it.

    Without words the strip is kept from screen readers, for places where the same stands beside it.
    """
    rows = lanes(marks)
    role, title = ('role="img"', f"<title>{attribute(words)}</title>") if words else ('aria-hidden="true"', "")
    pieces = [f'<svg class="pa-strip" {role} height="{max(1, len(rows)) * LANE + 4}">{title}{behind}']
    for place, row in enumerate(rows):
        pieces += [piece for one in row for piece in _drawn(one, LANE * place + LANE // 2 + 2)]
    return Markdown("".join(pieces) + "</svg>")


def grid_of(identifier: str) -> Markdown:
    """Return the grid with an id that stands elsewhere on the page."""
    return Markdown(f'<use href="#{identifier}"/>')


def grid(scale: TimeScale, as_of: date, identifier: str) -> Markdown:
    """Return the lines between the years and that of the as-of day as a group with an id, for strips to use."""
    lines = "".join(f'<line x1="{_number(x)}%" x2="{_number(x)}%" y2="100%"/>' for x in scale.lines())
    if scale.has(as_of):
        x = _number(scale.start(as_of))
        lines += f'<line class="is-today" x1="{x}%" x2="{x}%" y2="100%"/>'
    return Markdown(f'<g id="{identifier}" class="is-grid">{lines}</g>')


def axis(scale: TimeScale, as_of: date, identifier: str) -> Markdown:
    """Return the axis: the grid itself, the years named, and the as-of day where it lies on the scale."""
    years = "".join(f'<text x="{_number(x)}%" dx="3" y="28">{year}</text>' for x, year in scale.labels())
    today = ""
    if scale.has(as_of):
        x = scale.start(as_of)
        side = 'dx="4"' if x < 50 else 'dx="-4" text-anchor="end"'  # noqa: PLR2004 - the half with more room
        today = f'<text class="is-today" x="{_number(x)}%" {side} y="12">{wording.day(as_of)}</text>'
    drawn = f"{grid(scale, as_of, identifier)}{today}{years}"
    return Markdown(f'<svg class="pa-strip pa-axis" aria-hidden="true" height="32">{drawn}</svg>')


def sample(shape: Shape) -> Markdown:
    """Return a small example of a shape, for a legend."""
    spans = ((10.0, 25.0), (45.0, 60.0), (80.0, 95.0)) if shape is Shape.RECURRENCE else ((10.0, 85.0),)
    run = (5.0, 100.0) if shape is Shape.RECURRENCE else None
    drawn = "".join(_drawn(Mark(shape, spans, run), LANE // 2 + 2))
    return Markdown(f'<svg class="pa-strip pa-sample" aria-hidden="true" height="{LANE + 4}">{drawn}</svg>')


def _drawn(one: Mark, middle: int) -> Sequence[str]:
    """Return the elements of a mark, its middle so many pixels from the top."""
    height = _BAND if one.shape is Shape.PERIOD else _BAR
    pieces = []
    if one.run:
        left, right = one.run
        pieces.append(
            f'<line class="is-run" x1="{_number(left)}%" x2="{_number(right)}%" y1="{middle}" y2="{middle}"/>'
        )
    for left, right in one.spans:
        x, width = _number(left), _number(float(_number(right)) - float(_number(left)))
        if width != "0":
            size = f'x="{x}%" y="{middle - height // 2}" width="{width}%" height="{height}"'
            kind = "" if one.shape is Shape.ACTIVITY else f'class="is-{one.shape}" '  # most are activities
            pieces.append(f"<rect {kind}{size}/>")
    pieces += [f'<circle class="is-{one.shape}" cx="{_number(dot)}%" cy="{middle}" r="4"/>' for dot in one.dots]
    if one.open_start:
        pieces.append(_arrow("0", f"M6 {middle - 4}L1 {middle}l5 4"))
    if one.open_end:
        pieces.append(_arrow("100%", f"M-6 {middle - 4}l5 4-5 4"))
    return pieces


def _arrow(x: str, path: str) -> str:
    return f'<svg class="is-arrow" x="{x}"><path d="{path}"/></svg>'


def _number(value: float) -> str:
    """Return a percentage with two decimals at most, as short as can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
