"""What a command takes: time, work and memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

EVERY = 0.2
"""Seconds between two looks at the memory of all processes of a command, at least."""
REST = 20
"""How many times as long as a look has taken none follows, since it takes time from what is looked at."""


@dataclass(frozen=True)
class Run:
    """What one command took, or the medians of several."""

    seconds: float
    """By the clock."""
    work: float
    """Seconds of all processors together."""
    largest: float
    """MB that its largest process held at most."""
    together: float
    """MB that all its processes held at once, what they share counted once; 0 where the system has no /proc."""


def medians(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs, each figure by itself."""
    return Run(*(median(getattr(run, part) for run in runs) for part in ("seconds", "work", "largest", "together")))


def timed(command: Sequence[str], folder: Path, **variables: str) -> Run:
    """Run a command in a folder, with more variables of the environment. Raises SystemExit where it fails.

    What earlier commands have written is on the disk before, so that none waits for another's files.
    """
    os.sync()
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=folder, stdout=said, stderr=said, env={**_environment(), **variables}
        )
        with _watched(process.pid) as held:
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            msg = f"{' '.join(command)}:\n{said.read().decode()}"
            raise SystemExit(msg)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, max(held, default=0.0))


def _environment() -> dict[str, str]:
    """Return the environment of a command as users have it: Python keeps what it compiled."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}


@contextmanager
def _watched(process: int) -> Iterator[list[float]]:
    """Look at the memory of a process and its children while the block lasts; the list fills with MB."""
    held: list[float] = []
    over = threading.Event()

    def look() -> None:
        wait = EVERY
        while not over.wait(wait):
            began = time.perf_counter()
            held.append(sum(map(_share, _family(process))))
            wait = max(EVERY, REST * (time.perf_counter() - began))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield held
    finally:
        over.set()
        watcher.join()


def _family(process: int) -> Iterable[int]:
    """Yield a process and all that descend from it."""
    yield process
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _share(process: int) -> float:
    """Return the MB that a process holds, its share of what several hold; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
