"""The tables of actions, and of what hangs on them: who, with what, measured how, by when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import Key
from planatlas.linking.times import dues_of
from planatlas.pages.addresses import address, published
from planatlas.pages.tables.table import MARKING, Column, Table, Type, listed, meaning, number, time_columns
from planatlas.pages.writer import first_sentence, plain_text, short_name
from planatlas.reading.model.action import (
    Action,
    Activity,
    Amount,
    Deadline,
    Indicator,
    Involvement,
    Means,
    Progress,
    SourcePlace,
    Target,
)
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import ActionLink

PartT = TypeVar("PartT")


@dataclass(frozen=True)
class InAction(Generic[PartT]):
    """A part of an action as the item of a table, or the action itself."""

    atlas: Atlas
    id: str
    """The action's id."""
    part: PartT

    @property
    def plan(self) -> str:
        """The plan's id."""
        return self.id.split("/")[0]

    @property
    def action(self) -> Action:
        """The action's record."""
        return self.atlas.actions[self.id].record

    @property
    def marking(self) -> str | None:
        """The marking of the action, or that of its part where it has a higher one of its own."""
        own = getattr(self.part, "marking", None)
        return highest(self.atlas, (marking_of(self.atlas, Key(Kind.ACTION, self.id)), own))


def in_actions(
    parts: Callable[[Action], Iterable[PartT]], atlas: Atlas, actions: Iterable[str] | None = None
) -> Iterator[InAction[PartT]]:
    """Yield the parts of all actions, or of those given by id, in order."""
    for identifier in atlas.actions if actions is None else actions:
        for part in parts(atlas.actions[identifier].record):
            yield InAction(atlas, identifier, part)


def table_of_parts(
    name: str, about: str, parts: Callable[[Action], Iterable[PartT]], *columns: Column[InAction[PartT]]
) -> Table[InAction[PartT]]:
    """Return a table of parts of actions, which begins with the action and ends with the marking."""
    return Table(name, about, (*_ACTION, *columns, _MARKING), partial(in_actions, parts))


_ID: Column[InAction[Any]] = Column("action", Type.TEXT, "The action's id, plan/ref.", lambda item: item.id)
_PLAN: Column[InAction[Any]] = Column("plan", Type.TEXT, "The plan's id.", lambda item: item.plan)
_REF: Column[InAction[Any]] = Column("ref", Type.TEXT, meaning(Action, "ref"), lambda item: item.action.ref)
_TITLE: Column[InAction[Any]] = Column("title", Type.TEXT, meaning(Action, "title"), lambda item: item.action.title)
_ACTION = (_ID, _PLAN, _REF, _TITLE)
_MARKING: Column[InAction[Any]] = Column(
    MARKING, Type.TEXT, "How far the row may travel; empty for what carries no marking.", lambda item: item.marking
)


def _section_title(item: InAction[None]) -> str | None:
    sections = item.atlas.content.plans[item.plan].record.sections
    return next((section.title for section in sections if section.number == item.action.section), None)


def _days(item: InAction[Deadline]) -> tuple[str | None, Any]:
    return item.part.printed, item.part.when


def _timing(item: InAction[Activity]) -> tuple[str | None, Any]:
    timing = item.part.timing
    return (timing.printed, timing.when) if timing else (None, None)


def _state(item: InAction[Deadline]) -> str | None:
    dues = (due for due in dues_of(item.atlas, item.id) if due.activity is None)
    return next((due.state.value for due, one in zip(dues, item.action.deadlines, strict=True) if one is item.part), None)


def _targets(action: Action) -> Iterator[tuple[Indicator, Target | None]]:
    """Yield each target of each indicator; an indicator without any keeps its row."""
    for indicator in action.indicators:
        for target in indicator.all_targets or (None,):
            yield indicator, target


def _link_target(item: InAction[ActionLink]) -> str | None:
    link = item.part
    if link.plan:
        return link.plan
    found = item.atlas.resolver.by_id(Kind.ACTION, link.action or "", plan=item.plan)
    return found.id if found else link.action


ACTIONS: Table[InAction[None]] = Table(
    "actions",
    "An action.",
    (
        Column("id", Type.TEXT, "The action's id, plan/ref.", lambda item: item.id),
        _PLAN,
        _REF,
        _TITLE,
        Column("section", Type.TEXT, meaning(Action, "section"), lambda item: item.action.section),
        Column("section_title", Type.TEXT, "The section's heading.", _section_title),
        Column("group", Type.TEXT, meaning(Action, "group"), lambda item: item.action.group),
        Column("types", Type.TEXT, meaning(Action, "types"), lambda item: listed(item.action.types)),
        Column(
            "lead", Type.PROSE, "One sentence that says it all.", lambda item: first_sentence(item.atlas, item.action)
        ),
        Column(
            "summary",
            Type.PROSE,
            meaning(Action, "summary"),
            lambda item: plain_text(item.atlas, item.action.summary).strip(),
        ),
        Column(
            "joint_action_days",
            Type.PROSE,
            meaning(Action, "joint_action_days"),
            lambda item: plain_text(item.atlas, item.action.joint_action_days or "").strip() or None,
        ),
        Column(
            "status",
            Type.TEXT,
            "How far it is as of the day of the file, by what was reported.",
            lambda item: item.atlas.standings[item.id].status,
        ),
        Column("themes", Type.TEXT, "The ids of its themes.", lambda item: listed(item.action.themes)),
        Column(
            "source_section", Type.TEXT, meaning(SourcePlace, "section"), lambda item: item.action.source.section
        ),
        Column("source_item", Type.TEXT, meaning(SourcePlace, "item"), lambda item: item.action.source.item),
        Column("source_page", Type.TEXT, meaning(SourcePlace, "page"), lambda item: item.action.source.page),
        Column(
            "source_footnotes",
            Type.TEXT,
            meaning(SourcePlace, "footnotes"),
            lambda item: listed(item.action.source.footnotes),
        ),
        Column(
            "url",
            Type.TEXT,
            "Its page, from the root of the site.",
            lambda item: published(address(Key(Kind.ACTION, item.id))),
        ),
        _MARKING,
    ),
    partial(in_actions, lambda _: (None,)),
)

