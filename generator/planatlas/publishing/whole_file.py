"""A file that is there as a whole or not at all."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from planatlas.publishing.alone import alone_at


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes the target's place when the block ends; an error leaves things as they were.

    It stands beside the target under a hidden name until then, so that the last step is a rename, and its bytes are on
    the disk before. What a killed process left of it is removed first. A link is followed. Raises OSError where the
    folder cannot be written to or is full, BlockingIOError where another process is writing the same file.
    """
    target = target.resolve()
    name = target.name[:80]
    with alone_at(target):
        for left in target.parent.glob(f".{glob.escape(name)}.*.part"):
            left.unlink()  # by a process that was killed, since no other is at work here
        fresh = target.with_name(f".{name}.{secrets.token_hex(4)}.part")
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
