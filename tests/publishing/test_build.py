"""Whole-or-nothing builds: whatever happens, the site is the whole old one or the whole new one."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from mkdocs.exceptions import Abort

from planatlas.publishing import build as build_module
from planatlas.publishing.build import build_site
from small_content import SMALL, WITH_A_WARNING, WITH_AN_ERROR

FolderMaker = Callable[[Mapping[str, str]], Path]


def contents_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def names_in(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir()}


def old_site(folder: Path) -> dict[str, bytes]:
    """Put an old site where the new one will go, and return what it holds."""
    (folder / "plans").mkdir(parents=True)
    (folder / "index.html").write_text("the old site")
    (folder / "plans/gone.html").write_text("a page that the new site lacks")
    return contents_of(folder)


def build_into(site: Path, configuration_file: Path, content: Path, *, strict: bool = True) -> Path:
    return build_site(configuration_file, content=content, site=site, as_of="2026-01-01", strict=strict)


def test_a_new_site_replaces_the_old_one(tmp_path: Path, configuration_file: Path, content_folder: FolderMaker) -> None:
    """After a build the site is the new one, without a page of the old, and nothing else is left beside it."""
    content = content_folder(SMALL)
    old_site(tmp_path / "site")
    before = names_in(tmp_path)
    assert build_into(tmp_path / "site", configuration_file, content) == tmp_path / "site"
    assert not (tmp_path / "site/plans/gone.html").exists()
    assert "Small atlas" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert names_in(tmp_path) == before


def test_a_first_site_is_put_into_a_new_folder(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker
) -> None:
    """Folders above the site are made where there are none."""
    site = build_into(tmp_path / "public/atlas/site", configuration_file, content_folder(SMALL))
    assert (site / "index.html").is_file()
    assert names_in(tmp_path / "public/atlas") == {"site"}


def test_without_a_folder_named_the_configured_one_is_built(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker
) -> None:
    """The site goes where the configuration says when nobody says otherwise."""
    content_folder(SMALL)
    site = build_site(configuration_file, content=None, site=None, as_of=None, strict=True)
    assert site == tmp_path / "site"
    assert (site / "actors/europol.html").is_file()


@pytest.mark.parametrize(("files", "strict"), [(WITH_AN_ERROR, False), (WITH_A_WARNING, True)])
def test_a_failing_build_leaves_the_old_site(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker, files: dict[str, str], *, strict: bool
) -> None:
    """A build that an error stops, or a strict one that a warning stops, touches nothing of the old site."""
    content = content_folder(files)
    old = old_site(tmp_path / "site")
    before = names_in(tmp_path)
    with pytest.raises(Abort):
        build_into(tmp_path / "site", configuration_file, content, strict=strict)
    assert contents_of(tmp_path / "site") == old
    assert names_in(tmp_path) == before


def stub_build(monkeypatch: pytest.MonkeyPatch, failure: Exception | None = None) -> None:
    """Let MkDocs write one page, or fail after that, so that a test of the folders is quick."""

    def build(config: object) -> None:
        folder = Path(config.site_dir)  # type: ignore[attr-defined]
        folder.mkdir()
        (folder / "index.html").write_text("the new site")
        if failure:
            raise failure

    monkeypatch.setattr(build_module, "mkdocs_build", build)


def test_a_crash_leaves_the_old_site(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a failure that nobody thought of leaves the old site whole and no half a site beside it."""
    content = content_folder(SMALL)
    stub_build(monkeypatch, ZeroDivisionError("a bug"))
    old = old_site(tmp_path / "site")
    before = names_in(tmp_path)
    with pytest.raises(ZeroDivisionError):
        build_into(tmp_path / "site", configuration_file, content)
    assert contents_of(tmp_path / "site") == old
    assert names_in(tmp_path) == before


