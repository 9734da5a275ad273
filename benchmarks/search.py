"""Measures the search of a built site as it opens from a folder: python benchmarks/search.py SITE RECORDS.

Chromium opens the home page as a file with an empty profile; what counts is the time from the press of the key that
opens the search to the first result of a word that is typed at once, the index being loaded and made in between.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
INDEX = "assets/search-index*.js"
"""The files of the index, from the root of the site."""
WORD = "service"
"""What is searched for: rarely a name, so that the texts are looked into."""


@dataclass(frozen=True)
class Search:
    """How a site's search fares."""

    first: float
    """Seconds to the first result, the index being made."""
    next: float
    """Seconds to the results of another word after that."""
    index: float
    """Bytes a record of the index, compressed as servers send it."""


def searched(site: Path, records: int, word: str = WORD) -> Search:
    """Return how the search of a site of so many records fares. Raises SystemExit where there is no browser."""
    path = os.environ.get("PLANATLAS_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        msg = "no Chromium found; install it, or set PLANATLAS_CHROMIUM to a browser's path"
        raise SystemExit(msg)
    size = sum(len(gzip.compress(file.read_bytes(), 6)) for file in site.glob(INDEX))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        page.wait_for_load_state()
        started = time.perf_counter()
        page.keyboard.press("/")
        page.fill("#pa-finder-input", word)
        _results(page, word)
        first = time.perf_counter() - started
        started = time.perf_counter()
        page.fill("#pa-finder-input", f"{word} p")
        _results(page, f"{word} p")
        again = time.perf_counter() - started
        browser.close()
    return Search(first, again, size / records)


def _results(page: Page, word: str) -> None:
    page.wait_for_function(
        "word => document.getElementById('pa-finder').dataset.shown === word"
        " && document.querySelector('#pa-finder-results a')",
        arg=word,
        timeout=120_000,
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(searched(Path(sys.argv[1]).resolve(), int(sys.argv[2])))) + "\n")
