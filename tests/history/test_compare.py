"""What changed between two versions of the content."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from history_content import PLAN, between, edited
from planatlas.history.changes import Change, Changes
from planatlas.history.compare import changes, compare
from planatlas.history.items import HANDLINGS
from planatlas.history.shift import Shift
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.reading.folder import Content, Entry, read_folder
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.action import Target
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.values.numbers import Number
from planatlas.reading.values.text_value import TextValue
from planatlas.reading.values.when import When

EVERYTHING = Path(__file__).parents[1] / "pages/cases/everything/content"
AS_OF = date(2026, 6, 1)
ACTION = "plans/p/actions/1.yml"


def told(found: Changes) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return kind, item, before and after of every change."""
    return [(change.kind, change.item, change.before, change.after) for change in found]


def only(found: Changes) -> Change:
    (change,) = found
    return change


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (ACTION, "title: Exchange lists", "title: Swap lists", ("title-renamed", None, "Exchange lists", "Swap lists")),
        (ACTION, "Ports exchange", "Ports swap", ("summary-reworded", None, None, None)),
        (ACTION, 'section: "1"', 'section: "2"', ("section-moved", None, "1", "2")),
        (ACTION, "europol, role: lead", "europol, role: co-lead", ("role-changed", "Europol", "lead", "co-lead")),
        (ACTION, "detail: customs", "detail: police", ("involvement-changed", "Poland", "customs", "police")),
        (ACTION, "{actor: europol, role: lead}, ", "", ("involvement-removed", "Europol", "lead", None)),
        (ACTION, "detail: customs}]", "detail: customs}, {actor: poland, role: partner}]",
         ("involvement-added", "Poland", None, "partner")),
        (ACTION, "relation: uses", "relation: revises", ("relation-changed", "SIENA", "uses", "revises")),
        (ACTION, "[{instrument: siena, relation: uses}]", "[]", ("means-removed", "SIENA", "uses", None)),
        (ACTION, "at_least: 10", "at_least: 20",
         ("target-changed", "a", ">= 10 lists per year", ">= 20 lists per year")),
        (ACTION, "target: {at_least: 10, unit: lists, per: year}", "targets: []",
         ("target-removed", "a", ">= 10 lists per year", None)),
        (ACTION, "target: {at_least: 10, unit: lists, per: year}",
         "target: {at_most: 5, unit: '%', per: total}",
         ("target-changed", "a", ">= 10 lists per year", "<= 5% in total")),
        (ACTION, "measure: Lists", "measure: Lists sent", ("indicator-changed", "a", "Lists", "Lists sent")),
        (ACTION, "key: a", "key: b", ("indicator-renumbered", "b", "a", "b")),
        (ACTION, "text: Set it up", "text: Begin", ("activity-reworded", "1", None, None)),
        (ACTION, "number: 1", "number: 3", ("activity-renumbered", "3", "1", "3")),
        (ACTION, "what: Report", "what: Last report", ("deadline-changed", "Last report", "Report", "Last report")),
        (ACTION, "printed: by Q2 2024", "printed: by mid-2024",
         ("deadline-changed", "Report", "by Q2 2024", "by mid-2024")),
        (ACTION, "deadlines: [{what: Report, printed: by Q2 2024, when: 2024-Q2}]", "",
         ("deadline-removed", "Report", "2024-Q2", None)),
        (ACTION, "themes: [ports]", "themes: []", ("theme-removed", "Ports", "ports", None)),
        (ACTION, "item: first", "item: second", ("source-changed", None, "first", "second")),
        (ACTION, "title: Exchange", "marking: LIMITE\ntitle: Exchange", ("marking-changed", None, None, "LIMITE")),
        ("plans/p/plan.yml", "title: First", "title: Start", ("section-renamed", "1", "First", "Start")),
        ("actors/europol.yml", "short: Europol", "short: EP", ("short-renamed", None, "Europol", "EP")),
        ("actors/europol.yml", "kind: agency", "kind: agency\naliases: [Interpole]",
         ("alias-added", "Interpole", None, "Interpole")),
        ("instruments/siena.yml", "kind: system", "kind: system\noperator: europol",
         ("operator-changed", "Europol", None, "europol")),
        ("themes/ports.yml", "name: Ports", "name: Harbours", ("name-renamed", None, "Ports", "Harbours")),
    ],
)  # fmt: skip
def test_a_change_is_told_by_what_it_means(path: str, old: str, new: str, expected: tuple[str, ...]) -> None:
    """One edit is one change, named for what changed, with what was said before and is said now."""
    assert told(between(PLAN, edited((path, old, new)))) == [expected]


