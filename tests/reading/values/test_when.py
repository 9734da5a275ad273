"""Time: every form is read, keeps its precision, prints back, sorts and compares."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.values.when import GRAMMAR, Ongoing, Point, Precision, Range, Recurrence, Relative, When

FORMS = [
    "2021-09-29",
    "2021-09",
    "2024-Q2",
    "2024-H1",
    "2024",
    "2024-Q1..2025-Q4",
    "2024..",
    "..2025-06-30",
    "ongoing",
    "every month",
    "every 6 months",
    "every 6 months from 2021-09-29",
    "every 2 weeks from 2024-Q1 until 2030",
    "every year until 2027",
    "6 months after signature",
    "1 day before the Council meeting",
    "after signature",
    "before the end of the mandate",
    "6 months after signature on 2025-10-08",
    "after signature on 2025-10-08",
]

units = st.sampled_from(["day", "week", "month", "quarter", "year"])
points = st.builds(
    lambda year, rest: f"{year:04}{rest}",
    st.integers(1, 9999),
    st.one_of(
        st.just(""),
        st.sampled_from(["-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-H2"]),
        st.integers(1, 12).map("-{:02}".format),
        st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda pair: f"-{pair[0]:02}-{pair[1]:02}"),
    ),
).map(Point.parse)


def _range(pair: tuple[Point | None, Point | None]) -> Range:
    since, until = pair
    if since and until and since.start > until.end:
        since, until = until, since
    return Range(since, until)


ranges = st.tuples(st.none() | points, st.none() | points).filter(any).map(_range)
recurrences = st.builds(
    lambda every, unit, ends: Recurrence(every, unit, ends.since, ends.until),
    st.integers(1, 999_999),
    units,
    ranges | st.just(Range(None, None)),
)
relatives = st.builds(
    lambda amount, unit, direction, event, day: Relative(amount, unit if amount else "day", direction, event, day),
    st.integers(0, 500),
    units,
    st.sampled_from(["before", "after"]),
    st.from_regex(r"[a-zà-ÿ]{1,9}( [a-z0-9]{1,9}){0,3}", fullmatch=True),
    st.none() | st.dates(date(600, 1, 1), date(9000, 1, 1)),
)
values = st.one_of(points, ranges, st.just(Ongoing()), recurrences, relatives)

# Text that is nearly of the grammar reaches further into the reader than any text does.
near_misses = st.lists(
    st.sampled_from(
        [
            *FORMS,
            *" -.0123456789QH",
            "..",
            "every ",
            " from ",
            " until ",
            " after ",
            "before ",
            " on ",
            "99999999",
            "months",
            "0000",
            "2024-13",
            "2024-02-30",
            "٢٠٢٤",
        ]
    ),
    max_size=6,
).map("".join)


@pytest.mark.parametrize("text", FORMS)
def test_every_form_prints_back_as_it_was_written(text: str) -> None:
    """Each form of the grammar is read and printed as the same text."""
    assert str(When.parse(text)) == text


@given(values)
def test_a_value_prints_a_text_that_reads_as_the_same_value(value: When) -> None:
    """Printing and reading are inverse, for every kind of value."""
    assert When.parse(str(value)) == value


@given(values)
def test_a_value_starts_no_later_than_it_ends(value: When) -> None:
    """Where both days are known, the first is not after the last."""
    if value.start and value.end:
        assert value.start <= value.end


@given(points)
def test_a_point_holds_as_many_days_as_its_precision_says(point: Point) -> None:
    """A point spans a day, or one to twelve whole months from the first of a month."""
    if point.precision is Precision.DAY:
        assert point.start == point.end
        return
    assert point.start.day == 1
    assert point.end == date.max or (point.end + timedelta(days=1)).day == 1
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}[point.precision]
    assert point.end.month - point.start.month + 1 == months
    assert (point.start.month - 1) % months == 0


@given(st.text() | near_misses)
def test_any_text_gives_a_value_or_a_value_error(text: str) -> None:
    """Reading ends in a value or in ValueError, whatever the text; a value prints and reads back."""
    try:
        value = When.parse(text)
    except ValueError:
        return
    assert When.parse(str(value)) == value


@given(near_misses)
def test_the_grammar_for_editors_takes_whatever_the_reader_takes(text: str) -> None:
    """No editor marks as wrong what the reader accepts."""
    try:
        When.parse(text)
    except ValueError:
        return
    assert re.search(GRAMMAR, text)


@pytest.mark.parametrize("text", FORMS)
def test_the_grammar_for_editors_takes_every_form(text: str) -> None:
    """The pattern in the JSON Schema covers all forms."""
    assert re.search(GRAMMAR, text)


@given(st.lists(values, max_size=8))
def test_values_sort_by_their_last_day_and_then_by_their_first(several: list[When]) -> None:
    """Sorted values have rising last days; what has no last day comes after all that have one."""
    ordered = sorted(several, key=lambda value: value.sort_key)
    ends = [value.end for value in ordered]
    dated = [end for end in ends if end]
    assert dated == sorted(dated)
    assert None not in ends[: len([end for end in dated if end < date.max])]
    for earlier, later in pairwise(ordered):
        if earlier.end == later.end and earlier.start and later.start:
            assert earlier.start <= later.start


@given(values, st.dates())
def test_a_value_is_never_overdue_and_current_on_one_day(value: When, day: date) -> None:
    """What is overdue has passed; what is current has not."""
    assert not (value.is_overdue(day) and value.is_current(day))


@pytest.mark.parametrize(
    ("text", "precision", "start", "end"),
    [
        ("2021-09-29", Precision.DAY, "2021-09-29", "2021-09-29"),
        ("2021-09", Precision.MONTH, "2021-09-01", "2021-09-30"),
        ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29"),
        ("2023-02", Precision.MONTH, "2023-02-01", "2023-02-28"),
        ("2024-Q1", Precision.QUARTER, "2024-01-01", "2024-03-31"),
        ("2024-Q2", Precision.QUARTER, "2024-04-01", "2024-06-30"),
        ("2024-Q3", Precision.QUARTER, "2024-07-01", "2024-09-30"),
        ("2024-Q4", Precision.QUARTER, "2024-10-01", "2024-12-31"),
        ("2024-H1", Precision.HALF, "2024-01-01", "2024-06-30"),
        ("2024-H2", Precision.HALF, "2024-07-01", "2024-12-31"),
        ("2024", Precision.YEAR, "2024-01-01", "2024-12-31"),
    ],
)
def test_a_point_keeps_its_precision_and_knows_its_days(text: str, precision: Precision, start: str, end: str) -> None:
    """2024 is not 1 January 2024: the precision is kept, and both ends are known."""
    point = Point.parse(text)
    assert (point.precision, str(point.start), str(point.end)) == (precision, start, end)


def test_a_year_and_its_first_day_are_different_values() -> None:
    """Two values that begin on the same day differ where their precision does."""
    assert When.parse("2024") != When.parse("2024-01-01") != When.parse("2024-01")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-Q1..2025-Q4", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024..", date(2024, 1, 1), None),
        ("..2025", None, date(2025, 12, 31)),
        ("2024-12..2024", date(2024, 12, 1), date(2024, 12, 31)),
        ("ongoing", None, None),
        ("every 6 months", None, None),
        ("every 6 months from 2021-09-29", date(2021, 9, 29), None),
        ("every 6 months from 2021-09-29 until 2030", date(2021, 9, 29), date(2030, 12, 31)),
        ("6 months after signature", None, None),
        ("6 months after signature on 2025-08-31", date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_the_first_and_last_day_are_known_as_far_as_they_are_stated(
    text: str, start: date | None, end: date | None
) -> None:
    """An open or unknown end stays unknown."""
    value = When.parse(text)
    assert (value.start, value.end) == (start, end)


def test_spaces_around_the_dots_of_a_range_mean_nothing() -> None:
    """A range may be written with room around its dots, and prints without."""
    assert str(When.parse("2024-Q1 .. 2025-Q4")) == "2024-Q1..2025-Q4"


@pytest.mark.parametrize(
    ("text", "on", "overdue", "current"),
    [
        ("2021-09-29", date(2021, 9, 28), False, False),
        ("2021-09-29", date(2021, 9, 29), False, True),
        ("2021-09-29", date(2021, 9, 30), True, False),
        ("2024", date(2024, 12, 31), False, True),
        ("2024", date(2025, 1, 1), True, False),
        ("2024-Q1..2025-Q4", date(2024, 7, 1), False, True),
        ("2024..", date(2999, 1, 1), False, True),
        ("2024..", date(2023, 12, 31), False, False),
        ("..2025", date(1999, 1, 1), False, True),
        ("..2025", date(2026, 1, 1), True, False),
        ("ongoing", date(2026, 1, 1), False, True),
        ("every year from 2024 until 2025", date(2026, 1, 1), True, False),
        ("6 months after signature", date(2999, 1, 1), False, False),
        ("6 months after signature on 2025-10-08", date(2026, 4, 8), False, True),
        ("6 months after signature on 2025-10-08", date(2026, 4, 9), True, False),
    ],
)
def test_overdue_begins_the_day_after_the_last(text: str, on: date, *, overdue: bool, current: bool) -> None:
    """A value is current on its days, its last included, and overdue from the next on."""
    value = When.parse(text)
    assert (value.is_overdue(on), value.is_current(on)) == (overdue, current)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2021-09-29", "2021-09-29"),
        ("2021-09", "2021-09"),
        ("2024", "2024"),
        ("2024-Q1", "2024-33"),
        ("2024-Q2", "2024-34"),
        ("2024-Q3", "2024-35"),
        ("2024-Q4", "2024-36"),
        ("2024-H1", "2024-40"),
        ("2024-H2", "2024-41"),
        ("2024-Q1..2025-H2", "2024-33/2025-41"),
        ("2024..", "2024/.."),
        ("..2025-06", "../2025-06"),
        ("6 months after signature on 2025-10-08", "2026-04-08"),
        ("6 months after signature", None),
        ("every 6 months from 2021-09-29", None),
        ("ongoing", None),
    ],
)
def test_the_extended_date_format_says_what_it_can(text: str, edtf: str | None) -> None:
    """Quarters are EDTF's months 33 to 36, halves 40 and 41; what EDTF cannot say gives nothing."""
    assert When.parse(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2021-09-29", "29 September 2021"),
        ("2021-09", "September 2021"),
        ("2024-Q2", "Q2 2024"),
        ("2024-H1", "first half of 2024"),
        ("2024-H2", "second half of 2024"),
        ("2024", "2024"),
        ("2024-Q1..2025-Q4", "Q1 2024 to Q4 2025"),
        ("2024..", "from 2024"),
        ("..2025-06-01", "until 1 June 2025"),
        ("ongoing", "ongoing"),
        ("every 1 month", "every month"),
        ("every 6 months from 2021-09-29 until 2030", "every 6 months from 29 September 2021 until 2030"),
        ("every quarter", "every quarter"),
        ("6 months after signature", "6 months after signature"),
        ("1 months after signature", "1 month after signature"),
        ("after signature", "after signature"),
        ("6 months after signature on 2025-10-08", "6 months after signature (8 April 2026)"),
    ],
)
def test_the_label_is_in_words_for_readers(text: str, label: str) -> None:
    """Days are written as the EU writes them, and counts agree with their unit."""
    assert When.parse(text).label == label


