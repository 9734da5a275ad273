"""What changed between two versions, as text for people, Markdown for a pull request, and JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planatlas.history.changes import Change, Changes, Turn
from planatlas.linking.atlas import Atlas
from planatlas.linking.called import called
from planatlas.linking.names import Key
from planatlas.pages.addresses import address, published
from planatlas.pages.markdown import escape
from planatlas.pages.saying import Group, OfRecord, counted, cut, grouped, lines_of, with_its_actions
from planatlas.pages.wording import plural
from planatlas.reading.model.base import Kind

SIGNS = {Turn.ADDED: "+", Turn.REMOVED: "-"}
"""What stands before a line of text; `~` before all others."""
LONGEST = 60_000
"""The most characters of Markdown: comments on the common forges may have 65,536."""
MOST_PAGES = 12
"""How many touched pages are named."""
_WITH_PAGES = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)
_AUTOMATIC = re.compile(r"@|(?<!&)#(?=\d)|(?<=http):|(?<=https):|(?<=\bwww)\.")
"""What forges turn into mentions of people, references and links where it stands in plain text."""


@dataclass(frozen=True)
class Compared:
    """Two versions and what changed from one to the other."""

    old: Atlas
    new: Atlas
    old_name: str
    """What the old version is called."""
    new_name: str
    changes: Changes


def text_changes(compared: Compared) -> str:
    """Return what changed for people, grouped by plan and record; a sign before each line says which way."""
    changes = compared.changes
    lines = [f"From {compared.old_name} to {compared.new_name}: {_summary(changes)}", ""]
    for group, title in _titled(compared):
        lines.append(title)
        for record in group.records:
            said = list(lines_of(record, with_its_actions(changes)))
            if len(said) == 1 and not record.first.field:
                lines.append(f"  {SIGNS.get(said[0][0], '~')} {_plain(_name(record))}: {_plain(said[0][1])}")
                continue
            lines.append(f"    {_plain(_name(record))}")
            lines += [f"      {SIGNS.get(turn, '~')} {_plain(words)}" for turn, words in said]
        lines.append("")
    lines += [f"{line}\n" for line in _afterwards(compared)]
    return "\n".join(lines).rstrip("\n") + "\n"


def markdown_changes(compared: Compared) -> str:
    """Return what changed as Markdown for a comment, never longer than such a comment may be."""
    changes = compared.changes
    head = f"## What this changes\n\nFrom {_escaped(compared.old_name)} to {_escaped(compared.new_name)}: "
    tail = "".join(f"\n{_escaped(line)}\n" for line in _afterwards(compared))
    text = f"{head}{_summary(changes)}\n"
    room = LONGEST - len(text) - len(tail) - 100
    left = sum(len(record.changes) for group, _ in _titled(compared) for record in group.records)
    for group, title in _titled(compared):
        heading = f"\n### {_escaped(title)}\n\n"
        for record in group.records:
            said = [words for _, words in lines_of(record, with_its_actions(changes))]
            name = f"- **{_escaped(_name(record))}**"
            block = (
                f"{name}: {_escaped(said[0])}\n"
                if len(said) == 1
                else f"{name}\n" + "".join(f"  - {_escaped(words)}\n" for words in said)
            )
            if room < len(heading) + len(block):
                return f"{text}\n… and {plural(left, 'more change', 'more changes')}.\n{tail}"
            text, room, left = text + heading + block, room - len(heading) - len(block), left - len(record.changes)
            heading = ""
    return text + tail


def json_changes(compared: Compared) -> str:
    """Return what changed as JSON. The names of fields and kinds stay as they are from release to release."""
    said = {
        "from": compared.old_name,
        "to": compared.new_name,
        "as_of": compared.new.as_of.isoformat(),
        "changes": [_object(compared, change) for change in compared.changes],
        "unread": list(compared.changes.unread),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _object(compared: Compared, change: Change) -> dict[str, object]:
    shift = change.shift
    return {
        "kind": change.kind,
        "record": _key(change.key),
        "name": _plain(change.name),
        "formerly": change.old_key.id if change.old_key else None,
        "field": change.field or None,
        "item": change.item,
        "names": _key(change.item_key) if change.item_key else None,
        "before": change.before,
        "after": change.after,
        "moved": {
            "days": shift.days, "months": shift.months, "about": shift.about,
            "of": "start" if shift.of_start else "end",
        } if shift else None,
        "marking": change.marking,
        "pages": [published(address(key)) for key in _with_pages(compared.new, (change.key, *change.touches))],
    }  # fmt: skip


def _key(key: Key) -> dict[str, str]:
    return {"kind": key.kind.value, "id": key.id}


def _with_pages(atlas: Atlas, keys: Iterable[Key]) -> list[Key]:
    return [key for key in dict.fromkeys(keys) if key.kind in _WITH_PAGES and key.id in atlas.content.entries[key.kind]]


def _titled(compared: Compared) -> Iterator[tuple[Group, str]]:
    for group in grouped(compared.changes.told):
        if group.plan is None:
            yield group, group.title or ""
            continue
        key = Key(Kind.PLAN, group.plan)
        there = group.plan in compared.new.content.plans
        yield group, called((compared.new if there else compared.old).content, key)


def _name(record: OfRecord) -> str:
    """A plan stands below its own name already, unless it came or went."""
    return "The plan itself" if record.first.key.kind is Kind.PLAN and record.first.field else record.name


def _summary(changes: Changes) -> str:
    return f"{counted(changes)}." if changes else "nothing changed in meaning."


def _afterwards(compared: Compared) -> Iterator[str]:
    """Yield what is said below the changes: the pages they touch, and what could not be compared."""
    changes = compared.changes
    keys = _with_pages(compared.new, (key for change in changes for key in (change.key, *change.touches)))
    if keys:
        dossiers = [called(compared.new.content, key) for key in keys if key.kind is Kind.ACTOR]
        named = ", ".join(dossiers[:MOST_PAGES])
        more = f" and {len(dossiers) - MOST_PAGES} more" if len(dossiers) > MOST_PAGES else ""
        word = "dossier" if len(dossiers) == 1 else "dossiers"
        said = f"Touches {plural(len(keys), 'page')}"
        yield _plain(f"{said}, among them the {word} of {named}{more}." if dossiers else f"{said}.")
    if changes.unread:
        named = ", ".join(changes.unread[:MOST_PAGES])
        more = f" and {len(changes.unread) - MOST_PAGES} more" if len(changes.unread) > MOST_PAGES else ""
        yield f"Not compared, since it cannot be read in one of the versions: {named}{more}."


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _escaped(text: str) -> str:
    """Return plain text as Markdown that mentions nobody and links nowhere."""
    return _AUTOMATIC.sub(lambda found: f"&#{ord(found[0])};", escape(cut(_plain(text), 500)))


DIFFERENCES: Mapping[str, Callable[[Compared], str]] = MappingProxyType(
    {"text": text_changes, "markdown": markdown_changes, "json": json_changes}
)
"""The ways to report, by the name that the command line has for each."""
