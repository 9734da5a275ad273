"""The pages as a plain folder of Markdown, for other site generators."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.pages.build import pages_of
from planatlas.publishing.beside import files_beside


def write_pages(atlas: Atlas, to: Path, history: History | None = None) -> int:
    """Write every page and file of the site below a folder, which must be empty or new, and return how many pages.

    Raises FileExistsError where the folder holds anything.
    """
    pages = pages_of(atlas, history)
    files = {path: page.text.encode() for path, page in pages.items()}
    write_files({**files, **files_beside(atlas, history)}, to)
    return len(pages)


def write_files(files: Mapping[str, bytes], to: Path) -> None:
    """Write files by their paths below a folder, which must be empty or new.

    Raises FileExistsError where the folder holds anything, so that nothing is mixed or overwritten.
    """
    if to.exists() and any(to.iterdir()):
        msg = f"'{to}' is not empty; give a new folder"
        raise FileExistsError(msg)
    for path, content in files.items():
        file = to / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
