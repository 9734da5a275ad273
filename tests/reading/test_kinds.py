"""Kinds of record: the path of a file says what it is and what it is called."""

from __future__ import annotations

import pytest

from planatlas.reading.kinds import KINDS, kind_of
from planatlas.reading.model.base import Kind


@pytest.mark.parametrize(
    ("path", "kind", "identifier"),
    [
        ("site.yml", Kind.SITE, "site"),
        ("terms.yml", Kind.TERMS, "terms"),
        ("actors/europol.yml", Kind.ACTOR, "europol"),
        ("instruments/directive-2017-541.yml", Kind.INSTRUMENT, "directive-2017-541"),
        ("themes/document-fraud.yml", Kind.THEME, "document-fraud"),
        ("meetings/2026-02-01.yml", Kind.MEETING, "2026-02-01"),
        ("plans/afghanistan-ct-2021/plan.yml", Kind.PLAN, "afghanistan-ct-2021"),
        ("plans/empact/actions/2.10.yml", Kind.ACTION, "empact/2.10"),
        ("plans/plan/actions/plan.yml", Kind.ACTION, "plan/plan"),
    ],
)
def test_a_path_gives_the_kind_and_the_id(path: str, kind: Kind, identifier: str) -> None:
    """The folder says the kind, the file's name the id; an action's id begins with its plan's."""
    found = kind_of(path)
    assert found is not None
    assert (found[0].kind, found[1]) == (kind, identifier)


@pytest.mark.parametrize(
    "path",
    [
        "europol.yml",
        "actors/eu/europol.yml",
        "actors/.yml",
        "actors/europol.yaml",
        "plans/p.yml",
        "plans/p/other.yml",
        "plans/p/1.yml",
        "plans/p/actions/a/1.yml",
        "plans/actions/1.yml",
        "sub/site.yml",
        "Actors/europol.yml",
        "site.yml/x",
        "../site.yml",
        "",
    ],
)
def test_no_record_belongs_anywhere_else(path: str) -> None:
    """A file elsewhere, or of another depth, is no record."""
    assert kind_of(path) is None


def test_every_kind_has_one_place() -> None:
    """No kind is without a place, and each example names a path of its own kind."""
    assert {kind.kind for kind in KINDS} == set(Kind)
    for kind in KINDS:
        found = kind_of(kind.example)
        assert found is not None
        assert found[0] is kind
