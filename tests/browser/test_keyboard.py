"""The site with the keyboard alone, and by ear: every control is reached, seen, and says what it does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from browser.test_pages import PAGES
from browser.visit import PHONE, Visit
from planatlas.pages.accessibility import WIDTHS

pytestmark = pytest.mark.xdist_group("browser")

MOST_STOPS = 60
"""How many stops of a long page are visited; further down its tables only repeat themselves."""

# What can be focused stands in the order of the document. Each stop is measured when the next Tab leaves it, by when the
# browser has scrolled to it.
_WATCH = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
  const seen = one => one.checkVisibility({checkOpacity: false, checkVisibilityCSS: true}) && !one.disabled
  const stops = [...document.querySelectorAll(kinds)].filter(one => seen(one) && one.tabIndex >= 0)
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number)
  const words = one => `${one.tagName.toLowerCase()} ${(one.textContent || one.ariaLabel || one.id).trim().slice(0, 40)}`
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


def walked(visit: Visit, path: str, width: int) -> dict[str, Any]:
    """Press Tab from the top of a page, and return what could be stopped at, and what was met on the way."""
    visit.page.set_viewport_size({"width": width, "height": 640})
    page = visit.open(path)
    page.evaluate(_WATCH)
    stops = len(page.evaluate("walk.stops"))
    for _ in range(min(stops, MOST_STOPS)):
        page.keyboard.press("Tab")
    page.evaluate("measure()")
    return dict(page.evaluate("walk"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", PAGES)
def test_tab_visits_every_control_in_reading_order(visit: Visit, kind: str, width: int) -> None:
    """Tab goes through all links, buttons and fields in the order in which they stand, none left out or caught in."""
    walk = walked(visit, PAGES[kind], width)
    assert walk["visited"] == walk["stops"][:MOST_STOPS]
    assert visit.page.evaluate(_REORDERED) == []


_REORDERED = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one)
  return style.order !== "0" || style.flexDirection.endsWith("reverse") || one.tabIndex > 0
}).map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", PAGES)
def test_the_focus_is_always_seen(visit: Visit, kind: str, width: int) -> None:
    """Every stop has a frame of two pixels or more, and neither header nor table head lies over it."""
    walk = walked(visit, PAGES[kind], width)
    assert walk["visited"]
    assert walk["unseen"] == []
    assert walk["covered"] == []
