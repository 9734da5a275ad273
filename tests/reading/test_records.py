"""Records: whatever the model does not take becomes a problem with its place and a hint."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.kinds import KINDS, kind_of
from planatlas.reading.model.base import Record
from planatlas.reading.problems import Problem, Severity
from planatlas.reading.records import record_of
from planatlas.reading.yaml_text import read_document

ACTION = "plans/p/actions/1.yml"

FIELDS = sorted({field for kind in KINDS for field in kind.model.model_fields})
somethings = st.recursive(
    st.none() | st.text(max_size=5) | st.sampled_from(["1", "2024", "lead", "true"]),
    lambda below: (
        st.lists(below, max_size=2) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), below, max_size=3)
    ),
    max_leaves=8,
)


def record(path: str, text: str) -> tuple[Record | None, list[Problem]]:
    document, problems = read_document(path, text.encode())
    assert problems == []
    found = kind_of(path)
    assert found is not None
    return record_of(found[0].model, document)


def shown(problem: Problem) -> tuple[str, int, int, int, str, str | None]:
    span = problem.span
    return problem.code, span.line, span.column, span.length, problem.message, problem.hint


def test_a_valid_text_gives_a_record_and_no_problem(minimal: Mapping[str, str]) -> None:
    """The shortest action is read with its values typed by their fields."""
    found, problems = record(ACTION, minimal["action"] + "deadlines:\n  - {what: x, when: 2024-Q2}\norder: 010\n")
    assert problems == []
    assert found is not None
    assert found.model_dump(mode="json", include={"ref", "order", "deadlines"}) == {
        "ref": "1",
        "order": 10,
        "deadlines": [{"what": "x", "printed": None, "when": "2024-Q2", "kind": "deadline"}],
    }


def test_text_fields_keep_what_yaml_would_change() -> None:
    """A ref 2.10 stays 2.10 without quotes, Norway's code stays NO."""
    found, problems = record(
        ACTION, "ref: 2.10\ntitle: NO\nsection: 1:30\nsummary: 010\nsource: {section: on, item: 1e3}\n"
    )
    assert problems == []
    assert found is not None
    assert found.model_dump(include={"ref", "title", "section", "summary", "source"}) == {
        "ref": "2.10",
        "title": "NO",
        "section": "1:30",
        "summary": "010",
        "source": {"section": "on", "item": "1e3", "footnotes": (), "page": None},
    }
    country, problems = record("actors/norway.yml", "name: Norway\nkind: country\ncountry: NO\n")
    assert problems == []
    assert country is not None
    assert country.model_dump(mode="json")["country"] == "NO"


