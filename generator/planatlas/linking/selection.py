"""A part of an Atlas that stands on its own: chosen plans, actors, themes or meetings, and all that they need.

- A plan is chosen with all its actions, a theme with the actions about it, a meeting with the actions of its agenda.
- An actor is chosen with all that its page shows: the actions in which it, a body that is part of it or a group that it
  belongs to has a part, and those that only mention it.
- With an action come its plan and every actor, instrument and theme that it names, in a field or in its text; with
  each of these, all that its fields name: bodies it is part of, members, predecessors, who runs it, what it amends.
- What would lead out of the part becomes plain text, or leads to the page of a plan that is here by name only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from planatlas.linking.atlas import Atlas
from planatlas.linking.fields import with_prose
from planatlas.linking.link import link
from planatlas.linking.meetings import actions_of_meeting
from planatlas.linking.names import Key
from planatlas.linking.parts import actions_of_actor
from planatlas.linking.prose import split_prose
from planatlas.linking.references import Reference
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.plan import ActionLink, Counts, Extent, Plan
from planatlas.reading.model.site import Term, Terms

OUTSIDE = "Not part of this bundle."
"""What the page of a plan says of which only the name is here because it is named."""
_FOLLOWED = (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)
_DOCUMENTS = (Kind.PLAN, Kind.ACTION, Kind.MEETING)
"""The kinds of which the text matters; a name in the description of another record may stay without a page."""


@dataclass(frozen=True)
class Choice:
    """The ids of what a part is to hold; none at all for the whole."""

    plans: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The chosen records, each once."""
        named = zip(
            (Kind.PLAN, Kind.ACTOR, Kind.THEME, Kind.MEETING),
            (self.plans, self.actors, self.themes, self.meetings),
            strict=True,
        )
        return tuple(dict.fromkeys(Key(kind, identifier) for kind, ids in named for identifier in ids))


def selected(atlas: Atlas, choice: Choice) -> Atlas:
    """Return the Atlas of a part, or the same Atlas where nothing is chosen. Raises KeyError for an unknown id."""
    for key in choice.keys:
        atlas.content.entries[key.kind][key.id]
    return link(_Selection(atlas, choice).content(), atlas.as_of) if choice.keys else atlas


