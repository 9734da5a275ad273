"""The index of names: every name of every record, compared without regard to case and spacing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.names import Key, Naming, folded, names_of, namings_of
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind

FolderMaker = Callable[[Mapping[str, str | bytes]], Path]

EUAA = """
name: European Union Agency for Asylum
short: EUAA
aliases: [Asylum Agency, the Agency]
kind: eu-agency
former_names:
  - {name: European Asylum Support Office, short: EASO, until: 2022-01-19}
  - {name: An older name}
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Europol", "EUROPOL"),
        ("European  Union", "european union"),
        (" European\nUnion ", "European Union"),
        ("STRASSE", "straße"),
        ("Türkiye", "Tu\u0308RKIYE"),
    ],
)
def test_names_are_the_same_whatever_their_case_and_spacing(one: str, other: str) -> None:
    """Two ways of writing one name are folded to one text."""
    assert folded(one) == folded(other)


def test_letters_with_accents_are_letters_of_their_own() -> None:
    """Turkiye is not Türkiye; it is an alias that a record may list."""
    assert folded("Turkiye") != folded("Türkiye")


@given(st.text())
def test_a_folded_name_is_folded_for_good(name: str) -> None:
    """Folding twice gives what folding once gives."""
    assert folded(folded(name)) == folded(name)


def test_a_body_has_its_name_short_name_aliases_and_former_names(content_folder: FolderMaker) -> None:
    """Every way in which a record is called is listed with its place."""
    content = read_folder(content_folder({"actors/euaa.yml": EUAA}))
    assert content.problems == []
    assert list(names_of(content.actors["euaa"].record)) == [
        (("name",), "European Union Agency for Asylum"),
        (("short",), "EUAA"),
        (("aliases", 0), "Asylum Agency"),
        (("aliases", 1), "the Agency"),
        (("former_names", 0, "name"), "European Asylum Support Office"),
        (("former_names", 0, "short"), "EASO"),
        (("former_names", 1, "name"), "An older name"),
    ]


def test_plans_and_themes_have_names_and_actions_have_none(
    content_folder: FolderMaker, minimal: Mapping[str, str]
) -> None:
    """A plan is called by its titles, a theme by its name and aliases; an action only by its id."""
    content = read_folder(
        content_folder(
            {
                "plans/p/plan.yml": minimal["plan"] + "short: Plan P\n",
                "plans/p/actions/1.yml": minimal["action"],
                "themes/t.yml": minimal["theme"] + "aliases: [Subject]\n",
                "meetings/m.yml": minimal["meeting"],
            }
        )
    )
    assert content.problems == []
    assert namings_of(content) == {
        "a theme": (Naming(Key(Kind.THEME, "t"), "A theme", ("name",)),),
        "subject": (Naming(Key(Kind.THEME, "t"), "Subject", ("aliases", 0)),),
        "a plan": (Naming(Key(Kind.PLAN, "p"), "A plan", ("title",)),),
        "plan p": (Naming(Key(Kind.PLAN, "p"), "Plan P", ("short",)),),
    }


def test_a_name_that_two_records_have_leads_to_both(content_folder: FolderMaker) -> None:
    """The index keeps every claim, so that a rule can report it."""
    content = read_folder(
        content_folder(
            {
                "actors/a.yml": "name: One\nshort: SIS\nkind: x\n",
                "instruments/b.yml": "name: Two\naliases: [sis]\nkind: x\n",
            }
        )
    )
    assert namings_of(content)["sis"] == (
        Naming(Key(Kind.ACTOR, "a"), "SIS", ("short",)),
        Naming(Key(Kind.INSTRUMENT, "b"), "sis", ("aliases", 0)),
    )
