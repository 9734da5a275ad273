"""A commit that changes only what readers may not have leaves no trace in what they are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from history_content import AS_OF, PLAN, Files, edited
from planatlas.exports.feed_export import feeds
from planatlas.history.history import History
from planatlas.pages.build import pages_of
from planatlas.pages.dossier import dossier
from planatlas.publishing.source import checked, history
from repositories import Repo

ACTION, SITE = "plans/p/actions/1.yml", PLAN["site.yml"]
LOCKED = "plans/s/actions/1.yml"
HIDDEN = {
    "plans/s/plan.yml": 'title: Canary\nmarking: LIMITE\nsections: [{number: "1", title: First}]\n',
    LOCKED: 'ref: "1"\ntitle: Canary action\nsection: "1"\nsummary: It sings.\nsource: {section: One, item: first}\n',
}
TOLD = {
    "2026-01-02T09:00:00Z": {ACTION: edited((ACTION, "Exchange", "Swap"))[ACTION]},
    "2026-01-04T09:00:00Z": {ACTION: edited((ACTION, "Exchange", "Trade"))[ACTION]},
    "2026-01-04T10:00:00Z": {"actors/spain.yml": "name: Spain\nkind: country\n"},
    "2026-01-08T09:00:00Z": {ACTION: edited((ACTION, "Exchange", "Give"))[ACTION]},
}
"""What everybody is told, and when it was committed."""


@dataclass(frozen=True)
class Commit:
    """A commit of nothing that everybody has: after which of those that are told, when, and what it changes."""

    after: str
    moment: str
    files: Files = field(default_factory=dict)


def a_note(text: str) -> dict[str, str]:
    """Return the public action as it is in the end, with a report that is not for everybody."""
    report = f"progress: [{{date: 2026-01-02, status: done, marking: LIMITE, note: {text}}}]\nthemes:"
    return {ACTION: edited((ACTION, "Exchange", "Give"), (ACTION, "themes:", report))[ACTION]}


LAST = max(TOLD)
KINDS = {
    "later on a day on which something is told": Commit(
        "2026-01-04T10:00:00Z", "2026-01-04T20:00:00Z", {LOCKED: HIDDEN[LOCKED].replace("sings", "hums")}
    ),
    "between two of a day": Commit("2026-01-04T09:00:00Z", "2026-01-04T09:30:00Z", {LOCKED: None}),
    "on a day of its own": Commit("2026-01-04T10:00:00Z", "2026-01-06T09:00:00Z", {LOCKED: None}),
    "the last of all": Commit(LAST, "2026-01-20T09:00:00Z", {LOCKED: HIDDEN[LOCKED].replace("sings", "hums")}),
    "a marked part of what is public": Commit(LAST, "2026-01-20T09:00:00Z", a_note("Canary")),
    "a comment": Commit(
        LAST, "2026-01-08T20:00:00Z", {"plans/p/actions/2.yml": PLAN["plans/p/actions/2.yml"] + "# \n"}
    ),
    "with a clock that was wrong": Commit(LAST, "2026-01-03T09:00:00Z", {LOCKED: None}),
    "all of it gone": Commit(LAST, "2026-01-20T09:00:00Z", dict.fromkeys(HIDDEN)),
    "more of it": Commit(
        LAST, "2026-01-20T09:00:00Z", {"actors/nightjar.yml": "name: Canary\nkind: agency\nmarking: LIMITE\n"}
    ),
}


def repository(root: Path, site: str, *extra: Commit) -> Repo:
    """Return a repository with all that is told, and commits between."""
    repo = Repo(root)
    files: dict[str, Files] = {"2026-01-01T09:00:00Z": {**PLAN, **HIDDEN, "site.yml": site}, **TOLD}
    for number, (moment, changed) in enumerate(files.items()):
        repo.commit(moment, changed)
        for one in extra:
            if one.after == moment:
                repo.commit(one.moment, one.files)
        repo.git("tag", f"v{number}")
    return repo


def past_of(repo: Repo, audience: str = "PUBLIC") -> History:
    """Return the history for an audience."""
    past = history(repo.content, checked(repo.content, AS_OF, audience))
    assert past
    return past


def told(repo: Repo) -> str:
    """Return the text of every page, feed and dossier for everybody."""
    found = checked(repo.content, AS_OF, "PUBLIC")
    past = history(repo.content, found)
    assert past
    pages = "".join(f"{path}\n{page.text}" for path, page in pages_of(found.atlas, past).items())
    made = "".join(raw.decode() for raw in feeds(found.atlas, past).values())
    return pages + made + dossier(found.atlas, "All", None, past)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return what is told where there never was such a commit."""
    return past_of(repository(tmp_path_factory.mktemp("without"), SITE))


