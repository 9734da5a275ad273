"""The dictionary of fields says of every field what the model says."""

from __future__ import annotations

import pytest

from planatlas.pages.dictionary import Described, dictionary
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import Record


def parts() -> dict[str, Described]:
    """Return every model described, by name."""
    return {part.name: part for chapter in dictionary() for part in (chapter.record, *chapter.parts)}


def test_every_kind_of_record_is_described() -> None:
    """There is a chapter for what every record has, then one for each kind, the site last."""
    chapters = dictionary()
    assert [chapter.title for chapter in chapters] == [
        "every record", "a plan", "an action", "an actor", "an instrument", "a theme", "the glossary", "a meeting",
        "the site",
    ]  # fmt: skip
    assert {chapter.file for chapter in chapters[1:]} == {kind.example for kind in KINDS}


def test_no_field_is_left_out() -> None:
    """The fields of a kind and those of every record come to all fields of its model, each with a meaning."""
    found = parts()
    shared = [field.name for field in found["Record"].fields]
    for kind in KINDS:
        own = [field.name for field in found[kind.model.__name__].fields]
        assert sorted([*own, *shared]) == sorted(kind.model.model_fields)
    assert shared == list(Record.model_fields)
    for part in found.values():
        assert part.about, part.name
        assert all(field.meaning and field.type for field in part.fields), part.name


def test_each_part_is_described_once() -> None:
    """What several kinds share, such as former names, stands where it first occurs."""
    names = [part.name for chapter in dictionary() for part in (chapter.record, *chapter.parts)]
    assert len(names) == len(set(names))
    assert {"Note", "Involvement", "Target", "FormerName", "SourcePlace"} <= set(names)


@pytest.mark.parametrize(
    ("part", "field", "words", "required"),
    [
        ("Action", "ref", "line of text", True),
        ("Action", "summary", "prose", True),
        ("Action", "order", "whole number", False),
        ("Action", "themes", "list of ids of themes", False),
        ("Action", "actors", "list of Involvement", False),
        ("Action", "source", "SourcePlace", True),
        ("Involvement", "actor", "id of an actor", True),
        ("Means", "relation", None, True),
        ("Plan", "issuer", "id of an actor", False),
        ("Plan", "extent", "one of complete, name-only", False),
        ("Plan", "date", "day, month, quarter, half year or year", False),
        ("Plan", "period", "time", False),
        ("Counts", "per_section", "whole numbers, each with a name", False),
        ("Term", "expanded", "true or false", False),
        ("Term", "plans", "list of ids of plans", False),
        ("Amount", "value", "number", True),
        ("Actor", "country", "country code", False),
        ("Actor", "url", "web address", False),
        ("Instrument", "celex", "CELEX number", False),
    ],
)
def test_a_type_is_told_in_words(part: str, field: str, words: str | None, *, required: bool) -> None:
    """Types read as a contributor speaks of them, and say whether the field is needed."""
    (found,) = (one for one in parts()[part].fields if one.name == field)
    assert found.required is required
    assert found.type == (
        words or "one of uses, implements, aligns-with, ratifies, proposes, revises, evaluates, funded-by, cites"
    )
