"""What goes from the glossary when other records have gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from planatlas.linking.fields import texts_of
from planatlas.linking.names import Key
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Term
from planatlas.reading.yaml_text import Location

IsGone = Callable[[Key, Location], bool]
"""Whether a value of a record has gone."""


class _Words:
    """The words of some texts, in order; case counts, as it does in abbreviations."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = " ".join(chain([""], *map(_words, texts), [""]))
        self._single = set(self._text.split())

    def have(self, term: str) -> bool:
        """Whether a term stands in one of the texts."""
        words = _words(term)
        return words[0] in self._single if len(words) == 1 else f" {' '.join(words)} " in self._text


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def gone_from_glossary(content: Content, is_gone: IsGone) -> set[Location]:
    """Return the locations in the glossary of what goes with other records.

    An entry goes where every plan it belongs to has gone, or where its abbreviation stands only in texts that have
    gone. The names that it has of records that have gone go from it.
    """
    entry = content.terms
    if entry is None:
        return set()
    texts: tuple[list[str], list[str]] = ([], [])
    for kind, entries in content.entries.items():
        for identifier, other in entries.items() if kind is not Kind.TERMS else ():
            for location, text in texts_of(other.record):
                texts[is_gone(Key(kind, identifier), location)].append(text)
    left, lost = map(_Words, texts)
    found: set[Location] = set()
    for position, term in enumerate(entry.record.terms):
        where = ("terms", position)
        plans = [place for place, plan in enumerate(term.plans) if is_gone(Key(Kind.PLAN, plan), ())]
        if (plans and len(plans) == len(term.plans)) or (lost.have(term.term) and not left.have(term.term)):
            found.add(where)
        else:
            found.update((*where, "plans", place) for place in plans)
            found.update((*where, name) for name in _names_gone(term, is_gone))
    return found


def _names_gone(term: Term, is_gone: IsGone) -> Iterator[str]:
    if term.actor and is_gone(Key(Kind.ACTOR, term.actor), ()):
        yield "actor"
    if term.instrument and is_gone(Key(Kind.INSTRUMENT, term.instrument), ()):
        yield "instrument"
