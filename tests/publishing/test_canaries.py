"""No text of what is marked above an audience comes out in any output, and each that did would be found.

The canaries come from the model by introspection, so a new field is held to this too; there are more in older versions,
and in what was said of them when they were committed. A new format is a line in `OUTPUTS`.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from canaries import HIDDEN, STEM, content_with_canaries, past_with_canaries
from planatlas.exports.changes_export import DIFFERENCES, text_changes
from planatlas.exports.csv_export import export_csv
from planatlas.exports.ics_export import export_ics
from planatlas.exports.json_export import export_json
from planatlas.exports.pdf_export import pdf as pdf_of
from planatlas.exports.xlsx_export import export_xlsx
from planatlas.history.history import History
from planatlas.history.part import history_of_part
from planatlas.linking.atlas import Atlas
from planatlas.linking.selection import Choice, selected
from planatlas.pages.build import pages_of
from planatlas.pages.dossier import dossier
from planatlas.publishing.beside import files_beside
from planatlas.publishing.bundle import Order, write_bundle
from planatlas.publishing.difference import compared
from planatlas.publishing.leaks import Scanner, scanner
from planatlas.publishing.source import Checked, checked, history
from planatlas.publishing.unpacking import members, texts_of_file
from planatlas.reading.problems import Severity
from repositories import Repo
from small_content import write_configuration

AS_OF = date(2026, 1, 1)
FILES, PLANTED = content_with_canaries()
PAST = past_with_canaries()
OF_THE_PAST = {word for version in PAST for word in re.findall(rf"{STEM}\w+", " ".join(version.values()))}
OUTPUTS: dict[str, Callable[[Atlas, History], Mapping[str, bytes]]] = {
    "pages": lambda atlas, past: {path: page.text.encode() for path, page in pages_of(atlas, past).items()},
    "files beside": files_beside,
    "JSON": lambda atlas, _: {"planatlas.json": export_json(atlas).encode()},
    "CSV": lambda atlas, _: export_csv(atlas),
    "workbook": lambda atlas, _: {"planatlas.xlsx": export_xlsx(atlas)},
    "calendar": lambda atlas, _: {"planatlas.ics": export_ics(atlas)},
    "dossier": lambda atlas, past: {"planatlas.html": dossier(atlas, "All", None, past).encode()},
    "PDF": lambda atlas, past: {
        "planatlas.pdf": pdf_of(dossier(atlas, "All", None, replace(past, steps=past.steps[:2])))
    },
}
"""Every output, as files by their paths."""
Published = tuple[Atlas, History]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a content folder with the canaries, and with those of its past in the repository that it lies in."""
    repo, files = Repo(tmp_path_factory.mktemp("canaries")), dict[str, str]()
    for day, version in enumerate(PAST, start=1):
        gone = dict.fromkeys(set(files) - set(version))
        repo.commit(f"2025-12-{day:02}", {**version, **gone}, f"{STEM}message")
        files = version
    return repo.content


@pytest.fixture(scope="module")
def public(folder: Path) -> Published:
    """Return what everybody may have."""
    found = checked(folder, AS_OF, "PUBLIC")
    assert [problem for problem in found.problems if problem.severity is Severity.ERROR] == []
    return found.atlas, past_of(folder, found)


@pytest.fixture(scope="module")
def limite(folder: Path) -> Published:
    """Return what is there, whole."""
    found = checked(folder, AS_OF, "LIMITE")
    return found.atlas, past_of(folder, found)


def past_of(folder: Path, found: Checked) -> History:
    past = history(folder, found)
    assert past is not None
    return past


@pytest.fixture(scope="module")
def looking(folder: Path) -> Scanner:
    """Return what finds leaks in outputs for everybody."""
    return scanner(folder, "PUBLIC")


def all_text(files: Mapping[str, bytes]) -> str:
    """Return names and texts of files and of all files inside them."""
    inside = (item for name, raw in files.items() for item in members(name, raw))
    return "\n".join(text for name, raw in inside for text in (name, *texts_of_file(name, raw))).casefold()


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_canary_comes_out(output: str, public: Published) -> None:
    """An output for everybody holds nothing that is marked, was marked, or is known only through what is marked."""
    text = all_text(OUTPUTS[output](*public))
    assert "keeper" in text or output in ("files beside", "calendar")
    assert STEM not in text


