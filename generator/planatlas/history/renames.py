"""Renames between two versions: which record is which, and the old version said in the ids of the new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from planatlas.linking.fields import fields_worth_walking
from planatlas.linking.names import NAMED, Key
from planatlas.linking.prose import NameInProse, split_prose
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind, ProseMark, ReferenceTo

ModelT = TypeVar("ModelT", bound=BaseModel)


def renames(old: Content, new: Content) -> dict[Key, Key]:
    """Return the old keys of records that have another id now, by what either version says they were `formerly`.

    An old version may be the later one of the two, so what it says of former ids counts too, backwards.
    """
    found = {was: now for was, now in stated_renames(new) if _moved(was, now, old, new)}
    found |= {now: was for was, now in stated_renames(old) if _moved(now, was, old, new) and was not in found.values()}
    return found


def stated_renames(content: Content) -> list[tuple[Key, Key]]:
    """Return former and present keys of all records, those that plans took their actions along to included."""
    pairs = []
    plans = {plan: entry.record.formerly for plan, entry in content.plans.items()}
    for kind, entries in content.entries.items():
        for entry in entries.values():
            for was in entry.record.formerly:
                if kind is not Kind.ACTION:
                    pairs.append((Key(kind, was), Key(kind, entry.id)))
                    continue
                plan = entry.id.split("/")[0]
                written = [was] if "/" in was else [f"{one}/{was}" for one in (plan, *plans.get(plan, ()))]
                pairs += [(Key(kind, one), Key(kind, entry.id)) for one in written]
    for action in content.actions:
        plan, ref = action.split("/")
        pairs += [(Key(Kind.ACTION, f"{was}/{ref}"), Key(Kind.ACTION, action)) for was in plans.get(plan, ())]
    return pairs


def _moved(was: Key, now: Key, old: Content, new: Content) -> bool:
    return (
        was.id in old.entries[was.kind]
        and now.id in new.entries[now.kind]
        and was.id not in new.entries[was.kind]
        and now.id not in old.entries[now.kind]
    )


def in_new_words(record: ModelT, key: Key, moved: Mapping[Key, Key]) -> ModelT:
    """Return a record with every reference as the new version would write it, those of actions with their plan."""
    plan = key.id.split("/")[0] if key.kind in (Kind.PLAN, Kind.ACTION) else None
    return _rewritten(record, plan, moved)


def _rewritten(part: ModelT, plan: str | None, moved: Mapping[Key, Key]) -> ModelT:
    update: dict[str, Any] = {}
    for name, mark in fields_worth_walking(type(part)):
        value = getattr(part, name)
        fresh: Any
        if isinstance(value, tuple):
            fresh = tuple(_value(one, mark, plan, moved) for one in value)
        else:
            fresh = _value(value, mark, plan, moved)
        if fresh != value:
            update[name] = fresh
    return part.model_copy(update=update) if update else part


def _value(value: Any, mark: ReferenceTo | ProseMark | None, plan: str | None, moved: Mapping[Key, Key]) -> Any:  # noqa: ANN401
    if isinstance(value, BaseModel):
        return _rewritten(value, plan, moved)
    if value is None or mark is None:
        return value
    if isinstance(mark, ProseMark):
        return _prose(value, moved)
    identifier = f"{plan}/{value.lower()}" if mark.kind is Kind.ACTION and "/" not in value and plan else value
    return moved.get(Key(mark.kind, identifier), Key(mark.kind, identifier)).id


def _prose(text: str, moved: Mapping[Key, Key]) -> str:
    if not moved or "[[" not in text:
        return text
    return "".join(piece if isinstance(piece, str) else _name(piece, moved) for piece in split_prose(text))


def _name(name: NameInProse, moved: Mapping[Key, Key]) -> str:
    for kind in NAMED:
        if (now := moved.get(Key(kind, name.name))) is not None:
            return f"[[{now.id}|{name.text}]]" if name.text else f"[[{now.id}]]"
    return name.written
