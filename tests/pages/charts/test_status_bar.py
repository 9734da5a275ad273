"""The bar that shows how far a number of actions are."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.progress import ORDER, Tally
from planatlas.pages.charts.status_bar import status_bar, status_words


def tally(by_date: int = 0, **counts: int) -> Tally:
    named: Mapping[str, int] = {status.replace("_", "-"): count for status, count in counts.items()}
    return Tally({status: named.get(status, 0) for status in ORDER}, by_date, None)


def bar(counted: Tally) -> ET.Element:
    return ET.fromstring(status_bar(counted, "x", "How far <all> are"))  # noqa: S314 - our own text


def test_the_words_give_every_count_in_the_order_of_the_bar() -> None:
    """Counts are words and numbers; what counts nothing is left out, and delays by the date are told apart."""
    counted = tally(2, not_reported=4, delayed=3, done=1, under_way=2)
    assert status_words(counted) == ["1 done", "2 under way", "3 delayed, 2 of them by the date", "4 not reported"]
    assert status_words(tally(delayed=1)) == ["1 delayed"]
    assert status_words(tally()) == []


def test_the_bar_has_a_title_a_description_and_the_words_under_it() -> None:
    """Who does not see the bar hears what it shows, and who sees it reads the same."""
    root = bar(tally(done=1, planned=3))
    svg = root.find("svg")
    assert svg is not None
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "x-title x-desc")
    assert svg.findtext("title[@id='x-title']") == "How far <all> are"
    assert svg.findtext("desc[@id='x-desc']") == "Of 4: 1 done; 3 planned."
    assert ["".join(item.itertext()).strip() for item in root.iter("li")] == ["1 done", "3 planned"]


def test_each_status_has_a_shape_of_its_own() -> None:
    """Nothing hangs on colour: without their classes the six shapes still differ, and each stands beside its word."""
    root = bar(tally(done=1, under_way=1, planned=1, delayed=1, dropped=1, not_reported=1))
    shapes = [ET.tostring(item[0], encoding="unicode") for item in root.iter("li")]
    bare = {re.sub(r"pa-status__(ink|due|soft|swatch)", "", shape).split("</svg>")[0] for shape in shapes}
    assert len(bare) == 6
    swatches = [item[0].get("aria-hidden") for item in root.iter("li")]
    assert swatches == ["true"] * 6


@pytest.mark.parametrize("text", ["<b>", "a & b", '"quoted"'])
def test_a_title_is_text(text: str) -> None:
    """What a plan is called becomes no markup."""
    root = ET.fromstring(status_bar(tally(done=1), "x", text))  # noqa: S314 - our own text
    assert root.findtext("svg/title") == text


@given(counts=st.lists(st.integers(0, 5000), min_size=6, max_size=6).filter(any))
def test_the_pieces_fill_the_bar_without_gaps(counts: list[int]) -> None:
    """The pieces lie side by side from end to end, each as wide as its share."""
    root = bar(Tally(dict(zip(ORDER, counts, strict=True)), 0, None))
    pieces = [(piece.get("x", ""), piece.get("width", "")) for piece in root.findall("svg/svg")]
    places = [(float(x.removesuffix("%")), float(width.removesuffix("%"))) for x, width in pieces]
    assert len(places) == sum(count > 0 for count in counts)
    shares = [100 * count / sum(counts) for count in counts if count]
    for place, ((left, width), share) in enumerate(zip(places, shares, strict=True)):
        assert width == pytest.approx(share, abs=0.001)
        assert left == pytest.approx(sum(shares[:place]), abs=0.001)
