"""An actor's dossier, and the list of actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planatlas.linking.atlas import Atlas, Part
from planatlas.linking.names import Key
from planatlas.linking.related import plan_of
from planatlas.linking.times import soonest
from planatlas.linking.together import Bond, means_of
from planatlas.pages import wording
from planatlas.pages.addresses import ACTORS, address, explorer, feed_of
from planatlas.pages.markdown import Markdown, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.told import Told
from planatlas.pages.views.changes import feed_link, history_touching, moved_in
from planatlas.pages.views.common import (
    Facts,
    footnotes,
    former_names,
    full_name,
    meetings,
    notes,
    page_title,
    status_cell,
    when_due,
)
from planatlas.pages.views.downloads import actor_downloads
from planatlas.pages.views.indicators import actor_measures
from planatlas.pages.views.listing import Listing, has_full_names, kind_listings, listing_columns, vocabulary_label
from planatlas.pages.views.naming import mentions
from planatlas.pages.views.network import partner_row
from planatlas.pages.views.standing import actor_summary
from planatlas.pages.writer import Writer, label, written_once
from planatlas.reading.model.action import Role
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind
from planatlas.reading.values.identifiers import AUTHORITY_ROOT

MOST = 10
"""How many partners and instruments a dossier lists."""
_STRENGTH = {role: place for place, role in enumerate(Role)}


class PartRow(NamedTuple):
    """One part in one action as a row of a dossier."""

    role: str
    detail: str | None
    through: Markdown | None
    ref: Markdown
    title: Markdown
    when: str
    targets: str
    status: str | None
    """How far the action is; None where nothing was reported on its plan."""


@dataclass(frozen=True)
class PlanRows:
    """The rows of one plan."""

    plan: Markdown
    rows: tuple[PartRow, ...]


def actor_page(atlas: Atlas, identifier: str, bonds: Sequence[Bond] = (), told: Told | None = None) -> Page:
    """Return the dossier of an actor, with its bonds to those it works with, the strongest first, and what changed."""
    key = Key(Kind.ACTOR, identifier)
    entry = atlas.actors[identifier]
    actor = entry.record
    writer = Writer(atlas, address(key))
    parts = atlas.parts_of_actor.get(identifier, ())
    through_parts = atlas.parts_of_components(identifier)
    through_groups = atlas.parts_through_collectives(identifier)
    actions = dict.fromkeys(part.action for part in parts)
    means = means_of(atlas, actions)
    text = render(
        "actor",
        kind="Actor",
        title=page_title(actor),
        name=actor.short or actor.name,
        long_name=full_name(actor),
        aliases=", ".join(actor.aliases),
        description=None,
        kind_label=vocabulary_label(atlas.site.actor_kinds, actor.kind),
        summary=writer.prose(actor.summary),
        facts=_facts(writer, key, actor).facts,
        figures=_figures(atlas, parts),
        progress_summary=actor_summary(writer, identifier),
        plans=_by_plan(writer, parts),
        through_parts=_by_plan(writer, through_parts, show_actor=True),
        through_groups=_by_plan(writer, through_groups, show_actor=True),
        groups=joined([writer.actor(group) for group in atlas.collectives.get(identifier, ())]),
        operates=writer.names(Kind.INSTRUMENT, atlas.operated_by.get(identifier, ())),
        in_explorer=writer.to(explorer(actor=identifier), "These actions in the explorer"),
        parts_in_explorer=writer.to(
            explorer(actor=identifier, through="parts"), "With those of its parts in the explorer"
        ),
        groups_in_explorer=writer.to(
            explorer(actor=identifier, through="groups"), "With those of its groups in the explorer"
        ),
        measures=actor_measures(writer, identifier),
        mentions=mentions(writer, key),
        partners=[partner_row(writer, identifier, bond) for bond in bonds[:MOST]],
        means=[(writer.instrument(one), count) for one, count in means.most_common()[:MOST]],
        downloads=actor_downloads(writer, identifier),
        moved=moved_in(writer, told, actions),
        history=history_touching(writer, told, key),
        feed=feed_of(key) if told else None,
        feed_link=feed_link(writer, told, key),
        meetings=meetings(writer, key),
        notes=notes(writer, actor),
        footnotes=footnotes(atlas, [identifier, *(bond.other(identifier) for bond in bonds[:MOST])]),
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def _facts(writer: Writer, key: Key, actor: Actor) -> Facts:
    atlas, facts = writer.atlas, Facts()
    facts.add("Kind", vocabulary_label(atlas.site.actor_kinds, actor.kind))
    facts.add("Country code", str(actor.country) if actor.country else None)
    facts.add("Part of", *[writer.actor(one) for one in actor.part_of])
    facts.add("Its parts", *[writer.actor(one) for one in atlas.components.get(key, ())])
    facts.add("Member of", *[writer.actor(one) for one in atlas.collectives.get(key.id, ())])
    facts.add("Members", writer.names(Kind.ACTOR, actor.members) if actor.members else None)
    facts.add("Formerly", former_names(actor))
    facts.add("Took over from", *[writer.actor(one.actor) for one in actor.predecessors])
    facts.add("Followed by", *[writer.actor(one) for one in atlas.successors.get(key, ())])
    if actor.url:
        facts.add("Official site", writer.external(actor.url.url, actor.url.url.split("//")[1].rstrip("/")))
    if actor.authority:
        facts.add(
            "Authority code", writer.external(f"{AUTHORITY_ROOT}/corporate-body/{actor.authority}", actor.authority)
        )
    elif actor.country:
        facts.add("Authority code", writer.external(actor.country.uri, actor.country.uri.rsplit("/", 1)[1]))
    return facts


def _figures(atlas: Atlas, parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return the four figures at the top of a dossier: led, party to, plans, next date."""
    parts = list(parts)
    actions = dict.fromkeys(part.action for part in parts)
    led = {part.action for part in parts if part.role in (Role.LEAD, Role.CO_LEAD, Role.RESPONSIBLE)}
    plans = set(map(plan_of, actions))
    coming = soonest(atlas, actions)
    return [
        ("Actions led or responsible for", str(len(led))),
        ("Actions with a part", str(len(actions))),
        ("Plans", str(len(plans))),
        ("Next date", wording.last(coming.when) if coming and coming.when else "none ahead"),
    ]


