"""Progress across plans, in the invented content of tests/examples/progress and in small contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.progress import (
    ORDER,
    QUIET_MONTHS,
    delayed,
    latest_reports,
    quiet,
    quiet_months,
    tally,
    unreported,
)
from planatlas.reading.folder import read_folder

AtlasMaker = Callable[[Mapping[str, str | bytes]], Atlas]
EXAMPLE = Path(__file__).parents[1] / "examples/progress/content"
COAST, FOG = "lantern-coast-2024", "fog-signals-2025"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(EXAMPLE), date(2026, 1, 1))


def refs(found: list[str]) -> list[str]:
    return [one.removeprefix(f"{COAST}/") for one in found]


def test_the_example_shows_every_status(atlas: Atlas) -> None:
    """Each status that an action can have stands in the example, and delays of both kinds."""
    counted = tally(atlas, atlas.actions_of[COAST])
    assert dict(counted.counts) == {
        "done": 2,
        "under-way": 3,
        "planned": 1,
        "delayed": 3,
        "dropped": 1,
        "not-reported": 2,
    }
    assert (counted.actions, counted.reported, counted.by_date) == (12, 10, 2)
    assert counted.last is not None
    assert str(counted.last.entry.date) == "2025-11-04"


def test_a_plan_without_reports_counts_nothing_but_its_actions(atlas: Atlas) -> None:
    """Where nobody reported, every action is not reported and there is no last report."""
    counted = tally(atlas, atlas.actions_of[FOG])
    assert (counted.actions, counted.reported, counted.by_date, counted.last) == (2, 0, 0, None)
    assert list(counted.counts) == list(ORDER)


def test_no_actions_give_an_empty_tally(atlas: Atlas) -> None:
    """A plan or body without actions has a tally of zeros."""
    counted = tally(atlas, [])
    assert (counted.actions, counted.reported, counted.last) == (0, 0, None)


def test_only_plans_with_a_report_are_reported_on(atlas: Atlas) -> None:
    """The Atlas knows of which plans anything at all was reported by its day."""
    assert atlas.reported_plans == {COAST}
    assert link(read_folder(EXAMPLE), date(2024, 2, 29)).reported_plans == frozenset()
    assert link(read_folder(EXAMPLE), date(2024, 3, 1)).reported_plans == {COAST}


def test_reports_come_newest_first_with_those_on_activities(atlas: Atlas) -> None:
    """Every report that counts is there once, with the action and activity that it is on."""
    found = latest_reports(atlas)
    dates = [report.entry.date.first for _, report in found]
    assert dates == sorted(dates, reverse=True)
    assert len(found) == 17
    assert refs([found[0][0]]) == ["1.2"]
    assert (f"{COAST}/2.1", "2") in [(action, report.activity) for action, report in found]


def test_reported_delays_come_before_those_by_the_date(atlas: Atlas) -> None:
    """What somebody reported delayed is listed first, then what is so by the date."""
    assert refs(delayed(atlas)) == ["1.4", "1.5", "2.3"]
    assert [atlas.standings[one].passed is not None for one in delayed(atlas)] == [False, True, True]


def test_quiet_actions_come_longest_first(atlas: Atlas) -> None:
    """Open actions without a report for half a year are listed with the months; done and dropped ones never."""
    assert [(refs([one])[0], months) for one, months in quiet(atlas)] == [("2.3", 20), ("1.5", 9), ("2.6", 9)]


def test_an_action_is_quiet_after_the_stated_months(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """A report of exactly so many months ago makes it quiet, one of a day later does not."""
    assert QUIET_MONTHS == 6
    for day, months in (("2025-07-01", 6), ("2025-07-02", None)):
        text = minimal["action"] + f"progress:\n  - {{date: {day}, status: under-way}}\n"
        atlas = make_atlas({"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": text})
        assert quiet_months(atlas, atlas.standings["p/1"]) == months


def test_dates_without_a_report_stand_by_plan_in_order_of_their_dates(atlas: Atlas) -> None:
    """Of each action on which nobody reported the last date that has passed is named, and how many came before it."""
    found = unreported(atlas)
    assert {plan: [(one.action, one.due.what, one.earlier) for one in members] for plan, members in found.items()} == {
        COAST: [(f"{COAST}/2.4", "First winter report", 1)],
        FOG: [(f"{FOG}/1", "Horns tested", 0)],
    }


def test_actions_stand_in_order_of_their_last_passed_date(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """An action with an early and a late date stands where its late one is."""
    dates = {"1": ("2020", "2024"), "2": ("2021", "2022"), "3": ("2030",)}
    files = {
        f"plans/p/actions/{ref}.yml": minimal["action"].replace('ref: "1"', f'ref: "{ref}"')
        + "deadlines:\n"
        + "".join(f"  - {{what: By {when}, when: {when}}}\n" for when in whens)
        for ref, whens in dates.items()
    }
    atlas = make_atlas({"plans/p/plan.yml": minimal["plan"], **files})
    assert [(one.action, one.due.what) for one in unreported(atlas)["p"]] == [("p/2", "By 2022"), ("p/1", "By 2024")]


def test_an_empty_content_has_no_progress(make_atlas: AtlasMaker) -> None:
    """Without any action every list is empty."""
    atlas = make_atlas({"site.yml": "title: Empty\n"})
    assert (latest_reports(atlas), quiet(atlas), delayed(atlas), dict(unreported(atlas))) == ([], [], [], {})
