"""The MkDocs plugin: the pages reach MkDocs as they are, and problems stop a build as MkDocs users expect."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page

from planatlas.publishing.folder import write_pages
from planatlas.publishing.plugin import PlanatlasPlugin
from planatlas.publishing.source import checked, history
from small_content import SMALL, WITH_A_WARNING, WITH_AN_ERROR

ConfigurationMaker = Callable[..., MkDocsConfig]


def files_of(config: MkDocsConfig) -> Files:
    """Return what MkDocs would build from, after the plugin has had its turn."""
    config = config.plugins.on_config(config)
    return config.plugins.on_files(get_files(config), config=config)


def test_a_strict_build_of_good_content_passes(configuration: ConfigurationMaker) -> None:
    """Content without a problem builds in strict mode into one HTML page a page, and no YAML is published."""
    config = configuration(SMALL)
    build(config)
    site = Path(config.site_dir)
    built = {file.relative_to(site).as_posix() for file in site.rglob("*.html")} - {"404.html"}
    assert built == {file.dest_uri for file in files_of(config).documentation_pages()}
    assert {"index.html", "plans/alpha/actions/1.html", "actors/europol.html", "instruments/siena.html"} <= built
    assert not list(site.rglob("*.yml"))
    assert "Europol exchanges information" in (site / "plans/alpha/actions/1.html").read_text(encoding="utf-8")


def test_an_error_stops_the_build_with_the_report(
    configuration: ConfigurationMaker, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An error in the content aborts the build and logs its place, excerpt and hint."""
    monkeypatch.chdir(tmp_path)
    with caplog.at_level(logging.ERROR, "mkdocs"), pytest.raises(Abort):
        build(configuration(WITH_AN_ERROR))
    assert "content/actors/europol.yml:3:7: error[unknown-kind]: no actor kind 'agancy'" in caplog.text
    assert "      |       ^^^^^^ did you mean 'agency'?" in caplog.text
    assert caplog.records[-1].exc_info is None


def test_mkdocs_itself_shows_the_report_and_no_traceback(
    configuration_file: Path, content_folder: Callable[[Mapping[str, str]], Path]
) -> None:
    """`mkdocs build` on content with an error exits with 1 and prints the report alone."""
    content_folder(WITH_AN_ERROR)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=configuration_file.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "content/actors/europol.yml:3:7: error[unknown-kind]: no actor kind 'agancy'" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (configuration_file.parent / "site/index.html").exists()


def test_a_warning_stops_a_strict_build_only(
    configuration: ConfigurationMaker, caplog: pytest.LogCaptureFixture
) -> None:
    """A warning in the content is logged with its place, fails a strict build, and lets another pass."""
    with caplog.at_level(logging.WARNING, "mkdocs"):
        with pytest.raises(Abort, match="1 warnings in strict mode"):
            build(configuration(WITH_A_WARNING))
        assert "content/actors/cepol.yml:1:1: warning[orphan]: nothing names the actor 'cepol'" in caplog.text


def test_a_build_that_is_not_strict_passes_with_warnings(configuration: ConfigurationMaker) -> None:
    """Without strict mode a warning stops nothing."""
    config = configuration(WITH_A_WARNING, strict=False)
    build(config)
    assert (Path(config.site_dir) / "actors/cepol.html").is_file()


def test_edit_leads_to_the_record(configuration: ConfigurationMaker) -> None:
    """`Edit this page` leads to the YAML file behind a page, and is absent where none is."""
    config = configuration(SMALL)
    urls = {file.src_uri: Page(None, file, config).edit_url for file in files_of(config).documentation_pages()}
    edit = f"{config.repo_url.rstrip('/')}/edit/main/content"
    assert urls["actors/europol.md"] == f"{edit}/actors/europol.yml"
    assert urls["plans/alpha/index.md"] == f"{edit}/plans/alpha/plan.yml"
    assert urls["plans/alpha/actions/1.md"] == f"{edit}/plans/alpha/actions/1.yml"
    assert urls["index.md"] == f"{edit}/site.yml"
    assert urls["deadlines.md"] is None
    assert urls["actors/european-police-office.md"] is None


def test_the_edit_link_stands_on_the_built_page(configuration: ConfigurationMaker) -> None:
    """A reader finds the link to the record's file on its page."""
    config = configuration(SMALL)
    build(config)
    html = (Path(config.site_dir) / "actors/europol.html").read_text(encoding="utf-8")
    assert f'href="{config.repo_url.rstrip("/")}/edit/main/content/actors/europol.yml"' in html


@pytest.mark.parametrize("case", ["everything", "bare", "empty"])
def test_the_plugin_and_the_folder_give_the_same_pages(
    configuration: ConfigurationMaker, tmp_path: Path, case: str
) -> None:
    """MkDocs gets exactly the files, downloads included, with exactly the bytes that `planatlas pages` writes."""
    content = Path(__file__).parents[1] / "pages/cases" / case / "content"
    config = configuration({})
    config.docs_dir = str(content)
    found = checked(content, date(2026, 1, 1))
    write_pages(found.atlas, tmp_path / "folder", history(content, found))
    written = {
        file.relative_to(tmp_path / "folder").as_posix(): file.read_bytes()
        for file in (tmp_path / "folder").rglob("*")
        if file.is_file()
    }
    assert {file.src_uri: file.content_bytes for file in files_of(config)} == written
    assert len(written) > 9


