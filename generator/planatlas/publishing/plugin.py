"""The MkDocs plugin: reads the content, adds the pages. A thin adapter over `pages_of`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, set_exclusions

from planatlas.checking.reports import one_line, summary, text_report
from planatlas.linking.audience import UnknownAudienceError
from planatlas.linking.today import as_of_day
from planatlas.pages.addresses import HOME
from planatlas.publishing.by_hand import found_by, may_be_shown
from planatlas.publishing.dead_links import without_dead_links
from planatlas.publishing.fast.page import listeners, make_fast
from planatlas.publishing.fast.press import OnDisk, Prepared, Press, printable
from planatlas.publishing.generated import GeneratedFile
from planatlas.publishing.hand_links import (
    NOTHING,
    Hidden,
    for_contributors,
    hidden_from,
    links_to_hidden,
    problems_by_hand,
)
from planatlas.publishing.look import bring_look
from planatlas.publishing.minified import minify_own
from planatlas.publishing.navigation import navigation_of, usual_navigation
from planatlas.publishing.plan import Given, Plan, plan_of, text_of
from planatlas.publishing.policy import IN_PAGE
from planatlas.publishing.source import AUDIENCE, checked, history
from planatlas.reading.folder import SCHEMA_FOLDER, Content
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
    content = config_options.Optional(config_options.Dir(exists=True))
    """The folder of the records, from where mkdocs.yml lies; else the docs folder, which also holds what people write
    by hand."""


class PlanatlasPlugin(BasePlugin[PlanatlasConfig]):
    """Adds a page for every record, and the look of the site where a configuration does not bring it."""

    given: Given | None = None
    """What to publish instead of what the docs folder holds: all or a part of it, for a bundle."""
    press: Press | None = None
    """What to hand the pages and files that need not wait for MkDocs; None to have them written into the site."""
    _serving = False
    _press: Press | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether the pages are only looked at while they are written."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find out which day counts as today, bring the look, and hand the templates the policy of the pages.

        `mkdocs serve` puts a script of its own into each page, which the policy would stop.
        """
        if not self._serving:
            config.extra.setdefault("policy", IN_PAGE)
        try:
            self._as_of: date = as_of_day(str(self.config.as_of or "") or None, os.environ)
        except ValueError as error:
            raise PluginError(str(error)) from None
        bring_look(config)
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the YAML files by the pages they give. Raises PluginError where the content has errors."""
        folder = self.content_of(config)
        given = self.given or self._read(folder)
        found = given.found
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
        self._hidden, self._leads_out = self._hidden_by(given, config), given.leads_out
        left_out = self._leave_out(files, given, folder, config)
        pages_by_hand = files.documentation_pages()
        by_hand = [file.src_uri for file in pages_by_hand]
        plan = (given.plan or partial(plan_of, found.atlas, given.told))(list(map(found_by, pages_by_hand)))
        self._later = self.config.fast and not listeners(config.plugins, besides=self)
        beside = self._begun(plan, config)
        pages = [
            file
            for file in _pages(plan, config, folder)
            if file.src_uri != HOME or HOME not in by_hand  # who writes a home page has the site begin with it
        ]
        generated = [*pages, *beside]
        _refuse_taken(generated, files, config)
        paths = {file.src_uri for file in pages}
        config.nav = navigation_of(config.nav or usual_navigation(by_hand), {*files.src_uris, *paths}, left_out)
        for file in generated:
            files.append(file)
        self._look_at_links(files, config)
        minify_own(files, config)
        if self.config.fast:
            make_fast(files, config, later=self._later)
        return files

    def _leave_out(self, files: Files, given: Given, folder: Path, config: MkDocsConfig) -> set[str]:
        """Take out of the files the records and what is not for the readers; return what is for contributors alone."""
        for file in list(files):
            if _is_record(file, folder) or not self._may_be_shown(given.found.atlas.content, file, folder, config):
                files.remove(file)
        left_out = for_contributors(Path(config.docs_dir), files.src_uris) if given.leads_out else set[str]()
        for path in left_out:
            files.remove(files.src_uris[path])
        return left_out

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Remember what pages are rendered with."""
        del config, files
        self._nav = nav

    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ANN401 - of Jinja, as is its theme
        """Write what need not wait for MkDocs, which is then done with it."""
        self._pages = files.documentation_pages()
        if self._press:
            printed = printable(files)
            self._press.finish(printed, Prepared(files, env, config, self._nav))
            self._press = None
            for file in printed:
                files.remove(file)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave what is under way."""
        del error
        self._leave()

    def _leave(self) -> None:
        if self._press:
            self._press.stop()
            self._press = None

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> None:
        """Let templates such as the sitemap know all pages."""
        del template_name, config
        context["pages"] = self._pages

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Let the templates of hand-written pages know all pages."""
        del page, config, nav
        context["pages"] = self._pages

    def _begun(self, plan: Plan, config: MkDocsConfig) -> list[GeneratedFile]:
        """Return the files that are no pages; the making of them has begun where they need not wait for MkDocs."""
        files = [GeneratedFile(path, make, config) for path, make in plan.files.items()]
        self._leave()
        if self._later:
            set_exclusions(files, config)
            self._press = self.press or OnDisk()
            self._press.begin(printable(files))
        return files

    def _hidden_by(self, given: Given, config: MkDocsConfig) -> Hidden:
        """Return what the readers do not get. Raises PluginError where a page beside the records tells of it."""
        found = given.whole or given.found
        whole, kept, folder = found.whole, found.atlas.content, Path(config.docs_dir)
        try:
            problems = [one for one in problems_by_hand(whole, kept, folder) if one not in found.problems]
            hidden = hidden_from(whole, kept, folder)
        except UnknownAudienceError as error:
            raise PluginError(str(error)) from None
        if problems:
            raise PluginError(text_report(problems, kept, os.path.relpath(folder)))
        return hidden

    def _look_at_links(self, files: Files, config: MkDocsConfig) -> None:
        """See to it that links of pages written by hand, if there are any, are looked at here and not by MkDocs."""
        by_hand = any(not isinstance(file, GeneratedFile) for file in files.documentation_pages())
        self._looks = by_hand and (self._leads_out or self._hidden != NOTHING)
        if self._looks:
            self._there = frozenset(path for file in files for path in (file.src_uri, file.dest_uri))
            config.validation.links.not_found = logging.DEBUG
        if self._looks and self._leads_out:
            config.validation.links.anchors = logging.DEBUG

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Take links out of a page written by hand that lead to what is not for its readers, or out of a part."""
        del config, files
        if isinstance(page.file, GeneratedFile) or not self._looks:
            return None
        path = page.file.src_uri
        html, mistakes = without_dead_links(html, path, self._there, self._hidden, leads_out=self._leads_out)
        for link in mistakes:
            log.warning("%s links to '%s', which is not there", path, link)
        if left := links_to_hidden(html, path, self._hidden):
            msg = f"{path} leads to '{left[0]}', which is marked above the audience of this build; leave it out"
            raise PluginError(msg)
        return html

    def content_of(self, config: MkDocsConfig) -> Path:
        """Return the folder of the records."""
        return Path(self.config.content or config.docs_dir)

    def _may_be_shown(self, content: Content, file: File, folder: Path, config: MkDocsConfig) -> bool:
        path = Path(file.abs_src_path or "")
        root = next((one for one in (folder, Path(config.docs_dir)) if path.is_relative_to(one)), None)
        try:
            return root is None or may_be_shown(content, root, path.relative_to(root).as_posix())
        except UnknownAudienceError as error:
            raise PluginError(str(error)) from None

    def _read(self, folder: Path) -> Given:
        """Return the content of a folder and its history."""
        try:
            found = checked(folder, self._as_of, self.config.audience or os.environ.get(AUDIENCE) or None)
        except UnknownAudienceError as error:
            raise PluginError(str(error)) from None
        told = history(folder, found)
        if told and told.shallow:
            log.info("the repository lacks its older versions: what changed before %s is not known", told.begins)
        return Given(found, told)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the templates too, so that a change of layout shows, and records that lie elsewhere."""
        del config, builder
        if self.config.content:
            server.watch(self.config.content)
        server.watch(str(Path(__file__).parents[1]))
        return server


def _is_record(file: File, folder: Path) -> bool:
    """Whether a file is one of those that the pages are made from, or that editors check them by."""
    path, start = file.abs_src_path or "", f"{folder}{os.sep}"
    return path.startswith(start) and (path.endswith(".yml") or path.startswith(f"{start}{SCHEMA_FOLDER}{os.sep}"))


def _refuse_taken(generated: Iterable[GeneratedFile], files: Files, config: MkDocsConfig) -> None:
    """Raise PluginError where a file of the docs folder stands where one is generated."""
    for file in generated:
        if file.src_uri in files.src_uris:
            kind = "page" if file.is_documentation_page() else "file"
            docs = os.path.relpath(config.docs_dir)
            msg = f"{docs}/{file.src_uri} stands where a {kind} is generated; rename or remove it"
            raise PluginError(msg)


def _pages(plan: Plan, config: MkDocsConfig, folder: Path) -> Iterator[GeneratedFile]:
    way = "" if folder == Path(config.docs_dir) else f"{Path(os.path.relpath(folder, config.docs_dir)).as_posix()}/"
    for path, page in plan.pages.items():
        source = f"{way}{page.source}" if page.source else None
        yield GeneratedFile(path, partial(text_of, page), config, edit_uri=source)
