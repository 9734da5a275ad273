"""References between records: written as ids in fields, as names in prose, and resolved here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planatlas.linking.fields import marked_texts
from planatlas.linking.names import NAMED, Key, Naming, folded
from planatlas.linking.prose import NameInProse, names_in
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind, ReferenceTo
from planatlas.reading.yaml_text import Location


class Reference(NamedTuple):
    """One record naming another."""

    source: Key
    location: Location
    """The field that holds the reference."""
    written: str
    """The reference as written: an id, or a name in double square brackets."""
    occurrence: int
    """Which of the same texts in that field, whatever their spacing, this is, counted from 0."""
    expected: Kind | None
    """The kind that the field asks for; None in prose, where any named kind will do."""
    target: Key | None
    """The record meant; None where there is none."""

    @property
    def in_prose(self) -> bool:
        """Whether it is a mention in running text."""
        return self.expected is None


class Resolver:
    """Finds the record that a reference means."""

    def __init__(self, content: Content, namings: Mapping[str, tuple[Naming, ...]]) -> None:
        self._keys = {kind: {id_: Key(kind, id_) for id_ in entries} for kind, entries in content.entries.items()}
        self._namings = namings

    def by_id(self, kind: Kind, identifier: str, *, plan: str | None = None) -> Key | None:
        """Return the record of a kind with that id; an action's ref alone is looked for within `plan`."""
        if kind is Kind.ACTION and "/" not in identifier and plan:
            identifier = f"{plan}/{identifier.lower()}"
        return self._keys[kind].get(identifier)

    def by_name(self, name: str) -> Key | None:
        """Return the record that prose means by a name: an id first, else a name that only one record has."""
        for kind in NAMED:
            if key := self._keys[kind].get(name):
                return key
        keys = {naming.key for naming in self._namings.get(folded(name), ())}
        return keys.pop() if len(keys) == 1 else None


def references_in(content: Content, resolver: Resolver) -> Iterator[Reference]:
    """Yield every reference of every record, resolved where possible, in the order of the files."""
    for kind, entries in content.entries.items():
        for entry in entries.values():
            source = Key(kind, entry.id)
            plan = entry.id.split("/")[0] if kind in (Kind.PLAN, Kind.ACTION) else None
            for location, text, mark in marked_texts(entry.record):
                if isinstance(mark, ReferenceTo):
                    target = resolver.by_id(mark.kind, text, plan=plan)
                    yield Reference(source, location, text, 0, mark.kind, target)
                elif "[[" in text:
                    for name, occurrence in _counted(text):
                        yield Reference(source, location, name.written, occurrence, None, resolver.by_name(name.name))


def _counted(text: str) -> Iterator[tuple[NameInProse, int]]:
    """Yield the names in a prose text, each with which of the same texts it is, whatever their spacing."""
    seen: Counter[str] = Counter()
    for name in names_in(text):
        same = " ".join(name.written.split())
        yield name, seen[same]
        seen[same] += 1
