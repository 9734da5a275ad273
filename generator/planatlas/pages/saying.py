"""Changes in words: what happened to a record, as the rest of a line that begins with its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from planatlas.history.changes import Change, Changes, Turn
from planatlas.history.shift import Shift
from planatlas.pages import wording
from planatlas.pages.wording import plural
from planatlas.reading.model.action import Relation, Role
from planatlas.reading.model.base import Kind
from planatlas.reading.model.instrument import State
from planatlas.reading.model.plan import LinkRelation
from planatlas.reading.values.when import Range, When

LED_BY = 4
"""Words that lead up to where two long texts part."""
LONGEST = 100
"""Longer values are cut, since the record itself has them whole."""

_NOUNS = {
    "actors": "body",
    "instruments": "instrument",
    "indicators": "indicator",
    "indicators.targets": "target of indicator",
    "activities": "activity",
    "activities.progress": "report on activity",
    "deadlines": "deadline",
    "progress": "report of",
    "links": "link to",
    "notes": "editorial note",
    "sections": "section",
    "amounts": "sum",
    "themes": "theme",
    "terms": "abbreviation",
    "agenda": "agenda item",
    "aliases": "alias",
    "former_names": "former name",
    "members": "member",
    "predecessors": "predecessor",
    "signatories": "signatory",
    "markings": "marking",
    "actor_kinds": "kind of actor",
    "instrument_kinds": "kind of instrument",
    "formerly": "former id",
    "types": "type",
    "source.footnotes": "footnote",
}
"""What one item of a list is called."""
_NUMBERED = {"indicators", "indicators.targets", "activities", "activities.progress", "progress", "sections"}
"""Lists whose items go by a number or a day."""
_COMPARATORS = {">=": "at least", "<=": "at most", "=": ""}
_REPORTS = {"activities.progress", "progress"}
_FIELDS = {
    "ref": "code",
    "short": "short name",
    "order": "place in the plan",
    "group": "heading",
    "lead": "first sentence",
    "when": "time",
    "printed": "wording as printed",
    "source.section": "section of the source",
    "source.item": "place in the source",
    "source.page": "page of the source",
    "detail": "detail",
    "what": "wording",
}
_STATUSES: Mapping[str, str] = {key: label.lower() for key, label in wording.STATUSES.items()}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "role": {role.value: wording.ROLES[role].lower() for role in Role},
    "relation": {relation.value: wording.RELATIONS[relation].lower() for relation in Relation},
    "status": _STATUSES,
    "actors": {role.value: wording.ROLES[role].lower() for role in Role},
    "instruments": {relation.value: wording.RELATIONS[relation].lower() for relation in Relation},
    "progress": _STATUSES,
    "state": {state.value: wording.STATES[state] for state in State},
    "links": {relation.value: wording.LINKS[relation].lower() for relation in LinkRelation},
}
"""How values are put into words, by the last name of their field."""
_KINDS = {
    Kind.PLAN: "Plans", Kind.ACTION: "Actions", Kind.ACTOR: "Actors", Kind.INSTRUMENT: "Instruments",
    Kind.THEME: "Themes", Kind.MEETING: "Meetings", Kind.TERMS: "Glossary", Kind.SITE: "The site itself",
}  # fmt: skip


def said(change: Change) -> str:
    """Return what happened, such as `deadline “Report” moved from Q2 2024 to Q4 2024, 6 months later`."""
    if not change.field:
        return f"renamed; its id was {_quoted(change.before)}" if change.turn is Turn.RENAMED else str(change.turn)
    thing = _thing(change)
    match change.turn:
        case Turn.ADDED | Turn.REMOVED:
            return _came_or_went(change, thing)
        case Turn.REWORDED:
            return f"{thing} reworded"
        case Turn.REORDERED if change.before is None:
            return f"{thing}: in another order"
        case Turn.MOVED | Turn.REREAD if change.shift or change.turn is Turn.REREAD:
            return _moved(change, thing)
    return _otherwise(change, thing)


def _came_or_went(change: Change, thing: str) -> str:
    value = change.after if change.turn is Turn.ADDED else change.before
    shown = _value(change.field, value)
    if change.field == "actors":
        return f"{change.item} {change.turn} as {shown}"
    known = (change.item, change.item_key.id if change.item_key else None)
    return f"{thing} {change.turn}" + (f": {shown}" if value and value not in known else "")


def _moved(change: Change, thing: str) -> str:
    before, after = When.parse(change.before or ""), When.parse(change.after or "")
    if change.turn is Turn.REREAD:
        return f"{thing} read as “{after.label}” instead of “{before.label}”; what is printed is the same"
    by = shifted(change.shift) if change.shift else ""
    if isinstance(before, Range) and isinstance(after, Range) and before.since == after.since:
        if before.until and after.until:
            return f"{thing}: end moved from {before.until.label} to {after.until.label}{by}"
    elif isinstance(before, Range) or isinstance(after, Range):
        return f"{thing} moved from “{before.label}” to “{after.label}”{by}"
    return f"{thing} moved from {before.label} to {after.label}{by}"


def _otherwise(change: Change, thing: str) -> str:
    before, after = (_value(change.field, value) for value in (change.before, change.after))
    if change.item_key and change.item_key.id in (change.before, change.after):
        return f"{thing} {change.item} removed" if after is None else f"{thing} is now {change.item}"
    if before is None:
        return f"{thing} set to {_quoted(after)}"
    if after is None:
        return f"{thing} {_quoted(before)} removed"
    whole = change.before or "", change.after or ""
    if max(map(len, whole)) > LONGEST and (before, after) == tuple(map(cut, whole)):
        before, after = _from_where_they_part(*whole)
    return f"{thing} changed from {_quoted(before)} to {_quoted(after)}"


def _from_where_they_part(before: str, after: str) -> tuple[str, str]:
    """Return two long texts from a few words before they part, so that what differs is not cut away."""
    old, new = before.split(), after.split()
    alike = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    start = max(0, (min(len(old), len(new)) if alike is None else alike) - LED_BY)
    lead = "… " if start else ""
    return lead + " ".join(old[start:]), lead + " ".join(new[start:])


def shifted(shift: Shift) -> str:
    """Return how far a time moved, with a comma before it: `, 6 months later`; nothing more for the same day."""
    start = ", the beginning" if shift.of_start else ","
    if shift.days == 0:
        return ", which ends on the same day"
    direction = "later" if shift.days > 0 else "earlier"
    if shift.months:
        about = " about" if shift.about else ""
        return f"{start}{about} {distance(months=abs(shift.months))} {direction}"
    return f"{start} {plural(abs(shift.days), 'day')} {direction}"


def distance(months: int) -> str:
    """Return months as `1 year`, `6 months` or `2 years and 3 months`."""
    years, rest = divmod(months, 12)
    if not years:
        return plural(rest, "month")
    return plural(years, "year") + (f" and {plural(rest, 'month')}" if rest else "")


@dataclass(frozen=True)
class OfRecord:
    """What happened to one record."""

    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        """The change that comes first; its name and key are the record's."""
        return self.changes[0]

    @property
    def name(self) -> str:
        """What the record is called."""
        kind = self.first.key.kind
        return _KINDS[kind] if kind in (Kind.TERMS, Kind.SITE) else self.first.name


