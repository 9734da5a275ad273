"""Where a record is linked from and named, in lines: a line each, or where they are many, a line for each plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planatlas.linking.names import NAMED, Key
from planatlas.linking.wholes import parts_by_whole
from planatlas.pages.markdown import Markdown, joined
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

MANY = 24
"""More than these are gathered by plan, or by kind where they are in none."""


def linked_from(writer: Writer, key: Key, word: str) -> list[Markdown]:
    """Return what links to a record, after a word such as `Linked from`; its parts come first."""
    parts = parts_by_whole(writer.atlas).get(key, ())
    lines = []
    if 0 < len(parts) <= MANY:
        names = joined([writer.name(part) for part in parts])
        lines.append(Markdown(f"Its part{'s' if len(parts) > 1 else ''}: {names}"))
    elif parts:
        lines += _gathered(writer, parts, "Its parts in ")
    others = [source for source in writer.atlas.linked_from.get(key, ()) if source not in set(parts)]
    return [*lines, *named_in(writer, others, f"{word} ")]


def mentions(writer: Writer, key: Key, word: str = "") -> list[Markdown]:
    """Return the records with pages of their own that name a record in their text only."""
    sources = [source for source in writer.atlas.mentioned_in.get(key, ()) if source.kind in NAMED]
    return named_in(writer, sources, word)


def named_in(writer: Writer, sources: Sequence[Key], word: str = "") -> list[Markdown]:
    """Return records, each after a word such as `Mentioned in`."""
    if len(sources) > MANY:
        return _gathered(writer, sources, word)
    return [Markdown(f"{word}{writer.name(source)}") for source in sources]


def _gathered(writer: Writer, sources: Iterable[Key], word: str) -> list[Markdown]:
    found: dict[Markdown, list[Markdown]] = {}
    for source in sources:
        if source.kind is Kind.ACTION:
            where = writer.plan(source.id.partition("/")[0])
        else:
            where = Markdown(f"{source.kind.value}s" if word else f"{source.kind.value}s".capitalize())
        found.setdefault(where, []).append(writer.name(source))
    return [Markdown(f"{word}{where}: {joined(names)}") for where, names in found.items()]
