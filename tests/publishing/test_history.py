"""The history in the site: there with its navigation and feeds where git has it, and without a trace where not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from repositories import Repo
from small_content import SMALL

ConfigurationMaker = Callable[..., MkDocsConfig]
ACTION = "plans/alpha/actions/1.yml"


def test_in_a_repository_the_site_has_changes_and_feeds(configuration: ConfigurationMaker, tmp_path: Path) -> None:
    """A strict build has the page in its navigation, the feeds beside it, and a link by which readers find them."""
    config = configuration(SMALL)
    site = Path(config.site_dir)
    repo = Repo(tmp_path)
    repo.commit("2026-01-01", {})
    later = (repo.content / ACTION).read_text().replace("when: 2026-06-30", "when: 2026-09-30")
    repo.commit("2026-01-02", {ACTION: later})
    build(config)
    page = (site / "changes.html").read_text()
    assert "moved from 30 June 2026 to 30 September 2026, 3 months later" in page
    assert '<link rel="alternate feed" type="application/atom+xml" title="Changes" href="changes.xml">' in page
    assert 'href="changes.html"' in (site / "glossary.html").read_text()
    assert 'href="../changes/actors/europol.xml"' in (site / "actors/europol.html").read_text()
    assert (site / "changes.xml").is_file()
    assert (site / "changes/actors/europol.xml").is_file()


def test_outside_git_nothing_dangles(configuration: ConfigurationMaker) -> None:
    """From a zip of the sources a strict build passes, without the page, its feeds, or any link to them."""
    config = configuration(SMALL)
    build(config)
    site = Path(config.site_dir)
    assert not list(site.rglob("changes*"))
    assert not [page for page in site.rglob("*.html") if "changes.html" in page.read_text()]
