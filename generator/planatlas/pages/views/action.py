"""An action's page: everything the record holds, its place in the plan, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import Tie
from planatlas.linking.times import dues_of
from planatlas.pages import wording
from planatlas.pages.addresses import address
from planatlas.pages.markdown import Markdown, escape, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.told import Told
from planatlas.pages.views.changes import moved_times, own_history
from planatlas.pages.views.common import (
    Facts,
    footnotes,
    involvement_facts,
    meetings,
    notes,
    strongest,
    when_due,
)
from planatlas.pages.views.deadlines import state_cell, state_meanings
from planatlas.pages.views.elsewhere import elsewhere, way_they_are_found
from planatlas.pages.views.naming import linked_from, mentions
from planatlas.pages.views.standing import activity_cell, own_entries, status_fact
from planatlas.pages.views.timeline import activity_bars
from planatlas.pages.writer import Writer, first_sentence, label, money
from planatlas.reading.model.action import Action, Indicator, Relation, Timing
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import ActionLink

LONG_NUMBER = 3
"""A number of an activity that is longer is a code, and its column wider."""


def action_page(atlas: Atlas, identifier: str, ties: Iterable[Tie] = (), told: Told | None = None) -> Page:
    """Return the page of an action, with its ties to actions of other plans, and what changed in it."""
    key = Key(Kind.ACTION, identifier)
    entry = atlas.actions[identifier]
    action, plan_id = entry.record, identifier.split("/", maxsplit=1)[0]
    plan = atlas.plan_of(identifier).record
    writer = Writer(atlas, address(key))
    writer.note_marking(key)
    section = next((part for part in plan.sections if part.number == action.section), None)
    siblings = atlas.actions_of[plan_id]
    place = siblings.index(identifier)
    mentioned = [
        target for target in atlas.mentions.get(identifier, ()) if target.kind in (Kind.ACTOR, Kind.INSTRUMENT)
    ]
    named = [involved.actor for involved in action.actors]
    code = label(atlas, identifier)
    stated = list(dues_of(atlas, identifier))
    bar_years, bars = activity_bars(atlas, identifier)
    indicators = [(one, wording.targets(one), _printed(one)) for one in action.indicators]
    text = render(
        "action",
        kind="Action",
        title=f"{code} {action.title}",
        code=code,
        name=action.title,
        description=first_sentence(atlas, action),
        plan=writer.plan(plan_id),
        section=section,
        section_word=plan.words.section,
        action=action,
        facts=_facts(writer, key, action).facts,
        summary=writer.prose(action.summary),
        actors=[(writer.actor(one.actor), wording.ROLES[one.role], one.detail) for one in action.actors],
        has_actor_details=any(one.detail for one in action.actors),
        instruments=[
            (writer.instrument(one.instrument), wording.RELATIONS[one.relation], one.detail)
            for one in action.instruments
        ],
        has_instrument_details=any(one.detail for one in action.instruments),
        indicators=indicators,
        has_printed=any(printed for _, _, printed in indicators),
        activities=[
            (one.number, writer.inline(one.text), one.timing, _read(one.timing), activity_cell(writer, one))
            for one in action.activities
        ],
        activities_timed=any(one.timing for one in action.activities),
        activities_coded=any(len(one.number) > LONG_NUMBER for one in action.activities),
        activities_reported=any(one.progress for one in action.activities),
        deadlines=[
            (one, one.when.label if one.when else "not read", state_cell(due))
            for one, due in zip(action.deadlines, stated, strict=False)  # the times of activities follow
        ],
        states=state_meanings(stated[: len(action.deadlines)]),
        bars=bars,
        bar_years=bar_years,
        deadline_kinds=wording.DEADLINE_KINDS,
        amounts=[(money(one), one.what) for one in action.amounts],
        links=[_link(writer, plan_id, one) for one in action.links],
        linked_from=linked_from(writer, key, "Linked from"),
        joint_action_days=writer.prose(action.joint_action_days),
        mentioned=joined([writer.name(target) for target in mentioned]),
        mentioned_in=mentions(writer, key, "Mentioned in "),
        progress=own_entries(writer, identifier),
        elsewhere=elsewhere(writer, ties),
        how_elsewhere=way_they_are_found(writer),
        moved=moved_times(told, identifier),
        history=own_history(writer, told, key),
        meetings=meetings(writer, key),
        notes=notes(writer, action),
        footnotes=footnotes(atlas, [*named, *(target.id for target in mentioned if target.kind is Kind.ACTOR)]),
        before=writer.action(siblings[place - 1]) if place else None,
        after=writer.action(siblings[place + 1]) if place + 1 < len(siblings) else None,
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def _facts(writer: Writer, key: Key, action: Action) -> Facts:
    facts = Facts()
    who, means_table = f"{writer.path}#who", f"{writer.path}#instruments"
    involvement_facts(writer, action, facts, who if any(one.detail for one in action.actors) else None)
    detailed = any(one.detail for one in action.instruments)
    used: dict[Relation, dict[str, Markdown]] = {}
    for means in action.instruments:
        used.setdefault(means.relation, {})[means.instrument] = writer.instrument(means.instrument)
    for relation, said in wording.RELATIONS.items():
        if relation in used:
            names = [*used[relation].values()]
            facts.add(said, *(strongest(writer, names, means_table) if detailed else names))
    facts.add("When", when_due(writer.atlas, key.id) or "No date stated")
    facts.add("Money", *[f"{money(amount)}" for amount in action.amounts])
    facts.add("Status", status_fact(writer, key.id))
    facts.add("Type", *action.types)
    facts.add("Themes", *[writer.theme(theme) for theme in action.themes])
    facts.add("Marking", writer.marking)
    facts.add("Where in the source", *_place(writer, key.id, action))
    return facts


def _place(writer: Writer, identifier: str, action: Action) -> list[str | Markdown]:
    """Say where in the document an action stands."""
    plan = writer.atlas.plan_of(identifier).record
    place = action.source
    lines: list[str | Markdown] = [plan.reference or plan.title, place.section, place.item]
    if place.page:
        lines.append(f"page {place.page}")
    if place.footnotes:
        lines.append(f"footnote{'s' if len(place.footnotes) > 1 else ''} {', '.join(place.footnotes)}")
    return list(dict.fromkeys(lines))


def _printed(indicator: Indicator) -> str:
    return "; ".join(dict.fromkeys(target.printed for target in indicator.all_targets if target.printed))


def _read(timing: Timing | None) -> str:
    return timing.when.label if timing and timing.when else ""


def _link(writer: Writer, plan: str, link: ActionLink) -> tuple[str, Markdown, str | None]:
    relation = wording.LINKS[link.relation]
    if link.plan:
        return relation, writer.plan(link.plan), link.printed
    target = writer.atlas.resolver.by_id(Kind.ACTION, link.action or "", plan=plan)
    shown = writer.name(target) if target else escape(link.action or "")
    return relation, shown, link.printed
