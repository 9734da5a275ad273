"""The history of a part: what changed in its records and touched what it is about, and nothing of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

from history_content import AS_OF, PLAN
from planatlas.exports.feed_export import feeds
from planatlas.history.changes import Changes
from planatlas.history.compare import compare
from planatlas.history.history import History, Step
from planatlas.history.part import history_of_part
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.selection import Choice, selected
from planatlas.pages.build import pages_of
from planatlas.pages.dossier import dossier
from planatlas.reading.folder import read_files

ONE = "plans/p/actions/1.yml"
TWO = "plans/p/actions/2.yml"
OTHER = {
    "plans/q/plan.yml": 'title: Plan Quebec\nsections: [{number: "1", title: Quarters}]\n',
    "plans/q/actions/7.yml": 'ref: "7"\ntitle: Query\nsection: "1"\nsummary: Spain asks, as in [[p/1]].\n'
    "actors: [{actor: spain, role: lead}, {actor: poland, role: support}]\nsource: {section: Q, item: q}\n",
    "actors/spain.yml": "name: Spain\nkind: country\n",
    "meetings/m.yml": "title: Meeting\ndate: 2026-07-01\nsince: 2026-01-01\n"
    "agenda: [{title: One, actions: [p/1]}, {title: Spain, actors: [spain]}]\n",
    "terms.yml": "terms: [{term: lists, meaning: Papers}, {term: QQQ, meaning: Questions, plans: [q]}]\n",
}
WHOLE = {**PLAN, **OTHER}
FIRST = date(2026, 1, 1)


def told(versions: Iterable[Mapping[str, str]], choice: Choice) -> tuple[Atlas, History]:
    """Return a part of the last of some versions and its history; each version is of the day after the one before."""
    contents = [read_files({path: text.encode() for path, text in files.items()}) for files in versions]
    steps = [
        Step(f"2026-01-{day:02}", None, datetime(2026, 1, day, tzinfo=UTC), compare(old, new, AS_OF).for_readers())
        for day, (old, new) in enumerate(pairwise(contents), start=2)
    ]
    whole = link(contents[-1], AS_OF)
    part = selected(whole, choice)
    history = History(tuple(reversed(steps)), FIRST, reaches_first=True, shallow=False)
    return part, history_of_part(history, whole, part, choice)


def kinds(history: History) -> list[list[str]]:
    return [[f"{change.kind} {change.key.id}" for change in step.changes] for step in history.steps]


def retitled(files: Mapping[str, str], path: str, old: str, new: str) -> dict[str, str]:
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}


def test_a_part_tells_of_its_own_records() -> None:
    """What changed in a record that is here is told, what changed elsewhere is not, and a version without news goes."""
    moved = retitled(WHOLE, ONE, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4")
    other = retitled(moved, "plans/q/actions/7.yml", "Query", "Quiz")
    named = retitled(other, "actors/europol.yml", "European Police", "European Police Agency")
    part, history = told([WHOLE, moved, other, named], Choice(plans=("p",)))
    assert kinds(history) == [["name-renamed europol"], ["deadline-moved p/1"]]
    assert "first Q2 2024, moved once, now Q4 2024" in pages_of(part, history)["plans/p/actions/1.md"].text


def test_what_touched_the_chosen_is_told_though_it_is_gone() -> None:
    """An action that was removed, or asks nothing of the chosen body any more, is news to who chose plan or body."""
    gone = {path: text for path, text in WHOLE.items() if path != TWO}
    spared = retitled(gone, "plans/q/actions/7.yml", ", {actor: poland, role: support}", "")
    assert kinds(told([WHOLE, gone, spared], Choice(plans=("p",)))[1]) == [["action-removed p/2"]]
    part, history = told([WHOLE, gone, spared], Choice(actors=("poland",)))
    assert kinds(history) == [["involvement-removed q/7"]]
    page = pages_of(part, history)["changes.md"].text
    assert "Plan Quebec" in page
    assert "plans/q/" not in page
    assert kinds(told([WHOLE, gone, spared], Choice(meetings=("m",)))[1]) == [["involvement-removed q/7"]]


def test_a_plan_that_is_here_by_name_tells_nothing() -> None:
    """Of a plan of which only the name is here, changes are not told."""
    longer = retitled(WHOLE, "plans/q/plan.yml", "sections:", "date: 2024-01-01\nsections:")
    files = [
        {**version, ONE: WHOLE[ONE].replace("lists with", "lists as in [[q/7]] with")} for version in (WHOLE, longer)
    ]
    part, history = told(files, Choice(plans=("p",)))
    assert list(part.named_plans) == ["q"]
    assert kinds(history) == []


def test_sections_and_terms_of_others_are_left_out() -> None:
    """Of a plan the sections that are not here, and of the glossary the terms that are not, are passed over."""
    later = retitled(WHOLE, "plans/p/plan.yml", "title: Second", "title: Last")
    later = retitled(later, "plans/p/plan.yml", "title: First", "title: Start")
    later = retitled(later, "terms.yml", "Questions", "Queries")
    later = retitled(later, "terms.yml", "Papers", "Sheets")
    assert kinds(told([WHOLE, later], Choice(actors=("europol",)))[1]) == [["section-renamed p", "term-changed terms"]]


def test_a_plan_that_came_says_with_how_many_actions() -> None:
    """However few of its actions are here, the plan came with all of them."""
    without = {path: text for path, text in WHOLE.items() if not path.startswith("plans/p/") and "meeting" not in path}
    without["plans/q/actions/7.yml"] = without["plans/q/actions/7.yml"].replace("[[p/1]]", "p/1")
    part, history = told([without, WHOLE], Choice(actors=("europol",)))
    assert list(part.actions) == ["p/1"]
    assert "added with 2 actions" in pages_of(part, history)["changes.md"].text


def test_files_that_could_not_be_read_count_where_they_are_part_of_it() -> None:
    """Of other files that an old version holds in disorder nothing is said, not even how many."""
    part, history = told([WHOLE, retitled(WHOLE, ONE, "Exchange", "Swap")], Choice(plans=("p",)))
    (step,) = history.steps
    whole = link(read_files({path: text.encode() for path, text in WHOLE.items()}), AS_OF)
    broken = replace(step, changes=Changes(step.changes.all, (TWO, "plans/q/plan.yml", "actors/gone.yml")))
    found = history_of_part(replace(history, steps=(broken,)), whole, part, Choice(plans=("p",)))
    assert found.steps[0].changes.unread == (TWO,)


def test_the_whole_keeps_all_of_it() -> None:
    """Where nothing is chosen, nothing is left out."""
    history = told([WHOLE, retitled(WHOLE, "plans/q/actions/7.yml", "Query", "Quiz")], Choice())[1]
    assert kinds(history) == [["title-renamed q/7"]]


def test_a_meeting_tells_what_changed_since_the_last_one() -> None:
    """On the agenda, in the dossier and in its feeds stands what changed since, and what else did not."""
    moved = retitled(WHOLE, ONE, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4")
    later = retitled(moved, TWO, "Train officers", "Drill officers")
    part, history = told([WHOLE, later], Choice(meetings=("m",)))
    words = "deadline “Report” moved from Q2 2024 to Q4 2024, 6 months later"
    pages = pages_of(part, history)
    assert words in pages["meetings/m.md"].text
    assert words in pages["changes.md"].text
    text = dossier(part, "Meeting", "m", history)
    agenda, rest = text.split('id="since/m"')[1].split("<section", 1)
    assert words in agenda
    assert words in rest.split('id="changes"')[1].split("</section>")[0]
    assert "Report: first Q2 2024, moved once, now Q4 2024, 6 months later." in rest
    assert words.encode() in feeds(part, history)["changes/actors/europol.xml"]
    for told_of in (*(page.text for page in pages.values()), text):
        assert "Drill" not in told_of
        assert "Train officers" not in told_of


def test_a_document_without_a_history_has_no_word_of_changes() -> None:
    """Neither a chapter nor a line in the contents."""
    part, _ = told([WHOLE], Choice(meetings=("m",)))
    assert "hange" not in dossier(part, "Meeting", "m").replace("xchange", "")
