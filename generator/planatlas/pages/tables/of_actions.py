"""The tables of actions, and of what hangs on them: who, with what, measured how, by when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import Key
from planatlas.linking.times import time_state
from planatlas.pages.addresses import address, published
from planatlas.pages.tables.table import (
    MARKED,
    MARKING,
    PLACE,
    Column,
    Place,
    Table,
    Type,
    field,
    flowing,
    listed,
    number,
    place_column,
    repeated,
    time_columns,
    written,
)
from planatlas.pages.writer import first_sentence, short_name
from planatlas.reading.model.action import (
    Action,
    Activity,
    Amount,
    Indicator,
    Involvement,
    Means,
    Progress,
    SourcePlace,
    Target,
)
from planatlas.reading.model.base import Kind
from planatlas.reading.model.deadline import Deadline
from planatlas.reading.model.plan import ActionLink
from planatlas.reading.values.when import When
from planatlas.reading.yaml_text import Location

PartT = TypeVar("PartT")

OF_ACTION = ("action", PLACE)
"""What tells the rows of parts of actions apart."""

UP = ".."
"""In the way to a value: the part that holds the item, such as the indicator of a target."""
COMPARATOR: Location = ("comparator",)
VALUE: Location = ("value",)
"""Two cells that are one field: a target's `at_least: 20`."""
LINKED: Location = ("linked",)
"""A cell that is the field `action` or `plan` of a link."""


class InAction(NamedTuple, Generic[PartT]):
    """A part of an action as the item of a table, or the action itself."""

    atlas: Atlas
    id: str
    """The action's id."""
    action: Action
    part: PartT
    location: Location
    """The way to the part within the action; empty for the action itself."""

    @property
    def place(self) -> Place:
        """Where the part stands."""
        return Place(Key(Kind.ACTION, self.id), self.location)

    @property
    def plan(self) -> str:
        """The plan's id."""
        return self.id.split("/")[0]

    def plain(self, prose: str | None) -> str | None:
        """Return prose as plain text, None for none."""
        return flowing(self.atlas, prose)

    @property
    def marking(self) -> str | None:
        """The marking of the action, or that of its part where it has a higher one of its own."""
        whole = marking_of(self.atlas, Key(Kind.ACTION, self.id))
        own = vars(self.part).get("marking")  # most have no such field, and pydantic is slow to say so
        return highest(self.atlas, (whole, own)) if own else whole


Parts: TypeAlias = Callable[[Action], Iterable[tuple[Location, PartT]]]
"""What finds the parts of an action, each with its way from there."""


def each(name: str, parts: Callable[[Action], Iterable[PartT]]) -> Parts[PartT]:
    """Return what finds the items of a list of an action."""
    return lambda action: (((name, place), part) for place, part in enumerate(parts(action)))


def in_actions(parts: Parts[PartT], atlas: Atlas) -> Iterator[InAction[PartT]]:
    """Yield the parts of all actions, in order."""
    for identifier, entry in atlas.actions.items():
        for location, part in parts(entry.record):
            yield InAction(atlas, identifier, entry.record, part, location)


def marking_with_reports(atlas: Atlas, action: str) -> str | None:
    """Return the marking of what says how far an action is: its own, or that of a report on which this rests."""
    own, reports = marking_of(atlas, Key(Kind.ACTION, action)), atlas.standings[action].reports
    return highest(atlas, (own, *(report.entry.marking for report in reports))) if reports else own


def _place(item: InAction[Any]) -> Place:
    return item.place


def table_of_parts(
    name: str, about: str, parts: Parts[PartT], *columns: Column[InAction[PartT]]
) -> Table[InAction[PartT]]:
    """Return a table of parts of actions, which begins with the action and ends with the marking."""
    return Table(name, about, (*_PART, *columns, _MARKING), partial(in_actions, parts), _place, OF_ACTION)


