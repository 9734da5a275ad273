"""Hostile files: each a problem with its place, in bounded time and memory; nothing is read or written elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planatlas.checking.reports import MOST_TOLD, text_report
from planatlas.reading.folder import Content, read_file, read_folder
from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.yaml_text import MAX_BYTES, read_document
from planatlas.reading.yaml_walk import MAX_VALUES

TESTS = Path(__file__).parents[1]
ALIAS_BOMB = "a: &a [x, x]\n" + "".join(
    f"{one}: &{one} [*{other}, *{other}]\n" for other, one in zip("abcdefghijklmnopq", "bcdefghijklmnopqr", strict=True)
)
FILES: dict[str, tuple[str | bytes, str]] = {
    "actors/bomb.yml": (ALIAS_BOMB, "anchor"),
    "actors/deep-lists.yml": ("name: " + "[" * 10_000, "nested-too-deep"),
    "actors/deep-maps.yml": ("{a: " * 10_000, "nested-too-deep"),
    "actors/deep-items.yml": ("- " * 10_000, "nested-too-deep"),
    "actors/binary.yml": (bytes(range(256)) * 100, "not-utf8"),
    "actors/nulls.yml": (bytes(5000), "control-character"),
    "actors/many-values.yml": ("notes:\n" + "- {}\n" * 300_000, "too-many-values"),
    "actors/many-keys.yml": ("".join(f"k{number}: x\n" for number in range(150_000)), "too-many-values"),
    "actors/many-quotes.yml": ("name: " + "'" * 1_000_001, "yaml-syntax"),
    "actors/many-documents.yml": ("---\n" * 400_000, "second-document"),
    "actors/long-key.yml": ("x" * 1_500_000 + ": y\n", "yaml-syntax"),
    "actors/con.yml": ("name: Con\nkind: agency\n", "unsafe-name"),
    "actors/aux.x.yml": ("name: Aux\nkind: agency\n", "unsafe-name"),
    "actors/a..b.yml": ("name: Dots\nkind: agency\n", "unsafe-name"),
    "actors/x'; rm -rf y.yml": ("name: Shell\nkind: agency\n", "unsafe-name"),
    "actors/<img onerror=x>.yml": ("name: Tag\nkind: agency\n", "unsafe-name"),
    "actors/two\nlines.yml": ("name: Lines\nkind: agency\n", "unsafe-name"),
    "actors/\x1b[31mred.yml": ("name: Red\nkind: agency\n", "unsafe-name"),
    "actors/back\\slash.yml": ("name: Slash\nkind: agency\n", "unsafe-name"),
    "actors/case.yml": ("name: Case\nkind: agency\n", ""),
    "actors/Case.yml": ("name: Case two\nkind: agency\n", "unsafe-name"),
    "plans/../plans/..x/plan.yml": ("title: x\n", "unsafe-name"),
    "site.yml": ("actor_kinds: [{id: agency, label: Agency, plural: Agencies}]\n", ""),
}
"""Files by their paths, and the code of the problem that each must be."""
PROBLEMS_A_FILE, FULL_FILES = 1000, 50


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a content folder with everything in it that ought not to be there."""
    folder = tmp_path / "content"
    for path, (content, _) in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    for number in range(FULL_FILES):
        text = "name: x\nkind: agency\nnotes:\n" + "- {text: a, b: c}\n" * PROBLEMS_A_FILE
        (folder / f"actors/full-{number}.yml").write_text(text, encoding="utf-8")
    with (folder / "actors/huge.yml").open("wb") as huge:
        huge.truncate(100 * 2**20)
    os.mkfifo(folder / "actors/pipe.yml")
    (folder / "actors/folder.yml").mkdir()
    (folder / "actors/closed.yml").write_text("name: x\n", encoding="utf-8")
    (folder / "actors/closed.yml").chmod(0)
    (folder / "instruments").mkdir()
    (folder / "instruments").chmod(0)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.yml").write_text("name: swordfish\nkind: agency\n", encoding="utf-8")
    (folder / "actors/secret.yml").symlink_to(tmp_path / "outside/secret.yml")
    (folder / "secret.md").symlink_to(tmp_path / "outside/secret.yml")
    (folder / "themes").symlink_to(tmp_path / "outside")
    (folder / "schemas").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(".")
    return folder


