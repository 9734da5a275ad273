"""Numbers: exact, and refused where a separator could be read in two ways."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.values.numbers import Number

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.integers().map(Decimal)


@pytest.mark.parametrize("text", ["0", "20", "-3", "2.5", "0.125", "1.2345", "12000000", "0.0000001", "007"])
def test_digits_with_an_optional_point_are_read_exactly(text: str) -> None:
    """The value is the decimal that was written, not its nearest binary fraction."""
    assert Number.parse(text).value == Decimal(text)


@given(decimals)
def test_a_number_prints_a_text_that_reads_as_the_same_number(value: Decimal) -> None:
    """Printing and reading are inverse, however small or large the number is."""
    assert Number.parse(str(Number(value))) == Number(value)


@given(st.text() | st.text("0123456789.,' -"))
def test_any_text_gives_a_number_or_a_value_error(text: str) -> None:
    """Reading ends in a number or in ValueError, whatever the text; a number prints and reads back."""
    try:
        number = Number.parse(text)
    except ValueError:
        return
    assert Number.parse(str(number)) == number


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("10.000", "10000"),
        ("10,000", "10000"),
        ("10 000", "10000"),
        ("10'000", "10000"),
        ("10\u00a0000", "10000"),
        ("10\u202f000", "10000"),
        ("1.500.000", "1500000"),
        ("-2.500", "-2500"),
    ],
)
def test_grouped_digits_are_refused_with_the_plain_form(text: str, plain: str) -> None:
    """Ten thousand to some is ten to others, so nobody's reading is taken."""
    said = re.escape(f"'{text}' could be read in two ways; write {plain} without separators")
    with pytest.raises(ValueError, match=said):
        Number.parse(text)


@pytest.mark.parametrize(
    "text", ["", "ten", "10%", "1e3", "+5", "5.", ".5", "10,5", "0x1F", "1_000", "٢٠", "NaN", "2 5"]
)
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    """Only digits and one point make a number."""
    with pytest.raises(ValueError, match=re.escape(f"'{text}' is not a number; write digits such as 20 or 2.5")):
        Number.parse(text)


@pytest.mark.parametrize(("text", "value"), [("20", 20), ("20.0", 20), ("2.5", 2.5), ("-0.5", -0.5)])
def test_json_gets_an_integer_where_the_number_is_whole(text: str, value: float) -> None:
    """JSON has 20 for 20.0, and a fraction only for a fraction."""
    written = Number.parse(text).as_json
    assert (written, type(written)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "label"),
    [("999", "999"), ("12000000", "12\u00a0000\u00a0000"), ("1234.5", "1\u00a0234.5"), ("0.0000001", "0.0000001")],
)
def test_the_label_parts_thousands_by_a_no_break_space(text: str, label: str) -> None:
    """Readers see 12 000 000, as the EU writes it."""
    assert Number.parse(text).label == label


def test_numbers_compare_by_value() -> None:
    """Nine is less than ten, though its digit is not."""
    assert Number.parse("9") < Number.parse("10") == Number.parse("10.0")
