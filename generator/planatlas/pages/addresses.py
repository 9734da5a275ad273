"""Where each page lives, as paths of Markdown files from the root of the site."""

from __future__ import annotations

import posixpath

from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind

HOME = "index.md"
PLANS = "plans/index.md"
ACTORS = "actors/index.md"
INSTRUMENTS = "instruments/index.md"
THEMES = "themes/index.md"
DEADLINES = "deadlines.md"
OVERLAPS = "overlaps.md"
PROGRESS = "progress.md"
GLOSSARY = "glossary.md"
ABOUT = "about.md"
DATA = "data.md"

JSON_FILE = "data/planatlas.json"
WORKBOOK = "data/planatlas.xlsx"
CALENDAR = "data/all.ics"
"""Files for other programs, beside the pages; those of single records, tables and schemas follow below."""


def address(key: Key) -> str:
    """Return the path of a record's page."""
    match key.kind:
        case Kind.PLAN:
            return f"plans/{key.id}/index.md"
        case Kind.ACTION:
            plan, ref = key.id.split("/")
            return f"plans/{plan}/actions/{ref}.md"
        case Kind.TERMS:
            return GLOSSARY
        case Kind.SITE:
            return HOME
        case _:
            return f"{key.kind}s/{key.id}.md"


def calendar_of(key: Key) -> str:
    """Return the path of the calendar of a plan or an actor."""
    return f"data/{key.kind}s/{key.id}.ics"


def table_of_actor(actor: str, suffix: str) -> str:
    """Return the path of the table of an actor's actions, as `csv` or `xlsx`."""
    return f"data/actors/{actor}.{suffix}"


def table_file(name: str) -> str:
    """Return the path of a table of all plans."""
    return f"data/csv/{name}.csv"


def schema_file(name: str) -> str:
    """Return the path of a JSON Schema, by its file name."""
    return f"data/schemas/{name}"


def relative(source: str, target: str) -> str:
    """Return the way from one page to another, as a relative link."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


def published(path: str) -> str:
    """Return the address of a page in the finished site, from its root."""
    return f"{path.removesuffix('.md')}.html"
