"""A bundle opened from a folder in Firefox: what Chromium shows in `test_bundle`, once more in few words.

On a desk only where there is a Firefox: its packages are large, and most of what could break breaks in Chromium too.
Continuous integration (CI is set) must have one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.firefox import Firefox
from browser.test_bundle import MEETING, Unpack, unpacked  # noqa: F401 - a fixture

FOUND = os.environ.get("PLANATLAS_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
ENTER, ESCAPE, DOWN, TAB = "\ue007", "\ue00c", "\ue015", "\ue004"
MISSING = "no Firefox; install firefox-esr, or set PLANATLAS_FIREFOX"
pytestmark = pytest.mark.skipif(FOUND is None and not os.environ.get("CI"), reason=MISSING)


@pytest.fixture(scope="module")
def top(unpacked: Unpack) -> Path:  # noqa: F811
    return unpacked("--meeting", MEETING)


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    assert FOUND is not None, MISSING
    with Firefox(FOUND, tmp_path) as started:
        yield started
        assert started.errors == []
        assert [request for request in started.requests if request.startswith("http")] == []


def test_a_bundle_works_in_firefox(firefox: Firefox, top: Path) -> None:
    """It opens on the agenda; search by keyboard, filters in the address, downloads, colours and terms work offline."""
    firefox.open((top / "index.html").as_uri())
    firefox.wait(f"location.pathname.endsWith('/site/meetings/{MEETING}.html') && document.readyState === 'complete'")
    assert firefox.value("getComputedStyle(document.querySelector('.pa-extract')).display") == "none"

    firefox.press("/", *"Europol")
    firefox.wait("document.querySelector('#pa-finder-results a')?.textContent.includes('Europol')")
    firefox.press(DOWN, ENTER)
    firefox.wait("location.pathname.endsWith('/actors/europol.html') && document.readyState === 'complete'")

    firefox.open(f"{(top / 'site/explorer.html').as_uri()}?actor=europol")
    firefox.wait("/^[0-9]+ of 24 actions/.test(document.querySelector('#results [role=status]').textContent)")
    few = firefox.value("document.querySelectorAll('#results tbody tr:not([hidden])').length")
    assert 0 < few < 24
    firefox.value(
        "URL.createObjectURL = saved => { window.saved = saved; return 'blob:' };"
        "HTMLAnchorElement.prototype.click = () => {};"
        "[...document.querySelectorAll('#results button')].find(one => one.textContent === 'CSV').click()"
    )
    firefox.wait("window.saved")
    assert firefox.value("window.saved.text().then(text => text.split('\\r\\n').filter(Boolean).length)") > few
    firefox.value("document.querySelector('.pa-filters input[type=checkbox]:not(:checked)').click()")
    firefox.wait("location.search !== '?actor=europol'")

    scheme = "document.body.getAttribute('data-md-color-scheme')"
    before = firefox.value(scheme)
    firefox.value("document.querySelector('[data-pa-scheme]').click()")
    firefox.wait(f"{scheme} !== '{before}'")
    firefox.open((top / "site/plans/afghanistan-ct-2021/actions/14.html").as_uri())
    assert firefox.value(scheme) != before
    assert firefox.value("document.querySelectorAll('abbr').length") > 0
    assert firefox.value("document.querySelector('abbr').title || document.querySelector('abbr').dataset.title")
    firefox.press(TAB)
    assert "skip" in str(firefox.value("document.activeElement.className"))


def test_a_page_alone_asks_to_be_unpacked_in_firefox(firefox: Firefox, top: Path, tmp_path: Path) -> None:
    """Opened inside the zip, without what lies beside it, the first page says what to do."""
    alone = tmp_path / "Temp1_bundle.zip"
    alone.mkdir()
    shutil.copy(top / "index.html", alone)
    firefox.open((alone / "index.html").as_uri())
    assert firefox.value("document.querySelector('.extract').checkVisibility()") is True
    firefox.errors.clear()
