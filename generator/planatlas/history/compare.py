"""Two versions of the content against each other: what changed in meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from planatlas.history.changes import Change, Changes, Turn
from planatlas.history.fields import Difference, differences
from planatlas.history.renames import in_new_words, renames
from planatlas.linking.atlas import Atlas
from planatlas.linking.called import called
from planatlas.linking.fields import marked_texts
from planatlas.linking.link import natural_order
from planatlas.linking.names import Key
from planatlas.linking.status import status_of
from planatlas.reading.folder import Content, Entry
from planatlas.reading.kinds import kind_of
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind, Record, ReferenceTo

_ORDER = (
    Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING, Kind.TERMS, Kind.SITE,
)  # fmt: skip
_SHOWN_ELSEWHERE = {
    "", "ref", "title", "short", "name", "actors", "activities", "deadlines", "progress", "status", "section",
    "marking", "indicators",
}  # fmt: skip
"""Fields of which the pages of other records tell too, in their tables."""


def changes(old: Atlas, new: Atlas) -> Changes:
    """Return what changed in meaning from one Atlas to another; nothing between two that say the same."""
    return compare(old.content, new.content, new.as_of)


def compare(old: Content, new: Content, as_of: date) -> Changes:
    """Return what changed from one content to another. What was reported counts as of a day.

    Of a record whose file cannot be read in one of the two nothing is said.
    """
    unread = {**_unread(old), **_unread(new)}
    moved = renames(old, new)
    back = {now: was for was, now in moved.items()}
    found: list[Change] = []
    for kind in _ORDER:
        before, after = old.entries[kind], new.entries[kind]
        for identifier in (*after, *(one for one in before if one not in after)):
            key = Key(kind, identifier)
            was = back.get(key, key)
            if key in moved or key in unread or was in unread:
                continue
            earlier, later = before.get(was.id), after.get(identifier)
            alike = earlier is later or (key == was and earlier and later and earlier.record == later.record)
            if not alike:
                found += _Of(old, new, key, was, moved).changes(earlier, later, as_of)
    return Changes(tuple(sorted(found, key=place_of)), tuple(sorted(unread.values())))


def _unread(content: Content) -> dict[Key, str]:
    """Return the paths of files that hold no record that could be read, by the record's key."""
    held = {entry.path for entries in content.entries.values() for entry in entries.values()}
    found = {}
    for path in content.documents:
        if path not in held and (place := kind_of(path)):
            found[Key(place[0].kind, place[1])] = path
    return found


def place_of(change: Change) -> tuple[object, ...]:
    """Plan by plan with its actions, then the other records by kind; changes of one record stay as they were found."""
    kind = _ORDER.index(change.key.kind)
    return (0, change.plan, kind, natural_order(change.key.id)) if change.plan else (kind, natural_order(change.key.id))


class _Of:
    """Finds the changes of one record."""

    def __init__(self, old: Content, new: Content, key: Key, was: Key, moved: Mapping[Key, Key]) -> None:
        self._old, self._new, self._key, self._was, self._moved = old, new, key, was, moved

    def changes(self, earlier: Entry[Record] | None, later: Entry[Record] | None, as_of: date) -> Iterator[Change]:
        before = in_new_words(earlier.record, self._was, self._moved) if earlier else None
        after = in_new_words(later.record, self._key, {}) if later else None
        references = dict.fromkeys(_references(before, after))
        if before is None or after is None:
            yield self._change(Difference(Turn.ADDED if before is None else Turn.REMOVED, ""), references)
            return
        if self._was != self._key:
            yield self._change(Difference(Turn.RENAMED, "", before=self._was.id, after=self._key.id), references)
        own = self._was.id.rsplit("/", maxsplit=1)[-1]
        for found in differences(before, after):
            if found.field == "formerly" and self._was != self._key and found.labels in ((self._was.id,), (own,)):
                continue  # that is how the rename is known
            yield self._change(found, references)
        if isinstance(before, Action) and isinstance(after, Action):
            stood, stands = status_of(before, as_of), status_of(after, as_of)
            if stood != stands:
                yield self._change(Difference(Turn.CHANGED, "status", before=stood, after=stands), references)

    def _change(self, found: Difference, references: Iterable[Key]) -> Change:
        wide = found.field.split(".")[0] in _SHOWN_ELSEWHERE
        touched = [Key(Kind.PLAN, self._key.id.split("/")[0])] if self._key.kind is Kind.ACTION else []
        touched += [found.item_key] if found.item_key else []
        touched += references if wide else []
        labels = ([self._called(found.item_key)] if found.item_key else []) + list(found.labels)
        return Change(
            turn=found.turn,
            key=self._key,
            name=self._called(self._key),
            field=found.field,
            item=", ".join(labels) or None,
            item_key=found.item_key,
            before=found.before,
            after=found.after,
            shift=found.shift,
            old_key=self._was if self._was != self._key else None,
            marking=self._marking(found),
            touches=tuple(key for key in dict.fromkeys(touched) if key != self._key),
        )

    def _called(self, key: Key) -> str:
        if key.id in self._new.entries[key.kind]:
            return called(self._new, key)
        was = next((was for was, now in self._moved.items() if now == key), key)
        return called(self._old, was)

    def _marking(self, found: Difference) -> str | None:
        names = [known.name for known in self._new.site.markings]
        keys = {self._key, *([found.item_key] if found.item_key else [])}
        held = [*found.markings, *_markings(self._new, keys), *_markings(self._old, {*keys, self._was})]
        top = max(held, key=lambda one: names.index(one) if one in names else len(names), default=None)
        return None if top is None or (names and top == names[0]) else top


def _references(*records: Record | None) -> Iterator[Key]:
    for record in records:
        for marked in marked_texts(record) if record else ():
            if isinstance(marked.mark, ReferenceTo):
                yield Key(marked.mark.kind, marked.text)


def _markings(content: Content, keys: Iterable[Key]) -> Iterator[str]:
    for key in keys:
        entry = content.entries[key.kind].get(key.id)
        plan = content.plans.get(key.id.split("/")[0]) if key.kind is Kind.ACTION else None
        yield from (one.record.marking for one in (entry, plan) if one and one.record.marking)
