"""What an audience gets: nothing marked above it, nothing known only through that, and everything else unharmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from planatlas.checking.check import check
from planatlas.linking.audience import UnknownAudienceError, cut
from planatlas.linking.link import link
from planatlas.linking.redaction import WITHHELD
from planatlas.pages.build import pages_of
from planatlas.reading.folder import Content, read_folder
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Problem, Severity

FolderMaker = Callable[[Mapping[str, str]], Path]
Cutter = Callable[..., Content]

SITE = """
    markings: [{name: PUBLIC}, {name: LIMITE}, {name: RESTREINT}]
    audience: LIMITE
    actor_kinds: [{id: agency, label: Agency, plural: Agencies}]
    instrument_kinds: [{id: system, label: System, plural: Systems}]
    """
STUBS = SITE.replace("audience: LIMITE", "audience: LIMITE\n    withheld: stub")


def plan(**fields: str) -> str:
    """Return a plan with one section and more fields."""
    return "title: Plan\nsections: [{number: '1', title: First}]\n" + "".join(f"{k}: {v}\n" for k, v in fields.items())


def action(ref: str, **fields: str) -> str:
    """Return an action of section 1 and more fields."""
    more = "".join(f"{name}: {value}\n" for name, value in {"section": "'1'", "summary": "Words.", **fields}.items())
    return f"ref: '{ref}'\ntitle: Action {ref}\nsource: {{section: One, item: first}}\n{more}"


def actor(name: str, **fields: str) -> str:
    """Return an agency and more fields."""
    return f"name: {name}\nkind: agency\n" + "".join(f"{k}: {v}\n" for k, v in fields.items())


@pytest.fixture
def cut_to(content_folder: FolderMaker) -> Cutter:
    """Return a function that cuts the content of files to an audience."""

    def cut_files(files: Mapping[str, str], audience: str | None = "PUBLIC") -> Content:
        return cut(read_folder(content_folder({"site.yml": SITE, **files})), audience)

    return cut_files


def ids(content: Content, kind: Kind) -> list[str]:
    """Return the ids of a kind that are left."""
    return sorted(content.entries[kind])


def errors(content: Content) -> list[Problem]:
    """Return the errors of cut content, those of the rules included."""
    return [one for one in check(link(content, date(2026, 1, 1))) if one.severity is Severity.ERROR]


OPEN_AND_SECRET = {
    "plans/open/plan.yml": plan(),
    "plans/open/actions/1.yml": action("1", actors="[{actor: both, role: lead}]"),
    "plans/secret/plan.yml": plan(marking="LIMITE", links="[{plan: named, relation: follows}]"),
    "plans/secret/actions/1.yml": action("1", actors="[{actor: both, role: lead}, {actor: only, role: support}]"),
    "plans/named/plan.yml": "title: Named\nextent: name-only\n",
    "actors/both.yml": actor("Both"),
    "actors/only.yml": actor("Only", part_of="[further]"),
    "actors/further.yml": actor("Further", predecessors="[{actor: before}]"),
    "actors/before.yml": actor("Before"),
    "actors/nobody.yml": actor("Nobody names it"),
}


class TestCut:
    """What goes, and what stays."""

    def test_a_marking_is_inherited_by_actions(self, cut_to: Cutter) -> None:
        """With a marked plan its actions go, and their documents."""
        content = cut_to(OPEN_AND_SECRET)
        assert (ids(content, Kind.PLAN), ids(content, Kind.ACTION)) == (["open"], ["open/1"])
        assert not any("secret" in path for path in content.documents)
        assert content.audience == "PUBLIC"

    def test_what_is_known_only_through_it_goes(self, cut_to: Cutter) -> None:
        """Whom only the secret plan leads to goes; whom both name, or nobody, stays."""
        assert ids(cut_to(OPEN_AND_SECRET), Kind.ACTOR) == ["both", "nobody"]

    def test_nothing_goes_that_the_audience_may_have(self, cut_to: Cutter) -> None:
        """Up to the highest marking, and by default up to the one that site.yml states, all is there."""
        whole = sorted(OPEN_AND_SECRET)
        for audience in ("RESTREINT", "LIMITE", None):
            assert sorted({*cut_to(OPEN_AND_SECRET, audience).documents} - {"site.yml"}) == whole

    def test_an_action_may_be_marked_higher_than_its_plan(self, cut_to: Cutter) -> None:
        """The plan stays, without its counts and without the section that has no action left."""
        content = cut_to(
            {
                "plans/open/plan.yml": (
                    "title: Plan\ncounts: {actions: 2}\n"
                    "sections: [{number: '1', title: First}, {number: '2', title: Second}]\n"
                ),
                "plans/open/actions/1.yml": action("1", section="'1'", marking="LIMITE"),
                "plans/open/actions/2.yml": action("2", section="'2'", actors="[]"),
            }
        )
        left = content.plans["open"].record
        assert (ids(content, Kind.ACTION), [one.title for one in left.sections], left.counts) == (
            ["open/2"],
            ["Second"],
            None,
        )
        assert content.plans["open"].document.span(("sections", 0, "title")).column == 62
        assert errors(content) == []

    def test_parts_may_be_marked_higher_than_their_record(self, cut_to: Cutter) -> None:
        """Progress entries, notes, agenda items and terms go alone, and who is named only there goes too."""
        content = cut_to(
            {
                "plans/open/plan.yml": plan(notes="[{text: 'By [[only]].', marking: LIMITE}, {text: Kept.}]"),
                "plans/open/actions/1.yml": action(
                    "1",
                    activities="[{number: a, text: T, progress: [{date: 2025, status: done, marking: LIMITE}]}]",
                    progress="[{date: 2025, status: done, note: Kept.}, {date: 2026, status: done, marking: LIMITE}]",
                ),
                "actors/only.yml": actor("Only"),
                "meetings/one.yml": (
                    "title: M\ndate: 2026-01-01\n"
                    "agenda: [{title: Kept}, {title: Gone, actors: [only], marking: LIMITE}]"
                ),
                "terms.yml": "terms: [{term: AAA, marking: LIMITE}, {term: BBB}]",
            }
        )
        record = content.actions["open/1"].record
        assert [one.text for one in content.plans["open"].record.notes] == ["Kept."]
        assert (len(record.progress), record.activities[0].progress) == (1, ())
        assert [one.title for one in content.meetings["one"].record.agenda] == ["Kept"]
        assert content.terms
        assert [one.term for one in content.terms.record.terms] == ["BBB"]
        assert ids(content, Kind.ACTOR) == []
        assert "only" not in content.documents["plans/open/plan.yml"].text

    def test_terms_go_with_the_texts_that_use_them(self, cut_to: Cutter) -> None:
        """A term that only the secret plan uses goes; one that both use stays, without the secret plan's name."""
        content = cut_to(
            {
                **OPEN_AND_SECRET,
                "plans/open/actions/1.yml": action("1", summary="About XYZ and QRS."),
                "plans/secret/actions/1.yml": action(
                    "1", summary="About XYZ and JIT.", actors="[{actor: only, role: lead}]"
                ),
                "terms.yml": (
                    "terms: [{term: XYZ, plans: [open, secret]}, {term: JIT}, {term: UNUSED}, "
                    "{term: ABC, plans: [secret]}, {term: QRS, actor: only}]"
                ),
            }
        )
        assert content.terms
        left = {one.term: (one.plans, one.actor) for one in content.terms.record.terms}
        assert left == {"XYZ": (("open",), None), "UNUSED": ((), None), "QRS": ((), None)}
        assert errors(content) == []

    def test_an_unknown_marking_is_above_all_others(self, cut_to: Cutter) -> None:
        """What is marked with a word that the site does not know is not shown, and is an error."""
        content = cut_to({"actors/one.yml": actor("One", marking="LIMITEE")}, "RESTREINT")
        assert ids(content, Kind.ACTOR) == []
        assert [(one.code, one.hint) for one in content.problems] == [("unknown-marking", "did you mean 'LIMITE'?")]