@pytest.mark.parametrize("empty", ["", " ~", " null"])
def test_a_field_without_a_value_counts_as_left_out(minimal: Mapping[str, str], empty: str) -> None:
    """An empty optional field is no problem, be it a text or a list."""
    found, problems = record(ACTION, minimal["action"] + f"lead:{empty}\nactors:{empty}\n")
    assert problems == []
    assert found is not None
    assert found.model_dump(include={"lead", "actors"}) == {"lead": None, "actors": ()}


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        # fields that are missing, at the nearest thing that is there
        (
            "actors:\n  - {actor: europol}\n",
            ("missing-field", 7, 5, 1, "'role' is missing", "add a line 'role: …'"),
        ),
        (
            "actors:\n  - actor: europol\n    role:\n",
            ("missing-field", 8, 10, 1, "'role' is missing", "add a line 'role: …'"),
        ),
        # fields that are unknown, at their key
        (
            "actros: []\n",
            ("unknown-field", 6, 1, 6, "there is no field 'actros' here", "did you mean 'actors'?"),
        ),
        (
            "Lead: x\n",
            ("unknown-field", 6, 1, 4, "there is no field 'Lead' here", "did you mean 'lead'?"),
        ),
        (
            "themse:\n",
            ("unknown-field", 6, 1, 6, "there is no field 'themse' here", "did you mean 'themes'?"),
        ),
        (
            "actors:\n  - {actor: europol, role: lead, on: x}\n",
            ("unknown-field", 7, 34, 2, "there is no field 'on' here", "known fields: actor, role, detail"),
        ),
        # values that a list of words does not have
        (
            "actors:\n  - {actor: europol, role: leda}\n",
            ("unknown-value", 7, 28, 4, "'role' cannot be 'leda'", "did you mean 'lead'?"),
        ),
        (
            "links:\n  - {plan: p, relation: funded}\n",
            (
                "unknown-value",
                *(7, 25, 6),
                "'relation' cannot be 'funded'",
                "one of related, implements, follows, replaces, part-of, supports",
            ),
        ),
        (
            "progress:\n  - {date: 2024-01-01, status: Done}\n",
            ("unknown-value", 7, 32, 4, "'status' cannot be 'Done'", "did you mean 'done'?"),
        ),
        # values that have the wrong shape
        (
            "actors: europol\n",
            ("bad-value", 6, 9, 7, "'actors' should be a list", "begin each item on a line of its own with '- '"),
        ),
        (
            "actors: {actor: europol, role: lead}\n",
            ("bad-value", 6, 9, 1, "'actors' should be a list", "begin each item on a line of its own with '- '"),
        ),
        (
            "actors:\n  - europol\n",
            ("bad-value", 7, 5, 7, "item 1 should be a mapping of fields", "write {actor: europol, role: …}"),
        ),
        (
            "themes: [a, b]\nactors:\n  -\n",
            ("bad-value", 8, 4, 1, "item 1 should be a mapping of fields", "write 'name: value' lines"),
        ),
        (
            'lead: ""\n',
            ("bad-value", 6, 7, 2, "'lead' is empty", "write something, or leave the field out"),
        ),
        (
            "group: |\n  one\n  two\n",
            ("bad-value", 6, 8, 1, "'group': should be one line", None),
        ),
        # numbers and times
        (
            "order: 10.000\n",
            ("bad-value", 6, 8, 6, "'order': should be a whole number", "write digits only"),
        ),
        (
            "order: [1]\n",
            ("bad-value", 6, 8, 1, "'order' should be a whole number", "write digits only"),
        ),
        (
            "indicators:\n  - {key: a, measure: m, target: {at_least: 10.000}}\n",
            (
                "bad-value",
                *(7, 45, 6),
                "'at_least': '10.000' could be read in two ways",
                "write 10000 without separators, and keep what is printed",
            ),
        ),
        (
            "deadlines:\n  - {what: x, when: 2024-02-30}\n",
            ("bad-value", 7, 21, 10, "'when': '2024-02-30' is not in the calendar", "that month has 29 days"),
        ),
        (
            "progress:\n  - {date: ongoing, status: done}\n",
            (
                "bad-value",
                *(7, 12, 7),
                "'date': 'ongoing' is not a single day, month, quarter, half or year",
                "write 2021-09-29, 2021-09 or 2024-Q2",
            ),
        ),
        (
            "deadlines:\n  - {what: x, when: [2024]}\n",
            ("bad-value", 7, 21, 1, "'when': should be a single piece of text, not a list or a mapping", None),
        ),
        (
            "progress:\n  - {date: 2024, status: done, evidence: 'javascript:alert(1)'}\n",
            (
                "bad-value",
                *(7, 42, 21),
                "'evidence': 'javascript:alert(1)' is not a web address",
                "write https:// and the rest, without spaces",
            ),
        ),
        # what several fields must come to together
        (
            "indicators:\n  - {key: a, measure: m, target: {unit: '%'}}\n",
            ("bad-value", 7, 34, 1, "'target': should state exactly one of at_least, at_most and exactly", None),
        ),
        (
            "indicators:\n  - {key: a, measure: m, target: {exactly: 1}, targets: [{exactly: 2}]}\n",
            ("bad-value", 7, 5, 1, "item 1: should have either target or targets", None),
        ),
        (
            "links:\n  - {relation: related}\n",
            ("bad-value", 7, 5, 1, "item 1: should name either an action or a plan", None),
        ),
    ],
)
def test_each_complaint_has_its_place_and_a_hint(
    minimal: Mapping[str, str], extra: str, expected: tuple[str, int, int, int, str, str | None]
) -> None:
    """The model's complaint is put in plain words, at the key, the value or the nearest thing that is there."""
    found, (problem,) = record(ACTION, minimal["action"] + extra)
    assert found is None
    assert problem.severity is Severity.ERROR
    assert shown(problem) == expected


def test_a_stray_field_without_a_near_one_gets_the_fields_that_there_are(minimal: Mapping[str, str]) -> None:
    """Where nothing is near, the known fields are listed."""
    _, (problem,) = record("themes/t.yml", minimal["theme"] + "zzz: x\n")
    assert problem.hint == "known fields: formerly, marking, notes, name, aliases, summary"


def test_a_single_text_is_asked_for_where_a_list_or_mapping_stands(minimal: Mapping[str, str]) -> None:
    """A list for a role or an actor's id is named as such, not as a strange word."""
    _, problems = record(ACTION, minimal["action"] + "actors:\n  - {actor: [a], role: {lead: x}}\nthemes: [{a: b}]\n")
    assert [problem.message for problem in problems] == [
        "'actor' should be a single piece of text",
        "'role' should be a single piece of text",
        "item 1 should be a single piece of text",
    ]
    assert all("write it on the same line" in (problem.hint or "") for problem in problems)


