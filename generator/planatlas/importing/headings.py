"""The header of a table in another format: which of its columns holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planatlas.importing.asked import Changes, Complaint
from planatlas.importing.sheets import Cell, Sheet
from planatlas.reading.model.action import Relation, Role
from planatlas.reading.problems import Severity
from planatlas.reading.suggestions import did_you_mean
from planatlas.reading.yaml_text import Location

PLAIN: Mapping[str, Location] = {
    "title": ("title",),
    "group": ("group",),
    "lead": ("lead",),
    "summary": ("summary",),
    "joint_action_days": ("joint_action_days",),
    "source_section": ("source", "section"),
    "source_item": ("source", "item"),
    "source_page": ("source", "page"),
    "marking": ("marking",),
}
"""The columns that go into one field of an action, and the field."""
SEVERAL: Mapping[str, Location] = {"types": ("types",), "themes": ("themes",)}
"""The same of fields that hold several values."""
HOLDS = (
    *("ref", "title", "summary", "section", "section_title", "actors", "instruments", "deadline", "indicators"),
    *("notes", *SEVERAL, *(name for name in PLAIN if name not in {"title", "summary"})),
)
"""What a column can hold; `actors` and `instruments` may be followed by a role or relation."""
_WORDS = {"actors": tuple(map(str, Role)), "instruments": tuple(map(str, Relation))}
_IN_SEVERAL_COLUMNS = {"actors", "instruments", "indicators", "notes", "summary"}

Held = tuple[str, str | None]
"""What a column holds, and the role or relation of those that it names."""


@dataclass(frozen=True)
class Headed:
    """A table whose header is found."""

    columns: Mapping[int, Held]
    """What a column holds, by its place; columns that are left out are not there."""
    rows: tuple[tuple[Cell, ...], ...]
    """The rows below the header."""


def headed(sheet: Sheet, told: Mapping[str, str], changes: Changes) -> Headed | None:
    """Find the header, the row that has most of the headings; None, with complaints, where columns are not clear.

    `told` says what columns hold, by their headings; those that are called as here need no telling.
    """
    wanted = {_plain(theirs): _held(theirs, ours, changes) for theirs, ours in told.items()}
    known: dict[str, Held] = {**{name: (name, None) for name in HOLDS}, **wanted}
    fitting = [sum(_plain(cell.text) in known for cell in row) for row in sheet.lines]
    if not max(fitting, default=0):
        widest = max(sheet.lines, key=lambda row: sum(bool(cell.text) for cell in row), default=())
        first = next((" ".join(cell.text.split()) for cell in widest if cell.text), "No.")
        hint = f"say what its columns hold, such as --column '{first}=ref'; a column can hold {', '.join(HOLDS)}"
        changes.complaints.append(Complaint(sheet.name, "no row has headings that are known", hint))
        return None
    place = fitting.index(max(fitting))
    header = sheet.lines[place]
    there = [" ".join(cell.text.split()) for cell in header if cell.text]
    headings = {_plain(heading) for heading in there}
    for theirs in told:
        if _plain(theirs) not in headings:
            hint = did_you_mean(theirs, there) or f"its columns are {', '.join(there)}"
            changes.complaints.append(Complaint(sheet.name, f"there is no column '{theirs}'", hint))
    columns = _columns(header, known, changes)
    if ("ref", None) not in columns.values():
        hint = f"say which it is, such as --column '{there[0]}=ref'; its columns are {', '.join(there)}"
        changes.complaints.append(Complaint(sheet.name, "no column holds the refs of the actions", hint))
        return None
    return Headed(columns, sheet.lines[place + 1 :])


def _columns(header: Iterable[Cell], known: Mapping[str, Held], changes: Changes) -> dict[int, Held]:
    columns: dict[int, Held] = {}
    for here, cell in enumerate(header):
        holds = known.get(_plain(cell.text))
        if holds is None and cell.text:
            message = f"the column '{' '.join(cell.text.split())}' is left out"
            hint = f"if it is wanted, say what it holds, such as --column '{' '.join(cell.text.split())}=notes'"
            changes.complaints.append(Complaint(cell.name, message, hint, Severity.WARNING))
        elif holds is not None and holds in columns.values() and holds[0] not in _IN_SEVERAL_COLUMNS:
            hint = "only one column can hold it; 'notes' can be told of several"
            changes.complaints.append(Complaint(cell.name, f"'{holds[0]}' stands here a second time", hint))
        elif holds is not None:
            columns[here] = holds
    return columns


def _held(theirs: str, ours: str, changes: Changes) -> Held:
    """Return what `actors lead` means: what the column holds, and the role or relation."""
    first, _, word = " ".join(ours.split()).partition(" ")
    words = _WORDS.get(first, ())
    if (first in HOLDS and not word) or word in words:
        return first, word or None
    choices = [f"{first} {one}" for one in words] or HOLDS
    hint = did_you_mean(ours, choices) or f"one of {', '.join(choices)}"
    changes.complaints.append(Complaint(f"--column '{theirs}={ours}'", f"a column cannot hold '{ours}'", hint))
    return first, None


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
