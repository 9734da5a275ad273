"""Which names in a bundle a Windows machine could not unpack, or would unpack over one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.addresses import address, calendar_of, published, table_of_actor
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Problem, Severity, Span

LONGEST_PATH = 120
"""Characters, the folder in the zip included: Windows stops at 260, and where it is unpacked takes its share."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')


def unsafe_names(paths: Iterable[str], sources: Mapping[str, str]) -> list[Problem]:
    """Return every problem that the paths of a bundle would be, each at the record in `sources` behind the path."""
    found = []
    seen: dict[str, str] = {}
    for path in sorted(paths):
        span = Span(sources.get(path, path))
        for message, hint in _problems(path):
            found.append(Problem("unsafe-name", Severity.ERROR, f"{path}: {message}", span, hint))
        first = seen.setdefault(normalize("NFC", path).casefold(), path)
        if first != path:
            message = f"{path}: differs from {first} only by case or accents"
            found.append(Problem("same-but-for-case", Severity.ERROR, message, span, "rename one of the two records"))
    return found


def _problems(path: str) -> Iterator[tuple[str, str]]:
    if len(path) > LONGEST_PATH:
        yield f"{len(path)} characters, more than {LONGEST_PATH}", "give the record a shorter file name"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            yield f"'{part}' is no name", "choose another file name"
        elif _RESERVED.fullmatch(part):
            yield f"'{part}' is a name that Windows keeps for itself", "choose another file name"
        elif found := _FORBIDDEN.search(part):
            yield f"'{part}' has {found[0]!r} in it", "use letters, digits, hyphens and dots"
        elif part.endswith((".", " ")):
            yield f"'{part}' ends in a dot or a space, which Windows drops", "choose another file name"


def sources_of(atlas: Atlas) -> dict[str, str]:
    """Return the record's file behind each file of the site, by its path; what many records share is not there."""
    found: dict[str, str] = {}
    for kind in (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING):
        for identifier, entry in atlas.content.entries[kind].items():
            key = Key(kind, identifier)
            found[published(address(key))] = entry.path
            if kind in (Kind.PLAN, Kind.ACTOR):
                found[calendar_of(key)] = entry.path
            if kind is Kind.ACTOR:
                found |= {table_of_actor(identifier, suffix): entry.path for suffix in ("csv", "xlsx")}
    for old, new in atlas.redirects.items():
        if new.id in atlas.content.entries[new.kind]:
            found.setdefault(published(address(old)), atlas.content.entries[new.kind][new.id].path)
    return found
