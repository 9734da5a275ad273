"""The way that every publisher goes: content folder to checked Atlas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planatlas.checking.check import check
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import read_folder
from planatlas.reading.problems import Problem


@dataclass(frozen=True)
class Checked:
    """An Atlas and every problem it has."""

    atlas: Atlas
    problems: list[Problem]


def checked(folder: Path, as_of: date) -> Checked:
    """Read, link and check a content folder. Raises NotADirectoryError where there is none."""
    atlas = link(read_folder(folder), as_of)
    return Checked(atlas, check(atlas))