NAMING = {
    **OPEN_AND_SECRET,
    "plans/open/actions/1.yml": action(
        "1",
        summary="As [[secret|the other plan]] has it.",
        links="[{plan: secret, relation: related, printed: Secret 7}, {plan: kept, relation: related}]",
    ),
    "plans/kept/plan.yml": "title: Kept\nextent: name-only\n",
}


class TestNames:
    """What becomes of the names of what has gone."""

    def test_a_name_is_an_error_at_its_place(self, cut_to: Cutter) -> None:
        """Where site.yml says nothing else, each name is an error with line, column and hint."""
        found = [one for one in errors(cut_to(NAMING)) if one.code == "withheld-name"]
        assert [(one.span.path, one.span.line, one.span.column) for one in found] == [
            ("plans/open/actions/1.yml", 5, 13),
            ("plans/open/actions/1.yml", 6, 16),
        ]
        assert found[0].message == "[[secret|the other plan]] is marked above the audience of this build"
        assert found[1].hint
        assert "withheld: stub" in found[1].hint

    def test_a_stub_tells_nothing(self, cut_to: Cutter) -> None:
        """With `withheld: stub` neutral words stand there, the link goes whole, and the page says how many."""
        content = cut_to({**NAMING, "site.yml": STUBS})
        record = content.actions["open/1"].record
        assert errors(content) == []
        assert record.summary == f"As {WITHHELD} has it."
        assert [link.plan for link in record.links] == ["kept"]
        atlas = link(content, date(2026, 1, 1))
        page = pages_of(atlas)["plans/open/actions/1.md"].text
        assert "2 names left out: not in this edition." in page
        assert not any(word in page for word in ("secret", "Secret 7", "other plan"))

    def test_single_names_go_from_their_field(self, cut_to: Cutter) -> None:
        """A name that is all of a field goes with the field, one in a list from the list."""
        files = {
            "site.yml": STUBS,
            "plans/open/plan.yml": plan(issuer="marked", signatories="[open-body, marked]"),
            "actors/marked.yml": actor("Marked", marking="LIMITE"),
            "actors/open-body.yml": actor("Open"),
        }
        left = cut_to(files).plans["open"].record
        assert (left.issuer, left.signatories) == (None, ("open-body",))

    def test_names_in_plain_words_are_errors(self, cut_to: Cutter) -> None:
        """A title or number of a secret plan that a text merely says is an error too, whatever its spelling."""
        files = {
            **OPEN_AND_SECRET,
            "plans/secret/plan.yml": plan(marking="LIMITE", reference="9876/21").replace(
                "Plan", "Plan on Dark Matters"
            ),
            "plans/secret/actions/1.yml": action("1", actors="[{actor: both, role: lead}]"),
            "actors/both.yml": actor("Both", summary="See the plan on  dark matters (9876/21)."),
        }
        found = [one for one in errors(cut_to(files)) if one.code == "withheld-name"]
        assert [(one.span.path, one.span.line, one.span.column) for one in found] == [
            ("actors/both.yml", 3, 18),
            ("actors/both.yml", 3, 41),
        ]


