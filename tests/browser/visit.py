"""A page in the browser that remembers what it asked for and what went wrong."""

from __future__ import annotations

from playwright.sync_api import Page

PHONE, TABLET, DESK = 320, 768, 1440
"""Widths in CSS pixels at which the pages are looked at."""


class Visit:
    """A page in the browser that remembers what it asked for and what went wrong."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self.root = root
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)

    def open(self, path: str) -> Page:
        """Open a page of the site by its path."""
        answer = self.page.goto(f"{self.root}/{path}")
        assert answer is None or answer.status < 400, f"there is no {path}"
        return self.page

    def search(self, query: str) -> list[str]:
        """Open the search with its key, type, and return the paths of the results, best first."""
        if not self.page.locator("#pa-finder[open]").count():
            self.page.keyboard.press("/")
        self.page.fill("#pa-finder-input", "")
        self.page.fill("#pa-finder-input", query)
        self.page.wait_for_function(
            "query => window.planatlasIndex && document.getElementById('pa-finder').dataset.shown === query"
            " && /found|result/.test(document.getElementById('pa-finder-status').textContent)",
            arg=query,
        )
        links = self.page.locator("#pa-finder-results a").evaluate_all("all => all.map(link => link.href)")
        return [link.removeprefix(f"{self.root}/") for link in links]
