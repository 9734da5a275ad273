"""A version by its name: commit, branch, tag, folder or zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from history_content import PLAN, edited
from planatlas.history import archive
from planatlas.history.version import VersionError, read_version, starting_point, working_version
from planatlas.reading.folder import Content
from repositories import Repo

ACTION = "plans/p/actions/1.yml"


def titles(content: Content) -> list[str]:
    return [entry.record.title for entry in content.actions.values()]


def zip_of(file: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in files.items():
            written.writestr(name, text)
    return file


def test_commits_folders_and_zips_are_the_same_content(repo: Repo, tmp_path: Path) -> None:
    """However a version is named, it holds the same records; a checkout and a zip of it do too."""
    commit = repo.commit("2026-01-01", dict(PLAN))
    repo.git("tag", "v1")
    plain = zip_of(tmp_path / "content.zip", dict(PLAN))
    whole = zip_of(tmp_path / "all.zip", {f"repo-main/content/{path}": text for path, text in PLAN.items()})
    for name in (commit, "v1", "main", str(repo.content), str(repo.root), str(plain), str(whole)):
        found = read_version(name, repo.content)
        assert titles(found.content) == ["Exchange lists", "Train officers"], name
        assert found.content.problems == []
        assert found.commit == (commit if name in (commit, "v1", "main") else None)
    assert titles(working_version(repo.content).content) == ["Exchange lists", "Train officers"]


def test_old_versions_are_read_without_a_checkout(repo: Repo) -> None:
    """Reading a version leaves the working folder alone, with what is not committed in it."""
    first = repo.commit("2026-01-01", dict(PLAN))
    repo.commit("2026-01-02", edited((ACTION, "Exchange", "Swap")))
    repo.write({ACTION: PLAN[ACTION].replace("Exchange", "Trade")})
    assert titles(read_version(first, repo.content).content)[0] == "Exchange lists"
    assert titles(read_version("HEAD", repo.content).content)[0] == "Swap lists"
    assert titles(working_version(repo.content).content)[0] == "Trade lists"


def test_a_branch_goes_before_a_folder_of_the_same_name(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`main` is the branch, `./main` the folder."""
    repo.commit("2026-01-01", dict(PLAN))
    folder = tmp_path / "main"
    for path, text in edited((ACTION, "Exchange", "Swap")).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    assert titles(read_version("main", repo.content).content)[0] == "Exchange lists"
    assert titles(read_version("./main", repo.content).content)[0] == "Swap lists"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mian", r"no commit, branch, tag, folder or zip 'mian'; did you mean 'main'\?"),
        ("-x", "no commit, branch, tag, folder or zip '-x'"),
        ("--output=x", "no commit, branch, tag, folder or zip"),
        ("./nothing", "no folder or zip './nothing'"),
        ("x.zip", "no folder or zip 'x.zip'"),
        ("empty", "holds no content"),
        ("text.txt", "neither a folder nor a zip"),
        ("before", "'before' has no records in 'content/'"),
    ],
)
def test_what_is_no_version_is_explained(
    repo: Repo, name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads nowhere, or to something without records, is told in words with the nearest name."""
    (repo.root / "README").write_text("x")
    repo.git("add", "README")
    repo.git("commit", "--quiet", "--message=Before")
    repo.git("tag", "before")
    repo.commit("2026-01-02", dict(PLAN))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("x")
    with pytest.raises(VersionError, match=message):
        read_version(name, repo.content)


def test_outside_git_a_commit_is_explained(tmp_path: Path) -> None:
    """Where there is no repository, that is what is said."""
    with pytest.raises(VersionError, match="'main'; the folder is in no git repository"):
        read_version("main", tmp_path)
    with pytest.raises(VersionError, match="nothing to compare with: the folder is in no git repository"):
        starting_point(tmp_path)


def test_the_start_is_where_the_branch_left_main(repo: Repo) -> None:
    """On a branch one compares with where it left main, on main with the last commit."""
    with pytest.raises(VersionError, match="no commit yet"):
        starting_point(repo.content)
    first = repo.commit("2026-01-01", dict(PLAN))
    assert starting_point(repo.content) == first
    repo.git("checkout", "--quiet", "-b", "work")
    repo.commit("2026-01-02", edited((ACTION, "Exchange", "Swap")))
    assert starting_point(repo.content) == first
    repo.git("checkout", "--quiet", "main")
    later = repo.commit("2026-01-03", edited((ACTION, "Exchange", "Trade")))
    assert starting_point(repo.content) == later
    repo.git("checkout", "--quiet", "work")
    assert starting_point(repo.content) == first


@pytest.mark.parametrize("name", ["../x.yml", "/actors/x.yml", "actors/../../x.yml", "C:/x.yml", "..\\x.yml"])
def test_a_zip_that_would_write_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """A name that leads out of the zip is no name of content, though nothing is unpacked."""
    file = zip_of(tmp_path / "bad.zip", {**PLAN, name: "name: X\nkind: x\n"})
    with pytest.raises(VersionError, match="leads out of it"):
        read_version(str(file), tmp_path)


def test_a_zip_of_something_else_is_explained(tmp_path: Path) -> None:
    """A zip without records, a damaged one and one whose name alone ends in .zip are told apart."""
    with pytest.raises(VersionError, match="holds no content"):
        read_version(str(zip_of(tmp_path / "site.zip", {"index.html": "x"})), tmp_path)
    damaged = zip_of(tmp_path / "damaged.zip", dict(PLAN))
    raw = bytearray(damaged.read_bytes())
    raw[60:80] = b"\xff" * 20
    damaged.write_bytes(raw)
    with pytest.raises(VersionError, match="cannot be read as a zip"):
        read_version(str(damaged), tmp_path)
    (tmp_path / "text.zip").write_text("x")
    with pytest.raises(VersionError, match="neither a folder nor a zip"):
        read_version(str(tmp_path / "text.zip"), tmp_path)


def test_a_zip_cannot_grow_without_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files and too many bytes are refused, whatever the zip says of its sizes."""
    file = zip_of(tmp_path / "big.zip", {**PLAN, "actors/x.yml": b"#" * 3_000_000})
    found = read_version(str(file), tmp_path).content
    assert "x" not in found.actors
    assert [problem.span.path for problem in found.problems] == ["actors/x.yml"]
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    with pytest.raises(VersionError, match="more than 1,000,000 bytes"):
        read_version(str(file), tmp_path)
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    with pytest.raises(VersionError, match="more than 3 files"):
        read_version(str(file), tmp_path)
