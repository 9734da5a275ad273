"""The navigation: as configured, without the pages that only some content has; or the usual one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import PurePosixPath
from posixpath import dirname
from typing import Any

from planatlas.pages import addresses
from planatlas.pages.addresses import CHANGES, MEETINGS

OPTIONAL = (MEETINGS, CHANGES)
"""Pages that are not there where the content has nothing for them."""

USUAL: list[Any] = [
    {"Home": addresses.HOME},
    {"Explorer": addresses.EXPLORER},
    {"Plans": addresses.PLANS},
    {"Actors": addresses.ACTORS},
    {"Instruments": addresses.INSTRUMENTS},
    {"Themes": addresses.THEMES},
    {
        "Time": [
            {"Timeline": addresses.TIMELINE},
            {"Deadlines": addresses.DEADLINES},
            {"Changes": addresses.CHANGES},
            {"Meetings": addresses.MEETINGS},
        ]
    },
    {
        "Across plans": [
            {"Overlaps": addresses.OVERLAPS},
            {"Who does what": addresses.WHO_DOES_WHAT},
            {"Network": addresses.NETWORK},
            {"Indicators": addresses.INDICATORS},
            {"Progress": addresses.PROGRESS},
        ]
    },
    {
        "About": [
            {"About the data": addresses.ABOUT},
            {"Data files": addresses.DATA},
            {"Glossary": addresses.GLOSSARY},
            {"Accessibility": addresses.ACCESSIBILITY},
        ]
    },
    {"Help": [{"Fields": addresses.FIELDS}, {"Problems and repairs": addresses.PROBLEMS}]},
]
"""What a configuration without a navigation gets, in the form of mkdocs.yml."""


def usual_navigation(by_hand: Iterable[str]) -> list[Any]:
    """Return the usual navigation, and after it the pages that somebody wrote by hand, under the titles they have."""
    others = [path for path in by_hand if path != addresses.HOME]
    return [*USUAL, *([{"More": others}] if others else [])]


def navigation_of(configured: Any, paths: Iterable[str], left_out: Iterable[str] = ()) -> Any:  # noqa: ANN401 - what YAML gives
    """Return a navigation as MkDocs has it, less what content other than that it was written for has not.

    That is the entries of optional pages, of those that were left out, and those in a folder of which nothing is among
    these paths, such as the guides of another content.
    """
    paths = set(paths)
    folders = {"", *map(dirname, paths)}
    folders |= {str(outer) for folder in folders for outer in PurePosixPath(folder).parents}
    missing = [path for path in (*OPTIONAL, *left_out) if path not in paths]
    missing += [path for path in _pages_in(configured) if dirname(path) not in folders]
    return _without(configured, missing) if missing else configured


def _pages_in(entry: Any) -> Iterable[str]:  # noqa: ANN401
    """Yield the paths of the pages of the site itself that a navigation names."""
    match entry:
        case dict():
            for inner in entry.values():
                yield from _pages_in(inner)
        case list():
            for inner in entry:
                yield from _pages_in(inner)
        case str() if entry.endswith(".md") and ":" not in entry and not entry.startswith("/"):
            yield entry


def _without(entry: Any, missing: Container[str]) -> Any:  # noqa: ANN401
    """A group that would be left empty goes too."""
    match entry:
        case dict():
            kept = {title: _without(inner, missing) for title, inner in entry.items() if not _is_in(inner, missing)}
            return {title: inner for title, inner in kept.items() if inner != []}
        case list():
            kept_entries = [_without(inner, missing) for inner in entry if not _is_in(inner, missing)]
            return [inner for inner in kept_entries if inner != {}]
        case _:
            return entry


def _is_in(entry: Any, missing: Container[str]) -> bool:  # noqa: ANN401
    return isinstance(entry, str) and entry in missing
