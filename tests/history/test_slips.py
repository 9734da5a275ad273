"""Deadlines that moved in the course of the history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from history_content import AS_OF, PLAN, between, edited
from planatlas.history.history import History, Step
from planatlas.history.slips import Slip, slips
from planatlas.linking.link import link
from planatlas.reading.folder import read_files

ACTION = "plans/p/actions/1.yml"
PRINTED = "printed: by Q2 2024, when: 2024-Q2"


def moves(*versions: dict[str, str]) -> dict[str, tuple[Slip, ...]]:
    """Return the times that moved from version to version, a day each."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    steps = [
        Step(f"day-{place}", None, start + timedelta(days=place), between(old, new))
        for place, (old, new) in enumerate(pairwise(versions), start=1)
    ]
    history = History(tuple(reversed(steps)), start.date(), reaches_first=True, shallow=False)
    content = read_files({path: text.encode() for path, text in versions[-1].items()})
    assert content.problems == []
    return slips(link(content, AS_OF), history)


def due(when: str, *others: tuple[str, str, str]) -> dict[str, str]:
    return edited((ACTION, PRINTED, f"printed: by {when}, when: {when}"), *others)


def test_a_deadline_that_moved_is_followed() -> None:
    """From the first time by every move to the present one, with the whole way."""
    (slip,) = moves(dict(PLAN), due("2024-Q3"), due("2025-Q2"))["p/1"]
    assert (slip.what, [str(when) for when in slip.times], slip.moves) == (
        "Report",
        ["2024-Q2", "2024-Q3", "2025-Q2"],
        2,
    )
    assert slip.shift.months == 12


def test_nothing_moved_is_nothing() -> None:
    """Without moves, with a corrected reading, and with a time that came back, there is no slip."""
    assert moves(dict(PLAN), dict(PLAN)) == {}
    assert moves(dict(PLAN), edited((ACTION, "when: 2024-Q2}]", "when: 2024-Q4}]"))) == {}
    assert moves(dict(PLAN), due("2024-Q3"), dict(PLAN)) == {}
    assert moves(dict(PLAN), edited((ACTION, f"deadlines: [{{what: Report, {PRINTED}}}]", ""))) == {}


def test_a_time_is_followed_under_other_words_and_codes() -> None:
    """The deadline is called otherwise in between, and the action has another code: the slip is one."""
    reworded = due("2024-Q3", (ACTION, "what: Report", "what: Last report"))
    later = due("2024-Q4", (ACTION, "what: Report", "what: Last report"))
    renumbered = {**later, "plans/p/actions/7.yml": later[ACTION].replace('ref: "1"', 'ref: "7"\nformerly: ["1"]')}
    del renumbered[ACTION]
    last = {**renumbered}
    last["plans/p/actions/7.yml"] = last["plans/p/actions/7.yml"].replace("2024-Q4", "2025-Q1")
    found = moves(dict(PLAN), due("2024-Q3"), reworded, later, renumbered, last)
    assert list(found) == ["p/7"]
    assert [(slip.what, slip.moves, slip.shift.months) for slip in found["p/7"]] == [("Last report", 3, 9)]


def test_activities_move_too() -> None:
    """The timing of an activity is followed by its number."""
    later = edited((ACTION, "{printed: Q2 2024, when: 2024-Q2}", "{printed: 2025, when: 2025}"))
    (slip,) = moves(dict(PLAN), later)["p/1"]
    assert (slip.what, slip.is_activity, slip.shift.months) == ("1", True, 18)