class TestAudience:
    """Which audience it is."""

    def test_an_unknown_one_is_refused(self, cut_to: Cutter) -> None:
        """The error suggests the marking that was meant, or names them all."""
        with pytest.raises(UnknownAudienceError, match=r"no marking 'PUBLC'; did you mean 'PUBLIC'\?"):
            cut_to(OPEN_AND_SECRET, "PUBLC")
        with pytest.raises(UnknownAudienceError, match="one of PUBLIC, LIMITE, RESTREINT"):
            cut_to(OPEN_AND_SECRET, "ZZZ")

    def test_none_is_implied(self, cut_to: Cutter) -> None:
        """Marked content in a site that states no audience is an error, and what is marked is not there."""
        content = cut_to({**OPEN_AND_SECRET, "site.yml": SITE.replace("audience: LIMITE", "")}, None)
        assert [(one.code, one.span.path, one.span.line) for one in content.problems] == [
            ("no-audience", "site.yml", 1)
        ]
        assert ids(content, Kind.PLAN) == ["open"]

    def test_content_without_markings_needs_none(self, cut_to: Cutter) -> None:
        """Where nothing is marked above the first marking, there is nothing to state."""
        content = cut_to({"actors/one.yml": actor("One"), "site.yml": SITE.replace("audience: LIMITE", "")}, None)
        assert (content.problems, ids(content, Kind.ACTOR)) == ([], ["one"])
