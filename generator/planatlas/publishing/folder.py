"""The pages as a plain folder of Markdown, for other site generators."""

from __future__ import annotations

from pathlib import Path

from planatlas.linking.atlas import Atlas
from planatlas.pages.build import pages_of
from planatlas.pages.search import INDEX, search_index


def write_pages(atlas: Atlas, to: Path) -> int:
    """Write every page and the search index below a folder, which must be empty or new, and return how many pages.

    Raises FileExistsError where the folder holds anything, so that nothing is mixed or overwritten.
    """
    if to.exists() and any(to.iterdir()):
        msg = f"'{to}' is not empty; give a new folder"
        raise FileExistsError(msg)
    pages = pages_of(atlas)
    for path, text in {**{path: page.text for path, page in pages.items()}, INDEX: search_index(atlas)}.items():
        file = to / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return len(pages)
