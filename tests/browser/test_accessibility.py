"""Every kind of page in its states before axe-core: both colour schemes, phone and desk, no rule switched off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import axe
from browser.test_pages import PAGES
from browser.visit import Visit
from planatlas.pages.accessibility import AXE_CORE, PAGE_KINDS, SCHEMES, STATES, WIDTHS
from planatlas.pages.addresses import explorer, published

PHONE = WIDTHS[0]
ACTION = PAGES["action with indicators"]


@pytest.fixture(scope="module")
def schemes(browser: Browser, address: str) -> Iterator[dict[str, Visit]]:
    """Return a visit in each colour scheme, with axe-core in every page that it opens."""
    contexts = {scheme: browser.new_context(color_scheme=scheme) for scheme in ("light", "dark")}
    for context in contexts.values():
        context.add_init_script(path=axe.SCRIPT)
    yield {scheme: Visit(context.new_page(), address) for scheme, context in contexts.items()}
    for context in contexts.values():
        context.close()


def opened(schemes: dict[str, Visit], path: str, width: int = max(WIDTHS)) -> dict[str, Page]:
    """Open a page in every scheme."""
    for visit in schemes.values():
        visit.page.set_viewport_size({"width": width, "height": axe.HEIGHT})
    return {scheme: visit.open(path) for scheme, visit in schemes.items()}


def everywhere(pages: dict[str, Page], within: str | None = None) -> list[str]:
    """Return what is found on a page in every scheme at every width, as it is and with its folded parts open.

    All of the page is looked at in light colours at desk width; elsewhere all but the rows of which each element is
    built and looks as those of two others that are looked at.
    """
    light, desk = {"light": pages["light"]}, (max(WIDTHS),)
    found = axe.findings(light, desk, within)
    folded = [page.evaluate(_UNFOLD) for page in pages.values()]
    if any(folded):
        found += axe.findings(light, desk, "main details")
    axe.without_repeats(pages["light"], (PHONE,))
    axe.without_repeats(pages["dark"])
    found += axe.findings(light, (PHONE,), within)
    return found + axe.findings({"dark": pages["dark"]}, within=within)


def test_axe_core_is_the_one_that_the_statement_names(schemes: dict[str, Visit]) -> None:
    """The vendored copy is unchanged, with its licence, and of the version that the statement tells."""
    assert hashlib.sha256(axe.SCRIPT.read_bytes()).hexdigest() == (
        "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
    )
    assert "Mozilla Public License" in (axe.VENDOR / "LICENSE").read_text(encoding="utf-8")
    assert axe.version(schemes["light"].open("index.html")) == AXE_CORE


def test_axe_core_would_find_what_is_wrong(schemes: dict[str, Visit]) -> None:
    """Faint text, a field without a name and a link known by colour alone are found in both schemes."""
    pages = opened(schemes, PAGES["about"])
    for page in pages.values():
        page.evaluate(
            """() => document.querySelector("main h1").insertAdjacentHTML("afterend",
            `<p style="color:#777;background:#888">faint <input> text <a href="#x" style="color:#787878;
            text-decoration:none">link</a></p>`)"""
        )
    found = "\n".join(axe.findings(pages, (PHONE,)))
    for scheme in SCHEMES:
        for rule in ("color-contrast", "label", "link-in-text-block"):
            assert f"{scheme} {PHONE}: violates {rule}" in found


def test_only_what_repeats_itself_is_left_out(visit: Visit) -> None:
    """Of rows built alike two stay, the first of each table, and any with a class, part, state or look of its own.

    It may look so at one width only, and only in a part of it.
    """
    visit.page.set_content(
        "<style>@media (max-width: 400px) { tr:nth-child(5) b { color: #999 } }</style>"
        "<main><table><tbody>"
        + "<tr><td>a</td><td><a href='x'>b</a>, <a href='y'>c</a></td></tr>" * 5
        + "<tr><td>a</td><td><a href='x'>b</a></td></tr>" * 3
        + "<tr><td class='due'>a</td><td><a href='x'>b</a></td></tr><tr><td></td><td><a href='x'>b</a></td></tr>"
        "<tr><td>a</td><td>b</td></tr><tr><td>a</td><td><details open>b</details></td></tr>"
        "<tr><td>a</td><td><details>b</details></td></tr></tbody></table>"
        + "<table><tbody><tr><td>a</td><td><a href='x'>b</a></td></tr></tbody></table>"
        "<ul><li>a</li></ul><ol><li>a</li></ol></main>"
        + "<main>"
        + "<div><table><tbody>"
        + "<tr><td>a <b>b</b></td></tr>" * 6
        + "</tbody></table></div></main>"
    )
    assert axe.without_repeats(visit.page) == 4 + 3
    assert visit.page.locator("tr").count() == 10 + 3
    assert visit.page.locator("li").count() == 2


def test_the_statement_names_the_kinds_of_page_that_are_tested() -> None:
    """No kind of page is claimed that is not tested, and none is tested that is not named."""
    assert list(PAGE_KINDS) == list(PAGES)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_every_kind_is_without_violations(schemes: dict[str, Visit], kind: str) -> None:
    """axe-core finds nothing, and leaves nothing open, as the page is loaded and with its folded parts open."""
    pages = opened(schemes, PAGES[kind])
    for scheme, page in pages.items():
        dark = page.locator("body[data-md-color-scheme=slate]").count() == 1
        assert dark is (scheme == "dark")
    assert everywhere(pages) == []


_UNFOLD = """() => {
  const folded = document.querySelectorAll("main details:not([open])")
  folded.forEach(one => one.open = true)
  return folded.length
}"""


def _open_menu(visit: Visit) -> None:
    visit.page.locator("[data-pa-menu]").click()
    expect(visit.page.get_by_role("navigation", name="Main").get_by_role("link").first).to_be_visible()


def _open_search(query: str) -> Callable[[Visit], None]:
    def open_search(visit: Visit) -> None:
        visit.page.keyboard.press("/")
        expect(visit.page.locator("#pa-finder-status")).to_contain_text("Type a title")
        if query:
            found = visit.search(query)
            assert bool(found) is (query != "zzzyx")

    return open_search


OPENINGS: dict[str, Callable[[Visit], None]] = {
    "menu open": _open_menu,
    "search empty": _open_search(""),
    "search with results": _open_search("document fraud"),
    "search without results": _open_search("zzzyx"),
}
"""What brings a page into the states that the statement names; the folded parts are opened on every page above."""


def test_the_statement_names_the_states_that_are_tested() -> None:
    """No state of a page is claimed that is not tested, and none is tested that is not named."""
    assert set(STATES) == {"folded parts open", "filters in use", *OPENINGS}


@pytest.mark.parametrize(
    "filters",
    [
        explorer(actor=["poland", "frontex"], role="lead", through="groups", above="20", text="fraud", sort="-when"),
        explorer(actor=["europol", "eurojust"], together="actor"),
        explorer(actor="nobody", theme="document-fraud"),
    ],
    ids=["many", "together", "nothing found"],
)
def test_the_explorer_in_use_is_without_violations(schemes: dict[str, Visit], filters: str) -> None:
    """axe-core finds nothing while filters hold, with every facet open, whether rows fit or none does."""
    pages = opened(schemes, published(filters))
    for page in pages.values():
        expect(page.locator(".pa-chip").first).to_be_visible()
        page.evaluate(_UNFOLD)
        expect(page.get_by_role("group", name="Status")).not_to_be_empty()
    assert everywhere(pages, "main") == []


@pytest.mark.parametrize("state", OPENINGS)
def test_a_page_in_use_is_without_violations(schemes: dict[str, Visit], state: str) -> None:
    """axe-core finds nothing while the menu or the search is open."""
    pages = opened(schemes, ACTION, PHONE)
    for visit in schemes.values():
        OPENINGS[state](visit)
    assert axe.findings(pages, (PHONE,) if state == "menu open" else WIDTHS) == []
