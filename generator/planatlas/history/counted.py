"""Which commits count as versions of the content: the last of each day, or those that are released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planatlas.history.git import Commit, Repository


@dataclass(frozen=True)
class Counted:
    """A version of the content that others are compared with."""

    id: str
    """The name of the release, or the day as 2026-11-22, by the commit's own clock."""
    release: str | None
    commit: Commit


def by_day(repository: Repository) -> Iterator[Counted]:
    """Yield the last version of each day on which the content changed, newest first.

    Where a clock was wrong, or commits were taken over from elsewhere, a day comes again.
    """
    last: str | None = None
    for commit in repository.log():
        day = commit.moment.date().isoformat()
        if day != last:
            yield Counted(day, None, commit)
        last = day


def by_release(repository: Repository, pattern: str) -> Iterator[Counted]:
    """Yield what no release has yet, then the releases, newest first."""
    newest = next(repository.log(), None)
    releases = repository.releases(pattern)
    if newest:
        yield Counted("unreleased", None, newest)
    for name, commit in releases.items():
        yield Counted(name, name, commit)
