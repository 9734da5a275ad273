"""Where each page lives, as paths of Markdown files from the root of the site."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from planatlas.linking.names import Key
from planatlas.reading.model.base import Kind

HOME = "index.md"
PLANS = "plans/index.md"
ACTORS = "actors/index.md"
INSTRUMENTS = "instruments/index.md"
THEMES = "themes/index.md"
MEETINGS = "meetings/index.md"
EXPLORER = "explorer.md"
DEADLINES = "deadlines.md"
TIMELINE = "timeline.md"
INDICATORS = "indicators.md"
OVERLAPS = "overlaps.md"
WHO_DOES_WHAT = "who-does-what.md"
NETWORK = "network.md"
PROGRESS = "progress.md"
CHANGES = "changes.md"
GLOSSARY = "glossary.md"
ABOUT = "about.md"
ACCESSIBILITY = "accessibility.md"
DATA = "data.md"
PROBLEMS = "problems.md"
FIELDS = "fields.md"

JSON_FILE = "data/planatlas.json"
WORKBOOK = "data/planatlas.xlsx"
CALENDAR = "data/all.ics"
FEED = "changes.xml"
"""Files for other programs, beside the pages; those of single records, tables and schemas follow below."""

FILTERS = (
    "plan", "actor", "role", "instrument", "theme", "due", "status", "section", "type", "marking", "through",
    "together", "text", "above", "below", "sort",
)  # fmt: skip
"""What the address of the explorer can ask for, in the order in which the explorer's script writes it."""


@lru_cache(maxsize=2**15)
def address(key: Key) -> str:
    """Return the path of a record's page."""
    match key.kind:
        case Kind.PLAN:
            return f"plans/{key.id}/index.md"
        case Kind.ACTION:
            plan, ref = key.id.split("/")
            return f"plans/{plan}/actions/{ref}.md"
        case Kind.TERMS:
            return GLOSSARY
        case Kind.SITE:
            return HOME
        case _:
            return f"{key.kind}s/{key.id}.md"


def calendar_of(key: Key) -> str:
    """Return the path of the calendar of a plan or an actor."""
    return f"data/{key.kind}s/{key.id}.ics"


def feed_of(key: Key) -> str:
    """Return the path of the feed of changes of a plan or an actor."""
    return f"changes/{key.kind}s/{key.id}.xml"


def table_of_actor(actor: str, suffix: str) -> str:
    """Return the path of the table of an actor's actions, as `csv` or `xlsx`."""
    return f"data/actors/{actor}.{suffix}"


def table_file(name: str) -> str:
    """Return the path of a table of all plans."""
    return f"data/csv/{name}.csv"


def schema_file(name: str) -> str:
    """Return the path of a JSON Schema, by its file name."""
    return f"data/schemas/{name}"


def explorer(**filters: str | Iterable[str]) -> str:
    """Return the path of the explorer with filters set, such as `explorer(actor="europol", due=["2024", "2025"])`.

    Facets take ids: `plan`, `actor` with `role`, `instrument`, `theme`, `due` (a `TimeState`, a year, `3-months` or
    `12-months`), `status`, `section` (plan/number), `type`, `marking`. `through` takes `groups` and `parts`,
    `together` the facets of which all values have to be there at once, `text` words, `above` and `below` a figure that
    the largest target is over or under, `sort` a column, with `-` before it from the last to the first.
    Raises ValueError for a filter that the explorer does not know.
    """
    if unknown := set(filters) - set(FILTERS):
        msg = f"the explorer has no filter '{min(unknown)}'; it has {', '.join(FILTERS)}"
        raise ValueError(msg)
    asked = [
        (key, value)
        for key in FILTERS
        for value in ([filters[key]] if isinstance(filters.get(key), str) else filters.get(key, ()))
    ]
    return f"{EXPLORER}?{urlencode(asked)}" if asked else EXPLORER


def plan_pair(first: str, second: str) -> str:
    """Return the path of the page that lays two plans side by side."""
    return f"overlaps/{first}/{second}.md"


def relative(source: str, target: str) -> str:
    """Return the way from one page to another, as a relative link."""
    folders, way = source.split("/")[:-1], target.split("/")
    shared = 0
    for here, there in zip(folders, way[:-1], strict=False):
        if here != there:
            break
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(way[shared:])


def published(path: str) -> str:
    """Return the address of a page in the finished site, from its root; a query stays."""
    page, mark, query = path.partition("?")
    return f"{page.removesuffix('.md')}.html{mark}{query}"
