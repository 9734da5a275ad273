"""The served site in Chromium: it follows what is written, and says over the page what is wrong with it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from planatlas.publishing.serve.server import Server
from publishing.serve.conftest import ACTION, PAGE, Site, open_site
from small_content import SMALL

pytestmark = pytest.mark.xdist_group("browser")
RECORD = f"content/{ACTION}.yml"
TEXT = SMALL[f"{ACTION}.yml"]
WRONG = TEXT.replace("actor: europol", "actor: eurpol").replace("instrument: siena", "instrument: sienna")


@dataclass(frozen=True)
class Served:
    """The page of a record, open in a browser while the record is written."""

    site: Site
    page: Page
    complaints: list[str]
    """What the browser said of the page, and errors of scripts."""

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("error"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """Serve a small site."""
    site = open_site(tmp_path_factory.mktemp("served"))
    server = Server(site.workshop, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield site, server.url
    site.workshop.close()
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(browser: Browser, opened: tuple[Site, str]) -> Iterator[Served]:
    """Open the page of a record in a low window, so that it can be scrolled."""
    site, url = opened
    context = browser.new_context(viewport={"width": 320, "height": 400})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url + PAGE)
    yield Served(site, page, complaints)
    context.close()
    site.write({RECORD: TEXT})


def test_a_saved_change_is_on_the_page_where_the_reader_was(served: Served) -> None:
    """The page shows the new title by itself, at the place to which it was scrolled, and the browser finds no fault."""
    served.page.evaluate("scrollTo(0, 300)")
    served.site.write({RECORD: TEXT.replace("title: Ex", "title: Now ex")})
    expect(served.page.get_by_role("heading", level=1)).to_contain_text("Now exchange information")
    served.page.wait_for_load_state()
    assert served.page.evaluate("scrollY") == 300
    assert served.complaints == []


def test_what_is_wrong_stands_over_the_last_good_page(served: Served) -> None:
    """File, line, the words meant and the hint are told, by voice too; nobody loses the focus, and it fits a phone."""
    served.site.write({RECORD: WRONG})
    expect(served.panel).to_be_visible()
    items = served.panel.get_by_role("listitem")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text(f"{RECORD}:5:18")
    expect(items.first).to_contain_text("no actor 'eurpol'")
    expect(items.first).to_contain_text("did you mean 'europol'?")
    expect(items.first.locator("mark")).to_have_text("eurpol")
    expect(served.page.get_by_role("alert")).to_contain_text("2 errors; this is the last good page")
    expect(served.page.get_by_role("heading", level=1)).to_contain_text("Exchange information")
    assert served.page.evaluate("document.activeElement === document.body")
    served.page.wait_for_function("document.documentElement.scrollWidth === 320")  # once the style is there
    served.site.write({RECORD: TEXT.replace("title: Ex", "title: Mended ex")})
    expect(served.page.get_by_role("heading", level=1)).to_contain_text("Mended exchange information")
    expect(served.panel).to_have_count(0)
    assert served.complaints == []


def test_it_can_be_put_away_and_taken_out_by_keyboard(served: Served) -> None:
    """Escape or the button leave a small button, which has the focus then and brings it back; a reload does not."""
    served.site.write({RECORD: WRONG})
    hide, badge = (served.page.get_by_role("button", name=name) for name in ("Hide", "2 errors"))
    hide.focus()
    served.page.keyboard.press("Enter")
    expect(served.panel).to_be_hidden()
    expect(badge).to_be_focused()
    served.page.reload()
    expect(badge).to_be_visible()
    expect(served.panel).to_be_hidden()
    badge.press("Enter")
    expect(hide).to_be_focused()
    served.page.keyboard.press("Escape")
    expect(served.panel).to_be_hidden()
    expect(badge).to_be_focused()


def test_a_new_slip_is_shown_though_the_last_was_put_away(served: Served) -> None:
    """What the reader has put away is that one list of errors, not all that follow."""
    served.site.write({RECORD: WRONG})
    served.page.get_by_role("button", name="Hide").click()
    served.site.write({RECORD: TEXT.replace("role: lead", "role: leader")})
    expect(served.panel).to_contain_text("'role' cannot be 'leader'")
