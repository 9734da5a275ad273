"""Work spread over processes: all of it is done once, and what goes wrong in any of them is told."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from planatlas.running.spread import Batches, Others, spread

MANY = range(1000)


def test_every_item_is_worked_on_once() -> None:
    """Two processes share the items between them, and no item is lost or done twice."""
    found = spread(MANY, list, processes=2)
    assert sorted(item for batch in found for item in batch) == list(MANY)


def test_several_processes_take_part() -> None:
    """The work is done by as many processes as asked for, while they all have time to."""
    seen: set[int] = set()

    def work(batch: Sequence[int]) -> int:
        sum(range(20_000 * len(batch)))
        return os.getpid()

    for _ in range(20):
        seen.update(spread(MANY, work, processes=2))
        if len(seen) > 1:
            break
    assert len(seen) > 1
    assert os.getpid() in seen


def test_few_items_are_left_to_one_process() -> None:
    """Starting processes for a handful of items would not pay."""
    assert set(spread(range(5), lambda _: os.getpid(), processes=2)) == {os.getpid()}


@pytest.mark.parametrize("call", ["pipe", "fork"])
def test_where_the_system_gives_nothing_more_one_process_does_all(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without file handles or room for processes the work is done all the same, and nothing is left open."""

    def refused() -> None:
        raise OSError

    before = _next_handle()
    monkeypatch.setattr(os, call, refused)
    found = spread(MANY, lambda batch: (os.getpid(), list(batch)), processes=3)
    assert sorted(item for _, batch in found for item in batch) == list(MANY)
    assert {process for process, _ in found} == {os.getpid()}
    assert _next_handle() == before


def _next_handle() -> int:
    """Return the lowest file handle that is free."""
    handle = os.dup(0)
    os.close(handle)
    return handle


def test_an_error_in_another_process_is_raised() -> None:
    """What the work raises reaches the caller, whichever process it happens in."""
    parent = os.getpid()

    def work(_: Sequence[int]) -> None:
        if os.getpid() != parent:
            msg = "in the child"
            raise ValueError(msg)
        sum(range(300_000))

    with pytest.raises(ValueError, match="in the child"):
        spread(MANY, work, processes=3)


def test_a_process_that_is_killed_is_noticed() -> None:
    """The work of a process that is ended from outside is not silently left out."""
    parent = os.getpid()

    def work(_: Sequence[int]) -> None:
        if os.getpid() != parent:
            os._exit(9)
        sum(range(300_000))

    with pytest.raises(ChildProcessError, match="ended from outside"):
        spread(MANY, work, processes=3)


def test_what_is_withdrawn_is_taken_by_nobody() -> None:
    """Work that nobody has begun can be taken back; what was begun or done is not among it."""
    batches = Batches(MANY, list)
    done = list(batches.take(enough=iter([False, False, True]).__next__))
    left = batches.withdraw()
    assert list(batches.take()) == []
    batches.close()
    assert len(done) == 2
    assert len(left) < len(MANY)
    assert sorted([*left, *(item for batch in done for item in batch)]) == list(MANY)


def test_batches_are_taken_from_both_sides() -> None:
    """Who takes from the end gets what stands last, so that each process has what lies side by side."""
    batches = Batches(MANY, list)
    first, last = batches.take(), batches.take(side=1)
    taken = [next(first), next(last), next(last), next(first)]
    assert [batch[0] for batch in taken] == [MANY[0], MANY[-5], MANY[-10], MANY[5]]
    assert sum(map(len, (*first, *last))) == len(MANY) - sum(map(len, taken))
    batches.close()


def test_whether_others_are_done_is_known_without_waiting() -> None:
    """Who has work of his own can look from time to time whether the others have ended."""
    reading, writing = os.pipe()
    others = Others[bytes]()
    assert others.are_done()
    others.begin(lambda: [os.read(reading, 1)])
    assert not others.are_done()
    os.write(writing, b"!")
    while not others.are_done():
        pass
    assert others.found() == [b"!"]
    assert len(others) == 0
    os.close(reading)
    os.close(writing)
