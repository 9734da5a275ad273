"""The progress page, and what other pages say of progress, in the invented content of tests/examples/progress."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from golden import Golden
from planatlas.checking.check import check
from planatlas.exports.json_export import export_json
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages import wording
from planatlas.pages.build import pages_of
from planatlas.pages.page import Page
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actor_page
from planatlas.pages.views.plan import plan_page
from planatlas.pages.views.progress import LATEST, LONGEST, progress_page
from planatlas.reading.folder import read_folder
from planatlas.reading.problems import Severity
from planatlas.reading.values.when import When

AtlasMaker = Callable[..., Atlas]
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests/examples/progress"
AS_OF = date(2026, 1, 1)
COAST = "plans/lantern-coast-2024"
SHOWN = (
    "progress.md",
    f"{COAST}/index.md",
    f"{COAST}/actions/1.5.md",
    f"{COAST}/actions/2.1.md",
    f"{COAST}/actions/2.6.md",
    "actors/lighthouse-board.md",
)
"""The pages of the example that are kept."""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(EXAMPLE / "content"), AS_OF)


@pytest.fixture(scope="module")
def pages(atlas: Atlas) -> dict[str, Page]:
    return pages_of(atlas)


@pytest.fixture(scope="module")
def real() -> Atlas:
    return link(read_folder(ROOT / "content"), AS_OF)


def section(text: str, anchor: str) -> str:
    """Return the part of a page under the heading with an anchor."""
    found = re.search(rf"^## .*{{ #{anchor} }}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def rows(text: str) -> list[list[str]]:
    """Return the cells of every row of a text's tables, links as their texts, heads and rules left out."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    plain = [[re.sub(r"\[([^\]]*)\]\([^)]*\)|<[^>]*>", r"\1", cell).strip() for cell in line] for line in lines]
    heads = [place - 1 for place, line in enumerate(plain) if set(line[0]) <= set("-:")]
    return [line for place, line in enumerate(plain) if place not in heads and place - 1 not in heads]


def test_the_example_is_free_of_problems(atlas: Atlas) -> None:
    """Nothing in the example is an error or a warning, so that it can be built as it is."""
    assert [problem for problem in check(atlas) if problem.severity is not Severity.NOTE] == []


def test_the_example_gives_its_pages(pages: Mapping[str, Page], golden: Golden) -> None:
    """The progress page, and the pages of a plan, of actions and of a body with reports."""
    golden.compare_folder(EXAMPLE / "pages", {path: pages[path].text for path in SHOWN})


def test_the_page_counts_by_plan(pages: Mapping[str, Page]) -> None:
    """Each plan has its counts by status and its last report; one without reports says so."""
    assert rows(section(pages["progress.md"].text, "plans")) == [
        ["Lantern Coast 2024-2026", "12", "2", "3", "1", "3 (2 by the date)", "1", "2", "4 November 2025"],
        ["Fog signals 2025", "2", "–", "–", "–", "–", "–", "2", "Nothing reported"],
    ]


def test_the_page_counts_by_body_with_a_leading_role(pages: Mapping[str, Page]) -> None:
    """Bodies count the actions they lead, are responsible for or are called upon; those without reports stay out."""
    assert rows(section(pages["progress.md"].text, "bodies")) == [
        ["Lighthouse Board", "6", "2", "1", "–", "2 (1 by the date)", "–", "1", "15 September 2025"],
        ["Lamp Guild", "3", "–", "2", "1", "–", "–", "–", "4 November 2025"],
        ["Port of Windmark", "2", "–", "–", "–", "1 (1 by the date)", "1", "–", "1 February 2025"],
    ]


def test_the_page_tells_delays_by_the_date_from_reported_ones(pages: Mapping[str, Page]) -> None:
    """Each delayed action says what makes it so: a report, or a date and what was reported before it."""
    said = {row[0].replace("\u00a0", " "): row[-1] for row in rows(section(pages["progress.md"].text, "delayed"))}
    assert said == {
        "Measure 1.4": "Reported on 15 September 2025",
        "Measure 1.5": "By the date, which passed at the end of Q2 2025 (First list); "
        "reported: under way, 3 March 2025",
        "Measure 2.3": "By the date, which passed at the end of Q2 2024 (Activity 1); "
        "reported: under way, from its activities",
    }


def test_the_page_says_since_when_nothing_was_reported(pages: Mapping[str, Page]) -> None:
    """Open actions without a report for half a year say since when, and for how many months."""
    said = [row[-1] for row in rows(section(pages["progress.md"].text, "quiet"))]
    assert said == ["1 May 2024 (20 months)", "3 March 2025 (9 months)", "12 March 2025 (9 months)"]