def test_a_plan_links_to_a_plan_or_an_instrument(minimal: Mapping[str, str]) -> None:
    """A link that names both, or neither, says nothing."""
    text = minimal["plan"] + "links:\n  - {plan: p, instrument: i}\n  - {relation: follows}\n  - {plan: p}\n"
    _, problems = record("plans/p/plan.yml", text)
    assert [(problem.span.line, problem.message) for problem in problems] == [
        (5, "item 1: should name either a plan or an instrument"),
        (6, "item 2: should name either a plan or an instrument"),
    ]


def test_a_truth_value_is_true_or_false() -> None:
    """Other words for it are refused where a truth value is asked for."""
    _, (problem,) = record("terms.yml", "terms:\n  - {term: EU, expanded: perhaps}\n")
    assert shown(problem) == ("bad-value", 2, 26, 7, "'expanded' should be true or false", "write true or false")


def test_a_value_of_the_wrong_form_gets_the_description_of_its_field(minimal: Mapping[str, str]) -> None:
    """No contributor reads a regular expression."""
    _, (problem,) = record(ACTION, minimal["action"] + "amounts:\n  - {value: 5, currency: euro, what: x}\n")
    assert shown(problem) == ("bad-value", 7, 26, 4, "'currency' cannot be 'euro'", "write the currency, as ISO 4217")


def test_a_count_below_nothing_is_refused(minimal: Mapping[str, str]) -> None:
    """Counts start at nought, also within the mapping of counts by section."""
    _, problems = record("plans/p/plan.yml", minimal["plan"] + "counts: {actions: -1, per_section: {a: 1_000, b: }}\n")
    assert [shown(problem)[:5] for problem in problems] == [
        ("bad-value", 4, 19, 2, "'actions' should be at least 0"),
        ("bad-value", 4, 40, 5, "'a': should be a whole number"),
        ("bad-value", 4, 50, 1, "'b' should be a whole number"),
    ]


def test_a_misspelt_field_is_reported_once() -> None:
    """A required field under a misspelt name is there; only its name is wrong."""
    _, (problem,) = record("actors/a.yml", "nmae: A body\nkind: eu-agency\n")
    assert shown(problem)[:5] == ("unknown-field", 1, 1, 4, "there is no field 'nmae' here")


def test_every_missing_field_is_reported() -> None:
    """An empty mapping lacks all required fields at once, each at the record's beginning."""
    _, problems = record(ACTION, "# nothing yet\n{}\n")
    assert [problem.message for problem in problems] == [
        f"'{field}' is missing" for field in ("ref", "title", "section", "summary", "source")
    ]
    assert {problem.span.line for problem in problems} == {2}


def test_all_complaints_come_at_once(minimal: Mapping[str, str]) -> None:
    """Ten mistakes in one file give ten problems."""
    _, problems = record(
        ACTION,
        minimal["action"]
        + "titel: x\norder: first\n"
        + "actors:\n  - {actor: europol, role: boss}\n  - {role: lead}\n  - cepol\n"
        + "deadlines:\n  - {what: x, when: soon}\n  - {what: '', when: 2024-13}\n"
        + "amounts: many\nthemes: [[a]]\n",
    )
    assert sorted((problem.code, problem.span.line, problem.span.column) for problem in problems) == [
        ("bad-value", 7, 8),
        ("bad-value", 11, 5),
        ("bad-value", 13, 21),
        ("bad-value", 14, 12),
        ("bad-value", 14, 22),
        ("bad-value", 15, 10),
        ("bad-value", 16, 10),
        ("missing-field", 10, 5),
        ("unknown-field", 6, 1),
        ("unknown-value", 9, 28),
    ]


def test_a_semicolon_in_the_text_stays_in_the_message(minimal: Mapping[str, str]) -> None:
    """What was written is quoted in full, and only the way to write it is the hint."""
    _, (problem,) = record(ACTION, minimal["action"] + "deadlines:\n  - {what: x, when: soon; perhaps}\n")
    assert problem.message == "'when': 'soon; perhaps' is not a time"
    assert (problem.hint or "").startswith("write a day 2021-09-29")


def test_a_record_cannot_be_changed(minimal: Mapping[str, str]) -> None:
    """Records are frozen."""
    found, _ = record("actors/a.yml", minimal["actor"])
    with pytest.raises(ValueError, match="frozen"):
        found.name = "another"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
def test_any_data_gives_a_record_or_problems(kind: object, data: st.DataObject) -> None:
    """Whatever stands in the fields, the model takes it or says what is wrong; nothing else is raised."""
    assert kind in KINDS
    document, _ = read_document("x.yml", b"{}")
    fields = sorted(kind.model.model_fields)  # type: ignore[attr-defined]
    document.data = data.draw(st.dictionaries(st.sampled_from(fields) | st.text(max_size=3), somethings, max_size=5))
    found, problems = record_of(kind.model, document)  # type: ignore[attr-defined]
    assert (found is None) == bool(problems)
    assert all(problem.message for problem in problems)
