"""The explorer: every action of every plan in one table, which its script filters, sorts and saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import marking_of
from planatlas.linking.names import Key
from planatlas.pages import wording
from planatlas.pages.addresses import EXPLORER, address, published
from planatlas.pages.explorer import DATA, largest_target
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes, leading, note_report_markings, when_due
from planatlas.pages.writer import Writer, label, short_name
from planatlas.reading.model.base import Kind

SCRIPTS = (DATA, "assets/javascripts/explorer.js")
"""What the page loads, in this order."""

FIRST = 100
"""How many rows are in the first part of the table; the script starts faster where the others wait in a second."""

FOLDED = 12
"""More bodies that are to act than these are folded."""


class Row(NamedTuple):
    """An action as a row of the table, all of it plain text."""

    address: str
    code: str
    title: str
    plan: str
    who: tuple[tuple[str, str], ...]
    """Address and name of those who are to act, as far as they are named."""
    when: str
    target: str
    """The target with the largest figure."""
    status: str
    marking: str


def explorer_page(atlas: Atlas) -> Page:
    """Return the explorer. A column in which no row would say anything is left out."""
    writer = Writer(atlas, EXPLORER)
    named = [Key(Kind.ACTOR, actor) for actor in atlas.parts_of_actor]
    for key in named:
        writer.note_marking(key)
    who = {key.id: (published(address(key)), short_name(atlas, key)) for key in named}
    rows = [_row(writer, identifier, who) for identifier in atlas.actions]
    text = render(
        "explorer",
        kind="Explorer",
        title="Explorer",
        description="All actions of all plans, to filter, sort and download",
        rows=rows,
        first=FIRST,
        folded=FOLDED,
        has_times=any(row.when for row in rows),
        has_targets=any(row.target for row in rows),
        has_statuses=bool(atlas.reported_plans),
        has_markings=any(row.marking for row in rows),
        scripts=SCRIPTS if rows else (),
        footnotes=footnotes(atlas, atlas.parts_of_actor),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _row(writer: Writer, identifier: str, who: Mapping[str, tuple[str, str]]) -> Row:
    """Return the row of an action, given address and name of each actor."""
    atlas, key = writer.atlas, Key(Kind.ACTION, identifier)
    action = atlas.actions[identifier].record
    writer.note_marking(key)
    standing, target = atlas.standings[identifier], largest_target(action)
    note_report_markings(writer, standing)
    return Row(
        address=published(address(key)),
        code=label(atlas, identifier),
        title=action.title,
        plan=short_name(atlas, Key(Kind.PLAN, identifier.split("/", maxsplit=1)[0])),
        who=tuple(who[actor] for actor in leading(action)),
        when=when_due(atlas, identifier),
        target=wording.target(target) if target else "",
        status=wording.standing(standing),
        marking=marking_of(atlas, key) or "",
    )