class _Selection:
    """Finds out what belongs to a part, then writes its records."""

    def __init__(self, atlas: Atlas, choice: Choice) -> None:
        self._atlas = atlas
        self._references: dict[Key, list[Reference]] = {}
        for reference in atlas.references:
            self._references.setdefault(reference.source, []).append(reference)
        self._actions = _chosen_actions(atlas, choice)
        self._sections = self._sections_here()
        self._kept = self._closed(choice)
        self._outside = self._plans_by_name()

    def _closed(self, choice: Choice) -> frozenset[Key]:
        """Return the chosen records and all that they need, other plans and their actions apart."""
        atlas = self._atlas
        groups = (group for actor in choice.actors for group in atlas.collectives.get(actor, ()))
        waiting = [
            *choice.keys,
            *(Key(Kind.ACTION, action) for action in self._actions),
            *(Key(Kind.PLAN, action.split("/", maxsplit=1)[0]) for action in self._actions),
            *(Key(Kind.ACTOR, group) for group in groups),
        ]
        for meeting in choice.meetings:
            named = self._references.get(Key(Kind.MEETING, meeting), ())
            waiting += [one.target for one in named if one.target and one.target.kind is Kind.PLAN]
        kept: set[Key] = set()
        while waiting:
            key = waiting.pop()
            if key not in kept:
                kept.add(key)
                waiting += self._needed_by(key)
        return frozenset(kept)

    def _needed_by(self, key: Key) -> Iterable[Key]:
        """Yield what has to be there where a record is: what its fields name, and what a document names in its text."""
        for reference in self._references.get(key, ()):
            follows = not reference.in_prose or (key.kind in _DOCUMENTS and not self._left_out(reference))
            if follows and reference.target and reference.target.kind in _FOLLOWED:
                yield reference.target

    def _left_out(self, reference: Reference) -> bool:
        """Whether a reference stands in a section of a plan of which no action is chosen."""
        match reference:
            case Reference(source=Key(Kind.PLAN, plan), location=("sections", int(place), *_)):
                sections = self._sections.get(plan)
                number = self._atlas.content.plans[plan].record.sections[place].number
                return sections is not None and number not in sections
        return False

    def _sections_here(self) -> dict[str, frozenset[str]]:
        """Return the numbers of the sections that are here, of each plan of which not every action is."""
        found = {}
        for plan, every in self._atlas.actions_of.items():
            here = [self._atlas.actions[one].record.section for one in every if one in self._actions]
            if len(here) < len(every):
                found[plan] = frozenset(here)
        return found

    def _plans_by_name(self) -> frozenset[str]:
        """Return the ids of the plans outside that what is kept names, itself or one of their actions."""
        named = (
            reference.target
            for key in self._kept
            if key.kind in _DOCUMENTS
            for reference in self._references.get(key, ())
            if reference.target and reference.target.kind in (Kind.PLAN, Kind.ACTION)
        )
        plans = {target.id.split("/")[0] for target in named}
        return frozenset(plan for plan in plans if Key(Kind.PLAN, plan) not in self._kept)

    def _is_here(self, key: Key) -> bool:
        return key in self._kept or (key.kind is Kind.PLAN and key.id in self._outside)

    def content(self) -> Content:
        """Return the records of the part, in the order in which they were."""
        content = replace(self._atlas.content, entries={kind: {} for kind in Kind}, documents={}, problems=[])
        for kind, entries in self._atlas.content.entries.items():
            for identifier, entry in entries.items():
                record = self._written(Key(kind, identifier), entry.record)
                if record is not None:
                    content.entries[kind][identifier] = replace(entry, record=record)
        _leave_out_terms(content)
        content.documents = {
            entry.path: entry.document for entries in content.entries.values() for entry in entries.values()
        }
        content.withheld = {path: count for path, count in content.withheld.items() if path in content.documents}
        return content

    def _written(self, key: Key, record: Record) -> Record | None:
        """Return a record as the part has it, or None where it has no place there."""
        if isinstance(record, Plan) and key.id in self._outside:
            return self._by_name_only(record)
        if isinstance(record, Terms):
            return record.model_copy(update={"terms": tuple(map(self._term, record.terms))})
        if key.kind is not Kind.SITE and key not in self._kept:
            return None
        if isinstance(record, Plan):
            record = self._plan(key.id, record)
        elif isinstance(record, Action):
            plan = key.id.split("/", maxsplit=1)[0]
            record = record.model_copy(update={"links": tuple(self._link(plan, one) for one in record.links)})
        return with_prose(record, self._prose)

    def _plan(self, identifier: str, plan: Plan) -> Plan:
        """Return a plan that says how much of it is here, with those of its sections in which an action is."""
        sections = self._sections.get(identifier)
        if sections is None:
            return plan
        return plan.model_copy(
            update={
                "sections": tuple(one for one in plan.sections if one.number in sections),
                "counts": Counts(
                    announced=plan.counts.announced if plan.counts else None,
                    actions=len(self._atlas.actions_of[identifier]),
                ),
            }
        )

    def _by_name_only(self, plan: Plan) -> Plan:
        """Return the stub of a plan: what it is called, its number and date, and where it is published."""
        issuer = plan.issuer if plan.issuer and self._is_here(Key(Kind.ACTOR, plan.issuer)) else None
        summary = self._prose(plan.summary) if plan.summary and plan.extent is Extent.NAME_ONLY else OUTSIDE
        return Plan(
            title=plan.title, short=plan.short, reference=plan.reference, issuer=issuer, date=plan.date,
            marking=plan.marking, extent=Extent.NAME_ONLY, summary=summary, source=plan.source,
        )  # fmt: skip

    def _link(self, plan: str, written: ActionLink) -> ActionLink:
        """Return a link to an action outside as one to its plan, in words."""
        if written.action is None:
            return written
        target = self._atlas.resolver.by_id(Kind.ACTION, written.action, plan=plan)
        if target is None or target in self._kept:
            return written
        return ActionLink(
            plan=target.id.split("/")[0],
            relation=written.relation,
            printed=written.printed or called(self._atlas.content, target),
        )

    def _term(self, term: Term) -> Term:
        actor = term.actor if term.actor and self._is_here(Key(Kind.ACTOR, term.actor)) else None
        means = term.instrument if term.instrument and self._is_here(Key(Kind.INSTRUMENT, term.instrument)) else None
        return term.model_copy(update={"actor": actor, "instrument": means})

    def _prose(self, text: str) -> str:
        """Return prose in which what would lead outside is plain text."""
        pieces = []
        for piece in split_prose(text):
            key = None if isinstance(piece, str) else self._atlas.resolver.by_name(piece.name)
            if isinstance(piece, str):
                pieces.append(piece)
            elif key is None or self._is_here(key):
                pieces.append(piece.written)
            else:
                own = called(self._atlas.content, key) if key.id == piece.name else piece.name
                pieces.append(piece.text or own)
        return "".join(pieces)


def _chosen_actions(atlas: Atlas, choice: Choice) -> frozenset[str]:
    found: set[str] = set()
    for plan in choice.plans:
        found.update(atlas.actions_of.get(plan, ()))
    for actor in choice.actors:
        mentioning = atlas.mentioned_in.get(Key(Kind.ACTOR, actor), ())
        found.update(actions_of_actor(atlas, actor), (key.id for key in mentioning if key.kind is Kind.ACTION))
    for theme in choice.themes:
        found.update(atlas.actions_on_theme.get(theme, ()))
    for meeting in choice.meetings:
        found.update(actions_of_meeting(atlas, meeting))
    return frozenset(found)


def _leave_out_terms(content: Content) -> None:
    """Leave out abbreviations that no text of a part uses, and those that only other plans use in their meaning."""
    terms = content.terms
    if terms is None:
        return
    words: set[str] = set()
    for kind, entries in content.entries.items():
        if kind not in (Kind.SITE, Kind.TERMS):
            for entry in entries.values():
                words.update(re.findall(r"\w+", entry.record.model_dump_json()))
    kept = []
    for term in terms.record.terms:
        plans = tuple(plan for plan in term.plans if plan in content.plans)
        stands_for = term.actor or term.instrument
        if (plans or not term.plans) and (stands_for or words.issuperset(re.findall(r"\w+", term.term))):
            kept.append(term.model_copy(update={"plans": plans}))
    record = terms.record.model_copy(update={"terms": tuple(kept)})
    content.entries[Kind.TERMS] = {terms.id: Entry(terms.id, terms.kind, record, terms.document)}


def called(content: Content, key: Key) -> str:
    """Return the words for a record that is named without a link."""
    record: Any = content.entries[key.kind][key.id].record
    if key.kind is Kind.ACTION:
        plan = content.plans.get(key.id.split("/", maxsplit=1)[0])
        return f"{plan.record.words.label if plan else 'Action'} {record.ref}: {record.title}"
    return str(getattr(record, "short", None) or getattr(record, "name", None) or record.title)
