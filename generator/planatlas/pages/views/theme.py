"""A theme's page: who does what about it, the plans side by side; and the list of themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
    acting = {
        action: [one.actor for one in atlas.actions[action].record.actors if one.role in ASKED] for action in actions
    }
    asked = _actions_by((Key(Kind.ACTOR, body), action) for action, bodies in acting.items() for body in bodies)
    nobody = [action for action, bodies in acting.items() if not bodies]
    means = _actions_by(
        (Key(Kind.INSTRUMENT, use.instrument), action)
        for action in actions
        for use in atlas.actions[action].record.instruments
    )
    others = _others(atlas, actions, asked)
    text = render(
        "theme",
        kind="Theme",
        title=entry.record.name,
        description=None,
        summary=writer.prose(entry.record.summary),
        counts=_counts(writer, identifier, actions),
        open=OPEN,
        crowded=[kind for kind, own in (("who", asked), ("what", means)) if sum(map(len, own.values())) > CROWDED],
        who=_abreast(writer, asked, actions, _asked_in(writer, identifier, [*asked.values(), nobody]), nobody),
        what=_abreast(writer, means, actions, _relying_in(writer, identifier, means.values())),
        others=[(writer.name(other), words, plans) for other, words, plans in others],
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


def _actions_by(pairs: Iterable[tuple[Key, str]]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for key, action in dict.fromkeys(pairs):
        found.setdefault(key, []).append(action)
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
    found: Mapping[Key, Sequence[str]],
    actions: Iterable[str],
    cell: Callable[[Sequence[str], Key | None], Markdown],
    nobody: Sequence[str] = (),
) -> list[Abreast]:
    """Return bodies or instruments by plan, those of most plans first, then those of most actions.

    What nobody is asked to do comes last.
    """
    plans = list(dict.fromkeys(map(plan_of, actions)))
    ordered: list[tuple[Key | None, Sequence[str]]] = [*sorted(found.items(), key=lambda item: _order(writer, *item))]
    if nobody:
        ordered.append((None, nobody))
    rows = [(key, _by_plan(own)) for key, own in ordered]
    tables = []
    for start in range(0, len(plans), ABREAST):
        some = plans[start : start + ABREAST]
        present = [(key, own) for key, own in rows if not own.keys().isdisjoint(some)]
        kept = present[:MOST] + [row for row in present[MOST:] if row[0] is None]
        shown = [
            Row(
                writer.name(key) if key else escape("No addressee named"),
                len(own),
                tuple([cell(own[plan], key) if plan in own else _NONE for plan in some]),
            )
            for key, own in kept
        ]
        if shown:
            left_out = len(present) - len(kept)
            tables.append(Abreast(tuple(writer.plan(plan) for plan in some), tuple(shown), left_out))
    return tables


def _by_plan(actions: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for action in actions:
        found.setdefault(plan_of(action), []).append(action)
    return found


def _order(writer: Writer, key: Key, actions: Sequence[str]) -> tuple[int, int, str]:
    return -len(set(map(plan_of, actions))), -len(actions), alphabetical(writer.short_name(key))


def _asked_in(
    writer: Writer, theme: str, asked: Collection[Sequence[str]]
) -> Callable[[Sequence[str], Key | None], Markdown]:
    """Return what writes the cells of what bodies are asked: titles where these are few, else codes, else figures."""
    fullest = max((count for own in asked for count in Counter(map(plan_of, own)).values()), default=0)
    crowded = sum(map(len, asked)) > CROWDED

    def cell(actions: Sequence[str], key: Key | None) -> Markdown:
        plan, roles = plan_of(actions[0]), list(map(str, ASKED))
        if crowded and key:
            return writer.to(explorer(plan=plan, actor=key.id, role=roles, theme=theme), str(len(actions)))
        if fullest <= TITLED:
            return joined([writer.action(action) for action in actions], "<br>")
        if not key:
            return _codes(writer, actions, theme=theme)
        return _codes(writer, actions, actor=key.id, role=roles, theme=theme)

    return cell


def _relying_in(
    writer: Writer, theme: str, used: Collection[Sequence[str]]
) -> Callable[[Sequence[str], Key | None], Markdown]:
    """Return what writes the cells of what relies on an instrument."""
    crowded = sum(map(len, used)) > CROWDED

    def cell(actions: Sequence[str], key: Key | None) -> Markdown:
        instrument = key.id if key else ()
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


def _others(atlas: Atlas, actions: Iterable[str], asked: Mapping[Key, object]) -> list[tuple[Key, str, int]]:
    """Return who else has a part, with the roles in words and the number of plans, those with most parts first."""
    roles: dict[Key, Counter[Role]] = {}
    plans: dict[Key, set[str]] = {}
    for action in actions:
        parts = dict.fromkeys((Key(Kind.ACTOR, one.actor), one.role) for one in atlas.actions[action].record.actors)
        for key, role in parts:
            if key not in asked:
                roles.setdefault(key, Counter())[role] += 1
                plans.setdefault(key, set()).add(plan_of(action))
    ordered = sorted(roles, key=lambda key: (-len(plans[key]), -roles[key].total(), key.id))
    return [(key, wording.roles(roles[key]), len(plans[key])) for key in ordered]


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