@pytest.mark.parametrize(
    ("text", "day", "following"),
    [
        ("every 6 months from 2021-09-29", date(2021, 1, 1), date(2021, 9, 29)),
        ("every 6 months from 2021-09-29", date(2021, 9, 29), date(2021, 9, 29)),
        ("every 6 months from 2021-09-29", date(2021, 9, 30), date(2022, 3, 29)),
        ("every 6 months from 2021-09-29", date(2026, 1, 1), date(2026, 3, 29)),
        ("every month from 2024-01-31", date(2024, 2, 1), date(2024, 2, 29)),
        ("every month from 2024-01-31", date(2024, 3, 1), date(2024, 3, 31)),
        ("every 2 weeks from 2024-01-01", date(2024, 1, 2), date(2024, 1, 15)),
        ("every day from 0001-01-01", date(9999, 12, 31), date(9999, 12, 31)),
        ("every quarter from 2024-Q1", date(2024, 2, 1), date(2024, 4, 1)),
        ("every year from 2020-02-29", date(2021, 1, 1), date(2021, 2, 28)),
        ("every 6 months from 2021-09-29 until 2022", date(2022, 10, 1), None),
        ("every 6 months from 2021-09-29 until 2022-Q1", date(2021, 10, 1), date(2022, 3, 29)),
        ("every 9000 years from 2021", date(2022, 1, 1), None),
        ("every 6 months", date(2022, 1, 1), None),
    ],
)
def test_a_recurrence_knows_its_next_date(text: str, day: date, following: date | None) -> None:
    """The next date is on or after the day, reckoned from the first; none without a first date or past the last."""
    recurrence = Recurrence.parse(text)
    assert recurrence.next_after(day) == following


