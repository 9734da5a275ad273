"""What the site has beside its pages: data for search and explorer, and the files that it offers for download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from planatlas.exports.downloads import planned_downloads
from planatlas.exports.feed_export import feeds
from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.pages.explorer import MAKERS
from planatlas.pages.search import INDEX, PageByHand, search_index


def files_beside(atlas: Atlas, history: History | None = None) -> dict[str, bytes]:
    """Return every such file by its path from the root of the site; feeds of changes where there is a history."""
    return {path: make() for path, make in planned_files(atlas, history).items()}


def planned_files(
    atlas: Atlas, history: History | None = None, pages: Sequence[PageByHand] = ()
) -> dict[str, Callable[[], bytes]]:
    """Return every such file by its path, each to be made on its own, in any order; `pages` are found by search too."""
    scripts: dict[str, Callable[[Atlas], str]] = {INDEX: partial(search_index, pages=pages), **MAKERS}
    return {
        **{path: partial(_encoded, make, atlas) for path, make in scripts.items()},
        **planned_downloads(atlas),
        **{path: partial(bytes, feed) for path, feed in feeds(atlas, history).items()},
    }


def _encoded(make: Callable[[Atlas], str], atlas: Atlas) -> bytes:
    return make(atlas).encode()
