"""A file that is there as a whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes the target's place when the block ends; an error leaves things as they were.

    It stands beside the target under a hidden name until then, so that the last step is a rename, and its bytes are on
    the disk before. A link is followed. Raises OSError where the folder cannot be written to or is full.
    """
    target = target.resolve()
    fresh = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    _keep_name(target.parent)


def _keep_name(folder: Path) -> None:
    """Let the new name outlive a power cut too, where the system can."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
