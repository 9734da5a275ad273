"""Reads old versions of a content folder from its git repository. The only caller of git; it never checks out.

Everything that git prints is read with NUL between the pieces, so that no name can be mistaken for another, and nothing
that a repository configures is run.
"""

from __future__ import annotations

import fnmatch
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_LOOSE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF", "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_TRACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS",
)  # fmt: skip
"""What a hook or a shell may have set, and which would lead elsewhere than to the folder's own repository."""
_PLAIN_FILES = ("100644", "100755", "100664")
_TIMEOUT = 120
"""Seconds; a git that waits for anything is given up."""


class GitError(Exception):
    """Git is not there, or cannot give what was asked for; the text says why, for people."""


@dataclass(frozen=True)
class Commit:
    """One commit of the history."""

    id: str
    moment: datetime
    """When it was committed, in UTC."""


class Repository:
    """The repository that a content folder lies in."""

    def __init__(self, folder: Path) -> None:
        """Find the repository of a folder. Raises GitError where there is none, and where there is no git."""
        self._folder = folder.resolve()
        if not self._folder.is_dir():
            msg = f"there is no folder '{folder}'"
            raise GitError(msg)
        lines = self._text("rev-parse", "--is-shallow-repository", "--is-inside-work-tree", "--show-prefix").split("\n")
        self.shallow = lines[0] == "true"
        """Whether its history ends where it was cut off, so that what lies before is not known."""
        self.prefix = lines[2] if len(lines) > 2 else ""  # noqa: PLR2004 - the third answer
        """The folder's path from the root of the repository, with a slash at its end; empty for the root itself."""

    def commit(self, name: str) -> str | None:
        """Return the id of the commit that a name means to git, or None where it means none."""
        try:
            return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") or None
        except GitError:
            return None

    def fork_point(self, one: str, other: str) -> str | None:
        """Return the last commit that two have in common, or None where there is none."""
        try:
            return self._text("merge-base", "--end-of-options", one, other) or None
        except GitError:
            return None

    def names(self) -> list[str]:
        """Return the short names of all branches and tags."""
        shown = self._text("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
        return shown.split("\n") if shown else []

    def files(self, commit: str) -> dict[str, str]:
        """Return the ids of the plain YAML files in the content folder of a commit, by their paths in it."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit, *self._within())
        found = {}
        for line in filter(None, listed.split(b"\0")):
            head, _, raw = line.partition(b"\t")
            mode, _, blob = head.decode().split(" ")
            path = raw.decode("utf-8", "surrogateescape").removeprefix(self.prefix)
            if mode in _PLAIN_FILES and path.endswith(".yml") and raw.startswith(self.prefix.encode()):
                found[path] = blob
        return found

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of files by their ids; those that are not at hand are left out."""
        asked = list(dict.fromkeys(ids))
        if not asked:
            return {}
        given = self._run("cat-file", "--batch", stdin="".join(f"{one}\n" for one in asked).encode())
        found, place = {}, 0
        for one in asked:
            end = given.index(b"\n", place)
            head = given[place:end].split(b" ")
            place = end + 1
            if len(head) == 3 and head[1] == b"blob":  # noqa: PLR2004 - id, kind and size
                size = int(head[2])
                found[one] = given[place : place + size]
                place += size + 1
        return found

    def log(self, start: str = "HEAD") -> Iterator[Commit]:
        """Yield the commits that changed the content folder, from one on, newest first; of a merge only the whole.

        A branch that was merged shows as its merge, on the day it was merged.
        """
        command = [
            *self._command(), "log", "--first-parent", "--no-show-signature", "--format=%x00%H %ct",
            "--end-of-options", start, "--",
            *(self._within() or ["."]),
        ]  # fmt: skip
        with _started(command) as process:
            try:
                for line in process.stdout or ():
                    identifier, _, seconds = line.strip(b"\0\n").partition(b" ")
                    if seconds:
                        yield Commit(identifier.decode(), datetime.fromtimestamp(int(seconds), UTC))
            finally:
                process.kill()

    def releases(self, pattern: str) -> dict[str, Commit]:
        """Return the tags of the present history whose names match a pattern such as `v*`, newest commit first."""
        if self.commit("HEAD") is None:
            return {}
        shape = "%(refname:strip=2)%00%(objectname)%00%(*objectname)"
        listed = self._text("for-each-ref", "--merged=HEAD", f"--format={shape}", "refs/tags")
        chosen = {
            name: peeled or own
            for name, own, peeled in (line.split("\0") for line in listed.split("\n") if line)
            if fnmatch.fnmatchcase(name, pattern)
        }
        moments = self._moments(chosen.values())
        found = {name: Commit(one, moments[one]) for name, one in chosen.items() if one in moments}
        return dict(sorted(found.items(), key=lambda item: (item[1].moment, item[0]), reverse=True))

    def _moments(self, commits: Iterable[str]) -> Mapping[str, datetime]:
        asked = list(dict.fromkeys(commits))
        if not asked:
            return {}
        listed = self._run(
            "log", "--no-walk=unsorted", "--no-show-signature", "--format=%H %ct", "--stdin",
            stdin="".join(f"{one}\n" for one in asked).encode(),
        )  # fmt: skip
        pairs = (line.split(" ") for line in listed.decode().splitlines() if line)
        return {one: datetime.fromtimestamp(int(seconds), UTC) for one, seconds in pairs}

    def _within(self) -> list[str]:
        return [f":(top,literal){self.prefix.rstrip('/')}"] if self.prefix else []

    def _command(self) -> list[str]:
        return [
            "git",
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.quotePath=false",
            "-C",
            str(self._folder),
        ]

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "surrogateescape").removesuffix("\n")

    def _run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Run git and return what it prints. Raises GitError with what it complains of."""
        with _started([*self._command(), *arguments], stdin=True) as process:
            try:
                printed, complaint = process.communicate(stdin, timeout=_TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                msg = "git does not answer"
                raise GitError(msg) from None
        if process.returncode:
            msg = _reason(complaint.decode("utf-8", "replace"))
            raise GitError(msg)
        return printed


def _started(command: list[str], *, stdin: bool = False) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _LOOSE}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and every name stands behind --end-of-options or --
            command,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if stdin else subprocess.DEVNULL,
            env=environment,
        )
    except FileNotFoundError:
        msg = "git is not installed"
        raise GitError(msg) from None
    except OSError as error:
        msg = f"git cannot be run: {error.strerror}"
        raise GitError(msg) from None


def _reason(complaint: str) -> str:
    """Return what git complains of, on one line and without its prefix."""
    if "not a git repository" in complaint:
        return "the folder is in no git repository"
    if "dubious ownership" in complaint:
        return "the repository belongs to somebody else, and git does not trust it; see git help safe.directory"
    lines = [line for line in complaint.splitlines() if line.strip()]
    return lines[0].removeprefix("fatal: ").removeprefix("error: ") if lines else "git failed without saying why"