def test_nothing_changed_gives_no_changes() -> None:
    """The same content says the same, also written otherwise: comments, quotes, order of fields, empty fields."""
    other = edited(
        (ACTION, 'ref: "1"\ntitle: Exchange lists\n', "# a comment\ntitle: 'Exchange lists'\nref: '1'\nlead:\n"),
        (
            "actors/poland.yml",
            "name: Poland\nkind: country\n",
            "kind:   country\nname: Poland\nlist: []\n".replace("list", "aliases"),
        ),
    )
    one_target = edited(
        (ACTION, "target: {at_least: 10, unit: lists, per: year}", "targets: [{at_least: 10, unit: lists, per: year}]")
    )
    assert not between(PLAN, PLAN)
    assert not between(PLAN, one_target)
    assert not between(PLAN, other)
    atlas = link(read_folder(EVERYTHING), AS_OF)
    assert list(changes(atlas, link(read_folder(EVERYTHING), AS_OF))) == []


def test_a_deadline_moves_by_a_length() -> None:
    """A moved deadline says from when to when, and how far it is, in the precision of its times."""
    new = edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4"))
    change = only(between(PLAN, new))
    assert (change.kind, change.item, change.before, change.after) == ("deadline-moved", "Report", "2024-Q2", "2024-Q4")
    assert change.shift == Shift(184, 6)
    back = only(between(new, PLAN))
    assert back.shift == Shift(-184, -6)


