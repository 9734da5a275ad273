"""The register of indicators as a person uses it: filter, order, address, download, keyboard, phone, no script."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from browser.visit import PHONE, Visit

REGISTER = "indicators.html"


def rows(page: Page) -> Locator:
    return page.locator(".pa-register tbody tr")


def status(page: Page) -> Locator:
    return page.locator(".pa-register").get_by_role("status")


def cells(page: Page, column: int) -> list[str]:
    return page.locator(f".pa-register tbody td:nth-child({column})").all_inner_texts()


def test_what_document_fraud_is_measured_by_is_found(visit: Visit) -> None:
    """From the register the theme leads to its measures, those that name it first."""
    page = visit.open(REGISTER)
    page.locator("main").get_by_role("link", name="Document fraud").first.click()
    page.wait_for_url("**/themes/document-fraud.html#indicators")
    expect(page.get_by_role("heading", name="How it is measured")).to_be_in_viewport()
    expect(page.locator(".pa-kpis").first).to_contain_text("Incidents of document fraud detected")


def test_text_and_choices_leave_the_rows_that_fit(visit: Visit) -> None:
    """Each filter narrows the rows, and the count is announced."""
    page = visit.open(REGISTER)
    everything = rows(page).count()
    expect(status(page)).to_have_text(f"All {everything} rows")
    page.get_by_label("Themes", exact=True).select_option("Document fraud")
    about = rows(page).count()
    assert 0 < about < everything
    expect(status(page)).to_have_text(f"{about} of {everything} rows")
    page.get_by_label("Text", exact=True).fill("documents")
    expect(status(page)).not_to_have_text(f"{about} of {everything} rows")
    assert 0 < rows(page).count() < about
    page.get_by_label("Text", exact=True).fill("zzzyx")
    expect(status(page)).to_have_text("No row fits all of this.")
    page.get_by_role("button", name="Clear all").click()
    expect(status(page)).to_have_text(f"All {everything} rows")
    expect(page.get_by_label("Text", exact=True)).to_be_focused()


def test_the_address_carries_the_filter(visit: Visit) -> None:
    """Who opens the address sees the same rows in the same order."""
    page = visit.open(REGISTER)
    page.get_by_label("Period", exact=True).select_option("per year")
    page.get_by_label("Text", exact=True).fill("arrested")
    page.get_by_role("button", name="Target").click()
    page.wait_for_url("**/indicators.html?text=arrested&period=per+year&sort=target")
    before = [page.url, *cells(page, 1)]
    page.reload()
    assert [page.url, *cells(page, 1)] == before
    assert len(before) > 2


def test_targets_are_ordered_as_numbers(visit: Visit) -> None:
    """Ten thousand stands after fifty; what states no target stands last, whichever way."""
    page = visit.open(REGISTER)
    head = page.get_by_role("columnheader", name="Target", exact=True)
    button = head.get_by_role("button")
    for order, values in (("ascending", sorted), ("descending", lambda found: sorted(found, reverse=True))):
        button.click()
        expect(head).to_have_attribute("aria-sort", order)
        found = page.locator(".pa-register tbody td:nth-child(2) data").evaluate_all(
            "all => all.map(one => +one.value)"
        )
        assert found == values(found)
        assert 10000 in found
        assert cells(page, 2)[-1] == "no target stated"
    button.click()
    expect(page.locator(".pa-register [aria-sort]")).to_have_count(0)


def test_what_is_shown_can_be_downloaded(visit: Visit) -> None:
    """The file has the rows that are left, in their order, the numbers as numbers, and the marking of the page."""
    page = visit.open(f"{REGISTER}?text=false+documents&sort=-target")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these rows").click()
    assert waiting.value.suggested_filename == "indicators.csv"
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert table[0][:3] == ["Measure", "Target", "Target (number)"]
    assert table[0][-1] == "Marking of the page"
    assert [line[0] for line in table[1:]] == cells(page, 1)
    assert [line[2] for line in table[1:]] == sorted((line[2] for line in table[1:]), key=float, reverse=True)
    assert {line[-1] for line in table[1:]} == {"LIMITE"}


def test_the_filter_works_by_keyboard(visit: Visit) -> None:
    """Tab goes through the fields in their order, Enter in the text does not leave the page."""
    page = visit.open(REGISTER)
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.type("hawala")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text(" of ")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Who", exact=True)).to_be_focused()
    assert "indicators.html?text=hawala" in page.url


def test_on_a_phone_rows_are_blocks_and_order_is_a_list(visit: Visit) -> None:
    """At 320 pixels nothing is wider than the screen, and Tab does not stop at heads that nobody sees."""
    visit.page.set_viewport_size({"width": PHONE, "height": 800})
    page = visit.open(REGISTER)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_label("Sort", exact=True).select_option("Target, last first")
    expect(rows(page).first).to_contain_text("50")
    page.get_by_role("button", name="Download these rows").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('thead')") is None


def test_without_script_every_row_is_there(browser: Browser, address: str) -> None:
    """A plain table with all rows, and nothing that would need the script."""
    context = browser.new_context(java_script_enabled=False)
    page = Visit(context.new_page(), address).open(REGISTER)
    assert rows(page).count() > 100
    expect(page.locator(".pa-register").get_by_role("search")).to_have_count(0)
    context.close()
