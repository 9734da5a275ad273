"""A YAML file as ruamel.yaml keeps it: with its comments and way of writing, and every scalar a text."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.resolver import VersionedResolver

Tree: TypeAlias = CommentedMap
"""A file that can be changed and written again."""

_NEVER = 1_000_000
"""Wider than any line, so that no line is broken."""


class _AsText(VersionedResolver):
    """Takes every scalar for text but the empty one, as our reader does: `2.10` and `NO` come out as they went in."""

    @property
    def versioned_resolver(self) -> Any:  # noqa: ANN401 - the library has no types for it
        return {"": [("tag:yaml.org,2002:null", re.compile("^$"))]}


def tree_of(text: str) -> Tree:
    """Return a file's text as a tree. The text must be one that our reader takes."""
    tree: Tree = _engine().load(text)
    return tree


def text_of(tree: Tree) -> str:
    """Return the text of a tree: indented by two, lists too, quotes as they were, mappings in brackets in braces."""
    out = StringIO()
    _engine().dump(tree, out)
    return out.getvalue()


def _engine() -> YAML:
    engine = YAML()
    engine.Resolver = _AsText
    engine.preserve_quotes = True
    engine.brace_single_entry_mapping_in_flow_sequence = True
    engine.width = _NEVER
    engine.indent(mapping=2, sequence=4, offset=2)
    return engine
