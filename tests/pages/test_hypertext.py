"""Names and prose as HTML: linked where there is a place to go to, escaped everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.hypertext import Hypertext
from planatlas.reading.model.base import Kind


@pytest.fixture
def writer(make_atlas: Callable[..., Atlas], minimal: Mapping[str, str]) -> Hypertext:
    files = {"actors/body.yml": minimal["actor"] + "short: A & B\n", "instruments/act.yml": minimal["instrument"]}
    return Hypertext(make_atlas(files))


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("One & <two>.", "<p>One &amp; &lt;two&gt;.</p>"),
        ("One\ntwo.\n\nThree.", "<p>One two.</p>\n<p>Three.</p>"),
        ("Of these:\n- one\n  and half\n- two", "<p>Of these:</p>\n<ul><li>one and half</li><li>two</li></ul>"),
        ("- only [[act]]", '<ul><li>only <a href="#instrument/act">An act</a></li></ul>'),
        ("By [[body]]s", '<p>By <a href="#actor/body">A &amp; B</a>s</p>'),
        ("By [[body|the <b>]]", '<p>By <a href="#actor/body">the &lt;b&gt;</a></p>'),
        ("By [[nobody]]", "<p>By nobody</p>"),
        ("# no heading *nor* _this_", "<p># no heading *nor* _this_</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_prose_is_paragraphs_lists_and_links(writer: Hypertext, prose: str | None, expected: str) -> None:
    """Paragraphs, lists and names have a meaning, and nothing else has."""
    assert writer.prose(prose) == expected


def test_plain_text_knows_no_names(writer: Hypertext) -> None:
    """In a line of plain text double square brackets stay as they are."""
    assert writer.text("[[body]] & more") == "[[body]] &amp; more"


def test_a_name_without_a_place_is_words(writer: Hypertext) -> None:
    """A record that is not there is named by what is shown of it, else by its id, and leads nowhere."""
    assert writer.name(Key(Kind.ACTION, "p/1"), "OA <1>") == "OA &lt;1&gt;"
    assert writer.names(Kind.ACTOR, ["body", "other", "body"]) == '<a href="#actor/body">A &amp; B</a>, other'