@pytest.mark.parametrize("kind", KINDS)
def test_it_leaves_no_trace(kind: str, tmp_path: Path, without: History) -> None:
    """With such a commit and without it the history is the same."""
    assert len(without.steps) == len(TOLD) - 1
    assert past_of(repository(tmp_path / "with", SITE, KINDS[kind])) == without


@pytest.mark.parametrize("asked", ["most: 2", "since: 2026-01-03", 'releases: "v*"'])
def test_it_leaves_none_whatever_is_asked_for(asked: str, tmp_path: Path) -> None:
    """Pages, feeds and dossiers are the same, also with so many versions, since a day, and from release to release."""
    site = f"{SITE}changes: {{{asked}}}\n"
    plain, among = repository(tmp_path / "plain", site), repository(tmp_path / "among", site, *list(KINDS.values())[:6])
    assert told(among) == told(plain)
    assert past_of(plain).steps


def test_a_step_has_the_time_of_the_last_change_that_its_readers_have(tmp_path: Path) -> None:
    """Those who have all are told the time of the last commit, the others that of the last one that is theirs."""
    repo = repository(tmp_path / "with", SITE, KINDS["later on a day on which something is told"])
    for audience, hour in (("PUBLIC", 10), ("LIMITE", 20)):
        assert {step.id: step.moment for step in past_of(repo, audience).steps}["2026-01-04"] == datetime(
            2026, 1, 4, hour, tzinfo=UTC
        )


def test_what_is_withheld_takes_no_place_of_what_is_told(tmp_path: Path) -> None:
    """The history goes as far back as site.yml asks for, however often something changed that is withheld."""
    days = [
        Commit(LAST, f"2026-01-{day}T09:00:00Z", {LOCKED: HIDDEN[LOCKED].replace("sings", f"sings {day} times")})
        for day in range(10, 16)
    ]
    past = past_of(repository(tmp_path / "with", SITE + "changes: {most: 3}\n", *days))
    assert [step.id for step in past.steps] == ["2026-01-08", "2026-01-04", "2026-01-02"]


def test_a_beginning_that_is_withheld_is_none(tmp_path: Path) -> None:
    """Where the first commit held nothing for them, the history of these readers begins with the first that did."""
    repo = Repo(tmp_path / "repository")
    repo.commit("2025-12-01", HIDDEN)
    repo.commit("2026-01-01", {**PLAN, "actors/nightjar.yml": "name: Canary\nkind: agency\nmarking: LIMITE\n"})
    repo.commit("2026-01-02", TOLD["2026-01-02T09:00:00Z"])
    past = past_of(repo)
    assert ([step.id for step in past.steps], past.begins.isoformat()) == (["2026-01-02"], "2026-01-01")
    assert "December 2025" not in told(repo)


def test_where_a_clone_ends_tells_nothing(tmp_path: Path) -> None:
    """The oldest commit of a shallow clone is not told to those who have a part: nobody knows if it was theirs."""
    repo = repository(tmp_path / "with", SITE, KINDS["on a day of its own"])
    for depth, begins in ((2, "2026-01-08"), (3, "2026-01-08"), (1, None)):
        clone = tmp_path / f"clone-{depth}"
        repo.git("clone", "--quiet", f"--depth={depth}", f"file://{repo.root}", str(clone))
        found = checked(clone / "content", AS_OF, "PUBLIC")
        past = history(clone / "content", found)
        assert (past and past.begins.isoformat()) == begins
        assert past is None or (past.shallow and not past.reaches_first)
