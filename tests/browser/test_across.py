"""Reading across plans in the browser: what a reader is after is found, by keyboard, on a phone and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.visit import DESK, PHONE, TABLET, Visit

ACTION = "plans/empact-migrant-smuggling-2024/actions/2.10.html"


def test_a_related_action_is_one_step_away_and_says_why(visit: Visit) -> None:
    """From AKRITAS to an action of another plan, which leads back for the same reason."""
    page = visit.open(ACTION)
    related = page.get_by_role("listitem").filter(has_text="Operational, strategic and analytical support by Europol")
    expect(related).to_contain_text("also SIENA, JADs and Europol, also intelligence picture and foresight")
    related.get_by_role("link").first.click()
    page.wait_for_url("**/western-balkans-ct-2025/actions/3.europol.1.html")
    expect(page.locator("#elsewhere")).to_be_visible()


def test_where_the_western_balkans_plan_relies_on_the_same_act_as_the_roadmap(visit: Visit) -> None:
    """From the home page: across plans, the row of the two, and their page with the actions of each."""
    page = visit.open("index.html")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Across plans").click()
    row = page.get_by_role("row", name=re.compile("roadmap and Western Balkans"))
    expect(row).to_contain_text("Horizon Europe, EMPACT")
    row.get_by_role("link").first.click()
    cells = page.get_by_role("row", name=re.compile("^EMPACT")).get_by_role("cell")
    expect(cells.nth(2)).to_contain_text("Action 2: Strengthening law enforcement operations in ports")
    expect(cells.nth(3)).to_contain_text("Action 5.P.5")


def test_what_two_plans_ask_eurojust_for_opens_by_keyboard(visit: Visit) -> None:
    """The folded part of Eurojust opens with a key and names theme, plan and actions."""
    page = visit.open("overlaps.html")
    summary = page.locator("summary", has_text="Eurojust: ")
    summary.focus()
    page.keyboard.press("Enter")
    rows = page.locator("details[open] tbody tr")
    expect(rows.first).to_be_visible()
    asked = rows.filter(has_text="Financial investigation")
    expect(asked).to_have_count(2)
    expect(asked.last).to_contain_text("Western Balkans")
    expect(asked.last).to_contain_text("4.EUROJUST.1")


def test_a_figure_of_the_matrix_opens_just_these_actions(visit: Visit) -> None:
    """The explorer shows as many actions as the figure said, all of that plan and body."""
    page = visit.open("who-does-what.html")
    for shade in ("1", "4"):  # the largest figures are shaded too, and not as the smallest
        expect(page.locator(f".pa-shade-{shade}").first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    figure = page.get_by_role("link", name="Actions with CEPOL, Migrant smuggling 2021-2025: 4", exact=True)
    figure.click()
    page.wait_for_url("**/explorer.html?plan=migrant-smuggling-2021&actor=cepol")
    expect(page.locator(".pa-explorer tbody tr:visible")).to_have_count(4)


def test_a_tie_opens_the_actions_that_two_bodies_share(visit: Visit) -> None:
    """The explorer shows the actions in which both have a part, not those of either."""
    page = visit.open("network.html")
    row = page.get_by_role("row", name=re.compile("^Eurojust Judicial authorities"))
    row.get_by_role("link", name=re.compile("6.actions$")).click()
    page.wait_for_url("**together=actor")
    expect(page.locator(".pa-explorer tbody tr:visible")).to_have_count(6)


def test_the_matrix_is_a_table_at_a_desk_and_a_list_on_a_phone(visit: Visit) -> None:
    """Rows keep their headers; on a phone each is a block whose filled cells name their plan, without empty ones."""
    page = visit.open("who-does-what.html")
    europol = page.get_by_role("rowheader", name="Europol", exact=True).first
    expect(europol).to_be_visible()
    row = page.get_by_role("row").filter(has=europol)
    empty = page.locator(".pa-matrix td.is-nil").first
    expect(empty).to_have_text("–")
    expect(empty).to_be_visible()
    page.set_viewport_size({"width": PHONE, "height": 800})
    expect(page.get_by_role("rowheader", name="Europol", exact=True).first).to_be_visible()
    label = row.first.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Afghanistan CT Action Plan" in label
    expect(empty).to_be_hidden()


def drawing(page: Page) -> list[dict[str, float]]:
    """Return the boxes of the drawing and how far the text of each reaches, in pixels of the window."""
    return page.locator(".pa-network a").evaluate_all(
        """links => links.map(link => {
            const box = link.querySelector("rect").getBoundingClientRect()
            const text = link.querySelector("text").getBoundingClientRect()
            const over = [box.left - text.left, text.right - box.right, box.top - text.top, text.bottom - box.bottom]
            return {left: box.left, right: box.right, top: box.top, bottom: box.bottom, over: Math.max(...over)}
        })"""
    )


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_the_names_in_the_drawing_fit_and_can_be_read(visit: Visit, width: int) -> None:
    """No name is wider than its box, no box lies over another, and letters are no smaller than 12 pixels."""
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = visit.open("network.html")
    boxes = drawing(page)
    assert len(boxes) > 20
    assert max(box["over"] for box in boxes) <= 0
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = one["right"] < other["left"] or other["right"] < one["left"]
            assert apart or one["bottom"] < other["top"] or other["bottom"] < one["top"]
    scale = page.locator(".pa-network svg").evaluate("svg => svg.getScreenCTM().a")
    assert scale * 14 >= 12


def test_the_drawing_is_walked_by_keyboard(visit: Visit) -> None:
    """The frame begins at its middle and takes the focus to be moved, then each box in turn; Enter opens its page."""
    visit.page.set_viewport_size({"width": PHONE, "height": 800})
    page = visit.open("network.html")
    frame = page.locator(".pa-network__frame")
    frame.focus()
    middle = frame.evaluate("one => one.scrollLeft")
    assert middle > 0
    page.keyboard.press("ArrowRight")
    page.wait_for_function("middle => document.querySelector('.pa-network__frame').scrollLeft > middle", arg=middle)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    assert first == page.locator(".pa-network a").first.text_content()
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/*.html")


def test_the_pages_read_well_without_script(browser: Browser, address: str) -> None:
    """The matrix and the drawing are there without script, and their links lead on."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": DESK, "height": 900})
    page = Visit(context.new_page(), address).open("who-does-what.html")
    expect(page.get_by_role("rowheader", name="Frontex", exact=True).first).to_be_visible()
    page = Visit(context.new_page(), address).open("network.html")
    page.locator(".pa-network a", has_text="Europol").first.click()
    page.wait_for_url("**/actors/europol.html")
    context.close()


def test_a_theme_stands_side_by_side_at_a_desk_and_plan_by_plan_on_a_phone(visit: Visit) -> None:
    """At a desk the cells of a row stand beside one another; on a phone each is a line with the name of its plan."""
    page = visit.open("themes/document-fraud.html")
    cells = page.locator(".pa-abreast").first.locator("tbody tr").first.locator("td")
    tops = [cell.evaluate("one => one.getBoundingClientRect().top") for cell in cells.all()]
    assert len(tops) == 4
    assert len(set(tops)) == 1
    page.set_viewport_size({"width": PHONE, "height": 800})
    tops = [cell.evaluate("one => one.getBoundingClientRect().top") for cell in cells.all()]
    assert len(set(tops)) == 4
    assert cells.nth(1).get_attribute("data-label") == "Afghanistan CT Action Plan"
