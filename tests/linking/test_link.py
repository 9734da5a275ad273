"""The Atlas: everything in order, every backlink computed, nothing to be changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.atlas import Atlas, Part, Use
from planatlas.linking.link import link, natural_order
from planatlas.linking.names import Key
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action, Role
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Site
from planatlas.reading.yaml_text import Document

AtlasMaker = Callable[..., Atlas]

Edges = set[tuple[int, int]]
"""Pairs of a part and a whole, or of a member and a group."""

edges = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


def action(actors: str = "", *, ref: str = "1", section: str = "1", text: str = "x", extra: str = "") -> str:
    involved = "".join(f"  - {{actor: {actor}, role: lead}}\n" for actor in actors.split())
    return (
        f'ref: "{ref}"\ntitle: x\nsection: "{section}"\nsummary: "{text}"\nsource: {{section: x, item: x}}\n'
        + (f"actors:\n{involved}" if involved else "")
        + extra
    )


def actor(extra: str = "") -> str:
    return f"name: x\nkind: x\n{extra}"


def atlas_of_actors(part_of: Edges, members: Edges) -> Atlas:
    """Return an Atlas of seven actors, each named in one action of its own."""
    content = Content()
    for number in range(7):
        body = Actor(
            name=str(number),
            kind="x",
            part_of=tuple(str(whole) for part, whole in sorted(part_of) if part == number),
            members=tuple(str(member) for member, group in sorted(members) if group == number),
        )
        deed = Action.model_validate(
            {
                "ref": str(number),
                "title": "x",
                "section": "1",
                "summary": "x",
                "source": {"section": "x", "item": "x"},
                "actors": [{"actor": str(number), "role": "lead"}],
            }
        )
        content.entries[Kind.ACTOR][str(number)] = Entry(str(number), Kind.ACTOR, body, Document("x.yml", ""))
        content.entries[Kind.ACTION][f"p/{number}"] = Entry(f"p/{number}", Kind.ACTION, deed, Document("x.yml", ""))
    return link(content, date(2026, 1, 1))


def reached(start: int, steps: Edges) -> set[str]:
    """Return what is reached from a start by one step or more, the start itself left out."""
    found: set[int] = set()
    fresh = {start}
    while fresh:
        fresh = {after for before, after in steps if before in fresh} - found
        found |= fresh
    return {str(number) for number in found - {start}}


# Order


@pytest.mark.parametrize(
    "texts",
    [
        ["2.9", "2.10"],
        ["1", "2", "10"],
        ["1.1", "1.1.1", "1.2", "1.10", "2"],
        ["9", "10", "a"],
        ["a2", "a10", "b1"],
        ["R-9", "R-10", "S-1"],
        ["", "0", "1"],
        ["9" * 5000, "1" + "0" * 5000],
    ],
)
def test_numbers_within_a_text_sort_by_their_value(texts: list[str]) -> None:
    """2.9 comes before 2.10, digits before letters, however long they are."""
    assert sorted([*texts[1:], texts[0]], key=natural_order) == texts


@given(st.lists(st.lists(st.integers(0, 2000), min_size=1, max_size=4), max_size=8))
def test_refs_sort_as_lists_of_numbers_do(numbers: list[list[int]]) -> None:
    """A ref with dots sorts like the numbers between its dots."""
    refs = [".".join(map(str, number)) for number in numbers]
    assert sorted(refs, key=natural_order) == [".".join(map(str, number)) for number in sorted(numbers)]


@given(st.lists(st.text()))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    """No text breaks the order, and sorting again changes nothing."""
    ordered = sorted(texts, key=natural_order)
    assert sorted(ordered, key=natural_order) == ordered


def test_plans_come_oldest_first_and_undated_last(make_atlas: AtlasMaker) -> None:
    """Plans sort by their date, then by their id; those known by name only are apart."""
    atlas = make_atlas(
        {
            "plans/a/plan.yml": "title: a\n",
            "plans/b/plan.yml": "title: b\ndate: 2022\n",
            "plans/c/plan.yml": "title: c\ndate: 2021-09-29\n",
            "plans/d/plan.yml": "title: d\ndate: 2022-01-01\n",
            "plans/e/plan.yml": "title: e\ndate: 2020\nextent: name-only\n",
        }
    )
    assert list(atlas.plans) == ["c", "b", "d", "a"]
    assert list(atlas.named_plans) == ["e"]


def test_actions_come_as_in_their_documents(make_atlas: AtlasMaker) -> None:
    """By plan, then by the place of their section, then by a stated order, then by ref, 2.9 before 2.10."""
    sections = "sections:\n  - {number: II, title: x}\n  - {number: I, title: x}\n"
    atlas = make_atlas(
        {
            "plans/young/plan.yml": "title: x\ndate: 2022\n",
            "plans/old/plan.yml": f"title: x\ndate: 2021\n{sections}",
            "plans/young/actions/1.yml": action(ref="1"),
            "plans/old/actions/2.10.yml": action(ref="2.10", section="II"),
            "plans/old/actions/2.9.yml": action(ref="2.9", section="II"),
            "plans/old/actions/1.yml": action(ref="1", section="I"),
            "plans/old/actions/b.yml": action(ref="b", section="I", extra="order: 2\n"),
            "plans/old/actions/c.yml": action(ref="c", section="I", extra="order: 1\n"),
            "plans/old/actions/0.yml": action(ref="0", section="unknown"),
            "plans/lost/actions/1.yml": action(ref="1"),
        }
    )
    assert list(atlas.actions) == [
        "old/2.9",
        "old/2.10",
        "old/1",
        "old/c",
        "old/b",
        "old/0",
        "young/1",
        "lost/1",
    ]
    assert atlas.actions_of["old"] == ("old/2.9", "old/2.10", "old/1", "old/c", "old/b", "old/0")
    assert atlas.plan_of("old/1").id == "old"


def test_an_empty_folder_makes_an_empty_atlas(make_atlas: AtlasMaker) -> None:
    """Every list and relation may be empty."""
    atlas = make_atlas({}, as_of=date(2026, 5, 1))
    assert (atlas.site, atlas.terms, atlas.references, atlas.as_of) == (Site(), (), (), date(2026, 5, 1))
    assert atlas.parts_through_collectives("nobody") == atlas.parts_of_components("nobody") == ()


def test_terms_are_those_of_the_glossary(make_atlas: AtlasMaker) -> None:
    """The entries of terms.yml are at hand without the file."""
    atlas = make_atlas({"terms.yml": "terms:\n  - {term: RAN}\n  - {term: EU}\n"})
    assert [term.term for term in atlas.terms] == ["RAN", "EU"]


# Backlinks


def test_what_an_action_names_knows_the_action(make_atlas: AtlasMaker) -> None:
    """Actors, instruments and themes list their actions in order; what is unknown or said twice adds nothing."""
    extra = (
        "instruments:\n  - {instrument: sis, relation: uses, detail: alerts}\n  - {instrument: gone, relation: uses}\n"
        "themes: [training, training, gone]\n"
    )
    atlas = make_atlas(
        {
            "plans/p/actions/10.yml": action("europol gone", ref="10", extra=extra),
            "plans/p/actions/9.yml": action("europol europol", ref="9", extra="themes: [training]\n"),
            "plans/p/actions/11.yml": action(
                ref="11", extra="actors:\n  - {actor: europol, role: support, detail: by day}\n"
            ),
            "actors/europol.yml": actor(),
            "instruments/sis.yml": actor(),
            "themes/training.yml": "name: x\nsummary: x\n",
        }
    )
    assert atlas.parts_of_actor == {
        "europol": (
            Part("p/9", Role.LEAD, None, "europol"),
            Part("p/10", Role.LEAD, None, "europol"),
            Part("p/11", Role.SUPPORT, "by day", "europol"),
        )
    }
    assert atlas.uses_of_instrument == {"sis": (Use("p/10", "uses", "alerts"),)}
    assert atlas.actions_on_theme == {"training": ("p/9", "p/10")}


def test_a_mention_counts_where_there_is_no_stronger_tie(make_atlas: AtlasMaker) -> None:
    """A body with a role is not merely mentioned too; nothing mentions itself; a second mention adds nothing."""
    atlas = make_atlas(
        {
            "plans/p/plan.yml": "title: x\nsummary: With [[cepol]].\n",
            "plans/p/actions/2.yml": action(
                "europol", ref="2", text="[[europol]], [[cepol]], [[sis]], [[cepol]], [[p/2]], [[gone]], [[p/1]]"
            ),
            "plans/p/actions/1.yml": action(
                ref="1",
                text="[[europol]] and [[cepol|CEPOL]]",
                extra="instruments:\n  - {instrument: sis, relation: cites}\nnotes:\n  - {text: '[[sis]]'}\n",
            ),
            "actors/europol.yml": actor("summary: Near [[cepol]].\n"),
            "actors/cepol.yml": actor("part_of: [europol]\nsummary: Of [[europol]].\n"),
            "instruments/sis.yml": actor(),
        }
    )
    europol, cepol, sis = Key(Kind.ACTOR, "europol"), Key(Kind.ACTOR, "cepol"), Key(Kind.INSTRUMENT, "sis")
    one, two = Key(Kind.ACTION, "p/1"), Key(Kind.ACTION, "p/2")
    assert atlas.mentions == {"p/1": (europol, cepol), "p/2": (cepol, sis, one)}
    assert atlas.mentioned_in == {
        cepol: (Key(Kind.PLAN, "p"), europol, one, two),
        europol: (one,),
        sis: (two,),
        one: (two,),
    }


def test_links_are_known_at_both_ends(make_atlas: AtlasMaker) -> None:
    """Actions and plans know which actions and plans link to them."""
    atlas = make_atlas(
        {
            "plans/p/plan.yml": "title: x\n",
            "plans/q/plan.yml": "title: x\nlinks:\n  - {plan: p, relation: follows}\n",
            "plans/p/actions/1.yml": action(extra="links:\n  - {action: '2'}\n  - {plan: q}\n  - {action: q/9}\n"),
            "plans/p/actions/2.yml": action(extra="links:\n  - {action: p/1}\n"),
            "plans/q/actions/1.yml": action(extra="links:\n  - {action: p/2}\n"),
        }
    )
    assert atlas.linked_from == {
        Key(Kind.PLAN, "p"): (Key(Kind.PLAN, "q"),),
        Key(Kind.PLAN, "q"): (Key(Kind.ACTION, "p/1"),),
        Key(Kind.ACTION, "p/1"): (Key(Kind.ACTION, "p/2"),),
        Key(Kind.ACTION, "p/2"): (Key(Kind.ACTION, "p/1"), Key(Kind.ACTION, "q/1")),
    }


def test_a_member_is_addressed_through_its_collectives(make_atlas: AtlasMaker) -> None:
    """Poland is a Member State, and through them one of the States of the area; what names it is apart."""
    atlas = make_atlas(
        {
            "actors/poland.yml": actor(),
            "actors/member-states.yml": actor("members: [poland]\n"),
            "actors/schengen-states.yml": actor("members: [member-states]\n"),
            "plans/p/actions/1.yml": action("member-states", ref="1"),
            "plans/p/actions/2.yml": action("schengen-states", ref="2"),
            "plans/p/actions/3.yml": action("poland", ref="3"),
        }
    )
    assert atlas.collectives["poland"] == ("member-states", "schengen-states")
    assert atlas.parts_through_collectives("poland") == (
        Part("p/1", Role.LEAD, None, "member-states"),
        Part("p/2", Role.LEAD, None, "schengen-states"),
    )
    assert [part.action for part in atlas.parts_of_actor["poland"]] == ["p/3"]
    assert atlas.parts_through_collectives("schengen-states") == ()


def test_a_body_answers_for_its_parts(make_atlas: AtlasMaker) -> None:
    """What a part of a part is named for counts with the whole, once, though two ways lead there."""
    atlas = make_atlas(
        {
            "actors/europol.yml": actor(),
            "actors/ectc.yml": actor("part_of: [europol]\n"),
            "actors/emsc.yml": actor("part_of: [europol]\n"),
            "actors/eu-iru.yml": actor("part_of: [ectc, emsc]\n"),
            "instruments/part.yml": actor("part_of: [whole]\n"),
            "instruments/whole.yml": actor(),
            "plans/p/actions/1.yml": action("eu-iru ectc", ref="1"),
            "plans/p/actions/2.yml": action("emsc europol", ref="2"),
        }
    )
    assert atlas.components == {
        Key(Kind.ACTOR, "europol"): ("ectc", "emsc"),
        Key(Kind.ACTOR, "ectc"): ("eu-iru",),
        Key(Kind.ACTOR, "emsc"): ("eu-iru",),
        Key(Kind.INSTRUMENT, "whole"): ("part",),
    }
    assert atlas.parts_of_components("europol") == (
        Part("p/1", Role.LEAD, None, "ectc"),
        Part("p/1", Role.LEAD, None, "eu-iru"),
        Part("p/2", Role.LEAD, None, "emsc"),
    )
    assert atlas.parts_of_components("eu-iru") == ()


@given(edges, edges)
def test_parts_and_members_in_circles_come_to_an_end(part_of: Edges, members: Edges) -> None:
    """Whatever is part or member of whatever, each body reaches exactly those below it, and each of them once."""
    atlas = atlas_of_actors(part_of, members)
    wholes_to_parts = {(whole, part) for part, whole in part_of}
    for number in range(7):
        below = [part.actor for part in atlas.parts_of_components(str(number))]
        assert len(below) == len(set(below))
        assert set(below) == reached(number, wholes_to_parts)
        above = atlas.collectives.get(str(number), ())
        assert len(above) == len(set(above))
        assert set(above) == reached(number, members)


def test_successors_and_amendments_are_known_to_the_former(make_atlas: AtlasMaker) -> None:
    """EASO knows that EUAA took over, a directive which one replaced it, a regulation which ones amend it."""
    atlas = make_atlas(
        {
            "actors/easo.yml": actor(),
            "actors/euaa.yml": actor("predecessors:\n  - {actor: easo, date: 2022-01-19}\n"),
            "instruments/old.yml": actor(),
            "instruments/new.yml": actor("replaces: [old]\n"),
            "instruments/basic.yml": actor(),
            "instruments/first.yml": actor("amends: [basic]\n"),
            "instruments/second.yml": actor("amends: [basic, gone]\n"),
        }
    )
    assert atlas.successors == {Key(Kind.ACTOR, "easo"): ("euaa",), Key(Kind.INSTRUMENT, "old"): ("new",)}
    assert atlas.amended_by == {"basic": ("first", "second")}


def test_old_ids_lead_to_the_records_of_today(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A renamed record of any kind is found under its former ids; an action's may be given without its plan."""
    atlas = make_atlas(
        {
            "actors/euaa.yml": actor("formerly: [easo, asylum-agency]\n"),
            "themes/t.yml": minimal["theme"] + "formerly: [s]\n",
            "plans/p/plan.yml": minimal["plan"] + "formerly: [old-p]\n",
            "plans/p/actions/2.10.yml": action(extra="formerly: ['2.1', old-p/2.1]\n"),
        }
    )
    assert atlas.redirects == {
        Key(Kind.ACTOR, "easo"): Key(Kind.ACTOR, "euaa"),
        Key(Kind.ACTOR, "asylum-agency"): Key(Kind.ACTOR, "euaa"),
        Key(Kind.THEME, "s"): Key(Kind.THEME, "t"),
        Key(Kind.PLAN, "old-p"): Key(Kind.PLAN, "p"),
        Key(Kind.ACTION, "p/2.1"): Key(Kind.ACTION, "p/2.10"),
        Key(Kind.ACTION, "old-p/2.1"): Key(Kind.ACTION, "p/2.10"),
        Key(Kind.ACTION, "old-p/2.10"): Key(Kind.ACTION, "p/2.10"),
    }


