"""Search finds a record by whatever it is called, its own page first."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Route, expect

from browser.visit import Visit


def test_a_word_that_occurs_nowhere_finds_nothing_and_says_so(visit: Visit) -> None:
    """No result is better than a wrong one, and a reader of a screen hears it."""
    page = visit.open("index.html")
    assert visit.search("zzzyx") == []
    expect(page.get_by_role("status").filter(has_text="Nothing found")).to_be_visible()


def test_where_no_record_has_all_words_the_search_says_so(visit: Visit) -> None:
    """Results that have only some of the words are told apart from those that have all."""
    page = visit.open("index.html")
    assert visit.search("Europol zzzyx")[0] == "actors/europol.html"
    expect(page.locator("#pa-finder-status")).to_contain_text("with some of these words, none with all")
    visit.search("Europol")
    expect(page.locator("#pa-finder-status")).not_to_contain_text("some of these words")


def test_a_result_says_what_it_is_and_of_which_plan(visit: Visit) -> None:
    """Kind and plan stand beside the title, and the other name by which it was found below it."""
    page = visit.open("index.html")
    visit.search("AKRITAS")
    first = page.locator("#pa-finder-results li").first
    expect(first).to_contain_text("OA 2.10: AKRITAS")
    expect(first).to_contain_text("Action · EMPACT migrant smuggling 2024-2025")
    visit.search("EASO")
    expect(first).to_contain_text("also: EASO")
    visit.search("EMPACT: firearms")
    expect(first).to_contain_text("Plan known by name")


def test_of_thousands_of_records_the_first_are_found_before_all_are_read(visit: Visit) -> None:
    """A plain look through the texts answers at once; the ranked results take its place when they are ready."""
    rows = [[f"records/{number}.html", 0, f"Record {number}", [], -1, "text"] for number in range(2_500)]
    rows[2_000][5] = "the only zebra"
    index = {"kinds": ["Action"], "plans": [], "records": rows}
    page = visit.open("index.html")
    page.evaluate("""() => {
      const status = document.getElementById("pa-finder-status")
      window.said = []
      new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true })
    }""")
    held: list[Route] = []
    page.route("**/assets/search-index.js", lambda route: held.append(route))  # noqa: PLW0108 - it sets an attribute
    with page.expect_request("**/assets/search-index.js"):
        page.keyboard.press("/")
    page.fill("#pa-finder-input", "zebra")
    held[0].fulfill(content_type="text/javascript", body=f"planatlasIndex={json.dumps(index)}")
    expect(page.locator("#pa-finder-status")).to_have_text("1 result")
    said = [text for text in page.evaluate("window.said") if "result" in text]
    assert list(dict.fromkeys(said)) == ["1 result so far", "1 result"]
    expect(page.locator("#pa-finder-results a")).to_have_attribute("href", re.compile("records/2000.html$"))


def test_lists_stay_out_of_the_results(visit: Visit) -> None:
    """Only records are found, not the pages that list them."""
    visit.open("index.html")
    lists = {"index.html", "actors/index.html", "instruments/index.html", "plans/index.html", "themes/index.html"}
    for query in ("actors", "instruments", "themes", "plans", "Planatlas"):
        assert lists.isdisjoint(visit.search(query))


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
