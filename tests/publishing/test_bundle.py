"""Bundles as zips: the same bytes from the same input, pages that need nothing from elsewhere, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from textwrap import dedent
from typing import IO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from conftest import AtlasMaker
from history_content import PLAN
from planatlas.cli import bundle as command_module
from planatlas.cli import main
from planatlas.exports.pdf_export import PdfUnavailableError
from planatlas.linking.selection import Choice, selected
from planatlas.publishing import bundle as bundle_module
from planatlas.publishing.bundle import (
    Order,
    UnsafeNamesError,
    bundle_marking,
    bundle_name,
    folder_name,
    told_source,
    write_bundle,
)
from planatlas.publishing.source import checked
from planatlas.publishing.verification import verified
from repositories import Repo
from small_content import SMALL, write_configuration

pytestmark = pytest.mark.xdist_group("bundle")  # whose bundles are built once
CONTENT = {
    **SMALL,
    "plans/beta/plan.yml": 'title: Plan Beta\nissuer: cepol\nsections: [{number: "1", title: Training}]\n',
    "plans/beta/actions/2.yml": """
        ref: "2"
        title: Train
        section: "1"
        summary: CEPOL trains, as in [[alpha/1]].
        actors: [{actor: cepol, role: lead}]
        source: {section: Part 1, item: Action 2}
        """,
    "actors/cepol.yml": "name: CEPOL\nkind: agency\n",
    "meetings/review.yml": "title: On Alpha\ndate: 2026-02-01\nagenda: [{title: State of play, plans: [alpha]}]\n",
}
ENVIRONMENTS = (
    ("here", 0o077, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1000000000"}),
    ("Zürich #2 (100%) é", 0o002, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}),
)
TOP = "review-LIMITE-2026-01-01"


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Bundle the same meeting twice, as unlike as two machines can be, and return both zips."""
    made = []
    for name, umask, environment in ENVIRONMENTS:
        folder = tmp_path_factory.mktemp("bundles") / name
        for path, text in CONTENT.items():
            file = folder / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text).removeprefix("\n"), encoding="utf-8")
            os.utime(file, (umask, umask))
        write_configuration(folder)
        done = subprocess.run(
            [sys.executable, "-m", "planatlas", "bundle", "--meeting", "review", "--as-of", "2026-01-01"],
            cwd=folder, env={**os.environ, **environment}, umask=umask, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(folder / f"planatlas-{TOP}.zip")
    return made


@pytest.fixture(scope="module")
def pages(bundles: list[Path]) -> dict[str, str]:
    """Return the pages of the bundle by their paths in its folder."""
    with ZipFile(bundles[0]) as archive:
        names = [name for name in archive.namelist() if name.endswith(".html")]
        return {name.removeprefix(f"{TOP}/"): archive.read(name).decode() for name in names}


def test_the_same_input_gives_the_same_bytes(bundles: list[Path]) -> None:
    """Folder, day, umask, locale, time zone and the seed of hashes leave no trace in a bundle."""
    one, other = (path.read_bytes() for path in bundles)
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(other).hexdigest()


def test_a_bundle_verifies(bundles: list[Path]) -> None:
    """A bundle is what its manifest says, which names everything in it but itself."""
    found = verified(bundles[0])
    assert found.problems == ()
    assert found.manifest is not None
    with ZipFile(bundles[0]) as archive:
        assert {f"{TOP}/{path}" for path in found.manifest.files} == {*archive.namelist()} - {f"{TOP}/MANIFEST.json"}


def test_the_manifest_says_what_it_is(bundles: list[Path]) -> None:
    """The manifest tells what was chosen, what is there, for whom, how it is marked, and as of when."""
    with ZipFile(bundles[0]) as archive:
        manifest = json.loads(archive.read(f"{TOP}/MANIFEST.json"))
    assert manifest["chosen"]["meetings"] == ["review"]
    assert manifest["holds"]["plans"] == ["alpha"]
    assert (manifest["audience"], manifest["marking"], manifest["as_of"]) == ("LIMITE", "LIMITE", "2026-01-01")
    assert manifest["source"] is None


@pytest.mark.parametrize(("audience", "told"), [("LIMITE", True), ("PUBLIC", False)])
def test_the_commit_is_told_to_those_who_have_all(audience: str, *, told: bool, tmp_path: Path) -> None:
    """A manifest names the commit, except to an audience from which a commit may withhold what it changed."""
    repo = Repo(tmp_path / "repository")
    commit = repo.commit("2026-01-01", dict(PLAN))
    atlas = checked(repo.content, date(2026, 1, 1), audience).atlas
    assert told_source(atlas, repo.content) == ({"commit": commit, "clean": True} if told else None)


def test_every_link_leads_to_a_file_of_the_bundle(bundles: list[Path], pages: dict[str, str]) -> None:
    """No page of a part links to, or loads, what is not in the zip."""
    with ZipFile(bundles[0]) as archive:
        there = {name.removeprefix(f"{TOP}/") for name in archive.namelist()}
    assert len(pages) > 15
    for path, text in pages.items():
        for address in re.findall(r'(?:href|src|data-to)="([^"#?]+)', text):
            if not re.match(r"[a-z]+:", address):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) in there, path


