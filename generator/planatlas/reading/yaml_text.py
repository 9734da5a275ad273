"""YAML text to plain data with positions. The only importer of yaml.

Every scalar stays the text that was written; only the empty scalar, `~` and `null` become None. What makes
YAML mean something else than it seems to say is refused: repeated keys, anchors, merge keys, tags, tabs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import yaml

from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.yaml_traps import quoted, trap_at

if TYPE_CHECKING:
    from collections.abc import Iterator

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
"""What a YAML file holds once every scalar is text."""
Location: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

MAX_DEPTH = 40
"""Deeper nesting than any record has; beyond it a file is refused instead of followed."""
MAX_BYTES = 2_000_000
"""More than any record needs; beyond it a file is refused unread."""
MAX_VALUES = 50_000
"""More values than any record has; beyond it a file is refused, since each could be a problem."""

_LOADER: type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)
_AGAIN = -1
"""Stands in the location of a value whose key is repeated, where no list position can stand."""
_NULLS = {"", "~", "null", "Null", "NULL"}
_FORBIDDEN = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not allow, and what nobody sees: the breaks and marks U+0085, U+2028, U+2029 and U+FEFF, and the
bidirectional controls U+202A to U+202E and U+2066 to U+2069, which show a text otherwise than it is."""
_SWALLOWED = re.compile(r"(?<=\S)[ \t]+(?P<comment>#[^\s#][^\n]*)")
"""What follows an unquoted value and looks like its text, such as ` #5`: a comment is written with a space."""
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """Where a node stands: offsets into the text, in code points."""

    start: int
    end: int


@dataclass
class Document:
    """One YAML file as read."""

    path: str
    """POSIX path relative to the content folder."""
    text: str
    data: dict[str, Data] = field(default_factory=dict)
    values: dict[Location, Mark] = field(default_factory=dict)
    """Where each value stands."""
    keys: dict[Location, Mark] = field(default_factory=dict)
    """Where each key stands, by the location of its value."""

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


def read_document(path: str, raw: bytes) -> tuple[Document, list[Problem]]:
    """Read one file. The document's data is empty where the text could not be read; the problems say why."""
    document = Document(path, "")
    problems: list[Problem] = []
    try:
        document.text = _decode(document, raw)
        _refuse_conflict(document)
        _refuse_characters(document)
        document.data = _Builder(document, problems).build()
    except _RefusedError as refused:
        problems.append(refused.problem)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(document, error))
    return document, problems


class _RefusedError(Exception):
    """A file cannot be read any further."""

    def __init__(self, code: str, message: str, span: Span, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, Severity.ERROR, message, span, hint)


