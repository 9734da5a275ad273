"""Files to download: reached by their links, from the pages of those whom they are about."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect

from browser.visit import Visit


@pytest.mark.parametrize(
    ("path", "link", "name"),
    [
        ("actors/europol.html", "Actions of Europol (CSV)", "europol.csv"),
        ("actors/europol.html", "Actions of Europol (XLSX)", "europol.xlsx"),
        ("actors/europol.html", "Calendar of Europol (ICS)", "europol.ics"),
        (
            "plans/afghanistan-ct-2021/index.html",
            "Calendar of Afghanistan CT Action Plan (ICS)",
            "afghanistan-ct-2021.ics",
        ),
        ("deadlines.html", "Calendar of all plans (ICS)", "all.ics"),
        ("data.html", "Workbook (XLSX)", "planatlas.xlsx"),
    ],
)
def test_a_link_downloads_its_file(visit: Visit, path: str, link: str, name: str) -> None:
    """A click on the link gives the file, whole and named for what it is about."""
    page = visit.open(path)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).click()
    assert waiting.value.suggested_filename == name
    content = Path(waiting.value.path()).read_bytes()
    if name.endswith(".xlsx"):
        assert "actions" in load_workbook(io.BytesIO(content)).sheetnames
    elif name.endswith(".ics"):
        assert Calendar.from_ical(content).walk("VEVENT")
    else:
        assert content.decode("utf-8-sig").startswith("role,through,plan,ref,title")


def test_every_link_on_the_data_page_leads_somewhere(visit: Visit) -> None:
    """Each file that the page names is there."""
    page = visit.open("data.html")
    targets = page.locator("main a[href*='data/']").evaluate_all("all => all.map(link => link.href)")
    assert len(targets) > 30
    assert {page.request.head(target).status for target in set(targets)} == {200}


def test_the_columns_unfold_by_keyboard(visit: Visit) -> None:
    """What a column means is folded away, and the keyboard opens it."""
    page = visit.open("data.html")
    summary = page.locator("summary", has_text="Columns of indicators")
    cell = page.get_by_role("cell", name="comparator", exact=True)
    expect(cell).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(cell).to_be_visible()
    expect(summary).to_be_focused()