def test_hand_written_pages_stay(configuration: ConfigurationMaker) -> None:
    """A Markdown page in the content folder is built beside the generated ones, from its own file."""
    config = configuration({**SMALL, "privacy.md": "# Privacy\n\nRead [about](about.md).\n"})
    files = files_of(config)
    page = files.get_file_from_path("privacy.md")
    assert page is not None
    assert page.generated_by is None
    assert page.edit_uri == "privacy.md"


def test_a_hand_written_page_is_not_overwritten(configuration: ConfigurationMaker) -> None:
    """A Markdown page where one is generated stops the build, since one of the two would be lost."""
    config = configuration({**SMALL, "actors/europol.md": "# Europol\n"})
    with pytest.raises(PluginError, match=r"actors/europol\.md stands where a page is generated"):
        files_of(config)


def test_a_file_of_ones_own_is_not_overwritten(configuration: ConfigurationMaker) -> None:
    """A file where a download is generated stops the build too."""
    config = configuration({**SMALL, "data/planatlas.json": "{}"})
    with pytest.raises(PluginError, match=r"data/planatlas\.json stands where a file is generated"):
        files_of(config)


def test_the_day_comes_from_the_configuration(configuration: ConfigurationMaker) -> None:
    """The pages are as of the day that the configuration states."""
    page = files_of(configuration(SMALL)).get_file_from_path("index.md")
    assert page is not None
    assert 'as_of: "1 January 2026"' in page.content_string


def test_the_day_comes_from_the_environment(configuration: ConfigurationMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the configuration states no day, SOURCE_DATE_EPOCH does."""
    config = configuration(SMALL)
    plugin = config.plugins["planatlas"]
    assert isinstance(plugin, PlanatlasPlugin)
    plugin.config.as_of = None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    page = files_of(config).get_file_from_path("index.md")
    assert page is not None
    assert 'as_of: "14 November 2023"' in page.content_string


def test_a_day_that_is_none_stops_the_build(configuration: ConfigurationMaker) -> None:
    """A wrong day in the configuration is named, without a traceback."""
    config = configuration(SMALL)
    config.plugins["planatlas"].config["as_of"] = "yesterday"
    with pytest.raises(PluginError, match="'yesterday' is not a day"):
        config.plugins.on_config(config)


def test_serving_watches_the_templates(configuration: ConfigurationMaker) -> None:
    """`mkdocs serve` watches this package too, so that a change of layout shows."""
    watched: list[str] = []

    class Server:
        def watch(self, path: str) -> None:
            watched.append(path)

    config = configuration(SMALL)
    config.plugins.on_serve(Server(), config=config, builder=None)
    (path,) = watched
    assert (Path(path) / "pages/templates/page.md.jinja").is_file()


def test_other_plugins_see_and_change_generated_pages(configuration: ConfigurationMaker) -> None:
    """A plugin that listens to pages is told of each generated page, and what it does to them holds."""
    config = configuration(SMALL)
    config.plugins["other"] = _ChangesPages()
    build(config)
    html = (Path(config.site_dir) / "actors/europol.html").read_text(encoding="utf-8")
    assert "Seen by another plugin" in html
    assert "<p>Note of another <strong>plugin</strong></p>" in html


class _ChangesPages(BasePlugin[LegacyConfig]):
    def on_page_markdown(self, markdown: str, **_: object) -> str:
        return f"{markdown}\n\nNote of another **plugin**\n"

    def on_page_content(self, html: str, **_: object) -> str:
        return f"{html}<p>Seen by another plugin</p>"


@pytest.mark.parametrize("fast", [True, False])
def test_broken_links_and_anchors_are_reported(
    configuration: ConfigurationMaker, caplog: pytest.LogCaptureFixture, *, fast: bool
) -> None:
    """Links of hand-written pages to generated ones, and the other way round, are checked with their anchors."""
    config = configuration({**SMALL, "privacy.md": "[a](actors/europol.md#nowhere) [b](actors/europol.md#actions)\n"})
    config.plugins["planatlas"].config["fast"] = fast
    config.plugins["other"] = _LeavesOutSiena()
    with caplog.at_level(logging.WARNING, "mkdocs"), pytest.raises(Abort):
        build(config)
    assert "'actors/europol.md' does not contain an anchor '#nowhere'" in caplog.text
    assert "#actions" not in caplog.text
    assert "'plans/alpha/actions/1.md' contains a link '../../../instruments/siena.md', but the target" in caplog.text


class _LeavesOutSiena(BasePlugin[LegacyConfig]):
    def on_files(self, files: Files, **_: object) -> Files:
        files.remove(files.src_uris["instruments/siena.md"])
        return files
