"""From which commit content was taken."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from planatlas.history.source_commit import source_commit


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603, S607
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder under git whose folder `content` has one file."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text("title: A\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def test_a_commit_is_named(repository: Path) -> None:
    """Content as the commit has it is clean, whatever else in the repository has changed."""
    (repository / "other.txt").write_text("new", encoding="utf-8")
    found = source_commit(repository / "content")
    assert found is not None
    assert (found.commit, found.clean) == (git(repository, "rev-parse", "HEAD"), True)


@pytest.mark.parametrize("name", ["site.yml", "new.yml"])
def test_content_that_was_changed_since_is_not_clean(repository: Path, name: str) -> None:
    """A file that was changed or added makes it not clean."""
    (repository / "content" / name).write_text("title: B\n", encoding="utf-8")
    found = source_commit(repository / "content")
    assert found is not None
    assert not found.clean


def test_content_that_no_commit_has_is_from_none(repository: Path) -> None:
    """A folder that is not in the commit is not from it, wherever it lies."""
    (repository / "draft").mkdir()
    (repository / "draft" / "site.yml").write_text("title: B\n", encoding="utf-8")
    assert source_commit(repository / "draft") is None


def test_content_without_a_repository_is_from_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside every repository, or without git, there is no commit."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert source_commit(tmp_path) is None
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert source_commit(tmp_path) is None
