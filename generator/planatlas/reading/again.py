"""A content folder read again and again: each file once in each of its states."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from planatlas.reading.folder import Content, ReadFile, file_of, read_folder

_Stamp = tuple[int, int, int, int]


class ReadAgain:
    """Reads a content folder, and of what it has read before only what has changed since."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[_Stamp | None, ReadFile]] = {}

    def content(self, touched: frozenset[str] = frozenset()) -> Content:
        """Return what the folder holds. `touched` are paths of files to be read in any case.

        A change that comes so soon after the last reading that the file has the same size and time is seen only where
        the path is among those. Raises NotADirectoryError where there is no such folder.
        """
        found: dict[str, tuple[_Stamp | None, ReadFile]] = {}

        def read(folder: Path, paths: Sequence[str]) -> Iterator[ReadFile]:
            for path in paths:
                stamp = _stamp(os.path.join(folder, path))  # noqa: PTH118 - a Path for each file is slow
                known = self._known.get(path)
                if known is None or stamp is None or known[0] != stamp or path in touched:
                    known = stamp, file_of(folder, path)
                found[path] = known
                yield known[1]

        content = read_folder(self._folder, read)
        self._known = found
        return content


def _stamp(file: str) -> _Stamp | None:
    """Return what tells a state of a file from others, before it is read; None where the system does not say."""
    try:
        stat = os.stat(file)  # noqa: PTH116 - as above
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_mode
