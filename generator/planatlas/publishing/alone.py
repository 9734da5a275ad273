"""One at a time: who writes something holds a lock beside it, so that no two tidy up or swap under each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone_at(target: Path) -> Iterator[None]:
    """Hold the lock of a file or folder that is about to be replaced. Its folder must be there.

    The system drops the lock with the process that holds it, so a killed one blocks nobody. Raises BlockingIOError
    where another process holds it.
    """
    file = target.parent / f".{target.name[:80]}.lock"
    lock = FileLock(file, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        msg = f"another process is writing '{target}'; try again when it is done"
        raise BlockingIOError(msg) from None
    try:
        yield
    finally:
        with suppress(OSError):  # where an open file cannot be removed, its release removes it
            file.unlink()
        lock.release()
