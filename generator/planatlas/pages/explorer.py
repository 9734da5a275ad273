"""What the explorer's script knows of the actions: what each row of its table belongs to, and the words to search.

Two scripts that a page can load offline. The first assigns `planatlasExplorer`:

    {"asOf": "2026-11-22",
     "groups": [[{"key", "name", "many", "values": [[id, label, other names?], …], "formerly": {old id: id}}, …], …],
     "reach": {place of an actor: {"groups": [places of its members], "parts": [places of the bodies it is within]}},
     "rows": [[entries by group, largest target or null, last day or null], …]}

A row's entries in a group are places in `values`: one each, or a list of them where the group has several facets, such
as an actor and its role. Rows stand in the order of the Atlas, and so does the table. The second script assigns
`planatlasExplorerTexts`: the plain text of each action in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import to_json

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import marking_of
from planatlas.linking.names import Key
from planatlas.linking.times import TimeState
from planatlas.linking.windows import SOON, Windows, windows_of
from planatlas.pages import wording
from planatlas.pages.markdown import one_line
from planatlas.pages.views.common import search_words
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.writer import plain_text, short_name
from planatlas.reading.model.action import Action, Role, Target
from planatlas.reading.model.base import Kind

DATA = "assets/explorer-data.js"
"""Where the first script lives, from the root of the site."""
TEXTS = "assets/explorer-texts.js"
"""Where the second lives; the page loads it when somebody is about to type."""
GROUPS = (
    ("plan",), ("actor", "role"), ("instrument",), ("theme",), ("due",), ("status",), ("section",), ("type",),
    ("marking",),
)  # fmt: skip
"""Facets by key; those of one group hold of the same entry, so that Frontex as lead is not Frontex beside a lead."""
NONE = "none"
"""The id of what is not stated."""

Entry = tuple[str, ...]
"""Ids, one for each facet of a group."""


@dataclass(frozen=True)
class Facet:
    """One way to choose actions."""

    key: str
    name: str
    ids: Iterable[str]
    """Every id that an action may have, in the order in which they are offered."""
    label: Callable[[str], str]
    words: Callable[[str], str] = lambda _: ""
    """Other names by which a value is looked for."""
    kind: Kind | None = None
    """The kind of record that the values are, where former ids of it lead to present ones."""
    many: bool = False
    """Whether an action may have several values that a reader wants together, out of a long list."""


def explorer_data(atlas: Atlas) -> str:
    """Return the first script."""
    windows = {identifier: windows_of(atlas, identifier) for identifier in atlas.actions}
    entries = {identifier: entries_of(atlas, identifier, windows[identifier]) for identifier in atlas.actions}
    reach = _reach(atlas, {entry[0] for found in entries.values() for entry in found[_ACTORS]})
    used: dict[str, set[str]] = {key: set() for group in GROUPS for key in group}
    for number, keys in enumerate(GROUPS):
        distinct = {entry for found in entries.values() for entry in found[number]}
        used.update(zip(keys, map(set, zip(*distinct, strict=True)), strict=False))  # of no entries nothing is used
    used["actor"].update(other for ways in reach.values() for others in ways.values() for other in others)
    facets = {facet.key: facet for facet in _facets(atlas, windows)}
    ids = {key: [one for one in facets[key].ids if one in values] for key, values in used.items()}
    places = {key: {value: place for place, value in enumerate(values)} for key, values in ids.items()}

    def placed(keys: Sequence[str], group: Iterable[Entry]) -> list[object]:
        if len(keys) == 1:
            known = places[keys[0]]
            return [known[value] for (value,) in group]
        return [[places[key][value] for key, value in zip(keys, entry, strict=True)] for entry in group]

    actors = places["actor"]
    whole = {
        "asOf": atlas.as_of.isoformat(),
        "groups": [[_facet(atlas, facets[key], ids[key]) for key in keys] for keys in GROUPS],
        "reach": {
            actors[actor]: {way: [actors[one] for one in others] for way, others in ways.items() if others}
            for actor, ways in reach.items()
        },
        "rows": [
            [
                [placed(keys, group) for keys, group in zip(GROUPS, found, strict=True)],
                target.value.as_json if (target := largest_target(atlas.actions[identifier].record)) else None,
                day.isoformat() if (day := windows[identifier].last_day) else None,
            ]
            for identifier, found in entries.items()
        ],
    }
    return _script("planatlasExplorer", whole)


def explorer_texts(atlas: Atlas) -> str:
    """Return the second script."""
    return _script("planatlasExplorerTexts", [_text(atlas, identifier) for identifier in atlas.actions])


MAKERS: Mapping[str, Callable[[Atlas], str]] = {DATA: explorer_data, TEXTS: explorer_texts}
"""What makes each of the scripts, by their paths."""


def largest_target(action: Action) -> Target | None:
    """Return the target with the largest figure, whatever it counts, or None where the action has none."""
    targets = [target for indicator in action.indicators for target in indicator.all_targets]
    return max(targets, key=lambda target: target.value.value, default=None)


def entries_of(atlas: Atlas, identifier: str, windows: Windows) -> list[list[Entry]]:
    """Return what an action belongs to, group by group."""
    action = atlas.actions[identifier].record
    plan = identifier.split("/", maxsplit=1)[0]
    states = windows.states or (TimeState.NO_DATE,)
    due = [*states, *(f"{count}-months" for count in windows.soon), *map(str, windows.years)]
    instruments = (means.instrument for means in action.instruments if means.instrument in atlas.instruments)
    return [
        [(plan,)],
        list(dict.fromkeys((one.actor, one.role.value) for one in action.actors if one.actor in atlas.actors)),
        [(one,) for one in dict.fromkeys(instruments)],
        [(theme,) for theme in dict.fromkeys(action.themes) if theme in atlas.themes],
        [(one,) for one in due],
        [(atlas.standings[identifier].status,)],
        [(f"{plan}/{action.section}",)],
        [(one,) for one in dict.fromkeys(action.types)],
        [(marking_of(atlas, Key(Kind.ACTION, identifier)) or NONE,)],
    ]


_ACTORS = GROUPS.index(("actor", "role"))


def _facets(atlas: Atlas, windows: Mapping[str, Windows]) -> Iterator[Facet]:
    def named(kind: Kind) -> Callable[[str], str]:
        return lambda identifier: short_name(atlas, Key(kind, identifier))

    def words(kind: Kind) -> Callable[[str], str]:
        return lambda identifier: " ".join(search_words(atlas.content.entries[kind][identifier].record))

    def in_order(kind: Kind) -> list[str]:
        return sorted(atlas.content.entries[kind], key=lambda identifier: alphabetical(named(kind)(identifier)))

    sections = {
        f"{plan}/{section.number}": f"{named(Kind.PLAN)(plan)}: {section.number} {section.title}"
        for plan, entry in atlas.plans.items()
        for section in entry.record.sections
    }
    used = {f"{one.split('/')[0]}/{action.record.section}" for one, action in atlas.actions.items()}
    types = dict.fromkeys(one for action in atlas.actions.values() for one in action.record.types)
    years = sorted({year for one in windows.values() for year in one.years})
    times = {state.value: wording.TIME_STATES[state].capitalize() for state in TimeState}
    times |= {f"{count}-months": f"Within {count} months" for count in SOON}
    times |= {str(year): f"In {year}" for year in years}
    yield Facet("plan", "Plan", [*atlas.plans, *atlas.named_plans], named(Kind.PLAN), words(Kind.PLAN), Kind.PLAN)
    yield Facet("section", "Section", [*sections, *sorted(used - set(sections))], lambda one: sections.get(one, one))
    yield Facet("type", "Type", types, str)
    for kind, name in ((Kind.ACTOR, "Actor"), (Kind.INSTRUMENT, "Instrument"), (Kind.THEME, "Theme")):
        yield Facet(kind.value, name, in_order(kind), named(kind), words(kind), kind, many=True)
    yield Facet("role", "Role", [role.value for role in Role], lambda one: wording.ROLES[Role(one)])
    yield Facet("due", "Due", times, times.__getitem__)
    yield Facet("status", "Status", wording.STATUSES, wording.STATUSES.__getitem__)
    markings = {marking.name: marking.name for marking in atlas.site.markings}
    yield Facet("marking", "Marking", [*markings, NONE], lambda one: markings.get(one, "None"))


def _facet(atlas: Atlas, facet: Facet, ids: Iterable[str]) -> dict[str, object]:
    values = []
    for one in ids:
        label, words = facet.label(one), facet.words(one)
        values.append([one, label, words] if words and words != label else [one, label])
    found: dict[str, object] = {"key": facet.key, "name": facet.name, "values": values}
    if facet.many:
        found["many"] = 1
    formerly = {old.id: new.id for old, new in atlas.redirects.items() if old.kind is facet.kind}
    if formerly:
        found["formerly"] = formerly
    return found


def _reach(atlas: Atlas, named: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Return whom an action reaches by naming each actor: the members of a group, and the bodies that it is within."""
    members: dict[str, list[str]] = {}
    for member, groups in atlas.collectives.items():
        for group in groups:
            members.setdefault(group, []).append(member)
    found = {actor: {"groups": members.get(actor, []), "parts": _wholes(atlas, actor)} for actor in sorted(named)}
    return {actor: ways for actor, ways in found.items() if any(ways.values())}


