"""The fast way and MkDocs' own give the same site: the same elements, texts, links, ids and attributes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import markdown
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from html_events import html_events
from planatlas.pages.build import planned_pages
from planatlas.publishing.fast.convert import convert
from planatlas.publishing.fast.page import FastPage
from planatlas.publishing.fast.shell import Shells
from planatlas.publishing.source import checked
from small_content import ROOT, SMALL

ConfigurationMaker = Callable[..., MkDocsConfig]
CASES = ROOT / "tests/pages/cases"


def built(config: MkDocsConfig, folder: Path, *, fast: bool) -> dict[str, bytes]:
    """Return the site that a configuration gives, file by file."""
    config.plugins["planatlas"].config["fast"] = fast
    config.site_dir = str(folder)
    build(config)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def assert_both_ways_agree(config: MkDocsConfig, folder: Path) -> None:
    """Every page has the same elements and texts in the same order, every other file the same bytes."""
    plain, fast = built(config, folder / "plain", fast=False), built(config, folder / "fast", fast=True)
    assert set(plain) == set(fast)
    for path, content in plain.items():
        if path.endswith(".html"):
            assert html_events(fast[path].decode()) == html_events(content.decode()), path
        elif path != "sitemap.xml.gz":  # which holds its own path
            assert fast[path] == content, path


@pytest.mark.parametrize("case", ["everything", "bare", "empty"])
def test_both_ways_give_the_same_site(configuration: ConfigurationMaker, tmp_path: Path, case: str) -> None:
    """Whatever records hold, readers get the same from both ways."""
    config = configuration({}, strict=False)
    config.docs_dir = str(CASES / case / "content")
    assert_both_ways_agree(config, tmp_path)


def test_both_ways_give_the_same_site_at_a_known_address(configuration: ConfigurationMaker, tmp_path: Path) -> None:
    """Canonical addresses, the sitemap, and links from pages written by hand are the same too."""
    config = configuration({**SMALL, "privacy.md": "# Privacy\n\nSee [Europol](actors/europol.md).\n"})
    config.site_url = "https://example.eu/atlas/"
    assert_both_ways_agree(config, tmp_path)
    assert "https://example.eu/atlas/actors/europol.html" in (tmp_path / "fast/sitemap.xml").read_text()
    assert 'href="actors/europol.html"' in (tmp_path / "fast/privacy.html").read_text()


def test_real_pages_are_converted_alike() -> None:
    """A sample of the real pages, and the lists of them, come out as Python-Markdown has them."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    python_markdown = markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=dict(config.mdx_configs)
    )
    planned = planned_pages(checked(ROOT / "content", date(2026, 1, 1)).atlas)
    small = [path for path in planned if path.count("/") > 0]
    for path in (*small[::40], "index.md", "glossary.md", "network.md", "accessibility.md"):
        body = planned[path].make().text.split("\n---\n", 1)[1]
        html = convert(body, lambda link: link)
        expected = python_markdown.reset().convert(body)
        assert html_events(html.text.decode()) == html_events(expected), path
        tokens = [(token["name"], token["id"]) for token in python_markdown.toc_tokens]  # type: ignore[attr-defined]
        assert [(item.title, item.id) for item in html.toc] == tokens, path


def test_a_shell_gives_a_page_byte_by_byte(configuration: ConfigurationMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put together from a shell is what the theme renders, also for titles with unusual characters."""
    made: dict[str, bool] = {}
    html, plain = Shells.html, Shells.plain

    def compared(self: Shells, page: FastPage) -> bytes:
        found = html(self, page)
        made[page.file.src_uri] = found == plain(self, page)
        return found

    monkeypatch.setattr(Shells, "html", compared)
    monkeypatch.setattr("planatlas.running.spread.cores", lambda: 1)
    config = configuration({}, strict=False)
    config.docs_dir = str(CASES / "everything/content")
    build(config)
    assert len(made) > 40
    assert [path for path, same in made.items() if not same] == []


def test_a_theme_that_changes_titles_is_heeded(configuration: ConfigurationMaker, tmp_path: Path) -> None:
    """Where a template does more to a text than to put it somewhere, every page is rendered by the theme itself."""
    overrides = tmp_path / "overrides"
    overrides.mkdir()
    text = (ROOT / "overrides/shell.html").read_text(encoding="utf-8")
    changed = text.replace("page.title if meta.kind", "page.title | upper if meta.kind")
    (overrides / "shell.html").write_text(changed, encoding="utf-8")
    config = configuration({}, strict=False)
    config.docs_dir = str(CASES / "everything/content")
    config.theme.dirs.insert(0, str(overrides))
    assert_both_ways_agree(config, tmp_path)
    html = (tmp_path / "fast/plans/ports-2024/actions/2.1.html").read_text(encoding="utf-8")
    assert html.split("<title>")[1].split(" – ")[0].isupper()
