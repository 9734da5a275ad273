"""Which changes of files are noticed, and that those which come together are taken together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import DirModifiedEvent, FileModifiedEvent, FileMovedEvent, FileOpenedEvent

from planatlas.publishing.serve.watching import Watch


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """Watch a folder, and of another one file."""
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    watching = Watch([tmp_path / "content", tmp_path / "mkdocs.yml"])
    yield watching
    watching.stop()


def test_a_saved_file_is_noticed(watch: Watch, tmp_path: Path) -> None:
    """The system itself tells of it, in a folder that is new too, and of the one file beside."""
    found: set[Path] = set()
    (tmp_path / "content/actors").mkdir()
    wanted = {tmp_path / "content/actors", tmp_path / "mkdocs.yml"}
    (tmp_path / "mkdocs.yml").write_text("site_name: Other\n", encoding="utf-8")
    while not wanted <= found:
        found |= watch.changes()
    (tmp_path / "content/actors/europol.yml").write_text("name: Europol\n", encoding="utf-8")
    while tmp_path / "content/actors/europol.yml" not in found:
        found |= watch.changes()


def test_many_changes_at_once_are_one(watch: Watch, tmp_path: Path) -> None:
    """What a checkout changes, and both names of a renamed file, come together, and nothing that only was read."""
    paths = [tmp_path / f"content/{number}.yml" for number in range(50)]
    for path in paths:
        watch.on_any_event(FileModifiedEvent(str(path)))
    watch.on_any_event(FileMovedEvent(str(tmp_path / "content/old.yml"), str(tmp_path / "content/new.yml")))
    watch.on_any_event(FileOpenedEvent(str(tmp_path / "content/read.yml")))
    watch.on_any_event(DirModifiedEvent(str(tmp_path / "content")))
    watch.on_any_event(FileModifiedEvent(str(tmp_path / "elsewhere.yml")))
    assert watch.changes() == {*paths, tmp_path / "content/old.yml", tmp_path / "content/new.yml"}


def test_whoever_waits_goes_on_when_it_is_stopped(watch: Watch, tmp_path: Path) -> None:
    """It returns nothing, whatever else has changed."""
    watch.on_any_event(FileModifiedEvent(str(tmp_path / "content/1.yml")))
    watch.stop()
    assert watch.changes() == frozenset()
