"""A small site that is served while tests change what it comes from; each finds it as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from planatlas.publishing.build import dated
from planatlas.publishing.serve.workshop import Order, Workshop
from small_content import ROOT, SMALL

AS_OF = date(2026, 1, 1)
ACTION = "plans/alpha/actions/1"
PAGE = f"{ACTION}.html"
BY_HAND = {
    "notes.md": "# Notes\n\nOn [the data](about.md).\n",
    "plans/alpha/source.txt": "The document.\n",
}


@dataclass
class Site:
    """A site, what its server shows of it, and what it said."""

    folder: Path
    workshop: Workshop
    said: list[str] = field(default_factory=list)

    def write(self, files: dict[str, str | None]) -> None:
        """Write files below the folder, or take those away for which None stands, and let the server take it up."""
        for path, text in files.items():
            file = self.folder / path
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(dedent(text).removeprefix("\n"), encoding="utf-8")
        self.workshop.renew(frozenset((self.folder / path).resolve() for path in files))

    def page(self, address: str = PAGE) -> str | None:
        """Return what stands at an address."""
        edition = self.workshop.edition_for(address)
        found = edition.bytes_at(address) if edition else None
        return None if found is None else found.decode()

    @property
    def notices(self) -> list[tuple[str, str]]:
        """Where and what is wrong."""
        return [(notice.place, notice.message) for notice in self.workshop.notices[1]]


def configure(folder: Path, **more: str) -> Path:
    """Write a configuration like the site's own, with a theme folder of its own over it, and return the file."""
    (folder / "look/partials").mkdir(parents=True)
    (folder / "look/assets/stylesheets").mkdir(parents=True)
    shutil.copy(ROOT / "overrides/partials/foot.html", folder / "look/partials")
    (folder / "look/assets/stylesheets/extra.css").write_text("p { color: red }\n", encoding="utf-8")
    file = folder / "mkdocs.yml"
    lines = [f"INHERIT: {ROOT / 'mkdocs.yml'}", "site_name: Small atlas", "docs_dir: content"]
    lines += ["theme: {custom_dir: look}", "watch: []", *(f"{name}: {value}" for name, value in more.items())]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text).removeprefix("\n"), encoding="utf-8")


def open_site(folder: Path, files: dict[str, str] | None = None, *, audience: str | None = None, **more: str) -> Site:
    """Write a site below a new folder and take it up for the first time."""
    config_file = configure(folder, **more)
    write(folder / "content", {**SMALL, **BY_HAND, **(files or {})})
    (folder / "room").mkdir()
    said: list[str] = []
    order = Order(folder / "content", config_file, AS_OF, audience, folder / "room")
    site = Site(folder, Workshop(order, said.append), said)
    site.workshop.renew()
    return site


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Open a site once for all tests."""
    before = os.environ.get("NO_MKDOCS_2_WARNING")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with dated(AS_OF.isoformat()):
        site = open_site(tmp_path_factory.mktemp("served"))
        yield site
        site.workshop.close()
    if before is None:
        del os.environ["NO_MKDOCS_2_WARNING"]


@pytest.fixture
def site(opened: Site) -> Iterator[Site]:
    """Return the site; what a test changes in it is put back."""
    kept = {file: file.read_bytes() for file in opened.folder.rglob("*") if _is_source(file, opened)}
    opened.said.clear()
    yield opened
    found = {file for file in opened.folder.rglob("*") if _is_source(file, opened)}
    changed = {file for file, raw in kept.items() if not file.exists() or file.read_bytes() != raw}
    touched = changed | (found - kept.keys())
    for file in touched:
        if file in kept:
            file.write_bytes(kept[file])
        else:
            file.unlink()
    if touched:
        opened.workshop.renew(frozenset(touched))


def _is_source(file: Path, site: Site) -> bool:
    return file.is_file() and not file.is_relative_to(site.folder / "room")
