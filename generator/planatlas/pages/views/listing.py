"""Lists of actors and instruments: one table a kind, with counts per plan, or in all where there are many plans."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.views.common import full_name
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import VocabularyTerm

ABREAST = 12
"""How many plans have a column of their own. A column for each of more would make the table grow with the square."""

LONG = 100
"""A list of more than these has an index of letters."""


class Anchor(NamedTuple):
    """A letter of a long list, and the id of its first row."""

    letter: str
    id: str


@dataclass(frozen=True)
class ListingRow:
    """A record as a row of a list."""

    name: Markdown
    full_name: str
    counts: tuple[int, ...]
    """Its figures, in the order of the columns."""
    mentions: int
    """Actions that only mention it."""
    anchor: Anchor | None = None
    """Where it is the first of its letter in a long list."""


@dataclass(frozen=True)
class Listing:
    """The records of one kind."""

    title: str
    rows: tuple[ListingRow, ...]
    letters: tuple[Anchor, ...] = ()
    """The letters with which names begin; none where the list is not long."""


def vocabulary_label(vocabulary: tuple[VocabularyTerm, ...], identifier: str) -> str:
    """Return the label of a vocabulary's term; its id where the vocabulary lacks it."""
    return next((term.label for term in vocabulary if term.id == identifier), identifier)


def alphabetical(name: str) -> str:
    """Return a key that sorts names as readers expect, without regard to case and accents."""
    folded = name.casefold()
    if folded.isascii():
        return folded
    return "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))


def listing_columns(writer: Writer) -> list[Markdown]:
    """Return what heads the figures of a list."""
    plans = [writer.plan(plan) for plan in writer.atlas.plans]  # the page is marked as they are, headed by them or not
    return [escape("Actions"), escape("of so many plans")] if len(plans) > ABREAST else plans


def has_full_names(listings: Iterable[Listing]) -> bool:
    """Return whether any record has a longer name; without, the lists have no column for it."""
    return any(row.full_name for listing in listings for row in listing.rows)


def figures(atlas: Atlas, counts: Mapping[str, int]) -> tuple[int, ...]:
    """Return the figures of a row, in the order of `listing_columns`, of how many actions each plan has."""
    if len(atlas.plans) > ABREAST:
        return sum(count for plan, count in counts.items() if plan in atlas.plans), len(counts)
    return tuple(counts.get(plan, 0) for plan in atlas.plans)


def kind_listings(
    writer: Writer,
    kind: Kind,
    kinds: Mapping[str, str],
    vocabulary: tuple[VocabularyTerm, ...],
    counts: Mapping[str, Mapping[str, int]],
) -> list[Listing]:
    """Return the lists of a kind of record, in the order of the vocabulary; empty ones are left out."""
    found: list[Listing] = []
    for term in vocabulary:
        members = [identifier for identifier, own in kinds.items() if own == term.id]
        members.sort(key=lambda identifier: alphabetical(writer.short_name(Key(kind, identifier))))
        if members:
            first = _first_of_letters(writer, len(found), [Key(kind, one) for one in members])
            rows = (_row(writer, Key(kind, one), counts.get(one, {}), first.get(one)) for one in members)
            found.append(Listing(term.plural, tuple(rows), tuple(first.values())))
    return found


def _first_of_letters(writer: Writer, place: int, keys: Sequence[Key]) -> dict[str, Anchor]:
    """Return where each letter of a long list begins, by the id of the record; digits and signs count as one.

    An id is made of the place of the list and the letter, of nothing else that people write.
    """
    found: dict[str, str] = {}
    for key in keys if len(keys) > LONG else ():
        letter = alphabetical(writer.short_name(key))[:1]
        found.setdefault(letter if letter.isalpha() else "", key.id)
    return {one: Anchor(letter.upper() or "0–9", f"list-{place}-{letter or 0}") for letter, one in found.items()}


def _row(writer: Writer, key: Key, counts: Mapping[str, int], anchor: Anchor | None) -> ListingRow:
    atlas = writer.atlas
    record = atlas.actors[key.id].record if key.kind is Kind.ACTOR else atlas.instruments[key.id].record
    full = full_name(record) or ""
    mentions = sum(source.kind is Kind.ACTION for source in atlas.mentioned_in.get(key, ()))
    return ListingRow(writer.name(key), full, figures(atlas, counts), mentions, anchor)