def test_pages_say_what_they_may_load(pages: dict[str, str]) -> None:
    """Every page has a content security policy that allows no request and no script in a page, and has none."""
    for path, text in pages.items():
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        assert policy, path
        said = unescape(policy[1])
        assert "connect-src 'none'" in said
        assert re.search(r"script-src [^;]*unsafe", said) is None
        assert text.index("Content-Security-Policy") < text.index("<script"), path
        inline = [tag for tag in re.findall(r"<script([^>]*)>", text) if "src=" not in tag]
        assert [tag for tag in inline if 'type="application/json"' not in tag] == [], path
        assert re.search(r"<[^>]+\son[a-z]+=", text) is None, path


def test_pages_say_that_the_zip_has_to_be_unpacked(pages: dict[str, str]) -> None:
    """Every page has the notice, which the stylesheet in the bundle hides."""
    assert [path for path, text in pages.items() if "Extract the zip first" not in text] == []


def test_pages_ask_nobody_to_edit_them(pages: dict[str, str]) -> None:
    """A bundle has no link to where the content is edited, and no address of the site."""
    assert [path for path, text in pages.items() if 'rel="edit"' in text or 'rel="canonical"' in text] == []


def test_a_meeting_opens_on_its_agenda(pages: dict[str, str]) -> None:
    """The page on top leads to the agenda."""
    assert 'data-to="site/meetings/review.html"' in pages["index.html"]
    assert "State of play" in pages["site/meetings/review.html"]


def test_pages_of_a_part_say_so(pages: dict[str, str]) -> None:
    """Every page of a part says which part of the atlas it is, and leads back to it."""
    for path, link in (
        ("site/index.html", "meetings/review.html"),
        ("site/actors/europol.html", "../meetings/review.html"),
    ):
        said = pages[path].split('class="pa-part"')[1].split("</aside>")[0]
        assert f'<a href="{link}">On Alpha</a>' in said


def test_entries_bear_the_day_and_nothing_of_the_machine(bundles: list[Path]) -> None:
    """Entries are sorted, plain files for all to read, of the as-of day."""
    with ZipFile(bundles[0]) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr >> 16) for entry in entries} == {(3, 0o100644)}


@pytest.fixture
def order(make_atlas: AtlasMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Return a function that writes a bundle of two files to `out/bundle.zip` and returns its path."""

    def build(_config: Path, _content: Path, _atlas: object, folder: Path, *_: object) -> None:
        folder.mkdir()
        (folder / "index.html").write_text("the new one", encoding="utf-8")

    monkeypatch.setattr(bundle_module, "build_part", build)
    atlas = make_atlas(CONTENT)
    output = tmp_path / "out" / "bundle.zip"
    output.parent.mkdir()

    def write() -> Path:
        write_bundle(atlas, Order(Choice(), tmp_path, tmp_path / "mkdocs.yml", output), Silent())
        return output

    return write


class Silent:
    def step(self, what: str, total: int | None = None) -> Callable[[], None]:
        del what, total
        return lambda: None


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no space left"), KeyboardInterrupt(), SystemExit(143)])
@pytest.mark.parametrize("old", [None, b"the old one"])
def test_a_bundle_that_fails_leaves_things_as_they_were(
    order: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, old: bytes | None
) -> None:
    """Interrupted, ended or out of disk, half a zip is not left behind, and an old one is as it was."""

    def fail(out: IO[bytes], *_: object) -> None:
        out.write(b"half a zip")
        raise error

    monkeypatch.setattr(bundle_module, "write_zip", fail)
    output = tmp_path / "out" / "bundle.zip"
    if old:
        output.write_bytes(old)
    with pytest.raises(type(error)):
        order()
    assert {path.name: path.read_bytes() for path in output.parent.iterdir()} == ({"bundle.zip": old} if old else {})


def test_a_bundle_takes_the_place_of_an_old_one(order: Callable[[], Path], tmp_path: Path) -> None:
    """A new bundle replaces the old one, and is readable by whom the umask says, not by its owner alone."""
    output = tmp_path / "out" / "bundle.zip"
    output.write_bytes(b"the old one")
    before = os.umask(0o022)
    try:
        order()
    finally:
        os.umask(before)
    assert verified(output).problems == ()
    assert output.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in output.parent.iterdir()] == ["bundle.zip"]


def test_names_that_are_not_safe_stop_a_bundle(
    order: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a byte is written, names are looked at, and one that cannot be unpacked everywhere stops it."""
    monkeypatch.setattr("planatlas.publishing.windows_names.LONGEST_PATH", 42)
    with pytest.raises(UnsafeNamesError) as caught:
        order()
    assert [problem.message.split(":")[0] for problem in caught.value.problems] == [
        "planatlas-LIMITE-2026-01-01/site/index.html"
    ]
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (Choice(), "planatlas-LIMITE-2026-01-01"),
        (Choice(plans=("beta",)), "planatlas-beta-LIMITE-2026-01-01"),
        (Choice(actors=("cepol",), plans=("alpha",)), "planatlas-alpha-and-1-more-LIMITE-2026-01-01"),
    ],
)
def test_a_bundle_is_named_for_what_it_is(make_atlas: AtlasMaker, choice: Choice, name: str) -> None:
    """The name says which part it is, how it is marked and as of when; a plan known by name has its marking too."""
    assert bundle_name(selected(make_atlas(CONTENT), choice), choice) == name


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (Choice(), "planatlas-LIMITE-2026-01-01"),
        (Choice(plans=("beta",), actors=("cepol",)), "beta-cepol-LIMITE-2026-01-01"),
        (Choice(actors=("european-police-office-and-others",)), "european-police-off-3ed4-LIMITE-2026-01-01"),
    ],
)
def test_the_folder_in_a_bundle_has_a_short_name(make_atlas: AtlasMaker, choice: Choice, name: str) -> None:
    """It leaves most of the length of a path to the site, and two parts do not unpack into one folder."""
    assert folder_name(make_atlas(CONTENT), choice) == name


