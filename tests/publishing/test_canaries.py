"""No text of what is marked above an audience comes out in any output, and each that did would be found.

The canaries come from the model by introspection, so a new field is held to this too. A new format is a line in
`OUTPUTS`.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from canaries import HIDDEN, STEM, content_with_canaries
from planatlas.exports.csv_export import export_csv
from planatlas.exports.ics_export import export_ics
from planatlas.exports.json_export import export_json
from planatlas.exports.pdf_export import pdf as pdf_of
from planatlas.exports.xlsx_export import export_xlsx
from planatlas.linking.atlas import Atlas
from planatlas.linking.selection import Choice
from planatlas.pages.build import pages_of
from planatlas.pages.dossier import dossier
from planatlas.publishing.beside import files_beside
from planatlas.publishing.bundle import Order, write_bundle
from planatlas.publishing.leaks import Scanner, scanner
from planatlas.publishing.source import checked
from planatlas.publishing.unpacking import members, texts_of_file
from planatlas.reading.problems import Severity
from small_content import write_configuration

AS_OF = date(2026, 1, 1)
FILES, PLANTED = content_with_canaries()
OUTPUTS: dict[str, Callable[[Atlas], Mapping[str, bytes]]] = {
    "pages": lambda atlas: {path: page.text.encode() for path, page in pages_of(atlas).items()},
    "files beside": files_beside,
    "JSON": lambda atlas: {"planatlas.json": export_json(atlas).encode()},
    "CSV": export_csv,
    "workbook": lambda atlas: {"planatlas.xlsx": export_xlsx(atlas)},
    "calendar": lambda atlas: {"planatlas.ics": export_ics(atlas)},
    "dossier": lambda atlas: {"planatlas.html": dossier(atlas, "All").encode()},
    "PDF": lambda atlas: {"planatlas.pdf": pdf_of(dossier(atlas, "All"))},
}
"""Every output, as files by their paths."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a content folder with the canaries."""
    root = tmp_path_factory.mktemp("canaries")
    for path, text in FILES.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root / "content"


@pytest.fixture(scope="module")
def public(folder: Path) -> Atlas:
    """Return what everybody may have."""
    found = checked(folder, AS_OF, "PUBLIC")
    assert [problem for problem in found.problems if problem.severity is Severity.ERROR] == []
    return found.atlas


@pytest.fixture(scope="module")
def limite(folder: Path) -> Atlas:
    """Return what is there, whole."""
    return checked(folder, AS_OF, "LIMITE").atlas


@pytest.fixture(scope="module")
def looking(folder: Path) -> Scanner:
    """Return what finds leaks in outputs for everybody."""
    return scanner(folder, "PUBLIC")


def all_text(files: Mapping[str, bytes]) -> str:
    """Return names and texts of files and of all files inside them."""
    inside = (item for name, raw in files.items() for item in members(name, raw))
    return "\n".join(text for name, raw in inside for text in (name, *texts_of_file(name, raw))).casefold()


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_canary_comes_out(output: str, public: Atlas) -> None:
    """An output for everybody holds nothing that is marked, or known only through what is marked."""
    text = all_text(OUTPUTS[output](public))
    assert "keeper" in text or output in ("files beside", "calendar")
    assert STEM not in text


def test_the_whole_content_shows_them(limite: Atlas) -> None:
    """Most canaries do come out for those who may see them, so their absence elsewhere says something."""
    text = "".join(all_text(OUTPUTS[output](limite)) for output in ("pages", "files beside"))
    shown = [canary for canary in PLANTED if canary in text]
    assert len(shown) > len(PLANTED) * 0.8


def test_every_kind_of_part_with_a_marking_is_planted() -> None:
    """Progress, notes, agenda items and terms each hold canaries of their own."""
    places = {place.split(".")[0] for place in PLANTED.values()}
    assert {"Plan", "Action", "Actor", "Instrument", "Theme", "Meeting"} <= places
    assert {"Progress", "Note", "AgendaItem", "Term"} <= places


@pytest.mark.parametrize("canary", PLANTED)
def test_a_canary_that_got_loose_is_found(canary: str, looking: Scanner) -> None:
    """Each canary is found wherever it stands in a file."""
    assert [leak.line for leak in looking.leaks_in("page.html", f"<p>All is well.\n<b>{canary}</b></p>".encode())] == [
        2
    ]


