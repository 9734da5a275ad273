"""Whole pages: each folder in cases/ holds content and, in pages/, the Markdown of every page that it gives."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mkdocs.utils.meta import get_data

from golden import Golden
from planatlas.checking.check import check, stops
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.addresses import FIELDS, PROBLEMS
from planatlas.pages.build import pages_of
from planatlas.pages.page import Page
from planatlas.pages.search import INDEX, search_index
from planatlas.publishing.beside import files_beside
from planatlas.reading.folder import read_folder

AS_OF = date(2026, 1, 1)
CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
ORDER = ("1.1", "1.2", "1.10", "2.1")
"""The refs of the plan ports-2024 in the order of its document."""
REAL_CONTENT = Path(__file__).parents[2] / "content"
CONFIGURATION = Path(__file__).parents[2] / "mkdocs.yml"
_LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")


def atlas_of(folder: Path) -> Atlas:
    atlas = link(read_folder(folder), AS_OF)
    problems = check(atlas)
    assert not stops(problems, strict=False), problems
    return atlas


def front_matter(page: Page) -> dict[str, Any]:
    return get_data(page.text)[1]


def body(page: Page) -> str:
    return get_data(page.text)[0]


@pytest.fixture(scope="module")
def real_atlas() -> Atlas:
    return atlas_of(REAL_CONTENT)


@pytest.fixture(scope="module")
def real_pages(real_atlas: Atlas) -> dict[str, Page]:
    return pages_of(real_atlas)


@pytest.fixture
def pages() -> dict[str, Page]:
    return pages_of(atlas_of(Path(__file__).parent / "cases/everything/content"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_content_gives_its_pages(case: Path, golden: Golden) -> None:
    """A content folder gives exactly these pages with exactly this Markdown."""
    found = pages_of(atlas_of(case / "content"))
    found.pop(PROBLEMS)  # the same for all content; test_explanations.py holds it to what it explains
    golden.compare_folder(case / "pages", {path: page.text for path, page in found.items()})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pages_are_the_same_every_time(case: Path) -> None:
    """The same content gives the same pages in the same order."""
    content = case / "content"
    assert list(pages_of(atlas_of(content)).items()) == list(pages_of(atlas_of(content)).items())


def internal_links(page: Page) -> Iterator[str]:
    """Yield the paths that the links of a page lead to, without query and fragment, other sites left out."""
    for target in _LINK.findall(body(page)):
        path = re.split("[?#]", target)[0]
        if path and not target.startswith(("http://", "https://")):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def broken_links(pages: Mapping[str, Page], others: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return page and target of every link that leads neither to a page nor to one of the other files."""
    links = ((path, target) for path, page in pages.items() for target in internal_links(page))
    return [(path, target) for path, target in links if target not in pages and target not in others]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_links_lead_to_pages(case: Path) -> None:
    """Every link within the site leads to a page or a download that exists."""
    atlas = atlas_of(case / "content")
    assert broken_links(pages_of(atlas), files_beside(atlas)) == []


def test_links_of_the_real_content_lead_to_pages(real_atlas: Atlas, real_pages: dict[str, Page]) -> None:
    """Every link within the real site leads to a page or a download that exists, and there are thousands."""
    assert sum(1 for page in real_pages.values() for _ in internal_links(page)) > 1000
    assert broken_links(real_pages, files_beside(real_atlas)) == []


def test_a_broken_link_would_be_noticed(pages: dict[str, Page]) -> None:
    """Without one of its pages the site has broken links, and the search for them finds these."""
    del pages["actors/europol.md"]
    assert ("actors/poland.md", "actors/europol.md") in broken_links(pages)


def test_every_page_but_home_is_reached_by_links(real_pages: dict[str, Page]) -> None:
    """From the home page and the pages of the menu links lead to every page, former addresses left out."""
    menu = re.findall(r": (?!guides/)(\S+\.md)$", CONFIGURATION.read_text(encoding="utf-8"), re.MULTILINE)
    assert {"index.md", "plans/index.md", "deadlines.md"} <= set(menu) <= set(real_pages)
    waiting, reached = list(menu), set(menu)
    while waiting:
        fresh = set(internal_links(real_pages[waiting.pop()])) & set(real_pages) - reached
        reached |= fresh
        waiting += fresh
    moved = {path for path, page in real_pages.items() if front_matter(page)["kind"] == "Redirect"}
    assert set(real_pages) - moved - reached == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_front_matter_is_read_as_it_was_meant(case: Path) -> None:
    """Every page has front matter with its title, kind, template, as-of day, and the file it was written from."""
    for page in pages_of(atlas_of(case / "content")).values():
        data = front_matter(page)
        assert data["template"] == "planatlas.html"
        assert data["as_of"] == "1 January 2026"
        assert data["title"]
        assert data["kind"]
        assert data.get("source_file") == page.source
        assert page.source is None or (case / "content" / page.source).is_file()


