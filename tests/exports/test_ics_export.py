"""Calendars: what the icalendar library reads back is what the records say, the same events from build to build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from golden import Golden
from planatlas.exports.ics_export import export_ics, rule
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import read_folder
from planatlas.reading.values.when import Recurrence, When

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests/pages/cases/everything/content"
REAL_CONTENT = ROOT / "content"
AtlasMaker = Callable[[Mapping[str, str]], Atlas]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(EVERYTHING), date(2026, 1, 1))


@pytest.fixture(scope="module")
def real() -> Atlas:
    return link(read_folder(REAL_CONTENT), date(2026, 11, 22))


def calendar(content: bytes) -> Component:
    return Calendar.from_ical(content)


def events(content: bytes) -> dict[str, Component]:
    """Return the events of a calendar by their UIDs."""
    return {str(event["UID"]): event for event in calendar(content).walk("VEVENT")}


def of_deadline(make_atlas: AtlasMaker, deadline: str, marking: str = "") -> Component:
    """Return the only event of a plan with one deadline."""
    files = {
        "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n",
        "plans/p/plan.yml": f'title: A plan\ndate: 2024-03-01\nsections: [{{number: "1", title: First}}]\n{marking}',
        "plans/p/actions/1.yml": f"""
            ref: "1"
            title: An action
            section: "1"
            summary: What is to be done.
            deadlines: [{deadline}]
            source: {{section: One, item: first}}
            """,
    }
    (event,) = events(export_ics(make_atlas(files))).values()
    return event


def test_content_gives_its_calendar(atlas: Atlas, golden: Golden) -> None:
    """A content folder gives exactly this calendar."""
    text = export_ics(atlas).decode().replace("\r\n", "\n")
    golden.compare_file(Path(__file__).parent / "everything.ics", text)


def test_calendars_are_the_same_every_time(real: Atlas) -> None:
    """The same content gives the same bytes, whatever day counts as today."""
    later = link(read_folder(REAL_CONTENT), date(2030, 5, 5))
    assert export_ics(real) == export_ics(later)


def test_lines_are_as_the_standard_has_them(real: Atlas) -> None:
    """Every line ends with CRLF and has at most 75 bytes, longer ones being folded (RFC 5545, 3.1)."""
    content = export_ics(real)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_calendar_is_as_the_library_writes_it(atlas: Atlas, real: Atlas) -> None:
    """What the library reads it writes again byte for byte: names, marking, what is left out, and every event."""
    for content in (export_ics(atlas), export_ics(atlas, actor="poland"), export_ics(real)):
        assert calendar(content).to_ical() == content


def test_every_event_has_a_uid_of_its_own(real: Atlas) -> None:
    """In the calendar of all plans no two events share a UID."""
    found = [str(event["UID"]) for event in calendar(export_ics(real)).walk("VEVENT")]
    assert len(found) == len(set(found)) > 50


def test_an_event_is_the_same_in_every_calendar(real: Atlas) -> None:
    """What stands in the calendars of a plan and of an actor stands in that of all, word for word."""
    whole = events(export_ics(real))
    for part in (export_ics(real, plan="drugs-roadmap-2023"), export_ics(real, actor="europol")):
        found = events(part)
        assert found
        assert {uid: event.to_ical() for uid, event in found.items()} == {uid: whole[uid].to_ical() for uid in found}


def test_a_single_day_has_no_end(make_atlas: AtlasMaker) -> None:
    """A day is a date without a time and lasts the day."""
    event = of_deadline(make_atlas, "{what: Report, when: 2024-06-30}")
    assert event.decoded("DTSTART") == date(2024, 6, 30)
    assert event["DTSTART"].to_ical() == b"20240630"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "DTEND" not in event


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2024-Q2", date(2024, 4, 1), date(2024, 7, 1)),
        ("2024-02..2025-H1", date(2024, 2, 1), date(2025, 7, 1)),
        ("2023-12-30..2024-01-02", date(2023, 12, 30), date(2024, 1, 3)),
    ],
)
def test_the_end_of_several_days_is_the_day_after(make_atlas: AtlasMaker, when: str, start: date, end: date) -> None:
    """DTEND is the first day that no longer belongs to it (RFC 5545, 3.6.1)."""
    event = of_deadline(make_atlas, f"{{what: Report, when: {when}}}")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (start, end)


def test_the_last_day_of_the_calendar_is_no_error(make_atlas: AtlasMaker) -> None:
    """No day follows the last of the year 9999, so the event ends on it."""
    assert of_deadline(make_atlas, "{what: Report, when: 9999-12}").decoded("DTEND") == date.max


def test_the_stamp_is_that_of_the_plan(make_atlas: AtlasMaker) -> None:
    """DTSTAMP is the day of the plan, not the clock's; that of a plan without a date is fixed."""
    dated = of_deadline(make_atlas, "{what: Report, when: 2024}")
    assert dated["DTSTAMP"].to_ical() == b"20240301T000000Z"


