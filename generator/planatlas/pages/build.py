"""Which pages the site has: the one pure function from an Atlas to its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import CommonGround
from planatlas.linking.related import RelatedActions
from planatlas.linking.together import Together, together
from planatlas.pages import addresses
from planatlas.pages.addresses import address, plan_pair
from planatlas.pages.page import Page
from planatlas.pages.templates import load_all
from planatlas.pages.told import Told
from planatlas.pages.tooltips import with_tooltips
from planatlas.pages.views.accessibility import accessibility_page
from planatlas.pages.views.action import action_page
from planatlas.pages.views.actor import actor_page, actors_page
from planatlas.pages.views.changes import changes_page
from planatlas.pages.views.data import data_page
from planatlas.pages.views.deadlines import deadlines_page
from planatlas.pages.views.explorer import explorer_page
from planatlas.pages.views.fields import fields_page
from planatlas.pages.views.home import home_page
from planatlas.pages.views.indicators import indicators_page
from planatlas.pages.views.instrument import instrument_page, instruments_page
from planatlas.pages.views.meeting import meeting_page, meetings_page
from planatlas.pages.views.network import network_page
from planatlas.pages.views.overlaps import overlaps_page, pairs_with_pages
from planatlas.pages.views.plan import plan_page, plans_page
from planatlas.pages.views.plan_pair import plan_pair_page
from planatlas.pages.views.problems import problems_page
from planatlas.pages.views.progress import progress_page
from planatlas.pages.views.reference import about_page, glossary_page, redirect_page
from planatlas.pages.views.theme import theme_page, themes_page
from planatlas.pages.views.timeline import timeline_page
from planatlas.pages.views.who_does_what import who_does_what_page
from planatlas.reading.model.base import Kind

_LISTS: dict[str, Callable[[Atlas], Page]] = {
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
    addresses.PROBLEMS: problems_page,
    addresses.FIELDS: fields_page,
    addresses.ACCESSIBILITY: accessibility_page,
    addresses.WHO_DOES_WHAT: who_does_what_page,
}
"""The pages about many records that take nothing but the Atlas."""
_WITH_PAGES = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)


@dataclass(frozen=True)
class Planned:
    """A page that is yet to be made."""

    source: str | None
    """The same as that of the page."""
    make: Callable[[], Page]


def pages_of(atlas: Atlas, history: History | None = None) -> dict[str, Page]:
    """Return every page by its path. The Atlas must be free of errors; without a history no page tells of changes."""
    return {path: planned.make() for path, planned in planned_pages(atlas, history).items()}


def planned_pages(atlas: Atlas, history: History | None = None) -> dict[str, Planned]:
    """Return every page by its path, as `pages_of`, but each to be made on its own, in any order."""
    plans = _Plans(atlas, history)
    return _planned(atlas, (*plans.of_many(), *plans.of_records()))


def planned_records(atlas: Atlas, history: History | None = None) -> dict[str, Planned]:
    """Return the pages of records, of which it is known at once which there are; what they need is found out later."""
    return _planned(atlas, _Plans(atlas, history).of_records())


def _planned(atlas: Atlas, plans: Iterable[_Plan]) -> dict[str, Planned]:
    load_all()
    explained = with_tooltips(atlas)
    planned = {path: Planned(source, partial(_explained, explained, make)) for path, source, make in plans}
    for old, new in atlas.redirects.items():
        if old.kind in _WITH_PAGES and address(old) not in planned:
            planned[address(old)] = Planned(None, partial(redirect_page, atlas, address(old), new))
    return planned


def _explained(explained: Callable[[Page], Page], make: Callable[[], Page]) -> Page:
    return explained(make())


_Plan = tuple[str, str | None, Callable[[], Page]]
"""A page's path, its source, and what makes it."""


class _Plans:
    """Which pages there are."""

    def __init__(self, atlas: Atlas, history: History | None) -> None:
        self._atlas = atlas
        self._related = RelatedActions(atlas)
        self._told = Told(atlas, history) if history else None

    @cached_property
    def _bonds(self) -> Together:
        return together(self._atlas)

    @cached_property
    def _ground(self) -> CommonGround:
        return CommonGround(self._atlas, self._related.all)

    def of_many(self) -> Iterator[_Plan]:
        """Yield the pages about many records."""
        atlas, told, ground, bonds = self._atlas, self._told, self._ground, self._bonds
        site = atlas.content.entries[Kind.SITE].get(Kind.SITE)
        yield addresses.HOME, site.path if site else None, partial(home_page, atlas, told)
        if told:
            yield addresses.CHANGES, None, partial(changes_page, told)
        terms = atlas.content.terms
        for path, view in _LISTS.items():
            yield path, terms.path if terms and path == addresses.GLOSSARY else None, partial(view, atlas)
        yield addresses.OVERLAPS, None, partial(overlaps_page, atlas, ground)
        for pair in pairs_with_pages(ground):
            yield plan_pair(*pair.plans), None, partial(plan_pair_page, atlas, ground, pair)
        yield addresses.NETWORK, None, partial(network_page, atlas, bonds)

    def of_records(self) -> Iterator[_Plan]:
        """Yield the page of each record."""
        atlas, told = self._atlas, self._told
        for identifier in (*atlas.plans, *atlas.named_plans):
            yield self._of(Kind.PLAN, identifier, partial(plan_page, atlas, identifier, told))
        for identifier in atlas.actions:
            yield self._of(Kind.ACTION, identifier, partial(self._action, identifier))
        for identifier in atlas.actors:
            yield self._of(Kind.ACTOR, identifier, partial(self._actor, identifier))
        for identifier in atlas.instruments:
            yield self._of(Kind.INSTRUMENT, identifier, partial(instrument_page, atlas, identifier))
        for identifier in atlas.themes:
            yield self._of(Kind.THEME, identifier, partial(theme_page, atlas, identifier))
        if atlas.meetings:
            yield addresses.MEETINGS, None, partial(meetings_page, atlas)
        for identifier in atlas.meetings:
            yield self._of(Kind.MEETING, identifier, partial(meeting_page, atlas, identifier, told))

    def _of(self, kind: Kind, identifier: str, make: Callable[[], Page]) -> _Plan:
        return address(Key(kind, identifier)), self._atlas.content.entries[kind][identifier].path, make

    def _action(self, identifier: str) -> Page:
        return action_page(self._atlas, identifier, self._related.of(identifier), self._told)

    def _actor(self, identifier: str) -> Page:
        return actor_page(self._atlas, identifier, self._bonds.partners(identifier), self._told)
