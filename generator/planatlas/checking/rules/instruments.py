"""Rules on instruments: official numbers that agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.reading.problems import Severity
from planatlas.reading.values.identifiers import Celex

_PAIR = re.compile(r"(?<![\d/])(\d{1,4})/(\d{1,4})(?!\d)")
_DOCUMENT = re.compile(r"\b(?:COM|SWD|JOIN|SEC)\s*\((\d{4})\)\s*(\d{1,4})")
_TYPES = (("framework decision", "F"), ("directive", "L"), ("regulation", "R"), ("decision", "D"))


@rule("celex-contradicts-number", Severity.ERROR)
def celex_contradicts_number(atlas: Atlas) -> Iterator[Finding]:
    """The CELEX number says the same year, number and type as the official number or title."""
    for instrument in atlas.instruments.values():
        record = instrument.record
        if record.celex is None:
            continue
        stated = record.number or record.name
        pairs = _pairs(stated)
        if pairs and not any(_agrees(record.celex, *pair) for pair in pairs):
            message = f"{record.celex} is not the CELEX number of '{stated}'"
        elif wanted := _type_letter(stated, record.celex):
            message = f"{record.celex} has the type {record.celex.type}, '{stated}' would have {wanted}"
        else:
            continue
        yield Finding(instrument.document.span(("celex",)), message, "correct one of the two")


def _pairs(stated: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for pattern in (_DOCUMENT, _PAIR) for a, b in pattern.findall(stated)]


def _agrees(celex: Celex, first: int, second: int) -> bool:
    """Either order, since acts carried number/year until 2014; two-digit years until 1999."""
    return any(
        number == celex.number and year in (celex.year, celex.year % 100 if celex.year < 2000 else celex.year)  # noqa: PLR2004
        for year, number in ((first, second), (second, first))
    )


def _type_letter(stated: str, celex: Celex) -> str | None:
    """Return the letter an act of EU law in sector 3 should have, where another stands."""
    if celex.sector != "3":
        return None
    words = stated.lower()
    wanted = next((letter for word, letter in _TYPES if words.startswith((word, f"council {word}"))), None)
    return wanted if wanted and celex.type != wanted else None
