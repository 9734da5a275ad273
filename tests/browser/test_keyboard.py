"""The site with the keyboard alone, and by ear: every control is reached, seen, and says what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from browser.test_pages import PAGES
from browser.visit import PHONE, Visit
from planatlas.pages.accessibility import WIDTHS

MOST_STOPS = 40
"""How many stops of a long page are visited; further down its tables only repeat themselves."""

# What can be focused stands in the order of the document. Each stop is measured when the next Tab leaves it, by when
# the browser has scrolled to it.
_WATCH = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
  const seen = one => one.checkVisibility({checkOpacity: false, checkVisibilityCSS: true}) && !one.disabled
  const stops = [...document.querySelectorAll(kinds)].filter(one => seen(one) && one.tabIndex >= 0)
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number)
  const text = one => (one.textContent || one.ariaLabel || one.id).trim().slice(0, 40)
  const words = one => `${one.tagName.toLowerCase()} ${text(one)}`
  const uncovered = one => [...one.getClientRects()].some(({left, right, top, bottom}) => {
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return hit && (one.contains(hit) || hit.contains(one))
  })
  window.walk = {stops: stops.map(words), visited: [], unseen: [], covered: []}
  window.measure = () => {
    const one = document.activeElement
    if (one === document.body) return
    const style = getComputedStyle(one)
    walk.visited.push(words(one))
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || numbers(style.outlineColor)[3] === 0)
      walk.unseen.push(words(one))
    if (!uncovered(one)) walk.covered.push(words(one))
  }
  document.addEventListener("keydown", event => event.key === "Tab" && measure(), true)
}"""

_REORDERED = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one)
  return style.order !== "0" || style.flexDirection.endsWith("reverse") || one.tabIndex > 0
}).map(one => one.outerHTML.slice(0, 80))"""


@dataclass(frozen=True)
class Walk:
    """A walk along a page with Tab. Each stop is its element and the beginning of its text."""

    stops: list[str]
    """What there is to stop at, in the order of the document."""
    visited: list[str]
    """Where Tab stopped."""
    unseen: list[str]
    """Stops without a frame that shows the focus."""
    covered: list[str]
    """Stops that something else lay over."""
    reordered: list[str]
    """Elements that styles show at another place than where they stand."""


@pytest.fixture(scope="module")
def walker(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit in which one page after the other is walked along."""
    context = browser.new_context()
    yield Visit(context.new_page(), address)
    context.close()


@pytest.fixture(
    scope="module",
    params=[(kind, width) for width in WIDTHS for kind in PAGES],
    ids=lambda place: f"{place[0]}-{place[1]}",
)
def walk(request: pytest.FixtureRequest, walker: Visit) -> Walk:
    """Hold Tab down from the top of a page of every kind, on a phone and a desk, and return what was met."""
    kind, width = request.param
    walker.page.set_viewport_size({"width": width, "height": 640})
    page = walker.open(PAGES[kind])
    page.evaluate(_WATCH)
    for _ in range(min(MOST_STOPS, page.evaluate("walk.stops.length"))):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    page.evaluate("measure()")
    return Walk(**page.evaluate("walk"), reordered=page.evaluate(_REORDERED))


def test_tab_visits_every_control_in_reading_order(walk: Walk) -> None:
    """Tab goes through all links, buttons and fields in the order in which they stand, and leaves none out."""
    assert walk.visited
    assert walk.visited == walk.stops[:MOST_STOPS]
    assert walk.reordered == []


def test_the_focus_is_always_seen(walk: Walk) -> None:
    """Every stop has a frame of two pixels or more, and neither header nor table head lies over it."""
    assert walk.visited
    assert walk.unseen == []
    assert walk.covered == []


def test_the_open_search_keeps_the_focus(visit: Visit) -> None:
    """Tab goes round within the search, never to the page behind it; Escape gives the focus back to where it was."""
    page = visit.open("index.html")
    link = page.get_by_role("navigation", name="Main").get_by_role("link").first
    link.focus()
    found = visit.search("firearms")
    within = "[document.body, ...document.querySelectorAll('#pa-finder *')].includes(document.activeElement)"
    for _ in range(len(found) + 8):
        page.keyboard.press("Tab")
        assert page.evaluate(within)
    page.keyboard.press("Escape")
    expect(page.locator("#pa-finder")).to_be_hidden()
    expect(link).to_be_focused()


def test_the_open_menu_is_walked_by_keyboard(visit: Visit) -> None:
    """Opened by Enter, the menu of a phone is what Tab comes to next; leaving it closes it, and so does Escape."""
    visit.page.set_viewport_size({"width": PHONE, "height": 640})
    page = visit.open("about.html")
    button = page.locator("[data-pa-menu]")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    for link in links.all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("[data-pa-scheme]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(links.first).to_be_hidden()


def test_the_number_of_results_is_announced(visit: Visit) -> None:
    """How many results there are stands in a live region that was there before, and changes with every search."""
    page = visit.open("index.html")
    page.keyboard.press("/")
    status = page.get_by_role("status").and_(page.locator("#pa-finder-status"))
    expect(status).to_contain_text("Type a title")
    found = visit.search("SIENA")
    expect(status).to_contain_text(f"{len(found)} result")
    one = visit.search("AKRITAS")
    expect(status).to_contain_text(f"{len(one)} result")
    visit.search("zzzyx")
    expect(status).to_contain_text("Nothing found for “zzzyx”")
