"""What leads back: from pairs of what names and what is named, as they stand in records, to who is named by whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TypeVar

from planatlas.linking.names import Key
from planatlas.linking.references import Reference
from planatlas.reading.folder import Entry
from planatlas.reading.model.actor import Actor

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


def frozen(mapping: Mapping[KeyT, ValueT]) -> Mapping[KeyT, ValueT]:
    """Return a copy of a mapping that cannot be changed."""
    return MappingProxyType(dict(mapping))


def grouped(pairs: Iterable[tuple[KeyT, ValueT]]) -> Mapping[KeyT, tuple[ValueT, ...]]:
    """Return the second of all pairs by the first, each once, in the order of the pairs."""
    found: dict[KeyT, list[ValueT]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return MappingProxyType({key: tuple(dict.fromkeys(values)) for key, values in found.items()})


def only_mentioned(references: Iterable[Reference]) -> Iterator[tuple[Key, Key]]:
    """Yield what names and what is named of all that is named in prose, and in no field of the same record.

    The references of a record must follow one another.
    """
    for source, found in groupby(references, key=itemgetter(0)):
        named: dict[Key | None, None] = {}
        stronger: set[Key | None] = {source, None}
        for reference in found:
            if reference.expected is None:
                named[reference.target] = None
            else:
                stronger.add(reference.target)
        yield from ((source, target) for target in named if target and target not in stronger)


def collectives_of(actors: Mapping[str, Entry[Actor]]) -> Mapping[str, tuple[str, ...]]:
    """Return the collectives that each actor belongs to, the direct ones first, however they are nested."""
    direct = grouped((member, identifier) for identifier, entry in actors.items() for member in entry.record.members)
    found: dict[str, tuple[str, ...]] = {}
    for member, groups in direct.items():
        reached: dict[str, None] = {}
        waiting = list(groups)
        while waiting:
            group = waiting.pop(0)
            if group not in reached and group != member:
                reached[group] = None
                waiting += direct.get(group, ())
        found[member] = tuple(reached)
    return frozen(found)
