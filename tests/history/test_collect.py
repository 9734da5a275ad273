"""The history of a content folder: versions, how far back, and what it is where git cannot say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from history_content import PLAN, edited
from planatlas.history import committed
from planatlas.history.collect import history_of
from planatlas.history.history import History, reaches, since
from planatlas.reading.folder import read_file, read_folder
from planatlas.reading.values.when import Point
from repositories import Repo

ACTION = "plans/p/actions/1.yml"
SITE = PLAN["site.yml"]


def history(folder: Path) -> History | None:
    return history_of(folder, read_folder(folder))


def known(folder: Path) -> History:
    found = history(folder)
    assert found is not None
    return found


def steps(found: History) -> list[tuple[str, list[str]]]:
    return [(step.id, [change.kind for change in step.changes]) for step in found.steps]


@pytest.fixture
def moved(repo: Repo) -> Repo:
    """A deadline that moved twice, an actor that came, on four days."""
    repo.commit("2026-01-01", dict(PLAN))
    repo.commit("2026-01-05", edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q3 2024, when: 2024-Q3")))
    repo.commit("2026-01-08T10:00:00Z", {"actors/spain.yml": "name: Spain\nkind: country\n"})
    repo.commit("2026-01-08T16:00:00Z", {"actors/spain.yml": "name: Spain\nkind: country\naliases: [ES]\n"})
    repo.commit("2026-01-20", edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4")))
    return repo


def test_a_version_is_a_day(moved: Repo) -> None:
    """What was committed on one day is one version, with what changed in all."""
    found = known(moved.content)
    assert steps(found) == [
        ("2026-01-20", ["deadline-moved"]),
        ("2026-01-08", ["actor-added"]),
        ("2026-01-05", ["deadline-moved"]),
    ]
    assert (found.begins, found.reaches_first, found.shallow) == (date(2026, 1, 1), True, False)


def test_a_version_can_be_a_release(moved: Repo) -> None:
    """With a pattern in site.yml versions are the tags that match, and what is not released yet comes first."""
    commits = moved.git("rev-list", "--reverse", "HEAD").split("\n")
    for place, name in ((0, "v1"), (3, "v2"), (1, "draft")):
        moved.git("tag", name, commits[place])
    moved.write({"site.yml": SITE + 'changes: {releases: "v*"}\n'})
    found = known(moved.content)
    assert steps(found) == [("unreleased", ["deadline-moved"]), ("v2", ["deadline-moved", "actor-added"])]
    assert [step.release for step in found.steps] == [None, "v2"]


@pytest.mark.parametrize(
    ("option", "ids", "begins"),
    [
        ("{most: 1}", ["2026-01-20"], 8),
        ("{most: 2}", ["2026-01-20", "2026-01-08"], 5),
        ("{since: 2026-01-06}", ["2026-01-20"], 8),
        ("{since: 2027}", [], None),
        ("{most: 0}", [], None),
    ],
)
def test_site_yml_says_how_far_back(moved: Repo, option: str, ids: list[str], begins: int | None) -> None:
    """Older versions than asked for are left out, and the history does not claim to begin at the first."""
    moved.write({"site.yml": f"{SITE}changes: {option}\n"})
    found = history(moved.content)
    if begins is None:
        assert found is None
    else:
        assert found is not None
        assert [step.id for step in found.steps] == ids
        assert (found.begins, found.reaches_first) == (date(2026, 1, begins), False)


def test_what_is_not_committed_is_no_history(moved: Repo) -> None:
    """The history is that of commits: the same commit gives the same, whatever lies in the folder."""
    before = known(moved.content)
    moved.write({ACTION: PLAN[ACTION].replace("Exchange", "Swap"), "actors/spain.yml": None})
    assert known(moved.content) == before


def test_outside_git_there_is_no_history(tmp_path: Path, moved: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, without git, and for a folder that is not committed there is none, and no error."""
    (tmp_path / "plain").mkdir()
    assert history(tmp_path / "plain") is None
    (moved.root / "draft").mkdir()
    assert history(moved.root / "draft") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(moved.content) is None


def test_a_shallow_clone_invents_nothing(moved: Repo, tmp_path: Path) -> None:
    """Of a clone without older commits only what is at hand is told, and that it is not all."""
    for depth, ids in ((1, []), (2, ["2026-01-20"])):
        clone = tmp_path / f"clone-{depth}"
        moved.git("clone", "--quiet", f"--depth={depth}", f"file://{moved.root}", str(clone))
        found = known(clone / "content")
        assert [step.id for step in found.steps] == ids
        assert (found.shallow, found.reaches_first) == (True, False)


def test_a_file_is_read_once_in_each_of_its_states(moved: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in the folder as it was committed is not read again, nor what stayed the same."""
    read: list[str] = []
    monkeypatch.setattr(committed, "read_file", lambda path, raw: (read.append(path), read_file(path, raw))[1])
    whole = read_folder(moved.content)
    history_of(moved.content, whole)
    assert sorted(read) == [ACTION, ACTION]


def test_days_do_not_come_twice(repo: Repo) -> None:
    """Commits whose clock went back count with the day after which they came."""
    repo.commit("2026-01-03", dict(PLAN))
    repo.commit("2026-01-09", edited((ACTION, "Exchange", "Swap")))
    repo.commit("2026-01-05", edited((ACTION, "Exchange", "Trade")))
    repo.commit("2026-01-09", edited((ACTION, "Exchange", "Give")))
    assert [step.id for step in known(repo.content).steps] == ["2026-01-09", "2026-01-05"]


def test_a_version_that_cannot_be_read_says_so(repo: Repo) -> None:
    """Of files that hold a mistake in an old version nothing is told but their number."""
    repo.commit("2026-01-01", edited((ACTION, "role: lead", "role: leed")))
    repo.commit("2026-01-02", edited(("actors/poland.yml", "Poland", "Republic of Poland")))
    (step,) = known(repo.content).steps
    assert [change.kind for change in step.changes] == ["name-renamed"]
    assert step.changes.unread == (ACTION,)


def test_readers_are_spared_the_housekeeping(repo: Repo) -> None:
    """Settings of the site, figures to check against and places in the file order are no news."""
    repo.commit("2026-01-01", dict(PLAN))
    counted = edited(
        ("plans/p/plan.yml", "title: Plan P", "title: Plan P\ncounts: {actions: 2}"),
        (ACTION, "title: Exchange", "order: 1\ntitle: Exchange"),
        ("site.yml", "audience: LIMITE", "audience: LIMITE\ntitle: Atlas"),
    )
    repo.commit("2026-01-02", counted)
    assert known(repo.content).steps == ()


def test_since_a_day_steps_are_one(moved: Repo) -> None:
    """What changed after a day is told at once: one move of the deadline from the first to the last."""
    found = known(moved.content)
    (move, actor) = since(found, date(2026, 1, 1))
    assert (move.before, move.after, move.shift and move.shift.months) == ("2024-Q2", "2024-Q4", 6)
    assert actor.kind == "actor-added"
    assert [change.kind for change in since(found, date(2026, 1, 8))] == ["deadline-moved"]
    assert list(since(found, Point.parse("2026-01"))) == []
    assert len(since(found, Point.parse("2025"))) == 2


def test_the_history_knows_how_far_it_reaches(moved: Repo) -> None:
    """Before its beginning it knows nothing, unless that is where everything began."""
    assert reaches(known(moved.content), date(2020, 1, 1))
    moved.write({"site.yml": SITE + "changes: {most: 1}\n"})
    found = known(moved.content)
    assert not reaches(found, date(2026, 1, 7))
    assert reaches(found, date(2026, 1, 8))
