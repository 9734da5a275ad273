"""The drawing of a network: nothing overlaps, all of it is named, and it is the same every time."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from planatlas.pages.charts.layout import APART, Layout, laid_out
from planatlas.pages.charts.network import Line, Network, Node

Boxes = tuple[tuple[float, float], ...]


def overlapping(boxes: Boxes, layout: Layout) -> list[tuple[int, int]]:
    """Return the boxes that lie over one another."""
    return [
        (first, second)
        for first, second in combinations(range(len(boxes)), 2)
        if abs(layout.centres[first][0] - layout.centres[second][0]) < (boxes[first][0] + boxes[second][0]) / 2
        and abs(layout.centres[first][1] - layout.centres[second][1]) < (boxes[first][1] + boxes[second][1]) / 2
    ]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Boxes, tuple[tuple[int, int, float], ...]]:
    """Up to 24 boxes of different sizes, joined anyhow, some by nothing."""
    widths = draw(st.lists(st.integers(30, 200), min_size=1, max_size=24))
    ends = st.tuples(st.integers(0, len(widths) - 1), st.integers(0, len(widths) - 1))
    pairs = draw(st.sets(ends.filter(lambda pair: pair[0] < pair[1]), max_size=40)) if len(widths) > 1 else set()
    return tuple((float(width), 27.0) for width in widths), tuple((*pair, 100.0) for pair in sorted(pairs))


@settings(max_examples=25)
@given(graphs())
def test_no_two_boxes_overlap_and_none_leaves_the_drawing(
    graph: tuple[Boxes, tuple[tuple[int, int, float], ...]],
) -> None:
    """Whatever is joined with whatever, every name can be read."""
    boxes, lines = graph
    layout = laid_out(boxes, lines)
    assert overlapping(boxes, layout) == []
    for (width, height), (x, y) in zip(boxes, layout.centres, strict=True):
        assert x - width / 2 >= -1
        assert x + width / 2 <= layout.width + 1
        assert y - height / 2 >= -1
        assert y + height / 2 <= layout.height + 1
    assert len(layout.paths) == len(lines)


def test_the_check_for_overlaps_finds_one() -> None:
    """Two boxes in one place overlap, two beside one another do not."""
    boxes = ((40.0, 20.0), (40.0, 20.0))
    assert overlapping(boxes, Layout(100, 100, ((20, 20), (30, 25)), ())) == [(0, 1)]
    assert overlapping(boxes, Layout(100, 100, ((20, 20), (60 + APART, 20)), ())) == []


def network() -> Network:
    nodes = (
        Node("Europol", "actors/europol.html"),
        Node("Law enforcement authorities", "actors/law.html"),
        Node("Names & <signs>", "actors/odd.html?a=1&b=2"),
        Node("SIENA", "instruments/siena.html", soft=True),
    )
    lines = (
        Line(0, 1, 1.0, "Europol and Law enforcement authorities: 15 shared actions"),
        Line(0, 2, 0.5, "Europol and Names & <signs>: 1 shared action"),
        Line(0, 3, 0.2, "Europol with SIENA: 6 actions", soft=True),
    )
    return Network("network", "Who works together", "3 ties.", nodes, lines)


def test_every_box_is_a_link_with_its_name_and_every_line_says_what_joins() -> None:
    """Four links that say where they lead, long names on two lines; three lines, the thicker the closer."""
    html = network().html
    assert re.findall(r'<a href="([^"]*)"', html) == [
        "actors/europol.html", "actors/law.html", "actors/odd.html?a=1&amp;b=2", "instruments/siena.html",
    ]  # fmt: skip
    names = [re.sub("<[^>]*>", "", text) for text in re.findall("<text>(.*?)</text>", html)]
    assert names == ["Europol", "Law enforcement authorities", "Names &amp; &lt;signs&gt;", "SIENA"]
    assert re.findall(r'stroke-width="([\d.]*)"', html) == ["6.0", "3.5", "2.0"]
    assert "<title>Europol and Law enforcement authorities: 15 shared actions</title>" in html


def test_the_drawing_has_a_title_and_a_description_and_keeps_its_links_reachable() -> None:
    """A group, since pictures may hold no links; named by its title and description, in a frame that can be focused."""
    html = network().html
    assert 'role="group" aria-labelledby="network-name network-text"' in html
    assert '<title id="network-name">Who works together</title>' in html
    assert '<desc id="network-text">3 ties.</desc>' in html
    assert 'role="region" tabindex="0" aria-labelledby="network-title"' in html
    assert "\n\n" not in html


def test_an_instrument_is_told_by_its_shape() -> None:
    """Rounded and dashed, and dashed lines lead to it; no colour is needed."""
    html = network().html
    assert html.count('class="pa-network__box is-soft"') == html.count('rx="') == 1
    assert html.count('class="pa-network__line is-soft"') == 1
    assert "fill=" not in html
    assert "stroke=" not in html


def test_the_same_network_is_drawn_the_same() -> None:
    """Drawn anew, without what is remembered, the bytes are the same; and these are the places of three boxes."""
    first = network().html
    laid_out.cache_clear()
    assert network().html == first
    places = laid_out(((50.0, 20.0),) * 3, ((0, 1, 90.0), (1, 2, 90.0))).centres
    assert places == ((25.0, 10.0), (56.5, 50.0), (72.9, 98.3))
