"""Where pages live, and the way from one to another."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.linking.names import Key
from planatlas.pages.addresses import address, explorer, published, relative
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
        ("explorer.md?actor=a.md", "explorer.html?actor=a.md"),
    ],
)
def test_a_page_is_published_as_html_beside_its_path(path: str, url: str) -> None:
    """The finished site has the same paths, ending in .html."""
    assert published(path) == url


@pytest.mark.parametrize(
    ("filters", "path"),
    [
        ({}, "explorer.md"),
        ({"actor": "europol"}, "explorer.md?actor=europol"),
        ({"role": "lead", "actor": ["europol", "cepol"]}, "explorer.md?actor=europol&actor=cepol&role=lead"),
        ({"section": "alpha/2.1", "above": "20"}, "explorer.md?section=alpha%2F2.1&above=20"),
        ({"type": "R&D (new)", "text": "täter ..", "plan": ()}, "explorer.md?type=R%26D+%28new%29&text=t%C3%A4ter+.."),
    ],
)
def test_the_explorer_has_an_address_for_every_choice(filters: dict[str, str | list[str]], path: str) -> None:
    """Filters stand in the query in one order, whatever is in their values."""
    assert explorer(**filters) == path


def test_a_filter_that_the_explorer_does_not_know_is_refused() -> None:
    """A slip in a name would give a link that filters nothing."""
    with pytest.raises(ValueError, match="no filter 'actors'; it has plan, actor"):
        explorer(actors="europol")


def test_the_way_to_a_filtered_explorer_is_relative() -> None:
    """The query goes along, dots and all."""
    assert relative("actors/europol.md", explorer(text="../x")) == "../explorer.md?text=..%2Fx"
