"""Builds the Atlas from the content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

from planatlas.linking.atlas import Atlas, Part, Use
from planatlas.linking.names import Key, namings_of
from planatlas.linking.references import Reference, Resolver, references_in
from planatlas.linking.remembered import remembered
from planatlas.linking.status import standing_of
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.plan import Extent, Plan
from planatlas.reading.model.site import Meeting

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")

_standing_of = remembered(standing_of)


def link(content: Content, as_of: date) -> Atlas:
    """Return the Atlas of a content folder, with `as_of` as the day that counts as today.

    References that lead nowhere stay in `Atlas.references` without a target and appear in no backlink.
    """
    namings = namings_of(content)
    resolver = Resolver(content, namings)
    references = tuple(references_in(content, resolver))
    plans = dict(sorted(content.plans.items(), key=_plan_order))
    actions = _ordered_actions(content, list(plans))
    meetings = dict(sorted(content.meetings.items(), key=_meeting_order))
    mentions, mentioned_in = _mentions(references, actions)
    by_field = _by_field(references)
    standings = {id_: _standing_of(action.record, as_of) for id_, action in actions.items()}
    return Atlas(
        content=content,
        as_of=as_of,
        site=content.site,
        plans=_frozen({id_: plan for id_, plan in plans.items() if plan.record.extent is Extent.COMPLETE}),
        named_plans=_frozen({id_: plan for id_, plan in plans.items() if plan.record.extent is Extent.NAME_ONLY}),
        actions=_frozen(actions),
        places=_frozen({id_: place for place, id_ in enumerate(actions)}),
        actors=_frozen(content.actors),
        instruments=_frozen(content.instruments),
        themes=_frozen(content.themes),
        meetings=_frozen(meetings),
        terms=content.terms.record.terms if content.terms else (),
        namings=_frozen(namings),
        resolver=resolver,
        references=references,
        actions_of=_grouped((id_.split("/")[0], id_) for id_ in actions),
        parts_of_actor=_grouped(
            (involved.actor, Part(id_, involved.role, involved.detail, involved.actor))
            for id_, action in actions.items()
            for involved in action.record.actors
            if involved.actor in content.actors
        ),
        uses_of_instrument=_grouped(
            (means.instrument, Use(id_, means.relation, means.detail))
            for id_, action in actions.items()
            for means in action.record.instruments
            if means.instrument in content.instruments
        ),
        actions_on_theme=_grouped(
            (theme, id_) for id_, action in actions.items() for theme in action.record.themes if theme in content.themes
        ),
        mentions=mentions,
        mentioned_in=mentioned_in,
        linked_from=_grouped((target, source) for target, source in by_field["links"]),
        meetings_on=_meetings_on(references, meetings),
        components=_backwards(by_field["part_of"]),
        collectives=_collectives(content),
        successors=_backwards([*by_field["predecessors"], *by_field["replaces"]]),
        operated_by=_grouped(
            (one.record.operator, id_) for id_, one in content.instruments.items() if one.record.operator
        ),
        amended_by=_grouped((target.id, source.id) for target, source in by_field["amends"]),
        redirects=_redirects(content),
        standings=_frozen(standings),
        reported_plans=frozenset(id_.split("/")[0] for id_, standing in standings.items() if standing.reports),
    )


@lru_cache(maxsize=2**14)
def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key by which 2.9 comes before 2.10.

    Numbers are compared by their length, then by their digits, so that none is too long to be read.
    """
    pieces = re.findall(r"[0-9]+|[^0-9]+", text)
    digits = (piece.lstrip("0") if piece[0] in "0123456789" else None for piece in pieces)
    return tuple(
        (1, 0, piece) if number is None else (0, len(number), number)
        for piece, number in zip(pieces, digits, strict=True)
    )


def _plan_order(item: tuple[str, Entry[Plan]]) -> tuple[date, str]:
    identifier, entry = item
    return (entry.record.date.first if entry.record.date else date.max, identifier)


def _meeting_order(item: tuple[str, Entry[Meeting]]) -> tuple[date, str]:
    identifier, entry = item
    return (entry.record.date.first, identifier)


def _meetings_on(references: Iterable[Reference], meetings: Iterable[str]) -> Mapping[Key, tuple[str, ...]]:
    place = {identifier: number for number, identifier in enumerate(meetings)}
    named = [(r.target, r.source.id) for r in references if r.source.kind is Kind.MEETING and r.target]
    return _grouped(sorted(named, key=lambda pair: place[pair[1]]))


