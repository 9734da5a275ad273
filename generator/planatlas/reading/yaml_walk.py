"""YAML text to plain data, and to where each piece of it stands. The only importer of yaml.

Every scalar stays the text that was written; only the empty scalar, `~` and `null` become None. What makes YAML mean
something else than it seems to say is refused: anchors, merge keys, tags. Places are offsets into the text, in code
points. They are needed where something is wrong or is to be changed, which is seldom: so they are found by a walk of
their own, by whoever asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml

from planatlas.reading.yaml_traps import quoted, trap_at

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
"""What a YAML file holds once every scalar is text."""
Location: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

MAX_DEPTH = 40
"""Deeper nesting than any record has; beyond it a file is refused instead of followed."""
MAX_VALUES = 50_000
"""More values than any record has; beyond it a file is refused, since each could be a problem."""
FORBIDDEN = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not allow, and what nobody sees: the breaks and marks U+0085, U+2028, U+2029 and U+FEFF, and the
bidirectional controls U+202A to U+202E and U+2066 to U+2069, which show a text otherwise than it is."""

_LOADER: type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)
_AGAIN = -1
"""Stands in the location of a value whose key is repeated, where no list position can stand."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SWALLOWED = re.compile(r"(?<=\S)[ \t]+(?P<comment>#[^\s#][^\n]*)")
"""What follows an unquoted value and looks like its text, such as ` #5`: a comment is written with a space."""


class Mark(NamedTuple):
    """Where a node stands: offsets into the text, in code points."""

    start: int
    end: int


class RefusedError(Exception):
    """A text cannot be read any further: what is wrong, from where to where, and what to do."""

    def __init__(self, code: str, message: str, start: int, end: int, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.start, self.end, self.hint = code, message, start, end, hint
        self.before: list[Repeated | Swallowed] = []
        """What was odd up to there."""


class Repeated(NamedTuple):
    """A key that stands in its mapping a second time. Its first value counts."""

    key: str
    mark: Mark
    first: Mark
    """Where it stands the first time."""


class Swallowed(NamedTuple):
    """A text that YAML takes for a comment, though it looks like part of the value before it."""

    comment: str
    mark: Mark


@dataclass(frozen=True)
class Places:
    """Where the keys and values of a text stand."""

    values: dict[Location, Mark] = field(default_factory=dict)
    """Where each value stands."""
    keys: dict[Location, Mark] = field(default_factory=dict)
    """Where each key stands, by the location of its value."""


def data_of(text: str) -> tuple[dict[str, Data], list[Repeated | Swallowed]]:
    """Return what a text holds, and what in it is odd. Raises RefusedError where it cannot be read."""
    try:
        return _read(text, None)
    except _RepeatedError:
        return _read(text, Places())  # to say where the key stands first


def places_in(text: str) -> Places:
    """Return where everything stands, in a text that cannot be read to its end as far as it can."""
    places = Places()
    with suppress(RefusedError, yaml.YAMLError):
        _read(text, places)
    return places


def _read(text: str, places: Places | None) -> tuple[dict[str, Data], list[Repeated | Swallowed]]:
    walk = _Walk(text, places)
    try:
        return walk.whole(), walk.odd
    except (RefusedError, yaml.MarkedYAMLError) as error:
        refused = error if isinstance(error, RefusedError) else _syntax_error(text, error)
        refused.before = walk.odd
        raise refused from None


class _RepeatedError(Exception):
    """A key is repeated, and the walk does not note where keys stand."""


class _Walk:
    """Walks over the events of a text, and builds data; notes where everything stands if there is something to note in.

    What is done for every value of every record is done here, so it is laid out for speed: locations are made only
    where they are noted, and what only a few texts can have, such as a `#`, is looked for only there.
    """

    def __init__(self, text: str, places: Places | None) -> None:
        self.text = text
        self.odd: list[Repeated | Swallowed] = []
        self._places = places
        self._next: Callable[[], Any] = _LOADER(text).get_event
        self._count = 0
        self._may_swallow = " #" in text or "\t#" in text

    def whole(self) -> dict[str, Data]:
        self._next()  # stream start
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise _refused("empty-file", "the file is empty", 0, "write the record, or delete the file")
        top = self._next()
        data = self._node(top, (), 0)
        self._next()  # document end
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            hint = "one file holds one record; remove the line '---' and what follows it"
            raise _refused("second-document", "a second document begins", after.start_mark.index, hint)
        if data is None:
            raise _refused("empty-file", "the file is empty", 0, "write the record, or delete the file")
        if not isinstance(data, dict):
            hint = "write 'name: value' lines"
            raise _refused("not-a-record", "a record is a mapping of fields", top.start_mark.index, hint)
        return data

    def _node(self, event: Any, location: Location, depth: int) -> Data:  # noqa: ANN401 - events share no type with marks
        if depth > MAX_DEPTH:
            hint = "a record nests a few levels at most; look for stray brackets or indentation"
            raise _refused("nested-too-deep", "nested too deep", event.start_mark.index, hint)
        kind = event.__class__
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            raise self._extra(event)
        if kind is yaml.ScalarEvent:
            value: str = event.value
            style = event.style
            self._note(location, event, 0)
            if style:
                if style == '"':
                    self._refuse_escaped(event)
                return value
            if self._may_swallow and (lost := _SWALLOWED.match(self.text, event.end_mark.index)):
                self.odd.append(Swallowed(lost["comment"], Mark(lost.start("comment"), lost.end())))
            return None if value in _NULLS else value
        data = self._list(location, depth) if kind is yaml.SequenceStartEvent else self._mapping(location, depth)
        self._note(location, event, 1)
        return data

    def _list(self, location: Location, depth: int) -> list[Data]:
        data: list[Data] = []
        noted, following = self._places is not None, self._next
        while (item := following()).__class__ is not yaml.SequenceEndEvent:
            data.append(self._node(item, (*location, len(data)) if noted else location, depth + 1))
        return data

    def _mapping(self, location: Location, depth: int) -> dict[str, Data]:
        data: dict[str, Data] = {}
        places, following, where = self._places, self._next, location
        while (event := following()).__class__ is not yaml.MappingEndEvent:
            if event.__class__ is yaml.AliasEvent or event.anchor or event.tag:
                raise self._extra(event)
            if event.__class__ is not yaml.ScalarEvent:
                hint = "write 'name: value'"
                raise _refused("odd-key", "a key is a word, not a list or mapping", _mark(event).start, hint)
            key = event.value
            if event.style == '"':
                self._refuse_escaped(event)
            if key == "<<":
                hint = "write the fields out"
                raise _refused("merge-key", "merge keys are not read", _mark(event).start, hint)
            if places is not None:
                where = (*location, key)
            if key in data:
                self._repeated(event, where)
                self._node(following(), (*where, _AGAIN, len(self.odd)), depth + 3)
                continue
            if places is not None:
                places.keys[where] = _mark(event)
            data[key] = self._node(following(), where, depth + 1)
        return data

    def _repeated(self, event: Any, where: Location) -> None:  # noqa: ANN401
        if self._places is None:
            raise _RepeatedError
        self.odd.append(Repeated(event.value, _mark(event), self._places.keys[where]))

    def _note(self, location: Location, event: Any, length: int) -> None:  # noqa: ANN401
        """Note where a value stands: from the event's start, for its whole or for some characters."""
        self._count += 1
        if self._count > MAX_VALUES:
            message, hint = (
                f"the file has more than {MAX_VALUES:,} values",
                "a record is one plan, action or body; split it",
            )
            raise _refused("too-many-values", message, event.start_mark.index, hint)
        if self._places is not None:
            mark = _mark(event)
            self._places.values[location] = Mark(mark.start, mark.start + length) if length else mark

    def _extra(self, event: Any) -> RefusedError:  # noqa: ANN401
        index = event.start_mark.index
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            return _refused("anchor", "anchors and aliases are not read", index, self._in_quotes(index, "& or *"))
        return _refused("tag", "tags are not read", index, self._in_quotes(index, "!"))

    def _in_quotes(self, index: int, signs: str) -> str:
        """Return the hint for text that begins with a sign of YAML: the line's value in quotes."""
        value = self.text[index:].split("\n", 1)[0].strip()
        start = self.text.rfind("\n", 0, index) + 1
        whole = re.fullmatch(r"\s*(?:- +)*[\w-]+:\s+", self.text[start:index])
        return (
            f"write the value out; if it is text, write {quoted(value)}"
            if whole
            else f"put text that begins with {signs} in quotes"
        )

    def _refuse_escaped(self, event: Any) -> None:  # noqa: ANN401
        """Only escapes in double quotes can bring in a character that does not stand in the text."""
        if found := FORBIDDEN.search(event.value):
            raise forbidden_character(found[0], *_mark(event))


def forbidden_character(character: str, start: int, end: int) -> RefusedError:
    """Return what is said of a character that does not belong into a text."""
    message = f"the control character U+{ord(character):04X} is not allowed"
    return RefusedError("control-character", message, start, end, "delete the character")


def _refused(code: str, message: str, index: int, hint: str) -> RefusedError:
    return RefusedError(code, message, index, index + 1, hint)


def _mark(event: Any) -> Mark:  # noqa: ANN401
    """Events from text always carry marks, which the types do not know."""
    return Mark(event.start_mark.index, event.end_mark.index)


_UNCLOSED = ("did not find expected ',' or", "found unexpected end of stream", "could not find expected ':'")
"""What libyaml says of a quote, bracket or brace that is never closed, and of a line without a colon."""


def _syntax_error(text: str, error: yaml.MarkedYAMLError) -> RefusedError:
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    what = (error.problem or "cannot be read").strip()
    if mark and opened and opened.line < mark.line and what.startswith(_UNCLOSED):
        mark = opened  # the mistake is where something was opened, not where the end was missed
    trap = trap_at(text, min(mark.index, len(text)) if mark else 0, what)
    return _refused(trap.code, trap.message, trap.start, trap.hint)
