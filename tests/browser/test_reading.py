"""Every kind of page as people read it in ways of their own: zoomed, spaced, without motion, link by link, on paper.

A page is opened once for all that is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from browser.test_pages import PAGES
from browser.visit import DESK as WIDE
from browser.visit import PHONE, TABLET, Visit
from planatlas.pages.accessibility import WIDTHS

DESK: ViewportSize = {"width": max(WIDTHS), "height": 1024}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""What a window of 1280 by 1024 pixels shows at 400%."""
PAPER: ViewportSize = {"width": 672, "height": 920}
"""What lies between the margins of a sheet of A4, in CSS pixels."""

_SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
"""The spacing that WCAG 1.4.12 demands a page to bear."""

# Read text node by text node, since innerText runs words together where a style makes blocks inline.
_WORDS = """async () => {
  document.querySelectorAll("main details").forEach(one => one.open = true)
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
  const words = new Set([...document.querySelectorAll("main td[data-label]")].map(one => one.dataset.label)
    .flatMap(label => label.split(/\\s+/)))
  while (walker.nextNode())
    if (walker.currentNode.parentElement.checkVisibility())
      walker.currentNode.data.split(/\\s+/).forEach(word => words.add(word))
  return [...words].filter(Boolean)
}"""

# Text for screen readers alone is cut off on purpose: it stands in a box of one pixel.
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(one => {
  if (!one.checkVisibility() || one.clientWidth <= 1 || !one.textContent.trim()) return false
  const style = getComputedStyle(one)
  const cuts = overflow => overflow === "hidden" || overflow === "clip"
  return cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1
    || cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1
}).map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit in which one page after the other is read."""
    context = browser.new_context()
    yield Visit(context.new_page(), address)
    context.close()


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES.keys())
def shown(request: pytest.FixtureRequest, reader: Visit) -> Page:
    """Return a page of every kind, opened once for all that is asked of it."""
    reader.requests.clear()
    reader.errors.clear()
    reader.page.set_viewport_size(DESK)
    return reader.open(request.param)


@contextmanager
def spaced(page: Page) -> Iterator[None]:
    """Give a page's text the spacing of WCAG 1.4.12 for a while."""
    style = page.add_style_tag(content=_SPACED)
    yield
    style.evaluate("one => one.remove()")


