"""Old versions out of git, whatever state the repository is in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from history_content import PLAN, edited
from planatlas.history.git import GitError, Repository
from repositories import Repo

ACTION = "plans/p/actions/1.yml"
RepoMaker = Callable[..., Repo]


@pytest.mark.parametrize("within", ["content", ".", "docs/the content é#", "-content"])
def test_a_content_folder_is_found_wherever_it_lies(make_repo: RepoMaker, within: str) -> None:
    """The folder can be the repository itself or lie deep in it, under any name."""
    repo = make_repo("r", within)
    first = repo.commit("2026-01-01", dict(PLAN))
    (repo.root / "other.yml").write_text("not: content\n")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message=Other", day="2026-01-02")
    found = Repository(repo.content)
    assert found.prefix == ("" if within == "." else f"{within}/")
    files = found.files(first)
    assert set(files) == set(PLAN)
    assert found.blobs(files.values())[files[ACTION]].decode() == PLAN[ACTION]
    commits = list(found.log())
    assert [commit.id for commit in commits][-1] == first
    assert len(commits) == (2 if within == "." else 1)


def test_a_name_is_looked_up_as_git_does(repo: Repo) -> None:
    """Commits in full and in short, branches, tags and ways from them are found; options and folders are not."""
    first = repo.commit("2026-01-01", dict(PLAN))
    repo.git("tag", "v1")
    repo.git("tag", "--annotate", "v1a", "--message=One")
    second = repo.commit("2026-01-02", {ACTION: None})
    found = Repository(repo.content)
    for name in (first, first[:10], "v1", "v1a", "HEAD~1", "main^"):
        assert found.commit(name) == first, name
    assert found.commit("main") == second
    for name in ("nothing", "--all", "-n", "--help", "", "content", "v1:content"):
        assert found.commit(name) is None, name
    assert set(found.names()) == {"main", "v1", "v1a"}


def test_names_that_begin_with_a_hyphen_are_names(repo: Repo) -> None:
    """What git would take for an option, or would show in quotes, is a file like others."""
    odd = {"actors/-rf.yml": "name: A\nkind: x\n", 'actors/é\tb".yml': "name: B\nkind: x\n"}
    commit = repo.commit("2026-01-01", odd)
    assert set(Repository(repo.content).files(commit)) == set(odd)


def test_links_and_other_files_are_no_records(repo: Repo) -> None:
    """Symbolic links and files of other kinds are passed over."""
    repo.write(dict(PLAN))
    (repo.content / "actors/link.yml").symlink_to("/etc/hostname")
    (repo.content / "note.txt").write_text("x")
    commit = repo.commit("2026-01-01", {})
    assert set(Repository(repo.content).files(commit)) == set(PLAN)


def test_a_merge_is_one_change(repo: Repo) -> None:
    """What was done on a branch counts on the day it was merged, as one change."""
    first = repo.commit("2026-01-01", dict(PLAN))
    repo.git("checkout", "--quiet", "-b", "work")
    repo.commit("2026-01-02", edited((ACTION, "Exchange", "Swap")))
    repo.commit("2026-01-03", edited((ACTION, "Exchange", "Trade")))
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "work", "--message=Merge", day="2026-01-05")
    commits = list(Repository(repo.content).log())
    assert [commit.moment.date().isoformat() for commit in commits] == ["2026-01-05", "2026-01-01"]
    assert commits[-1].id == first
    assert Repository(repo.content).fork_point("main", "work") == repo.git("rev-parse", "work")


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    """A clone without its older commits is known as such."""
    for day, title in (("2026-01-01", "Exchange"), ("2026-01-02", "Swap"), ("2026-01-03", "Trade")):
        repo.commit(day, edited((ACTION, "Exchange", title)))
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.root}", str(tmp_path / "clone"))
    found = Repository(tmp_path / "clone/content")
    assert found.shallow
    assert len(list(found.log())) == 2
    assert not Repository(repo.content).shallow


def test_outside_a_repository_there_is_a_reason(tmp_path: Path) -> None:
    """A folder in no repository, and one that is not there, are told apart in words."""
    with pytest.raises(GitError, match="in no git repository"):
        Repository(tmp_path)
    with pytest.raises(GitError, match="no folder"):
        Repository(tmp_path / "nowhere")


def test_without_git_there_is_a_reason(repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where git is not installed, that is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        Repository(repo.content)


def test_before_the_first_commit_there_is_nothing(repo: Repo) -> None:
    """A new repository has no commit and an empty history."""
    found = Repository(repo.content)
    assert (found.commit("HEAD"), list(found.log()), found.releases("*")) == (None, [], {})


def test_variables_of_another_repository_do_not_lead_astray(
    repo: Repo, make_repo: RepoMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook of one repository another one can be read."""
    other = make_repo("other")
    other.commit("2026-01-01", {"actors/x.yml": "name: X\nkind: x\n"})
    commit = repo.commit("2026-01-01", dict(PLAN))
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert Repository(repo.content).commit("HEAD") == commit


def test_releases_are_tags_of_this_history(repo: Repo) -> None:
    """Tags that match are releases, newest first; tags of other branches are not."""
    repo.commit("2026-01-01", dict(PLAN))
    repo.git("tag", "v1")
    repo.git("tag", "draft")
    repo.git("checkout", "--quiet", "-b", "work")
    repo.commit("2026-01-02", edited((ACTION, "Exchange", "Swap")))
    repo.git("tag", "v9")
    repo.git("checkout", "--quiet", "main")
    repo.commit("2026-01-03", edited((ACTION, "Exchange", "Trade")))
    repo.git("tag", "--annotate", "v2", "--message=Two")
    found = Repository(repo.content).releases("v*")
    assert [(name, commit.moment.day) for name, commit in found.items()] == [("v2", 3), ("v1", 1)]


def test_a_file_that_is_not_at_hand_is_left_out(repo: Repo) -> None:
    """An object that the repository lacks gives no bytes, and those after it are read right all the same."""
    commit = repo.commit("2026-01-01", dict(PLAN))
    found = Repository(repo.content)
    files = found.files(commit)
    missing = "0" * len(files[ACTION])
    assert found.blobs([missing, files[ACTION]]) == {files[ACTION]: PLAN[ACTION].encode()}
    assert found.blobs([]) == {}
