"""Zip archives of files that are packed one by one, so that a file which stands in thousands of them is packed once.

`zipfile` packs every file anew for each archive. What is written is that of `zipfile`, in the simplest case of PKWARE's
APPNOTE.TXT (4.3): packed files, all of one day, their list, and its end. An archive holds less than 4 GB.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_VERSION = 20
"""The version of the format that a reader has to know, 2.0."""
_UNIX = 3
_RIGHTS = 0o600 << 16
_DEFLATED = 8
_DAY = 1 << 5 | 1
"""1 January 1980, the first that a zip can say."""
_RAW = -zlib.MAX_WBITS
"""Packed without a header of zlib's own."""


class Packed(NamedTuple):
    """A file as it stands in an archive."""

    name: bytes
    file: bytes
    """Its header, its name and its packed content."""
    entry: bytes
    """What the list of files says of it, up to where it lies."""


def packed(name: str, content: bytes, level: int) -> Packed:
    """Pack a file; the higher the level, 1 to 9, the smaller and the slower. The name is one in ASCII."""
    small, called = zlib.compress(content, level, _RAW), name.encode("ascii")
    sizes = zlib.crc32(content), len(small), len(content), len(called)
    header = struct.pack("<5H3L2H", _VERSION, 0, _DEFLATED, 0, _DAY, *sizes, 0)
    return Packed(
        called,
        b"".join((b"PK\x03\x04", header, called, small)),
        b"".join((b"PK\x01\x02", bytes((_VERSION, _UNIX)), header, struct.pack("<3HL", 0, 0, 0, _RIGHTS))),
    )


def archive(files: Iterable[Packed]) -> bytes:
    """Return an archive of these files, in this order."""
    written: list[bytes] = []
    listed: list[bytes] = []
    place = 0
    for one in files:
        written.append(one.file)
        listed += (one.entry, place.to_bytes(4, "little"), one.name)
        place += len(one.file)
    entries, count = b"".join(listed), len(written)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), place, 0)
    return b"".join((*written, entries, end))
