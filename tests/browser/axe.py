"""axe-core on pages of the site: all of its rules for WCAG 2.1, levels A and AA."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from planatlas.pages.accessibility import AXE_CORE, AXE_TAGS, WIDTHS

VENDOR = Path(__file__).parents[1] / "vendor" / f"axe-core-{AXE_CORE}"
SCRIPT = VENDOR / "axe.min.js"
HEIGHT = 900

# What is found is left on the window, so that several pages can be looked at by several processes at once.
# Where shapes or neighbours overlap a text, axe-core does not decide on its contrast; what stands behind it is then
# taken to be the nearest ground that is not transparent.
_RUN = """([within, options]) => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number)
  const luminance = ([red, green, blue]) => [red, green, blue].map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0)
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const found = channels(getComputedStyle(one).backgroundColor)
      if (found.length === 3 || found[3] === 1) return found
    }
    return [255, 255, 255]
  }
  const contrast = element => {
    const style = getComputedStyle(element)
    const ink = channels(element instanceof SVGElement ? style.fill : style.color)
    if (ink.length !== 3) return 1
    const [dark, light] = [luminance(ink), luminance(ground(element))].sort((one, other) => one - other)
    return (light + 0.05) / (dark + 0.05)
  }
  const undecided = node =>
    !(node.any[0]?.id === "color-contrast" && contrast(document.querySelector(node.target[0])) >= 4.5)
  const brief = (found, kind) => found.flatMap(rule => rule.nodes.map(node =>
    `${kind} ${rule.id}: ${node.target.join(" ")}: ${[...node.any, ...node.all, ...node.none][0]?.message}`))
  window.axeFindings = axe.run(within ? {include: [within]} : document, options).then(done => {
    for (const rule of done.incomplete) rule.nodes = rule.nodes.filter(undecided)
    return [...brief(done.violations, "violates"), ...brief(done.incomplete, "may violate")]
  })
}"""

# Of rows and list entries that are built alike and look alike, element by element and at each width that is asked for,
# two are left, and the first of every table and list.
# A build is the tags, classes and attributes from the nearest named part of the page down, and where there is text; a
# look is what the browser computed of each element's style. The same thing several times in a row counts once.
_NOTE_LOOKS = """() => {
  const named = (one, name) => one.hasAttribute(name) ? name : ""
  const states = ["type", "open", "hidden", "disabled", "checked", "href", "scope", "aria-expanded", "aria-current"]
  const shown = ["color", "backgroundColor", "backgroundImage", "fill", "opacity", "visibility", "display", "fontSize",
    "fontWeight", "textDecorationLine", "textShadow", "overflowX", "overflowY"]
  const scrolls = one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight
  const look = one => {
    const style = getComputedStyle(one)
    const hides = style.overflowX !== "visible" || style.overflowY !== "visible"
    return [...shown.map(name => style[name]), hides && scrolls(one) ? "scrolls" : ""].join(" ")
  }
  const build = one => [one.tagName, one.getAttribute("class"), one.getAttribute("style"), one.getAttribute("role"),
    ...states.map(name => named(one, name)), look(one), "(",
    ...[...one.childNodes].map(child => child instanceof Element ? build(child) : child.data?.trim() ? "text" : "")
      .filter((child, place, all) => child && !all.slice(Math.max(0, place - 4), place).includes(child)), ")"].join(" ")
  const above = one => {
    const found = []
    for (; one && one.tagName !== "MAIN"; one = one.parentElement)
      found.push(one.tagName, one.getAttribute("class"), getComputedStyle(one).backgroundColor)
    return found.join(" ")
  }
  window.axeLooks ||= new Map()
  for (const one of document.querySelectorAll("main tbody tr, main li")) {
    axeLooks.set(one, (axeLooks.get(one) || "") + above(one.parentElement) + build(one))
  }
}"""
_LEAVE_OUT_REPEATS = """() => {
  const met = new Map()
  const repeats = [...axeLooks].filter(([one, key]) => {
    met.set(key, (met.get(key) || 0) + 1)
    return met.get(key) > 2 && one.previousElementSibling
  })
  repeats.forEach(([one]) => one.remove())
  return repeats.length
}"""


def without_repeats(page: Page, widths: tuple[int, ...] = WIDTHS) -> int:
    """Take out of a page the table rows and list entries that are built and look as two earlier ones; return how many.

    They look so in the page's scheme at each width. The first of every table and list stays.
    """
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(_NOTE_LOOKS)
    return page.evaluate(_LEAVE_OUT_REPEATS)


def findings(pages: Mapping[str, Page], widths: tuple[int, ...] = WIDTHS, within: str | None = None) -> list[str]:
    """Return what axe-core finds, or cannot decide, on pages by colour scheme that show the same thing, at each width.

    It looks at the whole page, or within the elements that a selector names. The pages must have axe-core already; see
    `SCRIPT`.
    """
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": list(AXE_TAGS)},
        "resultTypes": ["violations", "incomplete"],
    }
    found = []
    for width in widths:
        for page in pages.values():
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.evaluate(_RUN, [within, options])
        for scheme, page in pages.items():
            found += [f"{scheme} {width}: {finding}" for finding in page.evaluate("window.axeFindings")]
    return found


def version(page: Page) -> str:
    """Return the version of the axe-core that runs in a page."""
    return json.loads(page.evaluate("JSON.stringify(axe.version)"))
