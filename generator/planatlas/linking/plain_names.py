"""Names of what was cut, written out in the texts of what stays: there, nothing but an author can take them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from planatlas.linking.fields import texts_of
from planatlas.linking.names import Key, names_of
from planatlas.linking.traces import Finder, plain_words
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Meeting
from planatlas.reading.problems import Problem, Severity


def plainly_named(cut: Mapping[Key, Entry[Record]], kept: Iterable[Entry[Record]]) -> Iterator[Problem]:
    """Yield a problem wherever a record that stays says a name of one that is marked above the audience."""
    kept = list(kept)
    names = names_that_tell(cut, kept)
    finder = Finder(names)
    for entry in kept:
        for location, text in texts_of(entry.record):
            for name in dict.fromkeys(finder.found_in(plain_words(text))):
                spelt = re.search(r"[\W_]+".join(map(re.escape, name.split())), text, re.IGNORECASE)
                span = entry.document.span_of_text(location, spelt[0]) if spelt else entry.document.span(location)
                message = (
                    f"this says a name of the {names[name].kind} '{names[name].id}', which is marked above the audience"
                )
                hint = "mark this passage as high, or say it otherwise"
                yield Problem("withheld-name", Severity.ERROR, message, span, hint)


def names_that_tell(cut: Mapping[Key, Entry[Record]], kept: Iterable[Entry[Record]]) -> dict[str, Key]:
    """Return the names, as `plain_words` has them, by which only a record that is cut can be meant."""
    names = {plain_words(name): key for key, entry in cut.items() for name in _telling_names(key, entry.record)}
    own = Finder(names)
    for entry in kept:
        for _, name in names_of(entry.record):
            for shared in list(own.found_in(plain_words(name))):
                names.pop(shared, None)  # it may mean the record that stays
    return names


def marked_above(whole: Content, kept: Content) -> dict[Key, Entry[Record]]:
    """Return the records that were cut for their marking or that of their plan, not those known only through them."""
    levels = [marking.name for marking in whole.site.markings]
    limit = levels.index(kept.audience) if kept.audience in levels else 0
    found = {}
    for kind, entries in whole.entries.items():
        for identifier, entry in entries.items():
            plan = whole.plans.get(identifier.split("/")[0]) if kind is Kind.ACTION else None
            markings = [one.record.marking for one in (entry, plan) if one and one.record.marking]
            above = any(one not in levels or levels.index(one) > limit for one in markings)
            if above and identifier not in kept.entries[kind]:
                found[Key(kind, identifier)] = entry
    return found


def entries_of(content: Content) -> Iterator[Entry[Record]]:
    """Yield the records of a content."""
    for entries in content.entries.values():
        yield from entries.values()


def _telling_names(key: Key, record: Record) -> Iterator[str]:
    """Yield the names by which nothing else can be meant; the title of an action may mean many things."""
    if isinstance(record, Action):
        yield key.id
        return
    if isinstance(record, Plan):
        yield key.id
        if record.reference:
            yield record.reference
    names = [record.title] if isinstance(record, Meeting) else [name for _, name in names_of(record)]
    yield from (name for name in names if len(plain_words(name).split()) > 1)
