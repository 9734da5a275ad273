"""What a person sees on pages of the site, in both schemes, on paper, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from browser.visit import DESK, PHONE, Visit

PAGES = {
    "home": "index.html",
    "explorer": "explorer.html",
    "plans": "plans/index.html",
    "plan": "plans/afghanistan-ct-2021/index.html",
    "plan with indicators": "plans/empact-migrant-smuggling-2024/index.html",
    "named plan": "plans/empact-thb/index.html",
    "action": "plans/afghanistan-ct-2021/actions/18.html",
    "action with indicators": "plans/empact-migrant-smuggling-2024/actions/2.10.html",
    "actors": "actors/index.html",
    "actor": "actors/europol.html",
    "country": "actors/kosovo.html",
    "instruments": "instruments/index.html",
    "instrument": "instruments/sis.html",
    "themes": "themes/index.html",
    "theme": "themes/document-fraud.html",
    "meetings": "meetings/index.html",
    "meeting": "meetings/afghanistan-ct-review-2027-03.html",
    "timeline": "timeline.html",
    "deadlines": "deadlines.html",
    "overlaps": "overlaps.html",
    "overlap": "overlaps/afghanistan-ct-2021/drugs-roadmap-2023.html",
    "who does what": "who-does-what.html",
    "network": "network.html",
    "indicators": "indicators.html",
    "progress": "progress.html",
    "glossary": "glossary.html",
    "about": "about.html",
    "data": "data.html",
    "problems": "problems.html",
    "guide": "guides/first-edit.html",
    "accessibility": "accessibility.html",
    "not found": "404.html",
}
"""One page of each kind."""


def test_a_dossier_says_what_europol_is_asked_to_do(visit: Visit) -> None:
    """Europol's page shows its actions plan by plan with the role, whom it works with and by which means."""
    page = visit.open("actors/europol.html")
    tables = page.locator("figure", has=page.get_by_role("link", name="Recommendation 16", exact=False))
    expect(tables.first).to_be_visible()
    row = page.locator("tr", has=page.get_by_role("link", name=re.compile("Recommendation.16$"))).first
    expect(row).to_contain_text("Responsible")
    expect(page.locator("figure", has_text="Works with most")).to_contain_text("Member States")
    expect(page.locator("figure", has_text="Instruments its actions stand on")).to_contain_text("EMPACT")


def test_an_instrument_lists_the_recommendations_that_rest_on_it(visit: Visit) -> None:
    """The page of SIS leads to every recommendation of the Afghanistan plan that uses it."""
    page = visit.open("instruments/sis.html")
    refs = (
        page.locator("figure", has=page.get_by_role("link", name="Afghanistan")).locator("tbody tr").all_inner_texts()
    )
    assert any("Recommendation\u00a01\t" in ref or ref.split("\t")[1].endswith("1") for ref in refs)
    assert any("Recommendation\u00a05" in ref for ref in refs)


def test_an_action_says_where_it_stands_in_the_source(visit: Visit) -> None:
    """Recommendation 12 names document, section and item."""
    facts = visit.open("plans/afghanistan-ct-2021/actions/12.html").locator(".pa-facts")
    expect(facts).to_contain_text("12315/21")
    expect(facts).to_contain_text("Recommendation 12")


def test_an_action_leads_to_its_file_and_its_neighbours(visit: Visit) -> None:
    """Edit this page leads to the YAML file; previous and next lead along the plan."""
    page = visit.open("plans/afghanistan-ct-2021/actions/12.html")
    edit = page.get_by_role("link", name="Edit this page")
    assert str(edit.get_attribute("href")).endswith("content/plans/afghanistan-ct-2021/actions/12.yml")
    around = page.get_by_role("navigation", name="Neighbouring actions")
    around.get_by_role("link").first.click()
    page.wait_for_url("**/actions/11.html")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").nth(1).click()
    page.wait_for_url("**/plans/afghanistan-ct-2021/index.html")


@pytest.mark.parametrize("path", ["plan", "action", "action with indicators"])
def test_a_marked_plan_carries_its_marking_on_screen_and_on_paper(visit: Visit, path: str) -> None:
    """LIMITE stands at the top of the page, and at the top and bottom when it is printed."""
    page = visit.open(PAGES[path])
    expect(page.locator(".pa-marking").first).to_contain_text("LIMITE")
    expect(page.locator(".pa-marking").first).to_be_in_viewport()
    page.emulate_media(media="print")
    marks = page.locator(".pa-marking")
    assert [mark.is_visible() for mark in marks.all()] == [True, True]
    expect(page.locator(".pa-header")).to_be_hidden()
    expect(page.locator(".pa-nav")).to_be_hidden()


def test_a_page_without_marked_content_carries_no_marking(visit: Visit) -> None:
    """A page that shows nothing of a marked plan claims no marking."""
    page = visit.open("overlaps/drugs-roadmap-2023/western-balkans-ct-2025.html")
    expect(page.locator(".pa-marking")).to_have_count(0)


def test_the_scheme_follows_the_system_and_the_button(browser: Browser, address: str) -> None:
    """Dark where the system is dark; the button changes it, and the choice lasts."""
    context = browser.new_context(color_scheme="dark")
    page = Visit(context.new_page(), address).open("index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-pa-scheme]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    context.close()


def test_the_first_tab_stop_skips_to_the_content(visit: Visit) -> None:
    """By keyboard the navigation can be skipped, and every stop shows where the focus is."""
    page = visit.open("plans/index.html")
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate("document.activeElement.className")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_the_menu_of_a_phone_opens_by_keyboard(visit: Visit) -> None:
    """At 320 pixels the menu is a button; closed, its links take no Tab; Escape closes it and returns the focus."""
    visit.page.set_viewport_size({"width": PHONE, "height": 700})
    page = visit.open("index.html")
    button = page.locator("[data-pa-menu]")
    expect(page.get_by_role("link", name="Instruments", exact=True).first).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Instruments")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()


def test_the_pages_read_well_without_script(browser: Browser, address: str) -> None:
    """Without JavaScript every fact and link is there."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": DESK, "height": 900})
    page = Visit(context.new_page(), address).open("plans/empact-migrant-smuggling-2024/actions/2.10.html")
    expect(page.locator(".pa-facts")).to_contain_text("Cyprus")
    expect(page.locator("figure", has_text="How the action is measured")).to_contain_text(
        "at least 10 arrests per year"
    )
    page.get_by_role("link", name="SIENA").first.click()
    page.wait_for_url("**/instruments/siena.html")
    context.close()


def test_an_abbreviation_carries_its_meaning(visit: Visit) -> None:
    """What a term stands for is told where it occurs."""
    page = visit.open("plans/afghanistan-ct-2021/actions/14.html")
    found = page.locator("abbr", has_text=re.compile("^RAN$")).first
    title = found.get_attribute("title") or found.get_attribute("data-md-tooltip") or found.get_attribute("aria-label")
    assert title is None or "Radicalisation Awareness Network" in title
    expect(found).to_be_visible()