def _ordered_actions(content: Content, plans: list[str]) -> dict[str, Entry[Action]]:
    """Order actions by plan, by the place of their section in the plan, by `order`, then by ref."""
    plan_place = {identifier: place for place, identifier in enumerate(plans)}
    section_place = {
        (identifier, section.number): place
        for identifier, plan in content.plans.items()
        for place, section in enumerate(plan.record.sections)
    }

    def order(item: tuple[str, Entry[Action]]) -> tuple[Any, ...]:
        identifier, entry = item
        plan, action = identifier.split("/")[0], entry.record
        place = section_place.get((plan, action.section), len(section_place))
        return (plan_place.get(plan, len(plans)), plan, place, action.order or 0, natural_order(action.ref))

    return dict(sorted(content.actions.items(), key=order))


def _mentions(
    references: Iterable[Reference], actions: Mapping[str, Entry[Action]]
) -> tuple[Mapping[str, tuple[Key, ...]], Mapping[Key, tuple[Key, ...]]]:
    pairs: list[tuple[Key, Key]] = []
    for source, found in groupby(references, key=itemgetter(0)):
        named: dict[Key | None, None] = {}
        stronger: set[Key | None] = {source, None}
        for reference in found:
            if reference.expected is None:
                named[reference.target] = None
            else:
                stronger.add(reference.target)
        pairs += [(source, target) for target in named if target and target not in stronger]
    order = {Key(Kind.ACTION, identifier): place for place, identifier in enumerate(actions)}
    by_target = sorted(pairs, key=lambda pair: order.get(pair[0], -1))
    forwards = _grouped((source.id, target) for source, target in pairs if source.kind is Kind.ACTION)
    return forwards, _grouped((target, source) for source, target in by_target)


def _by_field(references: Iterable[Reference]) -> Mapping[str | int, list[tuple[Key, Key]]]:
    """Return what is named and what names it, by the field that does."""
    found: dict[str | int, list[tuple[Key, Key]]] = defaultdict(list)
    for source, location, _, _, _, target in references:
        if target:
            found[location[0]].append((target, source))
    return found


def _backwards(named: Iterable[tuple[Key, Key]]) -> Mapping[Key, tuple[str, ...]]:
    return _grouped((target, source.id) for target, source in named)


def _collectives(content: Content) -> Mapping[str, tuple[str, ...]]:
    direct: dict[str, list[str]] = defaultdict(list)
    for identifier, entry in content.actors.items():
        for member in entry.record.members:
            direct[member].append(identifier)
    found: dict[str, tuple[str, ...]] = {}
    for member, groups in direct.items():
        reached: dict[str, None] = {}
        waiting = list(groups)
        while waiting:
            group = waiting.pop(0)
            if group not in reached and group != member:
                reached[group] = None
                waiting += direct.get(group, [])
        found[member] = tuple(reached)
    return _frozen(found)


def _redirects(content: Content) -> Mapping[Key, Key]:
    """Return old ids and the records they lead to; with a plan its actions have moved too."""
    found: dict[Key, Key] = {}
    for kind, entries in content.entries.items():
        for entry in entries.values():
            for old in entry.record.formerly:
                found[Key(kind, _full_id(kind, old, entry))] = Key(kind, entry.id)
                if kind is Kind.PLAN:
                    moved = [action for action in content.actions if action.split("/")[0] == entry.id]
                    found |= {Key(Kind.ACTION, f"{old}/{one.split('/')[1]}"): Key(Kind.ACTION, one) for one in moved}
    return _frozen(found)


def _full_id(kind: Kind, old: str, entry: Entry[Record]) -> str:
    """An action's old ref alone means one of the same plan."""
    return f"{entry.id.split('/')[0]}/{old}" if kind is Kind.ACTION and "/" not in old else old


def _grouped(pairs: Iterable[tuple[KeyT, ValueT]]) -> Mapping[KeyT, tuple[ValueT, ...]]:
    found: dict[KeyT, list[ValueT]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return MappingProxyType({key: tuple(dict.fromkeys(values)) for key, values in found.items()})


def _frozen(mapping: Mapping[KeyT, ValueT]) -> Mapping[KeyT, ValueT]:
    return MappingProxyType(dict(mapping))
