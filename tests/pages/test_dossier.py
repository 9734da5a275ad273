"""The dossier: one HTML document that holds everything, needs nothing, and whose links lead to places within it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.dossier import dossier
from planatlas.pages.hypertext import seen_text
from planatlas.pages.markdown import one_line
from planatlas.pages.writer import plain_text
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind

CASES = sorted((Path(__file__).parent / "cases").iterdir())
EVERYTHING = Path(__file__).parent / "cases/everything/content"
REAL_CONTENT = Path(__file__).parents[2] / "content"
AS_OF = date(2026, 1, 1)
REVIEW = "afghanistan-ct-review-2027-03"


def atlas_of(folder: Path) -> Atlas:
    return link(read_folder(folder), AS_OF)


@pytest.fixture(scope="module")
def everything() -> str:
    return dossier(atlas_of(EVERYTHING), "Everything", "2026-02-10")


@pytest.fixture(scope="module")
def real_atlas() -> Atlas:
    return atlas_of(REAL_CONTENT)


@pytest.fixture(scope="module")
def real(real_atlas: Atlas) -> str:
    return dossier(real_atlas, "All plans", REVIEW)


def ids_in(document: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'\bid="([^"]*)"', document)]


def links_within(document: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="#([^"]*)"', document)]


def text_of(document: str) -> str:
    """Return what is seen of the document's body, white space and the edges of elements left out."""
    return re.sub(r"\s+", "", unescape(seen_text(document.split("<body>")[1])))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_dossier_is_valid_html(case: Path) -> None:
    """The parser of the HTML standard finds nothing to mend, whatever content there is or is not."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    parser.parse(dossier(atlas_of(case / "content"), "A title & more"))
    assert parser.errors == []


@pytest.mark.parametrize("document", ["everything", "real"])
def test_links_lead_to_places_in_the_document(document: str, request: pytest.FixtureRequest) -> None:
    """Every link within leads to an id that is there once, in one of everything and in all plans."""
    text = request.getfixturevalue(document)
    ids = Counter(ids_in(text))
    assert set(links_within(text)) <= set(ids)
    assert [found for found, count in ids.items() if count > 1] == []
    assert len(links_within(text)) > 100


def test_every_record_has_its_place(real_atlas: Atlas, real: str) -> None:
    """Each meeting, plan, action, actor, instrument and theme stands in the document of all plans."""
    kinds = (Kind.MEETING, Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)
    places = {f"{kind}/{identifier}" for kind in kinds for identifier in real_atlas.content.entries[kind]}
    assert places <= set(ids_in(real))


def said_of_actions(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield every text that an action's record holds for readers, with the action's id."""
    for identifier, entry in atlas.actions.items():
        action = entry.record
        yield identifier, action.title
        yield identifier, action.summary
        yield from ((identifier, text) for text in (action.lead, action.joint_action_days, action.group) if text)
        yield from ((identifier, kind) for kind in action.types)
        yield from ((identifier, one.detail) for one in (*action.actors, *action.instruments) if one.detail)
        for indicator in action.indicators:
            yield identifier, indicator.measure
            yield from ((identifier, one.printed) for one in indicator.all_targets if one.printed)
        for activity in action.activities:
            yield identifier, activity.text
            if activity.timing and activity.timing.printed:
                yield identifier, activity.timing.printed
        for deadline in action.deadlines:
            yield identifier, deadline.what
            yield identifier, deadline.printed or deadline.what
        yield from ((identifier, one.what) for one in action.amounts)
        yield from ((identifier, one.printed) for one in action.links if one.printed)
        yield from ((identifier, one.note) for one in action.progress if one.note)
        yield from ((identifier, note.text) for note in action.notes)
        yield from ((identifier, text) for text in (action.source.section, action.source.item))


def bare(prose: str) -> str:
    """Return prose without the marks of lists and without white space."""
    return re.sub(r"(?m)^- |\s+", "", prose)


