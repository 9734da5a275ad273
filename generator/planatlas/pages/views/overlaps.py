"""Where plans meet: what every two have in common, their most alike actions, and what they ask of the same body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import ASKED, Common, Overlap, PlanPair, overlaps, plan_pairs
from planatlas.linking.related import Relatedness, Tie, plan_of
from planatlas.pages import wording
from planatlas.pages.addresses import OVERLAPS, explorer, plan_pair
from planatlas.pages.markdown import Markdown, attribute, escape, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes, strongest
from planatlas.pages.views.elsewhere import listed, reason
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
MOST_MEANS = 200
"""How many instruments the page shows."""
MOST_BODIES = 60
"""How many bodies the page shows."""


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


def pairs_with_pages(atlas: Atlas, related: Relatedness) -> list[PlanPair]:
    """Return the pairs of plans that have a page."""
    return plan_pairs(atlas, related, overlaps(atlas))[:MOST_PAIRS]


def overlaps_page(atlas: Atlas, related: Relatedness) -> Page:
    """Return the page on where plans meet."""
    found = list(overlaps(atlas))
    pairs = plan_pairs(atlas, related, found)
    writer = Writer(atlas, OVERLAPS)
    means = _means(writer, related)
    bodies = _bodies(writer, found)
    rows = [_pair(writer, pair) for pair in pairs[:MOST_PAIRS]]
    text = render(
        "overlaps",
        kind="List",
        title="Overlaps",
        description=None,
        pairs=rows,
        side_by_side=[row.plans for row in rows] if 1 < len(rows) <= FEW_PAIRS else [],
        more_pairs=len(pairs) - MOST_PAIRS,
        ties=[_tie(writer, tie) for tie in related.strongest],
        open=OPEN,
        means=means[:MOST_MEANS],
        more_means=len(means) - MOST_MEANS,
        bodies=bodies[:MOST_BODIES],
        more_bodies=len(bodies) - MOST_BODIES,
        actions=len(atlas.actions),
        footnotes=footnotes(atlas, [Key(Kind.ACTOR, one.actor) for one in found]),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _pair(writer: Writer, pair: PlanPair) -> PairRow:
    for plan in pair.plans:
        writer.note_marking(Key(Kind.PLAN, plan))
    names = " and ".join(writer.short_name(Key(Kind.PLAN, plan)) for plan in pair.plans)
    return PairRow(
        plans=writer.to(plan_pair(*pair.plans), names),
        ties=pair.ties,
        asked=len(pair.overlaps),
        bodies=_named(writer, pair.of_kind(Kind.ACTOR)),
        means=_named(writer, pair.of_kind(Kind.INSTRUMENT)),
        themes=_named(writer, pair.of_kind(Kind.THEME)),
    )


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


def _means(writer: Writer, related: Relatedness) -> list[MeansRow]:
    """Return the instruments that two or more plans rely on, those of most plans first, then the rarest."""
    atlas = writer.atlas
    found = []
    for instrument, uses in atlas.uses_of_instrument.items():
        key = Key(Kind.INSTRUMENT, instrument)
        actions = tuple(dict.fromkeys(use.action for use in uses))
        plans = len(set(map(plan_of, actions)))
        if plans > 1:
            found.append((-plans, -related.weights[key], alphabetical(writer.short_name(key)), instrument, actions))
    return [
        MeansRow(
            writer.instrument(instrument),
            vocabulary_label(atlas.site.instrument_kinds, atlas.instruments[instrument].record.kind),
            joined([_of_plan(writer, plan, members, instrument) for plan, members in groupby(actions, plan_of)], "; "),
        )
        for *_, instrument, actions in sorted(found)
    ]


def _of_plan(writer: Writer, plan: str, actions: Iterable[str], instrument: str) -> Markdown:
    codes = [writer.action(action, label(writer.atlas, action)) for action in actions]
    named = joined(strongest(writer, codes, explorer(plan=plan, instrument=instrument)))
    return Markdown(f"{writer.plan(plan)}: {named}")


def _asked(writer: Writer, one: Overlap, plan: str, actions: Iterable[str]) -> list[Markdown]:
    path = explorer(plan=plan, actor=one.actor, role=map(str, ASKED), theme=one.theme)
    return strongest(writer, [writer.action(action) for action in actions], path)


def _bodies(writer: Writer, found: Iterable[Overlap]) -> list[BodyRows]:
    """Return what several plans ask of each body, those asked on most themes first."""
    by_actor: dict[str, list[Overlap]] = {}
    for overlap in found:
        by_actor.setdefault(overlap.actor, []).append(overlap)

    def order(item: tuple[str, list[Overlap]]) -> tuple[int, str]:
        return -len(item[1]), alphabetical(writer.short_name(Key(Kind.ACTOR, item[0])))

    return [_body(writer, actor, own) for actor, own in sorted(by_actor.items(), key=order)]


def _body(writer: Writer, actor: str, own: list[Overlap]) -> BodyRows:
    plans = {plan for overlap in own for plan in overlap.plans}
    actions = {action for overlap in own for action in overlap.actions}
    counts = (
        wording.plural(len(own), "theme"),
        wording.plural(len(plans), "plan"),
        wording.plural(len(actions), "action"),
    )
    return BodyRows(
        writer.actor(actor),
        attribute(f"{writer.short_name(Key(Kind.ACTOR, actor))}: {', '.join(counts)}"),
        tuple(
            (writer.theme(one.theme), writer.plan(plan), listed(_asked(writer, one, plan, members)))
            for one in sorted(own, key=lambda one: alphabetical(writer.short_name(Key(Kind.THEME, one.theme))))
            for plan, members in groupby(one.actions, key=plan_of)
        ),
    )
