"""A plan's page and the list of plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.selection import OUTSIDE
from planatlas.linking.times import dues_of_plan, review_of
from planatlas.linking.together import means_of
from planatlas.pages import wording
from planatlas.pages.addresses import PLANS, PROGRESS, address, feed_of
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.told import Told
from planatlas.pages.views.changes import feed_link, history_touching, moved_in
from planatlas.pages.views.common import ActionRow, Facts, action_row, footnotes, meetings, notes
from planatlas.pages.views.deadlines import due_rows, next_review
from planatlas.pages.views.downloads import plan_downloads
from planatlas.pages.views.indicators import plan_measures
from planatlas.pages.views.naming import linked_from
from planatlas.pages.views.standing import plan_summary
from planatlas.pages.views.timeline import plan_timeline
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import Plan, Section

MOST = 12
"""How many bodies and instruments a plan's page lists before it sends the reader to the rest."""


@dataclass(frozen=True)
class SectionRows:
    """A section with its actions, group by group."""

    section: Section
    summary: Markdown
    groups: tuple[tuple[str | None, tuple[ActionRow, ...]], ...]


def plan_page(atlas: Atlas, identifier: str, told: Told | None = None) -> Page:
    """Return the page of a plan, or of one known by name only, and what changed in it."""
    key = Key(Kind.PLAN, identifier)
    entry = atlas.content.plans[identifier]
    plan = entry.record
    writer = Writer(atlas, address(key))
    writer.note_marking(key)
    ids = atlas.actions_of.get(identifier, ())
    actions = [atlas.actions[action].record for action in ids]
    bodies = Counter(body for action in actions for body in dict.fromkeys(one.actor for one in action.actors))
    means = means_of(atlas, ids)
    review, timeline = review_of(atlas, identifier), plan_timeline(writer, identifier)
    text = render(
        "plan",
        kind="Plan",
        title=plan.title,
        description=None,
        plan=plan,
        known=identifier in atlas.plans,
        whole=whole_count(atlas, identifier),
        outside=plan.summary == OUTSIDE,
        here=len(actions),
        summary=writer.prose(plan.summary) if plan.summary != OUTSIDE else None,
        facts=_facts(writer, identifier, plan).facts,
        review=writer.prose(plan.review.text) if plan.review else None,
        next_review=next_review(review) if review else None,
        timeline=timeline,
        states=timeline.states if timeline else [],
        progress_summary=plan_summary(writer, identifier),
        sections=_sections(writer, identifier, plan),
        bodies=[(writer.actor(body), count) for body, count in bodies.most_common(MOST)],
        means=[(writer.instrument(one), count) for one, count in means.most_common(MOST)],
        more_bodies=max(0, len(bodies) - MOST),
        more_means=max(0, len(means) - MOST),
        measures=plan_measures(writer, identifier),
        connections=[
            (
                wording.LINKS[link.relation],
                writer.plan(link.plan) if link.plan else writer.instrument(link.instrument or ""),
                link.detail,
            )
            for link in plan.links
        ],
        linked_from=linked_from(writer, key, "Referred to by"),
        downloads=plan_downloads(writer, identifier),
        moved=moved_in(writer, told, ids),
        history=history_touching(writer, told, key),
        feed=feed_of(key) if told else None,
        feed_link=feed_link(writer, told, key),
        meetings=meetings(writer, key),
        deadlines=due_rows(writer, dues_of_plan(atlas, identifier)),
        notes=notes(writer, plan),
        footnotes=footnotes(atlas, [body for body, _ in bodies.most_common(MOST)]),
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def _facts(writer: Writer, identifier: str, plan: Plan) -> Facts:
    atlas, facts = writer.atlas, Facts()
    facts.add("Reference", plan.reference)
    facts.add("Issuer", writer.actor(plan.issuer) if plan.issuer else None)
    facts.add("Agreed by", *[writer.actor(one) for one in plan.signatories])
    facts.add("Date", plan.date.label if plan.date else ("No date stated" if identifier in atlas.plans else None))
    facts.add("Period", plan.period.label if plan.period else None)
    if plan.review:
        facts.add("Review", plan.review.when.label if plan.review.when else plan.review.printed)
    facts.add("Marking", writer.marking)
    actions = atlas.actions_of.get(identifier, ())
    if actions:
        whole = whole_count(writer.atlas, identifier)
        records = [atlas.actions[action].record for action in actions]
        announced = plan.counts.announced if plan.counts else None
        said = f" ({announced} announced)" if announced not in (None, len(actions)) else ""
        here = f" of {whole} in this bundle" if whole else said
        facts.add(plan.words.actions, f"{len(actions)}{here}")
        indicators = [indicator for record in records for indicator in record.indicators]
        facts.add("Indicators", str(len(indicators)) if indicators else "None stated")
        if identifier not in atlas.reported_plans:
            facts.add("Progress", writer.to(PROGRESS, "Nothing reported"))
        facts.add("Bodies with a part", str(len({one.actor for record in records for one in record.actors})))
        facts.add("Instruments", str(len({one.instrument for record in records for one in record.instruments})))
    if plan.source:
        facts.add("Source document", plan.source.title)
        if plan.source.celex:
            facts.add("On EUR-Lex", writer.external(plan.source.celex.url, str(plan.source.celex)))
        elif plan.source.url:
            facts.add("Published", writer.external(plan.source.url.url, plan.source.url.url))
    return facts


def _sections(writer: Writer, identifier: str, plan: Plan) -> list[SectionRows]:
    atlas = writer.atlas
    found = []
    for section in plan.sections:
        ids = [
            one for one in atlas.actions_of.get(identifier, ()) if atlas.actions[one].record.section == section.number
        ]
        groups: dict[str | None, list[ActionRow]] = {}
        for one in ids:
            groups.setdefault(atlas.actions[one].record.group, []).append(action_row(writer, one))
        rows = tuple((group, tuple(members)) for group, members in groups.items())
        found.append(SectionRows(section, writer.prose(section.summary), rows))
    return found


def whole_count(atlas: Atlas, identifier: str) -> int | None:
    """Return how many actions a plan has where not all of them are here, else None."""
    counts = atlas.content.plans[identifier].record.counts
    return counts.actions if counts and counts.actions > len(atlas.actions_of.get(identifier, ())) else None


def plans_page(atlas: Atlas) -> Page:
    """Return the list of plans."""
    writer = Writer(atlas, PLANS)
    rows = [plan_row(writer, identifier) for identifier in atlas.plans]
    named = [
        (
            writer.plan(identifier, plan.record.title),
            plan.record.reference,
            len(atlas.linked_from.get(Key(Kind.PLAN, identifier), ())),
        )
        for identifier, plan in sorted(atlas.named_plans.items(), key=lambda item: item[1].record.title)
    ]
    text = render(
        "plans", kind="List", title="Plans", description=None, rows=rows, said=said_of_plans(rows), named=named,
        footnotes=(), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, None)


@dataclass(frozen=True)
class PlanRow:
    """A plan as a row of a table."""

    title: Markdown
    full_title: str
    reference: str | None
    issuer: Markdown | None
    date: str | None
    period: str | None
    actions: str
    """How many, and of how many where they are not all here."""
    is_whole: bool
    """Whether they are all here."""
    marking: str | None


def said_of_plans(rows: Sequence[PlanRow]) -> frozenset[str]:
    """Return what any of the rows says; the other columns are left out."""
    return frozenset(
        name for name in ("reference", "issuer", "date", "period", "marking") if any(getattr(row, name) for row in rows)
    )


def plan_row(writer: Writer, identifier: str) -> PlanRow:
    """Return the row of a plan."""
    plan = writer.atlas.plans[identifier].record
    whole = whole_count(writer.atlas, identifier)
    return PlanRow(
        title=writer.plan(identifier),
        full_title=plan.title,
        reference=plan.reference,
        issuer=writer.actor(plan.issuer) if plan.issuer else None,
        date=plan.date.label if plan.date else None,
        period=plan.period.label if plan.period else None,
        actions=f"{len(writer.atlas.actions_of.get(identifier, ()))}{f' of {whole}' if whole else ''}",
        is_whole=whole is None,
        marking=plan.marking,
    )
