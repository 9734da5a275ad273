"""What texts were found to hold is kept between runs, and never makes a difference to what is read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planatlas.reading import kept
from planatlas.reading.folder import Content, read_folder
from planatlas.reading.kept import CACHE, MOST, read_kept
from planatlas.reading.yaml_text import ReadText, read_text

FolderMaker = Callable[[Mapping[str, str]], Path]
FILES = {
    "actors/a.yml": "\ufeffname: Ä\r\nkind: body\r\n",
    "actors/b.yml": "name: B\nkind: body\nsummary: >\n  Of two\n  lines\n",
    "actors/odd.yml": "name: B #5\nkind: body\n",
    "actors/twice.yml": "name: B\nname: C\nkind: body\n",
    "actors/broken.yml": "name: [\n",
    "elsewhere/d.yml": "name: D\n",
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE, str(folder))
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files whose YAML is read, as they are read."""
    paths: list[str] = []

    def read(path: str, raw: bytes) -> ReadText:
        paths.append(path)
        return read_text(path, raw)

    monkeypatch.setattr(kept, "read_text", read)
    return paths


def same(one: Content, other: Content) -> bool:
    """Whether two contents hold and say the same."""
    return (one.entries, one.documents, one.problems) == (other.entries, other.documents, other.problems)


@pytest.mark.usefixtures("cache")
def test_what_is_known_is_not_read_again(content_folder: FolderMaker, parsed: list[str]) -> None:
    """A second run reads the YAML of what is new or wrong, and both give what a plain reading gives."""
    folder = content_folder(FILES)
    first = read_folder(folder, read_kept)
    assert set(parsed) == FILES.keys() - {"elsewhere/d.yml"}
    parsed.clear()
    (folder / "actors/b.yml").write_text("name: Other\nkind: body\n", encoding="utf-8")
    (folder / "actors/a.yml").rename(folder / "actors/z.yml")
    second, plain = read_folder(folder, read_kept), read_folder(folder)
    assert set(parsed) == {"actors/b.yml", "actors/odd.yml", "actors/twice.yml", "actors/broken.yml"}
    assert same(second, plain)
    assert not same(first, plain)
    assert second.actors["z"].record.name == "Ä"


@pytest.mark.usefixtures("cache")
def test_several_processes_read_the_same(content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files are shared by processes, in what they hold and in the order of what is wrong."""
    folder = content_folder({f"{FILES_OF[n % 5]}-{n}.yml": FILES[f"{FILES_OF[n % 5]}.yml"] for n in range(300)})
    monkeypatch.setattr(kept, "_MANY", 1)
    plain = read_folder(folder)
    assert same(read_folder(folder, read_kept), plain)
    assert same(read_folder(folder, read_kept), plain)


FILES_OF = [path.removesuffix(".yml") for path in FILES if path.startswith("actors")]


def test_what_no_file_holds_any_more_is_let_go(content_folder: FolderMaker, cache: Path) -> None:
    """The database does not grow with the versions of a file."""
    folder = content_folder({"actors/a.yml": "name: A\nkind: body\n"})
    for name in "ABC":
        (folder / "actors/a.yml").write_text(f"name: {name}\nkind: body\n", encoding="utf-8")
        read_folder(folder, read_kept)
    (file,) = cache.iterdir()
    with sqlite3.connect(file) as database:
        assert [data for (data,) in database.execute("SELECT data FROM text")] == ['{"name":"C","kind":"body"}']


def test_a_database_that_is_none_is_replaced(content_folder: FolderMaker, cache: Path, parsed: list[str]) -> None:
    """Rubbish where the database should be is no error, and the next run has a database again."""
    folder = content_folder({"actors/a.yml": "name: A\nkind: body\n"})
    read_folder(folder, read_kept)
    (file,) = cache.iterdir()
    file.write_bytes(b"rubbish " * 1000)
    for _ in range(2):
        parsed.clear()
        assert same(read_folder(folder, read_kept), read_folder(folder))
    assert not parsed


def test_where_nothing_can_be_kept_everything_is_read(
    content_folder: FolderMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that cannot be made, or is not wanted, leaves nothing behind and changes nothing."""
    folder = content_folder(FILES)
    (tmp_path / "file").touch()
    for named in ("", str(tmp_path / "file/cache")):
        monkeypatch.setenv(CACHE, named)
        assert same(read_folder(folder, read_kept), read_folder(folder))
    assert not (tmp_path / "file").read_bytes()


def test_of_many_folders_those_read_last_are_kept(content_folder: FolderMaker, cache: Path) -> None:
    """The cache holds the texts of so many content folders and no more."""
    for number in range(MOST + 3):
        read_folder(content_folder({"actors/a.yml": f"name: {number}\nkind: body\n"}), read_kept)
    assert len(list(cache.iterdir())) == MOST


def test_what_is_kept_is_for_its_user_alone(content_folder: FolderMaker, cache: Path) -> None:
    """Content can be marked, so that others on the machine may not read what it holds."""
    cache.mkdir()  # somebody has made it, for all to read
    read_folder(content_folder(FILES), read_kept)
    (file,) = cache.iterdir()
    if os.name != "nt":
        assert not file.stat().st_mode & 0o077


def test_other_databases_in_the_folder_stay(content_folder: FolderMaker, cache: Path) -> None:
    """Who names a folder in which other things lie keeps them."""
    cache.mkdir()
    (cache / "own.sqlite").touch()
    for number in range(MOST + 1):
        read_folder(content_folder({"actors/a.yml": f"name: {number}\nkind: body\n"}), read_kept)
    assert (cache / "own.sqlite").exists()
