"""Two plans side by side: what both rely on, what both ask of the same body, and their most alike actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import ASKED, Common, CommonGround, Overlap, PlanPair, Two
from planatlas.linking.related import plan_of
from planatlas.pages.addresses import explorer, plan_pair
from planatlas.pages.markdown import Markdown, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes
from planatlas.pages.views.elsewhere import actions_of, reason
from planatlas.pages.views.listing import alphabetical, vocabulary_label
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

OPEN = 12
"""How many bodies that both plans ask to act stand open; the rest is folded."""
MOST = 100
"""How many rows a table has; the explorer has the actions of the rest."""


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


def plan_pair_page(atlas: Atlas, ground: CommonGround, pair: PlanPair) -> Page:
    """Return the page that lays two plans side by side."""
    first, second = pair.plans
    writer = Writer(atlas, plan_pair(first, second))
    names = [writer.short_name(Key(Kind.PLAN, plan)) for plan in pair.plans]
    common, ties = ground.common(pair.plans), ground.related.between(pair.plans)
    bodies, means, themes = (
        [one for one in common if one.key.kind is kind] for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)
    )
    asked = list(ground.overlaps_of(pair.plans))
    strongest = sorted(asked, key=lambda one: -len(one.actions))[:MOST]
    text = render(
        "plan-pair",
        kind="List",
        title=f"{names[0]} and {names[1]}",
        description=None,
        plans=[writer.plan(plan) for plan in pair.plans],
        means=[_means(writer, one, pair.plans) for one in means[:MOST]],
        more_means=max(0, len(means) - MOST),
        asked=[_asked(writer, one, pair.plans) for one in _by_name(writer, strongest)],
        more_asked=len(asked) - len(strongest),
        rest=writer.to(explorer(plan=pair.plans), "explorer"),
        open=OPEN,
        ties=[(writer.action(tie.action), writer.action(tie.other), reason(writer, tie.shared)) for tie in ties],
        more_ties=pair.ties - len(ties),
        bodies=[_figures(writer, one) for one in bodies[:MOST]],
        more_bodies=len(bodies) - MOST,
        themes=[_figures(writer, one) for one in themes[:MOST]],
        more_themes=len(themes) - MOST,
        footnotes=footnotes(atlas, [one.key.id for one in bodies]),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _means(writer: Writer, one: Common, plans: Two) -> Side:
    atlas, instrument = writer.atlas, one.key.id
    actions = dict.fromkeys(use.action for use in atlas.uses_of_instrument[instrument])
    kind = vocabulary_label(atlas.site.instrument_kinds, atlas.instruments[instrument].record.kind)
    sides = (_actions(writer, plan, actions, instrument=instrument) for plan in plans)
    return Side(writer.name(one.key), kind, *sides)


def _asked(writer: Writer, one: Overlap, plans: Two) -> Side:
    roles = list(map(str, ASKED))
    sides = (_actions(writer, plan, one.actions, actor=one.actor, role=roles, theme=one.theme) for plan in plans)
    return Side(writer.actor(one.actor), writer.theme(one.theme), *sides)


def _actions(writer: Writer, plan: str, actions: Iterable[str], **filters: str | Iterable[str]) -> Markdown:
    """Return those of some actions that are of a plan."""
    own = [writer.action(action) for action in actions if plan_of(action) == plan]
    return joined([*actions_of(writer, plan, own, **filters)], "<br>")


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
