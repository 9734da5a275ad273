"""Parts of an Atlas: what is chosen, what comes along, and what becomes of that which stays outside."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from pathlib import Path

import pytest

from conftest import AtlasMaker
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.linking.parts import actions_of_actor
from planatlas.linking.selection import OUTSIDE, Choice, selected
from planatlas.pages.build import pages_of
from planatlas.publishing.beside import files_beside
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind

EVERYTHING = Path(__file__).parents[1] / "pages/cases/everything/content"
SITE = """
    actor_kinds: [{id: body, label: Body, plural: Bodies}]
    instrument_kinds: [{id: act, label: Act, plural: Acts}]
    """
CONTENT = {
    "site.yml": SITE,
    "plans/one/plan.yml": """
        title: Plan One
        issuer: council
        summary: For [[ministry]], after [[two|the second plan]].
        words: {label: OA}
        sections:
          - {number: "1", title: First}
          - {number: "2", title: Second, summary: "By [[stranger]] alone."}
        counts: {announced: 4, actions: 3}
        """,
    "plans/one/actions/1.yml": """
        ref: "1"
        title: By the agency
        section: "1"
        summary: The agency asks [[expert]] about [[one/3]] and [[two/9|the other one]], under the ABC.
        actors: [{actor: agency, role: lead}]
        instruments: [{instrument: new-act, relation: uses}]
        themes: [training]
        links: [{action: two/9, relation: related}, {action: "2", relation: supports, printed: action 2 below}]
        source: {section: One, item: first}
        """,
    "plans/one/actions/2.yml": """
        ref: "2"
        title: By all bodies
        section: "1"
        summary: All bodies report.
        actors: [{actor: bodies, role: addressee}]
        source: {section: One, item: second}
        """,
    "plans/one/actions/3.yml": """
        ref: "3"
        title: By a stranger
        section: "2"
        summary: A stranger reports; [[agency]] is told.
        actors: [{actor: stranger, role: lead}]
        source: {section: Two, item: first}
        """,
    "plans/two/plan.yml": """
        title: Plan Two
        reference: 22/24
        issuer: council
        sections: [{number: "1", title: First}]
        summary: With [[stranger]].
        links: [{plan: three, relation: follows}]
        """,
    "plans/two/actions/9.yml": """
        ref: "9"
        title: By the unit
        section: "1"
        summary: The unit trains, in words of the XYZ.
        actors: [{actor: unit, role: lead}]
        themes: [training]
        source: {section: One, item: first}
        """,
    "plans/three/plan.yml": "title: Plan Three\nextent: name-only\nsummary: After [[stranger]].\n",
    "actors/agency.yml": "name: Agency\nkind: body\npart_of: [council]\nsummary: Not [[stranger]] and not [[two/9]].\n",
    "actors/unit.yml": "name: Unit\nkind: body\npart_of: [agency]\n",
    "actors/bodies.yml": "name: All bodies\nkind: body\nmembers: [agency, other]\n",
    "actors/other.yml": "name: Other body\nkind: body\n",
    "actors/council.yml": "name: Council\nkind: body\n",
    "actors/ministry.yml": "name: Ministry\nkind: body\n",
    "actors/expert.yml": "name: Expert\nkind: body\n",
    "actors/stranger.yml": "name: Stranger\nkind: body\n",
    "instruments/new-act.yml": "name: New act\nkind: act\nreplaces: [old-act]\noperator: other\n",
    "instruments/old-act.yml": "name: Old act\nkind: act\n",
    "instruments/strange-act.yml": "name: Strange act\nkind: act\n",
    "themes/training.yml": "name: Training\nsummary: Courses.\n",
    "themes/strange.yml": "name: Strange things\nsummary: None.\n",
    "terms.yml": """
        terms:
          - {term: ABC, meaning: All bodies' code}
          - {term: XYZ, meaning: Words of the unit}
          - {term: STR, meaning: Stranger, actor: stranger}
          - {term: NEW, meaning: New act, instrument: new-act, plans: [one, two]}
          - {term: ONLY, meaning: By the code of two, plans: [two]}
        """,
    "meetings/review.yml": """
        title: Review
        date: 2026-02-01
        body: council
        agenda:
          - {title: State of play, plans: [two], note: "On [[two/9]] and [[one/3]]."}
          - {title: A single one, actions: [one/1], actors: [expert]}
        """,
    "meetings/other.yml": "title: Another\ndate: 2026-03-01\n",
}


@pytest.fixture
def atlas(make_atlas: AtlasMaker) -> Atlas:
    return make_atlas(CONTENT)


def everything() -> Atlas:
    return link(read_folder(EVERYTHING), date(2026, 1, 1))


def choices(atlas: Atlas) -> list[Choice]:
    return [
        *(Choice(plans=(one,)) for one in (*atlas.plans, *atlas.named_plans)),
        *(Choice(actors=(one,)) for one in atlas.actors),
        *(Choice(themes=(one,)) for one in atlas.themes),
        *(Choice(meetings=(one,)) for one in atlas.meetings),
    ]


def test_no_choice_is_the_whole(atlas: Atlas) -> None:
    """Without a choice the part is the Atlas itself."""
    assert selected(atlas, Choice()) is atlas


@pytest.mark.parametrize(
    ("choice", "actions"),
    [
        (Choice(plans=("one",)), ["one/1", "one/2", "one/3"]),
        (Choice(actors=("unit",)), ["two/9"]),
        (Choice(actors=("agency",)), ["one/1", "one/2", "one/3", "two/9"]),
        (Choice(themes=("training",)), ["one/1", "two/9"]),
        (Choice(meetings=("review",)), ["one/1", "two/9"]),
        (Choice(actors=("stranger",)), ["one/3"]),
        (Choice(actors=("unit",), themes=("strange",), plans=("one",)), ["one/1", "one/2", "one/3", "two/9"]),
    ],
)
def test_a_choice_brings_its_actions(atlas: Atlas, choice: Choice, actions: list[str]) -> None:
    """A plan, theme or meeting brings its actions; an actor those of its parts and groups, and that mention it."""
    assert list(selected(atlas, choice).actions) == actions


def test_what_is_named_comes_along(atlas: Atlas) -> None:
    """With actions come plans, actors, instruments, themes that they name, and all that the fields of these name."""
    part = selected(atlas, Choice(themes=("training",)))
    assert list(part.actors) == ["agency", "council", "expert", "ministry", "other", "stranger", "unit"]
    assert list(part.instruments) == ["new-act", "old-act"]
    assert list(part.themes) == ["training"]
    assert list(part.meetings) == []
    assert {"one", "two"} == set(part.plans)


def test_an_actor_brings_the_groups_it_belongs_to(make_atlas: AtlasMaker) -> None:
    """The groups of a chosen actor are there, whether or not an action addresses them."""
    members = {**CONTENT, "actors/club.yml": "name: Club\nkind: body\nmembers: [stranger]\n"}
    assert "club" in selected(make_atlas(members), Choice(actors=("stranger",))).actors


def test_a_part_of_a_plan_says_of_how_much(atlas: Atlas) -> None:
    """A plan of which some actions are chosen keeps its figures, and of its sections those with an action here."""
    plan = selected(atlas, Choice(themes=("training",))).plans["one"].record
    assert plan.counts is not None
    assert (plan.counts.announced, plan.counts.actions) == (4, 3)
    assert [section.number for section in plan.sections] == ["1"]
    pages = pages_of(selected(atlas, Choice(themes=("training",))))
    assert "this bundle holds 1 of its 3 actions" in pages["plans/one/index.md"].text
    assert "1 of 3" in pages["plans/index.md"].text


def test_a_whole_plan_says_nothing_of_a_bundle(atlas: Atlas) -> None:
    """A plan with all its actions reads as it always does."""
    whole, part = pages_of(atlas), pages_of(selected(atlas, Choice(plans=("one",))))
    assert "bundle" not in whole["plans/one/index.md"].text + whole["plans/index.md"].text
    assert "bundle" not in part["plans/one/index.md"].text


def test_a_plan_outside_is_there_by_name(atlas: Atlas) -> None:
    """A plan that the part names but does not hold has a page with its name and number and without its text."""
    part = selected(atlas, Choice(actors=("expert",)))
    assert list(part.named_plans) == ["two"]
    stub = part.named_plans["two"].record
    assert (stub.title, stub.reference, stub.summary) == ("Plan Two", "22/24", OUTSIDE)
    page = pages_of(part)["plans/two/index.md"].text
    assert "This plan is not part of this bundle" in page
    assert "Stranger" not in page


def test_an_action_outside_is_named_in_words(atlas: Atlas) -> None:
    """A link to an action outside leads to its plan, with the words of the source, else with its label and title."""
    action = selected(atlas, Choice(actors=("expert",))).actions["one/1"].record
    links = [(one.action, one.plan, one.printed) for one in action.links]
    assert links == [(None, "two", "Action 9: By the unit"), (None, "one", "action 2 below")]


def test_a_name_that_leads_outside_is_plain_text(atlas: Atlas) -> None:
    """Prose keeps the words for what is outside, as the pages would show them, without a link."""
    part = selected(atlas, Choice(actors=("expert",)))
    summary = part.actions["one/1"].record.summary
    assert summary == "The agency asks [[expert]] about OA 3: By a stranger and the other one, under the ABC."
    assert part.actors["agency"].record.summary == "Not Stranger and not Action 9: By the unit."
    assert part.plans["one"].record.summary == "For [[ministry]], after [[two|the second plan]]."


def test_terms_are_those_that_the_part_uses(atlas: Atlas) -> None:
    """An abbreviation stays where a text has it or what it stands for is here, and where it has this meaning."""
    part = selected(atlas, Choice(actors=("expert",)))
    assert [term.term for term in part.terms] == ["ABC", "NEW"]


def test_a_meeting_has_its_agenda(atlas: Atlas) -> None:
    """A chosen meeting is there with its body and its agenda, other meetings are not."""
    part = selected(atlas, Choice(meetings=("review",)))
    assert list(part.meetings) == ["review"]
    agenda = part.meetings["review"].record.agenda
    assert [item.title for item in agenda] == ["State of play", "A single one"]
    assert agenda[0].note == "On [[two/9]] and OA 3: By a stranger."


def test_an_unknown_id_is_refused(atlas: Atlas) -> None:
    """What is not there cannot be chosen."""
    with pytest.raises(KeyError):
        selected(atlas, Choice(plans=("four",)))


def test_the_page_of_an_actor_names_the_same_actions_as_in_the_whole(atlas: Atlas) -> None:
    """Whoever takes the bundle of an actor finds on its page every action that the site has there."""
    for actor in atlas.actors:
        part = selected(atlas, Choice(actors=(actor,)))
        assert actions_of_actor(part, actor) == actions_of_actor(atlas, actor)
        key = Key(Kind.ACTOR, actor)
        mentioned = [
            [one for one in each.mentioned_in.get(key, ()) if one.kind is Kind.ACTION] for each in (part, atlas)
        ]
        assert mentioned[0] == mentioned[1]


@pytest.mark.parametrize("content", ["own", "everything"])
def test_nothing_dangles(atlas: Atlas, content: str) -> None:
    """In no part does a reference lead nowhere, or a page link to one that is not there."""
    whole = atlas if content == "own" else everything()
    for choice in choices(whole)[:: 1 if content == "own" else 3]:
        part = selected(whole, choice)
        assert [reference for reference in part.references if reference.target is None] == [], choice
        pages = pages_of(part)
        there = {*pages, *files_beside(part)}
        there |= {path.removesuffix(".md") + ".html" for path in pages}
        for path, page in pages.items():
            for address in re.findall(r'(?<!\\)\]\(([^)\s#?]+)[^)]*\)|href="([^"#?]+)', page.text):
                target = "".join(address)
                if "://" not in target and not target.startswith("mailto:"):
                    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in there, (choice, path)


def test_a_part_of_a_part_is_the_part(atlas: Atlas) -> None:
    """Choosing the same again changes nothing."""
    choice = Choice(themes=("training",))
    once = selected(atlas, choice)
    twice = selected(once, choice)
    assert {key: entry.record for kind in Kind for key, entry in once.content.entries[kind].items()} == {
        key: entry.record for kind in Kind for key, entry in twice.content.entries[kind].items()
    }
