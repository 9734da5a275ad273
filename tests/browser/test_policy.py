"""The site under its Content-Security-Policy: nothing that a page needs is refused, and what a page must not do is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import Quiet, Server
from browser.test_pages import PAGES
from browser.visit import DESK, Visit
from planatlas.publishing.policy import HEADERS

NOTE_VIOLATIONS = """
    window.violations = []
    addEventListener("securitypolicyviolation", event =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
    """


class WithHeaders(Quiet):
    """Serves files with the headers that a server should set."""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def guarded(site: Path) -> Iterator[str]:
    """Serve the site with the documented headers and return its address."""
    server = Server(("127.0.0.1", 0), partial(WithHeaders, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["a server with headers", "a folder"])
def held(request: pytest.FixtureRequest, browser: Browser, guarded: str, site: Path) -> Iterator[Visit]:
    """Return a visit that notes what the policy refuses."""
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    context.add_init_script(NOTE_VIOLATIONS)
    yield Visit(context.new_page(), guarded if request.param.startswith("a server") else site.as_uri())
    context.close()


def violations(visit: Visit) -> list[str]:
    found: list[str] = visit.page.evaluate("violations")
    return found


def test_no_page_does_what_the_policy_refuses(held: Visit) -> None:
    """A page of every kind, with search, colours, explorer and downloads in use: not one violation or error."""
    lost = PAGES["not found"] if held.root.startswith("file:") else None  # it names files from the root of its server
    for path in set(PAGES.values()) - {lost}:
        page = held.open(path)
        assert page.evaluate("document.documentElement.classList.contains('js')"), path
        assert violations(held) == [], path
    held.open("index.html")
    assert held.search("europol")
    held.page.keyboard.press("Escape")
    held.page.locator("[data-pa-scheme]").click()
    expect(held.page.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
    assert violations(held) == []
    page = held.open("explorer.html?q=border")
    expect(page.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
    expect(page.locator("#results").get_by_role("status")).to_contain_text(" actions")
    for name in ("CSV", "XLSX"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert download.value.failure() is None
    assert violations(held) == []
    assert held.errors == []


ATTACKS = {
    "script-src-elem inline": "<script>window.ran = true</script>",
    "script-src-attr inline": "<img src='data:,' onerror='window.ran = true'>",
    "img-src https": "<img src='https://elsewhere.example/a.png'>",
    "style-src-elem https": "<link rel=stylesheet href='https://elsewhere.example/a.css'>",
    "font-src https": "<style>@font-face{font-family:x;src:url(https://elsewhere.example/f)}i{font-family:x}</style><i>x</i>",
    "frame-src https": "<iframe src='https://elsewhere.example/'></iframe>",
    "object-src https": "<object data='https://elsewhere.example/a.swf'></object>",
    "base-uri https": "<base href='https://elsewhere.example/'>",
    "connect-src https": "<script src='assets/javascripts/early.js'></script>",
}


def test_what_got_into_a_page_would_neither_run_nor_ask_anybody(held: Visit) -> None:
    """Markup that some mistake let through runs no script and reaches no other host, with the headers or without."""
    page = held.open("about.html")
    for refused, markup in ATTACKS.items():
        directive, what = refused.split()
        page.evaluate(
            """([markup, connect]) => {
              violations.length = 0
              document.body.append(document.createRange().createContextualFragment(markup))
              if (connect) fetch("https://elsewhere.example/").catch(() => {})
            }""",
            [markup, directive == "connect-src"],
        )
        page.wait_for_function("() => violations.length > 0")
        assert violations(held)[0].startswith(f"{directive} {what}"), refused
    assert not page.evaluate("window.ran")
