"""A theme's page: who does what about it, the plans side by side; and the list of themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.overlaps import ASKED
from planatlas.linking.related import plan_of
from planatlas.pages import wording
from planatlas.pages.addresses import THEMES, address, explorer
from planatlas.pages.markdown import Markdown, escape, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import action_row, footnotes, meetings, notes
from planatlas.pages.views.elsewhere import actions_of
from planatlas.pages.views.indicators import theme_measures
from planatlas.pages.views.listing import alphabetical, figures, listing_columns
from planatlas.pages.writer import Writer, label
from planatlas.reading.model.action import Role
from planatlas.reading.model.base import Kind

ABREAST = 6
"""How many plans stand side by side; further ones follow in a table of their own."""
OPEN = 10
"""How many rows of a table stand open; the rest is folded."""
TITLED = 3
"""Actions stand with their titles where no cell holds more than this, else with their codes alone."""
MOST = 100
"""How many rows a table has; the explorer has the rest."""

CROWDED = 2_000
"""More actions than these in all cells of what is laid abreast stand as figures, which lead to the explorer."""
LONG_CODE = 18
"""A code that is longer may break at its space, since a cell of many columns has no room for it."""

NOBODY = ""
"""Stands for the body where none is asked."""

ByPlan = Mapping[str, Sequence[str]]
"""Actions by plan."""
Found = Mapping[str, ByPlan]
"""The actions of each body or instrument, by its id."""
Cells = tuple[Markdown, ...]
_NONE = Markdown("–")


@dataclass(frozen=True)
class Row:
    """A body or an instrument, and the actions of each plan."""

    name: Markdown
    plans: int
    """In how many plans it is, those of other tables included."""
    cells: Cells


@dataclass(frozen=True)
class Abreast:
    """Some plans side by side."""

    plans: Cells
    rows: tuple[Row, ...]
    left_out: int
    """How many more rows there would be."""


def theme_page(atlas: Atlas, identifier: str) -> Page:
    """Return the page of a theme."""
    key = Key(Kind.THEME, identifier)
    entry = atlas.themes[identifier]
    writer = Writer(atlas, address(key))
    actions = atlas.actions_on_theme.get(identifier, ())
    asked = _by_plan(
        (body, action)
        for action in actions
        for body in [one.actor for one in atlas.actions[action].record.actors if one.role in ASKED] or [NOBODY]
    )
    means = _by_plan((use.instrument, action) for action in actions for use in atlas.actions[action].record.instruments)
    others = _others(atlas, actions, asked)
    text = render(
        "theme",
        kind="Theme",
        title=entry.record.name,
        description=None,
        summary=writer.prose(entry.record.summary),
        counts=_counts(writer, identifier, actions),
        open=OPEN,
        crowded=[kind for kind, found in (("who", asked), ("what", means)) if _crowded(found)],
        who=_abreast(writer, Kind.ACTOR, asked, actions, _asked_in(writer, identifier, asked)),
        what=_abreast(writer, Kind.INSTRUMENT, means, actions, _relying_in(writer, identifier, means)),
        others=[(writer.actor(other), words, plans) for other, words, plans in others],
        plans=[
            (writer.plan(plan), [action_row(writer, action) for action in members])
            for plan, members in groupby(actions, key=plan_of)
        ],
        measures=theme_measures(writer, identifier),
        meetings=meetings(writer, key),
        notes=notes(writer, entry.record),
        footnotes=footnotes(atlas, [*asked, *(other for other, _, _ in others)]),
        source_file=entry.path,
        writer=writer,
    )
    return Page(writer.path, text, entry.path)


def _by_plan(pairs: Iterable[tuple[str, str]]) -> Found:
    found: dict[str, dict[str, list[str]]] = {}
    for identifier, action in dict.fromkeys(pairs):
        found.setdefault(identifier, {}).setdefault(plan_of(action), []).append(action)
    return found


def _counts(writer: Writer, theme: str, actions: Sequence[str]) -> Markdown:
    """Return in how many actions and plans the theme is, leading to the explorer."""
    plans = len(set(map(plan_of, actions)))
    return writer.to(
        explorer(theme=theme),
        f"{wording.plural(len(actions), 'action')} of {wording.plural(plans, 'plan')} in the explorer",
    )


def _abreast(
    writer: Writer,
    kind: Kind,
    found: Found,
    actions: Iterable[str],
    cell: Callable[[Sequence[str], str], Markdown],
) -> list[Abreast]:
    """Return bodies or instruments by plan, those of most plans first, then those of most actions.

    What nobody is asked to do comes last.
    """

    def order(item: tuple[str, ByPlan]) -> tuple[bool, int, int, str]:
        identifier, own = item
        name = alphabetical(writer.short_name(Key(kind, identifier)))
        return identifier == NOBODY, -len(own), -sum(map(len, own.values())), name

    plans = list(dict.fromkeys(map(plan_of, actions)))
    heads = [plans[start : start + ABREAST] for start in range(0, len(plans), ABREAST)]
    table_of = {plan: number for number, some in enumerate(heads) for plan in some}
    present: list[list[tuple[str, ByPlan]]] = [[] for _ in heads]
    for identifier, own in sorted(found.items(), key=order):
        for number in dict.fromkeys([table_of[plan] for plan in own]):
            present[number].append((identifier, own))
    tables = []
    for some, rows in zip(heads, present, strict=True):
        kept = rows[:MOST] + [row for row in rows[MOST:] if row[0] == NOBODY]
        shown = [
            Row(
                escape("No addressee named") if identifier == NOBODY else writer.name(Key(kind, identifier)),
                len(own),
                tuple([cell(own[plan], identifier) if plan in own else _NONE for plan in some]),
            )
            for identifier, own in kept
        ]
        if shown:
            tables.append(Abreast(tuple(writer.plan(plan) for plan in some), tuple(shown), len(rows) - len(kept)))
    return tables


def _crowded(found: Found) -> bool:
    return sum(len(actions) for plans in found.values() for actions in plans.values()) > CROWDED


def _asked_in(writer: Writer, theme: str, asked: Found) -> Callable[[Sequence[str], str], Markdown]:
    """Return what writes the cells of what bodies are asked: titles where these are few, else codes, else figures."""
    fullest = max((len(actions) for plans in asked.values() for actions in plans.values()), default=0)
    crowded, roles = _crowded(asked), list(map(str, ASKED))

    def cell(actions: Sequence[str], body: str) -> Markdown:
        if crowded and body != NOBODY:
            path = explorer(plan=plan_of(actions[0]), actor=body, role=roles, theme=theme)
            return writer.to(path, str(len(actions)))
        if fullest <= TITLED:
            return joined([writer.action(action) for action in actions], "<br>")
        if body == NOBODY:
            return _codes(writer, actions, theme=theme)
        return _codes(writer, actions, actor=body, role=roles, theme=theme)

    return cell


def _relying_in(writer: Writer, theme: str, used: Found) -> Callable[[Sequence[str], str], Markdown]:
    """Return what writes the cells of what relies on an instrument."""
    crowded = _crowded(used)

    def cell(actions: Sequence[str], instrument: str) -> Markdown:
        if crowded:
            path = explorer(plan=plan_of(actions[0]), instrument=instrument, theme=theme)
            return writer.to(path, str(len(actions)))
        return _codes(writer, actions, instrument=instrument, theme=theme)

    return cell


def _codes(writer: Writer, actions: Sequence[str], **filters: str | Iterable[str]) -> Markdown:
    """Return the codes of actions of one plan; the filters lead to all of them in the explorer."""
    codes = [label(writer.atlas, action) for action in actions]
    shown = [code if len(code) <= LONG_CODE else code.replace("\u00a0", " ") for code in codes]
    names = [writer.action(*one) for one in zip(actions, shown, strict=True)]
    return joined([*actions_of(writer, plan_of(actions[0]), names, **filters)])


def _others(atlas: Atlas, actions: Iterable[str], asked: Found) -> list[tuple[str, str, int]]:
    """Return who else has a part, with the roles in words and the number of plans, those with most parts first."""
    roles: dict[str, Counter[Role]] = {}
    plans: dict[str, set[str]] = {}
    for action in actions:
        plan = plan_of(action)
        for actor, role in dict.fromkeys([(one.actor, one.role) for one in atlas.actions[action].record.actors]):
            if actor not in asked:
                roles.setdefault(actor, Counter())[role] += 1
                plans.setdefault(actor, set()).add(plan)
    ordered = sorted(roles, key=lambda actor: (-len(plans[actor]), -roles[actor].total(), actor))
    return [(actor, wording.roles(roles[actor]), len(plans[actor])) for actor in ordered]


def themes_page(atlas: Atlas) -> Page:
    """Return the list of themes."""
    writer = Writer(atlas, THEMES)
    rows = []
    for identifier, entry in sorted(atlas.themes.items(), key=lambda item: alphabetical(item[1].record.name)):
        counts = Counter(action.split("/")[0] for action in atlas.actions_on_theme.get(identifier, ()))
        rows.append((writer.theme(identifier), writer.inline(entry.record.summary), figures(atlas, counts)))
    text = render(
        "themes", kind="List", title="Themes", description=None, rows=rows,
        columns=listing_columns(writer), footnotes=(), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, None)
