"""What a change is: one thing that one record says otherwise than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planatlas.history.shift import Shift
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind


class Turn(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    """It has another name or, for a record as a whole, another id."""
    RENUMBERED = "renumbered"
    """It has another number or ref."""
    MOVED = "moved"
    """It stands elsewhere: a time, or an action in another section."""
    REREAD = "reread"
    """A time is read otherwise, while the document still prints the same."""
    REWORDED = "reworded"
    """A text of ours says it otherwise; what it says is not told apart."""
    REORDERED = "reordered"
    """The same things stand in another order."""
    CHANGED = "changed"


_NOUNS = {
    "actors": "involvement",
    "actors.role": "role",
    "actors.detail": "involvement",
    "instruments": "means",
    "instruments.relation": "relation",
    "instruments.detail": "means",
    "indicators": "indicator",
    "indicators.targets": "target",
    "activities": "activity",
    "activities.timing.when": "activity-timing",
    "activities.timing.printed": "activity-timing",
    "activities.progress": "progress",
    "deadlines": "deadline",
    "deadlines.when": "deadline",
    "progress": "progress",
    "links": "link",
    "notes": "note",
    "sections": "section",
    "amounts": "amount",
    "themes": "theme",
    "terms": "term",
    "agenda": "agenda-item",
    "aliases": "alias",
    "former_names": "former-name",
    "members": "member",
    "predecessors": "predecessor",
    "signatories": "signatory",
    "source": "source",
    "review": "review",
    "words": "words",
    "counts": "counts",
    "accessibility": "accessibility",
}
"""What the kinds of change call the fields; a field that is not here goes by its own name."""


_HOUSEKEEPING = ("counts", "order")
"""Fields by which content is checked and sorted, and which say nothing of what a plan wants."""


@dataclass(frozen=True)
class Change:
    """One thing that changed."""

    turn: Turn
    key: Key
    """The record: as it is called now, or as it was called last where it is gone."""
    name: str
    """The name of the record, in plain text."""
    field: str = ""
    """The field of the model, dots between its parts, such as `deadlines.when`; empty for the record as a whole."""
    item: str | None = None
    """Which item of a list: what it is about, its number or its name, in plain text."""
    item_key: Key | None = None
    """The record that the item names."""
    before: str | None = None
    """What it said before, as the file writes it; None for prose, and where it said nothing."""
    after: str | None = None
    """What it says now."""
    shift: Shift | None = None
    """By how much a time moved, where both have an end, or both a beginning."""
    old_key: Key | None = None
    """What the record was called before, where its id changed."""
    marking: str | None = None
    """The highest marking among what the change tells of, None where that is the lowest."""
    touches: tuple[Key, ...] = ()
    """The records whose pages tell of this one, its plan first."""

    @property
    def kind(self) -> str:
        """A stable name for this kind of change, such as `action-added`, `deadline-moved` or `role-changed`."""
        if not self.field:
            return f"{self.key.kind}-{self.turn}"
        pieces = self.field.split(".")
        noun = next(
            (_NOUNS[start] for count in range(len(pieces), 0, -1) if (start := ".".join(pieces[:count])) in _NOUNS),
            pieces[-1].replace("_", "-"),
        )
        return f"{noun}-{self.turn}"

    @property
    def plan(self) -> str | None:
        """The id of the plan that it belongs to, or None."""
        return self.key.id.split("/")[0] if self.key.kind in (Kind.PLAN, Kind.ACTION) else None


@dataclass(frozen=True)
class Changes:
    """What changed between two versions, plan by plan, then the other records by kind."""

    all: tuple[Change, ...] = ()
    unread: tuple[str, ...] = ()
    """Paths of files that could not be read in one of the versions, so that nothing is said of them."""

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.all)

    def __iter__(self) -> Iterator[Change]:
        """Go through the changes."""
        return iter(self.all)

    def __len__(self) -> int:
        """Count them."""
        return len(self.all)

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes without the actions that came or went with their plan as a whole."""
        whole = {
            (change.key.id, change.turn)
            for change in self.all
            if change.key.kind is Kind.PLAN and change.turn in (Turn.ADDED, Turn.REMOVED) and not change.field
        }
        return tuple(
            change
            for change in self.all
            if not (change.key.kind is Kind.ACTION and not change.field and (change.plan, change.turn) in whole)
        )

    def touching(self, key: Key) -> tuple[Change, ...]:
        """Return the changes of one record, or that its page tells of."""
        return tuple(change for change in self.all if key == change.key or key in change.touches)

    def for_readers(self) -> Changes:
        """Return the changes without those that only who keeps the content asks for: its settings and check figures."""
        told = (change for change in self.all if change.key.kind is not Kind.SITE)
        return Changes(tuple(change for change in told if change.field.split(".")[0] not in _HOUSEKEEPING), self.unread)
