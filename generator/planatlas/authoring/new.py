"""A new record's file: what is known filled in, every other field there as a comment that says what it is for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from planatlas.authoring.edits import Edit, edited
from planatlas.authoring.fields import FieldOf, field_order, fields_of
from planatlas.authoring.writing import file_of
from planatlas.checking.check import check
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import SCHEMA_FOLDER, with_files
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Site
from planatlas.reading.problems import Problem, Severity
from planatlas.reading.yaml_text import read_document

Given: TypeAlias = "str | list[Given] | dict[str, Given]"
"""What is filled in: a text, a list, or the fields of a part."""

WRITTEN = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)
"""The kinds of which a new record can be written."""
_WIDEST = 110
_NOT_PLAIN = re.compile(r"[\s]#|: |:$|^[-?:,\[\]{}#&*!|>'\"%@`]|^\s|\s$|^$")
_NOT_TEXT = re.compile(r"[-+]?[0-9][0-9.,_eE+-]*|true|false|null|yes|no|on|off|~", re.IGNORECASE)


@dataclass(frozen=True)
class NewFile:
    """A file to be written, with what else changes for it, and what the check says of the outcome."""

    path: str
    files: Mapping[str, bytes]
    """The new file, and the plan's where its counts follow."""
    errors: list[Problem]
    """Errors that the content would have and has not now."""
    notices: list[Problem]
    """Warnings and notes that it would have on the new file."""


def new_file(atlas: Atlas, kind: Kind, identifier: str, given: Mapping[str, Given], plan_file: bytes | None) -> NewFile:
    """Return the file of a new record, checked as a part of the content; nothing is written.

    `plan_file` is the file of an action's plan, whose counts follow where it has some.
    """
    path = file_of(kind, identifier)
    files = {path: new_text(kind, path, given).encode()}
    if kind is Kind.ACTION and plan_file is not None:
        plan = file_of(Kind.PLAN, identifier.split("/", maxsplit=1)[0])
        counted = _counted(plan, plan_file, str(given.get("section", "")))
        files |= {plan: counted} if counted != plan_file else {}
    before, after = set(check(atlas)), check(link(with_files(atlas.content, files), atlas.as_of))
    added = [problem for problem in after if problem not in before]
    return NewFile(
        path,
        files,
        [problem for problem in added if problem.severity is Severity.ERROR],
        [problem for problem in added if problem.severity is not Severity.ERROR and problem.span.path == path],
    )


def new_text(kind: Kind, path: str, given: Mapping[str, Given]) -> str:
    """Return the text of a new record's file."""
    model = next(one.model for one in KINDS if one.kind is kind)
    schema = posixpath.relpath(f"{SCHEMA_FOLDER}/{kind}.json", posixpath.dirname(path))
    about = (model.__doc__ or "").split(" File:")[0].strip()
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"# {about}",
        "# Lines that begin with # are not read: take the sign and the space away, and fill in what is asked for.",
        "",
    ]
    for field in fields_of(model):
        lines += _field_lines(field, given.get(field.name))
    return "\n".join(lines) + "\n"


def _field_lines(field: FieldOf, value: Given | None) -> list[str]:
    if value is None or value in ([], {}):
        return [f"# {line}" for line in _form(field)]
    if isinstance(value, str) and field.prose and (len(value) > _WIDEST - len(field.name) or "\n" in value):
        return [f"{field.name}: |", *(f"  {line}".rstrip() for line in _wrapped(value))]
    if isinstance(value, str):
        plain = field.value and not _NOT_PLAIN.search(
            value
        )  # a date or a code, which every field of its kind has plain
        return [f"{field.name}: {value if plain else scalar(value)}"]
    if isinstance(value, dict):
        return [f"{field.name}: {_flow(value)}"]
    return [f"{field.name}:", *(f"  - {_flow(item)}" for item in value)]


def _form(field: FieldOf) -> list[str]:
    """Return an empty field as it would be written, with its meaning."""
    choices = f" One of {', '.join(field.choices)}." if field.choices else ""
    where = f" Ids of {field.refers_to}s." if field.refers_to and field.many else ""
    meaning = f"  # {field.meaning}{where}{choices}"
    part = f"{{{', '.join(f'{name}: ' for name in field_order(field.part))}}}" if field.part else ""
    if field.many:
        return [f"{field.name}:{meaning}", f"  - {part}".rstrip()]
    return [f"{field.name}: {part}".rstrip() + meaning]


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + len(word) >= _WIDEST:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


def _flow(value: Given) -> str:
    if isinstance(value, str):
        return scalar(value, in_braces=True)
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return f"{{{', '.join(f'{name}: {_flow(item)}' for name, item in value.items())}}}"


def scalar(text: str, *, in_braces: bool = False) -> str:
    """Return text as YAML on one line: plain where that reads back as the same text everywhere, else in quotes."""
    odd = _NOT_PLAIN.search(text) or _NOT_TEXT.fullmatch(text) or (in_braces and re.search(r"[,\[\]{}?:]", text))
    if not odd and "\n" not in text:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _counted(path: str, raw: bytes, section: str) -> bytes:
    """Return a plan's file with one more action in its counts."""
    document, _ = read_document(path, raw)
    edits = []
    for location in (("counts", "actions"), ("counts", "per_section", section)):
        mark = document.values.get(location)
        if mark and re.fullmatch("[0-9]+", document.text[mark.start : mark.end]):
            number = int(document.text[mark.start : mark.end]) + 1
            edits.append(Edit(mark.start, mark.end, str(number)))
    return edited(raw, edits)


def vocabulary(site: Site, kind: Kind, field: FieldOf) -> tuple[str, ...]:
    """Return the words that a field of a new record takes, where they are few: from the model, or from the site."""
    if field.name == "marking":
        return tuple(marking.name for marking in site.markings)
    if field.name == "kind" and kind in (Kind.ACTOR, Kind.INSTRUMENT):
        terms = site.actor_kinds if kind is Kind.ACTOR else site.instrument_kinds
        return tuple(term.id for term in terms)
    return field.choices
