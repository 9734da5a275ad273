"""What the tests of history share: a small plan, and what changed between two forms of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from planatlas.history.changes import Changes
from planatlas.history.compare import compare
from planatlas.reading.folder import read_files

PLAN = MappingProxyType(
    {
        "site.yml": """markings: [{name: PUBLIC}, {name: LIMITE, banner: Not for release.}]
audience: LIMITE
actor_kinds: [{id: agency, label: Agency, plural: Agencies}, {id: country, label: Country, plural: Countries}]
instrument_kinds: [{id: system, label: System, plural: Systems}]
""",
        "plans/p/plan.yml": 'title: Plan P\nsections: [{number: "1", title: First}, {number: "2", title: Second}]\n',
        "plans/p/actions/1.yml": """ref: "1"
title: Exchange lists
section: "1"
summary: Ports exchange lists with [[europol]].
actors: [{actor: europol, role: lead}, {actor: poland, role: support, detail: customs}]
instruments: [{instrument: siena, relation: uses}]
indicators: [{key: a, measure: Lists, target: {at_least: 10, unit: lists, per: year}}]
activities: [{number: 1, text: Set it up, timing: {printed: Q2 2024, when: 2024-Q2}}]
deadlines: [{what: Report, printed: by Q2 2024, when: 2024-Q2}]
themes: [ports]
source: {section: One, item: first}
""",
        "plans/p/actions/2.yml": """ref: "2"
title: Train officers
section: "2"
summary: Officers are trained.
source: {section: Two, item: second}
""",
        "actors/europol.yml": "name: European Police\nshort: Europol\nkind: agency\n",
        "actors/poland.yml": "name: Poland\nkind: country\n",
        "instruments/siena.yml": "name: SIENA\nkind: system\n",
        "themes/ports.yml": "name: Ports\nsummary: What goes through ports.\n",
    }
)
"""Two actions, two actors, an instrument and a theme."""

AS_OF = date(2026, 6, 1)
Files = Mapping[str, str | None]


def edited(*edits: tuple[str, str, str], files: Files | None = None) -> dict[str, str]:
    """Return the plan with texts replaced, each of which must be there; and with other files, None to leave one out."""
    found: dict[str, str] = dict(PLAN)
    for path, old, new in edits:
        assert old in found[path], (path, old)
        found[path] = found[path].replace(old, new)
    for path, text in (files or {}).items():
        if text is None:
            del found[path]
        else:
            found[path] = text
    return found


def between(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """Return what changed from one set of files to another."""
    contents = [read_files({path: text.encode() for path, text in files.items()}) for files in (old, new)]
    return compare(contents[0], contents[1], AS_OF)
