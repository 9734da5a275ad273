"""Who does what: actors by plan with their roles, and actors by the instruments that their actions rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.related import plan_of
from planatlas.linking.together import means_of
from planatlas.pages import wording
from planatlas.pages.addresses import WHO_DOES_WHAT
from planatlas.pages.markdown import Markdown, escape, joined
from planatlas.pages.matrix import Cell, Matrix, filtered, html_name
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.writer import Writer
from planatlas.reading.model.action import Role
from planatlas.reading.model.base import Kind

ABREAST = 6
"""How many plans stand side by side in one matrix."""
PLANS = 6 * ABREAST
"""How many plans are shown, those with most actions; the others show who does what on their own pages."""
OPEN = 34
"""How many actors stand open by plan; the rest is folded."""
FOLDED = 300
"""How many more are folded, in all matrices together; the rest is on the list of actors."""
LEAST = 50
"""How many at least are folded in each."""
ACTORS, INSTRUMENTS = 18, 9
"""How many of each the matrix of actors by instruments shows."""
NAMED = 8
"""How many instruments a row names of an actor that is not in the matrix."""


@dataclass(frozen=True)
class ByPlan:
    """Actors by plan: some plans, the most connected actors, and the rest."""

    open: Matrix
    folded: Matrix | None
    left_out: int


@dataclass(frozen=True)
class Parts:
    """What an actor's parts come to."""

    actor: str
    roles: Mapping[str, Counter[Role]]
    """In how many actions of each plan it has each role."""
    actions: Mapping[str, tuple[str, ...]]
    """The actions of each plan."""

    @property
    def total(self) -> int:
        """In how many actions it has a part."""
        return sum(map(len, self.actions.values()))


