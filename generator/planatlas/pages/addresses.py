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
GLOSSARY = "glossary.md"
ABOUT = "about.md"


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


def relative(source: str, target: str) -> str:
    """Return the way from one page to another, as a relative link."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


def published(path: str) -> str:
    """Return the address of a page in the finished site, from its root."""
    return f"{path.removesuffix('.md')}.html"
