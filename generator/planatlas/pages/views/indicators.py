"""Indicators: the register of all of them, and those of one plan, actor or theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.indicators import Measure, MeasureCount, by_theme, count, measures, naming_theme
from planatlas.linking.names import Key
from planatlas.pages import wording
from planatlas.pages.addresses import INDICATORS, address
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import who_acts
from planatlas.pages.views.downloads import indicator_downloads
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.writer import Writer, written_once
from planatlas.reading.model.action import Role, Target
from planatlas.reading.model.base import Kind

FOLDED = 12
"""More rows than this are folded on pages that are about something else."""
MOST = 200
"""How many rows the pages of actors and themes show."""
MOST_OF_ALL = 3000
"""More rows than this are too many for the register; then it leads to the plans."""
_LEADS = (Role.LEAD, Role.CO_LEAD, Role.RESPONSIBLE)


class MeasureRow(NamedTuple):
    """An indicator with one of its targets, as a row of a table."""

    measure: str
    target: Markdown
    """Comparator, number and unit; the number can be read by a script too."""
    period: str
    action: Markdown
    who: Markdown
    plan: Markdown
    themes: Markdown


@dataclass(frozen=True)
class MeasureTable:
    """Some of the indicators."""

    caption: str
    rows: tuple[MeasureRow, ...]
    summary: str = ""
    """What opens the table; empty where it stands open."""

    @property
    def folded(self) -> bool:
        """Whether it has to be opened."""
        return bool(self.summary)


@dataclass(frozen=True)
class Measured:
    """The indicators of something, as a section of its page."""

    title: str
    sentence: str
    """How many there are."""
    register: Markdown
    """A link to all indicators of all plans."""
    tables: tuple[MeasureTable, ...]
    who: bool
    """Whether a column says who is to see to the action."""
    plan: bool
    """Whether a column says which plan it is of."""


def plan_measures(writer: Writer, plan: str) -> Measured | None:
    """Return the indicators of a plan; None where it states none."""
    found = measures(writer.atlas, writer.atlas.actions_of.get(plan, ()))
    if not found:
        return None
    words = writer.atlas.content.plans[plan].record.words.actions.lower()
    tables = (_table(writer, f"What the {words} are measured by", found),)
    return Measured("Indicators", _sentence(count(found)), _register(writer), tables, who=True, plan=False)


def actor_measures(writer: Writer, actor: str) -> Measured | None:
    """Return the indicators of the actions that a body leads, alone or with others, or is responsible for."""
    parts = writer.atlas.parts_of_actor.get(actor, ())
    found = measures(writer.atlas, dict.fromkeys(part.action for part in parts if part.role in _LEADS))
    if not found:
        return None
    tables = (_first(writer, "What the actions are measured by that it leads or is responsible for", found),)
    return Measured("Targets it leads", _sentence(count(found)), _register(writer), tables, who=False, plan=True)


def theme_measures(writer: Writer, theme: str) -> Measured | None:
    """Return the indicators of the actions about a theme, those whose measure names it apart from the others."""
    record = writer.atlas.themes[theme].record
    found = measures(writer.atlas, writer.atlas.actions_on_theme.get(theme, ()))
    if not found:
        return None
    naming, others = naming_theme(record, found)
    tables = []
    if naming:
        first = _first(writer, f"Indicators with a word of “{record.name}” or its other names", naming)
        tables.append(replace(first, summary=""))
    if others:
        also = "Other indicators of actions" if naming else "Indicators of actions"
        tables.append(_first(writer, f"{also} about this theme", others))
    return Measured(
        "How it is measured", _sentence(count(found)), _register(writer), tuple(tables), who=True, plan=True
    )


def _first(writer: Writer, caption: str, found: list[Measure]) -> MeasureTable:
    """Return a table of the first rows, and say so where there are more."""
    more = f"; the first {MOST} of {wording.plural(len(found), 'row')}" if len(found) > MOST else ""
    return _table(writer, f"{caption}{more}", found[:MOST])


def _table(writer: Writer, caption: str, found: list[Measure]) -> MeasureTable:
    """Return a table, folded where it is long."""
    summary = f"Show {wording.plural(len(found), 'row')}: {caption[0].lower()}{caption[1:]}"
    return MeasureTable(caption, _rows(writer, found), summary if len(found) > FOLDED else "")


def indicators_page(atlas: Atlas) -> Page:
    """Return the register of every indicator."""
    writer = Writer(atlas, INDICATORS)
    found = measures(atlas)
    by_plan: dict[str, list[Measure]] = {plan: [] for plan in atlas.plans}
    for one in found:
        by_plan.setdefault(one.action.split("/")[0], []).append(one)
    themes = by_theme(atlas, found)
    order = sorted(themes, key=lambda theme: alphabetical(writer.short_name(Key(Kind.THEME, theme))))
    text = render(
        "indicators",
        kind="List",
        title="Indicators",
        description=None,
        total=count(found),
        downloads=indicator_downloads(writer),
        plans=[
            (writer.plan(plan), len(atlas.actions_of.get(plan, ())), count(members))
            for plan, members in by_plan.items()
        ],
        plans_with=sum(bool(members) for members in by_plan.values()),
        themes=[(_to_theme(writer, theme), count(themes[theme])) for theme in order],
        rows=_rows(writer, found) if len(found) <= MOST_OF_ALL else (),
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _to_theme(writer: Writer, theme: str) -> Markdown:
    return writer.to(f"{address(Key(Kind.THEME, theme))}#indicators", writer.short_name(Key(Kind.THEME, theme)))


def _register(writer: Writer) -> Markdown:
    return writer.to(INDICATORS, "All indicators")


def _sentence(counted: MeasureCount) -> str:
    """Return how many indicators there are, in words."""
    without = counted.without_target
    said = f"{wording.plural(counted.indicators, 'indicator')} with {wording.plural(counted.targets, 'target')} "
    said += f"in {wording.plural(counted.actions, 'action')}"
    return f"{said}; {without} of them without a target." if without else f"{said}."


def _rows(writer: Writer, found: Iterable[Measure]) -> tuple[MeasureRow, ...]:
    found = list(found)
    about = {action: _about(writer, action) for action in dict.fromkeys(one.action for one in found)}
    return tuple(MeasureRow(one.text, _target(one.target), _period(one.target), *about[one.action]) for one in found)


@written_once
def _about(writer: Writer, action: str) -> tuple[Markdown, Markdown, Markdown, Markdown]:
    """Return what a row says of its action: its name, who is to see to it, its plan, its themes."""
    record = writer.atlas.actions[action].record
    who = who_acts(writer, action, all_of_them=True)  # the table is filtered by them
    return (
        writer.action(action), who, writer.plan(action.split("/", maxsplit=1)[0]),
        writer.names(Kind.THEME, record.themes),
    )  # fmt: skip


def _target(target: Target | None) -> Markdown:
    if target is None:
        return escape("no target stated")
    return Markdown(f'<data value="{target.value}">{escape(wording.amount(target))}</data>')


def _period(target: Target | None) -> str:
    return wording.period(target).strip(" ()") if target else ""
