"""What the tests of pages share: Markdown turned into HTML as the site does it, and what a reader sees of that."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown import Markdown as Converter
from mkdocs.config import load_config

SITE_CONFIGURATION = Path(__file__).parents[2] / "mkdocs.yml"


class Shown(NamedTuple):
    """What Markdown comes to in a browser."""

    text: str
    """All text that is seen, runs of white space made one space."""
    tags: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]
    """Every element with its attributes, in order; ids made from text are left out."""

    @property
    def names(self) -> tuple[str, ...]:
        """The elements without their attributes."""
        return tuple(name for name, _ in self.tags)

    @property
    def targets(self) -> list[str | None]:
        """Where the links lead."""
        return [value for _, attributes in self.tags for key, value in attributes if key == "href"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple((key, value) for key, value in attrs if key != "id")))


@pytest.fixture(scope="session")
def show() -> Callable[[str], Shown]:
    """Return a function from Markdown to what is shown of it, with the extensions of the site."""
    config = load_config(str(SITE_CONFIGURATION))
    converter = Converter(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def shown(markdown: str) -> Shown:
        reader = _Reader()
        reader.feed(converter.reset().convert(markdown))
        reader.close()
        return Shown(" ".join("".join(reader.pieces).split()), tuple(reader.tags))

    return shown