def who_does_what_page(atlas: Atlas) -> Page:
    """Return the matrices of who does what."""
    writer = Writer(atlas, WHO_DOES_WHAT)
    by_name = sorted(atlas.parts_of_actor, key=lambda one: alphabetical(writer.short_name(Key(Kind.ACTOR, one))))
    found = [parts_of(atlas, actor) for actor in by_name]
    having = {plan: len(atlas.actions_of[plan]) for plan in atlas.plans if any(plan in one.actions for one in found)}
    most = set(nlargest(PLANS, having, key=having.__getitem__))
    plans = [plan for plan in having if plan in most]
    parts = [plans[start : start + ABREAST] for start in range(0, len(plans), ABREAST)]
    by_plan = [_by_plan(writer, found, some, max(LEAST, FOLDED // len(parts))) for some in parts]
    means = {parts.actor: _means(atlas, parts) for parts in found}
    matrix, columns = _by_instrument(writer, found, means)
    others = list(islice(_others(writer, found, means, columns), FOLDED))
    with_others = sum(1 for counts in means.values() if counts.keys() - columns)
    text = render(
        "who-does-what",
        kind="List",
        title="Who does what",
        description=None,
        by_plan=by_plan,
        more_plans=len(having) - len(plans),
        by_instrument=matrix,
        others=others,
        more_others=with_others - len(others),
        roles=[(wording.ROLES[role], wording.ROLE_MEANINGS[role]) for role in Role if _is_used(found, role)],
        footnotes=footnotes(atlas, atlas.parts_of_actor),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def parts_of(atlas: Atlas, actor: str) -> Parts:
    """Return what an actor's parts come to, plan by plan."""
    roles: dict[str, Counter[Role]] = {}
    actions: dict[str, dict[str, None]] = {}
    for action, role in dict.fromkeys((part.action, part.role) for part in atlas.parts_of_actor.get(actor, ())):
        roles.setdefault(plan_of(action), Counter())[role] += 1
        actions.setdefault(plan_of(action), {})[action] = None
    return Parts(actor, roles, {plan: tuple(own) for plan, own in actions.items()})


def _is_used(found: Sequence[Parts], role: Role) -> bool:
    return any(counts[role] for parts in found for counts in parts.roles.values())


def _most_connected(found: Sequence[Parts], plans: Sequence[str]) -> list[Parts]:
    """Return the actors with a part in any of these plans: those in most plans first, then in most actions."""

    def order(parts: Parts) -> tuple[int, int]:
        counts = [len(parts.actions[plan]) for plan in plans if plan in parts.actions]
        return -len(counts), -sum(counts)

    return sorted((parts for parts in found if any(plan in parts.actions for plan in plans)), key=order)


def _by_plan(writer: Writer, found: Sequence[Parts], plans: Sequence[str], folded: int) -> ByPlan:
    ordered = _most_connected(found, plans)

    def matrix(caption: str, some: Sequence[Parts]) -> Matrix:
        return Matrix(
            caption,
            "Body",
            tuple(html_name(writer, Key(Kind.PLAN, plan)) for plan in plans),
            tuple(
                (
                    html_name(writer, Key(Kind.ACTOR, parts.actor)),
                    tuple(_plan_cell(writer, parts, plan) for plan in plans),
                )
                for parts in some
            ),
        )

    rest = ordered[OPEN : OPEN + folded]
    return ByPlan(
        matrix("Actions in which each body has a part, with its roles; bodies of most plans first", ordered[:OPEN]),
        matrix("Further bodies, those with most actions first", rest) if rest else None,
        max(0, len(ordered) - OPEN - folded),
    )


def _plan_cell(writer: Writer, parts: Parts, plan: str) -> Cell | None:
    actions = parts.actions.get(plan)
    if not actions:
        return None
    return Cell(
        len(actions),
        f"Actions with {writer.short_name(Key(Kind.ACTOR, parts.actor))}, {writer.short_name(Key(Kind.PLAN, plan))}",
        filtered(writer, plan=plan, actor=parts.actor),
        wording.roles(parts.roles[plan]),
    )


def _means(atlas: Atlas, parts: Parts) -> Counter[str]:
    """Return in how many of an actor's actions every instrument is."""
    return means_of(atlas, (action for actions in parts.actions.values() for action in actions))


def _by_instrument(
    writer: Writer, found: Sequence[Parts], means: Mapping[str, Counter[str]]
) -> tuple[Matrix | None, list[str]]:
    """Return the most connected actors by the most connected instruments, and which instruments these are."""
    reached: Counter[str] = Counter()
    for counts in means.values():
        reached.update(counts)
    columns = sorted(reached, key=lambda one: (-reached[one], one))[:INSTRUMENTS]
    weights = {actor: sum(counts[one] for one in columns) for actor, counts in means.items()}
    rows = sorted((parts for parts in found if weights[parts.actor]), key=lambda one: (-weights[one.actor], one.actor))
    if not rows:
        return None, []

    def cell(actor: str, instrument: str) -> Cell | None:
        count = means[actor][instrument]
        if not count:
            return None
        about = [writer.short_name(Key(Kind.ACTOR, actor)), writer.short_name(Key(Kind.INSTRUMENT, instrument))]
        return Cell(count, f"Actions with {' and '.join(about)}", filtered(writer, actor=actor, instrument=instrument))

    return (
        Matrix(
            "Actions in which a body has a part and that rely on an instrument; the most connected of both",
            "Body",
            tuple(html_name(writer, Key(Kind.INSTRUMENT, one)) for one in columns),
            tuple(
                (html_name(writer, Key(Kind.ACTOR, parts.actor)), tuple(cell(parts.actor, one) for one in columns))
                for parts in rows[:ACTORS]
            ),
        ),
        columns,
    )


def _others(
    writer: Writer, found: Sequence[Parts], means: Mapping[str, Counter[str]], columns: Sequence[str]
) -> Iterator[tuple[Markdown, Markdown]]:
    """Yield what the matrix leaves out: the actors, each with its other instruments, those of most actions first."""
    for parts in found:
        counts = means[parts.actor]
        others = sorted((one for one in counts if one not in columns), key=lambda one: (-counts[one], one))
        if not others:
            continue
        names = [Markdown(f"{writer.instrument(one)}\u00a0{counts[one]}") for one in others[:NAMED]]
        more = len(others) - NAMED
        if more > 0:
            names.append(escape(f"{more} more"))
        yield writer.actor(parts.actor), joined(names)
