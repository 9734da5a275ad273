"""The site of a part of an Atlas, or of the whole, as a bundle holds it: without what only a server needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import ConfigurationError

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.publishing.build import configured
from planatlas.publishing.plan import Given
from planatlas.publishing.plugin import PlanatlasPlugin
from planatlas.publishing.policy import IN_PAGE
from planatlas.publishing.source import Checked

_FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
_UNUSED = ("assets/javascripts/lunr/*", "assets/javascripts/lunr/*/*", "assets/javascripts/workers/*", "*.map")
"""Files of Material's search, which is not used, and those for who debugs its scripts."""


class Link(NamedTuple):
    """A page of the site, by what it is called and where it is from the root."""

    title: str
    address: str


def build_part(  # noqa: PLR0913, PLR0917
    config_file: Path,
    content: Path,
    atlas: Atlas,
    folder: Path,
    part: list[Link],
    history: History | None = None,
    whole: Checked | None = None,
) -> None:
    """Build the site of an Atlas, which must be free of errors, into a folder that is not there yet.

    `part` is what the pages say they are about; empty for the whole. `whole` is what a part was selected from, with
    what was cut: pages written by hand link to neither. The pages carry a content security policy and no link to where
    the content is edited; nothing in them depends on the day. Raises MkDocs' exceptions, which carry a message for the
    user.
    """
    config = configured(config_file, content, strict=True, site_dir=str(folder))
    plugin = config.plugins.get("planatlas")
    if not isinstance(plugin, PlanatlasPlugin):
        msg = f"{config_file} does not use the plugin planatlas"
        raise ConfigurationError(msg)
    config.site_url = config.repo_url = config.edit_uri = None
    config.extra["policy"] = IN_PAGE
    config.extra["bundle"] = {"part": part}
    plugin.given = Given(Checked(atlas, [], atlas.content), history, whole=whole, leads_out=bool(part))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        plugin.given = None  # MkDocs keeps plugins for the next build
        config.plugins.on_shutdown()


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a built site that a bundle takes, by their paths, in order."""
    for file in sorted(folder.rglob("*")):
        path = PurePosixPath(file.relative_to(folder).as_posix())
        if file.is_file() and str(path) not in _FOR_SERVERS and not any(path.match(unused) for unused in _UNUSED):
            yield str(path), file
