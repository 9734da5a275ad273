"""Two plans side by side: what both rely on, what both ask of the same body, and their most alike actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import ASKED, Common, Overlap, PlanPair
from planatlas.linking.related import Relatedness, plan_of
from planatlas.pages.addresses import explorer, plan_pair
from planatlas.pages.markdown import Markdown, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes, strongest
from planatlas.pages.views.elsewhere import reason
from planatlas.pages.views.listing import alphabetical, vocabulary_label
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

OPEN = 12
"""How many bodies that both plans ask to act stand open; the rest is folded."""


@dataclass(frozen=True)
class Side:
    """Something that two plans have in common, and where each has it."""

    name: Markdown
    about: Markdown | str
    """The theme, or what kind of instrument it is."""
    first: Markdown
    """The actions of the one plan."""
    second: Markdown
    """The actions of the other plan."""


@dataclass(frozen=True)
class Figures:
    """Something that two plans have in common, and in how many actions of each it is."""

    name: Markdown
    first: int
    second: int


def plan_pair_page(atlas: Atlas, related: Relatedness, pair: PlanPair) -> Page:
    """Return the page that lays two plans side by side."""
    first, second = pair.plans
    writer = Writer(atlas, plan_pair(first, second))
    names = [writer.short_name(Key(Kind.PLAN, plan)) for plan in pair.plans]
    text = render(
        "plan-pair",
        kind="List",
        title=f"{names[0]} and {names[1]}",
        description=None,
        plans=[writer.plan(plan) for plan in pair.plans],
        means=[_means(writer, one, pair.plans) for one in pair.of_kind(Kind.INSTRUMENT)],
        asked=[_asked(writer, one, pair.plans) for one in _by_name(writer, pair.overlaps)],
        open=OPEN,
        ties=[
            (writer.action(tie.action), writer.action(tie.other), reason(writer, tie.shared))
            for tie in related.between.get(pair.plans, ())
        ],
        more_ties=pair.ties - len(related.between.get(pair.plans, ())),
        bodies=[_figures(writer, one) for one in pair.of_kind(Kind.ACTOR)],
        themes=[_figures(writer, one) for one in pair.of_kind(Kind.THEME)],
        footnotes=footnotes(atlas, [one.key for one in pair.common]),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _means(writer: Writer, one: Common, plans: tuple[str, str]) -> Side:
    atlas = writer.atlas
    actions = dict.fromkeys(use.action for use in atlas.uses_of_instrument[one.key.id])
    kind = vocabulary_label(atlas.site.instrument_kinds, atlas.instruments[one.key.id].record.kind)
    sides = (_actions(writer, actions, plan, explorer(plan=plan, instrument=one.key.id)) for plan in plans)
    return Side(writer.name(one.key), kind, *sides)


def _asked(writer: Writer, one: Overlap, plans: tuple[str, str]) -> Side:
    roles = list(map(str, ASKED))
    sides = (
        _actions(writer, one.actions, plan, explorer(plan=plan, actor=one.actor, role=roles, theme=one.theme))
        for plan in plans
    )
    return Side(writer.actor(one.actor), writer.theme(one.theme), *sides)


def _actions(writer: Writer, actions: Iterable[str], plan: str, path: str) -> Markdown:
    """Return the actions of one plan; the path leads to all of them in the explorer."""
    names = [writer.action(action) for action in actions if plan_of(action) == plan]
    return joined(strongest(writer, names, path), "<br>")


def _figures(writer: Writer, one: Common) -> Figures:
    return Figures(writer.name(one.key), one.first, one.second)


def _by_name(writer: Writer, found: Iterable[Overlap]) -> list[Overlap]:
    """Return overlaps by the name of the body, then of the theme."""
    return sorted(
        found,
        key=lambda one: (
            alphabetical(writer.short_name(Key(Kind.ACTOR, one.actor))),
            alphabetical(writer.short_name(Key(Kind.THEME, one.theme))),
        ),
    )
