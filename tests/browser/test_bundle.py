"""Bundles opened from a folder, without a server: the site's own tests, and what only a bundle has.

The tests that are imported here run again on the unpacked bundle, in a folder with a name of the hard kind, and every
request is looked at: see `address` and `visit`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Route, expect

from browser import lychee
from browser.conftest import AS_OF, ROOT
from browser.test_explorer import (  # noqa: F401 - run on the bundle
    atlas,
    test_a_choice_by_keyboard_keeps_the_focus_and_the_list,
    test_a_colleague_who_gets_the_address_sees_the_same,
    test_back_and_forward_go_through_the_choices,
    test_frontex_actions_with_a_target_above_20_are_found,
    test_the_workbook_has_the_same_rows_with_typed_figures_and_says_what_it_is,
    test_what_is_seen_is_saved_with_the_same_rows_in_the_same_order,
)
from browser.test_keyboard import test_the_open_search_keeps_the_focus  # noqa: F401
from browser.test_pages import (  # noqa: F401
    PAGES,
    test_a_dossier_says_what_europol_is_asked_to_do,
    test_a_marked_plan_carries_its_marking_on_screen_and_on_paper,
    test_an_abbreviation_carries_its_meaning,
    test_the_first_tab_stop_skips_to_the_content,
    test_the_menu_of_a_phone_opens_by_keyboard,
    test_the_pages_read_well_without_script,
    test_the_scheme_follows_the_system_and_the_button,
)
from browser.test_search import (  # noqa: F401
    test_a_result_says_what_it_is_and_of_which_plan,
    test_a_word_that_occurs_nowhere_finds_nothing_and_says_so,
    test_search_works_by_keyboard_alone,
)
from browser.visit import DESK, Visit

FOLDER = "Zürich #2 (100%) é"
MEETING = "afghanistan-ct-review-2027-03"
LOCAL = ("file:", "data:", "blob:")

Unpack = Callable[..., Path]


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Unpack:
    """Return a function that makes a bundle once, whichever worker asks first, and returns its unpacked folder."""
    alone = worker_id == "master"
    room = (tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent) / FOLDER
    room.mkdir(exist_ok=True)

    def unpack(*options: str) -> Path:
        zipped = room / f"{'-'.join(options) or 'whole'}.zip"
        with FileLock(f"{zipped}.lock"):
            if not zipped.exists():
                command = [sys.executable, "-m", "planatlas", "bundle", *options, "--as-of", AS_OF, "-o", str(zipped)]
                done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
                assert done.returncode == 0, done.stdout + done.stderr
                with ZipFile(zipped) as archive:
                    archive.extractall(room)
        with ZipFile(zipped) as archive:
            return room / archive.namelist()[0].split("/")[0]

    return unpack


@pytest.fixture(scope="module")
def address(unpacked: Unpack) -> str:
    """Return where the site in the bundle of everything is: in a folder, not on a server."""
    return (unpacked() / "site").as_uri()


def watched(context: BrowserContext) -> list[str]:
    """Stop every request that would leave the machine, and return the list in which they will stand."""
    left: list[str] = []

    def stop(route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            left.append(route.request.url)
            route.abort()

    context.route("**/*", stop)
    return left


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit to the bundle; a request that would leave the machine, or an error on a page, fails the test."""
    context = browser.new_context(viewport={"width": DESK, "height": 900}, color_scheme="light")
    left = watched(context)
    opened = Visit(context.new_page(), address)
    yield opened
    context.close()
    assert left == []
    assert opened.errors == []


def test_every_kind_of_page_opens_without_an_error(visit: Visit) -> None:
    """No page asks for anything that is not in its folder, and no script fails or is refused."""
    for path in PAGES.values():
        if path != "404.html":  # what only a server shows
            visit.open(path).wait_for_load_state("load")
            assert visit.errors == [], path
    assert len(visit.requests) > len(PAGES)
    assert [request for request in visit.requests if not request.startswith(LOCAL)] == []


