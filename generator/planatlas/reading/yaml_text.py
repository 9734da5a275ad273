"""Bytes of a YAML file to a document: its text, what it holds, and where each piece of it stands.

What makes YAML mean something else than it seems to say is refused: repeated keys, anchors, merge keys, tags, tabs.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.yaml_walk import (
    FORBIDDEN,
    Data,
    Location,
    Mark,
    Places,
    RefusedError,
    Repeated,
    Swallowed,
    data_of,
    forbidden_character,
    places_in,
)

__all__ = [
    "MAX_BYTES",
    "Data",
    "Document",
    "Location",
    "Mark",
    "Places",
    "ReadText",
    "known_text",
    "read_document",
    "read_text",
]

MAX_BYTES = 2_000_000
"""More than any record needs; beyond it a file is refused unread."""

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?=\s|$)", re.MULTILINE)
_OF_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_PLAIN = bytes([9, 10, *range(0x20, 0x7F)])
"""The bytes of ASCII that a text may have."""


@dataclass
class Document:
    """One YAML file as read."""

    path: str
    """POSIX path relative to the content folder."""
    text: str
    given: Places | None = None
    """Where everything stands, for a text of which that cannot be found out, since something was blotted out."""
    refused: bool = False
    """Whether it cannot be read."""

    @cached_property
    def data(self) -> dict[str, Data]:
        """What the file holds; nothing where it cannot be read, or where something was blotted out."""
        return {} if self.refused or self.given else data_of(self.text)[0]

    @property
    def values(self) -> dict[Location, Mark]:
        """Where each value stands."""
        return self._places.values

    @property
    def keys(self) -> dict[Location, Mark]:
        """Where each key stands, by the location of its value."""
        return self._places.keys

    @cached_property
    def _places(self) -> Places:
        """Found when something is wrong with the file, which is seldom."""
        return self.given or places_in(self.text)

    def span(self, location: Location, *, key: bool = False) -> Span:
        """Return the span of a value (or of its key); of the nearest ancestor where it is absent."""
        marks = self.keys if key else self.values
        while location and location not in marks:
            location, marks = location[:-1], self.values
        mark = marks.get(location)
        return self.span_between(mark.start, mark.end) if mark else Span(self.path)

    def span_of_text(self, location: Location, needle: str, occurrence: int = 0) -> Span:
        """Return the span of a piece of text within a value; of the value where it cannot be found.

        Spacing in the needle matches any spacing in the file, since YAML folds lines and takes off indentation.
        """
        mark = self.values.get(location)
        words = needle.split()
        if mark is None or not words:
            return self.span(location)
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
        start, end = mark.start, mark.start
        for _ in range(occurrence + 1):
            found = pattern.search(self.text, end, mark.end)
            if found is None:
                return self.span(location)
            start, end = found.span()
        return self.span_between(start, end)

    def is_bare(self, location: Location) -> bool:
        """Whether a key in braces has no colon after it, as `y` in `{detail: x, y}`."""
        mark = self.keys.get(location)
        return bool(mark and re.match(r"\s*[,}]", self.text[mark.end :]))

    def line(self, number: int) -> str:
        """Return one line of the text, counted from 1, without its break."""
        starts = self._line_starts
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def span_between(self, start: int, end: int) -> Span:
        """Return the span between two offsets, cut at the end of its first line."""
        number = bisect_right(self._line_starts, start)
        line_start = self._line_starts[number - 1]
        stop = min(end, line_start + len(self.line(number)))
        return Span(self.path, number, start - line_start + 1, max(1, stop - start))

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where each line begins. Found once, so that a file with many problems takes no longer for each."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


class ReadText(NamedTuple):
    """What the bytes of a file came to."""

    document: Document
    data: dict[str, Data]
    """Empty where the text could not be read; the problems say why."""
    problems: list[Problem]


def read_document(path: str, raw: bytes) -> tuple[Document, list[Problem]]:
    """Read one file. The document's data is empty where the text could not be read; the problems say why."""
    read = read_text(path, raw)
    return read.document, read.problems


def read_text(path: str, raw: bytes) -> ReadText:
    """Read one file, and return with the document the data, which the document itself does not keep."""
    document = Document(path, "")
    try:
        document.text = _decode(document, raw)
        _refuse_conflict(document.text)
        _refuse_characters(document.text)
        data, odd = data_of(document.text)
    except _UnreadableError as unreadable:
        document.refused = True
        return ReadText(document, {}, [unreadable.problem])
    except RefusedError as refused:
        document.refused = True
        span = document.span_between(refused.start, refused.end)
        problem = Problem(refused.code, Severity.ERROR, refused.message, span, refused.hint)
        return ReadText(document, {}, [*(_problem(document, one) for one in refused.before), problem])
    return ReadText(document, data, [_problem(document, one) for one in odd])


def known_text(path: str, raw: bytes, data: dict[str, Data]) -> ReadText:
    """Return what reading a file gives of which it is known what it holds, and that nothing is wrong with it."""
    return ReadText(Document(path, _plain_breaks(raw.removeprefix(codecs.BOM_UTF8).decode())), data, [])


class _UnreadableError(Exception):
    """The bytes are no text."""

    def __init__(self, code: str, message: str, span: Span, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, Severity.ERROR, message, span, hint)


def _decode(document: Document, raw: bytes) -> str:
    path = document.path
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        raise _UnreadableError("file-too-large", message, Span(path), "a record is one plan, action or body; split it")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        document.text = _plain_breaks(raw.decode(errors="replace"))  # for the excerpt
        before = _plain_breaks(raw[: error.start].decode(errors="replace"))
        span = Span(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        hint = "save the file as UTF-8; in most editors that is in 'Save as', under encoding"
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise _UnreadableError("not-utf8", message, span, hint) from None
    return _plain_breaks(text)


def _plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_conflict(text: str) -> None:
    if any(sign in text for sign in _OF_CONFLICT) and (found := _CONFLICT.search(text)):
        hint = "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
        raise RefusedError("merge-conflict", "a merge conflict was left in the file", *found.span(), hint)


def _refuse_characters(text: str) -> None:
    if text.isascii() and not text.encode().translate(None, _PLAIN):
        return  # as quick as it gets, for what most files are
    if found := FORBIDDEN.search(text):
        raise forbidden_character(found[0], *found.span())


def _problem(document: Document, odd: Repeated | Swallowed) -> Problem:
    span = document.span_between(*odd.mark)
    if isinstance(odd, Repeated):
        first = document.span_between(*odd.first).line
        message, hint = (
            f"the key '{odd.key}' stands here a second time",
            f"it stands first in line {first}; keep one of the two",
        )
        return Problem("repeated-key", Severity.ERROR, message, span, hint)
    message = f"'{odd.comment}' is read as a comment, not as text"
    hint = "put the whole value in quotes; write '# ' with a space where a comment is meant"
    return Problem("comment-in-value", Severity.WARNING, message, span, hint)
