"""From git to the history of a content folder: each version's changed files are read once, all others never."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise, takewhile
from pathlib import Path

from planatlas.history.git import Commit, GitError, Repository
from planatlas.history.history import History, Step
from planatlas.history.version import is_record
from planatlas.history.withheld import compare_cut
from planatlas.reading.folder import Content, ReadFile, read_file
from planatlas.reading.model.site import Versions

SHA1_LENGTH = 40


@dataclass(frozen=True)
class _Version:
    """A version of the content that others are compared with."""

    id: str
    release: str | None
    commit: Commit


def history_of(folder: Path, whole: Content, cuts: Callable[[Content], Content] | None = None) -> History | None:
    """Return the history of a content folder, or None where there is none: outside git, or before the first commit.

    `whole` is what the folder holds now, uncut; it says in site.yml how far back the history goes. `cuts` takes out of
    a version what its readers may not have, and is asked for the newest version first.
    """
    asked = whole.site.changes
    if asked.most == 0:
        return None
    try:
        repository = Repository(folder)
        versions, is_all = _versions(repository, asked)
    except GitError:
        return None
    if not versions:
        return None
    contents = list(_contents(repository, whole, versions, cuts))
    steps = []
    for version, ((new, cut_new), (old, cut_old)) in zip(versions, pairwise(contents), strict=False):
        day = version.commit.moment.date()
        changes = compare_cut(old, new, cut_old, cut_new, day).for_readers()
        if changes:
            steps.append(Step(version.id, version.release, version.commit.moment, changes))
    begins = versions[max(0, len(contents) - 1)].commit.moment.date()
    missing = repository.shallow or len(contents) < len(versions)
    return History(tuple(steps), begins, reaches_first=is_all and not missing, shallow=missing)


def old_contents(folder: Path, whole: Content, cuts: Callable[[Content], Content]) -> list[tuple[Content, Content]]:
    """Return the contents that the history of a folder is made from, each whole and cut, the newest first."""
    try:
        repository = Repository(folder)
        versions, _ = _versions(repository, whole.site.changes)
    except GitError:
        return []
    return list(_contents(repository, whole, versions, cuts))


def _contents(
    repository: Repository,
    whole: Content,
    versions: Iterable[_Version],
    cuts: Callable[[Content], Content] | None,
) -> Iterator[tuple[Content, Content]]:
    """Yield the content of each version, whole and cut, down to the first that is not at hand."""
    reader = _Reader(repository, whole)
    for version in versions:
        content = reader.content(version.commit.id)
        if content is None:
            return
        yield content, cuts(content) if cuts else content


def _versions(repository: Repository, asked: Versions) -> tuple[list[_Version], bool]:
    """Return the versions to compare, newest first, and whether the first there was is among them."""
    since = datetime.combine(asked.since.first, time(), UTC) if asked.since else None
    found = _by_release(repository, asked.releases) if asked.releases else _by_day(repository)
    versions: list[_Version] = []
    recent = found if since is None else takewhile(lambda version: version.commit.moment >= since, found)
    for version in recent:
        if len(versions) > asked.most:
            return versions, False
        versions.append(version)
    return versions, since is None


def _by_day(repository: Repository) -> Iterator[_Version]:
    """Yield the last version of each day on which the content changed, newest first."""
    last: str | None = None
    for commit in repository.log():
        # A clock that was wrong, or commits taken over from elsewhere, must not bring a day back.
        day = min(filter(None, (commit.moment.date().isoformat(), last)))
        if day != last:
            yield _Version(day, None, commit)
        last = day


def _by_release(repository: Repository, pattern: str) -> Iterator[_Version]:
    """Yield what no release has yet, then the releases, newest first."""
    newest = next(repository.log(), None)
    releases = repository.releases(pattern)
    if newest:
        yield _Version("unreleased", None, newest)
    for name, commit in releases.items():
        yield _Version(name, name, commit)


class _Reader:
    """Reads versions, each file in each of its states once."""

    def __init__(self, repository: Repository, whole: Content) -> None:
        self._repository = repository
        self._present = whole
        self._read: dict[tuple[str, str], ReadFile] = {}

    def content(self, commit: str) -> Content | None:
        """Return the content of a commit; None where some of it is not at hand."""
        files = {path: blob for path, blob in self._repository.files(commit).items() if is_record(path)}
        if not self._read and files:
            self._take_present(len(next(iter(files.values()))))
        missing = {path: blob for path, blob in files.items() if (path, blob) not in self._read}
        blobs = self._repository.blobs(missing.values())
        if len(blobs) < len(set(missing.values())):
            return None
        for path, blob in missing.items():
            self._read[path, blob] = read_file(path, blobs[blob])
        content = Content()
        for place in files.items():
            content.take(self._read[place])
        return content

    def _take_present(self, length: int) -> None:
        """Take over what is read already: the files that lie in the folder as they lie in a commit."""
        for entries in self._present.entries.values():
            for entry in entries.values():
                raw = entry.document.text.encode()
                made = hashlib.sha1 if length == SHA1_LENGTH else hashlib.sha256
                blob = made(b"blob %d\0" % len(raw) + raw).hexdigest()  # git's name for these bytes
                self._read[entry.path, blob] = ReadFile(entry.document, entry, ())