OTHERS = {
    "actors/huge.yml": "file-too-large",
    "actors/pipe.yml": "unreadable-file",
    "actors/folder.yml": "misplaced-file",
    "actors/closed.yml": "unreadable-file",
    "instruments": "unreadable-file",
    "actors/secret.yml": "link-outside",
    "secret.md": "link-outside",
    "themes": "link-outside",
    "schemas": "link-outside",
    "loop": "link-to-folder",
}


def checked(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `planatlas check` with a minute of processor time, 4 GB of addresses and no privileges."""
    code = (
        "import resource, sys\n"
        f"sys.path.insert(0, {str(TESTS)!r})\n"
        "import privileges\n"
        "from planatlas.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))\n"
        "privileges.give_up()\n"
        f"main(['check', '--content', {str(folder)!r}, '--as-of', '2026-01-01', *{options!r}])\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603


def test_every_hostile_file_is_a_problem_and_none_stops_the_others(hostile: Path) -> None:
    """All at once, with 50,000 mistakes beside them: each is told with its place, and no line is a traceback."""
    before = {path: path.lstat().st_mtime_ns for path in hostile.parent.rglob("*")}
    done = checked(hostile, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    problems = json.loads(done.stdout)
    found = {(problem["path"].removeprefix(f"{hostile}/"), problem["code"]) for problem in problems}
    expected = {path: code for path, (_, code) in FILES.items() if code} | OTHERS
    expected["plans/..x/plan.yml"] = expected.pop("plans/../plans/..x/plan.yml")
    assert set(expected.items()) - {("plans/..x/plan.yml", "unsafe-name")} - found == set()
    assert ("plans/..x/plan.yml", "unsafe-name") not in found, "a hidden folder is left alone"
    assert sum(problem["code"] == "unknown-field" for problem in problems) == PROBLEMS_A_FILE * FULL_FILES
    assert all(problem["line"] >= 1 and problem["column"] >= 1 for problem in problems)
    assert "swordfish" not in done.stdout
    assert {path: path.lstat().st_mtime_ns for path in hostile.parent.rglob("*")} == before, "something was written"


def test_a_report_for_people_tells_the_first_of_very_many() -> None:
    """Of 50,000 problems it tells 1,000, errors first, and how many there are; nobody reads more."""
    warnings = [Problem("w", Severity.WARNING, "odd", Span("a.yml", line)) for line in range(1, 25_001)]
    errors = [Problem("e", Severity.ERROR, "wrong", Span("b.yml", line)) for line in range(1, 25_001)]
    lines = text_report([*warnings, *errors], Content(), "content").splitlines()
    assert len(lines) == MOST_TOLD + 1
    assert all("error[e]: wrong" in line for line in lines[:-1])
    assert lines[-1] == "and 49,000 more, which --format json tells; in all 25000 errors, 25000 warnings"
    assert text_report(errors[:MOST_TOLD], Content(), "content").splitlines()[-1] == "1000 errors"


def test_as_many_values_as_a_record_may_have_are_read() -> None:
    """The limit on values stops nothing below it, and names itself above it."""
    text = "a:\n" + "- x\n" * (MAX_VALUES - 2)
    assert read_document("x.yml", text.encode())[1] == []
    (problem,) = read_document("x.yml", (text + "- x\n- x\n").encode())[1]
    assert (problem.code, problem.message) == ("too-many-values", "the file has more than 50,000 values")


def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than the limit gets into memory, however large the file is."""
    (tmp_path / "actors").mkdir()
    with (tmp_path / "actors/huge.yml").open("wb") as huge:
        huge.truncate(10 * 2**30)
    sizes: list[int] = []
    monkeypatch.setattr(
        "planatlas.reading.folder.read_file", lambda path, raw, _: sizes.append(len(raw)) or read_file(path, raw)
    )
    (problem,) = read_folder(tmp_path).problems
    assert problem.code == "file-too-large"
    assert sizes == [MAX_BYTES + 1]
