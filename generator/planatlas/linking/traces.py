"""Traces of what was cut: ids, names, codes, words and phrases by which an output would betray it.

A trace is a run of words as `plain_words` has them. Whatever the kept content or the generator itself says too is
none: it tells nobody anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planatlas.linking.fields import texts_of
from planatlas.linking.names import Key
from planatlas.linking.phrases import Phrases
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.base import Kind, Record

LONGEST = 5
"""How many words of a longer text make a phrase of it."""
SHORTEST_WORD = 5
"""A word of fewer letters tells nothing on its own, unless it is all of a field or a code."""
SHORTEST_NAME = 4
"""A shorter one in capitals is as likely a country's code."""
SHORTEST_NUMBER = 5
"""A number of fewer digits, such as a year, tells nothing on its own."""

_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Soft hyphens and characters without width, which break words for machines only."""
_GAP = re.compile(r"[\W_]+")
_CODE = re.compile(r"\w+(?:[-–_./]\w+)*")
_DIGIT = re.compile(r"\d")
_MARKUP = re.compile(r"\[\[|\]\]|\|")


@dataclass(frozen=True)
class Trace:
    """One run of words that tells of something cut."""

    words: str
    """As `plain_words` has them."""
    kind: str
    """`id`, `name`, `code`, `word`, `text` for all of a field, or `phrase` for a part of one."""
    of: Key
    """The record it is from."""


def plain_words(text: str) -> str:
    """Return the words of a text without regard to case, form of characters and what parts them, one space between."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    return _GAP.sub(" ", text.casefold()).strip()


class Finder:
    """Finds runs of words in texts, in one pass however many they are."""

    def __init__(self, runs: Iterable[str]) -> None:
        self._runs = list(runs)
        self._phrases = Phrases(f" {run} " for run in self._runs)

    def found_in(self, words: str) -> Iterator[str]:
        """Yield every run that stands in a text, as `plain_words` has it, as often as it does."""
        for place, _, _ in self._phrases.places_in(f" {words} "):
            yield self._runs[place]


def traces(cuts: Sequence[tuple[Content, Content]], said: Iterable[str] = ()) -> list[Trace]:
    """Return the traces of what was cut, given contents whole and cut; `said` is what else an output may say.

    Several contents are versions of one, the newest first; what each may say, an output may.
    """
    found: dict[str, Trace] = {}
    for trace in _candidates(cuts):
        found.setdefault(trace.words, trace)
    pairs: set[str] = set()
    for text in (*_texts(kept for _, kept in cuts), *said):
        words = plain_words(text).split()
        pairs.update(map(" ".join, pairwise(words)))
        for run in _runs(words):
            found.pop(run, None)
    return [trace for trace in found.values() if not _could_arise(trace, pairs)]


def _could_arise(trace: Trace, pairs: set[str]) -> bool:
    """Whether words could come together by chance where a page puts two things side by side that the kept content says.

    There, no more than one pair of neighbours is new. Ids and names are known by less.
    """
    if trace.kind in ("id", "name"):
        return False
    neighbours = list(pairwise(trace.words.split()))
    return sum(" ".join(pair) not in pairs for pair in neighbours) < min(2, len(neighbours))


def _candidates(cuts: Iterable[tuple[Content, Content]]) -> Iterator[Trace]:
    seen: set[tuple[int, int]] = set()
    for key, entry, rest in _cut_entries(cuts):
        # A file that stayed as it was is one entry in many versions.
        if (id(entry), id(rest)) not in seen:
            seen.add((id(entry), id(rest)))
            if rest is None:
                yield from _whole_field(key, "id", key.id)
            left = Counter(text for _, text in texts_of(rest.record)) if rest else Counter[str]()
            for location, text in texts_of(entry.record):
                if left[text]:
                    left[text] -= 1
                else:
                    yield from _of_text(key, str(location[0]), text)


def _cut_entries(
    cuts: Iterable[tuple[Content, Content]],
) -> Iterator[tuple[Key, Entry[Record], Entry[Record] | None]]:
    for whole, kept in cuts:
        for kind, entries in whole.entries.items():
            for identifier, entry in entries.items():
                rest = kept.entries[kind].get(identifier)
                if rest is not entry:
                    yield Key(kind, identifier), entry, rest


def _of_text(key: Key, field: str, text: str) -> Iterator[Trace]:
    """Yield what a text that was cut is known by."""
    kind = "name" if field in ("title", "name", "short", "aliases", "former_names", "reference", "ref") else "text"
    text = _MARKUP.sub(" ", text)
    words = plain_words(text).split()
    if len(words) <= LONGEST:
        yield from _whole_field(key, kind, text)
    for code in filter(_DIGIT.search, _CODE.findall(text)):
        yield from _whole_field(key, "code", code)
    for word in words:
        if len(word) >= SHORTEST_WORD and word.isalpha():
            yield Trace(word, "word", key)
    yield from (Trace(run, "phrase", key) for run in _phrases(words))


def _whole_field(key: Key, kind: str, text: str) -> Iterator[Trace]:
    words = plain_words(text).split()
    if len(words) > LONGEST:
        yield from (Trace(run, kind, key) for run in _phrases(words))
    elif _tells(text, words) and (kind != "text" or _is_no_figure(words)):
        yield Trace(" ".join(words), kind, key)


def _phrases(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - LONGEST + 1):
        run = words[start : start + LONGEST]
        if _is_no_figure(run):
            yield " ".join(run)


def _is_no_figure(words: list[str]) -> bool:
    """Whether words are more than a number with its unit or a date, which another record may well have too."""
    return not any(word.isdigit() for word in words) or sum(len(word) >= SHORTEST_WORD for word in words) > 1


def _tells(text: str, words: list[str]) -> bool:
    """Whether a few words can be told from the letters and numbers that any file is full of."""
    if len(words) == 1 and text.isupper():
        return len(text) >= SHORTEST_NAME
    letters = sum(character.isalpha() for character in "".join(words))
    return letters >= SHORTEST_WORD or any(len(word) >= SHORTEST_NUMBER and word.isdigit() for word in words)


def _texts(contents: Iterable[Content]) -> Iterator[str]:
    seen: set[int] = set()
    for content in contents:
        for kind in Kind:
            for identifier, entry in content.entries[kind].items():
                if id(entry) not in seen:
                    seen.add(id(entry))
                    yield identifier
                    yield from _of_record(entry.record)


def _of_record(record: Record) -> Iterator[str]:
    for _, text in texts_of(record):
        yield text
        if "[[" in text:
            yield _MARKUP.sub(" ", text)


def _runs(words: list[str]) -> Iterator[str]:
    """Yield every run of up to so many words as a trace has."""
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