def test_dates_without_a_report_are_worded_without_blame(pages: Mapping[str, Page]) -> None:
    """A date that passed without a report says just that, with the precision that the plan states."""
    said = [row[-1] for row in rows(section(pages["progress.md"].text, "no-report"))]
    assert said == ["No report; date passed on 31 March 2025", "No report; date passed at the end of Q3 2025"]


def test_where_nothing_is_reported_the_page_says_so_plan_by_plan(real: Atlas) -> None:
    """Of the real content nothing was reported: no counts, bars or delays, but a plain word on each plan and how to."""
    text = progress_page(real).text
    assert f"Nothing was reported on any of the {len(real.actions)} actions here by 1 January 2026." in text
    table = rows(section(text, "plans"))
    assert [row[1] for row in table] == ["Nothing reported"] * len(real.plans)
    assert sum(int(row[2]) for row in table) == len(real.actions)
    assert "<svg" not in text
    for anchor in ("bodies", "delayed", "quiet", "latest"):
        assert section(text, anchor) == ""
    assert "status: under-way" in section(text, "report")
    assert "Not reported" in section(text, "rule")
    assert all("No report; date passed" in row[-1] for row in rows(section(text, "no-report")))


def test_where_nothing_is_reported_no_table_has_a_status(real: Atlas) -> None:
    """Neither plans nor dossiers nor facts cards speak of a status where nobody reported anything on a plan."""
    plan = next(iter(real.plans))
    actor = max(real.parts_of_actor, key=lambda one: len(real.parts_of_actor[one]))
    for text in (plan_page(real, plan).text, actor_page(real, actor).text):
        assert "| Status |" not in text
        assert "pa-status" not in text
    assert "[Nothing reported](../../progress.md)" in plan_page(real, plan).text
    assert "Status\n:   Not reported\n" in action_page(real, real.actions_of[plan][0]).text


def test_a_content_without_actions_has_a_page_that_reads_well(make_atlas: AtlasMaker) -> None:
    """Without any plan the page says that nothing was reported, how to report and how a status is reckoned."""
    text = progress_page(make_atlas({"site.yml": "title: Empty\n"})).text
    assert "Nothing was reported on any action here by 1 January 2026." in text
    assert re.findall(r"^## .*{ #([a-z-]+) }$", text, re.MULTILINE) == ["report", "rule"]


def test_rows_of_a_reported_plan_have_a_status_and_others_none(pages: Mapping[str, Page]) -> None:
    """In the table of a theme each plan's rows have a status only where something was reported on that plan."""
    text = pages["themes/false-lamps.md"].text
    tables = [table for table in text.split("<figure") if "| Title |" in table]
    (coast,) = [table for table in tables if "lantern-coast-2024/actions" in table]
    (fog,) = [table for table in tables if "fog-signals-2025/actions" in table]
    assert "| Status |" in coast
    assert "| Delayed by the date |" in coast
    assert "| Status |" not in fog


def test_a_plan_and_a_dossier_sum_up_what_was_reported(pages: Mapping[str, Page]) -> None:
    """Both say on how many actions there are reports, show the bar, and lead to the rule."""
    plan = section(pages[f"{COAST}/index.md"].text, "status")
    assert "There are reports on 10 of 12 measures, the last of 4 November 2025." in plan
    assert "(../../progress.md#rule)" in plan
    assert "3 delayed, 2 of them by the date</li>" in plan
    actor = section(pages["actors/lighthouse-board.md"].text, "status")
    assert "There are reports on 5 of 6 actions that it leads or is to do, the last of 15 September 2025." in actor
    assert section(pages["actors/fog-bureau.md"].text, "status") == ""


@pytest.mark.parametrize(
    ("ref", "lines"),
    [
        ("1.1", ["Done, 20 May 2025"]),
        ("1.3", ["Planned, October 2025"]),
        ("1.4", ["Delayed, 15 September 2025"]),
        (
            "1.5",
            [
                "Delayed by the date",
                "Date passed at the end of Q2 2025 (First list)",
                "Reported: under way, 3 March 2025",
                "Nothing reported since 3 March 2025 (9 months)",
            ],
        ),
        ("2.1", ["Under way, from its activities", "Last report 20 August 2025, on activity 2"]),
        ("2.4", ["Not reported"]),
        ("2.6", ["Under way, 30 November 2024", "Nothing reported since 12 March 2025 (9 months)"]),
    ],
)
def test_an_action_says_how_far_it_is_and_what_that_rests_on(
    pages: Mapping[str, Page], ref: str, lines: list[str]
) -> None:
    """The facts card gives the status with its date, the date that passed, and the silence since."""
    assert f"Status\n:   {'<br>'.join(lines)}\n\n" in pages[f"{COAST}/actions/{ref}.md"].text