def _wholes(atlas: Atlas, actor: str) -> list[str]:
    """Return the bodies that an actor is a part of, and those that these are a part of, each once."""
    found: dict[str, None] = {}
    waiting = [actor]
    while waiting:
        for whole in atlas.actors[waiting.pop(0)].record.part_of:
            if whole in atlas.actors and whole != actor and whole not in found:
                found[whole] = None
                waiting.append(whole)
    return list(found)


def _text(atlas: Atlas, identifier: str) -> str:
    """Return what an action says, and every name of what it mentions; of the others the facets know the names."""
    action = atlas.actions[identifier].record
    pieces: list[str | None] = [action.group, action.lead, plain_text(atlas, action.summary)]
    pieces += [involved.detail for involved in action.actors]
    pieces += [means.detail for means in action.instruments]
    pieces += [indicator.measure for indicator in action.indicators]
    pieces += [target.unit for indicator in action.indicators for target in indicator.all_targets]
    pieces += [plain_text(atlas, activity.text) for activity in action.activities]
    pieces += [text for deadline in action.deadlines for text in (deadline.what, deadline.printed)]
    pieces += [amount.what for amount in action.amounts]
    pieces.append(plain_text(atlas, action.joint_action_days) if action.joint_action_days else None)
    for key in atlas.mentions.get(identifier, ()):
        pieces += search_words(atlas.content.entries[key.kind][key.id].record)
    return " ".join(one_line(piece) for piece in dict.fromkeys(pieces) if piece)


def _script(name: str, value: object) -> str:
    # "</" cannot end a script, nor "<!--" begin a comment, once "<" is escaped.
    text = to_json(value).decode().replace("<", "\\u003c")
    return f"{name}={text}\n"