@dataclass(frozen=True)
class Group:
    """The changes of one plan, or those of one kind of record that belong to no plan."""

    plan: str | None
    """The plan's id."""
    title: str | None
    """What heads the group; None for a plan of whose record nothing changed."""
    records: tuple[OfRecord, ...]

    @property
    def count(self) -> int:
        """How many changes it has."""
        return sum(len(record.changes) for record in self.records)


def grouped(changes: Iterable[Change]) -> list[Group]:
    """Return changes plan by plan, then by kind, and in these record by record; their order stays."""
    return [
        Group(place[0], place[1], tuple(OfRecord(tuple(found)) for _, found in groupby(members, _record)))
        for place, members in groupby(changes, _group)
    ]


def _group(change: Change) -> tuple[str | None, str | None]:
    return (change.plan, None) if change.plan else (None, _KINDS[change.key.kind])


def _record(change: Change) -> object:
    return change.key


def counted(changes: Changes) -> str:
    """Return how much changed in how many records: `12 changes in 3 records`."""
    records = len({change.key for change in changes.told})
    return f"{plural(len(changes.told), 'change')} in {plural(records, 'record')}"


def with_its_actions(changes: Changes) -> dict[str, str]:
    """Return what is said of plans that came or went as a whole: `with 26 actions`, by the plan's id."""
    told = set(changes.told)
    counts: dict[str, int] = {}
    for change in changes:
        if change not in told and change.plan:
            counts[change.plan] = counts.get(change.plan, 0) + 1
    return {plan: f"with {plural(count, 'action')}" for plan, count in counts.items()}


def lines_of(record: OfRecord, with_actions: Mapping[str, str]) -> Iterator[tuple[Turn, str]]:
    """Yield what happened to a record, one thing after the other, each with its turn."""
    for change in record.changes:
        whole = not change.field and change.key.kind is Kind.PLAN and change.turn in (Turn.ADDED, Turn.REMOVED)
        more = with_actions.get(change.key.id) if whole else None
        yield change.turn, f"{said(change)} {more}" if more else said(change)


def _thing(change: Change) -> str:
    """Return what changed: a field, or an item with the field of it."""
    pieces = change.field.split(".")
    root = next((start for count in range(len(pieces), 0, -1) if (start := ".".join(pieces[:count])) in _NOUNS), None)
    if root is None:
        if pieces[0] == "counts":
            return f"figure to come to ({pieces[-1].replace('_', ' ')})"
        return _FIELDS.get(change.field) or _FIELDS.get(pieces[-1]) or " ".join(pieces).replace("_", " ")
    item = change.item and (change.item if change.item_key or root in _NUMBERED else _quoted(change.item))
    if root in _REPORTS and item:
        number, _, day = item.rpartition(", ")
        item = f"{number}, {_value('date', day)}" if number else _value("date", day)
    rest = pieces[root.count(".") + 1 :]
    if root == "actors" and rest:
        return f"{_FIELDS.get(rest[-1], rest[-1])} of {item}"
    noun = f"{_NOUNS[root]} {item}" if item else _NOUNS[root]
    if not rest or rest[-1] in ("when", "text", "measure"):
        return noun
    return f"{noun}: {_FIELDS.get(rest[-1], rest[-1].replace('_', ' '))}"


def _value(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    last = field.rsplit(".", maxsplit=1)[-1]
    if last == "targets":
        return re.sub("^(>=|<=|=)", lambda found: _COMPARATORS[found[0]], value).strip()
    if last in ("when", "period", "date", "deadlines", "activities", "since"):
        try:
            return When.parse(value).label
        except ValueError:  # it is what the document prints
            return cut(value)
    return cut(_WORDS.get(last, {}).get(value, value))


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', maxsplit=1)[0]} …"


def _quoted(text: str | None) -> str:
    return f"“{cut(text or '')}”"
