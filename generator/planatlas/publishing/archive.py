"""A zip whose bytes depend on nothing but the names and contents of its files, and on the day that they bear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNIX = 3
"""The system that wrote the zip, as it says of itself: always the same one."""
PLAIN_FILE = 0o100644 << 16
"""A plain file that everybody may read and its owner may change."""
LEVEL = 9
"""How hard to compress. Another zlib may come to other bytes; the files inside, and the manifest, stay the same."""
_FIRST, _LAST = date(1980, 1, 1), date(2107, 12, 31)
"""What the format can hold."""


def write_zip(
    out: IO[bytes], files: Mapping[str, bytes | Path], day: date, done: Callable[[], None] = lambda: None
) -> None:
    """Write files, given as bytes or by where they are, under their names in the order of these.

    Calls `done` after each. Raises OSError where there is no room left.
    """
    bears = min(max(day, _FIRST), _LAST)
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, (bears.year, bears.month, bears.day, 0, 0, 0))
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
            content = files[name]
            raw = content if isinstance(content, bytes) else content.read_bytes()
            archive.writestr(entry, raw, ZIP_DEFLATED, LEVEL)
            done()
