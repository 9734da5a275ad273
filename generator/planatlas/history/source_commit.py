"""From which commit content was taken, where it lies in a git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SourceCommit:
    """The commit that is checked out where the content lies."""

    commit: str
    """Its hash in hexadecimal digits."""
    clean: bool
    """Whether the content is as the commit has it, without changes and additions."""


def source_commit(folder: Path) -> SourceCommit | None:
    """Return the commit of a content folder, or None where it is in no repository, has none, or there is no git."""
    commit = _git(folder, "rev-parse", "--verify", "HEAD^{commit}")
    if commit is None or _git(folder, "ls-tree", "--name-only", "HEAD", ".") in (None, ""):
        return None
    changes = _git(folder, "status", "--porcelain", "--untracked-files=all", "--", ".")
    return SourceCommit(commit, clean=changes == "")


def _git(folder: Path, *arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
        [git, "-C", str(folder), *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
    )  # fmt: skip
    return done.stdout.strip() if done.returncode == 0 else None
