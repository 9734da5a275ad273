"""Hostile text in every field of every record: seen as written, never active, in pages, search, explorer and files.

The site is built without its Content-Security-Policy, so that nothing but the escaping is tested here.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from browser.test_pages import PAGES
from browser.visit import PHONE, Visit
from every_field import filled, text_fields
from hostile_content import ATTACKS, IDS, NAMES, TIED, WORD, hostile_files, texts, write_hostile
from planatlas.reading.kinds import KINDS
from planatlas.reading.records import record_of
from planatlas.reading.yaml_text import read_document
from small_content import write_configuration

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of hostile texts, without its policy, and return its folder."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "content")
    with write_configuration(folder).open("a", encoding="utf-8") as configuration:
        configuration.write('extra: {policy: ""}\n')
    command = [sys.executable, "-m", "planatlas", "build", "--no-strict", "--as-of", "2026-01-01"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder / "site"


@pytest.fixture(scope="module")
def opened(browser: Browser, hostile: Path) -> Iterator[Visit]:
    """Return a visit on a phone that notes what runs, what is asked for and what opens."""
    context = browser.new_context(viewport={"width": PHONE, "height": 640})
    context.add_init_script("window.ran = []")
    visit = Visit(context.new_page(), hostile.as_uri())
    visit.page.on("dialog", lambda dialog: visit.errors.append(f"dialog {dialog.message}"))
    context.on("page", lambda page: visit.errors.append(f"opened {page.url}"))
    yield visit
    context.close()


def look(visit: Visit, path: str) -> Page:
    """Open a page and hold it to what every page is held to: nothing ran, nobody was asked, nothing sticks out."""
    visit.requests.clear()
    page = visit.open(path)
    assert page.evaluate("ran") == [], path
    assert [url for url in visit.requests if not url.startswith((visit.root, "data:"))] == [], path
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).display") != "none", path
    assert visit.errors == [], path
    return page


def spaced(text: str) -> str:
    return re.sub(r"[\s\u180e]+", " ", text).strip()


def shown(page: Page, selector: str) -> str:
    return spaced(page.locator(selector).first.evaluate("element => element.textContent"))


# ---- The content itself ---------------------------------------------------------------------------------------------


def test_every_field_that_takes_text_takes_hostile_text() -> None:
    """Each text field of the model is filled; the few that are not refer to something or have a rule of their own."""
    tied = {way for _, way in TIED}
    for kind in KINDS:
        for way in text_fields(kind.model):
            data = filled(kind.model, texts(kind.kind, 0, "script"))
            place: object = data
            for name in way:
                place = place.get(name) if isinstance(place, dict) else None
                place = place[0] if isinstance(place, list) else place
            plain = isinstance(place, str) and place.startswith(ATTACKS["script"])
            free = way not in tied and way[-1] not in {"marking", "ref"} and way[-1] not in IDS
            assert plain or not free or place is None, f"{kind.kind} {way} is not filled"


def test_hostile_text_is_read_as_it_is_written() -> None:
    """Every record of it is read without a problem, and each text in it is the text of the file."""
    for path, text in hostile_files().items():
        kind = next(kind for kind in KINDS if kind.id_of(path) is not None)
        document, problems = read_document(path, text.encode())
        record, complaints = record_of(kind.model, document)
        assert [*problems, *complaints] == [], path
        assert record is not None
        again, _ = record_of(kind.model, read_document(path, _written(record.model_dump(mode="json")))[0])
        assert again == record, path


def _written(data: object) -> bytes:
    """Return a record as the YAML file that holds it, every scalar as text."""

    def texts_of(value: object) -> object:
        match value:
            case dict():
                return {key: texts_of(item) for key, item in value.items() if item not in (None, [], {})}
            case list():
                return [texts_of(item) for item in value]
            case bool():
                return "true" if value else "false"
            case _:
                return value if value is None else str(value)

    return json.dumps(texts_of(data), ensure_ascii=False).encode()


# ---- Pages ----------------------------------------------------------------------------------------------------------


KNOWN_STYLE = re.compile(r"(text-align: \w+|--[\w-]+: ?[\w.]+);?")
SHOWN = {"content", "title", "aria-label", "data-label"}
"""Attributes that are text and no address."""


class Active(HTMLParser):
    """Notes all in a page that a browser would run, load or send, but for the site's own files."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name, value in attrs:
            address = re.sub(r"\s+", "", value or "").lower()
            styled = name == "style" and not KNOWN_STYLE.fullmatch(value or "")
            runs = name not in SHOWN and address.startswith(("javascript:", "data:", "vbscript:", "file:"))
            if name.startswith("on") or styled or runs:
                self.found.append((tag, name, value))
        source = values.get("src") or ""
        if tag in {"iframe", "object", "embed", "base", "img", "frame", "audio", "video"}:
            self.found.append((tag, "src", source))
        if tag == "script" and not re.match(r"(\.\./)*/?assets/", source) and values.get("type") != "application/json":
            self.found.append((tag, "src", source))
        if tag == "meta" and values.get("http-equiv"):
            self.found.append((tag, "http-equiv", values["http-equiv"]))
        self.within = tag if tag in {"script", "style"} else ""


