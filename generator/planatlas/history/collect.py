"""From git to the history of a content folder, for those who have all of it or a part.

A version with which nothing changed for its readers leaves no trace in what they are told: no step, no time, no place
among the versions that are counted. For a commit that changes only what is withheld from them tells that it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import islice, takewhile
from pathlib import Path

from planatlas.history.changes import Changes
from planatlas.history.committed import Committed
from planatlas.history.counted import Counted, by_day, by_release
from planatlas.history.git import Commit, GitError, Repository
from planatlas.history.history import History, Step
from planatlas.history.merge import merged
from planatlas.history.withheld import Cuts, compare_cut
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Versions


def history_of(folder: Path, whole: Content, cuts: Cuts | None = None) -> History | None:
    """Return the history of a content folder, or None where there is none: outside git, or before the first commit.

    `whole` is what the folder holds now, uncut; it says in site.yml how far back the history goes. `cuts` takes out of
    a version what its readers may not have, and is asked for the newest version first.
    """
    asked = whole.site.changes
    if asked.most == 0:
        return None
    try:
        past = _Past(Repository(folder), whole, cuts)
        told = past.told(asked)
    except GitError:
        return None
    if not told:
        return None
    steps, oldest = tuple(version.step for version in told[:-1]), told[-1]
    reaches_first = not asked.since and not past.is_cut_off and (len(steps) < asked.most or oldest.is_first)
    return History(steps, oldest.step.day, reaches_first, shallow=past.is_cut_off)


def old_contents(folder: Path, whole: Content, cuts: Cuts) -> list[tuple[Content, Content]]:
    """Return the contents that the history of a folder is made from, each whole and cut, the newest first."""
    try:
        past = _Past(Repository(folder), whole, cuts)
        past.told(whole.site.changes)
    except GitError:
        return []
    return past.contents


@dataclass(frozen=True)
class _Seen:
    """A version as it was, and as its readers may have it."""

    version: Counted
    whole: Content
    cut: Content
    cuts: Cuts | None
    """What cuts the versions between it and the next older one."""


@dataclass(frozen=True)
class _Told:
    """A version with which something changed for its readers; nothing is said of what changed with the first."""

    step: Step
    is_first: bool = False


class _Past:
    """Goes through the versions of a repository, the newest first, no farther than it is asked."""

    def __init__(self, repository: Repository, whole: Content, cuts: Cuts | None) -> None:
        self._repository, self._cuts = repository, cuts
        self._committed = Committed(repository, whole)
        self.contents: list[tuple[Content, Content]] = []
        """Those it came by, whole and cut."""
        self.is_cut_off = repository.shallow
        """Whether older versions are not at hand."""

    def told(self, asked: Versions) -> list[_Told]:
        """Return the versions to tell of, the newest first, and with them the one that the oldest is compared with."""
        versions = by_release(self._repository, asked.releases) if asked.releases else by_day(self._repository)
        since = datetime.combine(asked.since.first if asked.since else date.min, time(), UTC)
        found = takewhile(lambda version: version.step.moment >= since, _each_once(self._changed(versions)))
        return list(islice(found, asked.most + 1))

    def _changed(self, versions: Iterable[Counted]) -> Iterator[_Told]:
        newer: _Seen | None = None
        for version in versions:
            content = self._committed.content(version.commit.id)
            if content is None:
                self.is_cut_off = True
                break
            seen = self._seen(version, content, newer)
            if newer and seen.cut is not newer.cut and (step := self._step(seen, newer)):
                yield _Told(step)
            newer = seen
        if newer and self._is_told_as_first(newer):
            version = newer.version
            yield _Told(Step(version.id, version.release, version.commit.moment, Changes()), is_first=True)

    def _seen(self, version: Counted, content: Content, newer: _Seen | None) -> _Seen:
        cuts = self._cuts
        if cuts and newer and self._all_withheld(cuts, version.commit, newer.version.commit):
            seen = replace(newer, version=version, whole=content)
        else:
            cut = cuts(content) if cuts else content
            seen = _Seen(version, content, cut, None if cuts is None or cuts.withholds_nothing else cuts.apart())
        self.contents.append((content, seen.cut))
        return seen

    def _all_withheld(self, cuts: Cuts, old: Commit, new: Commit) -> bool:
        """Whether two commits differ in nothing but records that are withheld as a whole, or not at all."""
        return all(cuts.withholds(path) for path in self._committed.differing(old.id, new.id))

    def _step(self, old: _Seen, new: _Seen) -> Step | None:
        """Return what changed for the readers from one version to the next, with the time at which it last did."""
        version = new.version
        day = version.commit.moment.date()
        changes = compare_cut(old.whole, new.whole, old.cut, new.cut, day).for_readers()
        if not changes:
            return None
        moment = self._last_change(old, new)
        if moment.date() != day:  # a release that was made later; what is overdue then tells of nobody's change
            changes = compare_cut(old.whole, new.whole, old.cut, new.cut, moment.date()).for_readers()
        return Step(version.id, version.release, moment, changes)

    def _last_change(self, old: _Seen, new: _Seen) -> datetime:
        """Return the time of the last commit, between two versions, that changed something their readers have."""
        last = new.version.commit
        if new.cuts is None:
            return last.moment
        for commit in self._repository.log(last.id):
            if commit.id == old.version.commit.id or self._is_news(commit, last, new, new.cuts):
                break
            last = commit
        return last.moment

    def _is_news(self, old: Commit, later: Commit, new: _Seen, cuts: Cuts) -> bool:
        """Whether a version says more to those who have an older commit, where a later one said no more to them."""
        if self._all_withheld(cuts, old, later):
            return False
        content = self._committed.content(old.id)
        day = later.moment.date()
        return content is None or bool(compare_cut(content, new.whole, cuts(content), new.cut, day).for_readers())

    def _is_told_as_first(self, oldest: _Seen) -> bool:
        """Whether the oldest version at hand may be told of: to readers of a part only where they had some of it."""
        if self._cuts is None:
            return True
        held = any(oldest.cut.entries[kind] for kind in Kind if kind is not Kind.SITE)
        return not self.is_cut_off and (held or bool(oldest.whole.entries[Kind.SITE]))


def _each_once(versions: Iterable[_Told]) -> Iterator[_Told]:
    """Make one of versions of one day. A clock that was wrong brings no day back: it counts with the day after."""
    newer: _Told | None = None
    for version in versions:
        if newer is None:
            newer = version
            continue
        was, now = version.step, newer.step
        day = was.id if was.release or now.release or now.id == "unreleased" else min(was.id, now.id)
        if day == now.id:
            newer = _Told(replace(now, changes=merged([was.changes, now.changes])), version.is_first)
        else:
            yield newer
            newer = replace(version, step=replace(was, id=day))
    if newer:
        yield newer
