"""Makes and writes the generated pages and files, on all cores: what MkDocs would do one by one."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from planatlas.publishing.fast.page import FastPage, log
from planatlas.publishing.fast.shell import Shells, Template
from planatlas.publishing.generated import GeneratedFile
from planatlas.running.spread import MANY, Batches, Others, cores
from planatlas.running.uncollected import uncollected

AT_ONCE = 2**20
"""Of how many characters of Markdown the pages are worked on together."""


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


@dataclass(frozen=True)
class Prepared:
    """What MkDocs has worked out by the time it renders pages."""

    files: Files
    templates: Templates
    config: MkDocsConfig
    nav: Navigation

    def shells(self) -> Shells:
        """Return what stands around the pages, by the templates as they are now."""
        return Shells(self.templates.get_template, self.config, self.nav, self.files.documentation_pages())


class Press(Protocol):
    """What is handed the pages and files that need not wait for MkDocs, to take care that they come into the site."""

    def begin(self, files: Sequence[GeneratedFile], /) -> None:
        """Begin with files that are no pages: all that they take is known early."""

    def finish(self, printing: Sequence[GeneratedFile], prepared: Prepared, /) -> None:
        """Take care of everything that is to be printed: of the pages, and of the files that were begun with."""

    def stop(self) -> None:
        """Leave what is under way, as the build has failed."""


class OnDisk:
    """Writes generated files and pages into the site, on all cores, and says which of their links lead nowhere."""

    def __init__(self) -> None:
        self._begun: Sequence[GeneratedFile] = ()
        self._files: Batches[GeneratedFile, _Printed] = Batches((), _write_files)
        self._early, self._others = Others[_Printed](), Others[_Printed]()

    def begin(self, files: Sequence[GeneratedFile]) -> None:
        """Let another process write the files while MkDocs looks at the pages."""
        self._files.close()
        self._begun, self._files = files, Batches(files, _write_files)
        if cores() > 1 and len(files) >= MANY:
            self._early.begin(self._files.take)

    def finish(self, printing: Sequence[GeneratedFile], prepared: Prepared) -> None:
        """Write the pages, and what is left of the files.

        The process that was begun with knows no pages: it ends with what it has in hand, and another takes its place,
        so that there are never more processes than cores.
        """
        pages = [file for file in printing if isinstance(file.page, FastPage)]
        batches = Batches(pages, partial(_write_pages, prepared, prepared.shells()))
        left = Batches(self._files.withdraw(), _write_files)

        def take(side: int = 0) -> Iterator[_Printed]:
            return chain(batches.take(side=side), left.take(side=side))

        def use_cores() -> None:
            for number in range(1 + len(self._early) + len(self._others), cores() if len(pages) >= MANY else 0):
                self._others.begin(partial(take, number))

        try:
            with uncollected():
                use_cores()
                found = [*batches.take(self._early.are_done), *self._early.found()]
                use_cores()
                found += [*take(), *self._others.found()]
        finally:
            self.stop()
            batches.close()
            left.close()
        for file in set(self._begun).difference(printing):
            Path(file.abs_dest_path).unlink(missing_ok=True)  # which another plugin has taken out
        _look_at_anchors(found, prepared.files, prepared.config)

    def stop(self) -> None:
        """End the other processes."""
        self._early.stop()
        self._others.stop()


def _write_files(batch: Sequence[GeneratedFile]) -> _Printed:
    for file in batch:
        _write(file, file.content_bytes)
    return _Printed()


def _write_pages(prepared: Prepared, shells: Shells, batch: Sequence[GeneratedFile]) -> _Printed:
    """Make and write some pages, each step for many of them: a processor is fast at what it has just done."""
    printed = _Printed()
    with _kept(printed.warnings):
        for pages in _read(cast("FastPage", file.page) for file in batch):
            for page in pages:
                page.convert(prepared.config, prepared.files)
            texts = [shells.html(page) for page in pages]
            for page, text in zip(pages, texts, strict=True):
                _write(page.file, text)
                path = page.file.src_uri
                printed.anchors[path] = page.present_anchor_ids or set()
                if page.links_to_anchors:
                    printed.links[path] = {to.src_uri: ids for to, ids in page.links_to_anchors.items()}
                page.forget()
    return printed


def _read(pages: Iterable[FastPage]) -> Iterator[list[FastPage]]:
    """Make the Markdown of pages, and yield as many of them at a time as memory should hold."""
    read: list[FastPage] = []
    size = 0
    for page in pages:
        page.read()
        read.append(page)
        size += len(page.markdown or "")
        if size > AT_ONCE:
            yield read
            read, size = [], 0
    yield read


def _look_at_anchors(found: Collection[_Printed], files: Files, config: MkDocsConfig) -> None:
    """Say what was noted of links, and which of them lead to an id that its page does not have."""
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


def printable(files: Iterable[File]) -> list[GeneratedFile]:
    """Return the generated files that belong into the site."""
    return [file for file in files if isinstance(file, GeneratedFile) and file.inclusion.is_included()]


def pressed(page: FastPage, prepared: Prepared, shells: Shells) -> bytes:
    """Make a page and return its HTML as it stands in the site."""
    page.read()
    page.convert(prepared.config, prepared.files)
    return shells.html(page)


def _page(files: Files, path: str) -> FastPage:
    return cast("FastPage", files.src_uris[path].page)


def _write(file: File, content: bytes) -> None:
    path = file.abs_dest_path
    try:
        to = open(path, "wb")  # noqa: PTH123, SIM115 - a Path for each file is slow
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        to = open(path, "wb")  # noqa: PTH123, SIM115 - as above
    with to:
        to.write(content)


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
