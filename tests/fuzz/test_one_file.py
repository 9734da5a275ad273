"""Whatever one file holds, the way from it to pages, reports and downloads never stumbles."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from every_field import filled
from fuzz.one_file import PLACES, hold
from hostile_content import texts
from planatlas.linking.names import Key
from planatlas.pages.addresses import address
from planatlas.reading.kinds import KINDS, KindOfFile, kind_of
from planatlas.reading.records import record_of
from planatlas.reading.yaml_text import read_document

HERE = Path(__file__).parent
DAY = date(2026, 1, 1)
WORDS = [
    found[1].encode().decode("unicode_escape")
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    if (found := re.fullmatch(r'"(.*)"', line))
]
FREE = {"title", "name", "short", "summary", "text", "what", "measure", "printed", "detail", "note", "term", "meaning"}
"""Names of fields that may hold any text."""
CASES = sorted((HERE / "cases").iterdir())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_found_once_is_held_for_good(folder: Path, case: Path) -> None:
    """A kept input, whose first byte chooses the kind of record, is read, reported or rendered."""
    raw = case.read_bytes()
    hold(folder, PLACES[raw[0] % len(PLACES)], raw[1:], DAY)


@settings(max_examples=60)
@given(place=st.sampled_from(PLACES), parts=st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30))
def test_any_text_gives_pages_or_problems(folder: Path, place: str, parts: list[str]) -> None:
    """Pieces of YAML, of Markdown and of records in any order: problems within the file, or pages; the same twice."""
    hold(folder, place, "".join(parts).encode("utf-8", "surrogatepass"), DAY)


@settings(max_examples=40)
@given(kind=st.sampled_from(KINDS), text=st.text(min_size=1, max_size=20))
def test_any_text_in_every_field_gives_pages_or_problems(folder: Path, kind: KindOfFile, text: str) -> None:
    """A record of which every free field holds the same text, whatever that is."""
    place = next(place for place in PLACES if kind.id_of(place) is not None)
    usual = texts(kind.kind, 0, "script")
    data = filled(kind.model, lambda way: text if way[-1] in FREE else usual(way))
    hold(folder, place, written(data), DAY)


def written(data: object, indent: int = 0) -> bytes:
    """Return data as block YAML, each scalar in double quotes with every character beyond ASCII as it is."""

    def block(value: object, margin: str) -> str:
        match value:
            case dict():
                return "".join(f"{margin}{key}:{block(item, margin + '  ')}" for key, item in value.items())
            case list():
                return "".join(f"{margin}-{block(item, margin + '  ')}" for item in value)
            case _:
                quoted = "".join(
                    f"\\{one}" if one in '"\\' else f"\\x{ord(one):02x}" if one < " " else one for one in str(value)
                )
                return f' "{quoted}"'

    return block(data, "\n" + " " * indent).encode("utf-8", "surrogatepass")


def as_text(value: object) -> object:
    """Return data as a file would hold it: every scalar as text, nothing empty."""
    match value:
        case dict():
            return {key: as_text(item) for key, item in value.items() if item not in (None, [], {})}
        case list():
            return [as_text(item) for item in value]
        case bool():
            return str(value).lower()
        case _:
            return str(value)


@given(kind=st.sampled_from(KINDS), text=st.text(min_size=1, max_size=20))
def test_a_record_that_is_written_is_read_back_the_same(kind: KindOfFile, text: str) -> None:
    """What the model gives out, written as YAML and read again, is the same record, whatever text stands in it."""
    usual = texts(kind.kind, 0, "script")
    data = filled(kind.model, lambda way: text if way[-1] in {"summary", "note", "text", "title"} else usual(way))
    document, problems = read_document("x.yml", written(data))
    record, complaints = record_of(kind.model, document)
    if record is None:
        assert problems or complaints
        return
    document, _ = read_document("x.yml", written(as_text(record.model_dump(mode="json"))))
    again, complaints = record_of(kind.model, document)
    assert (again, complaints) == (record, [])


names = st.text(st.sampled_from("ab.-_ ~:\\\n*?<>|%é") | st.characters(), min_size=1, max_size=12).filter(
    lambda name: name not in {".", ".."} and not set(name) & {"/", "\0"}
)


@given(
    start=st.sampled_from(("", "actors/", "instruments/", "themes/", "meetings/", "plans/", "plans/a/actions/")),
    parts=st.lists(names, min_size=1, max_size=3),
    end=st.sampled_from((".yml", "/plan.yml", "/actions/1.yml", "")),
)
def test_a_record_has_its_page_within_the_site_whatever_its_path(start: str, parts: list[str], end: str) -> None:
    """Any path that a folder can hold is a record's or not; the page of a record lies below the site's own folder."""
    found = kind_of(start + "/".join(parts) + end)
    if found:
        page = posixpath.normpath(address(Key(found[0].kind, found[1])))
        assert not page.startswith(("/", "../"))
        assert page.endswith(".md")
