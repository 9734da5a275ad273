"""Git repositories for tests: each commit on a day that the test states, with nobody's configuration."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "Nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
}


class Repo:
    """A repository with a content folder in it."""

    def __init__(self, root: Path, within: str = "content") -> None:
        self.root, self.content = root, root / within
        self.content.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        """Run git as nobody, on a day, and return what it prints."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _NOBODY
        moment = day if "T" in day else f"{day}T12:00:00Z"
        environment |= {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - the tests' own
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files of the content folder, or remove those given as None."""
        for path, text in files.items():
            file = self.content / path
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self, day: str, files: Mapping[str, str | None], message: str = "Change") -> str:
        """Commit a change of the content on a day, and return the commit's id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}", day=day)
        return self.git("rev-parse", "HEAD")
