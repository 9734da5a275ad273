"""References: ids in fields and names in prose, each led to the record that is meant, or to none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.references import Reference
from planatlas.reading.model.base import Kind
from planatlas.reading.yaml_text import Location

AtlasMaker = Callable[[Mapping[str, str | bytes]], Atlas]

EUROPOL = Key(Kind.ACTOR, "europol")
SIS = Key(Kind.INSTRUMENT, "sis")

FILES = {
    "actors/europol.yml": "name: European Union Agency for Law Enforcement Cooperation\nshort: Europol\nkind: x\n",
    "actors/euaa.yml": (
        "name: European Union Agency for Asylum\nshort: EUAA\naliases: [Asylum Agency]\nkind: x\n"
        "former_names:\n  - {name: European Asylum Support Office, short: EASO}\n"
    ),
    "actors/one.yml": "name: One\naliases: [Double]\nkind: x\n",
    "actors/two.yml": "name: Two\naliases: [double]\nkind: x\n",
    "actors/same.yml": "name: Same\nshort: same\naliases: [SAME]\nkind: x\n",
    "instruments/sis.yml": "name: Schengen Information System\nshort: SIS\nkind: x\n",
    "themes/training.yml": "name: Training of officers\nsummary: x\n",
    "plans/p/plan.yml": "title: The plan\n",
    "plans/q/plan.yml": "title: Another plan\n",
}


def atlas_with(make_atlas: AtlasMaker, text: str, path: str = "plans/p/actions/2.10.yml") -> Atlas:
    atlas = make_atlas({**FILES, path: text})
    assert atlas.content.problems == []
    return atlas


def references_from(atlas: Atlas, source: Key) -> list[Reference]:
    return [reference for reference in atlas.references if reference.source == source]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("europol", EUROPOL),
        ("Europol", EUROPOL),
        ("EUROPOL", EUROPOL),
        ("European Union Agency for Law Enforcement Cooperation", EUROPOL),
        ("european union agency\n  for law enforcement cooperation", EUROPOL),
        ("europol|the Agency", EUROPOL),
        (" Europol | the\n  Agency ", EUROPOL),
        ("EUAA", Key(Kind.ACTOR, "euaa")),
        ("asylum agency", Key(Kind.ACTOR, "euaa")),
        ("EASO", Key(Kind.ACTOR, "euaa")),
        ("European Asylum Support Office", Key(Kind.ACTOR, "euaa")),
        ("SIS", SIS),
        ("training", Key(Kind.THEME, "training")),
        ("Training of officers", Key(Kind.THEME, "training")),
        ("The plan", Key(Kind.PLAN, "p")),
        ("p/2.10", Key(Kind.ACTION, "p/2.10")),
        ("same", Key(Kind.ACTOR, "same")),
        ("Double", None),
        ("2.10", None),
        ("Europoll", None),
        ("Europol's", None),
        (" ", None),
    ],
)
def test_a_name_in_prose_leads_to_the_one_record_that_has_it(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], name: str, target: Key | None
) -> None:
    """An id, any name, alias or former name will do, in any case and broken across lines; an ambiguous one will not."""
    text = minimal["action"].replace("What is to be done.", f"|\n  By [[{name}]].")
    atlas = atlas_with(make_atlas, text)
    (reference,) = references_from(atlas, Key(Kind.ACTION, "p/2.10"))
    assert (reference.target, reference.expected, reference.in_prose) == (target, None, True)
    assert reference.location == ("summary",)


def test_an_id_comes_before_another_records_name(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """What is written exactly as an id means that record, though another is called so."""
    atlas = make_atlas(
        {
            "actors/a.yml": "name: Sis\nkind: x\n",
            "instruments/sis.yml": "name: A system\nkind: x\n",
            "plans/p/actions/1.yml": minimal["action"].replace("What is to be done.", "'[[sis]] and [[Sis]]'"),
        }
    )
    assert [reference.target for reference in atlas.references] == [SIS, Key(Kind.ACTOR, "a")]


def test_an_id_in_a_field_is_taken_exactly(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A field wants an id of its own kind: no name, no other kind, no other case."""
    text = minimal["action"] + (
        "actors:\n"
        "  - {actor: europol, role: lead}\n  - {actor: Europol, role: lead}\n  - {actor: sis, role: lead}\n"
        "instruments:\n  - {instrument: sis, relation: uses}\n"
        "themes: [training, nothing]\n"
    )
    atlas = atlas_with(make_atlas, text)
    found = references_from(atlas, Key(Kind.ACTION, "p/2.10"))
    expected: list[tuple[Location, str, Kind, Key | None]] = [
        (("actors", 0, "actor"), "europol", Kind.ACTOR, EUROPOL),
        (("actors", 1, "actor"), "Europol", Kind.ACTOR, None),
        (("actors", 2, "actor"), "sis", Kind.ACTOR, None),
        (("instruments", 0, "instrument"), "sis", Kind.INSTRUMENT, SIS),
        (("themes", 0), "training", Kind.THEME, Key(Kind.THEME, "training")),
        (("themes", 1), "nothing", Kind.THEME, None),
    ]
    assert [(r.location, r.written, r.expected, r.target) for r in found] == expected
    assert not any(reference.in_prose for reference in found)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("2.10", Key(Kind.ACTION, "p/2.10")),
        ("p/2.10", Key(Kind.ACTION, "p/2.10")),
        ("q/1.a", Key(Kind.ACTION, "q/1.a")),
        ("1.a", None),
        ("1.A", None),
        ("q/2.10", None),
        ("p", None),
    ],
)
def test_a_ref_alone_means_an_action_of_the_same_plan(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], written: str, target: Key | None
) -> None:
    """An action's id is its plan's and its own; within the plan its own is enough."""
    atlas = make_atlas(
        {
            **FILES,
            "plans/q/actions/1.a.yml": minimal["action"],
            "plans/p/actions/2.10.yml": minimal["action"],
            "plans/p/actions/2.9.yml": minimal["action"] + f"links:\n  - {{action: {written}}}\n",
        }
    )
    (reference,) = references_from(atlas, Key(Kind.ACTION, "p/2.9"))
    assert (reference.target, reference.location) == (target, ("links", 0, "action"))


