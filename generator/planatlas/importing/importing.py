"""The way back: a workbook beside the content gives changed files, or complaints about its cells."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap

from planatlas.authoring.canonical import NotCanonicalError, canonical
from planatlas.authoring.round_trip import Tree, tree_of
from planatlas.checking.check import check
from planatlas.exports.changes_export import Compared
from planatlas.exports.xlsx_export import AS_OF, FINGERPRINT, fingerprint, tables_of
from planatlas.history.compare import changes as changes_between
from planatlas.importing.asked import Addition, Changes, Complaint, Edit, New, Removal
from planatlas.importing.edits import at, changes_of
from planatlas.importing.plan_table import changes_of_table
from planatlas.importing.rewriting import append, new_text, put, rewritten, settle, several_targets
from planatlas.importing.sheets import Cell, Sheet, Workbook
from planatlas.linking.atlas import Atlas
from planatlas.linking.audience import cut
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.pages.tables.of_actions import COMPARATOR, LINKED, VALUE
from planatlas.reading.folder import SCHEMA_FOLDER, Content, read_folder
from planatlas.reading.kinds import KINDS, path_of
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Problem, Severity
from planatlas.reading.yaml_text import Document, Location

_FIELD_OF = {"at least": "at_least", "at most": "at_most", "exactly": "exactly"}


@dataclass(frozen=True)
class Imported:
    """What a workbook comes to."""

    files: Mapping[str, str] = field(default_factory=dict)
    """The text of every file that changes, by its path in the content folder."""
    complaints: tuple[Complaint, ...] = ()
    missing: int = 0
    """How many rows of the content the workbook's sheets do not have."""
    compared: Compared | None = None
    """The content as it is and as it would be; None where there are complaints that forbid it."""


def imported(  # noqa: PLR0913
    folder: Path,
    book: Workbook,
    as_of: date,
    audience: str | None = None,
    *,
    remove_missing: bool = False,
    outdated: bool = False,
) -> Imported:
    """Return what a workbook changes in a content folder. Nothing is written.

    The workbook is compared with the tables for the audience, as of the day that it states, else as of `as_of`. With
    `remove_missing`, items of lists go whose rows are missing; with `outdated`, a workbook counts that was made from
    other content. Where anything is wrong there are complaints, all at once, and no files.
    """
    stated = book.properties.get(AS_OF)
    whole = read_folder(folder)
    atlas = link(cut(whole, audience), date.fromisoformat(stated) if stated else as_of)
    made_from = book.properties.get(FINGERPRINT)
    if made_from and made_from != fingerprint(tables_of(atlas)) and not outdated:
        message = "the content has changed since this workbook was made; it would take those changes back"
        hint = "copy your changes into a workbook that is exported now, or say --outdated to import it all the same"
        return Imported(complaints=(Complaint("workbook", message, hint),))
    changes = changes_of(atlas, book.sheets)
    gone = [removal for removal in changes.missing if removal.location] if remove_missing else []
    return _carried_out(_Asked(folder, whole, atlas, "the workbook"), changes, gone, as_of)


def imported_plan(  # noqa: PLR0913, PLR0917
    folder: Path, sheet: Sheet, plan: str, told: Mapping[str, str], as_of: date, audience: str | None = None
) -> Imported:
    """Return the files by which a table in another format adds its actions to a plan. Nothing is written.

    `told` says what the table's columns hold, by their headings; see `headings.HOLDS`.
    """
    whole = read_folder(folder)
    atlas = link(cut(whole, audience), as_of)
    asked = _Asked(folder, whole, atlas, "the table")
    return _carried_out(asked, changes_of_table(atlas, sheet, plan, told), [], as_of)


@dataclass(frozen=True)
class _Asked:
    """The content that is to change, and by what."""

    folder: Path
    whole: Content
    atlas: Atlas
    """What of it the audience may have."""
    by: str