def test_reports_on_activities_stand_with_the_activities(pages: Mapping[str, Page]) -> None:
    """Each activity has its reports, newest first, with note and evidence; one without says so."""
    cells = [row[-1] for row in rows(pages[f"{COAST}/actions/2.1.md"].text)]
    assert cells == [
        (
            "Done, 2 December 2024: The course has three parts. (Evidence of 2 December 2024, activity 1)"
            "Under way, 1 June 2024"
        ),
        "Under way, 20 August 2025: Held in Port of Windmark.",
        "Not reported",
    ]


@pytest.mark.parametrize("day", ["2026-02", "2026-01-02"])
def test_a_report_to_come_is_shown_and_said_not_to_count(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], day: str
) -> None:
    """An entry dated later than the day is not hidden; it says that it does not count, and nothing follows from it."""
    text = minimal["action"] + f"progress:\n  - {{date: {day}, status: done}}\n"
    atlas = make_atlas({"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": text})
    page = action_page(atlas, "p/1").text
    assert "| Done (not counted: dated after 1 January 2026) |" in page
    assert "Status\n:   Not reported\n" in page
    assert "Nothing was reported on any of the 1 action here" in progress_page(atlas).text


def test_long_lists_are_cut_and_say_so(make_atlas: AtlasMaker, minimal: Mapping[str, str]) -> None:
    """With many actions each list has so many rows, and its caption says how many are not shown."""
    reports = "progress:\n  - {date: 2024-01-01, status: delayed}\n"
    files = {
        f"plans/p/actions/{ref}.yml": minimal["action"].replace('ref: "1"', f'ref: "{ref}"') + reports
        for ref in range(1, LONGEST + 8)
    }
    text = progress_page(make_atlas({"plans/p/plan.yml": minimal["plan"], **files})).text
    for anchor, length, more in (
        ("delayed", LONGEST, "7 more not shown"),
        ("quiet", LONGEST, "7 more not shown"),
        ("latest", LATEST, f"{LONGEST + 7 - LATEST} older ones stand on the pages of their actions"),
    ):
        assert len(rows(section(text, anchor))) == length
        assert more in section(text, anchor)


def test_a_page_carries_the_marking_of_the_reports_it_rests_on(
    make_atlas: AtlasMaker, minimal: Mapping[str, str]
) -> None:
    """A status that follows from an entry with a marking of its own marks every page that shows it."""
    site = "markings: [{name: PUBLIC}, {name: LIMITE}]\n"
    text = minimal["action"] + "progress:\n  - {date: 2025-01-01, status: done, marking: LIMITE}\n"
    files = {"site.yml": site, "plans/p/plan.yml": minimal["plan"]}
    atlas = make_atlas({**files, "plans/p/actions/1.yml": text})
    for page in (progress_page(atlas), plan_page(atlas, "p"), action_page(atlas, "p/1")):
        assert 'marking: "LIMITE"' in page.text
    ahead = make_atlas({**files, "plans/p/actions/1.yml": text.replace("2025-01-01", "2027-01-01")})
    assert 'marking: "LIMITE"' in action_page(ahead, "p/1").text
    assert 'marking: "LIMITE"' not in progress_page(ahead).text


@pytest.mark.parametrize("file", ["progress.md", "CONTRIBUTING.md"])
def test_the_example_of_an_entry_can_be_used_as_it_stands(
    make_atlas: AtlasMaker, minimal: Mapping[str, str], pages: Mapping[str, Page], file: str
) -> None:
    """What the page and the guide tell contributors to write is read without a problem, and counts."""
    text = pages[file].text if file in pages else (ROOT / file).read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(progress:.*?)^```$", text, re.MULTILINE | re.DOTALL)
    atlas = make_atlas({"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": minimal["action"] + example})
    assert atlas.content.problems == []
    assert len(atlas.standings["p/1"].reports) == 2


def test_the_export_gives_the_derived_status(atlas: Atlas) -> None:
    """The machine interface has one status an action, which follows the same rule; its shape is what it was."""
    found = {one["ref"]: one["status"] for one in json.loads(export_json(atlas))["actions"]}
    assert found["1.5"] == found["2.3"] == found["1.4"] == "delayed"
    assert (found["2.1"], found["2.2"], found["2.4"]) == ("under-way", "done", "not-reported")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2024-06-30", "on 30 June 2024"),
        ("2024-06", "at the end of June 2024"),
        ("2024-Q2", "at the end of Q2 2024"),
        ("2024-H1", "at the end of the first half of 2024"),
        ("2024", "at the end of 2024"),
        ("2023..2024-Q3", "at the end of Q3 2024"),
        ("every 6 months from 2021-09-29 until 2024", "at the end of 2024"),
        ("3 months after signature on 2024-01-31", "on 30 April 2024"),
        ("ongoing", ""),
    ],
)
def test_a_date_that_passed_keeps_its_precision(when: str, words: str) -> None:
    """A month, quarter or year passes at its end, and is not made a day."""
    assert wording.passed(When.parse(when)) == words
