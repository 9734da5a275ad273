"""What MkDocs makes of a site once, so that single pages can be made at any time.

MkDocs builds everything but the generated pages and files into a folder: hand-written pages, the theme's files, the
site map. What it would have made the others with is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files

from planatlas.pages.build import Planned
from planatlas.pages.search import PageByHand
from planatlas.publishing.build import configured
from planatlas.publishing.fast.page import FastPage
from planatlas.publishing.fast.press import Prepared, pressed
from planatlas.publishing.fast.shell import Shells
from planatlas.publishing.generated import GeneratedFile
from planatlas.publishing.look import THEME
from planatlas.publishing.minified import is_own, minified
from planatlas.publishing.plan import Given, Plan, plan_of, text_of
from planatlas.publishing.plugin import PlanatlasPlugin


class Desk:
    """The site as MkDocs made it, and what is needed to make its other pages."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.folder = Path(config.site_dir)
        """Where everything stands that MkDocs has written."""
        self.by_hand: list[PageByHand] = []
        """The pages that people have written."""
        self.plan = Plan({}, dict)
        """What the site has beside them, while MkDocs is at work."""
        self.sources: dict[str, str] = {}
        """The path of every generated page and file, by its address in the site."""
        self._config = config
        self._files = Files([])
        self._by_hand: set[str | None] = set()
        self._making = Lock()
        self._prepared: Prepared
        self._shells: Shells

    def planned(self, given: Given, by_hand: list[PageByHand]) -> Plan:
        """Return what the site has, once MkDocs has found the pages that people have written."""
        self.by_hand, self.plan = by_hand, plan_of(given.found.atlas, given.told, by_hand)
        return self.plan

    def begin(self, files: Sequence[GeneratedFile]) -> None:
        """Leave the files to be made when they are asked for."""

    def finish(self, printing: Sequence[GeneratedFile], prepared: Prepared) -> None:
        """Keep what MkDocs would make the generated pages with."""
        prepared.templates.auto_reload = True
        self._files = Files(list(prepared.files))
        self._prepared = replace(prepared, files=self._files)
        self.sources = {file.dest_uri: file.src_uri for file in printing}
        docs = prepared.config.docs_dir
        self._by_hand = {file.abs_src_path for file in prepared.files if file.src_dir == docs}
        self.renew_shells()

    def stop(self) -> None:
        """Do nothing: there is nothing under way."""

    def renew_shells(self) -> None:
        """Take up what has changed in the templates."""
        if self.sources:
            self._shells = self._prepared.shells()

    def page(self, path: str, planned: Planned) -> bytes | None:
        """Return the HTML of a generated page as a build would write it; None where it was no page when MkDocs looked.

        Raises whatever its view and its templates raise.
        """
        file = self._files.get_file_from_path(path)
        if not isinstance(file, GeneratedFile) or not isinstance(file.page, FastPage):
            return None
        with self._making:
            file.make = lambda: text_of(planned)
            try:
                return pressed(file.page, self._prepared, self._shells)
            finally:
                file.make = _nothing  # that no page holds an Atlas that is not needed any more
                file.page.forget()

    def has_by_hand(self, path: Path) -> bool:
        """Whether MkDocs found a file in the content folder that is no record."""
        return str(path) in self._by_hand

    def forget_makers(self) -> None:
        """Let go of what the generated files were planned with."""
        for file in self._files:
            if isinstance(file, GeneratedFile):
                file.make = _nothing

    def written(self, address: str) -> bytes | None:
        """Return what MkDocs has written at an address; None where there is nothing, or it would lead elsewhere."""
        file = (self.folder / address).resolve()
        if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
            return None
        return file.read_bytes()

    def take_up(self, path: Path) -> bool:
        """Put a changed script, style or picture of the theme in its place; return whether that is all it takes."""
        for theme in own_themes(self._config):
            if path.is_relative_to(theme.resolve() / "assets") and path.is_file():
                uri = path.relative_to(theme.resolve()).as_posix()
                file = File(uri, str(theme), self._config.site_dir, use_directory_urls=False)
                target = self.folder / uri
                if target.is_file():
                    small = is_own(file, self._config)
                    target.write_bytes(minified(file).encode() if small else path.read_bytes())
                    return True
        return False


def own_themes(config: MkDocsConfig) -> list[Path]:
    """Return the folders of the site's own templates, styles and scripts."""
    return [*([Path(config.theme.custom_dir)] if config.theme.custom_dir else []), THEME]


def _nothing() -> bytes:
    return b""


def lay_out(config_file: Path, given: Given, content: Path, as_of: date, room: Path) -> tuple[Desk, Plan]:
    """Let MkDocs build the site of some content into a new folder, all but the generated pages and files.

    Returns what is needed to make those, and which they are. Where another plugin wants to see every page, or the fast
    way is switched off, they are built too. Raises MkDocs' exceptions, which carry a message for the user.
    """
    config = configured(config_file, content, strict=False, site_dir=str(room))
    plugin = config.plugins.get("planatlas")
    if not isinstance(plugin, PlanatlasPlugin):
        msg = f"{config_file} has no plugin 'planatlas'"
        raise ConfigurationError(msg)
    plugin.config["as_of"] = as_of.isoformat()
    desk = Desk(config)
    plugin.given, plugin.press = replace(given, plan=partial(desk.planned, given)), desk
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
        plugin.given = plugin.press = None  # MkDocs keeps plugins for the next build
    desk.forget_makers()
    plan, desk.plan = desk.plan, Plan({}, dict)
    return desk, plan
