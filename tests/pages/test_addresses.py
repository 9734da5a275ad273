"""Where pages live, and the way from one to another."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.names import Key
from planatlas.pages.addresses import address, published, relative
from planatlas.reading.model.base import Kind


@pytest.mark.parametrize(
    ("kind", "identifier", "path"),
    [
        (Kind.PLAN, "alpha", "plans/alpha/index.md"),
        (Kind.ACTION, "alpha/2.10", "plans/alpha/actions/2.10.md"),
        (Kind.ACTOR, "europol", "actors/europol.md"),
        (Kind.INSTRUMENT, "siena", "instruments/siena.md"),
        (Kind.THEME, "training", "themes/training.md"),
        (Kind.TERMS, "terms", "glossary.md"),
        (Kind.SITE, "site", "index.md"),
    ],
)
def test_a_record_has_an_address(kind: Kind, identifier: str, path: str) -> None:
    """A page lives where its record does."""
    assert address(Key(kind, identifier)) == path


@pytest.mark.parametrize(
    ("source", "target", "way"),
    [
        ("index.md", "actors/europol.md", "actors/europol.md"),
        ("index.md", "index.md", "index.md"),
        ("actors/europol.md", "actors/cepol.md", "cepol.md"),
        ("actors/europol.md", "index.md", "../index.md"),
        ("plans/a/actions/1.md", "plans/a/index.md", "../index.md"),
        ("plans/a/actions/1.md", "plans/b/actions/2.10.md", "../../b/actions/2.10.md"),
    ],
)
def test_a_link_is_relative(source: str, target: str, way: str) -> None:
    """A link goes from page to page, so that a folder of pages works wherever it lies."""
    assert relative(source, target) == way


PATHS = st.lists(st.sampled_from(["a", "b", "c.d"]), min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".md")


@given(PATHS, PATHS)
def test_a_relative_link_leads_back_to_its_target(source: str, target: str) -> None:
    """Followed from its page, a relative link arrives at its target."""
    assert posixpath.normpath(posixpath.join(posixpath.dirname(source), relative(source, target))) == target


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", "index.html"),
        ("plans/a/actions/2.10.md", "plans/a/actions/2.10.html"),
        ("actors/a.md.md", "actors/a.md.html"),
    ],
)
def test_a_page_is_published_as_html_beside_its_path(path: str, url: str) -> None:
    """The finished site has the same paths, ending in .html."""
    assert published(path) == url
