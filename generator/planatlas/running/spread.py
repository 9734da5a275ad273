"""Work spread over the processor's cores, by processes that share what is already in memory."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from select import select
from typing import BinaryIO, Generic, TypeVar

from planatlas.running.uncollected import uncollected

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
BATCHES = 200
"""Into how many batches the work is cut: few enough to be numbered by a byte, enough that all end together."""
MANY = 100
"""From how many items on it pays to start processes, where one of them takes a millisecond."""


def spread(
    items: Sequence[ItemT], work: Callable[[Sequence[ItemT]], ResultT], processes: int = 0, many: int = MANY
) -> list[ResultT]:
    """Return what the work makes of the batches of items, in no order; each batch is worked on by one process.

    Where the system gives no other processes, or they would not pay since the items are not many, this one does all.
    Raises what the work raises.
    """
    processes = processes or cores()
    if processes == 1 or len(items) < many:
        return [work(items)]
    try:
        batches = Batches(items, work)
    except OSError:  # no file handle is left
        return [work(items)]
    others = Others[ResultT]()
    try:
        with uncollected():
            for number in range(1, processes):
                others.begin(partial(batches.take, side=number))
            return [*batches.take(), *others.found()]
    finally:
        others.stop()
        batches.close()


class Batches(Generic[ItemT, ResultT]):
    """Work cut into batches, which processes take from both sides as long as there are any.

    So each has mostly what lies side by side, and what it works out for one batch serves the next.
    """

    def __init__(self, items: Sequence[ItemT], work: Callable[[Sequence[ItemT]], ResultT]) -> None:
        size = -(-len(items) // BATCHES) or 1
        self._batches = [items[start : start + size] for start in range(0, len(items), size)]
        self._work = work
        self._begun_by = os.getpid()
        numbers = bytes(range(len(self._batches)))
        self._pipes: list[int] = []
        """What the processes read from: their numbers from the first and from the last, and a byte for each left."""
        try:
            for held in (numbers, numbers[::-1], numbers):
                self._pipes.append(_pipe_with(held))
        except OSError:
            self.close()
            raise

    def take(self, enough: Callable[[], bool] = lambda: False, side: int = 0) -> Iterator[ResultT]:
        """Do the next batch until it is enough, none is left, or nobody waits for it, and yield what comes of each.

        The next one is that from the first on for an even side, from the last on for an odd one.
        """
        while not enough() and os.read(self._pipes[2], 1) and self._begun_by in (os.getpid(), os.getppid()):
            yield self._work(self._batches[os.read(self._pipes[side % 2], 1)[0]])

    def withdraw(self) -> list[ItemT]:
        """Return the items that no process has taken yet; none will."""
        left = len(os.read(self._pipes[2], BATCHES))
        return [item for number in os.read(self._pipes[0], left) for item in self._batches[number]]

    def close(self) -> None:
        """Give back what the system lent. No other process may be at work any more."""
        while self._pipes:
            os.close(self._pipes.pop())


class Others(Generic[ResultT]):
    """Other processes at work, each forked from this one and with what this one knew then."""

    def __init__(self) -> None:
        self._working: list[tuple[int, BinaryIO]] = []

    def __len__(self) -> int:
        """Return how many have begun and not been asked what they found."""
        return len(self._working)

    def begin(self, take: Callable[[], Iterable[ResultT]]) -> None:
        """Let another process work, where the system gives one."""
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # looking through what stays would touch, and so copy, every page of memory that processes share
        with suppress(OSError):
            self._working.append(_forked(take))

    def are_done(self) -> bool:
        """Return whether none is at work any more, as far as one can tell without waiting."""
        return all(select([answer], [], [], 0)[0] for _, answer in self._working)

    def found(self) -> list[ResultT]:
        """Wait for all of them to end, and return what they found.

        Raises what one of them raised, and ChildProcessError where one was ended from outside.
        """
        found: list[ResultT] = []
        for _, answer in self._working:
            try:
                done, value = pickle.load(answer)  # noqa: S301 - from a process of ours
            except EOFError:
                msg = "a process that did part of the work was ended from outside"
                raise ChildProcessError(msg) from None
            if not done:
                raise value
            found += map(pickle.loads, value)
        self.stop()
        return found

    def stop(self) -> None:
        """End those that are still at work; does nothing where none is."""
        while self._working:
            process, answer = self._working.pop()
            answer.close()
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        gc.unfreeze()


def cores() -> int:
    """Return how many processes can work at once: one where the system cannot fork or has other threads to mind."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    return len(os.sched_getaffinity(0))


def _pipe_with(held: bytes) -> int:
    """Return where to read from a pipe that holds some bytes and gets no more. Raises OSError where there is none."""
    reading, writing = os.pipe()
    os.write(writing, held)
    os.close(writing)
    return reading


def _forked(take: Callable[[], Iterable[object]]) -> tuple[int, BinaryIO]:
    """Start a process that does some of the work, and return it with what it will tell of it.

    Raises OSError where the system gives none.
    """
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if process:
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    status = 1
    try:
        gc.disable()
        os.close(reading)
        told: tuple[bool, object]
        try:
            # What was found stays until the process ends, since to take it apart object by object would cost time.
            done = [(found, pickle.dumps(found, pickle.HIGHEST_PROTOCOL)) for found in take()]
            told = (True, [pickled for _, pickled in done])
        except Exception as error:  # noqa: BLE001 - the parent raises it
            told = (False, error)
        with os.fdopen(writing, "wb") as answer:
            pickle.dump(told, answer, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)
