"""YAML files changed in place: what is not touched stays to the letter."""

from __future__ import annotations

from typing import Any

from merge3 import Merge3
from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, ScalarString

from planatlas.authoring.fields import field_order
from planatlas.authoring.round_trip import Tree, text_of, tree_of
from planatlas.reading.records import model_at
from planatlas.reading.yaml_text import Location

MOST_IN_A_LINE = 110
"""Characters up to which a new item of a list is written in braces on one line."""
_QUOTED = {"", "~", "null", "Null", "NULL"}
"""Texts that would be read as nothing, were they not in quotes."""


def rewritten(text: str, tree: Tree) -> str:
    """Return a file's text with the changes that were made to its tree, all else to the letter."""
    before, after = text_of(tree_of(text)), text_of(tree)
    if before == text:
        return after
    base, mine, changed = (one.splitlines(keepends=True) for one in (before, text, after))
    out: list[str] = []
    for region in Merge3(base, mine, changed).merge_groups():
        # Where layout and content changed in the same lines, the content counts.
        out += region[3] if region[0] == "conflict" else region[1]
    return "".join(out)


def new_text(schema: str, tree: Tree) -> str:
    """Return the text of a new file, with the line that tells editors its schema."""
    return f"# yaml-language-server: $schema={schema}\n{text_of(tree)}"


def put(tree: Tree, location: Location, new: str | tuple[str, ...] | None, model: type[BaseModel]) -> None:
    """Put a value at a location, making what leads there; None takes it away, and what it leaves empty.

    `model` is that of the record, by whose order a new field finds its place.
    """
    *way, last = location
    holder: Any = tree
    for depth, part in enumerate(way):
        if isinstance(holder, CommentedMap) and part not in holder:
            if new is None:
                return
            made: CommentedMap = CommentedMap()
            made.fa.set_flow_style()
            _insert(holder, str(part), made, model_at(model, tuple(location[:depth])))
        holder = holder[part]
    if new is None:
        if isinstance(holder, CommentedSeq) or last in holder:
            del holder[last]
        if not holder and way:
            put(tree, tuple(way), None, model)
    elif isinstance(holder, CommentedMap) and last not in holder:
        _insert(holder, str(last), _made(new), model_at(model, tuple(way)))
    else:
        holder[last] = _made(new, like=holder[last])


def append(tree: Tree, location: Location, item: CommentedMap, model: type[BaseModel]) -> None:
    """Add an empty item to the end of a list, which is made where it is not there yet."""
    *way, last = location
    holder: Any = tree
    for part in way:
        holder = holder[part]
    if last in holder:
        holder[last].append(item)
    else:
        _insert(holder, str(last), CommentedSeq([item]), model_at(model, tuple(way)))


def several_targets(indicator: CommentedMap) -> None:
    """Make the one target of an indicator the first of several."""
    if "target" in indicator:
        place = list(indicator).index("target")
        indicator.insert(place, "targets", CommentedSeq([indicator.pop("target")]))


def settle(item: CommentedMap) -> None:
    """Write a new item of a list on one line where it is short, else a line for each field."""
    texts = [text for _, text in _leaves(item)]
    if sum(map(len, texts)) + sum(len(name) + 4 for name, _ in _leaves(item)) <= MOST_IN_A_LINE and not any(
        "\n" in text for text in texts
    ):
        item.fa.set_flow_style()


def _leaves(item: CommentedMap) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in item.items():
        found += _leaves(value) if isinstance(value, CommentedMap) else [(str(name), str(value))]
    return found


def _insert(holder: CommentedMap, name: str, value: object, model: type[BaseModel] | None) -> None:
    """Put a new field where the canonical form has it: after the last of the fields before it that are there."""
    order = field_order(model) if model else []
    before = set(order[: order.index(name)]) if name in order else set(holder)
    place = max((number for number, key in enumerate(holder, start=1) if key in before), default=0)
    holder.insert(place, name, value)


def _made(new: str | tuple[str, ...], like: object = None) -> object:
    """Return a value as it is to be written: in the way of the one before it, where that can hold it."""
    if isinstance(new, tuple):
        made = CommentedSeq([_made(one) for one in new])
        if isinstance(like, CommentedSeq) and like.fa.flow_style():
            made.fa.set_flow_style()
        return made
    if "\n" in new or isinstance(like, LiteralScalarString):
        ending = "\n" if not isinstance(like, LiteralScalarString) or like.endswith("\n") else ""
        return LiteralScalarString(new.rstrip("\n") + ending)
    if new in _QUOTED:
        return DoubleQuotedScalarString(new)
    return type(like)(new) if isinstance(like, ScalarString) else new
