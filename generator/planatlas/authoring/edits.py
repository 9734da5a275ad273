"""Small edits of a file's text: what is not meant stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planatlas.reading.yaml_text import Document, Location

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, order=True)
class Edit:
    """A piece of a document's text, by its offsets in code points, and what stands there instead."""

    start: int
    end: int
    text: str


def edited(raw: bytes, edits: Iterable[Edit]) -> bytes:
    r"""Return a file's bytes with edits made whose offsets count in the text as our reader has it.

    That text has no byte order mark and `\n` for every line break; the file keeps its own.
    """
    mark = _BOM if raw.startswith(_BOM) else b""
    text = raw[len(mark) :].decode()
    breaks = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(set(edits), reverse=True):
        start, end = _place(text, edit.start), _place(text, edit.end)
        text = text[:start] + edit.text.replace("\n", breaks) + text[end:]
    return mark + text.encode()


def _place(text: str, offset: int) -> int:
    r"""Return where an offset that counts `\r\n` as one lies in the text."""
    if "\r\n" not in text:
        return offset
    place = 0
    for found in re.finditer("\r\n", text):
        if found.start() - place >= offset:
            break
        place += 1
    return offset + place


def scalar_edit(document: Document, location: Location, value: str) -> Edit:
    """Return the edit that puts an id in place of a value, in the same quotes."""
    mark = document.values[location]
    quote = document.text[mark.start]
    return Edit(mark.start, mark.end, f"{quote}{value}{quote}" if quote in "\"'" else value)


def formerly_edits(document: Document, *, add: str, drop: Collection[str]) -> list[Edit]:
    """Return the edits by which a record's `formerly` lists one more id, and no longer those to be dropped."""
    text = document.text
    listed = document.data.get("formerly")
    if not isinstance(listed, list) or not listed:
        return [_formerly_line(document, add)]
    in_brackets = text[document.values["formerly",].start] == "["
    dropped = [position for position, item in enumerate(listed) if item in drop]
    if dropped:
        taken, *others = [document.values["formerly", position] for position in dropped]
        edits = [_without(text, mark.start, mark.end, in_brackets=in_brackets) for mark in others]
        return [Edit(taken.start, taken.end, _plain(add)), *edits]
    first = document.values["formerly", 0].start
    between = ", " if in_brackets else "\n" + text[text.rfind("\n", 0, first) + 1 : first]
    return [Edit(first, first, f"{_plain(add)}{between}")]


def _plain(identifier: str) -> str:
    """An id that an editor could take for a number stands in quotes, as refs do."""
    return f'"{identifier}"' if re.fullmatch(r"[0-9.]+", identifier) else identifier


def _formerly_line(document: Document, identifier: str) -> Edit:
    text = document.text
    line = f"formerly: [{_plain(identifier)}]\n"
    if "formerly" in document.data:  # there, and empty
        key = document.keys["formerly",]
        end = text.find("\n", key.start)
        return Edit(key.start, len(text) if end < 0 else end + 1, line)
    notes = document.keys.get(("notes",))
    if notes:
        return Edit(notes.start, notes.start, line)
    return Edit(len(text), len(text), line if text.endswith("\n") else f"\n{line}")


def _without(text: str, start: int, end: int, *, in_brackets: bool) -> Edit:
    """Return the edit that takes an item out of a list."""
    if in_brackets:
        after = re.match(r"\s*,\s*", text[end:])
        if after:
            return Edit(start, end + after.end(), "")
        before = re.search(r"\s*,\s*$", text[:start])
        return Edit(before.start() if before else start, end, "")
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return Edit(line, len(text) if stop < 0 else stop + 1, "")
