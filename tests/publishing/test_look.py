"""Somebody else's site: the plugin alone, as installed, brings the pages of plans and all that they need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hatchling.builders.wheel import WheelBuilder
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from planatlas.publishing import look
from planatlas.publishing.look import THEME, bring_look
from planatlas.publishing.navigation import USUAL
from small_content import ROOT, SMALL

GUIDE = ROOT / "content/guides/other-plans.md"
FolderMaker = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the package as pip installs it, nothing of this working copy."""
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def theirs(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build, strictly, a site of the very mkdocs.yml that the guide shows, and return its folder."""
    root = tmp_path_factory.mktemp("theirs")
    (configuration,) = re.findall(r"```yaml\n# mkdocs.yml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (root / "mkdocs.yml").write_text(f"repo_url: https://git.example/ours\nedit_uri: edit/main/docs/\n{configuration}")
    files = {f"our-plans/{path}": text for path, text in SMALL.items()}
    files |= {
        "docs/index.md": "# Our unit\n\nRead [all plans](plans/index.md).\n",
        "docs/contact.md": "# Contact\n\n## Opening hours\n",
        "our-plans/schemas/action.json": "{}",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("\n".join(line.removeprefix(" " * 8) for line in text.split("\n")), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    return root / "site"


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    """Yield every page of a site with its HTML."""
    for file in sorted(site.rglob("*.html")):
        yield file, file.read_text(encoding="utf-8")


def test_every_page_has_the_look_and_every_link_leads_somewhere(theirs: Path) -> None:
    """Styles and scripts are linked and there, nothing is fetched from elsewhere, and no address is dead."""
    seen = 0
    for file, html in pages(theirs):
        if file.name == "404.html":  # its addresses are from the root of a server
            continue
        seen += 1
        assert "assets/stylesheets/planatlas.css" in html
        assert "assets/javascripts/search.js" in html
        assert 'data-md-color-primary="custom"' in html
        for address in re.findall(r'(?:href|src)="([^"]+)"', html):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("https", "http", "data"), address
                assert "fonts" not in address
            elif parts.path:
                assert (file.parent / unquote(parts.path)).exists(), (file, address)
    assert seen > 20


def test_their_home_page_stays_and_their_pages_are_in_navigation_and_search(theirs: Path) -> None:
    """The site begins with the page that they wrote; what else they wrote stands under More and is found."""
    home = (theirs / "index.html").read_text(encoding="utf-8")
    assert "Our unit" in home
    titles = re.findall(r'<a class="pa-nav__link"[^>]*>([^<]+)</a>', home)
    assert [title for entry in USUAL for title in entry if title != "Time"] == [
        title for title in titles if any(title in entry for entry in USUAL) and title != "Time"
    ]
    assert 'href="contact.html"' in home
    index = (theirs / "assets/search-index.js").read_text(encoding="utf-8")
    assert '["contact.html",7,"Contact",[],-1,"Opening hours"]' in index
    assert "Exchange information" in index


def test_records_are_published_as_pages_alone_and_edited_where_they_lie(theirs: Path) -> None:
    """No YAML and no schema of editors is in the site; the link to edit leads out of the folder of pages."""
    assert not list(theirs.rglob("*.yml"))
    assert not (theirs / "schemas").exists()
    action = (theirs / "plans/alpha/actions/1.html").read_text(encoding="utf-8")
    assert 'href="https://git.example/ours/edit/main/our-plans/plans/alpha/actions/1.yml"' in action
    assert 'class="pa-facts' in action
    explorer = (theirs / "explorer.html").read_text(encoding="utf-8")
    assert 'src="assets/javascripts/explorer.js"' in explorer
    assert (theirs / "assets/explorer-data.js").is_file()
    assert "/*" not in (theirs / "assets/javascripts/explorer.js").read_text(encoding="utf-8")


def test_the_usual_navigation_is_that_of_this_site() -> None:
    """Who has no navigation gets the entries of mkdocs.yml, those of the guides left out, which lie in its content."""
    own = load_config(str(ROOT / "mkdocs.yml")).nav
    without_guides = [
        {title: [one for one in inner if "guides/" not in str(one)] if isinstance(inner, list) else inner}
        for entry in own
        for title, inner in entry.items()
    ]
    assert without_guides == USUAL


def test_this_site_states_itself_all_that_the_plugin_would_bring() -> None:
    """Its mkdocs.yml says everything, for those who build it without the plugin: nothing is added to it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    before = (list(config.theme.dirs), list(config.extra_css), list(config.markdown_extensions), dict(config.theme))
    bring_look(config)
    after = (list(config.theme.dirs), list(config.extra_css), list(config.markdown_extensions), dict(config.theme))
    assert before == after
    for name, value in look.SETTINGS.items():
        assert config.theme[name] == value


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("theme: mkdocs", "the pages need the theme material, and 'mkdocs' is set"),
        ("theme: material\nuse_directory_urls: true", "leave use_directory_urls out"),
    ],
)
def test_what_cannot_work_is_refused_in_words(tmp_path: Path, lines: str, message: str) -> None:
    """Another theme, and addresses without an ending, stop the build and say what to write."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Theirs\n{lines}\n")
    with pytest.raises(PluginError, match=message):
        bring_look(load_config(str(tmp_path / "mkdocs.yml")))


def test_what_they_state_stays(tmp_path: Path) -> None:
    """Font, features, templates and style sheets of their own are kept, and go before ours."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Theirs\ntheme: {name: material, font: {text: Ubuntu}, custom_dir: own, features: [toc.follow]}\n"
        "extra_css: [own.css]\n"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    bring_look(config)
    assert config.theme["font"] == {"text": "Ubuntu"}
    assert config.theme["features"] == ["toc.follow", *look.FEATURES]
    assert config.theme.dirs[:2] == [str(tmp_path / "own"), str(THEME)]
    assert config.extra_css == [*look.STYLES, "own.css"]
