"""Which pages the site has: the one pure function from an Atlas to its pages."""

from __future__ import annotations

from collections.abc import Iterator

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.linking.related import related_actions
from planatlas.linking.together import together
from planatlas.pages.addresses import address
from planatlas.pages.page import Page
from planatlas.pages.told import Told
from planatlas.pages.tooltips import with_tooltips
from planatlas.pages.views.accessibility import accessibility_page
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actor_page, actors_page
from planatlas.pages.views.changes import changes_page
from planatlas.pages.views.data import data_page
from planatlas.pages.views.deadlines import deadlines_page
from planatlas.pages.views.explorer import explorer_page
from planatlas.pages.views.home import home_page
from planatlas.pages.views.indicators import indicators_page
from planatlas.pages.views.instrument import instrument_page, instruments_page
from planatlas.pages.views.meeting import meeting_page, meetings_page
from planatlas.pages.views.network import network_page
from planatlas.pages.views.overlaps import overlaps_pages
from planatlas.pages.views.plan import plan_page, plans_page
from planatlas.pages.views.problems import problems_page
from planatlas.pages.views.progress import progress_page
from planatlas.pages.views.reference import about_page, glossary_page, redirect_page
from planatlas.pages.views.theme import theme_page, themes_page
from planatlas.pages.views.timeline import timeline_page
from planatlas.pages.views.who_does_what import who_does_what_page
from planatlas.reading.model.base import Kind


def pages_of(atlas: Atlas, history: History | None = None) -> dict[str, Page]:
    """Return every page by its path. The Atlas must be free of errors; without a history no page tells of changes."""
    explained = with_tooltips(atlas)
    pages = {page.path: explained(page) for page in _pages(atlas, Told(atlas, history) if history else None)}
    for old, new in atlas.redirects.items():
        if old.kind in _WITH_PAGES:
            pages.setdefault(address(old), redirect_page(atlas, address(old), new))
    return pages


_WITH_PAGES = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)


def _pages(atlas: Atlas, told: Told | None) -> Iterator[Page]:
    related = related_actions(atlas)
    bonds = together(atlas)
    yield home_page(atlas, told)
    for page in (
        explorer_page, plans_page, actors_page, instruments_page, themes_page, timeline_page,
        deadlines_page, indicators_page, progress_page, glossary_page, about_page, data_page,
        problems_page, accessibility_page,
    ):  # fmt: skip
        yield page(atlas)
    if told:
        yield changes_page(told)
    yield from overlaps_pages(atlas, related)
    yield who_does_what_page(atlas)
    yield network_page(atlas, bonds)
    for identifier in (*atlas.plans, *atlas.named_plans):
        yield plan_page(atlas, identifier, told)
    for identifier in atlas.actions:
        yield action_page(atlas, identifier, related.of.get(identifier, ()), told)
    for identifier in atlas.actors:
        yield actor_page(atlas, identifier, bonds.partners.get(identifier, ()), told)
    for identifier in atlas.instruments:
        yield instrument_page(atlas, identifier)
    for identifier in atlas.themes:
        yield theme_page(atlas, identifier)
    if atlas.meetings:
        yield meetings_page(atlas)
    for identifier in atlas.meetings:
        yield meeting_page(atlas, identifier, told)
