"""The words that the model lets a field choose from, each with what it means."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import Any, get_args


@dataclass(frozen=True)
class Vocabulary:
    """The words of one field, or of several alike."""

    name: str
    about: str
    words: Mapping[str, str]
    """What each means, in the order of the model."""


@cache
def vocabulary(choice: type[StrEnum]) -> Vocabulary:
    """Return the words of an enumeration; what each means is the text below it in the model."""
    (definition,) = ast.parse(dedent(inspect.getsource(choice))).body
    meanings: dict[str, str] = {}
    for member, below in pairwise(getattr(definition, "body", [])):
        match member, below:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                meanings[name] = " ".join(text.split())
    about = " ".join((inspect.getdoc(choice) or "").split())
    return Vocabulary(choice.__name__, about, {one.value: meanings.get(one.name, "") for one in choice})


def choices_in(annotation: Any) -> Iterator[type[StrEnum]]:  # noqa: ANN401 - an annotation can be anything
    """Yield the enumerations in a type."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for option in get_args(annotation):
        yield from choices_in(option)
