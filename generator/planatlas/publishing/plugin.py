"""The MkDocs plugin: reads the content, adds the pages. A thin adapter over `pages_of`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from planatlas.checking.reports import one_line, summary, text_report
from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.linking.audience import UnknownAudienceError
from planatlas.linking.today import as_of_day
from planatlas.pages.build import Planned, planned_pages
from planatlas.publishing.beside import planned_files
from planatlas.publishing.by_hand import may_be_shown
from planatlas.publishing.fast.page import listeners, make_fast
from planatlas.publishing.fast.press import print_all, printable
from planatlas.publishing.generated import GeneratedFile
from planatlas.publishing.hand_links import NOTHING, Hidden, hidden_from, without_dead_links
from planatlas.publishing.minified import minify_own
from planatlas.publishing.navigation import navigation_of
from planatlas.publishing.policy import IN_PAGE
from planatlas.publishing.source import AUDIENCE, Checked, checked, history
from planatlas.reading.folder import Content
from planatlas.reading.problems import Severity

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("planatlas")


class PlanatlasConfig(Config):
    """The plugin's options in mkdocs.yml."""

    as_of = config_options.Optional(config_options.Type((str, date)))
    """The day that counts as today, such as 2026-11-22; else SOURCE_DATE_EPOCH, else the clock."""
    fast = config_options.Type(bool, default=True)
    """Whether the generated pages go the fast way; what readers see is the same."""
    audience = config_options.Optional(config_options.Type(str))
    """The marking up to which the site goes; else PLANATLAS_AUDIENCE of the environment, else what site.yml states."""


class PlanatlasPlugin(BasePlugin[PlanatlasConfig]):
    """Adds a page for every record of the docs folder."""

    given: tuple[Checked, History | None] | None = None
    """What to publish instead of what the docs folder holds, with its history: all or a part of it, for a bundle."""
    hidden: Hidden | None = None
    """What its readers do not get, where something is given; else it is found out from the docs folder."""
    leads_out = False
    """Whether a link of a page written by hand may lead out of what is given, as from a part, and then gives way."""
    _serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether the pages are only looked at while they are written."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find out which day counts as today, and hand the templates the policy of the pages.

        `mkdocs serve` puts a script of its own into each page, which the policy would stop.
        """
        if not self._serving:
            config.extra.setdefault("policy", IN_PAGE)
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
        self._hidden = self.hidden or hidden_from(found.whole, found.atlas.content, Path(folder))
        for file in list(files):
            if file.src_uri.endswith(".yml") or not self._may_be_shown(found.atlas.content, file, folder):
                files.remove(file)
        generated = list(_generated(found.atlas, told, config))
        for file in generated:
            if files.get_file_from_path(file.src_uri):
                kind = "page" if file.is_documentation_page() else "file"
                msg = f"{shown}/{file.src_uri} stands where a {kind} is generated; rename or remove it"
                raise PluginError(msg)
        pages = [file.src_uri for file in generated if file.is_documentation_page()]
        config.nav = navigation_of(config.nav, {*files.src_uris, *pages})
        for file in generated:
            files.append(file)
        self._look_at_links(files, config)
        minify_own(files, config)
        self._later = False
        if self.config.fast:
            self._later = config.nav is not None and not listeners(config.plugins, besides=self)
            make_fast(files, config, later=self._later)
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Remember what pages are rendered with."""
        del config, files
        self._nav = nav

    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ANN401 - of Jinja, as is its theme
        """Write what need not wait for MkDocs, which is then done with it."""
        self._pages = files.documentation_pages()
        if self._later:
            printed = printable(files)
            print_all(printed, files, env.get_template, config, self._nav)
            for file in printed:
                files.remove(file)

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> None:
        """Let templates such as the sitemap know all pages."""
        del template_name, config
        context["pages"] = self._pages

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Let the templates of hand-written pages know all pages."""
        del page, config, nav
        context["pages"] = self._pages

    def _look_at_links(self, files: Files, config: MkDocsConfig) -> None:
        """See to it that links of pages written by hand, if there are any, are looked at here and not by MkDocs."""
        by_hand = any(not isinstance(file, GeneratedFile) for file in files.documentation_pages())
        self._there = frozenset(path for file in files for path in (file.src_uri, file.dest_uri))
        self._looks = by_hand and (self.leads_out or self._hidden != NOTHING)
        if self._looks:
            config.validation.links.not_found = logging.DEBUG
        if self._looks and self.leads_out:
            config.validation.links.anchors = logging.DEBUG

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Take links out of a page written by hand that lead to what is not for its readers, or out of a part."""
        del config, files
        if isinstance(page.file, GeneratedFile) or not self._looks:
            return None
        path = page.file.src_uri
        html, mistakes = without_dead_links(html, path, self._there, self._hidden, leads_out=self.leads_out)
        for link in mistakes:
            log.warning("%s links to '%s', which is not there", path, link)
        return html

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


def _generated(atlas: Atlas, told: History | None, config: MkDocsConfig) -> Iterator[GeneratedFile]:
    for path, page in planned_pages(atlas, told).items():
        yield GeneratedFile(path, partial(_text_of, page), config, edit_uri=page.source)
    for path, make in planned_files(atlas, told).items():
        yield GeneratedFile(path, make, config)


def _text_of(page: Planned) -> bytes:
    return page.make().text.encode()
