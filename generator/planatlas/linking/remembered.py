"""What a function finds in a record, remembered for as long as the record lives.

Records never change. Linking and checking ask the same of each of them several times, and a server that reads content
again and again does so of thousands that it has already.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

from pydantic import BaseModel

RecordT = TypeVar("RecordT", bound=BaseModel)
MoreP = ParamSpec("MoreP")
FoundT = TypeVar("FoundT")


def remembered(
    find: Callable[Concatenate[RecordT, MoreP], FoundT],
) -> Callable[Concatenate[RecordT, MoreP], FoundT]:
    """Return a function that finds the same, and asks again of the same record only where anything else is asked.

    `find` must depend on nothing but what it is given, and what it returns must not be changed.
    """
    known: dict[int, tuple[object, object, FoundT]] = {}

    def found(record: RecordT, /, *more: MoreP.args, **named: MoreP.kwargs) -> FoundT:
        own = id(record)
        before = known.get(own)
        if before is not None and before[1] == (more, named):
            return before[2]
        result = find(record, *more, **named)
        known[own] = (ref(record, lambda _: known.pop(own, None)), (more, named), result)  # gone with the record
        return result

    update_wrapper(found, find)
    return found
