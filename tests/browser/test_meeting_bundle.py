"""The bundle of the shipped meeting, opened from a folder: the site's own tests of what is in it, once more."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from browser.test_bundle import MEETING, Unpack, unpacked, visit  # noqa: F401 - fixtures
from browser.test_keyboard import test_the_open_search_keeps_the_focus  # noqa: F401 - run on the bundle
from browser.test_pages import (  # noqa: F401
    test_a_dossier_says_what_europol_is_asked_to_do,
    test_an_abbreviation_carries_its_meaning,
    test_an_action_says_where_it_stands_in_the_source,
    test_an_instrument_lists_the_recommendations_that_rest_on_it,
    test_the_first_tab_stop_skips_to_the_content,
    test_the_menu_of_a_phone_opens_by_keyboard,
    test_the_scheme_follows_the_system_and_the_button,
)
from browser.test_search import test_enter_in_the_field_follows_the_best_match  # noqa: F401
from browser.visit import Visit


@pytest.fixture(scope="module")
def address(unpacked: Unpack) -> str:  # noqa: F811
    """Return where the site in the bundle of the meeting is."""
    return (unpacked("--meeting", MEETING) / "site").as_uri()


def test_what_a_filter_leaves_is_saved(visit: Visit) -> None:  # noqa: F811
    """The address filters the explorer, and its rows are saved as they are shown."""
    page = visit.open("explorer.html?actor=europol")
    rows = page.locator("#results tbody tr:visible").count()
    assert 0 < rows < 24
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).click()
    saved = list(csv.reader(Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len([row for row in saved if any("Recommendation" in cell or "afghanistan" in cell for cell in row)]) == rows


def test_the_agenda_says_what_changed_since(visit: Visit) -> None:  # noqa: F811
    """What is told of changes on the agenda says from when it is known; the page of changes is in the bundle."""
    page = visit.open(f"meetings/{MEETING}.html")
    section = page.locator("#changes ~ p, #changes ~ ul").first
    assert page.locator("#changes").inner_text().startswith("Changes since 29 September 2026")
    assert section.inner_text().strip()
    page.get_by_role("link", name="Changes", exact=True).first.click()
    page.wait_for_url("**/changes.html")
