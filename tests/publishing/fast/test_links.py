"""Links of generated pages lead where MkDocs leads them, whichever pages came before."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor

from planatlas.publishing.fast.convert import START_OF_LINK
from planatlas.publishing.fast.page import _Links
from small_content import SMALL

ConfigurationMaker = Callable[..., MkDocsConfig]
PAGES = ("index.md", "actors/a.md", "actors/b.md", "plans/p/index.md", "plans/q/actions/1.md", "plans/p/actions/1.md")
LINKS = (
    "a.md", "1.md", "index.md", "../index.md", "../actors/a.md", "../../p/index.md", "../../q/actions/1.md",
    "../../../actors/b.md?x=1", "../../../plans/p/actions/1.md", "../../../index.md#top", "./../../../actors/a.md",
    "#top", "https://example.eu/a.md", "../chart.html", "nowhere.md",
)  # fmt: skip


def test_links_lead_where_mkdocs_leads_them_from_any_folder(configuration: ConfigurationMaker) -> None:
    """A link that was met on a page of another folder gets the address that it has from this one."""
    config = configuration(SMALL)
    files = Files([File(path, None, config.site_dir, use_directory_urls=False) for path in PAGES])
    own = {path: _RelativePathTreeprocessor(files.src_uris[path], files, config) for path in PAGES}
    expected = {path: [own[path].path_to_url(link) for link in LINKS] for path in PAGES}
    for order in permutations(PAGES, 3):
        links = _Links()
        for path in order:
            links.begin(files.src_uris[path], files, config.validation.links.not_found)
            found = [links[START_OF_LINK + link.encode()].removeprefix(START_OF_LINK).decode() for link in LINKS]
            assert found == expected[path], order
            assert links.to_anchors == own[path].links_to_anchors, order