_PLAN: Column[InAction[Any]] = Column("plan", Type.TEXT, "The plan's id.", lambda item: item.plan)
_REF: Column[InAction[Any]] = field(Action, "ref", lambda item: item.action.ref)
_TITLE: Column[InAction[Any]] = field(Action, "title", lambda item: item.action.title)
_PART: tuple[Column[InAction[Any]], ...] = (
    Column("action", Type.TEXT, "The action's id, plan/ref.", lambda item: item.id),
    _PLAN,
    repeated(_REF),
    repeated(_TITLE),
    place_column(lambda item: item.location),
)
_MARKING: Column[InAction[Any]] = Column(MARKING, Type.TEXT, MARKED, lambda item: item.marking)
_MARKING_WITH_REPORTS: Column[InAction[Any]] = Column(
    MARKING, Type.TEXT, MARKED, lambda item: marking_with_reports(item.atlas, item.id)
)
_CALLED = "What it is called on the pages."


@dataclass(frozen=True)
class Measured:
    """One target of an indicator, or an indicator without any."""

    indicator: Indicator
    target: Target | None


@dataclass(frozen=True)
class Reported:
    """A progress entry, and the number of the activity that it is on."""

    entry: Progress
    activity: str | None
    marking: str | None
    """The entry's own marking."""


def _section_title(item: InAction[None]) -> str | None:
    sections = item.atlas.content.plans[item.plan].record.sections
    return next((section.title for section in sections if section.number == item.action.section), None)


def _status(item: InAction[None]) -> str:
    return item.atlas.standings[item.id].status


def _source(name: str, value: Callable[[InAction[None]], str | None]) -> Column[InAction[None]]:
    return field(SourcePlace, name, value, called=f"source_{name}", within=("source",))


def _url(item: InAction[None]) -> str:
    return published(address(Key(Kind.ACTION, item.id)))


def _measures(action: Action) -> Iterator[tuple[Location, Measured]]:
    for place, indicator in enumerate(action.indicators):
        for number_of_target, target in enumerate(indicator.all_targets or (None,)):
            one = ("targets", number_of_target) if indicator.targets else ("target",)
            yield ("indicators", place, *one), Measured(indicator, target)


def _comparator(item: InAction[Measured]) -> str | None:
    words = {">=": "at least", "<=": "at most", "=": "exactly"}
    return words[item.part.target.comparator] if item.part.target else None


def _value(item: InAction[Measured]) -> int | float | None:
    return number(item.part.target.value) if item.part.target else None


def _timing(item: InAction[Activity]) -> tuple[str | None, When | None]:
    timing = item.part.timing
    return (timing.printed, timing.when) if timing else (None, None)


def _time(item: InAction[Deadline]) -> tuple[str | None, When | None]:
    return item.part.printed, item.part.when


def _state(item: InAction[Deadline]) -> str:
    reported = item.atlas.standings[item.id].reported
    return time_state(item.part.when, item.part.kind, reported, item.atlas.as_of).value


def _link_target(item: InAction[ActionLink]) -> str | None:
    link = item.part
    if link.plan:
        return link.plan
    found = item.atlas.resolver.by_id(Kind.ACTION, link.action or "", plan=item.plan)
    return found.id if found else link.action


def _reports(action: Action) -> Iterator[tuple[Location, Reported]]:
    for place, entry in enumerate(action.progress):
        yield ("progress", place), Reported(entry, None, entry.marking)
    for step, activity in enumerate(action.activities):
        for place, entry in enumerate(activity.progress):
            yield ("activities", step, "progress", place), Reported(entry, activity.number, entry.marking)


ACTIONS: Table[InAction[None]] = Table(
    "actions",
    "An action.",
    (
        Column("id", Type.TEXT, "The action's id, plan/ref.", lambda item: item.id),
        _PLAN,
        _REF,
        _TITLE,
        field(Action, "section", lambda item: item.action.section),
        Column("section_title", Type.TEXT, "The section's heading.", _section_title),
        field(Action, "group", lambda item: item.action.group),
        field(Action, "types", lambda item: listed(item.action.types)),
        field(Action, "lead", lambda item: first_sentence(item.atlas, item.action), Type.PROSE),
        field(Action, "summary", lambda item: item.plain(item.action.summary), Type.PROSE),
        field(Action, "joint_action_days", lambda item: item.plain(item.action.joint_action_days), Type.PROSE),
        Column("status", Type.TEXT, "How far it is on the as-of day.", _status),
        field(Action, "themes", lambda item: listed(item.action.themes)),
        _source("section", lambda item: item.action.source.section),
        _source("item", lambda item: item.action.source.item),
        _source("page", lambda item: item.action.source.page),
        _source("footnotes", lambda item: listed(item.action.source.footnotes)),
        Column("url", Type.TEXT, "Its page, from the root of the site.", _url),
        _MARKING_WITH_REPORTS,
    ),
    partial(in_actions, lambda _: (((), None),)),
    _place,
    ("id",),
)

