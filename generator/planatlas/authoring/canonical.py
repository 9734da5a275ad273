"""The one form of a file: fields in the order of the model, the layout of a round trip through ruamel.yaml.

What is kept as the author wrote it: plain and quoted values, lists and mappings in brackets or on lines of their own,
text blocks, empty lines, comments. What is settled: the order of fields, indentation by two, lists indented, one space
between a field and its value, double quotes where there is a choice, braces around a mapping in a list in brackets. The
import of workbooks rewrites files likewise.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from planatlas.authoring.fields import field_order
from planatlas.authoring.reordering import reordered
from planatlas.authoring.round_trip import text_of, tree_of
from planatlas.reading.problems import Severity
from planatlas.reading.records import model_at
from planatlas.reading.yaml_text import Document, Location, read_document


class NotCanonicalError(ValueError):
    """A file cannot be brought to the canonical form without a change of what it says."""


def canonical(path: str, raw: bytes, model: type[BaseModel]) -> bytes:
    """Return the file of a record in the canonical form.

    Raises NotCanonicalError where the file cannot be read, or where the outcome would not say the same.
    """
    before = _read(path, raw)
    formed = _round_trip(reordered(path, before.text, model), model).encode()
    if formed == raw:
        return raw
    after = _read(path, formed)
    if after.data != before.data or Counter(_comments(after)) != Counter(_comments(before)):
        msg = f"{path} stays as it is: in the canonical form it would not say the same"
        raise NotCanonicalError(msg)
    return formed


def _read(path: str, raw: bytes) -> Document:
    document, problems = read_document(path, raw)
    if stopping := [problem for problem in problems if problem.severity is Severity.ERROR]:
        msg = f"{path}:{stopping[0].span.line}: {stopping[0].message}; it stays as it is"
        raise NotCanonicalError(msg)
    return document


def _round_trip(text: str, model: type[BaseModel]) -> str:
    tree = tree_of(text)
    _settle(tree, model, ())
    lines = (
        line.rstrip() if line.lstrip().startswith("#") or not line.strip() else line
        for line in text_of(tree).split("\n")
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def _settle(node: Any, model: type[BaseModel], location: Location) -> None:  # noqa: ANN401
    """Settle quotes, and the order within braces, where no comment can go astray."""
    if isinstance(node, CommentedMap):
        owner = model if not location else model_at(model, location)
        if owner and node.fa.flow_style() and not node.ca.items:
            for name in (name for name in field_order(owner) if name in node):
                node.move_to_end(name)
        items = list(node.items())
    elif isinstance(node, list):
        items = list(enumerate(node))
    else:
        return
    for key, value in items:
        if isinstance(value, SingleQuotedScalarString) and not re.search(r'["\\]', value):
            node[key] = DoubleQuotedScalarString(value, anchor=value.anchor.value)
        _settle(value, model, (*location, key))


def _comments(document: Document) -> list[str]:
    """Return the comments of a file: what follows a number sign outside every key and value."""
    text = list(document.text)
    for location, mark in (*document.values.items(), *document.keys.items()):
        if mark.end - mark.start > 1 or location in document.keys:
            text[mark.start : mark.end] = ["\n" if sign == "\n" else " " for sign in text[mark.start : mark.end]]
    return [found.strip() for found in re.findall(r"#[^\n]*", "".join(text))]