def active(html: str) -> list[tuple[str, str, str | None]]:
    parser = Active()
    parser.feed(html)
    parser.close()
    return parser.found


def test_no_page_has_an_active_part_of_its_own(hostile: Path) -> None:
    """No handler, no script within the page, no address that runs, no frame, no style that a record wrote."""
    pages = list(hostile.rglob("*.html"))
    assert len(pages) > 4 * len(NAMES)
    for page in pages:
        assert active(page.read_text(encoding="utf-8")) == [], page.relative_to(hostile)


def test_the_real_site_has_no_active_part_either(site: Path) -> None:
    """A page of every kind of the real content: no handler, no script within the page, no frame; and its policy.

    Pages written by hand may show pictures that lie beside them.
    """
    for path in PAGES.values():
        parts = active((site / path).read_text(encoding="utf-8"))
        found = [
            (tag, name, value)
            for tag, name, value in parts
            if tag != "img" or not re.fullmatch(r"pictures/[\w-]+\.png", value or "")
        ]
        assert found == [("meta", "http-equiv", "Content-Security-Policy")], path


@pytest.mark.parametrize("markup", ["<a onclick=x>", "<script>x</script>", "<a href=' java\nscript:x'>", "<iframe>"])
def test_an_active_part_would_be_found(markup: str) -> None:
    """The search for active parts finds those that browsers run."""
    assert len(active(f"<p>{markup}</p>")) == 1


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_an_action_shows_hostile_text_as_it_is_written(opened: Visit, number: int) -> None:
    """Its title, people, indicators, activities and notes say what the file says, and nothing else happens."""
    page = look(opened, f"plans/alpha/actions/{number + 1}.html")
    text = ATTACKS[NAMES[number]]
    assert spaced(f"{text} action title {number}") in shown(page, "h1")
    main = shown(page, "main")
    times = main.count(spaced(text))
    assert times >= 15, f"{times} of the fields of this action are to be read as written"


LISTS = (
    "index.html", "explorer.html", "plans/index.html", "plans/alpha/index.html", "actors/index.html",
    "instruments/index.html", "themes/index.html", "glossary.html", "timeline.html", "deadlines.html",
    "who-does-what.html", "network.html", "indicators.html", "progress.html", "about.html", "data.html",
    "accessibility.html", "overlaps.html", "actors/body-0.html", "instruments/system-0.html", "themes/theme-0.html",
)  # fmt: skip


