"""A theme's page: who does what about it, plan by plan; and the list of themes."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.addresses import THEMES, address
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import action_row, footnotes, notes
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

MOST = 8
"""How many bodies and instruments a theme lists."""


def theme_page(atlas: Atlas, identifier: str) -> Page:
    """Return the page of a theme."""
    key = Key(Kind.THEME, identifier)
    entry = atlas.themes[identifier]
    writer = Writer(atlas, address(key))
    actions = atlas.actions_on_theme.get(identifier, ())
    records = [atlas.actions[action].record for action in actions]
    bodies = Counter(body for record in records for body in dict.fromkeys(one.actor for one in record.actors))
    means = Counter(one for record in records for one in dict.fromkeys(used.instrument for used in record.instruments))
    text = render(
        "theme",
        kind="Theme",
        title=entry.record.name,
        description=None,
        summary=writer.prose(entry.record.summary),
        plans=[
            (writer.plan(plan), [action_row(writer, action) for action in members])
            for plan, members in groupby(actions, key=lambda action: action.split("/")[0])
        ],
        bodies=[(writer.actor(body), count) for body, count in bodies.most_common(MOST)],
        means=[(writer.instrument(one), count) for one, count in means.most_common(MOST)],
        notes=notes(writer, entry.record),
        footnotes=footnotes(atlas, [Key(Kind.ACTOR, body) for body in bodies]),
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def themes_page(atlas: Atlas) -> Page:
    """Return the list of themes."""
    writer = Writer(atlas, THEMES)
    rows = []
    for identifier, entry in sorted(atlas.themes.items(), key=lambda item: alphabetical(item[1].record.name)):
        counts = Counter(action.split("/")[0] for action in atlas.actions_on_theme.get(identifier, ()))
        rows.append(
            (writer.theme(identifier), writer.inline(entry.record.summary), [counts[plan] for plan in atlas.plans])
        )
    text = render(
        "themes", kind="List", title="Themes", description=None, rows=rows,
        plans=[writer.plan(plan) for plan in atlas.plans], footnotes=(), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, None)
