"""Files written together: all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from planatlas.reading.kinds import path_of
from planatlas.reading.model.base import Kind


def file_of(kind: Kind, identifier: str) -> str:
    """Return the path of a record's file. Raises ValueError where no file can have that id."""
    path = path_of(kind, identifier)
    if path is None:
        msg = f"'{identifier}' cannot be the id of a record of the kind '{kind}'"
        raise ValueError(msg)
    return path


def write_all(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files below a folder by their paths, and take away those for which None stands.

    Every file is first written beside its place. Where anything fails the folder is put back as it was, and the
    OSError is raised.
    """
    staged: dict[str, Path] = {}
    before: dict[str, bytes | None] = {}
    made: list[Path] = []
    try:
        for path, raw in files.items():
            target = folder / path
            if raw is not None:
                made += _make_folders(target.parent)
                staged[path] = _beside(target, raw)
        for path, raw in files.items():
            target = folder / path
            before[path] = target.read_bytes() if target.exists() else None
            if raw is None:
                target.unlink()
            else:
                staged[path].replace(target)
                del staged[path]
    except OSError:
        for path, old in before.items():
            with suppress(OSError):
                (folder / path).unlink(missing_ok=True) if old is None else (folder / path).write_bytes(old)
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        _remove_empty(made)
        raise
    _remove_empty([(folder / path).parent for path, raw in files.items() if raw is None])


def write_new(file: Path, raw: bytes) -> None:
    """Write a file that must not be there yet. Raises FileExistsError where it is, and leaves it as it was."""
    _make_folders(file.parent)
    with file.open("xb") as opened:
        opened.write(raw)


def _beside(target: Path, raw: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    with os.fdopen(handle, "wb") as opened:
        opened.write(raw)
    with suppress(FileNotFoundError):
        os.chmod(name, target.stat().st_mode)  # noqa: PTH101 - the file just made
        return Path(name)
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(name, 0o666 & ~umask)  # noqa: PTH101 - mkstemp makes files that only their owner may read
    return Path(name)


def _make_folders(folder: Path) -> list[Path]:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders that hold nothing any more, and those above them that then hold nothing either."""
    for folder in sorted(set(folders), reverse=True):
        for one in (folder, *folder.parents):
            try:
                one.rmdir()
            except OSError:
                break
