"""Every link within the site leads somewhere: read from the finished HTML, knowing nothing of how links are made."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browser import lychee

_ADDRESSES = {"href", "xlink:href", "src", "poster", "data", "action", "formaction", "cite"}
"""Attributes that hold an address."""
_IDS = {"for", "headers", "list", "form", "aria-controls", "aria-describedby", "aria-labelledby", "aria-owns"}
"""Attributes that name elements of their page by id."""
_STYLE_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@dataclass
class Found(HTMLParser):
    """What a page names and what it points to."""

    ids: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" or (name == "name" and tag == "a"):
                self.ids.add(value or "")
            elif name in _ADDRESSES and tag != "base":
                self.addresses.add((value or "").strip())
            elif name in _IDS:
                self.references.update((value or "").split())
            elif name == "style":
                self.addresses.update(_STYLE_URL.findall(value or ""))
            elif name == "content" and ("http-equiv", "refresh") in attrs:
                self.addresses.add((value or "").partition("url=")[2])


def targets(path: str, addresses: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield address, path from the site's root and anchor of what lies within the site."""
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        base = "" if parts.path.startswith("/") else posixpath.dirname(path)
        target = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/"))) if parts.path else path
        yield address, target, unquote(parts.fragment)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Found]:
    """Return what stands on every page of the site, by its path."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        reader = Found()
        reader.feed(file.read_text(encoding="utf-8"))
        reader.close()
        found[file.relative_to(site).as_posix()] = reader
    return found


def broken(site: Path, pages: dict[str, Found]) -> list[tuple[str, str]]:
    """Return page and address of every link within the site that leads nowhere."""
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    return [
        (path, address)
        for path, page in pages.items()
        for address, target, anchor in targets(path, page.addresses)
        if not address or target not in files or (anchor and target in pages and anchor not in pages[target].ids)
    ]


def test_no_link_and_no_anchor_leads_nowhere(site: Path, pages: dict[str, Found]) -> None:
    """On all pages every address within the site is that of a file, and every anchor that of an element there."""
    assert len(pages) > 100
    assert broken(site, pages) == []


def test_a_broken_link_would_be_found(tmp_path: Path) -> None:
    """A missing page, a missing anchor, a missing image and a link that leaves the site's folder are each found."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text(
        '<h1 id="a b">x</h1><a href="#a%20b">1</a><a href="sub/one.html?x=1#top">2</a><a href="https://x.example/y">3</a>'
        '<a href="no.html">4</a><a href="sub/one.html#no">5</a><img src="no.svg"><a href="">6</a>',
        encoding="utf-8",
    )
    (tmp_path / "sub/one.html").write_text('<h1 id="top">x</h1><a href="../../index.html">1</a>', encoding="utf-8")
    found = {}
    for path in ("index.html", "sub/one.html"):
        found[path] = Found()
        found[path].feed((tmp_path / path).read_text(encoding="utf-8"))
    assert {address for _, address in broken(tmp_path, found)} == {
        "no.html",
        "sub/one.html#no",
        "no.svg",
        "",
        "../../index.html",
    }


def test_another_checker_finds_broken_links_too(tmp_path: Path) -> None:
    """`make links` fails on a missing page, anchor, image, script and folder page, and on none that is there."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text(
        '<h1 id="a b">x</h1><a href="#a%20b">1</a><a href="sub/one.html?x=1#top">2</a><a href="no.html">3</a>'
        '<a href="sub/one.html#no">4</a><img src="no.svg"><script src="no.js"></script><a href="sub/">5</a>'
        '<svg><a href="no.html#x"><text>6</text></a></svg><a href="/sub/one.html">7</a><a href="https://x.example/">8</a>',
        encoding="utf-8",
    )
    (tmp_path / "sub/one.html").write_text('<h1 id="top">x</h1><a href="../index.html#a">1</a>', encoding="utf-8")
    total, found = lychee.broken(tmp_path)
    assert total == 11
    assert found == [
        "index.html: no.html",
        "index.html: no.html#x",
        "index.html: no.js",
        "index.html: no.svg",
        "index.html: sub",
        "index.html: sub/one.html#no",
        "sub/one.html: index.html#a",
    ]


def test_what_is_named_by_id_is_there(pages: dict[str, Found]) -> None:
    """Labels, descriptions and controls refer to elements of their page."""
    assert [(path, page.references - page.ids) for path, page in pages.items() if page.references - page.ids] == []


def test_every_page_is_reached_from_the_home_page(pages: dict[str, Found]) -> None:
    """Whoever follows links from the home page can come to every page but that of an unknown address."""
    reached, ahead = {"index.html"}, ["index.html"]
    while ahead:
        path = ahead.pop()
        for _, target, _ in targets(path, pages[path].addresses):
            if target in pages and target not in reached:
                reached.add(target)
                ahead.append(target)
    assert set(pages) - reached - {"404.html"} == set()


def test_what_the_styles_ask_for_is_there(site: Path) -> None:
    """Every file that the site's own stylesheet names exists."""
    style = "assets/stylesheets/planatlas.css"
    addresses = set(_STYLE_URL.findall((site / style).read_text(encoding="utf-8")))
    found = [(address, target) for address, target, _ in targets(style, addresses)]
    assert addresses
    assert [address for address, target in found if not (site / target).is_file()] == []
