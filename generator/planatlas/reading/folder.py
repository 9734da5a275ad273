"""A content folder to records: every file read, every problem kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar, cast

from planatlas.reading.kinds import KINDS, kind_of
from planatlas.reading.model.action import Action
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Meeting, Site, Terms, Theme
from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.records import record_of
from planatlas.reading.suggestions import nearest
from planatlas.reading.yaml_text import MAX_BYTES, Document, ReadText, read_text

SCHEMA_FOLDER = "schemas"
"""The folder of generated JSON Schemas, which holds no records."""
_USUAL_BYTES = 2**16
"""More than nearly every record has."""
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
"""How a file is opened; Windows would change its bytes otherwise."""


RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Entry(Generic[RecordT]):
    """One record with its id and the document it was read from."""

    id: str
    kind: Kind
    record: RecordT
    document: Document

    @property
    def path(self) -> str:
        """The file's POSIX path relative to the content folder."""
        return self.document.path


@dataclass
class Content:
    """All that a content folder holds."""

    entries: dict[Kind, dict[str, Entry[Record]]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    """Records by kind and id, in the order of their paths."""
    documents: dict[str, Document] = field(default_factory=dict)
    """Every file read, by path, for the excerpts in reports."""
    problems: list[Problem] = field(default_factory=list)
    audience: str | None = None
    """The marking up to which it was cut; None for the whole of it."""
    withheld: dict[str, int] = field(default_factory=dict)
    """How many names of what was cut are left out of a record, by its path; only those that have any."""

    @property
    def plans(self) -> dict[str, Entry[Plan]]:
        """Plans by id."""
        return cast("dict[str, Entry[Plan]]", self.entries[Kind.PLAN])

    @property
    def actions(self) -> dict[str, Entry[Action]]:
        """Actions by id, which is `plan/ref`."""
        return cast("dict[str, Entry[Action]]", self.entries[Kind.ACTION])

    @property
    def actors(self) -> dict[str, Entry[Actor]]:
        """Actors by id."""
        return cast("dict[str, Entry[Actor]]", self.entries[Kind.ACTOR])

    @property
    def instruments(self) -> dict[str, Entry[Instrument]]:
        """Instruments by id."""
        return cast("dict[str, Entry[Instrument]]", self.entries[Kind.INSTRUMENT])

    @property
    def themes(self) -> dict[str, Entry[Theme]]:
        """Themes by id."""
        return cast("dict[str, Entry[Theme]]", self.entries[Kind.THEME])

    @property
    def meetings(self) -> dict[str, Entry[Meeting]]:
        """Meetings by id."""
        return cast("dict[str, Entry[Meeting]]", self.entries[Kind.MEETING])

    @property
    def site(self) -> Site:
        """What the site is told; the defaults where there is no site.yml."""
        entry = self.entries[Kind.SITE].get(Kind.SITE)
        return cast("Site", entry.record) if entry else Site()

    def take(self, read: ReadFile) -> None:
        """Take in a file that was read."""
        self.problems += read.problems
        if read.document is not None:
            self.documents[read.document.path] = read.document
        if read.entry is not None:
            self.entries[read.entry.kind][read.entry.id] = read.entry

    def unread(self, kind: Kind) -> dict[str, Document]:
        """Return the files of a kind that are there and hold no record that could be read, by id."""
        if len(self.documents) == sum(map(len, self.entries.values())):
            return {}
        read = {entry.path for entries in self.entries.values() for entry in entries.values()}
        found = {}
        for path, document in self.documents.items():
            place = None if path in read else kind_of(path)
            if place and place[0].kind is kind:
                found[place[1]] = document
        return found

    @property
    def terms(self) -> Entry[Terms] | None:
        """The glossary, where there is one."""
        return cast("Entry[Terms] | None", self.entries[Kind.TERMS].get(Kind.TERMS))


def files_of(folder: Path, paths: Sequence[str]) -> Iterator[ReadFile]:
    """Yield what the files at some paths of a content folder hold."""
    return (file_of(folder, path) for path in paths)


def read_folder(folder: Path, read: Callable[[Path, Sequence[str]], Iterable[ReadFile]] = files_of) -> Content:
    """Read every YAML file of a content folder by `read`, given the folder and the files' paths in it.

    Raises NotADirectoryError where there is no such folder.
    """
    if not folder.is_dir():
        msg = f"there is no content folder '{folder}'"
        raise NotADirectoryError(msg)
    content = Content()
    paths = list(_yaml_files(folder, folder.resolve(), content.problems))
    for file in read(folder, paths):
        content.take(file)
    return content


def file_of(folder: Path, path: str, read: Callable[[str, bytes], ReadText] = read_text) -> ReadFile:
    """Read the file at a path of a content folder, its bytes by `read`."""
    try:
        raw = _bytes_of(f"{folder}/{path}")  # a Path for each file is slow
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        problem = Problem("unreadable-file", Severity.ERROR, message, Span(path), "look at its permissions")
        return ReadFile(None, None, (problem,))
    return read_file(path, raw, read)


def with_files(content: Content, files: Mapping[str, bytes | None]) -> Content:
    """Return the content as it would be with these files written, or taken away where None stands.

    Paths are those of records; whatever else was wrong with the folder stays. Nothing is read from disk or written.
    """
    kept = {path: document for path, document in content.documents.items() if path not in files}
    found = Content(problems=[problem for problem in content.problems if problem.span.path not in files])
    for path in sorted({*kept, *(path for path, raw in files.items() if raw is not None)}):
        place = kind_of(path)
        if place is None:
            continue
        kind, identifier = place
        raw = files.get(path)
        if raw is not None:
            found.take(read_file(path, raw))
            continue
        found.documents[path] = kept[path]
        if identifier in content.entries[kind.kind]:
            found.entries[kind.kind][identifier] = content.entries[kind.kind][identifier]
    return found


class ReadFile(NamedTuple):
    """What one file came to."""

    document: Document | None
    """The file as read; None where no record belongs at its path."""
    entry: Entry[Record] | None
    """The record that it holds; None where it holds none that can be read."""
    problems: tuple[Problem, ...]


def read_file(path: str, raw: bytes, read_bytes: Callable[[str, bytes], ReadText] = read_text) -> ReadFile:
    """Read the file at a path of a content folder, given its bytes, which are read by `read_bytes`."""
    found = kind_of(path)
    if found is None:
        message, hint = "no record belongs at this path", _right_place(path)
        return ReadFile(None, None, (Problem("misplaced-file", Severity.ERROR, message, Span(path), hint),))
    kind, identifier = found
    read = read_bytes(path, raw)
    document, problems = read.document, read.problems
    if any(problem.severity is Severity.ERROR and problem.code != "repeated-key" for problem in problems):
        return ReadFile(document, None, tuple(problems))
    record, complaints = record_of(kind.model, document, read.data)
    entry = None if record is None else Entry(identifier, kind.kind, record, document)
    return ReadFile(document, entry, (*problems, *complaints))


def _right_place(path: str) -> str:
    """Return where a misplaced file may belong: at a path that differs little, else wherever records live."""
    *parents, name = path.split("/")
    if len(parents) > 1 and parents[0] == "plans":
        return f"an action belongs at {parents[0]}/{parents[1]}/actions/{name}"
    if parents == ["plans"]:
        return f"a plan belongs at plans/{name.removesuffix('.yml')}/plan.yml"
    folders = sorted({kind.example.split("/")[0] for kind in KINDS if "/" in kind.example})
    if parents and parents[0] in folders and parents[0] != "plans":
        return f"move it to {parents[0]}/{name}"
    if parents and (meant := nearest(parents[0], folders)):
        return f"move it to {'/'.join((meant, *parents[1:], name))}"
    return f"records live at {', '.join(kind.example for kind in KINDS)}"


def read_files(files: Mapping[str, bytes]) -> Content:
    """Return what a content folder with these files would hold; they stand by their paths in it."""
    content = Content()
    for path in sorted(files, key=lambda path: path.split("/")):
        content.take(read_file(path, files[path]))
    return content


def _bytes_of(file: str) -> bytes:
    """Return what a file holds, or one byte more than a record may have, however large the file is.

    It asks for little at first, since Python makes room for as much as it asks for.
    """
    opened = os.open(file, _READING)
    try:
        raw = os.read(opened, _USUAL_BYTES)
        return raw if len(raw) < _USUAL_BYTES else raw + os.read(opened, MAX_BYTES + 1 - _USUAL_BYTES)
    finally:
        os.close(opened)


def _yaml_files(folder: Path, root: Path, problems: list[Problem], within: str = "") -> Iterator[str]:
    """Yield the YAML files below a folder in the order of their names; what is no plain file becomes a problem."""
    try:
        items = sorted(os.scandir(folder / within), key=lambda entry: entry.name)
    except OSError as error:
        message, hint = f"the folder cannot be read: {error.strerror}", "look at its permissions"
        problems.append(Problem("unreadable-file", Severity.ERROR, message, Span(within or "."), hint))
        return
    for item in items:
        path = f"{within}/{item.name}" if within else item.name
        if item.name.startswith(".") or (path == SCHEMA_FOLDER and not item.is_symlink()):
            continue
        problem = _out_of_place(item, path, root)
        if problem:
            problems.append(problem)
        if item.is_dir(follow_symlinks=False):
            yield from _yaml_files(folder, root, problems, path)
        elif not problem and path.endswith(".yml"):
            yield path


def _out_of_place(item: os.DirEntry[str], path: str, root: Path) -> Problem | None:
    """Return what is wrong with a file or folder before it is opened, or None."""
    if path.endswith(".yml") and path.isascii() and item.is_file(follow_symlinks=False):
        return None  # nearly every one
    suffix = os.path.splitext(item.name)[1]  # noqa: PTH122 - a Path for each file is slow
    code = "misplaced-file"
    if not _is_text(path):
        message, hint = "the name is not UTF-8", "rename it, best with a-z, 0-9 and hyphens"
        path = path.encode(errors="replace").decode()
    elif item.is_symlink() and not Path(os.path.realpath(item.path)).is_relative_to(root):
        code, message, hint = "link-outside", "the link leads out of the content folder", "put the file itself here"
    elif item.is_symlink() and Path(item.path).is_dir():
        code, message, hint = "link-to-folder", "links to folders are not followed", "put the files themselves here"
    elif item.is_dir(follow_symlinks=False):
        if suffix != ".yml":
            return None
        message, hint = "a folder is named like a record", "rename the folder, or make it a file"
    elif item.name.lower().endswith((".yml.txt", ".yaml.txt")):
        name = item.name.split(".y", maxsplit=1)[0]
        message, hint = "records end in .yml, and this file is not read", f"rename it to '{name}.yml'"
    elif suffix != ".yml" and suffix.lower() in (".yaml", ".yml"):
        message, hint = "records end in .yml", f"rename it to '{item.name.removesuffix(suffix)}.yml'"
    elif suffix == ".yml" and not (item.is_file(follow_symlinks=False) or Path(item.path).is_file()):
        code, message, hint = "unreadable-file", "this is not a plain file", "put a plain YAML file here"
    else:
        return None
    return Problem(code, Severity.ERROR, message, Span(path), hint)


def _is_text(path: str) -> bool:
    """Whether the bytes of a path are UTF-8; Python keeps those that are not as lone surrogates."""
    return path.isascii() or not any("\ud800" <= character <= "\udfff" for character in path)
