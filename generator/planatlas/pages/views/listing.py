"""Lists of actors and instruments: one table a kind, with counts per plan, or in all where there are many plans."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from planatlas.linking.names import Key
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.views.common import full_name
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import VocabularyTerm

ABREAST = 12
"""How many plans have a column of their own. A column for each of more would make the table grow with the square."""


@dataclass(frozen=True)
class ListingRow:
    """A record as a row of a list."""

    name: Markdown
    full_name: str
    counts: tuple[int, ...]
    """Its figures, in the order of the columns."""
    mentions: int
    """Actions that only mention it."""


@dataclass(frozen=True)
class Listing:
    """The records of one kind."""

    title: str
    rows: tuple[ListingRow, ...]


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


def kind_listings(
    writer: Writer,
    kind: Kind,
    kinds: Mapping[str, str],
    vocabulary: tuple[VocabularyTerm, ...],
    counts: Mapping[str, Mapping[str, int]],
) -> list[Listing]:
    """Return the lists of a kind of record, in the order of the vocabulary; empty ones are left out."""
    found = []
    for term in vocabulary:
        members = [identifier for identifier, own in kinds.items() if own == term.id]
        members.sort(key=lambda identifier: alphabetical(writer.short_name(Key(kind, identifier))))
        if members:
            found.append(
                Listing(term.plural, tuple(_row(writer, Key(kind, one), counts.get(one, {})) for one in members))
            )
    return found


def _row(writer: Writer, key: Key, counts: Mapping[str, int]) -> ListingRow:
    atlas = writer.atlas
    record = atlas.actors[key.id].record if key.kind is Kind.ACTOR else atlas.instruments[key.id].record
    full = full_name(record) or ""
    mentions = sum(source.kind is Kind.ACTION for source in atlas.mentioned_in.get(key, ()))
    if len(atlas.plans) > ABREAST:
        figures = [sum(count for plan, count in counts.items() if plan in atlas.plans), len(counts)]
    else:
        figures = [counts.get(plan, 0) for plan in atlas.plans]
    return ListingRow(writer.name(key), full, tuple(figures), mentions)
