"""A meeting's page: the state of its actions, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from planatlas.history.compare import compare
from planatlas.history.history import History, Step
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.build import pages_of
from planatlas.pages.told import Told
from planatlas.pages.views.meeting import meeting_page, state_of
from planatlas.reading.folder import read_files, read_folder

EVERYTHING = Path(__file__).parents[1] / "cases/everything/content"
MEETING = "2026-02-10"


def atlas_on(day: date) -> Atlas:
    return link(read_folder(EVERYTHING), day)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return atlas_on(date(2026, 1, 1))


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def told_of(
    atlas: Atlas, day: date, *old: tuple[str, str, str], begins: date = date(2025, 1, 1), whole: bool = True
) -> Told:
    """Return a history in which files said something else before a day."""
    files = {path: document.text for path, document in atlas.content.documents.items()}
    for path, now, before in old:
        assert now in files[path]
        files[path] = files[path].replace(now, before)
    earlier = read_files({path: text.encode() for path, text in files.items()})
    step = Step(day.isoformat(), None, datetime.combine(day, time(), UTC), compare(earlier, atlas.content, day))
    return Told(atlas, History((step,), begins, reaches_first=whole, shallow=not whole))


ON_AGENDA = ("plans/ports-2024/actions/1.1.yml", "title: ", "title: Old ")
ELSEWHERE = ("plans/customs-2023/actions/2.yml", "title: ", "title: Old ")


def test_what_changed_since_the_last_meeting_is_told(atlas: Atlas, show: Callable) -> None:
    """With a history, what changed in what the agenda names stands on the page, each with its record."""
    given = meeting_page(atlas, MEETING, told_of(atlas, date(2025, 12, 1), ON_AGENDA, ELSEWHERE))
    said = show(body(given.text))
    assert "Changes since 12 August 2025 OA 1.1: Passenger & crew lists [pilot]: title changed from “Old" in said.text
    assert "Old Name contact points" not in said.text
    assert "../plans/ports-2024/actions/1.1.md" in said.targets


def test_without_a_history_nothing_is_said_of_changes(atlas: Atlas, show: Callable) -> None:
    """No history, no section; where nothing that matters changed since, it says so."""
    assert "Changes since" not in meeting_page(atlas, MEETING).text
    for told in (told_of(atlas, date(2025, 12, 1), ELSEWHERE), told_of(atlas, date(2025, 8, 1), ON_AGENDA)):
        assert "Nothing on this agenda has changed." in show(body(meeting_page(atlas, MEETING, told).text)).text


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (False, "What changed before 22 November 2025 is not known here."),
        (True, "This content was first recorded on 22 November 2025."),
    ],
)
def test_a_history_that_begins_later_says_so(atlas: Atlas, show: Callable, *, whole: bool, said: str) -> None:
    """What changed before is not known, or not there, and is not taken for nothing."""
    told = told_of(atlas, date(2025, 12, 1), ON_AGENDA, begins=date(2025, 11, 22), whole=whole)
    assert said in show(body(meeting_page(atlas, MEETING, told).text)).text


def test_changes_need_a_day_from_which_they_are_told(atlas: Atlas) -> None:
    """A meeting that states no such day has no section of changes."""
    told = told_of(atlas, date(2025, 12, 1), ON_AGENDA)
    assert "Changes since" not in meeting_page(atlas, "2025-08-12", told).text


def test_an_item_shows_its_actions_with_lead_time_and_state(atlas: Atlas, show: Callable) -> None:
    """Each action stands under its plan with its code, title, who is to act, when, and how far it is."""
    text = show(body(meeting_page(atlas, MEETING).text)).text
    agenda = text.split("1. Follow-up")[-1]
    assert "See Poland" in agenda
    assert "Plans: Ports plan" in agenda
    assert "OA 1.1 Passenger & crew lists [pilot]" in agenda
    assert "2. Training: *what next*" in text
    assert "This item is marked LIMITE." in text


def test_a_page_carries_the_marking_of_an_item(make_atlas: Callable[..., Atlas]) -> None:
    """A meeting without a marking, an item of which is marked, is marked as that item."""
    files = {
        "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n",
        "meetings/m.yml": "title: M\ndate: 2026-02-01\nagenda: [{title: T, marking: LIMITE}]\n",
        "meetings/n.yml": "title: N\ndate: 2026-02-01\nagenda: [{title: T}]\n",
    }
    atlas = make_atlas(files)
    assert 'marking: "LIMITE"' in meeting_page(atlas, "m").text
    assert "marking:" not in meeting_page(atlas, "n").text


@pytest.mark.parametrize(
    ("deadlines", "progress", "expected"),
    [
        ("", "", "Not reported"),
        ("{what: W, when: 2025-06}", "", "Not reported; overdue"),
        ("{what: W, when: 2025-06}, {what: V, when: 2027}", "", "Not reported; overdue"),
        ("{what: W, when: 2027}, {what: V, when: 2025, kind: start}", "", "Not reported; due"),
        ("{what: W, when: 2027}", "{date: 2025-12-01, status: under-way}", "Under way; due"),
        ("{what: W, when: 2025-06}", "{date: 2025-01-01, status: under-way}", "Delayed by the date"),
        ("{what: W, when: 2027}", "{date: 2025-12-01, status: done}", "Done"),
        ("{what: W, printed: soon}", "", "Not reported"),
    ],
)
def test_a_state_says_how_far_and_what_presses(
    make_atlas: Callable[..., Atlas], deadlines: str, progress: str, expected: str
) -> None:
    """What was reported comes first, then where the most pressing of the stated times stands."""
    files = {
        "plans/p/plan.yml": 'title: P\nsections: [{number: "1", title: First}]\n',
        "plans/p/actions/1.yml": (
            f'ref: "1"\ntitle: A\nsection: "1"\nsummary: S.\nsource: {{section: One, item: first}}\n'
            f"deadlines: [{deadlines}]\nprogress: [{progress}]\n"
        ),
    }
    assert state_of(make_atlas(files), "p/1") == expected


def test_the_home_page_names_the_next_meeting_while_it_is_ahead() -> None:
    """Before and on its day the home page names a meeting, afterwards it does not."""
    told = "Next meeting: [Working party on ports]"
    assert told in pages_of(atlas_on(date(2026, 2, 10)))["index.md"].text
    assert told not in pages_of(atlas_on(date(2026, 2, 11)))["index.md"].text


def test_the_list_parts_what_is_to_come_from_what_was() -> None:
    """On the day after it a meeting has moved from the one table to the other."""
    before = pages_of(atlas_on(date(2026, 2, 10)))["meetings/index.md"].text
    after = pages_of(atlas_on(date(2026, 2, 11)))["meetings/index.md"].text
    assert before.index("## To come") < before.index("Working party on ports](") < before.index("## Past")
    assert "## To come" not in after


def test_without_meetings_there_is_no_page_of_them(atlas: Atlas) -> None:
    """Content without a meeting has neither a list nor a word of them on the home page."""
    pages = pages_of(replace(atlas, meetings={}))
    assert not [path for path in pages if path.startswith("meetings/")]
    assert "eeting" not in pages["index.md"].text