def test_the_marking_is_that_of_all_that_is_inside(make_atlas: AtlasMaker) -> None:
    """An agenda item marked higher than its meeting counts; where nothing is, the lowest marking is named."""
    site = {"site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\n"}
    assert bundle_marking(make_atlas(site)) == "PUBLIC"
    meeting = "title: M\ndate: 2026-02-01\nagenda: [{title: One, marking: LIMITE}]\n"
    assert bundle_marking(make_atlas({**site, "meetings/m.yml": meeting})) == "LIMITE"
    assert bundle_marking(make_atlas({})) is None


def test_unknown_ids_are_named_all_at_once(
    make_atlas: AtlasMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every id that is not there is named, with the one that may be meant, and nothing is written."""
    folder = make_atlas(CONTENT) and tmp_path
    write_configuration(folder)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["bundle", "--plan", "alhpa", "--actor", "nobody-at-all", "-o", "out.zip"])
    assert done.exit_code == 2
    assert "there is no 'alhpa'; did you mean 'alpha'?" in done.output
    assert "there is no 'nobody-at-all'" in done.output
    assert not (folder / "out.zip").exists()


def test_as_of_day_without_a_name_for_it(make_atlas: AtlasMaker) -> None:
    """Another as-of day gives another name."""
    assert bundle_name(make_atlas({}, date(2027, 3, 4)), Choice()) == "planatlas-2027-03-04"


def test_a_part_is_written_as_one_file_too(
    make_atlas: AtlasMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As HTML it is the dossier of the part and nothing of the rest, named like a zip; the name can ask for it."""
    folder = make_atlas(CONTENT) and tmp_path
    write_configuration(folder)
    monkeypatch.chdir(folder)
    options = ["bundle", "--plan", "beta", "--as-of", "2026-01-01"]
    done = CliRunner().invoke(main, [*options, "--format", "html"])
    assert (done.exit_code, done.exception) == (0, None)
    text = (folder / "planatlas-beta-LIMITE-2026-01-01.html").read_text(encoding="utf-8")
    assert "Plan Beta" in text
    assert "Exchange information" not in text.replace("Action 1: Exchange information", "")
    assert CliRunner().invoke(main, [*options, "-o", "b.html"]).exit_code == 0
    assert (folder / "b.html").read_text(encoding="utf-8") == text
    assert CliRunner().invoke(main, [*options, "-o", "b.html", "--format", "pdf"]).exit_code == 2


def test_without_what_pdf_needs_the_reader_is_told(
    make_atlas: AtlasMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where WeasyPrint is missing, a message says what to install, and no file is left."""

    def missing(_html: str) -> bytes:
        msg = "PDF needs WeasyPrint"
        raise PdfUnavailableError(msg)

    monkeypatch.setattr(command_module, "pdf", missing)
    folder = make_atlas(CONTENT) and tmp_path
    write_configuration(folder)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["bundle", "--plan", "beta", "-o", "b.pdf"])
    assert done.exit_code == 1
    assert "PDF needs WeasyPrint" in done.output
    assert not (folder / "b.pdf").exists()