def test_a_plan_without_a_date_has_a_stamp_too(real: Atlas) -> None:
    """The standard asks for a DTSTAMP in every event."""
    stamps = {event["DTSTAMP"].to_ical() for event in events(export_ics(real, plan="western-balkans-ct-2025")).values()}
    assert stamps == {b"19700101T000000Z"}


def test_a_review_comes_round(real: Atlas) -> None:
    """The review of the Afghanistan plan is one event that recurs every six months from its first date."""
    event = events(export_ics(real, plan="afghanistan-ct-2021"))["afghanistan-ct-2021_review@planatlas"]
    assert event.decoded("DTSTART") == date(2022, 3, 29)
    assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;INTERVAL=6"
    assert event["SUMMARY"] == "Review: Afghanistan CT Action Plan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every day from 2024-01-01", "FREQ=DAILY"),
        ("every 2 weeks from 2024-01-01 until 2024", "FREQ=WEEKLY;UNTIL=20241231;INTERVAL=2"),
        ("every 2 quarters from 2024-01-15", "FREQ=MONTHLY;INTERVAL=6"),
        ("every 6 months from 2022-03-29", "FREQ=MONTHLY;INTERVAL=6"),
        ("every month from 2024-01-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("every 3 months from 2024-01-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("every year from 2024-02-29", "FREQ=YEARLY;BYMONTHDAY=28,29;BYMONTH=2;BYSETPOS=-1"),
        ("every year from 2024-12-31", "FREQ=YEARLY"),
    ],
)
def test_a_repetition_is_a_rule(text: str, expected: str) -> None:
    """The rule says how often and until when, and more only where a month is too short for the day."""
    when = When.parse(text)
    assert isinstance(when, Recurrence)
    assert when.start is not None
    assert rule(when, when.start).to_ical().decode() == expected


@given(
    first=st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    unit=st.sampled_from(["day", "week", "month", "quarter", "year"]),
    every=st.integers(1, 30),
)
def test_a_rule_falls_on_the_days_of_the_repetition(first: date, unit: str, every: int) -> None:
    """Reckoned by another library, the rule gives the same days as the site, short months included."""
    when = When.parse(f"every {every} {unit}s from {first.isoformat()}")
    assert isinstance(when, Recurrence)
    reckoned = rrulestr(rule(when, first).to_ical().decode(), dtstart=datetime.combine(first, time()))
    day: date | None = first
    for found in islice(reckoned, 12):
        day = when.next_after(day) if day else None
        assert found.date() == day
        day = day + timedelta(days=1) if day else None


def test_what_has_no_date_is_counted(make_atlas: AtlasMaker) -> None:
    """Times without a date are left out, never invented, and the calendar says how many they are."""
    deadlines = (
        "{what: Report, when: 2024}, {what: Evaluation, when: 6 months after signature}, {what: Soon, printed: soon}"
    )
    event = of_deadline(make_atlas, deadlines)
    assert event["UID"] == "p_1_deadline-1@planatlas"
    plan = "title: A plan\nreview: {text: Yearly., when: every year}\n"
    content = export_ics(make_atlas({"plans/p/plan.yml": plan}))
    assert str(calendar(content)["COMMENT"]) == "Left out, since no date is known: 1 stated time"
    assert calendar(content).walk("VEVENT") == []


def test_a_calendar_that_leaves_nothing_out_says_nothing(make_atlas: AtlasMaker) -> None:
    """Without such times there is no comment."""
    event = of_deadline(make_atlas, "{what: Report, when: 2024}")
    assert event["SUMMARY"] == "Action 1: Report"
    files = {"plans/p/plan.yml": "title: A plan\nreview: {text: Yearly., when: every year from 2024-01-01}\n"}
    assert "COMMENT" not in calendar(export_ics(make_atlas(files)))


