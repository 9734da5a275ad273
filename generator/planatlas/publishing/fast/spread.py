"""Work spread over the processor's cores, by processes that share what is already in memory."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, TypeVar

from planatlas.publishing.uncollected import uncollected

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
BATCHES = 200
"""Into how many batches the work is cut: few enough to be numbered by a byte, enough that all end together."""


def spread(items: Sequence[ItemT], work: Callable[[Sequence[ItemT]], ResultT], processes: int = 0) -> list[ResultT]:
    """Return what the work makes of the batches of items, in no order; each batch is worked on by one process.

    Where processes cannot be forked or would not pay, everything is done by this one. Raises what the work raises.
    """
    with _nothing_collected():
        return _spread(items, work, processes)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the garbage collector from looking, again and again, through all that stays.

    It would touch, and so copy, every page of memory that processes share.
    """
    with uncollected():
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()


def _spread(items: Sequence[ItemT], work: Callable[[Sequence[ItemT]], ResultT], processes: int) -> list[ResultT]:
    size = -(-len(items) // BATCHES) or 1
    batches = [items[start : start + size] for start in range(0, len(items), size)]
    processes = processes or cores()
    if processes < 2 or len(batches) < BATCHES // 2:  # noqa: PLR2004 - with one there is nothing to spread
        return [work(batch) for batch in batches]
    sys.stdout.flush()
    sys.stderr.flush()
    waiting, given = os.pipe()
    os.write(given, bytes(range(len(batches))))
    os.close(given)
    parent = os.getpid()

    def take() -> list[ResultT]:
        """Do the next batch until none is left, or until nobody waits for it."""
        done = []
        while (number := os.read(waiting, 1)) and (os.getpid() == parent or os.getppid() == parent):
            done.append(work(batches[number[0]]))
        return done

    children = [_child(take) for _ in range(processes - 1)]
    try:
        found = take()
        for _, answer in children:
            try:
                done, value = pickle.load(answer)  # noqa: S301 - from a process of ours
            except EOFError:
                msg = "a process that did part of the work was ended from outside"
                raise ChildProcessError(msg) from None
            if not done:
                raise value
            found += value
    finally:
        while os.read(waiting, BATCHES):
            pass  # when this process fails, the others need not go on
        os.close(waiting)
        for process, answer in children:
            answer.close()
            os.waitpid(process, 0)
    return found


def cores() -> int:
    """Return how many processes can work at once: one where the system cannot fork or has other threads to mind."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    return len(os.sched_getaffinity(0))


def _child(take: Callable[[], object]) -> tuple[int, BinaryIO]:
    """Start a process that does some of the work, and return it with what it will tell of it."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    status = 1
    try:
        os.close(reading)
        try:
            told = (True, take())
        except Exception as error:  # noqa: BLE001 - the parent raises it
            told = (False, error)
        with os.fdopen(writing, "wb") as answer:
            pickle.dump(told, answer)
        status = 0
    finally:
        os._exit(status)