def test_a_page_has_one_heading_of_the_first_level(real_pages: dict[str, Page]) -> None:
    """A page has one main heading, which is not empty."""
    assert [path for path, page in real_pages.items() if len(re.findall(r"^# \S", body(page), re.MULTILINE)) != 1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_page_shows_markup(case: Path, show: Callable) -> None:
    """What a reader sees has no bars of broken tables, no brackets of names, no braces of templates."""
    for path, page in pages_of(atlas_of(case / "content")).items():
        text = show(body(page)).text
        brackets = () if path in (PROBLEMS, FIELDS) else ("[[", "]]")  # these show how a name is written
        for sign in (*brackets, "{{", "{%", "| ---", "](", "{ #", "&amp;", "markdown>"):
            assert sign not in text, path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_page_shows_an_empty_table_list_or_section(case: Path, show: Callable) -> None:
    """Where there is nothing to show, a page says so in words, or leaves the table, card or heading out."""
    for path, page in pages_of(atlas_of(case / "content")).items():
        names = show(body(page)).names
        text = body(page)
        for table in re.split(r"^\| [-|: ]+ \|$", text, flags=re.MULTILINE)[1:]:
            assert table.startswith("\n| "), path
        assert "dl" in names or "pa-facts" not in text, path
        assert not re.search(r"^(#+) [^\n]+\n+(?=\1 )", text, re.MULTILINE), path
        assert not text.rstrip().splitlines()[-1].startswith("#"), path


def test_marked_plans_mark_every_page_that_is_about_them(pages: dict[str, Page]) -> None:
    """The pages of a LIMITE plan and its actions carry its marking, and so does every page that names them."""
    limite = {path for path, page in pages.items() if front_matter(page).get("marking") == "LIMITE"}
    assert {path for path in pages if path.startswith("plans/ports-2024/")} <= limite
    for path, page in pages.items():
        if any(target.startswith("plans/ports-2024/") for target in internal_links(page)):
            assert path in limite, path
    assert "plans/customs-2023/actions/2.md" not in limite
    assert front_matter(pages["plans/ports-2024/index.md"])["marking_banner"] == "Not for release to the public."


def test_former_addresses_lead_to_the_present_ones(pages: dict[str, Page]) -> None:
    """At every former id, of whatever kind, a page leads to the record's present page."""
    moved = {
        path: list(internal_links(page)) for path, page in pages.items() if front_matter(page)["kind"] == "Redirect"
    }
    assert moved == {
        "actors/european-police-office.md": ["actors/europol.md"],
        "plans/ports-2018/actions/7.md": ["plans/ports-2024/actions/1.1.md"],
        "plans/ports-2024/actions/1.1a.md": ["plans/ports-2024/actions/1.1.md"],
        "plans/ports-plan/index.md": ["plans/ports-2024/index.md"],
        **{f"plans/ports-plan/actions/{ref}.md": [f"plans/ports-2024/actions/{ref}.md"] for ref in ORDER},
        "themes/harbours.md": ["themes/ports.md"],
    }


def test_actions_are_chained_in_the_order_of_the_document(pages: dict[str, Page]) -> None:
    """From the first action of a plan `next` leads through all of them in order, and `previous` back."""
    for place, ref in enumerate(ORDER):
        text = pages[f"plans/ports-2024/actions/{ref}.md"].text
        before = re.search(r"^← Previous: .*\]\(([^)]*)\.md\)", text, re.MULTILINE)
        after = re.search(r"^Next: .*\]\(([^)]*)\.md\) →", text, re.MULTILINE)
        assert (before[1] if before else None) == (ORDER[place - 1] if place else None)
        assert (after[1] if after else None) == (ORDER[place + 1] if place + 1 < len(ORDER) else None)


def test_a_member_is_told_from_one_that_is_named(pages: dict[str, Page], show: Callable) -> None:
    """What a country is addressed for as a member of a group stands apart from what names the country."""
    text = show(body(pages["actors/poland.md"])).text
    own, groups = text.split("Addressed as a member of a group")
    assert "Passenger & crew lists" in own
    assert "Risk analysis" not in own
    assert "Called upon Member States OA 1.10 Risk analysis" in groups
    assert "Responsible All partners Action 2 Name contact points" in groups


def test_what_a_part_does_counts_on_the_page_of_the_whole(pages: dict[str, Page], show: Callable) -> None:
    """A body's page shows the actions of its units, marked as coming through them."""
    text = show(body(pages["actors/europol.md"])).text
    own, parts = text.split("Through its parts")
    assert "Follow-up" not in own.split("What it is asked to do")[1]
    assert "Lead Ports unit OA 1.2 Follow-up" in parts


def test_a_mention_is_told_from_a_part(pages: dict[str, Page], show: Callable) -> None:
    """A body that an action only names shows it under `named only`, and what a meeting names there is no mention."""
    text = show(body(pages["actors/harbour-network.md"])).text
    assert "No action names it with a part of its own." in text
    assert "OA 1.1: Passenger & crew lists [pilot]" in text.split("Named only")[1]
    poland = show(body(pages["actors/poland.md"])).text
    assert "Working party on ports" in poland.split("Meetings")[1]
    assert "Working party on ports" not in poland.split("Meetings")[0]


def test_an_indicator_without_a_target_says_so(pages: dict[str, Page], show: Callable) -> None:
    """No target is invented: the row says that none is stated, and two targets both stand."""
    text = show(body(pages["plans/ports-2024/actions/1.1.md"])).text
    assert "d Requests answered no target stated" in text
    assert "a Lists received at least 10 lists per year; at least 20 000 lists in total" in text


def test_an_action_says_where_it_stands_in_the_source(pages: dict[str, Page], show: Callable) -> None:
    """The facts of an action end with document, section, item, page and footnotes."""
    text = show(body(pages["plans/ports-2024/actions/1.1.md"])).text
    assert "Where in the source 10001/24 Strategic goal 1 OA 1.1 page 7 footnotes 3, 4" in text


def test_status_is_that_of_the_day(pages: dict[str, Page], show: Callable) -> None:
    """Reports after the as-of day do not make the status, and without a report none is claimed."""
    assert "Status Delayed, 20 November 2025" in show(body(pages["plans/ports-2024/actions/1.1.md"])).text
    assert "Status Not reported" in show(body(pages["plans/ports-2024/actions/1.2.md"])).text


def test_custom_footnotes_stand_on_every_page_that_names_the_body(pages: dict[str, Page]) -> None:
    """A footnote that custom attaches to a name stands on its page and on pages of actions with it, once each."""
    footnote = "Party to the agreement &amp; no Member State."
    for path in ("actors/united-kingdom.md", "plans/ports-2024/actions/1.1.md", "plans/ports-2024/index.md"):
        assert pages[path].text.count(footnote) == 1, path
    assert footnote not in pages["plans/customs-2023/actions/1.md"].text


def test_no_page_is_written_over_a_record(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """A former id that is an id in use again gives no page over the record's own."""
    files = {
        "actors/a.yml": "name: A\nkind: agency\n",
        "actors/b.yml": "name: B\nkind: agency\nformerly: [a]\n",
    }
    assert front_matter(pages_of(make_atlas(files))["actors/a.md"])["kind"] == "Actor"


def test_titles_are_html_in_the_front_matter(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """Themes write titles and descriptions into HTML as they stand, so no title may hold markup."""
    files = {
        "site.yml": 'markings: [{name: PUBLIC}, {name: LIMITE, banner: "<b>"}]\n',
        "plans/p/plan.yml": """
            title: '</title><script>alert("1")</script>'
            marking: LIMITE
            sections: [{number: "1", title: First}]
            """,
        "plans/p/actions/1.yml": """
            ref: "1"
            title: A "title"
            section: "1"
            summary: <b>Bold</b> & "brave", all of it.
            source: {section: One, item: first}
            """,
    }
    found = pages_of(make_atlas(files))
    plan, action = front_matter(found["plans/p/index.md"]), front_matter(found["plans/p/actions/1.md"])
    assert plan["title"] == "&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"
    assert plan["marking_banner"] == "&lt;b&gt;"
    assert action["description"] == "&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;brave&quot;, all of it."


def test_the_search_index_leads_to_pages(real_atlas: Atlas, real_pages: dict[str, Page]) -> None:
    """Every record of the search index leads to a page that exists."""
    index = search_index(real_atlas)
    addresses = set(re.findall(r'\["((?:[^"\\]|\\.)+\.html)",', index))
    assert len(addresses) > 500
    assert {address.removesuffix(".html") + ".md" for address in addresses} <= set(real_pages)
    assert INDEX not in real_pages
