"""The dossier in Chromium: a file of one piece, opened without a server, a network or script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser import axe
from browser.visit import DESK, PHONE, TABLET
from planatlas.linking.link import link
from planatlas.pages.dossier import dossier
from planatlas.reading.folder import read_folder

EVERYTHING = Path(__file__).parents[1] / "pages/cases/everything/content"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the dossier of one of everything into a folder with an awkward name and return its address."""
    file = tmp_path_factory.mktemp("sp ace é") / "dossier.html"
    atlas = link(read_folder(EVERYTHING), date(2026, 1, 1))
    file.write_text(dossier(atlas, "Everything", "2026-02-10"), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    yield context
    context.close()


def test_axe_core_finds_nothing(context: BrowserContext, address: str) -> None:
    """On a phone and on a desk no rule for WCAG 2.1, levels A and AA, is violated or left open."""
    context.add_init_script(path=axe.SCRIPT)
    page = context.new_page()
    page.goto(address)
    assert axe.findings({"light": page}) == []


def test_nothing_is_asked_for_and_nothing_fails(context: BrowserContext, address: str) -> None:
    """The only request is the file itself, and its own policy finds nothing to block."""
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert requests == [address]
    assert errors == []


def test_its_links_work_without_script(browser: Browser, address: str) -> None:
    """From the contents to an action, from there to a body, and from the body back to the action."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("navigation").get_by_role("link", name="OA 1.1: Passenger & crew lists [pilot]").click()
    action = page.locator('article[aria-labelledby="action/ports-2024/1.1"]')
    expect(action.get_by_role("heading", level=4)).to_be_in_viewport()
    action.locator("dl").get_by_role("link", name="Europol", exact=True).first.click()
    heading = page.get_by_role("heading", name="Europol", exact=True)
    expect(heading).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_it_does_not_scroll_sideways(context: BrowserContext, address: str, width: int) -> None:
    """Nothing is wider than the window."""
    page: Page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1]
