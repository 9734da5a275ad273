"""What is timed: the commands of Planatlas from YAML to the finished site, and other generators on the same Markdown.

The Markdown is what `planatlas pages` writes, so that all make the same pages. Planatlas also writes the downloads and
the search index, and checks; Hugo has next to no template, MkDocs has Material and its search.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from itertools import count
from pathlib import Path

from measuring import Run, timed

ROOT = Path(__file__).parents[1]
PLANATLAS = [sys.executable, "-m", "planatlas"]
AS_OF = "2026-01-01"

CHECK = "planatlas check"
CHECK_AGAIN = "planatlas check, one file changed"
BUILD = "planatlas build"
AGAIN = "planatlas build, one file changed"
MKDOCS = "MkDocs with Material, pages out of the navigation"
NAVIGATION = "MkDocs with Material, all pages in the navigation"
HUGO = "Hugo"
ALL = (CHECK, CHECK_AGAIN, BUILD, AGAIN, MKDOCS, NAVIGATION, HUGO)
"""Everything that can be compared, in the order in which it takes its turn."""

ONCE = (MKDOCS, NAVIGATION)
"""What takes minutes, and so runs once where the others run several times."""

Contender = Callable[[], Run]
"""Runs once and tells what that took; can be run any number of times."""


def contenders(room: Path, content: Path, names: Collection[str]) -> dict[str, Contender]:
    """Return those of the named that this machine has, ready to run on content; files go to an empty folder."""
    makers = {
        CHECK: _check,
        CHECK_AGAIN: _check_again,
        BUILD: _build,
        AGAIN: _again,
        MKDOCS: _mkdocs,
        NAVIGATION: _in_navigation,
        HUGO: _hugo,
    }
    chosen = [name for name in ALL if name in names and (name != HUGO or shutil.which("hugo"))]
    return {name: makers[name](room, content) for name in chosen}


def site_of(room: Path) -> Path:
    """Return where Planatlas puts the site."""
    return room / "site"


def build_command(room: Path, content: Path) -> list[str]:
    """Return the command that builds content in the room."""
    configuration = next(filter(Path.is_file, [room / "mkdocs.yml"]), ROOT / "mkdocs.yml")
    options = ["--no-strict", "--as-of", AS_OF, "--content", str(content), "--site", str(site_of(room))]
    options += ["--config-file", str(configuration)]
    return [*PLANATLAS, "build", *options]


def _check_command(content: Path) -> list[str]:
    return [*PLANATLAS, "check", "--no-notes", "--content", str(content)]


def _check(room: Path, content: Path) -> Contender:
    def run() -> Run:
        _put_away(_cache(room))
        return _planatlas(room, _check_command(content))

    return run


def _check_again(room: Path, content: Path) -> Contender:
    return _once_more(room, content, _check_command(content))


def _build(room: Path, content: Path) -> Contender:
    def run() -> Run:
        for folder in (site_of(room), _cache(room)):
            _put_away(folder)
        return _planatlas(room, build_command(room, content))

    return run


def _again(room: Path, content: Path) -> Contender:
    return _once_more(room, content, build_command(room, content))


def _once_more(room: Path, content: Path, command: list[str]) -> Contender:
    """Run what was run before, with what it has left, after one action was given another title."""
    file = min(content.glob("plans/*/actions/*.yml"))
    numbers = count(1)

    def run() -> Run:
        title = f"title: Changed {next(numbers)} times before a {command[len(PLANATLAS)]}"
        file.write_text(re.sub(r"(?m)^title: .*$", title, file.read_text(encoding="utf-8")), encoding="utf-8")
        return _planatlas(room, command)

    return run


def _planatlas(room: Path, command: list[str]) -> Run:
    return timed(command, ROOT, PLANATLAS_CACHE=str(_cache(room)))


def _cache(room: Path) -> Path:
    """Return where Planatlas keeps what it has read."""
    return room / "cache"


def _put_away(folder: Path) -> None:
    """Take a folder out of the way, if it is there; it goes with the room.

    It is not deleted, since ext4 takes longer to make files where it has just deleted others.
    """
    if folder.exists():
        folder.rename(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))


def _mkdocs(room: Path, content: Path) -> Contender:
    markdown = _markdown(room, content)
    return _mkdocs_on(room / "mkdocs", markdown, sorted(file.name for file in markdown.glob("*.md")))


def _in_navigation(room: Path, content: Path) -> Contender:
    markdown = _markdown(room, content)
    every = sorted(file.relative_to(markdown).as_posix() for file in markdown.rglob("*.md"))
    return _mkdocs_on(room / "navigation", markdown, every)


def _mkdocs_on(folder: Path, markdown: Path, listed: list[str]) -> Contender:
    folder.mkdir()
    lists = "\n".join(f"  - {name}" for name in listed)
    (folder / "mkdocs.yml").write_text(
        f"site_name: Benchmark\ndocs_dir: {markdown}\nuse_directory_urls: false\n"
        "theme: {name: material, font: false}\n"
        "plugins: [search]\nmarkdown_extensions: [abbr, attr_list, def_list, md_in_html, tables]\n"
        f"validation: {{nav: {{omitted_files: ignore}}}}\nnav:\n{lists}\n",
        encoding="utf-8",
    )
    return lambda: timed([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)


def _hugo(room: Path, content: Path) -> Contender:
    folder = room / "hugo"
    markdown = _markdown(room, content)
    for file in markdown.rglob("*.md"):
        to = folder / "content" / str(file.relative_to(markdown)).replace("index.md", "_index.md")
        to.parent.mkdir(parents=True, exist_ok=True)
        # Hugo means something of its own by `kind`.
        to.write_text(file.read_text(encoding="utf-8").replace("\nkind: ", "\nsort: ", 1), encoding="utf-8")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
            '<meta name="description" content="{{ .Description }}"></head>'
            "<body><main>{{ .Content }}</main></body></html>",
            encoding="utf-8",
        )
    (folder / "config.toml").write_text(
        'baseURL = "https://example.eu/"\nuglyURLs = true\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n",
        encoding="utf-8",
    )

    def run() -> Run:
        _put_away(folder / "public")
        return timed(["hugo", "--quiet"], folder)

    return run


def _markdown(room: Path, content: Path) -> Path:
    """Return the folder with the Markdown of the content, written where it is not there yet."""
    to = room / "markdown"
    if not to.exists():
        pages = [*PLANATLAS, "pages", "--as-of", AS_OF, "--content", str(content), "--to", str(to)]
        subprocess.run(pages, check=True, cwd=ROOT, capture_output=True)  # noqa: S603 - our own command
        for file in to.rglob("*.md"):  # the template is our own theme's
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("\ntemplate: planatlas.html", "", 1), encoding="utf-8")
    return to
