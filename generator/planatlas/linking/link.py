"""Builds the Atlas from the content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from planatlas.linking.atlas import Atlas
from planatlas.linking.backlinks import frozen
from planatlas.linking.names import Key, namings_of
from planatlas.linking.references import Resolver, references_in
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.plan import Extent, Plan
from planatlas.reading.model.site import Meeting


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
    return Atlas(
        content=content,
        as_of=as_of,
        site=content.site,
        plans=frozen({id_: plan for id_, plan in plans.items() if plan.record.extent is Extent.COMPLETE}),
        named_plans=frozen({id_: plan for id_, plan in plans.items() if plan.record.extent is Extent.NAME_ONLY}),
        actions=frozen(actions),
        places=frozen({id_: place for place, id_ in enumerate(actions)}),
        actors=frozen(content.actors),
        instruments=frozen(content.instruments),
        themes=frozen(content.themes),
        meetings=frozen(meetings),
        terms=content.terms.record.terms if content.terms else (),
        namings=frozen(namings),
        resolver=resolver,
        references=references,
        redirects=_redirects(content),
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
    return frozen(found)


def _full_id(kind: Kind, old: str, entry: Entry[Record]) -> str:
    """An action's old ref alone means one of the same plan."""
    return f"{entry.id.split('/')[0]}/{old}" if kind is Kind.ACTION and "/" not in old else old
