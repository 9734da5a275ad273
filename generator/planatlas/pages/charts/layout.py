"""Where the boxes of a drawing stand, so that none overlaps another, and how lines run around them.

The only caller of Graphviz: its neato pulls together what is joined, its prism parts what overlaps, and its splines
lead lines around boxes. `graphviz-pure` gives the same figures on every machine and for the same input every time.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import files

PIXELS = 72
"""Pixels in an inch, in which Graphviz counts."""
APART = 10
"""How many pixels at least part two boxes."""
PROGRAM = "graphviz-pure"

Point = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """Places in pixels, from the top left corner."""

    width: float
    height: float
    centres: tuple[Point, ...]
    """The centre of each box."""
    paths: tuple[tuple[Point, ...], ...]
    """Each line as a Bézier curve: its start, then three points for every piece."""


@lru_cache(maxsize=8)
def laid_out(boxes: tuple[tuple[float, float], ...], lines: tuple[tuple[int, int, float], ...]) -> Layout:
    """Return the layout of boxes, by width and height, joined by lines, by the places of two boxes and a length."""
    if not boxes:
        return Layout(0, 0, (), ())
    found = [line.split() for line in _run("\n".join(_dot(boxes, lines)))]
    size = next(words for words in found if words[0] == "graph")
    width, height = _pixels(size[2]), _pixels(size[3])

    def place(across: str, up: str) -> Point:
        return round(_pixels(across), 1), round(height - _pixels(up), 1)

    centres = {int(words[1]): place(words[2], words[3]) for words in found if words[0] == "node"}
    paths = {}
    for words in found:
        if words[0] == "edge":
            points = words[4 : 4 + 2 * int(words[3])]
            paths[int(words[1]), int(words[2])] = tuple(map(place, points[::2], points[1::2]))
    return Layout(
        round(width),
        round(height),
        tuple(centres[number] for number in range(len(boxes))),
        tuple(paths[first, second] for first, second, _ in lines),
    )


def _dot(boxes: Sequence[tuple[float, float]], lines: Sequence[tuple[int, int, float]]) -> Iterator[str]:
    """Yield the lines of the graph in Graphviz's language; names are numbers, so none needs quoting."""
    # Before boxes are parted, the drawing is scaled so that lines are three times as long as boxes are wide.
    yield f'graph {{ graph [overlap=prism, overlap_scaling=-3, splines=true, start=1, sep="+{APART}"]'
    yield 'node [shape=box, fixedsize=true, label=""]'
    for number, (width, height) in enumerate(boxes):
        yield f"{number} [width={width / PIXELS:.4f}, height={height / PIXELS:.4f}]"
    for first, second, length in lines:
        yield f"{first} -- {second} [len={length / PIXELS:.4f}]"
    yield "}"


def _pixels(inches: str) -> float:
    return float(inches) * PIXELS


def _run(graph: str) -> list[str]:
    """Return the lines of Graphviz's plain output."""
    done = subprocess.run(  # noqa: S603 - the program that our own dependency installed
        [_program(), "-Kneato", "-Tplain"], input=graph, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout.splitlines()


@lru_cache(maxsize=1)
def _program() -> str:
    """Return the path of the program, wherever its package was installed."""
    for file in files(PROGRAM) or ():
        if file.stem == PROGRAM and file.suffix in ("", ".exe"):
            return str(file.locate())
    msg = f"the package {PROGRAM} holds no program; install it anew"
    raise RuntimeError(msg)
