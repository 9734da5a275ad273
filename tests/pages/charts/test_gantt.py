"""The chart itself: the SVG of a small case, its names for those who do not see it, and that text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from golden import Golden
from planatlas.pages.charts.gantt import Gantt, Row
from planatlas.pages.charts.marks import Mark, Shape, mark
from planatlas.pages.charts.scale import TimeScale
from planatlas.pages.charts.strip import grid, strip
from planatlas.pages.markdown import Markdown
from planatlas.reading.values.when import When

SCALE = TimeScale(2024, 2026)


def one(text: str, shape: Shape) -> Mark:
    found = mark(SCALE, When.parse(text), shape)
    assert found is not None
    return found


ROWS = (
    Row(
        "", "Review of the plan", "#review", (one("every 6 months from 2024-03-29", Shape.RECURRENCE),), "twice a year"
    ),
    Row(
        "OA 1.1", "Lists & <logs>", "actions/1.1.html", (one("2024-Q1..2025-Q4", Shape.ACTIVITY),), "Q1 2024 to Q4 2025"
    ),
    Row(
        "OA 1.2", 'A "pilot"', "actions/1.2.html", (one("2025", Shape.DEADLINE), one("2024..", Shape.START)), "by 2025"
    ),
    Row(
        "OA 1.3",
        "A day",
        "actions/1.3.html",
        (one("2026-02-01", Shape.DEADLINE), one("ongoing", Shape.ACTIVITY)),
        "a day",
    ),
)


def chart(**changed: Any) -> Gantt:  # noqa: ANN401 - fields of all types
    fields = {
        "identifier": "timeline", "title": "When & how long", "text": "A row an action.", "table": "times",
        "table_name": "The same as a table", "scale": SCALE, "as_of": date(2026, 1, 1), "rows": ROWS,
    }  # fmt: skip
    return Gantt(**{**fields, **changed})


def parsed(gantt: Gantt) -> ET.Element:
    return ET.fromstring(gantt.html)  # noqa: S314 - our own


def test_a_small_case_looks_as_expected(golden: Golden) -> None:
    """The whole chart, as it was last looked at."""
    golden.compare_file(Path(__file__).parent / "gantt.html", f"{chart().html}\n")


def test_a_chart_has_a_title_and_a_description() -> None:
    """The group is named by its title and described by its text, which leads to the table."""
    figure = parsed(chart())
    assert figure.get("role") == "group"
    named = {element.get("id"): "".join(element.itertext()) for element in figure.iter() if element.get("id")}
    assert named[figure.get("aria-labelledby", "")] == "When & how long"
    described = named[figure.get("aria-describedby", "")]
    assert described.startswith("A row an action. The years are 2024 to 2026; the dashed line is 1 January 2026.")
    assert next(link.get("href") for link in figure.iter("a")) == "#times"


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2027, 1, 1), "The years are 2024 to 2026; 1 January 2027 lies after them."),
        (date(2020, 1, 1), "The years are 2024 to 2026; 1 January 2020 lies before them."),
    ],
)
def test_a_day_off_the_scale_is_said_in_words(as_of: date, words: str) -> None:
    """Where the as-of day has no place the chart draws no line for it, and says where it lies."""
    html = chart(as_of=as_of).html
    assert words in html
    assert "is-today" not in html


def test_every_row_is_a_link_and_says_its_times() -> None:
    """Rows stand in their order; each has its name, leads to its page, and a strip with its times in words."""
    figure = parsed(chart())
    rows = next(lines for lines in figure.iter("ul") if lines.get("class") == "pa-rows")
    assert [(row.find("a").get("href"), "".join(row.find("a").itertext())) for row in rows] == [  # type: ignore[union-attr]
        ("#review", "Review of the plan"),
        ("actions/1.1.html", "OA 1.1 Lists & <logs>"),
        ("actions/1.2.html", 'OA 1.2 A "pilot"'),
        ("actions/1.3.html", "OA 1.3 A day"),
    ]
    assert [row.findtext("svg/title") for row in rows] == [row.words for row in ROWS]
    assert all(row.find("svg").get("role") == "img" for row in rows)  # type: ignore[union-attr]


def test_the_legend_has_only_shapes_that_occur() -> None:
    """A chart of activities alone explains no deadlines."""
    assert chart(rows=ROWS[1:2]).html.count("pa-sample") == 1
    assert chart().html.count("pa-sample") == 4


def test_ids_begin_with_the_name_of_the_chart() -> None:
    """Two charts on a page have no id in common, and what they refer to is there."""
    both = chart().html + chart(identifier="other").html
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<use href="#([^"]+)"', both)) <= set(ids)


def test_bars_stand_inside_the_frame() -> None:
    """Every place is between 0 and 100, and no bar ends beyond."""
    for rect in parsed(chart()).iter("rect"):
        left, width = (float(rect.get(name, "").rstrip("%")) for name in ("x", "width"))
        assert 0 <= left <= left + width <= 100


def test_markdown_leaves_a_chart_alone(show: Callable[[str], Any]) -> None:
    """In a page the chart stays what it is: one block, its names neither emphasised nor cut."""
    rows = [Row("OA_1", "*Stars* | bars _and_ `ticks`", "a.html", (one("2025", Shape.ACTIVITY),), "[x](y)")]
    shown = show(f"Before\n\n{chart(rows=rows).html}\n\nAfter\n")
    assert "*Stars* | bars _and_ `ticks`" in shown.text
    assert "em" not in shown.names
    assert shown.names[:2] == ("p", "div")
    assert shown.names[-1] == "p"


def test_a_strip_beside_words_is_kept_from_screen_readers() -> None:
    """Where the time stands beside the bar, the bar adds nothing to be read out."""
    drawn = strip([one("2025", Shape.ACTIVITY)], grid(SCALE, date(2026, 1, 1), "g"), "")
    assert 'aria-hidden="true"' in drawn
    assert "<title>" not in drawn
    assert isinstance(drawn, Markdown)
    assert "\n" not in drawn


def test_a_row_costs_few_bytes() -> None:
    """A chart of 26 plain rows stays small."""
    rows = [ROWS[1]] * 26
    assert len(chart(rows=rows).html) < 9000
