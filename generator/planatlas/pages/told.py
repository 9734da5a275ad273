"""The history as pages tell it: by the record that it is about today, worked out once for a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planatlas.history.changes import Change, Changes, Turn
from planatlas.history.history import History, Step
from planatlas.history.slips import Slip, slips
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind

_RANKS = {"deadline": 1, "activity-timing": 1, "status": 2, "progress": 2, "role": 3, "involvement": 3, "target": 4}
"""What readers ask for first, by the noun of a kind of change; records that came or went before all, wording last."""
_LAST = 9
_HOUSEKEEPING = ("counts", "formerly", "order", "words", "source")
"""Fields that readers of the site hardly ask for."""


@dataclass(frozen=True)
class Told:
    """The history of an Atlas, from the records' side."""

    atlas: Atlas
    history: History

    def now(self, key: Key) -> Key | None:
        """Return what a record is called today, or None where it is gone."""
        present = key if self._there(key) else self.atlas.redirects.get(key)
        return present if present and self._there(present) else None

    def _there(self, key: Key) -> bool:
        return key.id in self.atlas.content.entries[key.kind]

    @cached_property
    def of_record(self) -> Mapping[Key, list[tuple[Step, Change]]]:
        """The changes of each record itself, newest first."""
        return self._filed(lambda change: (change.key,))

    @cached_property
    def touching(self) -> Mapping[Key, list[tuple[Step, Change]]]:
        """The changes that the page of a plan or an actor tells of: its own, and those of the actions on it."""
        return self._filed(
            lambda change: (key for key in (change.key, *change.touches) if key.kind in (Kind.PLAN, Kind.ACTOR))
        )

    @cached_property
    def slips(self) -> Mapping[str, tuple[Slip, ...]]:
        """The times that moved, by the id of the action."""
        return slips(self.atlas, self.history)

    def steps_touching(self, key: Key) -> list[tuple[Step, Changes]]:
        """Return the versions with which something on a page changed, newest first, each with that alone."""
        found: dict[str, tuple[Step, list[Change]]] = {}
        for step, change in self.touching.get(key, ()):
            found.setdefault(step.id, (step, []))[1].append(change)
        return [(step, Changes(tuple(changes))) for step, changes in found.values()]

    def _filed(self, keys_of: Callable[[Change], Iterable[Key]]) -> Mapping[Key, list[tuple[Step, Change]]]:
        found: dict[Key, list[tuple[Step, Change]]] = {}
        for step in self.history.steps:
            for change in step.changes.told:
                for key in dict.fromkeys(filter(None, map(self.now, keys_of(change)))):
                    found.setdefault(key, []).append((step, change))
        return found


def weightiest(changes: Iterable[Change]) -> list[Change]:
    """Return changes with those first that readers ask for first."""
    return sorted(changes, key=_rank)


def _rank(change: Change) -> int:
    if not change.field:
        return 0
    if change.turn in (Turn.REWORDED, Turn.REORDERED) or change.field.split(".")[0] in _HOUSEKEEPING:
        return _LAST
    return _RANKS.get(change.kind.rpartition("-")[0], _LAST - 1)