INVOLVEMENTS = table_of_parts(
    "involvements",
    "An actor's part in an action.",
    each("actors", lambda action: action.actors),
    field(Involvement, "actor", lambda item: item.part.actor),
    Column("actor_name", Type.TEXT, _CALLED, lambda item: short_name(item.atlas, Key(Kind.ACTOR, item.part.actor))),
    field(Involvement, "role", lambda item: item.part.role.value),
    field(Involvement, "detail", lambda item: item.part.detail),
)

MEANS = table_of_parts(
    "means",
    "An instrument that an action stands on.",
    each("instruments", lambda action: action.instruments),
    field(Means, "instrument", lambda item: item.part.instrument),
    Column(
        "instrument_name",
        Type.TEXT,
        _CALLED,
        lambda item: short_name(item.atlas, Key(Kind.INSTRUMENT, item.part.instrument)),
    ),
    field(Means, "relation", lambda item: item.part.relation.value),
    field(Means, "detail", lambda item: item.part.detail),
)

INDICATORS = table_of_parts(
    "indicators",
    "A target of an indicator; an indicator without a target has a row of its own.",
    _measures,
    field(Indicator, "key", lambda item: item.part.indicator.key, within=(UP,)),
    field(Indicator, "measure", lambda item: item.part.indicator.measure, within=(UP,)),
    Column("comparator", Type.TEXT, "How the target is meant: at least, at most or exactly.", _comparator, COMPARATOR),
    Column("value", Type.NUMBER, "The number to reach; empty where no target is stated.", _value, VALUE),
    field(Target, "unit", lambda item: item.part.target.unit if item.part.target else None),
    field(Target, "per", lambda item: item.part.target.per if item.part.target else None),
    field(Target, "printed", lambda item: item.part.target.printed if item.part.target else None),
)

ACTIVITIES = table_of_parts(
    "activities",
    "One step of an action.",
    each("activities", lambda action: action.activities),
    field(Activity, "number", lambda item: item.part.number),
    field(Activity, "text", lambda item: item.plain(item.part.text), Type.PROSE),
    *time_columns(_timing, ("timing",)),
)

DEADLINES: Table[InAction[Deadline]] = Table(
    "deadlines",
    "A time that a document sets, and for what.",
    (
        *_PART,
        field(Deadline, "what", lambda item: item.part.what),
        field(Deadline, "kind", lambda item: item.part.kind.value),
        *time_columns(_time),
        Column("state", Type.TEXT, "Where it stands on the as-of day.", _state),
        _MARKING_WITH_REPORTS,
    ),
    partial(in_actions, each("deadlines", lambda action: action.deadlines)),
    _place,
    OF_ACTION,
)

AMOUNTS = table_of_parts(
    "amounts",
    "A sum of money that an action names.",
    each("amounts", lambda action: action.amounts),
    field(Amount, "value", lambda item: number(item.part.value), Type.NUMBER),
    field(Amount, "currency", lambda item: item.part.currency),
    field(Amount, "what", lambda item: item.part.what),
)

LINKS = table_of_parts(
    "links",
    "Another action or plan that an action names.",
    each("links", lambda action: action.links),
    Column("target", Type.TEXT, "The id of the other action or plan.", _link_target, LINKED),
    field(ActionLink, "relation", lambda item: item.part.relation.value),
    field(ActionLink, "printed", lambda item: item.part.printed),
)

PROGRESS = table_of_parts(
    "progress",
    "Something that was reported on an action or one of its activities.",
    _reports,
    Column(
        "activity",
        Type.TEXT,
        "The activity's number; empty for the action as a whole.",
        lambda item: item.part.activity,
    ),
    field(Progress, "date", lambda item: written(item.part.entry.date)),
    Column("date_start", Type.DAY, "The first day of that date.", lambda item: item.part.entry.date.start),
    field(Progress, "status", lambda item: item.part.entry.status.value),
    field(Progress, "note", lambda item: item.plain(item.part.entry.note), Type.PROSE),
    field(Progress, "evidence", lambda item: str(item.part.entry.evidence or "") or None),
)