@pytest.mark.parametrize(("folder", "least"), [(EVERYTHING, 40), (REAL_CONTENT, 2500)], ids=["everything", "real"])
def test_actions_stand_there_in_full(folder: Path, least: int) -> None:
    """Every text of every action is in its own article: who, with what, how measured, when, links, source and notes."""
    atlas = atlas_of(folder)
    document = dossier(atlas, "T")
    articles = re.findall(
        r'<article class="action" aria-labelledby="action/([^"]+)">(.*?)</article>', document, re.DOTALL
    )
    seen = {identifier: text_of(f"<body>{html}") for identifier, html in articles}
    assert set(seen) == set(atlas.actions)
    told = list(said_of_actions(atlas))
    assert len(told) >= least
    missing = [(where, text) for where, text in told if bare(plain_text(atlas, text)) not in seen[where]]
    assert missing == []


def test_a_dossier_needs_nothing_beside_it(real: str) -> None:
    """There is one style sheet, inside, and nothing that is loaded or run: no script, image, link, font or import."""
    tags = set(re.findall(r"<([a-z0-9]+)", real))
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "svg", "video", "audio", "base", "form"}
    assert real.count("<style>") == 1
    style = real.split("<style>")[1].split("</style>", maxsplit=1)[0]
    assert "url(" not in style
    assert "@import" not in style
    assert not re.search(r'\b(?:src|srcset|on\w+|style)="', real)
    assert "default-src &#39;none&#39;" in real or "default-src 'none'" in real


def test_a_link_that_would_leave_the_part_is_plain_text(make_atlas: Callable[..., Atlas]) -> None:
    """What is not in the document is named in words: a plan, an action, a body, a name in running text."""
    files = {
        "plans/p/plan.yml": 'title: P\nsections: [{number: "1", title: First}]\nissuer: elsewhere\n',
        "plans/p/actions/1.yml": (
            'ref: "1"\ntitle: A\nsection: "1"\nsummary: See [[nobody]] and [[q|the other plan]].\n'
            "source: {section: One, item: first}\nactors: [{actor: stranger, role: lead}]\n"
            'links: [{action: q/9, printed: "OA 9"}, {plan: q}]\n'
        ),
    }
    document = dossier(make_atlas(files), "Part")
    assert "See nobody and the other plan." in document
    assert "<dd>stranger</dd>" in document
    assert "Related to OA 9" in document
    assert "Related to q" in document
    assert set(links_within(document)) <= set(ids_in(document))


def test_the_chosen_meeting_comes_first_and_the_others_after_the_plans(everything: str) -> None:
    """The agenda of the meeting stands before the plans, in the contents and in the text."""
    for order in (links_within(everything), ids_in(everything)):
        meeting, plan = order.index("meeting/2026-02-10"), order.index("plan/ports-2024")
        assert meeting < plan < order.index("meeting/2025-08-12")


def test_an_agenda_shows_its_actions_and_leads_to_them(real: str) -> None:
    """Under the item on propaganda stand its three recommendations with who is to act, when, and their state."""
    item = real.split(f'id="item/{REVIEW}/3"')[1].split("</section>", maxsplit=1)[0]
    assert re.findall(r'href="#action/afghanistan-ct-2021/(\d+)"', item) == ["13", "14", "15"]
    row = seen_text(item.split('afghanistan-ct-2021/15"')[1])
    assert "December 2021" in row
    assert "Not reported; overdue" in row


def test_a_meeting_that_is_not_there_is_an_error(make_atlas: Callable[..., Atlas]) -> None:
    """Asked for a meeting that the part lacks, nothing is written."""
    with pytest.raises(KeyError):
        dossier(make_atlas({"site.yml": "title: T\n"}), "Part", "missing")


