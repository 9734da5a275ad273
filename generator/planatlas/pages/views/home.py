"""The home page: where work starts."""

from __future__ import annotations

from datetime import date

from planatlas.linking.atlas import Atlas
from planatlas.linking.meetings import next_meeting
from planatlas.linking.times import Due, ahead, dues_of
from planatlas.pages import addresses
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.told import Told
from planatlas.pages.views.changes import newest
from planatlas.pages.views.common import meeting_date
from planatlas.pages.views.deadlines import due_row
from planatlas.pages.views.plan import plan_row, said_of_plans
from planatlas.pages.wording import plural
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

NEXT = 8
"""How many coming dates the home page shows."""
MOST = 8
"""How many bodies and instruments it shows."""


def home_page(atlas: Atlas, told: Told | None = None) -> Page:
    """Return the home page, with what changed last where there is a history."""
    site = atlas.content.entries[Kind.SITE].get(Kind.SITE)
    writer = Writer(atlas, addresses.HOME)
    acting = {actor: len({part.action for part in parts}) for actor, parts in atlas.parts_of_actor.items()}
    used = {instrument: len({use.action for use in uses}) for instrument, uses in atlas.uses_of_instrument.items()}
    coming = _one_an_action(ahead(atlas))
    counts = [
        writer.to(addresses.PLANS, plural(len(atlas.plans), "plan")),
        writer.to(addresses.EXPLORER, plural(len(atlas.actions), "action")),
        writer.to(addresses.ACTORS, plural(len(atlas.actors), "actor")),
        writer.to(addresses.INSTRUMENTS, plural(len(atlas.instruments), "instrument")),
        writer.to(addresses.THEMES, plural(len(atlas.themes), "theme")),
    ]
    rows = [plan_row(writer, identifier) for identifier in atlas.plans]
    text = render(
        "home",
        kind="Home",
        title=atlas.site.title,
        description=None,
        summary=writer.prose(atlas.site.summary),
        counts=counts,
        rows=rows,
        said=said_of_plans(rows),
        due=[due_row(writer, due) for due in coming[:NEXT]],
        meeting=next_meeting(atlas),
        coming=len(coming),
        has_indicators=any(entry.record.indicators for entry in atlas.actions.values()),
        has_dates=any(dues_of(atlas, action) for action in atlas.actions)
        or any(plan.record.deadlines for plan in atlas.plans.values()),
        changes=newest(writer, told),
        bodies=[(writer.actor(one), acting[one]) for one in _most(acting)],
        means=[(writer.instrument(one), used[one]) for one in _most(used)],
        meeting_date=meeting_date,
        addresses=addresses,
        footnotes=(),
        source_file=site.path if site else None,
        writer=writer,
    )
    return Page(writer.path, text, site.path if site else None)


def _one_an_action(coming: list[Due]) -> list[Due]:
    """Keep the first time of each action and end, so that an action's activities do not crowd out the others."""
    kept: dict[tuple[str, date | None], Due] = {}
    for due in coming:
        kept.setdefault((due.action, due.when.end if due.when else None), due)
    return list(kept.values())


def _most(counts: dict[str, int]) -> list[str]:
    return sorted(counts, key=lambda one: (-counts[one], one))[:MOST]
