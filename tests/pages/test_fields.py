"""The page of fields: every field, word and kind is on it, with an example that the check is content with."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.pages.dictionary import dictionary, vocabularies
from planatlas.pages.field_examples import example_files, example_of
from planatlas.pages.views.fields import fields_page
from planatlas.pages.vocabularies import vocabulary
from planatlas.publishing.source import checked_whole
from planatlas.reading.model import action, deadline, instrument, plan, site
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Severity

CHOICES = [
    one
    for module in (action, deadline, instrument, plan, site)
    for _, one in inspect.getmembers(module, inspect.isclass)
    if issubclass(one, StrEnum) and one.__module__ == module.__name__
]


def test_the_examples_are_content_without_a_problem(content_folder: Callable[[Mapping[str, str]], Path]) -> None:
    """The files that the examples are cut from are read, linked and checked without an error or a warning."""
    found = checked_whole(content_folder(example_files()), date(2026, 1, 1))
    assert [one for one in found.problems if one.severity is not Severity.NOTE] == []


def test_every_field_has_an_example_or_leads_to_a_part_that_has() -> None:
    """No field of any kind or part is without one; the model is what is asked, so a new field needs an example too."""
    parts = {part.name: part for chapter in dictionary() for part in (chapter.record, *chapter.parts)}
    bare = [
        (part.name, field.name)
        for part in parts.values()
        for field in part.fields
        if not field.example and field.inner not in parts
    ]
    assert bare == []


def test_every_word_of_the_model_has_a_meaning() -> None:
    """Each role, relation, state and the like says in the model what it means, and is in a vocabulary of the page."""
    assert {one.name for one in vocabularies()} == {choice.__name__ for choice in CHOICES}
    for one in vocabularies():
        assert one.about
        assert all(one.words.values()), one.name


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.__name__)
def test_a_meaning_is_the_text_below_its_word(choice: type[StrEnum]) -> None:
    """Words and meanings come from the same lines of the model, none shifted to the next."""
    source = inspect.getsource(choice)
    for member in choice:
        after = source.split(f'{member.name} = "{member.value}"\n', 1)[1]
        assert after.lstrip().startswith(f'"""{vocabulary(choice).words[member.value]}')


def test_the_page_has_an_anchor_for_everything_and_no_link_without_one(make_atlas: Callable[..., Atlas]) -> None:
    """Kinds, parts and vocabularies can be linked to; site.yml's own words are there where it has some."""
    text = fields_page(make_atlas({"site.yml": example_files()["site.yml"]})).text
    names = ["action", "role", "relation", "linkrelation", "state", "status", "deadlinekind", "involvement", "values"]
    for name in [*names, "actor-kinds", "instrument-kinds", "markings"]:
        assert f"{{ #{name} }}" in text
    for link in {piece.split(")", 1)[0] for piece in text.split("](#")[1:]}:
        assert f"{{ #{link} }}" in text
    anchors = re.findall(r"\{ #([\w-]+) \}", text)
    assert len(anchors) == len(set(anchors))
    assert "| network | Network |" in text
    assert "actor-kinds" not in fields_page(make_atlas({})).text


def test_an_example_file_is_the_fullest_of_its_kind() -> None:
    """The page shows a whole file of each kind, such as the action with every field."""
    path, text = example_of(Kind.ACTION)
    assert path == "plans/ports-2024/actions/1.1.yml"
    assert text.startswith('ref: "1.1"\n')