def _by_plan(writer: Writer, parts: Iterable[Part], *, show_actor: bool = False) -> list[PlanRows]:
    """Group parts by plan; within a plan the strongest role first."""
    places = writer.atlas.places
    grouped: dict[str, list[Part]] = {}
    for part in sorted(
        set(parts), key=lambda part: (places[part.action], _STRENGTH[part.role], part.actor, part.detail or "")
    ):
        grouped.setdefault(plan_of(part.action), []).append(part)
    found = []
    for plan, members in grouped.items():
        members.sort(key=lambda part: _STRENGTH[part.role])
        rows = tuple(_row(writer, part, show_actor=show_actor) for part in members)
        found.append(PlanRows(writer.plan(plan), rows))
    return found


def _row(writer: Writer, part: Part, *, show_actor: bool) -> PartRow:
    through = writer.actor(part.actor) if show_actor else None
    return PartRow(wording.ROLES[part.role], part.detail, through, *_of_action(writer, part.action))


@written_once
def _of_action(writer: Writer, identifier: str) -> tuple[Markdown, Markdown, str, str, str | None]:
    """Return what a row says of the action itself: code, title, time, targets, status."""
    action = writer.atlas.actions[identifier].record
    targets = sum(bool(indicator.all_targets) for indicator in action.indicators)
    return (
        writer.action(identifier, label(writer.atlas, identifier)), writer.action(identifier, action.title),
        when_due(writer.atlas, identifier), wording.plural(targets, "indicator") if targets else "",
        status_cell(writer, identifier),
    )  # fmt: skip


def actors_page(atlas: Atlas) -> Page:
    """Return the list of actors, kind by kind."""
    writer = Writer(atlas, ACTORS)
    counts = {
        identifier: Counter(
            action.split("/")[0] for action in {part.action for part in atlas.parts_of_actor.get(identifier, ())}
        )
        for identifier in atlas.actors
    }
    kinds = {identifier: entry.record.kind for identifier, entry in atlas.actors.items()}
    listings: list[Listing] = kind_listings(writer, Kind.ACTOR, kinds, atlas.site.actor_kinds, counts)
    text = render(
        "listing",
        kind="List",
        title="Actors",
        description=None,
        listings=listings,
        full_names=has_full_names(listings),
        intro="Every body, country, network and group that the plans name. "
        "The figures count the actions in which it has a part.",
        columns=listing_columns(writer),
        footnotes=footnotes(atlas, atlas.actors),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)