def test_every_other_kind_of_page_is_as_calm(opened: Visit, hostile: Path) -> None:
    """Lists, registers and the other records: nothing runs, nobody is asked, nothing sticks out on a phone."""
    last = len(NAMES) - 1
    for path in (*LISTS, f"instruments/system-{last}.html", *(f"meetings/meeting-{one}.html" for one in (0, 1))):
        if (hostile / path).is_file():
            look(opened, path)
    assert (hostile / LISTS[-1]).is_file()


def test_search_and_tooltips_show_hostile_text_as_it_is_written(opened: Visit) -> None:
    """What is found is listed letter by letter, and nothing of it runs; nor does it where a tooltip would show it."""
    look(opened, "index.html")
    for word, attack in (("onerror", "image"), ("hyperlink", "formula"), ("config site_dir", "template")):
        assert opened.search(word)
        listed = spaced(opened.page.locator("#pa-finder-results").evaluate("element => element.textContent"))
        assert spaced(ATTACKS[attack]) in listed
    assert opened.page.evaluate("ran") == []
    opened.page.keyboard.press("Escape")
    page = look(opened, "glossary.html")
    for element in page.locator("main abbr, main [title]").all()[:20]:
        element.dispatch_event("mouseover")
        element.dispatch_event("focus")
    assert page.evaluate("ran") == []
    assert opened.errors == []


def test_the_explorer_filters_and_saves_hostile_text_as_it_is_written(opened: Visit) -> None:
    """Facets, chips and rows show it, text finds it, and the saved table neutralises formulas."""
    page = look(
        opened, 'explorer.html?actor=body-0&theme=<img src=x onerror=ran.push(1)>&q="><script>ran.push(2)</script>'
    )
    assert page.evaluate("ran") == []
    page = look(opened, "explorer.html")
    expect(page.locator("#results").get_by_role("status")).to_contain_text(f"{len(NAMES)} actions")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("ran") == []
    rows = spaced(page.locator("#results tbody").evaluate("element => element.textContent"))
    for number, attack in enumerate(NAMES):
        assert spaced(f"{ATTACKS[attack]} action title {number}") in rows, attack
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert_neutral(Path(download.value.path()).read_text(encoding="utf-8"))
    assert opened.errors == []


# ---- Files ----------------------------------------------------------------------------------------------------------


def assert_neutral(table: str) -> None:
    """No cell begins like a formula, but for numbers."""
    csv.field_size_limit(len(WORD) * 2)
    for row in csv.reader(io.StringIO(table)):
        for cell in row:
            assert not cell.startswith(FORMULA) or re.fullmatch(r"-?[0-9.]+", cell), cell


def test_downloads_hold_hostile_text_as_text(hostile: Path) -> None:
    """A spreadsheet finds no formula in the workbooks and tables, and a calendar no event but those of the plans."""
    workbooks, tables, calendars = (list(hostile.rglob(f"*.{kind}")) for kind in ("xlsx", "csv", "ics"))
    assert workbooks
    assert tables
    assert calendars
    for file in workbooks[:3]:
        for sheet in load_workbook(file):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert all(cell.data_type != "f" for cell in cells), f"{file.name} {sheet.title}"
            assert not [
                cell.hyperlink.target for cell in cells if cell.hyperlink and "elsewhere" in cell.hyperlink.target
            ]
    texts_of_tables = [file.read_text(encoding="utf-8-sig") for file in tables]
    for table in texts_of_tables:
        assert_neutral(table)
    assert any(ATTACKS["script"] in table.replace('""', '"') for table in texts_of_tables)
    for file in calendars[:5]:
        calendar = icalendar.Calendar.from_ical(file.read_bytes())
        assert {part.name for part in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VTODO", "VTIMEZONE"}
        assert b"\r\nACTION" not in file.read_bytes()
    every = icalendar.Calendar.from_ical(max(calendars, key=lambda file: file.stat().st_size).read_bytes())
    summaries = " ".join(str(event.get("summary")) for event in every.walk("VEVENT"))
    assert ATTACKS["calendar"] in summaries
