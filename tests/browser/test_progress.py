"""Progress as a person sees it: in the invented content of tests/examples/progress, and where nothing was reported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.visit import DESK, PHONE, TABLET, Visit

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "tests/examples/progress/content"
COAST = "plans/lantern-coast-2024"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example and return the folder of the site."""
    site = tmp_path_factory.mktemp("example") / "site"
    command = [sys.executable, "-m", "planatlas", "build", "--content", str(CONTENT), "--site", str(site)]
    # Not strict: a site's configuration may name pages that only its own content has.
    options = ["--as-of", "2026-01-01", "--no-strict"]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture
def example(browser: Browser, folder: Path) -> Iterator[Visit]:
    """Return a fresh visit to the example, opened from its folder."""
    context = browser.new_context(viewport={"width": DESK, "height": 900}, color_scheme="light")
    yield Visit(context.new_page(), f"file://{folder}")
    context.close()


def bar_of(page: Page) -> Locator:
    return page.locator("#status-lantern-coast-2024-title").locator("xpath=..")


@pytest.mark.parametrize(
    "path", ["progress.html", f"{COAST}/index.html", f"{COAST}/actions/2.1.html", "actors/lighthouse-board.html"]
)
def test_pages_with_progress_fit_every_width(example: Visit, path: str) -> None:
    """On a phone, a tablet and a desk nothing is wider than the window, nothing fails, and the bar keeps its height."""
    page = example.open(path)
    for width in (PHONE, TABLET, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        for bar in page.locator(".pa-status__bar").all():
            box = bar.bounding_box()
            assert box is not None
            assert 16 <= box["height"] <= 32
    assert example.errors == []


def test_the_pieces_of_the_bar_are_as_wide_as_their_shares(example: Visit) -> None:
    """Two of twelve done take a sixth of the bar, three delayed a quarter, and the last piece ends with the bar."""
    bar = bar_of(example.open("progress.html"))
    whole = bar.bounding_box()
    assert whole is not None
    widths = bar.evaluate("bar => [...bar.querySelectorAll('svg')].map(piece => piece.width.baseVal.value)")
    assert [round(12 * width / whole["width"]) for width in widths] == [2, 3, 1, 3, 1, 2]
    assert sum(widths) == pytest.approx(whole["width"], abs=1)


def test_the_bar_its_words_and_the_table_say_the_same(example: Visit) -> None:
    """Whoever reads the table reads the figures that the bar shows and its words say."""
    page = example.open("progress.html")
    words = page.locator(".pa-status").first.get_by_role("listitem").all_inner_texts()
    assert [word.strip() for word in words] == [
        "2 done",
        "3 under way",
        "1 planned",
        "3 delayed, 2 of them by the date",
        "1 dropped",
        "2 not reported",
    ]
    row = page.locator("figure", has_text="Actions by plan and status").locator("tbody tr").first
    cells = [cell.strip() for cell in row.locator("td").all_inner_texts()]
    assert cells == ["Lantern Coast 2024-2026", "12", "2", "3", "1", "3 (2 by the date)", "1", "2", "4 November 2025"]


def test_the_bar_is_told_to_those_who_do_not_see_it(example: Visit) -> None:
    """The bar is an image with a name and a description."""
    bar = bar_of(example.open("progress.html"))
    expect(bar).to_have_role("img")
    expect(bar).to_have_accessible_name(
        "How far the actions are: Lantern Coast 2024-2026 "
        "Of 12: 2 done; 3 under way; 1 planned; 3 delayed, 2 of them by the date; 1 dropped; 2 not reported."
    )


def test_the_bar_stands_out_in_both_schemes_and_on_paper(example: Visit) -> None:
    """What is done has another colour than the page behind it: light, dark and printed."""
    page = example.open("progress.html")
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("light", "print")):
        page.emulate_media(color_scheme=scheme, media=media)
        page.reload()
        fill = bar_of(page).locator(".pa-status__ink").first.evaluate("shape => getComputedStyle(shape).fill")
        assert fill not in {page.evaluate("getComputedStyle(document.body).backgroundColor"), "none"}


def test_a_reader_finds_why_an_action_is_delayed(example: Visit) -> None:
    """From the plan's table to the action, and from its status to the rule."""
    page = example.open(f"{COAST}/index.html")
    row = page.locator("tr", has=page.get_by_role("link", name="Publish the list of false lamps")).first
    expect(row).to_contain_text("Delayed by the date")
    row.get_by_role("link", name="Publish the list of false lamps").click()
    facts = page.locator(".pa-facts")
    expect(facts).to_contain_text("Date passed at the end of Q2 2025 (First list)")
    expect(facts).to_contain_text("Nothing reported since 3 March 2025 (9 months)")
    page.go_back()
    page.get_by_role("link", name="how the status is reckoned").click()
    page.wait_for_url("**/progress.html#rule")
    expect(page.locator("#rule")).to_be_in_viewport()


def test_dates_without_a_report_open_by_keyboard(example: Visit) -> None:
    """The folded list of a plan opens with Enter and says that there is no report, no more."""
    page = example.open("progress.html")
    summary = page.locator("summary", has_text="Fog signals 2025")
    summary.focus()
    page.keyboard.press("Enter")
    row = page.locator("details[open] tbody tr")
    expect(row).to_be_visible()
    expect(row).to_contain_text("No report; date passed at the end of Q3 2025")


def test_progress_is_readable_without_script(browser: Browser, folder: Path) -> None:
    """Bar, words and tables are there without script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{folder}/progress.html")
    expect(bar_of(page)).to_be_visible()
    expect(page.locator(".pa-reports")).to_be_visible()
    context.close()


def test_where_nothing_was_reported_the_page_says_so(visit: Visit) -> None:
    """Of the real plans nothing was reported: the page says it plainly, shows no bar, and says how to report."""
    page = visit.open("progress.html")
    expect(page.locator(".pa-lead")).to_contain_text("Nothing was reported on any of the 185 actions")
    rows = page.locator("figure", has_text="Nothing was reported on any plan").locator("tbody tr")
    assert rows.count() == 5
    for row in rows.all():
        expect(row).to_contain_text("Nothing reported")
    expect(page.locator(".pa-status")).to_have_count(0)
    expect(page.get_by_role("heading", name="How to report")).to_be_visible()
    expect(page.locator("pre")).to_contain_text("status: under-way")
