"""Where plans meet: what every two have in common, their most alike actions, and what they ask of the same body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import ASKED, Common, CommonGround, Overlap, PlanPair
from planatlas.linking.related import Relatedness, Tie, plan_of
from planatlas.pages import wording
from planatlas.pages.addresses import OVERLAPS, explorer, plan_pair
from planatlas.pages.markdown import Markdown, attribute, escape, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes
from planatlas.pages.views.elsewhere import actions_of, listed, reason
from planatlas.pages.views.listing import alphabetical, vocabulary_label
from planatlas.pages.writer import Writer, label
from planatlas.reading.model.base import Kind

MOST_PAIRS = 40
"""How many pairs of plans have a row and a page."""
FEW_PAIRS = 15
"""Up to so many stand above their table too, where one is a few steps away however much the rows hold."""
NAMED = 3
"""How many bodies, instruments and themes a row names of each."""
OPEN = 15
"""How many rows of a long table stand open; the rest is folded."""
MOST_MEANS = 60
"""How many instruments the page shows."""
MOST_BODIES = 30
"""How many bodies the page shows."""
MOST_ROWS = 40
"""How many rows a body has: themes and plans."""
MOST_PLANS = 6
"""Of how many plans a row names the actions."""


@dataclass(frozen=True)
class PairRow:
    """What two plans have in common, as a row."""

    plans: Markdown
    """Both, leading to the page that lays them side by side."""
    ties: int
    asked: int
    bodies: Markdown
    means: Markdown
    themes: Markdown


@dataclass(frozen=True)
class TieRow:
    """Two related actions as a row."""

    action: Markdown
    plan: Markdown
    other: Markdown
    other_plan: Markdown
    reason: Markdown


@dataclass(frozen=True)
class MeansRow:
    """An instrument, and the actions of several plans that rely on it."""

    instrument: Markdown
    kind: str
    where: Markdown


@dataclass(frozen=True)
class BodyRows:
    """What several plans ask of a body, theme by theme."""

    name: Markdown
    summary: Markdown
    """The body and what is asked of it in figures, as text within HTML."""
    rows: tuple[tuple[Markdown, Markdown, Markdown], ...]
    """Theme, plan, actions."""
    more: int
    """How many rows are left out."""
    all: str
    """Where all of them stand."""


def pairs_with_pages(ground: CommonGround) -> list[PlanPair]:
    """Return the pairs of plans that have a page."""
    return ground.pairs[:MOST_PAIRS]


def overlaps_page(atlas: Atlas, ground: CommonGround) -> Page:
    """Return the page on where plans meet."""
    writer = Writer(atlas, OVERLAPS)
    means = _means(writer, ground.related)
    bodies = _bodies(writer, ground.overlaps)
    rows = [_pair(writer, ground, pair) for pair in pairs_with_pages(ground)]
    text = render(
        "overlaps",
        kind="List",
        title="Overlaps",
        description=None,
        pairs=rows,
        side_by_side=[row.plans for row in rows] if 1 < len(rows) <= FEW_PAIRS else [],
        more_pairs=len(ground.pairs) - MOST_PAIRS,
        ties=[_tie(writer, tie) for tie in ground.related.strongest],
        open=OPEN,
        means=[_means_row(writer, *one) for one in means[:MOST_MEANS]],
        more_means=len(means) - MOST_MEANS,
        bodies=[_body(writer, *one) for one in bodies[:MOST_BODIES]],
        more_bodies=len(bodies) - MOST_BODIES,
        actions=len(atlas.actions),
        footnotes=footnotes(atlas, [one.actor for one in ground.overlaps]),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _pair(writer: Writer, ground: CommonGround, pair: PlanPair) -> PairRow:
    for plan in pair.plans:
        writer.note_marking(Key(Kind.PLAN, plan))
    names = " and ".join(writer.short_name(Key(Kind.PLAN, plan)) for plan in pair.plans)
    common = ground.common(pair.plans)
    bodies, means, themes = (
        _named(writer, [one for one in common if one.key.kind is kind])
        for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)
    )
    return PairRow(writer.to(plan_pair(*pair.plans), names), pair.ties, pair.asked, bodies, means, themes)


def _named(writer: Writer, common: Sequence[Common]) -> Markdown:
    """Return the strongest of what two plans have in common, and how many more there are."""
    names = [writer.name(one.key) for one in common[:NAMED]]
    more = len(common) - len(names)
    return joined([*names, escape(f"{more} more")]) if more else joined(names)


def _tie(writer: Writer, tie: Tie) -> TieRow:
    return TieRow(
        writer.action(tie.action),
        writer.plan(plan_of(tie.action)),
        writer.action(tie.other),
        writer.plan(plan_of(tie.other)),
        reason(writer, tie.shared),
    )


def _means(writer: Writer, related: Relatedness) -> list[tuple[str, tuple[str, ...]]]:
    """Return the instruments that two or more plans rely on and their actions, those of most plans first."""
    found = []
    for instrument, uses in writer.atlas.uses_of_instrument.items():
        key = Key(Kind.INSTRUMENT, instrument)
        actions = tuple(dict.fromkeys(use.action for use in uses))
        plans = len(set(map(plan_of, actions)))
        if plans > 1:
            found.append((-plans, -related.weights[key], alphabetical(writer.short_name(key)), instrument, actions))
            _note_markings(writer, [key], actions)
    return [(instrument, actions) for *_, instrument, actions in sorted(found)]


def _means_row(writer: Writer, instrument: str, actions: Iterable[str]) -> MeansRow:
    atlas = writer.atlas
    plans = [(plan, list(members)) for plan, members in groupby(actions, plan_of)]
    more = len(plans) - MOST_PLANS
    if more > 0:
        plans.sort(key=lambda item: -len(item[1]))
    where = []
    for plan, members in plans[:MOST_PLANS]:
        codes = [writer.action(action, label(atlas, action)) for action in members]
        named = joined([*actions_of(writer, plan, codes, instrument=instrument)])
        where.append(Markdown(f"{writer.plan(plan)}: {named}"))
    if more > 0:
        where.append(writer.to(explorer(instrument=instrument), f"{wording.plural(more, 'more plan')} in the explorer"))
    kind = vocabulary_label(atlas.site.instrument_kinds, atlas.instruments[instrument].record.kind)
    return MeansRow(writer.instrument(instrument), kind, joined(where, "; "))


def _note_markings(writer: Writer, keys: Iterable[Key], actions: Iterable[str]) -> None:
    """Let the page be marked as what it counts, named or not."""
    for key in keys:
        writer.note_marking(key)
    for action in actions:
        writer.note_marking(Key(Kind.ACTION, action))


def _bodies(writer: Writer, found: Iterable[Overlap]) -> list[tuple[str, list[Overlap]]]:
    """Return what several plans ask of each body, those asked on most themes first."""
    by_actor: dict[str, list[Overlap]] = {}
    for overlap in found:
        by_actor.setdefault(overlap.actor, []).append(overlap)
        _note_markings(writer, [Key(Kind.ACTOR, overlap.actor), Key(Kind.THEME, overlap.theme)], overlap.actions)

    def order(item: tuple[str, list[Overlap]]) -> tuple[int, str]:
        return -len(item[1]), alphabetical(writer.short_name(Key(Kind.ACTOR, item[0])))

    return sorted(by_actor.items(), key=order)


def _body(writer: Writer, actor: str, own: list[Overlap]) -> BodyRows:
    plans = {plan for overlap in own for plan in overlap.plans}
    actions = {action for overlap in own for action in overlap.actions}
    counts = (
        wording.plural(len(own), "theme"),
        wording.plural(len(plans), "plan"),
        wording.plural(len(actions), "action"),
    )
    most_first = sorted(own, key=lambda one: (-len(one.plans), -len(one.actions)))
    rows = [(one, plan, list(members)) for one in most_first for plan, members in groupby(one.actions, key=plan_of)]
    shown = sorted(rows[:MOST_ROWS], key=lambda row: alphabetical(writer.short_name(Key(Kind.THEME, row[0].theme))))
    asked = list(map(str, ASKED))
    return BodyRows(
        writer.actor(actor),
        attribute(f"{writer.short_name(Key(Kind.ACTOR, actor))}: {', '.join(counts)}"),
        tuple(
            (
                writer.theme(one.theme),
                writer.plan(plan),
                listed(
                    actions_of(writer, plan, [*map(writer.action, members)], actor=actor, role=asked, theme=one.theme)
                ),
            )
            for one, plan, members in shown
        ),
        len(rows) - len(shown),
        explorer(actor=actor, role=asked),
    )
