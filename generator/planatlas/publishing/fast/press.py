"""Makes and writes the generated pages and files, on all cores: what MkDocs would do one by one."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from planatlas.publishing.fast.page import FastPage, log
from planatlas.publishing.fast.shell import Shells, Template
from planatlas.publishing.fast.spread import spread
from planatlas.publishing.generated import GeneratedFile


@dataclass
class _Printed:
    """What the process that made some pages knows of them and the others ask."""

    anchors: dict[str, set[str]] = field(default_factory=dict)
    """The ids on a page, by the page's path."""
    links: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """Links to ids: by the page's path, the path of the page they lead to, and the id, as they are written."""
    warnings: list[tuple[int, str]] = field(default_factory=list)


class Templates(Protocol):
    """The theme's templates, as the Jinja environment has them that MkDocs makes."""

    auto_reload: bool
    """Whether a template is read again when its file has changed."""

    def get_template(self, name: str, /) -> Template:
        """Return a template by its name."""


class Press(Protocol):
    """What is handed the pages and files that need not wait for MkDocs."""

    def __call__(
        self, printing: Sequence[File], files: Files, templates: Templates, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Take care that they come into the site."""


def printable(files: Files) -> list[File]:
    """Return the generated files that belong into the site."""
    return [file for file in files if isinstance(file, GeneratedFile) and file.inclusion.is_included()]


def print_all(
    printing: Sequence[File], files: Files, templates: Templates, config: MkDocsConfig, nav: Navigation
) -> None:
    """Write generated files, pages among them, into the site, and say which of their links lead nowhere."""
    shells = Shells(templates.get_template, config, nav, files.documentation_pages())

    def work(batch: Sequence[File]) -> _Printed:
        printed = _Printed()
        with _kept(printed.warnings):
            for file in batch:
                page = file.page
                if not isinstance(page, FastPage):
                    _write(file, file.content_bytes)
                    continue
                _write(file, pressed(page, shells, config, files))
                printed.anchors[file.src_uri] = page.present_anchor_ids or set()
                if page.links_to_anchors:
                    printed.links[file.src_uri] = {to.src_uri: ids for to, ids in page.links_to_anchors.items()}
                page.forget()
        return printed

    found = spread(printing, work)
    for printed in found:
        for level, message in printed.warnings:
            log.log(level, message)
        for path, anchors in printed.anchors.items():
            _page(files, path).present_anchor_ids = anchors
    for printed in found:
        for path, links in printed.links.items():
            page = _page(files, path)
            page.links_to_anchors = {files.src_uris[to]: ids for to, ids in links.items()}
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)


def pressed(page: FastPage, shells: Shells, config: MkDocsConfig, files: Files) -> bytes:
    """Make a page and return its HTML as it stands in the site."""
    page.make(config, files)
    return shells.html(page).encode(errors="xmlcharrefreplace")


def _page(files: Files, path: str) -> FastPage:
    return cast("FastPage", files.src_uris[path].page)


def _write(file: File, content: bytes) -> None:
    to = Path(file.abs_dest_path)
    try:
        to.write_bytes(content)
    except FileNotFoundError:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(content)


@contextmanager
def _kept(warnings: list[tuple[int, str]]) -> Iterator[None]:
    """Keep what is logged about links, for the process that counts warnings."""

    def keep(record: logging.LogRecord) -> bool:
        warnings.append((record.levelno, record.getMessage()))
        return False

    log.addFilter(keep)
    try:
        yield
    finally:
        log.removeFilter(keep)
