"""The HTML of every kind of page: well-formed by the standard's own parser, and built the way readers of it need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from browser.test_pages import PAGES

NAMED_BY_CONTENT = {"a", "button", "summary", "h1", "h2", "h3", "h4", "figcaption", "caption", "dt", "option"}
"""Elements that say nothing when they are empty."""


def parsed(file: Path) -> tuple[Element, list[str]]:
    """Return a page's elements as the parser of the HTML standard sees them, and what it had to mend."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree: Element = parser.parse(file.read_bytes(), transport_encoding="utf-8")
    return tree, [f"line {line}: {code} {data}" for (line, _), code, data in parser.errors]


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES.keys())
def page(request: pytest.FixtureRequest, site: Path) -> tuple[Element, list[str]]:
    """Return a page of every kind and its parse errors."""
    return parsed(site / request.param)


def text_of(element: Element) -> str:
    """Return the text of an element, that of its icons left out, or the name that stands in for it."""
    named = element.get("aria-label") or element.get("aria-labelledby") or element.get("title") or ""
    return f"{named}{''.join(element.itertext())}".strip()


def elements(tree: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names in the order of the document."""
    return (element for element in tree.iter() if element.tag in names)


def test_the_parser_of_the_standard_finds_nothing_to_mend(page: tuple[Element, list[str]]) -> None:
    """Every element is opened, nested and closed as the HTML standard says."""
    _, errors = page
    assert errors == []


def test_a_mistake_would_be_found(tmp_path: Path) -> None:
    """The parser reports what browsers quietly mend, such as a paragraph that a table ends."""
    file = tmp_path / "wrong.html"
    file.write_text("<!doctype html><title>x</title><p><b>one<table><tr>two</table></b></p></div>", encoding="utf-8")
    assert len(parsed(file)[1]) >= 3


def test_no_id_stands_twice(page: tuple[Element, list[str]]) -> None:
    """An id names one element of a page."""
    tree, _ = page
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    assert ids
    assert [found for found, count in ids.items() if count > 1 or not found] == []


def test_headings_form_an_outline(page: tuple[Element, list[str]]) -> None:
    """One main heading comes first, none skips a level on the way down, and none is empty."""
    tree, _ = page
    levels = [int(heading.tag[1]) for heading in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_nothing_that_names_is_empty(page: tuple[Element, list[str]]) -> None:
    """Headings, links, buttons and captions have words."""
    tree, _ = page
    assert [element.attrib for element in elements(tree, *NAMED_BY_CONTENT) if not text_of(element)] == []


def test_a_heading_has_something_under_it(page: tuple[Element, list[str]]) -> None:
    """No heading is followed by another of its level or a higher one at once, or stands last."""
    tree, _ = page
    parents = {child: parent for parent in tree.iter() for child in parent}
    bare = []
    for heading in elements(tree, "h2", "h3", "h4"):
        siblings = list(parents[heading])
        after = siblings[siblings.index(heading) + 1 :]
        if not after or (after[0].tag in {"h1", "h2", "h3", "h4"} and after[0].tag <= heading.tag):
            bare.append(text_of(heading))
    assert bare == []


def test_every_table_has_a_caption_and_headers(page: tuple[Element, list[str]]) -> None:
    """A table stands in a figure with a caption, and its first row is made of header cells with words."""
    tree, _ = page
    captioned = {
        table
        for figure in elements(tree, "figure")
        if any(text_of(caption) for caption in elements(figure, "figcaption"))
        for table in elements(figure, "table")
    }
    for table in elements(tree, "table"):
        assert table in captioned or table.find("caption") is not None
        first = next(elements(table, "tr"))
        assert {cell.tag for cell in first} == {"th"}
        assert all(text_of(cell) for cell in first), [text_of(cell) for cell in first]


def test_every_field_has_a_label(page: tuple[Element, list[str]]) -> None:
    """A field says what belongs in it: by a label around it or for it, or by a name of its own."""
    tree, _ = page
    labelled = {label.get("for") for label in elements(tree, "label") if text_of(label)}
    inside = {field for label in elements(tree, "label") if text_of(label) for field in label.iter()}
    nameless = [
        field.attrib
        for field in elements(tree, "input", "select", "textarea")
        if not (field.get("aria-label") or field.get("id") in labelled or field in inside)
        and field.get("class") != "md-toggle"  # Material's hidden switches, which nobody is shown
    ]
    assert nameless == []


def test_every_image_and_frame_has_a_name(page: tuple[Element, list[str]]) -> None:
    """An image says what it shows, or that it shows nothing."""
    tree, _ = page
    assert [image.attrib for image in elements(tree, "img") if image.get("alt") is None] == []
    assert [frame.attrib for frame in elements(tree, "iframe") if not frame.get("title")] == []
