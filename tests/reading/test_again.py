"""A folder that is read again: what has not changed is what it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from planatlas.reading.again import ReadAgain
from planatlas.reading.folder import read_folder

FolderMaker = Callable[[Mapping[str, str]], Path]
FILES = {"actors/a.yml": "name: A\nkind: body\n", "actors/b.yml": "name: B\nkind: body\n", "actors/c.yml": "name: [\n"}


def test_only_what_has_changed_is_read_again(content_folder: FolderMaker) -> None:
    """Records that stay are the same objects; changed, new, renamed and removed files are as a first reading has."""
    folder = content_folder(FILES)
    reader = ReadAgain(folder)
    before = reader.content()
    (folder / "actors/b.yml").write_text("name: Other\nkind: body\n", encoding="utf-8")
    (folder / "actors/a.yml").rename(folder / "actors/z.yml")
    (folder / "actors/c.yml").unlink()
    (folder / "actors/d.yml").write_text(FILES["actors/a.yml"], encoding="utf-8")
    after, fresh = reader.content(), read_folder(folder)
    assert after.entries == fresh.entries
    assert after.problems == fresh.problems == []
    assert after.actors.keys() == {"b", "d", "z"}
    assert reader.content().actors["b"] is after.actors["b"] is not before.actors["b"]


def test_a_change_that_leaves_no_trace_is_seen_where_the_file_is_named(content_folder: FolderMaker) -> None:
    """Two saves within a tick of the file system's clock may leave size and time as they were."""
    folder = content_folder(FILES)
    reader = ReadAgain(folder)
    reader.content()
    file = folder / "actors/a.yml"
    stat = file.stat()
    file.write_text("name: X\nkind: body\n", encoding="utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert reader.content(frozenset({"actors/a.yml"})).actors["a"].record.name == "X"


def test_what_is_wrong_is_told_each_time(content_folder: FolderMaker) -> None:
    """A problem in a file that has not changed is still a problem."""
    reader = ReadAgain(content_folder(FILES))
    assert reader.content().problems == reader.content().problems != []