@given(
    st.builds(Recurrence, st.integers(1, 30), units, points, st.none()),
    st.dates(date(1, 1, 1), date(9000, 1, 1)),
    st.integers(0, 3000),
)
def test_the_next_date_is_the_nearest_one(recurrence: Recurrence, day: date, further: int) -> None:
    """The next date stays the same for every day up to it and changes on the day after; none lies before the first."""
    assert recurrence.since is not None
    following = recurrence.next_after(day)
    assert following is not None
    assert following >= max(day, recurrence.since.first)
    between = min(day + timedelta(days=further), following)
    assert recurrence.next_after(between) == following
    if following < date.max:
        assert recurrence.next_after(following + timedelta(days=1)) != following
    if day <= recurrence.since.first:
        assert following == recurrence.since.first


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6 months after signature", None),
        ("after signature", None),
        ("after signature on 2025-10-08", date(2025, 10, 8)),
        ("10 days before the meeting on 2024-03-01", date(2024, 2, 20)),
        ("2 weeks after adoption on 2024-02-20", date(2024, 3, 5)),
        ("1 quarter after adoption on 2024-11-30", date(2025, 2, 28)),
        ("1 year before expiry on 2024-02-29", date(2023, 2, 28)),
        ("6 months after entry into force on 2025-08-31", date(2026, 2, 28)),
    ],
)
def test_a_relative_time_has_a_day_once_the_event_has(text: str, day: date | None) -> None:
    """The day is reckoned from the event's date; a month without that day gives its last."""
    relative = Relative.parse(text)
    assert relative.day == day