INVOLVEMENTS = table_of_parts(
    "involvements",
    "An actor's part in an action.",
    lambda action: action.actors,
    Column("actor", Type.TEXT, meaning(Involvement, "actor"), lambda item: item.part.actor),
    Column(
        "actor_name",
        Type.TEXT,
        "What it is called on the pages.",
        lambda item: short_name(item.atlas, Key(Kind.ACTOR, item.part.actor)),
    ),
    Column("role", Type.TEXT, meaning(Involvement, "role"), lambda item: item.part.role.value),
    Column("detail", Type.TEXT, meaning(Involvement, "detail"), lambda item: item.part.detail),
)

MEANS = table_of_parts(
    "means",
    "An instrument that an action stands on.",
    lambda action: action.instruments,
    Column("instrument", Type.TEXT, "The instrument's id.", lambda item: item.part.instrument),
    Column(
        "instrument_name",
        Type.TEXT,
        "What it is called on the pages.",
        lambda item: short_name(item.atlas, Key(Kind.INSTRUMENT, item.part.instrument)),
    ),
    Column("relation", Type.TEXT, meaning(Means, "relation"), lambda item: item.part.relation.value),
    Column("detail", Type.TEXT, meaning(Means, "detail"), lambda item: item.part.detail),
)

INDICATORS = table_of_parts(
    "indicators",
    "A target of an indicator; an indicator without a target has a row of its own.",
    _targets,
    Column("key", Type.TEXT, meaning(Indicator, "key"), lambda item: item.part[0].key),
    Column("measure", Type.TEXT, meaning(Indicator, "measure"), lambda item: item.part[0].measure),
    Column(
        "comparator",
        Type.TEXT,
        "≥ at least, ≤ at most, = exactly; empty where no target is stated.",
        lambda item: {">=": "≥", "<=": "≤"}.get(item.part[1].comparator, "=") if item.part[1] else None,
    ),
    Column(
        "value",
        Type.NUMBER,
        "The number to reach.",
        lambda item: number(item.part[1].value) if item.part[1] else None,
    ),
    Column("unit", Type.TEXT, meaning(Target, "unit"), lambda item: item.part[1].unit if item.part[1] else None),
    Column("per", Type.TEXT, meaning(Target, "per"), lambda item: item.part[1].per if item.part[1] else None),
    Column(
        "printed", Type.TEXT, meaning(Target, "printed"), lambda item: item.part[1].printed if item.part[1] else None
    ),
)

ACTIVITIES = table_of_parts(
    "activities",
    "One step of an action.",
    lambda action: action.activities,
    Column("number", Type.TEXT, meaning(Activity, "number"), lambda item: item.part.number),
    Column(
        "text", Type.PROSE, meaning(Activity, "text"), lambda item: plain_text(item.atlas, item.part.text).strip()
    ),
    *time_columns(_timing),
)

DEADLINES = table_of_parts(
    "deadlines",
    "A time that a document sets, and for what.",
    lambda action: action.deadlines,
    Column("what", Type.TEXT, meaning(Deadline, "what"), lambda item: item.part.what),
    Column("kind", Type.TEXT, meaning(Deadline, "kind"), lambda item: item.part.kind.value),
    *time_columns(_days),
    Column("state", Type.TEXT, "Where it stands as of the day of the file.", _state),
)

AMOUNTS = table_of_parts(
    "amounts",
    "A sum of money that an action names.",
    lambda action: action.amounts,
    Column("value", Type.NUMBER, meaning(Amount, "value"), lambda item: number(item.part.value)),
    Column("currency", Type.TEXT, meaning(Amount, "currency"), lambda item: item.part.currency),
    Column("what", Type.TEXT, meaning(Amount, "what"), lambda item: item.part.what),
)

LINKS = table_of_parts(
    "links",
    "Another action or plan that an action names.",
    lambda action: action.links,
    Column("target", Type.TEXT, "The id of the other action or plan.", _link_target),
    Column("relation", Type.TEXT, meaning(ActionLink, "relation"), lambda item: item.part.relation.value),
    Column("printed", Type.TEXT, meaning(ActionLink, "printed"), lambda item: item.part.printed),
)
