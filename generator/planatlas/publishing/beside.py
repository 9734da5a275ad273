"""What the site has beside its pages: data for search and explorer, and the files that it offers for download."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from planatlas.exports.downloads import planned_downloads
from planatlas.linking.atlas import Atlas
from planatlas.pages.explorer import MAKERS
from planatlas.pages.search import INDEX, search_index


def files_beside(atlas: Atlas) -> dict[str, bytes]:
    """Return every such file by its path from the root of the site."""
    return {path: make() for path, make in planned_files(atlas).items()}


def planned_files(atlas: Atlas) -> dict[str, Callable[[], bytes]]:
    """Return every such file by its path, each to be made on its own, in any order."""
    scripts = {INDEX: search_index, **MAKERS}
    return {**{path: partial(_encoded, make, atlas) for path, make in scripts.items()}, **planned_downloads(atlas)}


def _encoded(make: Callable[[Atlas], str], atlas: Atlas) -> bytes:
    return make(atlas).encode()
