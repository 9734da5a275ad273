"""Everything that a site has of its own making, each to be made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.pages.build import Planned, planned_pages
from planatlas.pages.search import PageByHand
from planatlas.publishing.beside import planned_files
from planatlas.publishing.source import Checked


@dataclass(frozen=True)
class Plan:
    """The files and pages of a site, by their paths."""

    files: Mapping[str, Callable[[], bytes]]
    plan_pages: Callable[[], Mapping[str, Planned]]

    @cached_property
    def pages(self) -> Mapping[str, Planned]:
        """The pages, planned when they are asked for: files can be made meanwhile."""
        return self.plan_pages()


@dataclass(frozen=True)
class Given:
    """What to publish."""

    found: Checked
    told: History | None
    """Its history."""
    plan: Callable[[list[PageByHand]], Plan] | None = None
    """Returns what its site has, with the pages that people have written; None for `plan_of`."""
    whole: Checked | None = None
    """What it is a part of, with what was cut from that; None where it is the whole."""
    leads_out: bool = False
    """Whether links of pages written by hand may lead out of it, as from a part; they give way then."""


def plan_of(atlas: Atlas, told: History | None, by_hand: list[PageByHand]) -> Plan:
    """Return what the site of an Atlas has, with the pages that people have written."""
    return Plan(planned_files(atlas, told, by_hand), partial(planned_pages, atlas, told))


def text_of(page: Planned) -> str:
    """Make a page and return its Markdown."""
    return page.make().text