def test_a_ref_may_be_written_as_it_is_printed(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Files are named in small letters; a ref in capitals means the same action."""
    atlas = atlas_with(make_atlas, minimal["action"] + "links:\n  - {action: 1.A}\n", "plans/p/actions/1.a.yml")
    (reference,) = references_from(atlas, Key(Kind.ACTION, "p/1.a"))
    assert reference.target == Key(Kind.ACTION, "p/1.a")


def test_outside_plans_a_ref_needs_its_plan(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A meeting is of no plan, so a ref alone means nothing there."""
    atlas = make_atlas(
        {
            "plans/p/actions/1.yml": minimal["action"],
            "meetings/m.yml": minimal["meeting"] + "agenda:\n  - {title: x, actions: ['1', p/1]}\n",
        }
    )
    found = references_from(atlas, Key(Kind.MEETING, "m"))
    assert [(reference.location, reference.target) for reference in found] == [
        (("agenda", 0, "actions", 0), None),
        (("agenda", 0, "actions", 1), Key(Kind.ACTION, "p/1")),
    ]


def test_references_are_found_in_every_field_that_holds_one(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Nested lists, single values and every prose field are walked through, in the order of the model."""
    text = (
        minimal["action"].replace("What is to be done.", "'[[sis]]'")
        + """\
activities:
  - {number: "1", text: "[[europol]]", progress: [{date: 2024, status: done, note: "[[euaa]]"}]}
joint_action_days: "[[one]]"
notes:
  - {text: "[[two]]"}
progress:
  - {date: 2024, status: done, note: "[[same]]"}
"""
    )
    atlas = make_atlas(
        {
            **FILES,
            "plans/p/actions/2.10.yml": text,
            "plans/r/plan.yml": (
                "title: R\nissuer: europol\nreview: {text: '[[sis]]'}\nsignatories: [one, two]\n"
                "links:\n  - {instrument: sis}\n  - {plan: p, relation: follows}\n"
                "sections:\n  - {number: a, title: x, summary: '[[euaa]]'}\n"
            ),
            "terms.yml": "terms:\n  - {term: SIS, instrument: sis, plans: [p, q]}\n",
        }
    )
    assert atlas.content.problems == []
    assert {reference.location for reference in references_from(atlas, Key(Kind.ACTION, "p/2.10"))} == {
        ("summary",),
        ("activities", 0, "text"),
        ("activities", 0, "progress", 0, "note"),
        ("joint_action_days",),
        ("notes", 0, "text"),
        ("progress", 0, "note"),
    }
    assert {reference.location for reference in references_from(atlas, Key(Kind.PLAN, "r"))} == {
        ("issuer",),
        ("review", "text"),
        ("signatories", 0),
        ("signatories", 1),
        ("links", 0, "instrument"),
        ("links", 1, "plan"),
        ("sections", 0, "summary"),
    }
    assert {reference.location for reference in references_from(atlas, Key(Kind.TERMS, "terms"))} == {
        ("terms", 0, "plans", 0),
        ("terms", 0, "plans", 1),
        ("terms", 0, "instrument"),
    }
    assert all(reference.target for reference in atlas.references)


def test_a_bracket_in_a_field_that_is_no_prose_is_plain_text(
    make_atlas: AtlasMaker, minimal: Mapping[str, str]
) -> None:
    """Titles and other single lines hold no links."""
    atlas = atlas_with(make_atlas, minimal["action"].replace("An action", "'[[europol]]'"))
    assert references_from(atlas, Key(Kind.ACTION, "p/2.10")) == []


def test_equal_names_in_one_text_are_told_apart_and_found_in_the_file(
    make_atlas: AtlasMaker, minimal: Mapping[str, str]
) -> None:
    """Each mention knows which one it is, so that a problem points at its own line and column."""
    prose = (
        "|\n  See [[Europol]] and [[SIS]];"
        "\n  [[Europol]] and [[European Union"
        "\n  Agency]], the [[European Union Agency]]."
    )
    atlas = atlas_with(make_atlas, minimal["action"].replace("What is to be done.", prose))
    found = references_from(atlas, Key(Kind.ACTION, "p/2.10"))
    assert [(reference.written, reference.occurrence) for reference in found] == [
        ("[[Europol]]", 0),
        ("[[SIS]]", 0),
        ("[[Europol]]", 1),
        ("[[European Union\nAgency]]", 0),
        ("[[European Union Agency]]", 1),
    ]
    document = atlas.actions["p/2.10"].document
    spans = [document.span_of_text(r.location, r.written, r.occurrence) for r in found]
    assert [(span.line, span.column, span.length) for span in spans] == [
        (5, 7, 11),
        (5, 23, 7),
        (6, 3, 11),
        (6, 19, 16),
        (7, 17, 25),
    ]
