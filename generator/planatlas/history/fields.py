"""One record against its former self: which of its fields say something else, item by item in its lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from planatlas.history.changes import Turn
from planatlas.history.items import HANDLINGS, Handling, paired, text_of
from planatlas.history.shift import Shift, shift_between
from planatlas.linking.fields import fields_worth_walking
from planatlas.linking.names import Key
from planatlas.reading.model.base import Model, ProseMark, ReferenceTo
from planatlas.reading.values.when import When

_RENAMING = {"title", "name", "short"}
_RENUMBERING = {"ref", "number", "key"}
_MOVING = {"section", "group"}
_TIMES = {"when", "period"}
"""Fields whose times are set for something, so that another value moves it."""
_OWN_WORDS = {"lead"}
"""Lines that are our own wording, as prose is."""


@dataclass(frozen=True)
class Difference:
    """One field, or one item of a list, that says something else."""

    turn: Turn
    field: str
    """Names of fields, dots between them."""
    labels: tuple[str, ...] = ()
    """What the items on the way to it are called."""
    item_key: Key | None = None
    """The record that the last of these items names."""
    before: str | None = None
    after: str | None = None
    shift: Shift | None = None
    markings: tuple[str, ...] = ()
    """The markings that the items have of their own."""


def differences(old: Model, new: Model) -> Iterator[Difference]:
    """Yield what one record says otherwise than before, in the order of the model's fields."""
    yield from _of_model(type(new), old, new, "")


def _of_model(
    model: type[BaseModel], old: BaseModel | None, new: BaseModel | None, within: str
) -> Iterator[Difference]:
    """Compare two parts of one model; where there is none, each of its fields counts as empty."""
    marks = dict(fields_worth_walking(model))
    same_printed = _printed(old) is not None and _printed(old) == _printed(new)
    for name in model.model_fields:
        before, after = getattr(old, name, None), getattr(new, name, None)
        if before == after or (name == "printed" and _moved(old, new)):
            continue
        path = f"{within}{name}"
        if isinstance(before, tuple) or isinstance(after, tuple):
            yield from _of_list(before or (), after or (), path, marks.get(name))
        elif isinstance(example := before or after, BaseModel):
            yield from _of_model(type(example), before, after, f"{path}.")
        else:
            yield _of_value(path, before, after, marks.get(name), same_printed=same_printed)


def _moved(old: object, new: object) -> bool:
    """Whether a time is read otherwise on both sides, so that its printed form needs no words of its own."""
    before, after = getattr(old, "when", None), getattr(new, "when", None)
    return before is not None and after is not None and before != after


def _printed(part: object) -> str | None:
    return getattr(part, "printed", None)


def _of_value(path: str, before: object, after: object, mark: object, *, same_printed: bool) -> Difference:
    name = path.rpartition(".")[2]
    both = before is not None and after is not None
    if isinstance(mark, ProseMark) or name in _OWN_WORDS:
        return Difference(Turn.REWORDED if both else Turn.REMOVED if after is None else Turn.ADDED, path)
    turn, shift = Turn.CHANGED, None
    if both and name in _TIMES and isinstance(before, When) and isinstance(after, When):
        turn, shift = Turn.REREAD if same_printed else Turn.MOVED, shift_between(before, after)
    elif both and name in _RENAMING:
        turn = Turn.RENAMED
    elif both and name in _RENUMBERING and path != "number":  # the number of a legal act is no place in a list
        turn = Turn.RENUMBERED
    elif both and path in _MOVING:
        turn = Turn.MOVED
    elif both and path == "order":
        turn = Turn.REORDERED
    key = Key(mark.kind, str(after or before)) if isinstance(mark, ReferenceTo) else None
    return Difference(turn, path, (), key, text_of(before), text_of(after), shift)


def _of_list(old: tuple[Any, ...], new: tuple[Any, ...], path: str, mark: object) -> Iterator[Difference]:
    pairs = paired(old, new)
    for before, after in pairs:
        if before is None or after is None:
            yield _came_or_went(before, after, path, mark)
        elif before != after:
            yield from _of_item(before, after, path)
    places = {id(item): place for place, item in enumerate(old)}
    kept = [places[id(before)] for before, after in pairs if before is not None and after is not None]
    if kept != sorted(kept):
        yield Difference(Turn.REORDERED, path)


def _came_or_went(before: Any, after: Any, path: str, mark: object) -> Difference:  # noqa: ANN401 - items can be anything
    item = before if after is None else after
    turn = Turn.REMOVED if after is None else Turn.ADDED
    handling = HANDLINGS.get(type(item))
    if handling is None:
        key = Key(mark.kind, item) if isinstance(mark, ReferenceTo) else None
        text = text_of(item) or ""
        return Difference(turn, path, () if key else (text,), key, text if before else None, text if after else None)
    label, said = handling.label(item), text_of(handling.says(item))
    return Difference(
        turn, path, (label,) if label else (), handling.key(item),
        said if after is None else None, said if before is None else None, markings=_markings(item),
    )  # fmt: skip


def _of_item(before: BaseModel, after: BaseModel, path: str) -> Iterator[Difference]:
    handling: Handling = HANDLINGS[type(after)]
    label, key = handling.label(after), handling.key(after)
    if handling.as_whole and (said := handling.says(before)) != (says := handling.says(after)):
        yield Difference(Turn.CHANGED, path, (), key, text_of(said), text_of(says))
        return
    before, after = handling.plain(before), handling.plain(after)
    for found in _of_model(type(after), before, after, f"{path}."):
        yield replace(
            found,
            labels=((label, *found.labels) if label else found.labels),
            item_key=found.item_key or key,
            markings=(*_markings(before), *_markings(after), *found.markings),
        )


def _markings(item: object) -> tuple[str, ...]:
    marking = getattr(item, "marking", None)
    return (marking,) if marking else ()
