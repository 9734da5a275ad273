"""The MkDocs plugin: reads the content, adds the pages. A thin adapter over `pages_of`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from planatlas.checking.reports import one_line, summary, text_report
from planatlas.history.history import History
from planatlas.linking.audience import UnknownAudienceError
from planatlas.linking.today import as_of_day
from planatlas.pages.build import pages_of
from planatlas.publishing.beside import files_beside
from planatlas.publishing.by_hand import may_be_shown
from planatlas.publishing.minified import minify_own
from planatlas.publishing.navigation import navigation_of
from planatlas.publishing.source import AUDIENCE, Checked, checked, history
from planatlas.reading.folder import Content
from planatlas.reading.problems import Severity

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("planatlas")


class PlanatlasConfig(Config):
    """The plugin's options in mkdocs.yml."""

    as_of = config_options.Optional(config_options.Type((str, date)))
    """The day that counts as today, such as 2026-11-22; else SOURCE_DATE_EPOCH, else the clock."""
    audience = config_options.Optional(config_options.Type(str))
    """The marking up to which the site goes; else PLANATLAS_AUDIENCE of the environment, else what site.yml states."""


class PlanatlasPlugin(BasePlugin[PlanatlasConfig]):
    """Adds a page for every record of the docs folder."""

    given: tuple[Checked, History | None] | None = None
    """What to publish instead of what the docs folder holds, with its history: all or a part of it, for a bundle."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find out which day counts as today."""
        try:
            self._as_of: date = as_of_day(str(self.config.as_of or "") or None, os.environ)
        except ValueError as error:
            raise PluginError(str(error)) from None
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the YAML files by the pages they give. Raises PluginError where the content has errors."""
        folder = config.docs_dir
        found, told = self.given or self._read(Path(folder))
        shown = os.path.relpath(folder)
        for problem in found.problems:
            if problem.severity is Severity.WARNING:
                log.warning(one_line(problem, shown))
        errors = [problem for problem in found.problems if problem.severity is Severity.ERROR]
        if errors:
            raise PluginError(text_report(errors, found.atlas.content, shown))
        log.info(
            "%d actions of %d plans; %s", len(found.atlas.actions), len(found.atlas.plans), summary(found.problems)
        )
        for file in list(files):
            if file.src_uri.endswith(".yml") or not self._may_be_shown(found.atlas.content, file, folder):
                files.remove(file)
        written = {file.src_uri for file in files}
        pages = pages_of(found.atlas, told)
        config.nav = navigation_of(config.nav, {*written, *pages})
        for path, page in pages.items():
            if path in written:
                msg = f"{shown}/{path} stands where a page is generated; rename or remove it"
                raise PluginError(msg)
            file = File.generated(config, path, content=page.text)
            file.edit_uri = page.source
            files.append(file)
        for path, content in files_beside(found.atlas, told).items():
            if path in written:
                msg = f"{shown}/{path} stands where a file is generated; rename or remove it"
                raise PluginError(msg)
            files.append(File.generated(config, path, content=content))
        minify_own(files, config)
        return files

    def _may_be_shown(self, content: Content, file: File, folder: str) -> bool:
        try:
            return file.src_dir != folder or may_be_shown(content, Path(folder), file.src_uri)
        except UnknownAudienceError as error:
            raise PluginError(str(error)) from None

    def _read(self, folder: Path) -> tuple[Checked, History | None]:
        """Return the content of the docs folder and its history."""
        try:
            found = checked(folder, self._as_of, self.config.audience or os.environ.get(AUDIENCE) or None)
        except UnknownAudienceError as error:
            raise PluginError(str(error)) from None
        told = history(folder, found)
        if told and told.shallow:
            log.info("the repository lacks its older versions: what changed before %s is not known", told.begins)
        return found, told

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the templates too, so that a change of layout shows."""
        del config, builder
        server.watch(str(Path(__file__).parents[1]))
        return server
