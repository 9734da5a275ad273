"""Feeds of changes for feed readers (Atom, RFC 4287): one of all, one of each plan, one of each actor with a part.

Nothing is taken from the clock, and addresses are relative, so that a feed is the same wherever the site lies. An entry
stays the same entry from build to build, since its id is made of the site's title, the feed and the version.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from planatlas.history.changes import Changes
from planatlas.history.history import History, Step
from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest
from planatlas.linking.names import Key
from planatlas.pages.addresses import CHANGES, FEED, address, feed_of, published, relative
from planatlas.pages.saying import counted, grouped, lines_of, with_its_actions
from planatlas.pages.told import Told
from planatlas.pages.views.changes import step_anchor, step_title
from planatlas.pages.writer import short_name
from planatlas.reading.model.base import Kind

ATOM = "http://www.w3.org/2005/Atom"
MOST_LINES = 200
"""How many lines an entry has, before it says how many more there are."""


def feeds(atlas: Atlas, history: History | None) -> dict[str, bytes]:
    """Return every feed by its path from the root of the site; none without a history.

    A plan or an actor of which nothing changed yet has a feed without entries, so that one can subscribe beforehand.
    """
    if history is None:
        return {}
    told = Told(atlas, history)
    found = {FEED: _feed(told, FEED, atlas.site.title, CHANGES, [(step, step.changes) for step in history.steps])}
    keys = [Key(Kind.PLAN, plan) for plan in atlas.content.plans] + [Key(Kind.ACTOR, actor) for actor in atlas.actors]
    for key in keys:
        path, title = feed_of(key), f"{atlas.site.title}: {short_name(atlas, key)}"
        found[path] = _feed(told, path, title, address(key), told.steps_touching(key))
    return found


def _feed(told: Told, path: str, title: str, page: str, steps: Iterable[tuple[Step, Changes]]) -> bytes:
    steps = list(steps)
    marking = highest(told.atlas, [change.marking for _, changes in steps for change in changes])
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "id", _identifier(told.atlas, path))
    _add(feed, "title", f"{title}: changes")
    if marking:
        _add(feed, "subtitle", f"Marking: {marking}")
        _add(feed, "rights", marking)
    begins = datetime.combine(told.history.begins, time(), UTC)
    _add(feed, "updated", _moment(max((step.moment for step, _ in steps), default=begins)))
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = told.atlas.site.title
    _link(feed, "alternate", path, published(page))
    _link(feed, "self", path, path)
    for step, changes in steps:
        _entry(feed, told, path, step, changes)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ET.Element, told: Told, path: str, step: Step, changes: Changes) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _identifier(told.atlas, path, step.id))
    _add(entry, "title", f"{step_title(step)}: {counted(changes)}")
    _add(entry, "updated", _moment(step.moment))
    marking = highest(told.atlas, [change.marking for change in changes])
    if marking:
        _add(entry, "rights", marking)
    _link(entry, "alternate", path, f"{published(CHANGES)}#{step_anchor(step)}")
    content = ET.SubElement(entry, "content", {"type": "html"})
    content.text = _html(changes)


def _html(changes: Changes) -> str:
    with_actions = with_its_actions(changes)
    lines = [
        f"<li>{escape(record.name)}: {escape('; '.join(words for _, words in lines_of(record, with_actions)))}</li>"
        for group in grouped(changes.told)
        for record in group.records
    ]
    more = f"<p>And {len(lines) - MOST_LINES} more records.</p>" if len(lines) > MOST_LINES else ""
    return f"<ul>{''.join(lines[:MOST_LINES])}</ul>{more}"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text.replace("\u00a0", " ")


def _link(parent: ET.Element, relation: str, source: str, target: str) -> None:
    kind = "application/atom+xml" if relation == "self" else "text/html"
    ET.SubElement(parent, "link", {"rel": relation, "type": kind, "href": relative(source, target)})


def _identifier(atlas: Atlas, *pieces: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join((atlas.site.title, *pieces)))}"


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
