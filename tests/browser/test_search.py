"""Search finds a record by whatever it is called, its own page first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.visit import Visit

pytestmark = pytest.mark.xdist_group("browser")

FIRST = {
    "Europol": "actors/europol.html",
    "frontex": "actors/frontex.html",
    "EASO": "actors/euaa.html",
    "European Asylum Support Office": "actors/euaa.html",
    "EMCDDA": "actors/euda.html",
    "Turkey": "actors/tuerkiye.html",
    "Türkiye": "actors/tuerkiye.html",
    "Turkiye": "actors/tuerkiye.html",
    "RAN": "actors/ran.html",
    "SIS": "instruments/sis.html",
    "SIS II": "instruments/sis.html",
    "Schengen Information System": "instruments/sis.html",
    "SIENA": "instruments/siena.html",
    "2017/541": "instruments/directive-2017-541.html",
    "32017L0541": "instruments/directive-2017-541.html",
    "12315/21": "plans/afghanistan-ct-2021/index.html",
    "Recommendation 12": "plans/afghanistan-ct-2021/actions/12.html",
    "OA 2.10": "plans/empact-migrant-smuggling-2024/actions/2.10.html",
    "AKRITAS": "plans/empact-migrant-smuggling-2024/actions/2.10.html",
    "EU IRU": "actors/eu-iru.html",
    "EU Internet Referral Unit": "actors/eu-iru.html",
    "document fraud": "themes/document-fraud.html",
    "facial images": "plans/empact-migrant-smuggling-2024/actions/5.3.html",
    "Frontx": "actors/frontex.html",
    "Eurojst": "actors/eurojust.html",
}


@pytest.mark.parametrize(("query", "path"), FIRST.items())
def test_the_best_match_comes_first(visit: Visit, query: str, path: str) -> None:
    """A title, code, number, short name, alias, former name or misspelling leads to its record at once."""
    visit.open("index.html")
    assert visit.search(query)[0] == path


def test_a_word_that_occurs_nowhere_finds_nothing_and_says_so(visit: Visit) -> None:
    """No result is better than a wrong one, and a reader of a screen hears it."""
    page = visit.open("index.html")
    assert visit.search("zzzyx") == []
    expect(page.get_by_role("status").filter(has_text="Nothing found")).to_be_visible()


def test_search_works_by_keyboard_alone(visit: Visit) -> None:
    """Slash opens it, the arrows walk through the results, Enter follows one, Escape gives the focus back."""
    page = visit.open("plans/index.html")
    visit.search("SIENA")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href").endswith("instruments/siena.html")
    page.keyboard.press("Enter")
    page.wait_for_url("**/instruments/siena.html")
    opener = page.locator("header [data-pa-search]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pa-finder-input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_enter_in_the_field_follows_the_best_match(visit: Visit) -> None:
    """Who types a name and presses Enter is there."""
    page = visit.open("index.html")
    visit.search("Eurojust")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/eurojust.html")


def test_the_home_page_offers_the_search(visit: Visit) -> None:
    """The button on the home page opens the same search."""
    page = visit.open("index.html")
    page.locator("main [data-pa-search]").click()
    expect(page.locator("#pa-finder-input")).to_be_focused()


def test_search_works_from_a_folder(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The site opened from a folder without a server finds the same, whatever the folder is called."""
    folder = tmp_path / "Zürich #2 (100%)"
    shutil.copytree(site, folder)
    context = browser.new_context()
    visit = Visit(context.new_page(), folder.as_uri())
    visit.open("actors/frontex.html")
    assert visit.search("EASO")[0] == "actors/euaa.html"
    assert visit.errors == []
    assert all(request.startswith("file:") for request in visit.requests)
    context.close()