@pytest.mark.parametrize(
    ("path", "link", "start"),
    [
        ("actors/europol.html", "Actions of Europol (CSV)", b"\xef\xbb\xbfrole,through,plan,ref,title"),
        ("actors/europol.html", "Actions of Europol (XLSX)", b"PK"),
        ("deadlines.html", "Calendar of all plans (ICS)", b"BEGIN:VCALENDAR"),
    ],
)
def test_a_link_leads_to_its_file(visit: Visit, path: str, link: str, start: bytes) -> None:
    """Each download is a file beside the pages, which the browser saves or hands to its program."""
    found = visit.open(path).get_by_role("link", name=link, exact=True)
    with visit.page.expect_download() as waiting:
        found.click()
    assert Path(waiting.value.path()).read_bytes().startswith(start)


def test_the_policy_refuses_what_would_leave(visit: Visit) -> None:
    """Whatever found its way into a page could send nothing: requests, images, scripts and frames are refused."""
    page = visit.open("index.html")
    tried = page.evaluate(
        """async () => {
            const refused = []
            document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective))
            await fetch("https://example.org/").catch(() => {})
            new Image().src = "https://example.org/a.png"
            document.body.append(Object.assign(document.createElement("script"), { src: "https://example.org/a.js" }))
            document.body.append(Object.assign(document.createElement("script"), { text: "window.ran = 1" }))
            document.body.append(Object.assign(document.createElement("iframe"), { src: "https://example.org/" }))
            await new Promise(done => setTimeout(done, 200))
            return [refused.sort(), window.ran]
        }"""
    )
    assert tried == [["connect-src", "frame-src", "img-src", "script-src-elem", "script-src-elem"], None]
    visit.errors.clear()  # each refusal is told as one


def test_the_first_page_leads_on(visit: Visit, address: str) -> None:
    """Who opens index.html in the unpacked folder is on the home page, without a word on unpacking."""
    page = visit.page
    page.goto(f"{address.removesuffix('/site')}/index.html")
    page.wait_for_url("**/site/index.html")
    expect(page.get_by_role("heading", name="Planatlas")).to_be_visible()
    expect(page.get_by_text("Extract the zip first")).to_be_hidden()


@pytest.mark.parametrize("path", ["index.html", "site/index.html", "site/plans/index.html"])
def test_a_page_opened_inside_the_zip_says_what_to_do(
    browser: Browser, unpacked: Unpack, tmp_path: Path, path: str
) -> None:
    """Windows unpacks the one file that is opened in a zip; alone, it asks for the whole to be unpacked."""
    alone = tmp_path / "Temp1_bundle.zip" / path
    alone.parent.mkdir(parents=True)
    alone.write_bytes((unpacked() / path).read_bytes())
    page = browser.new_page()
    page.goto(alone.as_uri())
    expect(page.get_by_text("Extract the zip first")).to_be_visible()
    page.close()


def test_a_meeting_opens_on_its_agenda(browser: Browser, unpacked: Unpack) -> None:
    """The bundle of the next review opens on the agenda, which leads to its actions; search and filters work."""
    top = unpacked("--meeting", MEETING)
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    left = watched(context)
    visit = Visit(context.new_page(), (top / "site").as_uri())
    page = visit.page
    page.goto((top / "index.html").as_uri())
    page.wait_for_url(f"**/site/meetings/{MEETING}.html")
    expect(page.locator("h1")).to_contain_text("Six-monthly review")
    items = page.locator("main h2").all_inner_texts()
    assert [item for item in items if "Area" in item] == sorted(item for item in items if "Area" in item)
    expect(page.locator(".pa-part")).to_contain_text("Six-monthly review")
    page.locator("main a[href*='/actions/3.html']").first.click()
    page.wait_for_url("**/actions/3.html")
    assert visit.search("Europol")[0] == "actors/europol.html"
    page = visit.open("explorer.html?actor=europol")
    expect(page.locator("#results").get_by_role("status")).to_contain_text("of 24 actions")
    assert (left, visit.errors) == ([], [])
    context.close()


def test_a_part_has_no_broken_link(unpacked: Unpack) -> None:
    """In the bundle of a meeting, where most records are left out, every link and anchor leads to what is in it."""
    total, found = lychee.broken(unpacked("--meeting", MEETING))
    assert total > 1000
    assert found == []
