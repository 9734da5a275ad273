"""Prose as paragraphs and lists, its names linked as seen from one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.pages.writer import Writer, first_sentence, label, money, plain_text, short_name
from planatlas.reading.folder import Content
from planatlas.reading.model.action import Action, Amount
from planatlas.reading.model.base import Kind

FILES = {
    "site.yml": """
        markings: [{name: PUBLIC}, {name: LIMITE}, {name: RESTREINT}]
        actor_kinds: [{id: agency, label: Agency, plural: Agencies}]
        instrument_kinds: [{id: system, label: System, plural: Systems}]
        """,
    "plans/alpha/plan.yml": """
        title: Plan Alpha
        short: Alpha
        marking: LIMITE
        words: {label: OA}
        sections: [{number: "1", title: First}]
        """,
    "plans/alpha/actions/2.10.yml": """
        ref: "2.10"
        title: An action [x]
        section: "1"
        summary: Something.
        source: {section: One, item: first}
        """,
    "plans/beta/plan.yml": "title: Plan Beta\nextent: name-only\n",
    "actors/europol.yml": "name: European Police\nshort: Europol\naliases: [The Agency]\nkind: agency\n",
    "actors/cepol.yml": "name: A *b* <c>\nkind: agency\n",
    "instruments/siena.yml": "name: SIENA\nkind: system\nmarking: RESTREINT\n",
    "themes/training.yml": "name: Training\nsummary: Learning.\n",
    "meetings/one.yml": "title: First meeting\ndate: 2026-02-01\n",
}


@pytest.fixture
def atlas(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> Atlas:
    return make_atlas(FILES)


@pytest.fixture
def writer(atlas: Atlas) -> Writer:
    return Writer(atlas, "plans/alpha/actions/2.10.md")


@pytest.mark.parametrize(
    ("prose", "markdown"),
    [
        (None, ""),
        ("One line.", "One line."),
        ("A line\nthat goes on.", "A line that goes on."),
        ("A paragraph.\n\nAnother one\nof two lines.", "A paragraph.\n\nAnother one of two lines."),
        ("A paragraph.\n \n\nAnother.", "A paragraph.\n\nAnother."),
        ("- one\n- two", "- one\n- two"),
        ("It has:\n- one\n- two", "It has:\n\n- one\n- two"),
        ("It has:\n\n- one\n  goes on\n- two", "It has:\n\n- one goes on\n- two"),
        ("- 1. one\n- # two", "- 1&#46; one\n- &#35; two"),
        ("1. one\n2. two", "1&#46; one 2. two"),
        ("A dash - within.\nAnd-so on.", "A dash - within. And-so on."),
        ("# no heading", "&#35; no heading"),
    ],
)
def test_prose_becomes_paragraphs_and_lists(writer: Writer, prose: str | None, markdown: str) -> None:
    """Empty lines part paragraphs, `- ` begins an item, lines are joined, and nothing else is markup."""
    assert writer.prose(prose) == markdown


@pytest.mark.parametrize(
    ("prose", "markdown"),
    [
        ("[[europol]] acts.", "[Europol](../../../actors/europol.md) acts."),
        ("[[European Police]] acts.", "[European Police](../../../actors/europol.md) acts."),
        ("[[the agency]] acts.", "[the agency](../../../actors/europol.md) acts."),
        ("[[europol|The police]] acts.", "[The police](../../../actors/europol.md) acts."),
        ("[[The\n  Agency]] acts.", "[The Agency](../../../actors/europol.md) acts."),
        ("Ask [[europol]], [[siena]]: done.", None),
        ("[[cepol]] acts.", r"[A \*b\* &lt;c&gt;](../../../actors/cepol.md) acts."),
        ("[[cepol|*a*]]", r"[\*a\*](../../../actors/cepol.md)"),
        ("[[alpha]]", "[Alpha](../index.md)"),
        ("[[beta]]", "[Plan Beta](../../beta/index.md)"),
        ("[[alpha/2.10]]", "[OA\u00a02.10: An action \\[x\\]](2.10.md)"),
        ("[[training]]", "[Training](../../../themes/training.md)"),
        ("[[nobody]] and [[nobody|some one]]", "nobody and some one"),
        ("an [[europol]]'s", "an [Europol](../../../actors/europol.md)'s"),
        ("[[europol]][[siena]]", None),
        ("[[europol]] - not a list", "[Europol](../../../actors/europol.md) - not a list"),
        ("a [b] [[europol]] [c](d)", r"a \[b\] [Europol](../../../actors/europol.md) \[c\](d)"),
        ("an open [[europol", r"an open \[\[europol"),
    ],
)
def test_names_become_links(writer: Writer, prose: str, markdown: str | None) -> None:
    """A name in double brackets links to its record, shown by its own text, as written, or by short name."""
    europol, siena = "[Europol](../../../actors/europol.md)", "[SIENA](../../../instruments/siena.md)"
    several = {"Ask [[europol]], [[siena]]: done.": f"Ask {europol}, {siena}: done."}
    several["[[europol]][[siena]]"] = f"{europol}{siena}"
    assert writer.prose(prose) == (markdown or several[prose])


def test_a_page_carries_the_highest_marking_of_what_it_names(atlas: Atlas) -> None:
    """Naming a record of a higher marking raises the page's marking; naming one without leaves it."""
    writer = Writer(atlas, "index.md")
    assert writer.marking is None
    writer.actor("europol")
    assert writer.marking is None
    writer.action("alpha/2.10")
    assert writer.marking == "LIMITE"
    writer.prose("See [[siena]].")
    assert writer.marking == "RESTREINT"
    writer.plan("alpha")
    assert writer.marking == "RESTREINT"


