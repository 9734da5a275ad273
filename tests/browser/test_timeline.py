"""Time as a person sees it: charts at every width, their links and tables, and the years of the deadlines."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.visit import DESK, PHONE, TABLET, Visit

EMPACT = "plans/empact-migrant-smuggling-2024"
PAGES = ["timeline.html", "deadlines.html", f"{EMPACT}/index.html", f"{EMPACT}/actions/2.9.html"]


def boxes(page: Page, selector: str) -> list[tuple[float, float]]:
    """Return the left and right edges of what is drawn, in pixels."""
    return page.locator(selector).evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
    )


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_page(visit: Visit, path: str, width: int) -> None:
    """No chart or table makes the page scroll sideways."""
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = visit.open(path)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_bars_stand_under_the_years(visit: Visit, width: int) -> None:
    """Every bar lies within the axis, and what runs from 2024 to 2025 covers two of three years."""
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = visit.open(f"{EMPACT}/index.html")
    ((left, right),) = boxes(page, ".pa-chart .pa-axis")
    bars = boxes(page, ".pa-rows rect")
    assert len(bars) > 30
    assert all(left - 2 <= start <= end <= right + 2 for start, end in bars)
    first = page.locator(".pa-rows li", has_text="OA 1.1").locator("rect").bounding_box()
    assert first is not None
    assert first["width"] / (right - left) == pytest.approx(2 / 3, abs=0.02)


def test_names_are_not_cut_on_a_phone(visit: Visit) -> None:
    """Long titles wrap above their bars and end within the screen."""
    visit.page.set_viewport_size({"width": PHONE, "height": 900})
    page = visit.open("plans/drugs-roadmap-2023/index.html")
    assert all(right <= PHONE for _, right in boxes(page, ".pa-rows a"))
    row = page.locator(".pa-rows li").first
    name, bar = row.locator("a").bounding_box(), row.locator("svg").first.bounding_box()
    assert name is not None
    assert bar is not None
    assert name["y"] + name["height"] <= bar["y"] + 1


def test_a_row_leads_to_its_action_by_keyboard(visit: Visit) -> None:
    """A row is a link with the action's code and title, and Enter follows it."""
    page = visit.open(f"{EMPACT}/index.html")
    link = page.get_by_role("group", name="When the operational actions run and fall due").get_by_role(
        "link", name="OA 2.10 AKRITAS"
    )
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{EMPACT}/actions/2.10.html")


def test_a_plan_leads_to_its_own_timeline(visit: Visit) -> None:
    """From the timeline of all plans a row leads to the chart on the plan's page."""
    page = visit.open("timeline.html")
    chart = page.get_by_role("group", name="Which plans run when, and when they fall due")
    chart.get_by_role("link", name="EMPACT migrant smuggling").click()
    page.wait_for_url(f"**/{EMPACT}/index.html#timeline")
    expect(page.get_by_role("heading", name="Timeline")).to_be_in_viewport()


def test_the_chart_leads_to_its_table_which_opens(visit: Visit) -> None:
    """The link under the title opens the folded table with the same times."""
    page = visit.open(f"{EMPACT}/index.html")
    table = page.locator("#timeline-table table")
    expect(table).to_be_hidden()
    page.get_by_role("link", name="The table for").click()
    expect(table).to_be_visible()
    expect(table).to_contain_text("Activities 1 to 5")


def test_a_chart_says_its_times_to_those_who_do_not_see_it(visit: Visit) -> None:
    """Each strip is an image named by its times; the axis and the samples of the legend are left out."""
    page = visit.open(f"{EMPACT}/index.html")
    row = page.locator(".pa-rows li", has_text="OA 2.10")
    expect(row.get_by_role("img", name="Activities 1 to 5: Q1 2024 to Q4 2025")).to_have_count(1)
    assert page.locator(".pa-axis").get_attribute("aria-hidden") == "true"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_stand_out_from_the_ground(browser: Browser, address: str, scheme: str) -> None:
    """In either scheme bars have a contrast of at least 3 to 1, as WCAG 1.4.11 asks of graphics."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type] # two of its values
    page = Visit(context.new_page(), address).open("plans/drugs-roadmap-2023/index.html")
    contrast = page.evaluate(
        """() => {
          const light = colour => {
            const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
              .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
          }
          const ground = light(getComputedStyle(document.body).backgroundColor)
          return [...document.querySelectorAll(".pa-rows :is(rect, circle, .is-run)")].map(one => {
            const own = light(getComputedStyle(one).stroke)
            return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05)
          })
        }"""
    )
    assert len(contrast) > 20
    assert min(contrast) >= 3
    context.close()


def test_a_chart_is_there_without_script(browser: Browser, address: str) -> None:
    """Charts need no script: rows, bars and table stand there."""
    context = browser.new_context(java_script_enabled=False)
    page = Visit(context.new_page(), address).open(f"{EMPACT}/index.html")
    expect(page.locator(".pa-rows li")).to_have_count(26)
    expect(page.locator(".pa-rows rect").first).to_be_visible()
    context.close()


def test_a_chart_prints_beside_its_names(visit: Visit) -> None:
    """On paper names stand left of their bars, and no row is torn between sheets."""
    page = visit.open(f"{EMPACT}/index.html")
    page.emulate_media(media="print")
    row = page.locator(".pa-rows li").first
    name, bar = row.locator("a").bounding_box(), row.locator("svg").first.bounding_box()
    assert name is not None
    assert bar is not None
    assert name["x"] + name["width"] <= bar["x"]
    assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"


def test_a_year_is_one_step_away(visit: Visit) -> None:
    """The contents of the deadlines lead to each year, where everything ends in it."""
    page = visit.open("deadlines.html")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="2024", exact=True).click()
    heading = page.get_by_role("heading", name="2024", exact=True)
    expect(heading).to_be_in_viewport()
    whens = page.locator("figure", has_text="Ends in 2024").locator("tbody td:first-child").all_inner_texts()
    assert len(whens) > 10
    assert all(when.endswith("2024") for when in whens)


def test_states_are_explained_where_they_are_used(visit: Visit) -> None:
    """What overdue means can be opened on the page that says it."""
    page = visit.open("deadlines.html")
    page.get_by_text("What the states mean").click()
    expect(page.get_by_text("nobody has reported on it here")).to_be_visible()