def test_the_whole_content_shows_them(limite: Published, public: Published) -> None:
    """Every field comes out for those who may see it, so that a canary which got loose would be seen above.

    What a plan calls its parts shows only where it says it of one.
    """
    text = "".join(all_text(OUTPUTS[output](*limite)) for output in ("pages", "files beside"))
    assert {PLANTED[canary] for canary in PLANTED if canary not in text} <= {"Words.label", "Words.sections"}
    for word in (f"{STEM}goneplan", f"{STEM}olda", f"{STEM}lost", f"{STEM}light"):
        assert word in text, word
    assert [len(past.steps) for _, past in (limite, public)] == [len(PAST) - 1] * 2


def test_no_difference_tells_of_one(folder: Path) -> None:
    """Between any two versions, forwards and backwards, `diff` tells everybody nothing of what is or was marked."""
    versions = [f"main~{back}" for back in reversed(range(len(PAST)))]
    for old, new in ((0, 5), (5, 0), (3, 2)):
        found = compared(folder, versions[old], versions[new], AS_OF, "PUBLIC")
        text = "".join(report(found) for report in DIFFERENCES.values())
        assert text.count("The keeper of ") >= len(DIFFERENCES)
        assert STEM not in text, (old, new)
    assert STEM in text_changes(compared(folder, versions[1], versions[5], AS_OF, "LIMITE"))


@pytest.mark.parametrize("canary", PLANTED)
def test_a_canary_that_got_loose_is_found(canary: str, looking: Scanner) -> None:
    """Each canary is found wherever it stands in a file."""
    assert [leak.line for leak in looking.leaks_in("page.html", f"<p>All is well.\n<b>{canary}</b></p>".encode())] == [
        2
    ]


def test_a_canary_of_the_past_that_got_loose_is_found(looking: Scanner) -> None:
    """What was marked and is gone, or says something else now, is looked for too."""
    assert len(OF_THE_PAST) > 2 * len(PLANTED)
    assert [word for word in sorted(OF_THE_PAST) if not list(looking.leaks_in("a", word.encode()))] == []


@pytest.mark.parametrize("output", OUTPUTS)
def test_each_output_that_leaks_is_found(output: str, limite: Published, looking: Scanner) -> None:
    """An output with what it should not have is found out in every format."""
    found = [leak for name, raw in OUTPUTS[output](*limite).items() for leak in looking.leaks_in(name, raw)]
    assert {leak.trace.of.id for leak in found} & {f"{STEM}plan", HIDDEN["action"]}


def test_the_built_site_holds_none(folder: Path, looking: Scanner) -> None:
    """The site as MkDocs builds it, with its sitemap, edit links, changes and feeds, holds no canary."""
    configuration = write_configuration(folder.parent)
    configuration.write_text(configuration.read_text("utf-8") + "site_url: https://atlas.example/\n", "utf-8")
    (folder / "plans" / f"{STEM}plan" / "annex.txt").write_text("An annex.", encoding="utf-8")
    (folder / "internal.md").write_text(f"---\nmarking: LIMITE\n---\n# {next(iter(PLANTED))}\n", encoding="utf-8")
    config = load_config(str(configuration), strict=True)
    config.plugins["planatlas"].config["audience"] = "PUBLIC"
    build(config)
    site = folder.parent / "site"
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert {"plans/open/actions/1.html", "sitemap.xml", "changes.html", "changes/actors/keeper.xml"} <= set(files)
    text = all_text(files)
    assert "edit/main/content/plans/open/actions/1.yml" in text
    assert STEM not in text
    assert list(looking.leaks(site)) == []
    (site / "actors" / f"{STEM}plan.txt").write_text("", encoding="utf-8")
    assert [(leak.file, leak.line) for leak in looking.leaks(site)] == [(f"actors/{STEM}plan.txt", 0)]


class Silent:
    """Is told how far a bundle is, and does not tell."""

    def step(self, what: str, total: int | None = None) -> Callable[[], None]:
        del what, total
        return lambda: None


def test_a_bundle_holds_none(folder: Path, looking: Scanner, public: Published, tmp_path: Path) -> None:
    """A bundle for everybody holds no canary, in no file and no name; here that of a meeting, with its history."""
    bundle, (atlas, past), choice = tmp_path / "bundle.zip", public, Choice(meetings=("open",), plans=("open",))
    part = selected(atlas, choice)
    past = history_of_part(past, atlas, part, choice)
    order = Order(choice, folder, write_configuration(folder.parent), bundle, past)
    write_bundle(part, order, Silent())
    text = all_text({"bundle.zip": bundle.read_bytes()})
    assert "plans/open/actions/1.html" in text
    assert '"source": null' in text
    assert "the keeper of 4" in text
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