def _decode(document: Document, raw: bytes) -> str:
    path = document.path
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        raise _RefusedError("file-too-large", message, Span(path), "a record is one plan, action or body; split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document.text = _plain_breaks(raw.decode("utf-8-sig", errors="replace"))  # for the excerpt
        before = _plain_breaks(error.object[: error.start].decode("utf-8", errors="replace"))
        span = Span(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        hint = "save the file as UTF-8; in most editors that is in 'Save as', under encoding"
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        raise _RefusedError("not-utf8", message, span, hint) from None
    return _plain_breaks(text)


def _plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_conflict(document: Document) -> None:
    if found := _CONFLICT.search(document.text):
        hint = "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
        span = document.span_between(found.start(), found.end())
        raise _RefusedError("merge-conflict", "a merge conflict was left in the file", span, hint)


def _refuse_characters(document: Document) -> None:
    if found := _FORBIDDEN.search(document.text):
        raise _forbidden_character(found[0], document.span_between(found.start(), found.end()))


def _forbidden_character(character: str, span: Span) -> _RefusedError:
    message = f"the control character U+{ord(character):04X} is not allowed"
    return _RefusedError("control-character", message, span, "delete the character")


class _Builder:
    """Builds plain data from YAML events, with a mark for every key and value."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self.problems = problems
        self.events: Iterator[yaml.Event] = yaml.parse(document.text, Loader=_LOADER)

    def build(self) -> dict[str, Data]:
        next(self.events)  # stream start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self._refused("empty-file", "the file is empty", 0, "write the record, or delete the file")
        top = next(self.events)
        data = self._node(top, ())
        next(self.events)  # document end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            hint = "one file holds one record; remove the line '---' and what follows it"
            raise self._refused("second-document", "a second document begins", _start(after), hint)
        if data is None:
            raise self._refused("empty-file", "the file is empty", 0, "write the record, or delete the file")
        if not isinstance(data, dict):
            hint = "write 'name: value' lines"
            raise self._refused("not-a-record", "a record is a mapping of fields", _start(top), hint)
        return data

    def _refused(self, code: str, message: str, index: int, hint: str) -> _RefusedError:
        return _RefusedError(code, message, self.document.span_between(index, index + 1), hint)

    def _node(self, event: yaml.Event, location: Location) -> Data:
        if len(location) > MAX_DEPTH:
            hint = "a record nests a few levels at most; look for stray brackets or indentation"
            raise self._refused("nested-too-deep", "nested too deep", _start(event), hint)
        self._refuse_extras(event)
        start, end = _start(event), _end(event)
        data: Data
        match event:
            case yaml.ScalarEvent():
                plain = event.style is None or event.style == ""
                data = None if plain and event.value in _NULLS else event.value
                self._mark(location, start, end)
                if plain and (lost := _SWALLOWED.match(self.document.text, end)):
                    self.problems.append(self._swallowed(lost))
                return data
            case yaml.SequenceStartEvent():
                data = []
                while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                    data.append(self._node(item, (*location, len(data))))
            case _:
                data = self._mapping(location)
        self._mark(location, start, start + 1)
        return data

    def _mapping(self, location: Location) -> dict[str, Data]:
        data: dict[str, Data] = {}
        while not isinstance(key_event := next(self.events), yaml.MappingEndEvent):
            self._refuse_extras(key_event)
            start = _start(key_event)
            if not isinstance(key_event, yaml.ScalarEvent):
                raise self._refused("odd-key", "a key is a word, not a list or mapping", start, "write 'name: value'")
            key = key_event.value
            if key == "<<":
                raise self._refused("merge-key", "merge keys are not read", start, "write the fields out")
            where = (*location, key)
            if key in data:
                first = self.document.span(where, key=True).line
                span = self.document.span_between(start, _end(key_event))
                message = f"the key '{key}' stands here a second time"
                hint = f"it stands first in line {first}; keep one of the two"
                self.problems.append(Problem("repeated-key", Severity.ERROR, message, span, hint))
                self._node(next(self.events), (*location, key, _AGAIN, len(self.problems)))
                continue
            self.document.keys[where] = Mark(start, _end(key_event))
            data[key] = self._node(next(self.events), where)
        return data

    def _swallowed(self, lost: re.Match[str]) -> Problem:
        """Return the warning that a text is cut where a `#` follows a space."""
        span = self.document.span_between(lost.start("comment"), lost.end())
        message = f"'{lost['comment']}' is read as a comment, not as text"
        hint = "put the whole value in quotes; write '# ' with a space where a comment is meant"
        return Problem("comment-in-value", Severity.WARNING, message, span, hint)

    def _mark(self, location: Location, start: int, end: int) -> None:
        """Note where a value stands."""
        if len(self.document.values) >= MAX_VALUES:
            hint = "a record is one plan, action or body; split it"
            raise self._refused("too-many-values", f"the file has more than {MAX_VALUES:,} values", start, hint)
        self.document.values[location] = Mark(start, end)

    def _in_quotes(self, index: int, signs: str) -> str:
        """Return the hint for text that begins with a sign of YAML: the line's value in quotes."""
        value = self.document.text[index:].split("\n", 1)[0].strip()
        end = self.document.text.rfind("\n", 0, index) + 1
        whole = re.fullmatch(r"\s*(?:- +)*[\w-]+:\s+", self.document.text[end:index])
        return (
            f"write the value out; if it is text, write {quoted(value)}"
            if whole
            else f"put text that begins with {signs} in quotes"
        )

    def _refuse_extras(self, event: yaml.Event) -> None:
        index = _start(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refused("anchor", "anchors and aliases are not read", index, self._in_quotes(index, "& or *"))
        if getattr(event, "tag", None):
            raise self._refused("tag", "tags are not read", index, self._in_quotes(index, "!"))
        if isinstance(event, yaml.ScalarEvent) and (found := _FORBIDDEN.search(event.value)):
            raise _forbidden_character(found[0], self.document.span_between(index, _end(event)))


def _start(event: yaml.Event) -> int:
    """Events from text always carry marks, which the types do not know."""
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


_UNCLOSED = ("did not find expected ',' or", "found unexpected end of stream", "could not find expected ':'")
"""What libyaml says of a quote, bracket or brace that is never closed, and of a line without a colon."""


def _syntax_problem(document: Document, error: yaml.MarkedYAMLError) -> Problem:
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    what = (error.problem or "cannot be read").strip()
    if mark and opened and opened.line < mark.line and what.startswith(_UNCLOSED):
        mark = opened  # the mistake is where something was opened, not where the end was missed
    index = min(mark.index, len(document.text)) if mark else 0
    trap = trap_at(document.text, index, what)
    span = document.span_between(trap.start, trap.start + 1)
    return Problem(trap.code, Severity.ERROR, trap.message, span, trap.hint)