def test_two_folders_change_places_at_once(tmp_path: Path) -> None:
    """On Linux one call swaps two folders, so that there is no moment without a site; elsewhere nothing moves."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "one/first").touch()
    swapped = build_module._exchange(tmp_path / "one", tmp_path / "other")  # noqa: SLF001
    assert swapped is (sys.platform == "linux")
    assert names_in(tmp_path / ("other" if swapped else "one")) == {"first"}
    assert names_in(tmp_path / ("one" if swapped else "other")) == set()
    assert not build_module._exchange(tmp_path / "one", tmp_path / "absent")  # noqa: SLF001


def no_library(_name: object, **_: object) -> object:
    """Stand for a C library without renameat2."""
    return object()


@pytest.mark.parametrize("lacking", ["another system", "an older library"])
def test_without_the_call_the_site_is_replaced_all_the_same(
    tmp_path: Path,
    configuration_file: Path,
    content_folder: FolderMaker,
    monkeypatch: pytest.MonkeyPatch,
    lacking: str,
) -> None:
    """Where folders cannot be swapped at once, two renames put the new site in place."""
    content = content_folder(SMALL)
    stub_build(monkeypatch)
    old_site(tmp_path / "site")
    before = names_in(tmp_path)
    if lacking == "another system":
        monkeypatch.setattr(build_module.sys, "platform", "darwin")
    else:
        monkeypatch.setattr(build_module.ctypes, "CDLL", no_library)
    build_into(tmp_path / "site", configuration_file, content)
    monkeypatch.undo()
    assert contents_of(tmp_path / "site") == {"index.html": b"the new site"}
    assert names_in(tmp_path) == before


def test_when_the_second_rename_fails_the_old_site_comes_back(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new site cannot be moved into place, the old one is put back before the error is reported."""
    content = content_folder(SMALL)
    stub_build(monkeypatch)
    old = old_site(tmp_path / "site")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "site" and self.parent.name.startswith(".site-"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(build_module, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space left"):
        build_into(tmp_path / "site", configuration_file, content)
    monkeypatch.undo()
    assert contents_of(tmp_path / "site") == old


@pytest.mark.parametrize("what", ["a folder of other things", "a file", "the folder one is in", "a folder above"])
def test_nothing_but_a_site_is_replaced(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """A folder that holds something else, or that one works in, is refused, and stays as it is."""
    content = content_folder(SMALL)
    stub_build(monkeypatch)
    target = tmp_path / "papers"
    if what == "a file":
        target.write_text("a letter")
    else:
        (target / "within").mkdir(parents=True)
        (target / "within/letter.txt").write_text("a letter")
        if what != "a folder of other things":
            (target / "index.html").touch()
            monkeypatch.chdir(target if what == "the folder one is in" else target / "within")
    with pytest.raises(FileExistsError, match="is no site"):
        build_into(target, configuration_file, content)
    assert (target if what == "a file" else target / "within/letter.txt").read_text() == "a letter"


def test_an_empty_folder_may_become_a_site(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder with nothing in it is as good as none."""
    stub_build(monkeypatch)
    (tmp_path / "new").mkdir()
    build_into(tmp_path / "new", configuration_file, content_folder(SMALL))
    assert (tmp_path / "new/index.html").is_file()


def test_only_its_own_leftovers_are_cleared(
    tmp_path: Path, configuration_file: Path, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier build of the same site left is removed; other folders beside it stay."""
    content = content_folder(SMALL)
    stub_build(monkeypatch)
    (tmp_path / ".site[1]-abc/site").mkdir(parents=True)
    (tmp_path / ".other-abc").mkdir()
    (tmp_path / ".site1-abc").mkdir()
    build_into(tmp_path / "site[1]", configuration_file, content)
    assert {".other-abc", ".site1-abc", "site[1]"} <= names_in(tmp_path)
    assert ".site[1]-abc" not in names_in(tmp_path)


MOMENTS = {
    "before MkDocs begins": "build.mkdocs_build = lambda config: die()",
    "amid the pages": """
        from planatlas.publishing.fast.shell import Shells
        html, built = Shells.html, []
        def counting(self, page):
            built.append(page)
            return die() if len(built) == 5 else html(self, page)
        Shells.html = counting
        """,
    "when all pages are built": "build._put_in_place = lambda *_: die()",
    "right after the swap": """
        exchange = build._exchange
        build._exchange = lambda one, other: exchange(one, other) and die()
        """,
    "between two renames": """
        from pathlib import Path
        build._exchange = lambda *_: False
        rename, renamed = Path.rename, []
        def once(self, target):
            if renamed: die()
            renamed.append(self)
            return rename(self, target)
        Path.rename = once
        """,
}
"""Moments at which a build is killed, as code that lays the mine."""


def killed_build(moment: str, configuration_file: Path, content: Path, site: Path) -> None:
    """Run a build in a process of its own that is killed at a moment."""
    code = "import os, signal\nfrom pathlib import Path\nfrom planatlas.publishing import build\n"
    code += "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n" + dedent(MOMENTS[moment]) + "\n"
    code += (
        f"build.build_site(Path({str(configuration_file)!r}), content=Path({str(content)!r}), "
        f"site=Path({str(site)!r}), as_of='2026-01-01', strict=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("moment", list(MOMENTS))
def test_a_killed_build_leaves_a_whole_site(
    tmp_path: Path,
    configuration_file: Path,
    content_folder: FolderMaker,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    """Killed at any moment, a build leaves the whole old site or the whole new one; the next build tidies up."""
    content = content_folder(SMALL)
    site = tmp_path / "site"
    old = old_site(site)
    before = names_in(tmp_path)
    killed_build(moment, configuration_file, content, site)
    if moment == "right after the swap":
        assert "Small atlas" in (site / "index.html").read_text(encoding="utf-8")
        assert (site / "actors/europol.html").is_file()
        assert not (site / "plans/gone.html").exists()
    elif moment == "between two renames":
        assert not site.exists()  # the one gap, on systems that cannot swap; the next build closes it
    else:
        assert contents_of(site) == old
    assert names_in(tmp_path) != before, "the killed build left nothing, so it was not under way"

    stub_build(monkeypatch, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        build_into(site, configuration_file, content)
    assert names_in(tmp_path) == before
    if moment != "right after the swap":
        assert contents_of(site) == old

    stub_build(monkeypatch)
    build_into(site, configuration_file, content)
    assert contents_of(site) == {"index.html": b"the new site"}
