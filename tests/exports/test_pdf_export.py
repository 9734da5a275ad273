"""PDF: what pypdf reads back is tagged, with title, language, bookmarks, its marking and right page numbers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from planatlas.exports.pdf_export import PdfUnavailableError, pdf
from planatlas.linking.link import link
from planatlas.pages.dossier import dossier
from planatlas.reading.folder import read_folder

EVERYTHING = Path(__file__).parents[1] / "pages/cases/everything/content"


@pytest.fixture(scope="module")
def html() -> str:
    return dossier(link(read_folder(EVERYTHING), date(2026, 1, 1)), "Everything, “quoted”", "2026-02-10")


@pytest.fixture(scope="module")
def written(html: str) -> bytes:
    return pdf(html)


@pytest.fixture(scope="module")
def reader(written: bytes) -> PdfReader:
    return PdfReader(BytesIO(written))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    return [words(page.extract_text()) for page in reader.pages]


def root(reader: PdfReader) -> Any:  # noqa: ANN401 - what pypdf reads
    return reader.trailer["/Root"]


def titles(outline: list[Any], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the bookmarks with their depth."""
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry, depth + 1)
        else:
            yield depth, entry.title


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_document_is_tagged_and_says_that_it_is_pdf_ua(reader: PdfReader, written: bytes) -> None:
    """It has a tree of tags, says so, and declares PDF/UA-1 in its metadata."""
    assert bool(root(reader)["/MarkInfo"]["/Marked"])
    assert root(reader)["/StructTreeRoot"]["/K"]
    metadata = root(reader)["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(?:>|=\")1", metadata)
    assert written.startswith(b"%PDF-1.7")


def test_tables_lists_headings_and_links_have_their_tags(reader: PdfReader) -> None:
    """The tags are those of what stands there, down to header cells."""
    found: set[str] = set()
    waiting = [root(reader)["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            found.add(str(element.get("/S")))
            waiting += [element["/K"]] if "/K" in element else []
    assert {"/H1", "/H2", "/H3", "/H4", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Link"} <= found


def test_title_and_language_are_told(reader: PdfReader) -> None:
    """A reader shows the title instead of the file's name, and speaks in English."""
    assert reader.metadata is not None
    assert reader.metadata.title == "Everything, “quoted” (LIMITE)"
    assert root(reader)["/Lang"] == "en-GB"
    assert bool(root(reader)["/ViewerPreferences"]["/DisplayDocTitle"])


def test_bookmarks_follow_the_headings(reader: PdfReader) -> None:
    """Meeting, plans, sections, actions and registers are bookmarks, one within the other."""
    found = list(titles(reader.outline))
    names = [words(title) for _, title in found]
    depths = {words(title): depth for depth, title in found}
    assert names[:3] == ["Everything, “quoted”", "Contents", "Working party on ports"]
    assert depths["Bodies and countries"] == 1
    assert depths["Strategic goal 1: Information exchange"] == 2
    assert depths["OA 1.1: Passenger & crew lists [pilot]"] == 3


def test_every_page_carries_marking_title_day_and_number(reader: PdfReader, pages: list[str]) -> None:
    """At the top and at the bottom of each page stands LIMITE, and beside it what the page belongs to."""
    assert len(pages) > 5
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
        assert "Everything, “quoted”" in text
        assert "As of 1 January 2026" in text
    heights: list[float] = []
    reader.pages[3].extract_text(
        visitor_text=lambda text, _, matrix, *__: heights.append(matrix[5]) if text.strip() == "LIMITE" else None
    )
    # Distances from the foot of the sheet, in points: the margins are 22 and 20 mm, 62 and 57 points.
    assert min(heights) < 57
    assert max(heights) > 841 - 62
    assert all(text.count("LIMITE") >= 2 for text in pages)


def test_the_numbers_in_the_contents_are_those_of_the_pages(reader: PdfReader, pages: list[str], html: str) -> None:
    """Each line of the contents ends with the number of the page on which its heading stands."""
    bookmarks = {entry.title: reader.get_destination_page_number(entry) + 1 for entry in flat(reader.outline)}
    contents = html.split('<nav class="contents"')[1].split("</nav>", maxsplit=1)[0]
    lines = [words(unescape(line)) for line in re.findall(r'<a href="#[^"]+">([^<]+)</a>', contents)]
    numbers = {words(title): number for title, number in bookmarks.items()}
    assert len(lines) > 12
    for line in lines:
        found = re.search(re.escape(line) + r"[ .]*?(\d+)", pages[1])
        assert found is not None, line
        assert int(found[1]) == numbers[line], line
        assert line in pages[int(found[1]) - 1], line


def flat(outline: list[Any]) -> Iterator[Any]:
    """Yield all bookmarks."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_the_same_document_gives_the_same_bytes() -> None:
    """Written by another process, the file does not differ, and it holds no date; another document has another id."""
    document = (
        '<html lang="en"><title>T</title><h1>One</h1><table><tr><th>Two<td>Three</table><a href="#x" id="x">4</a>'
    )
    command = "import sys; from planatlas.exports.pdf_export import pdf; sys.stdout.buffer.write(pdf(sys.stdin.read()))"
    again = subprocess.run([sys.executable, "-c", command], input=document.encode(), capture_output=True, check=True)  # noqa: S603 - our own
    written = pdf(document)
    assert again.stdout == written
    assert b"Date" not in written
    other = pdf(document.replace("Two", "Six"))
    assert PdfReader(BytesIO(other)).trailer["/ID"] != PdfReader(BytesIO(written)).trailer["/ID"]


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """A file that a document asks for stays unread, and the rest is written."""
    image = tmp_path / "image.svg"
    image.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>secret</text></svg>')
    document = f'<html lang="en"><title>T</title><p>Before <img src="{image.as_uri()}" alt="hidden"> after</p>'
    text = PdfReader(BytesIO(pdf(document))).pages[0].extract_text()
    assert "Before" in text
    assert "secret" not in text


def test_a_missing_package_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without WeasyPrint the message says which extra has it."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfUnavailableError, match=r"pip install 'planatlas\[pdf\]'"):
        pdf("<p>T")


def test_missing_system_libraries_are_named_with_the_way_to_install_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without Pango the message says what could not be loaded, what to install, and what works without it."""
    (tmp_path / "weasyprint.py").write_text(
        "raise OSError(\"cannot load library 'libpango-1.0-0': not found.\\nmore\")"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    with pytest.raises(PdfUnavailableError) as caught:
        pdf("<p>T")
    message = str(caught.value)
    assert "cannot load library 'libpango-1.0-0': not found" in message
    assert "apt install libpango-1.0-0" in message
    assert "--format html needs none of them" in message
    assert "\n" not in message


def test_another_missing_module_is_not_hidden(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where WeasyPrint itself lacks something it is told as it is."""
    (tmp_path / "weasyprint.py").write_text("import a_module_that_is_not_there")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    with pytest.raises(ModuleNotFoundError, match="a_module_that_is_not_there"):
        pdf("<p>T")
