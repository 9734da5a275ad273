"""Identifiers that others have defined: CELEX, ELI, country codes, authority codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self

import pycountry

from planatlas.reading.values.text_value import TextValue

AUTHORITY_ROOT = "http://publications.europa.eu/resource/authority"
"""Where the Publications Office keeps its lists of countries and corporate bodies."""

_CELEX = re.compile(r"([0-9CE])([0-9]{4})([A-Z]{1,2})([0-9]{4})(?:\([0-9]+\)|R\([0-9]+\)|-[0-9]{8})?")
_ELI = re.compile(r"https?://data\.europa\.eu/eli/[a-z_]+/[0-9]{4}/[0-9]+(/[a-z0-9/_-]+)?")


@dataclass(frozen=True)
class Celex(TextValue):
    """A document number of EUR-Lex, such as 32017L0541: sector, year, type of act, number."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_CELEX.pattern}$"}

    text: str
    sector: str
    year: int
    type: str
    number: int

    def __str__(self) -> str:
        """Return the number as written."""
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a CELEX number. Raises ValueError where the shape is not one."""
        found = _CELEX.fullmatch(text)
        if not found:
            msg = f"'{text}' is not a CELEX number; write sector, year, type and four digits, such as 32017L0541"
            raise ValueError(msg)
        sector, year, kind, number = found.groups()
        return cls(text, sector, int(year), kind, int(number))

    @property
    def url(self) -> str:
        """The document's page on EUR-Lex."""
        return f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{self.text}"


@dataclass(frozen=True)
class Eli(TextValue):
    """A European Legislation Identifier (Council conclusions 2012/C 325/02), an address that stays."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_ELI.pattern}$"}

    url: str

    def __str__(self) -> str:
        """Return the address."""
        return self.url

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ELI. Raises ValueError where it is not an address of data.europa.eu/eli."""
        if not _ELI.fullmatch(text):
            msg = f"'{text}' is not an ELI; write http://data.europa.eu/eli/dir/2017/541/oj"
            raise ValueError(msg)
        return cls(text)


EU_CODES = {"EL": "GR", "UK": "GB", "XK": ""}
"""Codes that the EU writes otherwise than ISO 3166-1 alpha-2 (Interinstitutional Style Guide, 7.1.1)."""


@cache
def _iso_alpha3() -> dict[str, str]:
    return {country.alpha_2: country.alpha_3 for country in pycountry.countries}


_TWO_LETTERS = "two capital letters such as PL, EL, UK or NO"


def _meant_country(text: str) -> str | None:
    """Return the code that somebody meant who wrote it in small letters, with three letters, or the country's name.

    `no` and `false` are what a program makes of Norway's code that takes it for YAML's word for false.
    """
    if text.casefold() in {"no", "false"}:
        return "NO"
    found = pycountry.countries.get(alpha_2=text.upper()) or pycountry.countries.get(alpha_3=text.upper())
    found = found or next((one for one in pycountry.countries if one.name.casefold() == text.casefold()), None)
    if found is None:
        return text.upper() if text.upper() in EU_CODES else None
    return next((eu for eu, iso in EU_CODES.items() if iso == found.alpha_2), str(found.alpha_2))


@dataclass(frozen=True)
class CountryCode(TextValue):
    """A country's two letters as the EU writes them: EL and UK, XK for Kosovo, otherwise ISO 3166-1 alpha-2."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "^[A-Z]{2}$"}

    code: str

    def __str__(self) -> str:
        """Return the two letters."""
        return self.code

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code. Raises ValueError for one that the EU does not use, naming the right one where known."""
        for eu, iso in EU_CODES.items():
            if iso and text == iso:
                msg = f"the EU writes {eu}, not {iso}; write {eu}"
                raise ValueError(msg)
        if text not in EU_CODES and text not in _iso_alpha3():
            msg = f"'{text}' is not a country code; write {_meant_country(text) or _TWO_LETTERS}"
            raise ValueError(msg)
        return cls(text)

    @property
    def uri(self) -> str:
        """The country's entry in the Publications Office's list, which uses three letters."""
        alpha3 = "1A0" if self.code == "XK" else _iso_alpha3()[EU_CODES.get(self.code, self.code)]
        return f"{AUTHORITY_ROOT}/country/{alpha3}"


@dataclass(frozen=True)
class WebAddress(TextValue):
    """An address on the web, http or https only, so that a link can never run a script."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": r"^https?://[^\s<>\"]+$"}

    url: str

    def __str__(self) -> str:
        """Return the address."""
        return self.url

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address. Raises ValueError for any other scheme."""
        if not (
            text.isprintable() and re.fullmatch(r"https?://[\w.-]+(:\d+)?([/?#][^\s<>\"\\^`{|}]*)?", text, re.ASCII)
        ):
            msg = f"'{text}' is not a web address; write https:// and the rest, without spaces"
            raise ValueError(msg)
        return cls(text)
