"""Whole-or-nothing builds: MkDocs builds into a folder beside the site, which then takes the site's place."""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from planatlas.publishing.alone import alone_at
from planatlas.publishing.plan import Given
from planatlas.publishing.plugin import PlanatlasPlugin
from planatlas.publishing.source import Checked, history

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Flags of Linux's renameat2(2)."""
EPOCH = "SOURCE_DATE_EPOCH"
"""The variable of the environment by which programs date what they make (reproducible-builds.org)."""


def build_site(  # noqa: PLR0913 - what a build can be told
    config_file: Path,
    *,
    content: Path | None,
    site: Path | None,
    as_of: str | None,
    audience: str | None = None,
    strict: bool,
    found: Checked | None = None,
) -> Path:
    """Build the site and put it in place, and return its folder. `found` is the content, where it is read already.

    Whatever stops the build before the last step leaves the old site whole. Raises MkDocs' Abort and its other
    exceptions, which carry a message for the user, FileExistsError where the folder holds something else, and
    BlockingIOError where another build of the same site is under way.
    """
    config = configured(config_file, content, strict=strict)
    if as_of and "planatlas" in config.plugins:
        config.plugins["planatlas"].config["as_of"] = as_of
    if audience and "planatlas" in config.plugins:
        config.plugins["planatlas"].config["audience"] = audience
    plugin = config.plugins.get("planatlas")
    if found and isinstance(plugin, PlanatlasPlugin):
        plugin.given = Given(found, history(plugin.content_of(config), found))
    target = (site or Path(config.site_dir)).resolve()
    _refuse_to_replace_other_things(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone_at(target):
        _remove_leftovers(target)
        with tempfile.TemporaryDirectory(
            prefix=f".{target.name}-", dir=target.parent, ignore_cleanup_errors=True
        ) as room:
            fresh = Path(room) / "site"
            config.site_dir = str(fresh)
            with dated(as_of):
                config.plugins.on_startup(command="build", dirty=False)
                try:
                    mkdocs_build(config)
                finally:
                    config.plugins.on_shutdown()
                    if isinstance(plugin, PlanatlasPlugin):
                        plugin.given = None  # MkDocs keeps plugins for the next build
            _put_in_place(fresh, target, Path(room) / "old")
    return target


def configured(config_file: Path, content: Path | None, *, strict: bool, **options: str) -> MkDocsConfig:
    """Return a configuration for a content folder; without one, for that which it names.

    The content is the docs folder too, unless the configuration has records and docs in folders of their own.
    """
    if content is None:
        return load_config(str(config_file), strict=strict, **options)
    folder = str(content.resolve())
    config = load_config(str(config_file), strict=strict, **options, docs_dir=folder)
    plugin = config.plugins.get("planatlas")
    if isinstance(plugin, PlanatlasPlugin) and plugin.config.content:
        config = load_config(str(config_file), strict=strict, **options)
        config.plugins["planatlas"].config["content"] = folder
    return config


@contextmanager
def dated(as_of: str | None) -> Iterator[None]:
    """Let MkDocs date what it makes, such as the sitemap, by the as-of day: the same content gives the same bytes."""
    if as_of is None or EPOCH in os.environ:
        yield
        return
    os.environ[EPOCH] = str(int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp()))
    try:
        yield
    finally:
        del os.environ[EPOCH]


def _refuse_to_replace_other_things(target: Path) -> None:
    """Raise FileExistsError where a folder stands that is no site: it would be lost."""
    here = Path.cwd()
    is_site = target.is_dir() and ((target / "index.html").is_file() or not any(target.iterdir()))
    if target in (here, *here.parents) or (target.exists() and not is_site):
        msg = f"'{target}' is there and is no site; name a new folder for it"
        raise FileExistsError(msg)


def _put_in_place(fresh: Path, target: Path, old: Path) -> None:
    """Let a folder take the place of another in one step where the system can, else in two."""
    if not target.exists():
        fresh.rename(target)
        return
    if not _exchange(fresh, target):
        target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            old.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders at once with renameat2(2); False where the system or file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(OSError, AttributeError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
    return False


def _remove_leftovers(target: Path) -> None:
    """Remove what a killed build left; where it was killed between two renames, put the old site back first."""
    for room in target.parent.glob(f".{glob.escape(target.name)}-*"):
        if not target.exists() and (room / "old").is_dir():
            (room / "old").rename(target)
        shutil.rmtree(room, ignore_errors=True)