def test_only_the_last_date_in_the_text_is_that_of_the_event() -> None:
    """An event whose name ends in a date may still be given a date of its own."""
    relative = Relative.parse("1 day after the summit on 2020-01-01 on 2021-01-01")
    assert (relative.event, relative.event_date) == ("the summit on 2020-01-01", date(2021, 1, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "'soon' is not a time; write a day 2021-09-29"),
        ("", "'' is not a time; write a day"),
        ("29.09.2021", "'29.09.2021' is not a time; write 2021-09-29"),
        ("2021-9-29", "'2021-9-29' is not a time; write"),
        ("2024-Q5", "'2024-Q5' is not a time; a year has the quarters"),
        ("2024-H3", "'2024-H3' is not a time; a year has the quarters"),
        ("2021-13", "'2021-13' is not in the calendar"),
        ("2021-02-29", "'2021-02-29' is not in the calendar"),
        ("0000", "there is no year 0000"),
        ("..", "a range needs at least one end; write"),
        ("2025..2024", "'2025..2024' ends before it starts"),
        ("2024-Q3..2024-Q1", "'2024-Q3..2024-Q1' ends before it starts"),
        ("2024..2025..2026", "'2025..2026' is not a time"),
        ("2024...2025", "'.2025' is not a time; write"),
        ("2024..soon", "'soon' is not a time; write"),
        ("every 0 months", "'every 0 months' never recurs; say every how many"),
        ("every 6 months from 2025 until 2020", "ends before it starts"),
        ("every 6 months from 2021-13", "'2021-13' is not in the calendar"),
        ("every now and then", "'every now and then' is not a time; write"),
        ("6 moons after signature", "'6 moons after signature' is not a time; write"),
        ("6 months after signature on 2025-02-30", "'2025-02-30' is not in the calendar"),
        ("9000 years after signature on 2025-10-08", "9000 years after 2025-10-08 lies outside the calendar"),
        ("2100 years before signature on 2025-10-08", "2100 years before 2025-10-08 lies outside the calendar"),
        ("９９９９", "'９９９９' is not a time; write"),  # noqa: RUF001 - digits that are not ours
        ("every 99999999999999999999 months", "is not a time; write"),
    ],
)
def test_what_is_no_time_is_refused_with_the_way_to_write_it(text: str, said: str) -> None:
    """Every refusal says what is wrong with the text, and how to write it where that is not plain."""
    with pytest.raises(ValueError, match=re.escape(said)):
        When.parse(text)


@pytest.mark.parametrize("text", ["ongoing", "2024..2025", "every month", "after signature"])
def test_a_field_for_one_point_refuses_other_times(text: str) -> None:
    """Where a day or year is asked for, a range or repetition is refused with examples."""
    with pytest.raises(ValueError, match=rf"^'{text}' is not a single day, .*; write 2021-09-29"):
        Point.parse(text)