@pytest.mark.parametrize("output", OUTPUTS)
def test_each_output_that_leaks_is_found(output: str, limite: Atlas, looking: Scanner) -> None:
    """An output with what it should not have is found out in every format."""
    found = [leak for name, raw in OUTPUTS[output](limite).items() for leak in looking.leaks_in(name, raw)]
    assert {leak.trace.of.id for leak in found} & {f"{STEM}plan", HIDDEN["action"]}


def test_the_built_site_holds_none(folder: Path, looking: Scanner, limite: Atlas) -> None:
    """The site as MkDocs builds it, its sitemap and its addresses included, holds no canary."""
    configuration = write_configuration(folder.parent)
    configuration.write_text(configuration.read_text("utf-8") + "site_url: https://atlas.example/\n", "utf-8")
    (folder / "plans" / f"{STEM}plan" / "annex.txt").write_text("An annex.", encoding="utf-8")
    (folder / "internal.md").write_text(f"---\nmarking: LIMITE\n---\n# {next(iter(PLANTED))}\n", encoding="utf-8")
    config = load_config(str(configuration), strict=True)
    config.plugins["planatlas"].config["audience"] = "PUBLIC"
    build(config)
    site = folder.parent / "site"
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert "plans/open/actions/1.html" in files
    assert STEM not in all_text(files)
    assert list(looking.leaks(site)) == []
    (site / "actors" / f"{limite.content.plans[f'{STEM}plan'].id}.txt").write_text("", encoding="utf-8")
    assert [(leak.file, leak.line) for leak in looking.leaks(site)] == [(f"actors/{STEM}plan.txt", 0)]


class Silent:
    """Is told how far a bundle is, and does not tell."""

    def step(self, what: str, total: int | None = None) -> Callable[[], None]:
        del what, total
        return lambda: None


def test_a_bundle_holds_none(folder: Path, looking: Scanner, public: Atlas, tmp_path: Path) -> None:
    """A bundle for everybody holds no canary, in no file and no name."""
    bundle = tmp_path / "bundle.zip"
    order = Order(Choice(), folder, write_configuration(folder.parent), bundle)
    write_bundle(public, order, Silent())
    text = all_text({"bundle.zip": bundle.read_bytes()})
    assert "plans/open/actions/1.html" in text
    assert STEM not in text
    assert list(looking.leaks(bundle)) == []


SECRET = next(canary for canary, place in PLANTED.items() if place == "Action.summary")


def zipped(raw: bytes) -> bytes:
    """Return an archive of one file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", raw)
    return whole.getvalue()


def pdf(text: str) -> bytes:
    """Return a PDF file of one page that shows a text."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    fonts = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
    font = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in fonts.items()})
    of_page = DictionaryObject({NameObject("/F1"): writer._add_object(font)})  # noqa: SLF001 - it has no other way
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): of_page})
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())  # noqa: SLF001
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


HIDING = {
    "plain": lambda text: text.encode(),
    "capitals": lambda text: text.upper().encode(),
    "percent-encoded": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "percent-encoded twice": lambda text: quote("".join(f"%{byte:02X}" for byte in text.encode())).encode(),
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text).encode(),
    "entities in JSON": lambda text: json.dumps(html.escape(f"<b>{text}</b>")).encode(),
    "JSON escapes": lambda text: "".join(f"\\u{ord(one):04x}" for one in text).encode(),
    "UTF-16 with mark": lambda text: text.encode("utf-16"),
    "UTF-16 inside other bytes": lambda text: b"\x01" + text.encode("utf-16-be") + b"\x00",
    "soft hyphens": lambda text: "\u00ad".join(text).encode(),
    "broken by tags": lambda text: f"{text[:4]}<b>{text[4:6]}</b>{text[6:]}".encode(),
    "a comment": lambda text: f"<!-- {text} -->".encode(),
    "a folded calendar": lambda text: f"BEGIN:VCALENDAR\r\nSUMMARY:{text[:5]}\r\n {text[5:]}\r\n".encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "a zip in a zip": lambda text: zipped(zipped(text.encode())),
    "a PDF file": pdf,
    "a PDF file in a zip": lambda text: zipped(pdf(text)),
}
"""Ways in which a text can stand in a file."""


@pytest.mark.parametrize("way", HIDING)
def test_a_leak_is_found_however_it_is_written(way: str, looking: Scanner) -> None:
    """A leak is found in every encoding and inside every container that an output may have."""
    found = list(looking.leaks_in("file", HIDING[way](SECRET)))
    assert [leak.trace.words for leak in found] == [SECRET]
    assert list(looking.leaks_in("file", HIDING[way]("keeper"))) == []
