"""Names of what was cut, written out in the texts of what stays: there, nothing but an author can take them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from planatlas.linking.fields import texts_of
from planatlas.linking.names import Key, names_of
from planatlas.linking.traces import Finder, plain_words
from planatlas.reading.folder import Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Record
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Meeting
from planatlas.reading.problems import Problem, Severity


def plainly_named(cut: Mapping[Key, Entry[Record]], kept: Iterable[Entry[Record]]) -> Iterator[Problem]:
    """Yield a problem wherever a record that stays says a name of one that is marked above the audience."""
    kept = list(kept)
    names = {plain_words(name): key for key, entry in cut.items() for name in _telling_names(key, entry.record)}
    own = Finder(names)
    for entry in kept:
        for _, name in names_of(entry.record):
            for shared in list(own.found_in(plain_words(name))):
                names.pop(shared, None)  # it may mean the record that stays
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
