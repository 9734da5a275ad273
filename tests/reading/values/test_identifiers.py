"""Identifiers that others have defined: read where they have the shape, refused with the way to write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.values.identifiers import Celex, CountryCode, Eli, WebAddress
from planatlas.reading.values.text_value import TextValue

KINDS = [Celex, Eli, CountryCode, WebAddress]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("32017L0541", ("3", 2017, "L", 541)),
        ("52021DC0591", ("5", 2021, "DC", 591)),
        ("62014CJ0362", ("6", 2014, "CJ", 362)),
        ("02016R0679-20160504", ("0", 2016, "R", 679)),
        ("32016R0679R(02)", ("3", 2016, "R", 679)),
        ("52017XG1215(01)", ("5", 2017, "XG", 1215)),
        ("C2023X0123", ("C", 2023, "X", 123)),
    ],
)
def test_a_celex_number_says_sector_year_type_and_number(text: str, parts: tuple[str, int, str, int]) -> None:
    """The parts are read from the number, which prints as it was written."""
    celex = Celex.parse(text)
    assert (celex.sector, celex.year, celex.type, celex.number) == parts
    assert str(celex) == text
    assert celex.url == f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{text}"


@pytest.mark.parametrize(
    "text",
    ["", "2017/541", "32017L541", "32017l0541", "32017L0541 ", "CELEX:32017L0541", "３2017L0541", "32017ABC0541"],  # noqa: RUF001
)
def test_another_shape_is_no_celex_number(text: str) -> None:
    """What has not sector, year, type and four digits is refused with an example."""
    with pytest.raises(ValueError, match=re.escape(f"'{text}' is not a CELEX number; write") + ".* such as 32017L0541"):
        Celex.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://data.europa.eu/eli/dir/2017/541/oj",
        "https://data.europa.eu/eli/reg/2016/679/2016-05-04",
        "http://data.europa.eu/eli/dec_impl/2020/1745",
    ],
)
def test_an_eli_is_an_address_of_data_europa_eu(text: str) -> None:
    """An ELI is its own address, and prints as it was written."""
    assert Eli.parse(text).url == str(Eli.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eli/dir/2017/541/oj",
        "http://data.europa.eu/eli/dir/2017",
        "http://data.europa.eu.example.org/eli/dir/2017/541/oj",
        "http://data.europa.eu/eli/dir/2017/541/oj?x=<b>",
        "javascript:http://data.europa.eu/eli/dir/2017/541/oj",
    ],
)
def test_another_address_is_no_eli(text: str) -> None:
    """What is not below data.europa.eu/eli is refused with an example."""
    with pytest.raises(ValueError, match=re.escape(f"'{text}' is not an ELI; write http://data.europa.eu/eli/dir/")):
        Eli.parse(text)


@pytest.mark.parametrize(
    ("code", "alpha3"), [("PL", "POL"), ("EL", "GRC"), ("UK", "GBR"), ("NO", "NOR"), ("XK", "1A0"), ("AF", "AFG")]
)
def test_a_country_code_leads_to_the_publications_office(code: str, alpha3: str) -> None:
    """The EU's two letters are kept; the Publications Office's entry has three."""
    country = CountryCode.parse(code)
    assert str(country) == code
    assert country.uri == f"http://publications.europa.eu/resource/authority/country/{alpha3}"


@pytest.mark.parametrize(("iso", "eu"), [("GR", "EL"), ("GB", "UK")])
def test_the_iso_code_is_refused_where_the_eu_writes_another(iso: str, eu: str) -> None:
    """Greece and the United Kingdom are refused by their ISO codes, and the right code is named."""
    with pytest.raises(ValueError, match=f"^the EU writes {eu}, not {iso}; write {eu}$"):
        CountryCode.parse(iso)


@pytest.mark.parametrize(
    ("text", "code"),
    [("pl", "PL"), ("POL", "PL"), ("no", "NO"), ("False", "NO"), ("Norway", "NO"), ("gb", "UK"), ("Greece", "EL")],
)
def test_what_is_meant_for_a_country_is_refused_with_its_code(text: str, code: str) -> None:
    """Small letters, three letters, a name, and what YAML makes of Norway elsewhere are answered with the code."""
    with pytest.raises(ValueError, match=f"'{text}' is not a country code; write {code}$"):
        CountryCode.parse(text)


@pytest.mark.parametrize("text", ["", "ZZ", "Nordland", "EU"])
def test_what_is_no_country_code_is_refused_with_examples(text: str) -> None:
    """Only two capital letters of a country are a country code."""
    with pytest.raises(ValueError, match=f"'{text}' is not a country code; write two capital letters such as PL, EL"):
        CountryCode.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.europol.europa.eu",
        "http://localhost:8000/a?b=c&d=%20#e",
        "https://example.org/path_(1)/ü",
        "https://example.org?x",
    ],
)
def test_a_web_address_prints_as_it_was_written(text: str) -> None:
    """Addresses with http and https are read as they are."""
    assert str(WebAddress.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://example.org",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "www.example.org",
        "mailto:a@example.org",
        "https://",
        "https://exa mple.org",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://example.org/<script>",
        "https://example.org/`{{x}}`",
        "https://user:secret@example.org",
        "https://example.org/\njavascript:alert(1)",
        "https://example.org/\u00a0",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\x00",
    ],
)
def test_nothing_but_a_plain_http_address_is_a_web_address(text: str) -> None:
    """No scheme that runs something, no space, quote or invisible character gets into a link."""
    with pytest.raises(ValueError, match=re.escape(f"'{text}' is not a web address; write https:// and the rest")):
        WebAddress.parse(text)


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text() | st.text("0123456789CELDXGRUKO/:.htpsdaeurolij()-", max_size=40))
def test_any_text_gives_an_identifier_or_a_value_error(kind: type[TextValue], text: str) -> None:
    """Reading ends in an identifier that prints as it was written, or in ValueError, whatever the text."""
    try:
        value = kind.parse(text)
    except ValueError:
        return
    assert str(value) == text