def _carried_out(asked: _Asked, changes: Changes, gone: list[Removal], as_of: date) -> Imported:
    """Return what the changes come to: the content is checked with them, in a copy."""
    folder, whole = asked.folder, asked.whole
    if _stops(changes.complaints):
        return Imported(complaints=tuple(changes.complaints))
    writing = _Writing(asked.atlas, whole)
    writing.run(changes, gone)
    complaints = [*changes.complaints, *writing.complaints]
    if _stops(complaints):
        return Imported(complaints=tuple(complaints))
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "content"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(SCHEMA_FOLDER, ".*"))
        for path, text in writing.files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(text, encoding="utf-8", newline="\n")
        after = link(read_folder(copy), as_of)
    before = link(whole, as_of)
    known = {(problem.code, problem.message, problem.span.path) for problem in check(before)}
    new = [one for one in check(after) if (one.code, one.message, one.span.path) not in known]
    complaints += [writing.complaint(problem, after) for problem in new if problem.severity is not Severity.NOTE]
    if _stops(complaints):
        return Imported(complaints=tuple(complaints))
    compared = Compared(before, after, "the content", asked.by, changes_between(before, after))
    return Imported(writing.files, tuple(complaints), len(changes.missing) - len(gone), compared)


def _stops(complaints: Iterable[Complaint]) -> bool:
    return any(complaint.severity is Severity.ERROR for complaint in complaints)


class _Writing:
    """The files that a workbook's changes give, and which cell each changed place comes from."""

    def __init__(self, atlas: Atlas, whole: Content) -> None:
        self.atlas = atlas
        self.whole = whole
        """The content with what is marked above the audience."""
        self.files: dict[str, str] = {}
        self.complaints: list[Complaint] = []
        self.cells: dict[tuple[str, Location], Cell] = {}
        """The cell behind a place, by path and location."""

    def run(self, changes: Changes, gone: list[Removal]) -> None:
        everything: list[Edit | Addition | Removal] = [*changes.edits, *changes.additions, *gone]
        by_record: dict[Key, list[Edit | Addition | Removal]] = defaultdict(list)
        for one in everything:
            by_record[one.key].append(one)
        for key, asked in by_record.items():
            self._write(key, asked)

    def _write(self, key: Key, asked: list[Edit | Addition | Removal]) -> None:
        kind = next(kind for kind in KINDS if kind.kind is key.kind)
        entry = self.atlas.content.entries[key.kind].get(key.id)
        full = self.whole.entries[key.kind].get(key.id)
        if full and (entry is None or entry.record != full.record):
            message = f"{full.path} holds more than the audience of the workbook may see"
            self.complaints.append(Complaint(full.path, message, "export and import it for the highest audience"))
            return
        new = next((one for one in asked if isinstance(one, Addition) and not one.location), None)
        path = entry.path if entry else path_of(key.kind, key.id)
        if path is None or (entry is None and new is None):
            cell = next(one.cell for one in asked if isinstance(one, Addition))
            sheet = {Kind.ACTION: "actions", Kind.PLAN: "plans"}.get(key.kind)
            hint = f"add it on the sheet '{sheet}' first, or look at the id" if sheet else "look at the id"
            self.complaints.append(Complaint(cell.name, f"there is no {key.kind.value} '{key.id}'", hint))
            return
        tree = tree_of(entry.document.text) if entry else CommentedMap()
        if new:
            self._fill(tree, path, (), new, kind.model)
        for one in asked:
            if isinstance(one, Edit):
                self._edit(tree, path, one, kind.model)
        for one in asked:
            if isinstance(one, Addition) and one.location:
                self._append(tree, path, one, kind.model)
        # From the end, so that the numbers of those before stay what they are.
        for one in sorted((one for one in asked if isinstance(one, Removal)), key=_numbers, reverse=True):
            put(tree, one.location, None, kind.model)
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        schema = f"{up}{SCHEMA_FOLDER}/{key.kind.value}.json"
        text = rewritten(entry.document.text, tree) if entry else new_text(schema, tree)
        with suppress(NotCanonicalError):  # a value that cannot be read is complained of when the content is checked
            text = text if entry else canonical(path, text.encode(), kind.model).decode()
        self.files[path] = text

    def _edit(self, tree: Tree, path: str, edit: Edit, model: type[BaseModel]) -> None:
        for location, new in self._real(tree, edit.location, edit.new, edit.cell):
            self.cells[path, location] = edit.cell
            put(tree, location, new, model)

    def _append(self, tree: Tree, path: str, addition: Addition, model: type[BaseModel]) -> None:
        if addition.location[-1] == "targets":
            several_targets(at(tree, addition.location[:-1]))
        location = (*addition.location, len(at(tree, addition.location) or ()))
        item = CommentedMap()
        append(tree, addition.location, item, model)
        self._fill(tree, path, location, addition, model)
        settle(item)
        if not item:
            self.complaints.append(Complaint(addition.cell.name, "the row says nothing", "fill it in, or delete it"))

    def _fill(self, tree: Tree, path: str, location: Location, addition: Addition, model: type[BaseModel]) -> None:
        self.cells[path, location] = addition.cell
        if addition.key.kind is Kind.ACTION and not location and ("ref",) not in addition.fields:
            put(tree, ("ref",), addition.key.id.partition("/")[2], model)
        for way, (new, cell) in addition.fields.items():
            for real, value in self._real(tree, (*location, *way), new, cell):
                self.cells[path, real] = cell
                put(tree, real, value, model)

    def _real(self, tree: Tree, location: Location, new: New, cell: Cell) -> list[tuple[Location, New]]:
        """Return the fields behind a cell: itself, or those that a target or link is written with."""
        way, last = location[:-1], location[-1:]
        if last == LINKED and isinstance(new, str):
            is_plan = new in self.atlas.content.plans
            return [((*way, "action"), None if is_plan else new), ((*way, "plan"), new if is_plan else None)]
        if last not in {VALUE, COMPARATOR} or "indicators" not in way:
            return [(location, new)]
        holder = at(tree, way) or {}
        stated = next((name for name in _FIELD_OF.values() if name in holder), None)
        if last == VALUE:
            return [((*way, stated or "at_least"), new)]
        if new not in _FIELD_OF:
            hint = f"one of {', '.join(_FIELD_OF)}; a target goes when its value does"
            self.complaints.append(Complaint(cell.name, f"'comparator' cannot be '{new or ''}'", hint))
            return []
        if stated is None:
            return [((*way, _FIELD_OF[str(new)]), "")]  # the value follows in its own cell
        return [((*way, stated), None), ((*way, _FIELD_OF[str(new)]), str(holder[stated]))]

    def complaint(self, problem: Problem, after: Atlas) -> Complaint:
        """Return a problem of the changed content as a complaint about the cell that caused it, else about the file."""
        path = problem.span.path
        document = after.content.documents.get(path)
        cell = _cell_at(document, problem, {way: cell for (file, way), cell in self.cells.items() if file == path})
        where = cell.name if cell else f"{path}:{problem.span.line}:{problem.span.column}"
        # What a plan should come to is not in the workbook, so it cannot be set right there.
        severity = Severity.WARNING if problem.code == "wrong-count" else problem.severity
        return Complaint(where, f"{problem.message} ({problem.code})", problem.hint, severity)


