"""The page of changes, and what other pages show of the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from golden import Golden
from history_content import AS_OF, PLAN, between, edited
from planatlas.history.history import History, Step
from planatlas.linking.link import link
from planatlas.pages.build import pages_of
from planatlas.pages.page import Page
from planatlas.pages.views import changes as view
from planatlas.reading.folder import read_files

ACTION = "plans/p/actions/1.yml"
MARKED = edited(
    ("plans/p/plan.yml", "title: Plan P", "title: Plan P\nmarking: LIMITE"),
    (ACTION, "{printed: Q2 2024, when: 2024-Q2}", "{printed: Q4 2024, when: 2024-Q4}"),
)
MOVED = {**MARKED, ACTION: MARKED[ACTION].replace("by Q2 2024, when: 2024-Q2", "by Q3 2024, when: 2024-Q3")}
AGAIN = {**MARKED, ACTION: MARKED[ACTION].replace("by Q2 2024, when: 2024-Q2", "in 2025, when: 2025")}
LAST = {**AGAIN, "actors/ep.yml": PLAN["actors/europol.yml"] + "formerly: [europol]\n"}
LAST = {
    path: text.replace("actor: europol", "actor: ep").replace("[[europol]]", "[[ep]]") for path, text in LAST.items()
}
del LAST["actors/europol.yml"], LAST["plans/p/actions/2.yml"]


def pages(*versions: dict[str, str], shallow: bool = False, whole: bool = True) -> dict[str, Page]:
    steps = [
        Step(f"2026-01-{place:02}", None, datetime(2026, 1, place, tzinfo=UTC), between(old, new))
        for place, (old, new) in enumerate(pairwise(versions), start=2)
    ]
    history = History(
        tuple(reversed(steps)), datetime(2026, 1, 1, tzinfo=UTC).date(), reaches_first=whole, shallow=shallow
    )
    content = read_files({path: text.encode() for path, text in versions[-1].items()})
    assert content.problems == []
    return pages_of(link(content, AS_OF), history)


def section(page: Page, heading: str) -> str:
    """Return what stands under a heading of the second level; empty where there is no such heading."""
    _, found, rest = page.text.partition(f"\n## {heading}")
    return rest.split("\n## ")[0] if found else ""


def test_the_pages_of_a_history(golden: Golden) -> None:
    """The page of changes, an action, an actor, a plan and the home page tell what changed, newest first."""
    found = pages(dict(PLAN), MARKED, MOVED, AGAIN, LAST)
    shown = ("changes.md", "index.md", "plans/p/index.md", "plans/p/actions/1.md", "actors/ep.md")
    folder = Path(__file__).parent / "changes"
    golden.compare_folder(folder, {path: found[path].text for path in shown})


def test_without_a_history_no_page_tells_of_one() -> None:
    """Outside git there is no page of changes, and no link, heading or feed that would lead to one."""
    content = read_files({path: text.encode() for path, text in LAST.items()})
    found = pages_of(link(content, AS_OF))
    assert "changes.md" not in found
    for page in found.values():
        assert not any(
            sign in page.text for sign in ("changes.md", "What changed", "Dates that moved", "feed:", "changes/")
        ), page.path


def test_where_nothing_changed_the_page_says_so() -> None:
    """With one version only there is nothing to tell but its day."""
    found = pages(dict(PLAN))
    assert "Nothing has changed since 1 January 2026, when this content was first recorded." in found["changes.md"].text
    for heading in ("What changed", "Dates that moved"):
        assert all(section(page, heading) == "" for page in found.values())


@pytest.mark.parametrize(
    ("shallow", "whole", "words"),
    [
        (False, True, "This content was first recorded on 1 January 2026"),
        (True, False, "without its older versions: what changed before 1 January 2026 is not known here"),
        (False, False, "Older versions than that of 1 January 2026 are left out"),
    ],
)
def test_the_page_says_how_far_back_it_goes(*, shallow: bool, whole: bool, words: str) -> None:
    """The first version, a shallow clone and a limit are told apart."""
    assert words in section(pages(dict(PLAN), MOVED, shallow=shallow, whole=whole)["changes.md"], "How far back")


def test_a_moved_date_is_told_on_action_and_dossier() -> None:
    """The action has its way, the body and the plan have the sum; where nothing moved there is no heading."""
    found = pages(dict(PLAN), MARKED, MOVED, AGAIN)
    own = section(found["plans/p/actions/1.md"], "Dates that moved")
    assert "- Report: first Q2 2024, moved twice, now 2025, 1 year and 6 months later." in own
    assert "- Activity 1: first Q2 2024, moved once, now Q4 2024, 6 months later." in own
    for path in ("actors/europol.md", "plans/p/index.md"):
        told = section(found[path], "Dates that moved")
        assert "2 dates moved later, by 1 year and 6 months at most, 2 years in all." in told
    assert section(found["plans/p/actions/2.md"], "Dates that moved") == ""


def test_a_page_that_tells_of_something_marked_carries_the_marking() -> None:
    """Also of what is gone: its marking is that of the change."""
    gone = {path: text for path, text in MARKED.items() if path != "plans/p/actions/2.yml"}
    public = {path: text.replace("marking: LIMITE\n", "") for path, text in gone.items()}
    found = pages(MARKED, gone, public)
    assert 'marking: "LIMITE"' in found["changes.md"].text
    assert 'marking: "LIMITE"' in found["index.md"].text
    assert "marking:" not in found["themes/ports.md"].text


def test_a_page_of_many_changes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long groups are folded, and what is left out is counted."""
    monkeypatch.setattr(view, "MOST_RECORDS", 20)
    new = edited(files={f"actors/a{number}.yml": f"name: Actor {number}\nkind: country\n" for number in range(30)})
    text = pages(dict(PLAN), new)["changes.md"].text
    assert text.count(": added") == 20
    assert "And 10 more records." in text
    assert "<summary>30 changes in 30 records</summary>" in text


def test_no_text_of_a_record_becomes_markup(show: Callable) -> None:
    """Titles in the history are text, on the page of changes as anywhere."""
    hostile = "<b>x</b> [y](z) *w* {{ v }}"
    new = edited((ACTION, "title: Exchange lists", f"title: '{hostile}'"))
    for path in ("changes.md", "index.md", "plans/p/actions/1.md"):
        assert hostile in show(pages(dict(PLAN), new)[path].text.split("\n---\n", 1)[1]).text
