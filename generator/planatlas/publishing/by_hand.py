"""What people put beside the records by hand: Markdown pages, which may carry a marking, pictures and other files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs.utils import meta

from planatlas.linking.audience import UnknownAudienceError
from planatlas.pages.search import PageByHand
from planatlas.reading.folder import Content
from planatlas.reading.suggestions import did_you_mean

if TYPE_CHECKING:
    from mkdocs.structure.files import File

PLANS = "plans"
CONTRIBUTORS = "contributors"
"""For whom a page may say it is; it is in the whole site, and in no part of it."""


def may_be_shown(content: Content, folder: Path, path: str) -> bool:
    """Whether the audience of cut content may have a file of its folder.

    A Markdown page may carry `marking` in its front matter; what lies in the folder of a plan goes where the plan goes.
    Raises UnknownAudienceError for a marking that the site does not know.
    """
    parts = PurePosixPath(path).parts
    if len(parts) > 2 and parts[0] == PLANS and parts[1] not in content.plans:  # noqa: PLR2004 - plans/PLAN/file
        return False
    return PurePosixPath(path).suffix != ".md" or _is_within(content, folder, path)


def _is_within(content: Content, folder: Path, path: str) -> bool:
    _, stated = meta.get_data(text_by_hand(folder / path))
    marking = stated.get("marking")
    if marking is None:
        return True
    names = [known.name for known in content.site.markings]
    if marking not in names:
        hint = did_you_mean(str(marking), names) or f"one of {', '.join(names) or 'none in site.yml'}"
        msg = f"{folder / path}: no marking '{marking}'; {hint}"
        raise UnknownAudienceError(msg)
    return content.audience is None or names.index(marking) <= names.index(content.audience)


def is_for_contributors(folder: Path, path: str) -> bool:
    """Whether a Markdown page says in its front matter that it is for those who write the content."""
    return (
        PurePosixPath(path).suffix == ".md" and meta.get_data(text_by_hand(folder / path))[1].get("for") == CONTRIBUTORS
    )


def found_by(page: File) -> PageByHand:
    """Return what a page is found by: the title that it states, or its first heading, and its other headings.

    The words under its headings are left out, so that records stay easier to find than what is said about them.
    """
    text, stated = meta.get_data(page.content_string)
    headings = [re.sub(r"[`*]|\{.*?\}", "", found).strip() for found in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]
    name = str(stated.get("title") or next(iter(headings), page.name))
    others = [str(stated.get("description") or ""), *(heading for heading in headings if heading != name)]
    return PageByHand(page.url, name, " ".join(filter(None, others)))


def paths_by_hand(folder: Path) -> list[str]:
    """Return the paths of the Markdown pages of a content folder, whatever comes and goes there meanwhile."""
    files = (Path(place, name) for place, _, names in os.walk(folder) for name in names if name.endswith(".md"))
    return sorted(file.relative_to(folder).as_posix() for file in files if file.is_file())


def pages_by_hand(content: Content, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of the Markdown pages that the audience of cut content may have."""
    for path in paths_by_hand(folder):
        if may_be_shown(content, folder, path):
            yield path, text_by_hand(folder / path)


def text_by_hand(file: Path) -> str:
    """Return the text of a page, as MkDocs reads it; none where it cannot be read, which MkDocs tells."""
    with suppress(OSError):
        return file.read_text(encoding="utf-8-sig", errors="replace")
    return ""
