"""The navigation of mkdocs.yml, without pages that this content does not have."""

from __future__ import annotations

from typing import Any


def without_page(navigation: Any, path: str) -> Any:  # noqa: ANN401 - lists, mappings and texts, as YAML has them
    """Return the navigation without the page at a path, and without groups that held nothing else."""
    match navigation:
        case list():
            kept = (without_page(item, path) for item in navigation)
            return [item for item in kept if item not in (None, [], {})]
        case dict():
            shown = {title: without_page(item, path) for title, item in navigation.items()}
            return {title: item for title, item in shown.items() if item not in (None, [], {})}
        case _:
            return None if navigation == path else navigation
