"""One page: its path, its Markdown, and the YAML file that a reader would edit to change it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page of the site."""

    path: str
    """Path of the Markdown file from the root of the site."""
    text: str
    """The Markdown, front matter included."""
    source: str | None
    """Path of the YAML file behind it, relative to the content folder; None for pages about many records."""
