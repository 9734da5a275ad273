"""What comes out when a bundle is compared with its manifest."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from click.testing import CliRunner

from planatlas.cli import main
from planatlas.publishing.archive import write_zip
from planatlas.publishing.manifest import MANIFEST, manifest_text
from planatlas.publishing.verification import verified

FILES = {"index.html": b"<!doctype html>" * 40, "site/a.html": b"page a", "site/data/b.csv": b"x,y\r\n"}
ABOUT = {"title": "An atlas", "part": None, "audience": "PUBLIC", "marking": "PUBLIC", "as_of": "2026-01-01"}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    write_zip(out, files, date(2026, 1, 1))
    return out.getvalue()


def whole() -> dict[str, bytes]:
    files = {f"top/{path}": content for path, content in FILES.items()}
    return {**files, f"top/{MANIFEST}": manifest_text(ABOUT, FILES)}


def appended(name: str, content: bytes = b"", **attributes: int) -> bytes:
    out = io.BytesIO(zipped(whole()))
    entry = ZipInfo("x")
    entry.filename = entry.orig_filename = name
    for key, value in attributes.items():
        setattr(entry, key, value)
    with ZipFile(out, "a") as archive, pytest.warns() if name in whole() else pytest.MonkeyPatch.context():
        archive.writestr(entry, content)
    return out.getvalue()


def commented() -> bytes:
    out = io.BytesIO(zipped(whole()))
    with ZipFile(out, "a") as archive:
        archive.comment = b"call this number"
    return out.getvalue()


def damaged() -> bytes:
    raw = bytearray(zipped(whole()))
    place = raw.index(b"top/index.html") + len("top/index.html") + 4
    raw[place] ^= 0xFF
    return bytes(raw)


CASES: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "changed": (lambda: zipped({**whole(), "top/site/a.html": b"page b"}), ["site/a.html: changed"]),
    "longer": (
        lambda: zipped({**whole(), "top/site/a.html": b"page a and more"}),
        ["site/a.html: changed, 15 bytes instead of 6"],
    ),
    "missing": (
        lambda: zipped({path: raw for path, raw in whole().items() if path != "top/site/a.html"}),
        ["site/a.html: missing"],
    ),
    "added": (lambda: zipped({**whole(), "top/site/c.html": b""}), ["site/c.html: added"]),
    "added beside": (lambda: zipped({**whole(), "setup.exe": b""}), ["setup.exe: added"]),
    "all three": (
        lambda: zipped({**{k: v for k, v in whole().items() if "b.csv" not in k}, "top/index.html": b"", "top/z": b""}),
        ["index.html: changed, 0 bytes instead of 600", "site/data/b.csv: missing", "z: added"],
    ),
    "slips out": (
        lambda: appended("top/../../evil.html"),
        ["'top/../../evil.html': leads out of the folder that it is unpacked to; do not unpack this zip"],
    ),
    "drive": (
        lambda: appended("C:\\evil.html"),
        ["'C:\\\\evil.html': leads out of the folder that it is unpacked to; do not unpack this zip"],
    ),
    "root": (
        lambda: appended("/etc/evil"),
        ["'/etc/evil': leads out of the folder that it is unpacked to; do not unpack this zip"],
    ),
    "link": (lambda: appended("top/site/c", b"/etc", external_attr=0o120777 << 16), ["top/site/c: a link, not a file"]),
    "twice": (lambda: appended("top/site/a.html", b"other"), ["top/site/a.html: twice in the zip"]),
    "comment": (commented, ["a comment was added to the zip"]),
    "no manifest": (
        lambda: zipped({path: raw for path, raw in whole().items() if MANIFEST not in path}),
        ["MANIFEST.json is missing"],
    ),
    "other format": (
        lambda: zipped({**whole(), f"top/{MANIFEST}": b'{"format": "other", "files": {}}'}),
        ["MANIFEST.json is not of the format planatlas-bundle/1"],
    ),
}


def test_packed_anew_it_is_the_same_bundle(tmp_path: Path) -> None:
    """Folders that another program lists among the files are no files; one that holds none of them is added."""
    path = tmp_path / "b.zip"
    path.write_bytes(zipped({**whole(), "top/": b"", "top/site/": b""}))
    assert verified(path).problems == ()
    path.write_bytes(zipped({**whole(), "top/site/a.html/": b"", "top/site/empty/": b"", "top/site/": b"held"}))
    assert verified(path).problems == ("site/: added", "site/a.html/: added", "site/empty/: added")


def test_a_whole_bundle_has_no_problem(tmp_path: Path) -> None:
    """A bundle as it was made has no problem, and its manifest is read."""
    path = tmp_path / "b.zip"
    path.write_bytes(zipped(whole()))
    found = verified(path)
    assert found.problems == ()
    assert found.manifest is not None
    assert found.manifest.about == ABOUT
    assert {*found.manifest.files} == {*FILES}


@pytest.mark.parametrize("case", CASES)
def test_what_differs_is_named(tmp_path: Path, case: str) -> None:
    """Every file that is missing, added or changed is named, and so is all else that a zip can hide."""
    make, problems = CASES[case]
    path = tmp_path / "b.zip"
    path.write_bytes(make())
    assert list(verified(path).problems) == problems


def test_every_byte_counts(tmp_path: Path) -> None:
    """Whichever byte of a file is turned, this is seen, and nothing worse than a problem comes of it."""
    path = tmp_path / "b.zip"
    raw = zipped(whole())
    start = raw.index(b"top/index.html")
    end = raw.index(b"top/MANIFEST.json", raw.index(b"PK\x01\x02"))
    seen = 0
    for place in range(start, end, 7):
        turned = bytearray(raw)
        turned[place] ^= 0x55
        path.write_bytes(turned)
        seen += bool(verified(path).problems)
    assert seen > 0
    path.write_bytes(damaged())
    assert verified(path).problems[0].startswith("index.html: ")


@pytest.mark.parametrize("length", [0, 10, 300, -1, -30])
def test_a_truncated_bundle_is_said_to_be_one(tmp_path: Path, length: int) -> None:
    """A zip that lost its end, or is none, is a problem and no traceback."""
    path = tmp_path / "b.zip"
    path.write_bytes(zipped(whole())[:length])
    assert len(verified(path).problems) == 1
    assert "end is missing" in verified(path).problems[0]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"format": 1}', b'{"files": {"a": 3}}', b"\xff", b"[" * 5000])
def test_a_manifest_that_is_none_is_a_problem(tmp_path: Path, raw: bytes) -> None:
    """What stands in the place of the manifest and is none is named as the problem."""
    path = tmp_path / "b.zip"
    path.write_bytes(zipped({**whole(), f"top/{MANIFEST}": raw}))
    assert len(verified(path).problems) == 1
    assert MANIFEST in verified(path).problems[0]


@pytest.mark.parametrize(("case", "code"), [(None, 0), ("missing", 1)])
def test_the_command_says_how_it_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str | None, code: int
) -> None:
    """`bundle --verify` needs no content; it exits with 0 for a whole bundle and with 1 where anything differs."""
    path = tmp_path / "b.zip"
    path.write_bytes(CASES[case][0]() if case else zipped(whole()))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["bundle", "--verify", str(path)])
    assert done.exit_code == code
    assert ("site/a.html: missing" in done.output) is bool(case)
    assert ("3 files, all as in the manifest" in done.output) is not bool(case)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """`bundle --verify` of no file exits with 2."""
    assert CliRunner().invoke(main, ["bundle", "--verify", str(tmp_path / "none.zip")]).exit_code == 2