def _numbers(removal: Removal) -> tuple[int, ...]:
    return tuple(part for part in removal.location if isinstance(part, int))


def _cell_at(document: Document | None, problem: Problem, cells: Mapping[Location, Cell]) -> Cell | None:
    """Return the cell behind the innermost changed place that a problem points into."""
    if document is None:
        return None
    lines = problem.span.line, problem.span.column
    for location in document.values:
        span = document.span(location)
        if (span.line, span.column) == lines:
            above = (location[:depth] for depth in range(len(location), 0, -1))
            if cell := next((cells[way] for way in above if way in cells), None):
                return cell
    found: tuple[int, Cell] | None = None
    for location, cell in cells.items():
        span = document.span(location)
        mark = document.values.get(location)
        last = span.line + (document.text.count("\n", mark.start, mark.end) if mark else 0)
        exact = (span.line, span.column) <= lines <= (last, 10**9)
        if exact and (found is None or len(location) > found[0]):
            found = len(location), cell
    return found[1] if found else None


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write changed files into a content folder: all are written beside their places first, then put there."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f".{file.name}.new")
            ready.append((beside, file))
            beside.write_text(text, encoding="utf-8", newline="\n")
        for beside, file in ready:
            beside.replace(file)
    finally:
        for beside, _ in ready:
            beside.unlink(missing_ok=True)