@pytest.mark.parametrize(
    ("kind", "identifier", "name"),
    [
        (Kind.ACTOR, "europol", "Europol"),
        (Kind.ACTOR, "cepol", "A *b* <c>"),
        (Kind.INSTRUMENT, "siena", "SIENA"),
        (Kind.PLAN, "alpha", "Alpha"),
        (Kind.PLAN, "beta", "Plan Beta"),
        (Kind.ACTION, "alpha/2.10", "OA\u00a02.10: An action [x]"),
        (Kind.THEME, "training", "Training"),
        (Kind.MEETING, "one", "First meeting"),
    ],
)
def test_a_record_has_a_name_for_running_text(atlas: Atlas, kind: Kind, identifier: str, name: str) -> None:
    """Running text uses the short name where there is one, and for an action its code and title."""
    assert short_name(atlas, Key(kind, identifier)) == name


def test_an_action_is_labelled_as_its_plan_speaks_of_it(atlas: Atlas) -> None:
    """The label is the plan's word and the ref, which no line break parts."""
    assert label(atlas, "alpha/2.10") == "OA\u00a02.10"


def action(summary: str, lead: str | None = None) -> Action:
    fields = {"ref": "1", "title": "An action", "section": "1", "summary": summary, "lead": lead}
    return Action.model_validate({**fields, "source": {"section": "One", "item": "first"}})


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        ("Europol collects the lists. It keeps them.", "Europol collects the lists."),
        ("Europol collects\nthe lists.\n\nMore.", "Europol collects the lists."),
        ("[[europol]] and [[siena|the network]] work together. More.", "Europol and the network work together."),
        ("[[The Agency]] works well with all others! More.", "The Agency works well with all others!"),
        ("It costs 2.5 million a year, i.e. too much. More.", "It costs 2.5 million a year, i.e. too much."),
        ("No. 5 is alive and working hard. More.", "No. 5 is alive and working hard."),
        ("No full stop", "No full stop"),
    ],
)
def test_the_first_sentence_stands_for_the_summary(atlas: Atlas, summary: str, sentence: str) -> None:
    """Without a lead, the first sentence of the summary says what an action is, as plain text."""
    assert first_sentence(atlas, action(summary)) == sentence


def test_a_lead_goes_before_the_summary(atlas: Atlas) -> None:
    """Where an action has a lead, that is its sentence."""
    assert first_sentence(atlas, action("The summary is longer than that.", "The lead.")) == "The lead."


def test_plain_text_shows_names_as_pages_do(atlas: Atlas) -> None:
    """Prose without markup keeps its lines and shows every name as its link would."""
    text = "[[europol]], [[the agency]] and [[siena|a network]]:\n\n- [[nobody]]"
    assert plain_text(atlas, text) == "Europol, the agency and a network:\n\n- nobody"


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        ("12000000", "EUR", "EUR\u00a012\u00a0000\u00a0000"),
        ("2.5", "USD", "USD\u00a02.5"),
        ("999", "EUR", "EUR\u00a0999"),
    ],
)
def test_money_is_written_as_the_style_guide_has_it(value: str, currency: str, shown: str) -> None:
    """The currency stands first, thousands are parted by no-break spaces, and no digit is lost."""
    assert money(Amount.model_validate({"value": value, "currency": currency, "what": "Grants"})) == shown


WORDS = st.sampled_from(
    ["word", "*a*", "[b]", "<c>", "1.", "2)", "#", "- x", "-", "+", "{d}", "|", "&amp;", "`e`", "=", "é"]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_prose_reads_as_written(show: Callable, blocks: list[list[str]]) -> None:
    """Whatever stands in prose is seen as written but for the hyphens that begin items."""
    empty = link(Content(), as_of=date(2026, 1, 1))
    prose = "\n\n".join("\n".join(lines) for lines in blocks)
    lines = [line.removeprefix("- ") if line.startswith("- ") else line for block in blocks for line in block]
    shown = show(Writer(empty, "index.md").prose(prose))
    assert shown.text == " ".join(" ".join(lines).split())
    assert set(shown.names) <= {"p", "ul", "li"}
