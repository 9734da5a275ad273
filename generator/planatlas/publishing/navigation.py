"""The navigation as configured, without the pages that only some content has."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from planatlas.pages.addresses import CHANGES, MEETINGS

OPTIONAL = (MEETINGS, CHANGES)
"""Pages that are not there where the content has nothing for them."""


def navigation_of(configured: Any, paths: Container[str]) -> Any:  # noqa: ANN401 - what YAML gives
    """Return a navigation as MkDocs has it, less the entries of optional pages that are not among these paths."""
    missing = [path for path in OPTIONAL if path not in paths]
    return _without(configured, missing) if missing else configured


def _without(entry: Any, missing: list[str]) -> Any:  # noqa: ANN401
    """A group that would be left empty goes too."""
    match entry:
        case dict():
            kept = {title: _without(inner, missing) for title, inner in entry.items() if inner not in missing}
            return {title: inner for title, inner in kept.items() if inner != []}
        case list():
            kept_entries = [_without(inner, missing) for inner in entry if inner not in missing]
            return [inner for inner in kept_entries if inner != {}]
        case _:
            return entry