def test_a_corrected_reading_moves_nothing() -> None:
    """Where the document still prints the same, another reading of it is no moved deadline."""
    change = only(between(PLAN, edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q2 2024, when: 2024-Q4"))))
    assert change.kind == "deadline-reread"


def test_an_activity_moves_too() -> None:
    """The timing of an activity is told as a deadline is."""
    change = only(between(PLAN, edited((ACTION, "{printed: Q2 2024, when: 2024-Q2}", "{when: 2024-08}"))))
    assert (change.kind, change.item, change.shift) == ("activity-timing-moved", "1", Shift(62, 2))


def test_a_report_changes_the_status_that_follows_from_it() -> None:
    """A progress entry is told, and so is the status of the action if it follows from it."""
    report = "progress: [{date: 2026-03-12, status: done}]\n"
    found = told(between(PLAN, edited((ACTION, "themes:", f"{report}themes:"))))
    assert found == [
        ("progress-added", "2026-03-12", None, "done"),
        ("status-changed", None, "not-reported", "done"),
    ]


def test_records_come_and_go() -> None:
    """Added and removed records are told as such, with the name they have or had."""
    new = edited(
        (ACTION, "{actor: poland, role: support, detail: customs}", "{actor: spain, role: support}"),
        files={
            "actors/poland.yml": None, "plans/p/actions/2.yml": None,
            "actors/spain.yml": "name: Spain\nkind: country\n",
        },
    )  # fmt: skip
    found = between(PLAN, new)
    assert [(change.kind, change.name) for change in found] == [
        ("involvement-added", "Action\u00a01: Exchange lists"),
        ("involvement-removed", "Action\u00a01: Exchange lists"),
        ("action-removed", "Action\u00a02: Train officers"),
        ("actor-removed", "Poland"),
        ("actor-added", "Spain"),
    ]


def test_a_plan_that_comes_as_a_whole_is_told_once() -> None:
    """The actions that come with their plan are there for programs, and need not be told to people one by one."""
    found = between({path: text for path, text in PLAN.items() if not path.startswith("plans")}, PLAN)
    assert [change.kind for change in found] == ["plan-added", "action-added", "action-added"]
    assert [change.kind for change in found.told] == ["plan-added"]


def test_an_action_is_renumbered() -> None:
    """An action whose file and ref changed, and which says what it was, is the same action with another code."""
    text = PLAN[ACTION].replace('ref: "1"', 'ref: "7"\nformerly: ["1"]')
    found = between(PLAN, edited(files={ACTION: None, "plans/p/actions/7.yml": text}))
    assert told(found) == [("action-renamed", None, "p/1", "p/7"), ("ref-renumbered", None, "1", "7")]
    assert {change.old_key for change in found} == {Key(Kind.ACTION, "p/1")}


@pytest.mark.parametrize("backwards", [False, True])
def test_a_renamed_actor_is_the_same_in_every_record_that_names_it(*, backwards: bool) -> None:
    """Ids that were rewritten in fields and prose since their record has another one are no changes, either way."""
    renamed = edited(
        (ACTION, "actor: europol", "actor: ep"),
        (ACTION, "[[europol]]", "[[ep]]"),
        files={"actors/europol.yml": None, "actors/ep.yml": PLAN["actors/europol.yml"] + "formerly: [europol]\n"},
    )
    found = between(renamed, PLAN) if backwards else between(PLAN, renamed)
    assert next(change.kind for change in found) == "actor-renamed"
    assert {change.key.kind for change in found} == {Kind.ACTOR}


def test_with_a_plan_its_actions_are_renamed() -> None:
    """When a plan has another id its actions are the same actions still."""
    new = {path.replace("plans/p/", "plans/q/"): text for path, text in PLAN.items()}
    new["plans/q/plan.yml"] += "formerly: [p]\n"
    assert told(between(PLAN, new)) == [
        ("plan-renamed", None, "p", "q"),
        ("action-renamed", None, "p/1", "q/1"),
        ("action-renamed", None, "p/2", "q/2"),
    ]


def test_a_change_names_the_pages_it_touches() -> None:
    """What tables elsewhere show touches their pages too; what only the record's own page shows does not."""
    moved = only(between(PLAN, edited((ACTION, "printed: by Q2 2024, when: 2024-Q2", "when: 2025"))))
    assert moved.touches[0] == Key(Kind.PLAN, "p")
    assert set(moved.touches[1:]) == {
        Key(Kind.ACTOR, "europol"), Key(Kind.ACTOR, "poland"), Key(Kind.INSTRUMENT, "siena"), Key(Kind.THEME, "ports"),
    }  # fmt: skip
    assert only(between(PLAN, edited((ACTION, "Ports exchange", "They exchange")))).touches == (Key(Kind.PLAN, "p"),)


def test_a_change_carries_the_highest_marking_it_had() -> None:
    """Of a record that was marked lower or higher before, the higher marking holds for the change."""
    marked = edited(("plans/p/plan.yml", "title: Plan P", "title: Plan P\nmarking: LIMITE"))
    assert [change.marking for change in between(PLAN, marked)] == ["LIMITE"]
    assert [change.marking for change in between(marked, PLAN)] == ["LIMITE"]
    both = {**marked, ACTION: marked[ACTION].replace("Exchange lists", "Swap lists")}
    assert [change.marking for change in between(marked, both)] == ["LIMITE"]
    assert only(between(PLAN, edited((ACTION, "Exchange lists", "Swap lists")))).marking is None


def test_what_cannot_be_read_is_not_told_of() -> None:
    """A file with a mistake in one of the versions gives no change, and its path is named."""
    broken = edited((ACTION, "role: lead", "role: leed"))
    for found in (between(PLAN, broken), between(broken, PLAN)):
        assert list(found) == []
        assert found.unread == (ACTION,)


def test_order_counts() -> None:
    """The same sections in another order are told as such."""
    swapped = '[{number: "2", title: Second}, {number: "1", title: First}]'
    new = edited(("plans/p/plan.yml", '[{number: "1", title: First}, {number: "2", title: Second}]', swapped))
    assert told(between(PLAN, new)) == [("section-reordered", None, None, None)]


def test_every_model_in_a_list_is_handled() -> None:
    """An item of a list whose model nobody thought of would be told badly: each has its handling."""

    def models(model: type[BaseModel]) -> set[type[BaseModel]]:
        found: set[type[BaseModel]] = set()
        for field in model.model_fields.values():
            arguments = getattr(field.annotation, "__args__", ())
            for part in (field.annotation, *arguments):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    is_list = getattr(field.annotation, "__origin__", None) is tuple
                    found |= ({part} if is_list else set()) | models(part)
        return found

    assert {model for kind in KINDS for model in models(kind.model)} == set(HANDLINGS)


def mutations(model: BaseModel) -> list[tuple[str, BaseModel]]:
    """Return the model with one field after the other changed or emptied, and where."""
    found: list[tuple[str, BaseModel]] = []
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        others: list[tuple[str, Any]] = []
        if isinstance(value, BaseModel):
            others = [(f"{name}.{place}", other) for place, other in mutations(value)]
        elif isinstance(value, tuple):
            others = [(f"{name}-", value[:-1])] if value else []
            others += [(f"{name}+", (*value, "added"))] if value and isinstance(value[0], str) else []
            for position, item in enumerate(value):
                if isinstance(item, BaseModel):
                    others += [
                        (f"{name}.{position}.{place}", (*value[:position], other, *value[position + 1 :]))
                        for place, other in mutations(item)
                    ]
        else:
            others = [(name, other) for other in _others(value)]
            others += [(f"{name} gone", None)] if value is not None and not field.is_required() else []
        found += [(place, model.model_copy(update={name: other})) for place, other in others]
    # What the model itself refuses is no mutation that a file could have.
    return [(place, other) for place, other in found if not isinstance(other, Target) or _states_one(other)]


def _states_one(target: Target) -> bool:
    return sum(value is not None for value in (target.at_least, target.at_most, target.exactly)) == 1


def _others(value: object) -> list[object]:
    match value:
        case bool():
            return [not value]
        case Enum():
            return [next(one for one in type(value) if one is not value)]
        case int():
            return [value + 1]
        case str():
            return [f"{value} and more"]
        case Number():
            return [Number.parse("987654")]
        case When():
            return [When.parse("1999-12-31")]
        case dict():
            return [{**value, "9": 9}]
        case TextValue() | None:
            return []
    raise AssertionError(value)


def entries_of(content: Content) -> list[Entry[Record]]:
    return [entry for entries in content.entries.values() for entry in entries.values()]


def test_each_mutation_of_a_record_is_a_change() -> None:
    """Whatever field of whatever record says something else, or nothing any more, there is a change of that record."""
    content, count = read_folder(EVERYTHING), 0
    for entry in entries_of(content):
        for place, record in mutations(entry.record):
            assert isinstance(record, Record)
            other = Content({kind: dict(entries) for kind, entries in content.entries.items()}, content.documents)
            other.entries[entry.kind][entry.id] = Entry(entry.id, entry.kind, record, entry.document)
            for found in (compare(content, other, AS_OF), compare(other, content, AS_OF)):
                kinds = {change.key for change in found}
                assert kinds == {Key(entry.kind, entry.id)}, (entry.path, place, told(found))
            count += 1
    assert count > 500
