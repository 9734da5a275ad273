"""An example of every field, cut out of a small made-up content folder, `example.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from planatlas.reading.kinds import kind_of
from planatlas.reading.model.base import Kind, Model
from planatlas.reading.yaml_text import Document, read_document

Place = tuple[str | int, ...]


@cache
def example_files() -> Mapping[str, str]:
    """Return the files of the example by their paths in a content folder."""
    text = files("planatlas.pages").joinpath("example.toml").read_text(encoding="utf-8")
    return {path: file.removeprefix("\n") for path, file in tomllib.loads(text).items()}


@cache
def example_of(kind: Kind) -> tuple[str, str]:
    """Return the path and the text of the fullest file of a kind."""
    of_kind = [
        (path, text) for path, text in example_files().items() if (found := kind_of(path)) and found[0].kind is kind
    ]
    return max(of_kind, key=lambda one: len(one[1]))


@cache
def field_examples() -> Mapping[tuple[type[Model], str], str]:
    """Return what a file says in each field, by model and name; nothing for fields that hold parts with fields."""
    found: dict[tuple[type[Model], str], str] = {}
    for path, text in example_files().items():
        place = kind_of(path)
        document, problems = read_document(path, text.encode())
        if place is None or problems:
            msg = f"example.toml: {path} is no file of a content folder"
            raise ValueError(msg)
        for model, name, value in _fields(place[0].model, document, document.data, ()):
            for owner in model.__mro__:
                if issubclass(owner, Model) and name in owner.model_fields:
                    found.setdefault((owner, name), value)
    return found


def _fields(model: type[Model], document: Document, data: Any, at: Place) -> Iterator[tuple[type[Model], str, str]]:  # noqa: ANN401
    """Yield model, name and text of each field that a file has, those of its parts too."""
    for name, value in data.items():
        here = (*at, name)
        part = next(models_in(model.model_fields[name].annotation), None)
        if part is None:
            yield model, name, _text(document, value, here)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                yield from _fields(part, document, inner, (*here, number))
        else:
            yield from _fields(part, document, value, here)


def _text(document: Document, value: Any, at: Place) -> str:  # noqa: ANN401
    """Return a value as it stands in the file; of a longer text its words alone."""
    if isinstance(value, list):
        return f"[{', '.join(_text(document, one, (*at, number)) for number, one in enumerate(value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)}: {_text(document, one, (*at, key))}' for key, one in value.items())}}}"
    mark = document.values[at]
    written = document.text[mark.start : mark.end].strip()
    return " ".join(str(value).split()) if written.startswith("|") else written


def _key(key: str) -> str:
    return f'"{key}"' if key.isdigit() else key


def models_in(annotation: Any) -> Iterator[type[Model]]:  # noqa: ANN401
    """Yield the models of parts in a type."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for option in get_args(annotation):
        yield from models_in(option)