def test_a_marked_event_says_so(make_atlas: AtlasMaker) -> None:
    """The marking is the first line of the description, and the class keeps others from seeing the event."""
    marked = of_deadline(make_atlas, "{what: Report, when: 2024}", marking="marking: LIMITE\n")
    assert str(marked["DESCRIPTION"]).split("\n")[0] == "Marking: LIMITE"
    assert marked["CLASS"] == "CONFIDENTIAL"
    plain = of_deadline(make_atlas, "{what: Report, when: 2024}")
    assert "LIMITE" not in str(plain["DESCRIPTION"])
    assert plain["CLASS"] == "PUBLIC"


def test_a_calendar_carries_the_marking_of_what_is_in_it(real: Atlas) -> None:
    """Its name and its own property say so; a calendar of unmarked events claims none."""
    marked, plain = (
        calendar(export_ics(real, plan=plan)) for plan in ("empact-migrant-smuggling-2024", "drugs-roadmap-2023")
    )
    assert str(marked["NAME"]) == "Planatlas: EMPACT migrant smuggling 2024-2025 (LIMITE)"
    assert marked["X-PLANATLAS-MARKING"] == "LIMITE"
    assert "LIMITE" not in str(plain["NAME"])
    assert "X-PLANATLAS-MARKING" not in plain


def test_an_event_says_who_when_and_where_it_stands(atlas: Atlas) -> None:
    """The description holds what the action's page tells first: who in which role, the time as printed, the source."""
    lines = str(events(export_ics(atlas))["ports-2024_1.1_deadline-1@planatlas"]["DESCRIPTION"]).split("\n")
    assert "OA 1.1: Passenger & crew lists [pilot]" in lines
    assert "When: 30 June 2024 (printed as “by 30 June 2024”)" in lines
    assert "Lead: Europol" in lines
    assert "Plan: Ports plan" in lines
    assert "Source: 10001/24, Strategic goal 1, OA 1.1" in lines


def test_a_meeting_stands_in_the_calendars_of_what_it_is_about(atlas: Atlas) -> None:
    """A meeting's event has its agenda, and is in the calendars of its body, its plan and all, but not in others."""
    uid = "2026-02-10_meeting@planatlas"
    meeting = events(export_ics(atlas))[uid]
    assert meeting["DTSTART"].dt == date(2026, 2, 10)
    assert "1. Follow-up" in meeting["DESCRIPTION"]
    assert str(meeting["SUMMARY"]) == "Working party on ports"
    assert uid in events(export_ics(atlas, actor="commission"))
    assert uid in events(export_ics(atlas, plan="ports-2024"))
    assert uid not in events(export_ics(atlas, plan="customs-2023"))


def test_a_meeting_that_is_only_foreseen_says_so_in_the_calendar(real: Atlas) -> None:
    """The review that nobody has convened is no appointment, and its event carries its marking."""
    event = events(export_ics(real))["afghanistan-ct-review-2027-03_meeting@planatlas"]
    assert str(event["SUMMARY"]).endswith("(foreseen, not convened)")
    assert "Marking: LIMITE" in event["DESCRIPTION"]
    assert str(event["CLASS"]) == "CONFIDENTIAL"


def test_an_agenda_item_marks_the_event(atlas: Atlas) -> None:
    """An event tells the items of an agenda, so it carries the marking of the one that is marked highest."""
    assert str(events(export_ics(atlas))["2026-02-10_meeting@planatlas"]["CLASS"]) == "CONFIDENTIAL"


def test_text_cannot_break_out_of_its_line(make_atlas: AtlasMaker) -> None:
    """Commas, semicolons, backslashes and line breaks are escaped, so that text adds no property."""
    what = "a, b; c\\\\n\\\\ BEGIN:VALARM"
    event = of_deadline(make_atlas, f'{{what: "{what}", when: 2024}}')
    assert event["SUMMARY"] == "Action 1: a, b; c\\n\\ BEGIN:VALARM"
    assert event.subcomponents == []


def test_an_actor_has_what_its_parts_and_groups_have(atlas: Atlas) -> None:
    """The calendar of an actor holds the actions of its parts, and those addressed to a group it belongs to."""
    poland = {uid.rpartition("_")[0] for uid in events(export_ics(atlas, actor="poland"))}
    assert {"ports-2024_1.1", "ports-2024_1.10"} <= poland


def test_an_id_that_is_not_there_is_an_error(atlas: Atlas) -> None:
    """Asking for the calendar of an unknown plan or actor raises KeyError."""
    with pytest.raises(KeyError):
        export_ics(atlas, plan="nowhere")
    with pytest.raises(KeyError):
        export_ics(atlas, actor="nobody")