def test_the_deadlines_of_a_plan_as_a_whole_stand_under_it(real_atlas: Atlas, real: str) -> None:
    """What a plan sets a time for beside its actions is in its chapter, before its sections."""
    plan = real_atlas.plans["western-balkans-ct-2025"].record
    chapter = real.split('id="plan/western-balkans-ct-2025"')[1].split('class="section"', maxsplit=1)[0]
    assert plan.deadlines
    assert [one.what for one in plan.deadlines if one.what not in unescape(chapter)] == []


def test_the_marking_stands_at_the_top_at_the_end_and_on_every_sheet(everything: str) -> None:
    """A part that holds anything marked is marked: in title, header, cover, footer and the margins of paper."""
    assert "<title>Everything (LIMITE)</title>" in everything
    assert '<header class="marking"><p><strong>LIMITE</strong> Not for release' in everything
    assert '<footer class="marking"><p><strong>LIMITE</strong>' in everything
    assert len(re.findall(r'@(?:top|bottom)-center \{ content: "LIMITE"', everything)) == 2


@pytest.mark.parametrize(
    ("where", "record"),
    [
        ("a note", "notes: [{text: N, marking: LIMITE}]"),
        ("a report", "progress: [{date: 2025-01-01, status: done, marking: LIMITE}]"),
        ("a step", "activities: [{number: 1, text: S, progress: [{date: 2025-01, status: done, marking: LIMITE}]}]"),
        ("the action", "marking: LIMITE"),
        ("nothing", "types: [T]"),
    ],
)
def test_whatever_is_marked_marks_the_document(make_atlas: Callable[..., Atlas], where: str, record: str) -> None:
    """A note, a report or an action with a marking of its own makes the whole document carry it."""
    files = {
        "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n",
        "plans/p/plan.yml": 'title: P\nsections: [{number: "1", title: First}]\n',
        "plans/p/actions/1.yml": (
            f'ref: "1"\ntitle: A\nsection: "1"\nsummary: S.\nsource: {{section: One, item: first}}\n{record}\n'
        ),
    }
    assert ('class="marking"' in dossier(make_atlas(files), "Part")) is (where != "nothing")


def test_headings_form_an_outline(everything: str) -> None:
    """One main heading comes first, and none skips a level on the way down."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", everything)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_abbreviations_are_those_that_stand_in_the_document(make_atlas: Callable[..., Atlas]) -> None:
    """A term that is used is explained; one that is not, or that stands within a word, is left out."""
    files = {
        "terms.yml": (
            "terms: [{term: KPI, meaning: key indicator}, {term: XYZ, meaning: not used}, {term: OA, meaning: m}]\n"
        ),
        "plans/p/plan.yml": "title: P\nsummary: Each KPI and BOATS.\n",
    }
    terms = dossier(make_atlas(files), "Part").split('id="terms"')[-1]
    assert "<dt>KPI</dt><dd>key indicator</dd>" in terms
    assert "XYZ" not in terms
    assert "<dt>OA</dt>" not in terms


@pytest.mark.parametrize("title", ['"; } </style><script>alert(1)</script>', "a\\22 b", "*/ url(x)", "new\nline"])
def test_a_title_cannot_leave_its_place(make_atlas: Callable[..., Atlas], title: str) -> None:
    """Whatever the title, it stands in the style sheet as one string and in the text as it is written."""
    document = dossier(make_atlas({"site.yml": "title: T\n"}), title)
    assert document.count("<style>") == document.count("</style>") == 1
    assert "<script" not in document
    line = next(line for line in document.splitlines() if "@top-left" in line)
    assert re.search(r'content: "(?:[A-Za-z0-9 ]|\\[0-9A-F]+ )*";', line)
    assert one_line(title) in one_line(unescape(seen_text(document.split("<h1")[1])))


def test_the_same_content_gives_the_same_document(everything: str) -> None:
    """Written twice, not a byte differs."""
    assert dossier(atlas_of(EVERYTHING), "Everything", "2026-02-10") == everything
