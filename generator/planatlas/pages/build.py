"""Which pages the site has: the one pure function from an Atlas to its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import Relatedness, related_actions
from planatlas.linking.together import Together, together
from planatlas.pages import addresses
from planatlas.pages.addresses import address, plan_pair
from planatlas.pages.page import Page
from planatlas.pages.tooltips import with_tooltips
from planatlas.pages.views.accessibility import accessibility_page
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actor_page, actors_page
from planatlas.pages.views.data import data_page
from planatlas.pages.views.deadlines import deadlines_page
from planatlas.pages.views.explorer import explorer_page
from planatlas.pages.views.home import home_page
from planatlas.pages.views.indicators import indicators_page
from planatlas.pages.views.instrument import instrument_page, instruments_page
from planatlas.pages.views.network import network_page
from planatlas.pages.views.overlaps import overlaps_page, pairs_with_pages
from planatlas.pages.views.plan import plan_page, plans_page
from planatlas.pages.views.plan_pair import plan_pair_page
from planatlas.pages.views.progress import progress_page
from planatlas.pages.views.reference import about_page, glossary_page, redirect_page
from planatlas.pages.views.theme import theme_page, themes_page
from planatlas.pages.views.timeline import timeline_page
from planatlas.pages.views.who_does_what import who_does_what_page
from planatlas.reading.model.base import Kind

_LISTS: dict[str, Callable[[Atlas], Page]] = {
    addresses.HOME: home_page,
    addresses.EXPLORER: explorer_page,
    addresses.PLANS: plans_page,
    addresses.ACTORS: actors_page,
    addresses.INSTRUMENTS: instruments_page,
    addresses.THEMES: themes_page,
    addresses.TIMELINE: timeline_page,
    addresses.DEADLINES: deadlines_page,
    addresses.INDICATORS: indicators_page,
    addresses.PROGRESS: progress_page,
    addresses.GLOSSARY: glossary_page,
    addresses.ABOUT: about_page,
    addresses.DATA: data_page,
    addresses.ACCESSIBILITY: accessibility_page,
    addresses.WHO_DOES_WHAT: who_does_what_page,
}
"""The pages about many records that take nothing but the Atlas."""
_WITH_PAGES = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)


@dataclass(frozen=True)
class Planned:
    """A page that is yet to be made."""

    source: str | None
    """The same as that of the page."""
    make: Callable[[], Page]


def pages_of(atlas: Atlas) -> dict[str, Page]:
    """Return every page by its path. The Atlas must be free of errors."""
    return {path: planned.make() for path, planned in planned_pages(atlas).items()}


def planned_pages(atlas: Atlas) -> dict[str, Planned]:
    """Return every page by its path, each to be made on its own, in any order. The Atlas must be free of errors."""
    related, bonds = related_actions(atlas), together(atlas)
    explained = with_tooltips(atlas)
    planned = {
        path: Planned(source, partial(_explained, explained, make))
        for path, source, make in (*_of_many(atlas, related, bonds), *_of_records(atlas, related, bonds))
    }
    for old, new in atlas.redirects.items():
        if old.kind in _WITH_PAGES and address(old) not in planned:
            planned[address(old)] = Planned(None, partial(redirect_page, atlas, address(old), new))
    return planned


def _explained(explained: Callable[[Page], Page], make: Callable[[], Page]) -> Page:
    return explained(make())


_Plan = tuple[str, str | None, Callable[[], Page]]
"""A page's path, its source, and what makes it."""


def _of_many(atlas: Atlas, related: Relatedness, bonds: Together) -> Iterator[_Plan]:
    """Yield the pages about many records."""
    for path, view in _LISTS.items():
        kind = {addresses.HOME: Kind.SITE, addresses.GLOSSARY: Kind.TERMS}.get(path)
        entry = atlas.content.entries[kind].get(kind) if kind else None
        yield path, entry.path if entry else None, partial(view, atlas)
    yield addresses.OVERLAPS, None, partial(overlaps_page, atlas, related)
    for pair in pairs_with_pages(atlas, related):
        yield plan_pair(*pair.plans), None, partial(plan_pair_page, atlas, related, pair)
    yield addresses.NETWORK, None, partial(network_page, atlas, bonds)


def _of_records(atlas: Atlas, related: Relatedness, bonds: Together) -> Iterator[_Plan]:
    """Yield the page of each record."""

    def plan(kind: Kind, identifier: str, view: Callable[..., Page], *values: object) -> _Plan:
        source = atlas.content.entries[kind][identifier].path
        return address(Key(kind, identifier)), source, partial(view, atlas, identifier, *values)

    for identifier in (*atlas.plans, *atlas.named_plans):
        yield plan(Kind.PLAN, identifier, plan_page)
    for identifier in atlas.actions:
        yield plan(Kind.ACTION, identifier, action_page, related.of.get(identifier, ()))
    for identifier in atlas.actors:
        yield plan(Kind.ACTOR, identifier, actor_page, bonds.partners.get(identifier, ()))
    for identifier in atlas.instruments:
        yield plan(Kind.INSTRUMENT, identifier, instrument_page)
    for identifier in atlas.themes:
        yield plan(Kind.THEME, identifier, theme_page)