# Frozen


def test_the_atlas_cannot_be_changed(make_atlas: AtlasMaker) -> None:
    """Neither its parts nor what stands in its mappings can be set, so every reader sees the same."""
    atlas = make_atlas({"actors/a.yml": actor()})
    with pytest.raises(dataclasses.FrozenInstanceError):
        atlas.as_of = date(2000, 1, 1)  # type: ignore[misc]
    names = {field.name for field in dataclasses.fields(atlas)}
    names |= {name for name, value in vars(Atlas).items() if isinstance(value, cached_property)} - {"kept"}
    mappings = [getattr(atlas, name) for name in names if isinstance(getattr(atlas, name), Mapping)]
    assert len(mappings) > 20
    for mapping in mappings:
        with pytest.raises(TypeError):
            mapping["x"] = "y"
    for name in names:
        assert not isinstance(getattr(atlas, name), (dict, list, set)), name


def test_the_atlas_does_not_follow_later_changes_of_the_content() -> None:
    """What is read afterwards makes another Atlas, and leaves this one as it was."""
    content = Content()
    atlas = link(content, date(2026, 1, 1))
    entry = Entry("a", Kind.ACTOR, Actor(name="x", kind="x"), Document("actors/a.yml", ""))
    content.entries[Kind.ACTOR]["a"] = entry
    assert dict(atlas.actors) == {}
    assert dict(link(content, date(2026, 1, 1)).actors) == {"a": entry}


def test_the_actions_of_a_renamed_plan_redirect_too(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """Who kept the address of an action finds it after its plan was renamed."""
    atlas = make_atlas(
        {"plans/new/plan.yml": minimal["plan"] + "formerly: [old]\n", "plans/new/actions/1.yml": minimal["action"]}
    )
    assert atlas.redirects == {
        Key(Kind.PLAN, "old"): Key(Kind.PLAN, "new"),
        Key(Kind.ACTION, "old/1"): Key(Kind.ACTION, "new/1"),
    }