@contextmanager
def printed(page: Page) -> Iterator[None]:
    """Show a page as it is printed for a while."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    yield
    page.emulate_media(media="screen")


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_every_page_has_one_title(shown: Page) -> None:
    """One main heading, and the site's name in the window's title."""
    assert shown.locator("h1").count() == 1
    assert "Planatlas" in shown.title()


def test_no_page_scrolls_sideways(shown: Page) -> None:
    """Nothing is wider than the window, on a phone, a tablet or a desk."""
    for width in (PHONE, TABLET, WIDE):
        shown.set_viewport_size({"width": width, "height": 900})
        assert not overflows(shown), width


def test_zoomed_to_400_percent_nothing_is_lost(shown: Page) -> None:
    """At 400% every word of the page is still there, nothing is cut off, and nobody scrolls sideways."""
    shown.set_viewport_size(DESK)
    words = shown.evaluate(_WORDS)
    assert words
    shown.set_viewport_size(ZOOMED)
    assert not overflows(shown)
    assert shown.evaluate(_CUT_OFF) == []
    assert set(words) - set(shown.evaluate(_WORDS)) - {"–"} == set()


@pytest.mark.parametrize("width", WIDTHS)
def test_wider_text_spacing_breaks_nothing(shown: Page, width: int) -> None:
    """With the line, letter, word and paragraph spacing of WCAG 1.4.12 nothing is cut off or scrolls sideways."""
    shown.set_viewport_size({"width": width, "height": 900})
    with spaced(shown):
        wide, cut = overflows(shown), shown.evaluate(_CUT_OFF)
    assert not wide
    assert cut == []


def test_paper_carries_the_content_alone(shown: Page) -> None:
    """A printed sheet has no header, navigation, field or button but words of table heads, and nothing sticks out."""
    with printed(shown):
        heading = shown.locator("h1").is_visible()
        left = shown.evaluate(_CHROME)
        wide, cut = overflows(shown), shown.evaluate(_CUT_OFF)
    assert heading
    assert left == []
    assert not wide
    assert cut == []


_CHROME = """() => [...document.querySelectorAll(
  "header, nav, footer, dialog, button:not(th button), input, select, .pa-foot__edit")]
  .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 100))"""


def test_links_make_sense_alone(shown: Page) -> None:
    """No link says only "here" or "more", and two of the same words in one list or column lead to the same place."""
    links = shown.evaluate(_LINKS)
    assert links
    empty = {"", "here", "click here", "more", "read more", "link", "this page"}
    assert [link for link in links if link["words"].lower().strip(" .…→←") in empty] == []
    targets: dict[tuple[str, str], set[str]] = {}
    for link in links:
        targets.setdefault((link["part"], link["words"]), set()).add(link["target"])
    assert {words: found for (_, words), found in targets.items() if len(found) > 1} == {}


_LINKS = """() => {
  const kinds = "header, nav, aside, figure, footer, dialog, ul, main"
  const parts = [...document.querySelectorAll(kinds)]
  return [...document.querySelectorAll("a[href]")].map(one => ({
    words: (one.getAttribute("aria-label") || one.textContent).replace(/\\s+/g, " ").trim(),
    target: one.href.baseVal || one.href,
    part: `${parts.indexOf(one.closest(kinds))}.${one.closest("td")?.cellIndex}`,
  }))
}"""


def test_every_page_names_its_language(shown: Page) -> None:
    """The page is British English, and says so to what reads it aloud."""
    assert shown.locator("html").get_attribute("lang") == "en-GB"
    assert "" not in shown.evaluate("[...document.querySelectorAll('body [lang]')].map(one => one.lang)")


def test_every_chart_has_a_name_and_a_table(shown: Page) -> None:
    """What a chart shows is told in its name, and stands in a table on the same page."""
    charts = shown.evaluate(_CHARTS)
    assert [chart["html"] for chart in charts if not chart["name"]] == []
    if charts:
        expect(shown.locator("main table").first).to_be_visible()


_CHARTS = """() => {
  const named = one => (one.getAttribute("aria-labelledby") || "").split(" ")
    .map(id => document.getElementById(id)?.textContent).join(" ").trim()
  return [...document.querySelectorAll("main svg")]
  .filter(one => !one.closest("[aria-hidden=true]") && !one.parentElement.closest("svg"))
  .map(one => ({
    html: one.outerHTML.slice(0, 120),
    name: one.getAttribute("aria-label") || one.querySelector(":scope > title")?.textContent
      || named(one),
  }))
}"""


def test_every_page_asks_only_this_site_and_runs_without_errors(shown: Page, reader: Visit) -> None:
    """No request has left the site, and no script failed, in all that was done with the page."""
    assert reader.requests
    assert shown.url.startswith(reader.root)
    assert [request for request in reader.requests if not request.startswith((reader.root, "data:", "blob:"))] == []
    assert reader.errors == []


def test_no_page_loads_a_font_or_a_picture(shown: Page) -> None:
    """Pages are text, script and style; letters are the system's own. Only guides have pictures, of the site itself."""
    kinds = shown.evaluate(
        """performance.getEntriesByType("resource").filter(one => !one.name.endsWith("favicon.svg"))
        .map(one => one.initiatorType)"""
    )
    assert kinds
    assert set(kinds) <= {"link", "script", "css", *(["img"] if "/guides/" in shown.url else [])}
    assert shown.evaluate("[...document.fonts].length") == 0


def test_nothing_moves_where_motion_is_unwanted(browser: Browser, address: str) -> None:
    """With reduced motion no element changes by a transition or an animation, and nothing scrolls by itself."""
    context = browser.new_context(reduced_motion="reduce")
    page = Visit(context.new_page(), address).open(PAGES["action with indicators"])
    page.keyboard.press("/")
    expect(page.locator("#pa-finder")).to_be_visible()
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap(one => [null, "::before", "::after"].map(part => {
          const style = getComputedStyle(one, part)
          const moves = [style.transitionDuration, style.animationDuration]
            .some(times => times.split(", ").some(time => parseFloat(time) > 0))
          return moves || style.scrollBehavior === "smooth" ? `${one.tagName}.${one.className}${part || ""}` : ""
        })).filter(Boolean)"""
    )
    assert sorted(set(moving)) == []
    context.close()


def test_something_moves_where_motion_is_welcome(visit: Visit) -> None:
    """Without that wish the theme does use transitions, so that the test above can fail."""
    page = visit.open(PAGES["action with indicators"])
    durations = page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one).transitionDuration)"
    )
    assert any(re.search("[1-9]", duration) for duration in durations)
