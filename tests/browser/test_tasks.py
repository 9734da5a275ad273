"""Six questions as a new user would answer them: from the home page, by keyboard alone, on a phone."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import AS_OF, ROOT
from browser.visit import PHONE, Visit
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.windows import windows_of
from planatlas.pages.explorer import largest_target
from planatlas.reading.folder import read_folder

MOST_STOPS = 60
"""More presses of Tab than this, from one thing to the next, are more than anybody has patience for."""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(ROOT / "content"), date.fromisoformat(AS_OF))


@pytest.fixture
def home(visit: Visit) -> Visit:
    """Return a visit that has just opened the home page on a phone."""
    visit.page.set_viewport_size({"width": PHONE, "height": 640})
    visit.open("index.html")
    return visit


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; everything there is reached that way or not at all."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.first.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{wanted} is not reached within {MOST_STOPS} presses of Tab")


def follow(page: Page, wanted: Locator, address: str) -> None:
    """Tab to a link, press Enter, and wait for the page."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")


def search(visit: Visit, query: str, address: str) -> Page:
    """Find a record by the search key, and open the best result with Enter."""
    page = visit.page
    page.keyboard.press("/")
    page.keyboard.type(query)
    found = visit.search(query)
    assert found[0] == address
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")
    return page


def open_facet(page: Page, name: str) -> None:
    """Unfold the filters, then one of them; `Skip` and all between are stops like any other."""
    if not page.locator(".pa-filters[open]").count():
        tab_to(page, page.locator(".pa-filters > summary"))
        page.keyboard.press("Enter")
    tab_to(page, page.locator(".pa-filters form > details > summary").filter(has_text=name))
    page.keyboard.press("Enter")
    expect(page.locator(".pa-filters form > details[open] [role=group]:empty")).to_have_count(0)  # nobody is that quick


def shown(page: Page) -> set[str]:
    """Return the ids of the actions that the explorer shows."""
    links = page.locator("#results tbody th a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return {path.removeprefix("plans/").removesuffix(".html").replace("/actions/", "/") for path in links}


def actions_of(atlas: Atlas, actor: str, fits: Callable[[str], bool]) -> set[str]:
    """Return the actions in which an actor has a part, as far as they fit."""
    return {part.action for part in atlas.parts_of_actor[actor] if fits(part.action)}


def test_frontex_s_actions_with_a_target_above_20(home: Visit, atlas: Atlas) -> None:
    """Search, the actor's page, its actions in the explorer, a number: the list, and what the figures mean."""
    page = search(home, "Frontex", "actors/frontex.html")
    follow(page, page.get_by_role("link", name="These actions in the explorer"), "explorer.html?actor=frontex")
    open_facet(page, "Largest target")
    tab_to(page, page.get_by_label("more than"))
    page.keyboard.type("20")
    expect(page.locator("#results").get_by_role("status")).to_contain_text(" of 185 actions")
    expect(page.locator(".pa-chip")).to_have_count(2)

    def above(action: str) -> bool:
        target = largest_target(atlas.actions[action].record)
        return target is not None and target.value.value > 20

    expected = actions_of(atlas, "frontex", above)
    assert expected
    assert shown(page) == expected
    expect(page.locator(".pa-filters")).to_contain_text("whatever they count: 80% is more than 20")
    expect(page.locator("#results tbody tr").first.locator("[data-label='Largest target']")).to_contain_text(" ")


def test_which_actions_of_two_plans_ask_eurojust_for_the_same(home: Visit) -> None:
    """The menu leads to the overlaps, and those to Eurojust's actions of two plans with what they share."""
    page = home.page
    tab_to(page, page.locator("[data-pa-menu]"))
    page.keyboard.press("Enter")
    follow(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Overlaps"), "overlaps.html")
    follow(page, page.get_by_role("link", name="Body by body"), "overlaps.html#bodies")
    row = page.locator("tr", has=page.get_by_role("link", name="Eurojust", exact=True)).filter(has_text="Action")
    expect(row.first).to_be_attached()
    plans = {
        path.split("/")[1]
        for path in row.locator("a[href*='/actions/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    }
    assert len(plans) >= 2


def test_everything_due_in_2024_for_the_commission_is_sent_by_its_address(
    home: Visit, atlas: Atlas, browser: Browser
) -> None:
    """Two filters, and the address alone brings a colleague to the same list."""
    page = search(home, "Commission", "actors/commission.html")
    follow(page, page.get_by_role("link", name="These actions in the explorer"), "explorer.html?actor=commission")
    open_facet(page, "Due")
    tab_to(page, page.get_by_role("checkbox", name="In 2024"))
    page.keyboard.press("Space")
    page.wait_for_url("**/explorer.html?actor=commission&due=2024")
    mine = shown(page)
    assert mine == actions_of(atlas, "commission", lambda action: 2024 in windows_of(atlas, action).years)
    assert mine
    context = browser.new_context()
    colleague = context.new_page()
    colleague.goto(page.url)
    expect(colleague.locator(".pa-chip")).to_have_count(2)
    assert shown(colleague) == mine
    context.close()


def test_europol_s_deadlines_are_subscribed_to(home: Visit) -> None:
    """The dossier leads to its downloads; the calendar's address stands there to copy, and as a link for programs."""
    page = search(home, "Europol", "actors/europol.html")
    follow(page, page.get_by_role("navigation", name="On this page").get_by_role("link", name="Downloads"),
           "actors/europol.html#downloads")  # fmt: skip
    subscribe = page.get_by_role("link", name="Subscribe to Calendar of Europol")
    tab_to(page, subscribe)
    expect(subscribe).to_be_in_viewport()
    address = page.locator("[data-pa-subscribe] code").inner_text()
    assert subscribe.get_attribute("href") == address.replace("http:", "webcal:")
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
        assert answer.headers.get_content_type() == "text/calendar"
        assert len(Calendar.from_ical(answer.read()).walk("VEVENT")) > 3


def test_what_document_fraud_is_measured_by(home: Visit) -> None:
    """The theme's page has its measures, those that name it first."""
    page = search(home, "document fraud", "themes/document-fraud.html")
    link = page.get_by_role("navigation", name="On this page").get_by_role("link", name="How it is measured")
    follow(page, link, "themes/document-fraud.html#indicators")
    expect(page.get_by_role("heading", name="How it is measured")).to_be_in_viewport()
    expect(page.locator(".pa-kpis").first).to_contain_text("Incidents of document fraud detected")


def test_where_the_western_balkans_plan_relies_on_the_same_act_as_the_roadmap(home: Visit) -> None:
    """The pair of plans lays the acts side by side, with the actions of each that rely on them."""
    page = home.page
    tab_to(page, page.locator("[data-pa-menu]"))
    page.keyboard.press("Enter")
    follow(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Overlaps"), "overlaps.html")
    pair = "overlaps/drugs-roadmap-2023/western-balkans-ct-2025.html"
    follow(page, page.locator(f"main a[href='{pair}']"), pair)
    follow(page, page.get_by_role("link", name="Acts and other instruments both rely on"), "*.html#instruments")
    row = page.locator("tr", has=page.get_by_role("link", name="EMPACT", exact=True)).first
    expect(row.locator("a[href*='drugs-roadmap-2023/actions/2.html']").first).to_be_visible()
    expect(row.locator("a[href*='western-balkans-ct-2025/actions/5.p.5.html']").first).to_be_visible()
