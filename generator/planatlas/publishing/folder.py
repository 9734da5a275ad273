"""The pages as a plain folder of Markdown, for other site generators."""

from __future__ import annotations

from pathlib import Path

from planatlas.linking.atlas import Atlas
from planatlas.pages.build import pages_of


def write_pages(atlas: Atlas, to: Path) -> int:
    """Write every page below a folder, which must be empty or new, and return how many.

    Raises FileExistsError where the folder holds anything, so that nothing is mixed or overwritten.
    """
    if to.exists() and any(to.iterdir()):
        msg = f"'{to}' is not empty; give a new folder"
        raise FileExistsError(msg)
    pages = pages_of(atlas)
    for path, page in pages.items():
        file = to / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.text, encoding="utf-8", newline="\n")
    return len(pages)
