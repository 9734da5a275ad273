"""What the site has beside its pages: data for search and explorer, and the files that it offers for download."""

from __future__ import annotations

from planatlas.exports.downloads import downloads
from planatlas.exports.feed_export import feeds
from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.pages.explorer import explorer_scripts
from planatlas.pages.search import INDEX, search_index


def files_beside(atlas: Atlas, history: History | None = None) -> dict[str, bytes]:
    """Return every such file by its path from the root of the site; feeds of changes where there is a history."""
    scripts = {INDEX: search_index(atlas), **explorer_scripts(atlas)}
    return {**{path: text.encode() for path, text in scripts.items()}, **downloads(atlas), **feeds(atlas, history)}
