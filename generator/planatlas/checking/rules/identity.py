"""Rules on ids and names: one record, one id, safe as a file name everywhere; one name, one record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Severity, Span

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
LONGEST_PATH = 120
"""Longer paths break when a site is unpacked in a deep folder on Windows, whose limit is 260 characters."""


@rule("unsafe-name", Severity.ERROR)
def unsafe_name(atlas: Atlas) -> Iterator[Finding]:
    """A file's name is in small letters, digits, hyphens and dots, and safe on Windows."""
    for path in atlas.content.documents:
        for part in path.removesuffix(".yml").split("/"):
            if wrong := why_unsafe(part):
                yield Finding(Span(path), *wrong)
        if len(path) > LONGEST_PATH:
            yield Finding(Span(path), f"the path has {len(path)} characters", f"keep it within {LONGEST_PATH}")


@lru_cache(maxsize=2**12)  # folders come again and again
def why_unsafe(part: str) -> tuple[str, str] | None:
    """Return what is wrong with a file name without its ending, and what to do; None for one that is safe."""
    if _RESERVED.fullmatch(part.lower()):
        return f"'{part}' is a name that Windows keeps for itself", "choose another file name"
    if _ID.fullmatch(part):
        return None
    if _ID.fullmatch(part.lower()):
        return f"'{part}' has capital letters", _suggest(part)
    return f"'{part}' has characters that are not safe in a file name", _suggest(part)


def safe_name(text: str) -> str:
    """Return a text as a file name would have it: small letters, digits, hyphens and dots. It may be empty."""
    plain = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[-.]*-[-.]*", "-", re.sub(r"[^a-z0-9.]+", "-", plain)).strip("-.")


def _suggest(part: str) -> str:
    safe = safe_name(part)
    return f"rename it to '{safe}'" if safe else "use small letters, digits, hyphens and dots"


@rule("same-but-for-case", Severity.ERROR)
def same_but_for_case(atlas: Atlas) -> Iterator[Finding]:
    """No two files have names that differ only by case, since Windows and macOS take them for one."""
    seen: dict[str, str] = {}
    for path in atlas.content.documents:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            yield Finding(Span(path), f"differs only by case from '{first}'", "keep one of the two files")


@rule("shared-id", Severity.ERROR)
def shared_id(atlas: Atlas) -> Iterator[Finding]:
    """An id belongs to one actor, instrument, theme or plan, so that [[id]] means one thing."""
    first: dict[str, Key] = {}
    for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.PLAN):
        for identifier, entry in atlas.content.entries[kind].items():
            other = first.setdefault(identifier, Key(kind, identifier))
            if other.kind is not kind:
                yield Finding(
                    Span(entry.path), f"there is also an {other.kind} '{identifier}'", "rename one of the two"
                )


@rule("duplicate-alias", Severity.ERROR)
def duplicate_alias(atlas: Atlas) -> Iterator[Finding]:
    """A name or alias belongs to one actor or instrument, and stands there once."""
    for namings in atlas.namings.values():
        named = [naming for naming in namings if naming.key.kind in (Kind.ACTOR, Kind.INSTRUMENT)]
        owners: dict[Key, int] = defaultdict(int)
        for naming in named:
            owners[naming.key] += 1
            first = named[0]
            if naming is first:
                continue
            entry = atlas.content.entries[naming.key.kind][naming.key.id]
            span = entry.document.span(naming.location)
            if naming.key != first.key:
                message = f"'{naming.name}' is already a name of the {first.key.kind} '{first.key.id}'"
                yield Finding(span, message, "keep it with one of the two, or make both one record")
            elif owners[naming.key] > 1:
                message = f"'{naming.name}' stands here twice"
                yield Finding(span, message, "a record's name and short name need not be aliases too")


@rule("broken-formerly", Severity.ERROR)
def broken_formerly(atlas: Atlas) -> Iterator[Finding]:
    """A former id is no longer in use and is claimed once."""
    claimed: dict[tuple[Kind, str], str] = {}
    for kind, entries in atlas.content.entries.items():
        for identifier, entry in entries.items():
            for position, old in enumerate(entry.record.formerly):
                full = f"{identifier.split('/')[0]}/{old}" if kind is Kind.ACTION and "/" not in old else old
                if wrong := _wrong_with_former(old, full, in_use=full in entries, claimed=claimed.get((kind, full))):
                    yield Finding(entry.document.span(("formerly", position)), *wrong)
                claimed[kind, full] = identifier


def _wrong_with_former(old: str, full: str, *, in_use: bool, claimed: str | None) -> tuple[str, str] | None:
    """Return what is wrong with a former id, and what to do; None where nothing is."""
    if in_use:
        return f"'{full}' is in use", "take it away here, or remove the other file"
    if claimed is not None:
        return f"'{full}' is a former id of '{claimed}' too", "an old address can lead to one place only"
    if not all(_ID.fullmatch(part) for part in full.split("/")):
        return f"'{old}' is not an id", "write the old file name without .yml"
    return None
