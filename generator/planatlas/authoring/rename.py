"""A record under another id: its file moved, every reference rewritten, the old id kept under `formerly`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planatlas.authoring.edits import Edit, edited, formerly_edits, scalar_edit
from planatlas.authoring.writing import file_of
from planatlas.checking.check import check
from planatlas.checking.rules.identity import why_unsafe
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.linking.references import Reference
from planatlas.reading.folder import Entry, with_files
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.problems import Severity
from planatlas.reading.suggestions import did_you_mean
from planatlas.reading.yaml_text import Document

RENAMED = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)
"""The kinds of record that have an id to change."""
_NAME = re.compile(r"\[\[([^\[\]|]+)(\|[^\[\]|]+)?\]\]")


class CannotRenameError(ValueError):
    """A record cannot be renamed so; the message says why and what to do."""


@dataclass(frozen=True)
class Renaming:
    """What a renaming does to the content folder."""

    moved: Mapping[str, str]
    """New paths by old ones."""
    files: Mapping[str, bytes | None]
    """Every file that changes, by path; None for one that is moved away."""
    references: int
    """How many references are rewritten."""


def key_of(written: str, atlas: Atlas) -> Key:
    """Return the record that is meant by `actor:europol`, `actors/europol`, a path, or an id alone.

    Raises CannotRenameError where there is none, or more than one.
    """
    kind, identifier = _parsed(written)
    kinds = (kind,) if kind else RENAMED
    found = [Key(one, identifier) for one in kinds if identifier in atlas.content.entries[one]]
    if len(found) == 1:
        return found[0]
    if found:
        msg = f"'{written}' is more than one record; write {' or '.join(f'{key.kind}:{key.id}' for key in found)}"
        raise CannotRenameError(msg)
    known = [other for one in kinds for other in atlas.content.entries[one]]
    hint = did_you_mean(identifier, known) or "write actor:ID, instrument:ID, theme:ID, plan:ID or action:PLAN/REF"
    msg = f"there is no {kind or 'record'} '{identifier}'; {hint}"
    raise CannotRenameError(msg)


def _parsed(written: str) -> tuple[Kind | None, str]:
    """Return kind and id of what was written; no kind where an id stands alone."""
    plain = written.removesuffix(".yml").removesuffix("/plan").strip("/").removeprefix("content/")
    if ":" in plain:
        word, identifier = plain.split(":", 1)
        kind = next((one for one in RENAMED if one.value in (word, word.removesuffix("s"))), None)
        if kind is None:
            msg = f"there is no kind of record '{word}'; one of {', '.join(RENAMED)}"
            raise CannotRenameError(msg)
        return kind, identifier.replace("/actions/", "/")
    folder, _, rest = plain.partition("/")
    kind = next((one for one in RENAMED if folder == f"{one}s"), None)
    if kind is Kind.PLAN and "/" in rest:
        return Kind.ACTION, rest.replace("/actions/", "/")
    return (kind, rest) if kind and rest else (None, plain)


def new_key(old: Key, written: str) -> Key:
    """Return the id that a record is to have. Raises CannotRenameError where it cannot have it."""
    kind, identifier = _parsed(written)
    if kind not in (None, old.kind):
        msg = f"'{written}' would make the {old.kind} a {kind}; a record keeps its kind"
        raise CannotRenameError(msg)
    if old.kind is Kind.ACTION:
        plan = old.id.split("/")[0]
        identifier = identifier if "/" in identifier else f"{plan}/{identifier}"
        if identifier.split("/")[0] != plan:
            msg = f"'{written}' lies in another plan; an action keeps its plan"
            raise CannotRenameError(msg)
    parts = identifier.split("/")
    if len(parts) != (2 if old.kind is Kind.ACTION else 1):
        msg = f"'{identifier}' is not the id of a {old.kind}"
        raise CannotRenameError(msg)
    for part in parts:
        if wrong := why_unsafe(part):
            msg = "; ".join(wrong)
            raise CannotRenameError(msg)
    return Key(old.kind, identifier)


def renaming(folder: Path, atlas: Atlas, old: Key, new: Key, *, ref: str | None = None) -> Renaming:
    """Return what changes when a record gets another id; nothing is written.

    `ref` is the code that the document now prints, for an action. Raises CannotRenameError where the content has errors
    or would have some, and where the new id is in use.
    """
    _refuse_errors(atlas, "the content has errors; mend them first")
    if new.id in atlas.content.entries[new.kind]:
        msg = (
            f"the {new.kind} is called '{new.id}' already; give another id"
            if new == old
            else f"'{new.id}' is already the id of another {new.kind}; give another id, or make both one record"
        )
        raise CannotRenameError(msg)
    moved = _moved(atlas, old, new)
    edits: dict[str, list[Edit]] = {path: [] for path in moved}
    references = 0
    for reference in atlas.references:
        entry = atlas.content.entries[reference.source.kind][reference.source.id]
        edit = _reference_edit(entry, reference, old, new)
        if edit:
            edits.setdefault(entry.path, []).append(edit)
            references += 1
    own = atlas.content.entries[old.kind][old.id].document
    edits[own.path] += formerly_edits(own, add=_in_formerly(old), drop=(_in_formerly(new), new.id))
    if ref is not None:
        edits[own.path].append(scalar_edit(own, ("ref",), ref))
    if old.kind is Kind.PLAN:
        for path in moved:
            edits[path] += _formerly_with_plan(atlas.content.documents[path], old.id)
    files: dict[str, bytes | None] = dict.fromkeys(moved)
    for path, changes in edits.items():
        files[moved.get(path, path)] = edited((folder / path).read_bytes(), changes)
    after = link(with_files(atlas.content, files), atlas.as_of)
    _refuse_errors(after, "the new id would make the content wrong")
    return Renaming(moved, files, references)


def _refuse_errors(atlas: Atlas, why: str) -> None:
    found = [problem for problem in check(atlas) if problem.severity is Severity.ERROR]
    if found:
        first = found[0]
        msg = f"{why}: {first.span.path}:{first.span.line}: {first.message}"
        raise CannotRenameError(msg)


def _in_formerly(key: Key) -> str:
    """Within a plan the old ref of an action is enough."""
    return key.id.split("/")[1] if key.kind is Kind.ACTION else key.id


def _moved(atlas: Atlas, old: Key, new: Key) -> dict[str, str]:
    moved = {file_of(old.kind, old.id): file_of(new.kind, new.id)}
    if old.kind is Kind.PLAN:
        for identifier in atlas.actions_of.get(old.id, ()):
            here = f"{new.id}/{identifier.split('/')[1]}"
            moved[file_of(Kind.ACTION, identifier)] = file_of(Kind.ACTION, here)
    return moved


def _reference_edit(entry: Entry[Record], reference: Reference, old: Key, new: Key) -> Edit | None:
    """Return the edit that has a reference name the new id, or None where it does not name the old one."""
    target = reference.target
    if target is None:
        return None
    if reference.expected is not None:
        written = _rewritten(reference.written, target, old, new)
        return scalar_edit(entry.document, reference.location, written) if written else None
    found = _NAME.fullmatch(reference.written)
    if found is None:
        return None
    written = _rewritten(" ".join(found[1].split()), target, old, new)
    if written is None:
        return None
    start, end = _span_in_prose(entry.document, reference)
    inside = re.match(r"\[\[\s*([^\[\]|]+?)\s*[|\]]", entry.document.text[start:end])
    if inside is None:  # the span is that of a name
        raise AssertionError
    return Edit(start + inside.start(1), start + inside.end(1), written)


def _rewritten(written: str, target: Key, old: Key, new: Key) -> str | None:
    if target == old and written == old.id:
        return new.id
    if target == old and old.kind is Kind.ACTION and written.lower() == old.id.split("/")[1]:
        return new.id.split("/")[1]
    if old.kind is Kind.PLAN and target.kind is Kind.ACTION and written.startswith(f"{old.id}/"):
        return f"{new.id}{written[len(old.id) :]}"
    return None


def _span_in_prose(document: Document, reference: Reference) -> tuple[int, int]:
    """Return where in the document a name in prose stands. Spacing may differ, since YAML folds lines."""
    mark = document.values[reference.location]
    words = r"\s+".join(re.escape(word) for word in reference.written.split())
    all_found = list(re.finditer(words, document.text[mark.start : mark.end]))
    if reference.occurrence >= len(all_found):
        span = document.span(reference.location)
        msg = f"{span.path}:{span.line}: {reference.written} is written there with escapes; write it plainly first"
        raise CannotRenameError(msg)
    found = all_found[reference.occurrence]
    return mark.start + found.start(), mark.start + found.end()


def _formerly_with_plan(document: Document, plan: str) -> Iterator[Edit]:
    """Yield the edits by which old refs of actions, which stood for ids within their plan, name that plan."""
    listed = document.data.get("formerly")
    for position, item in enumerate(listed if isinstance(listed, list) and "/actions/" in document.path else ()):
        if isinstance(item, str) and "/" not in item:
            yield scalar_edit(document, ("formerly", position), f"{plan}/{item}")
