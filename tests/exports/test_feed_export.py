"""Feeds of changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from history_content import AS_OF, PLAN, between, edited
from planatlas.exports.feed_export import feeds
from planatlas.history.history import History, Step
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import read_files

ACTION = "plans/p/actions/1.yml"
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4"))
LAST = {**LATER, "actors/spain.yml": "name: Spain <i> & sons\nkind: country\n"}


@pytest.fixture
def atlas() -> Atlas:
    return link(read_files({path: text.encode() for path, text in LAST.items()}), AS_OF)


@pytest.fixture
def history() -> History:
    steps = [
        Step("2026-03-02", None, datetime(2026, 3, 2, 9, tzinfo=UTC), between(LATER, LAST)),
        Step("2026-02-01", None, datetime(2026, 2, 1, 9, 30, tzinfo=UTC), between(dict(PLAN), LATER)),
    ]
    return History(tuple(steps), datetime(2026, 1, 1, tzinfo=UTC).date(), reaches_first=True, shallow=False)


def parsed(raw: bytes) -> ET.Element:
    return ET.fromstring(raw)  # noqa: S314 - our own


def test_there_is_a_feed_of_all_and_one_of_each_plan_and_actor(atlas: Atlas, history: History) -> None:
    """Also where nothing changed yet, so that one can subscribe; without a history there is none."""
    assert set(feeds(atlas, history)) == {
        "changes.xml", "changes/plans/p.xml", "changes/actors/europol.xml", "changes/actors/poland.xml",
        "changes/actors/spain.xml",
    }  # fmt: skip
    assert feeds(atlas, None) == {}


def test_a_feed_has_what_it_concerns(atlas: Atlas, history: History) -> None:
    """A version is an entry, with the changes of that plan or actor alone, newest first."""
    found = {path: parsed(raw) for path, raw in feeds(atlas, history).items()}
    titles = {
        path: [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] for path, feed in found.items()
    }
    assert titles["changes.xml"] == ["2 March 2026: 1 change in 1 record", "1 February 2026: 1 change in 1 record"]
    assert titles["changes/actors/europol.xml"] == ["1 February 2026: 1 change in 1 record"]
    assert titles["changes/actors/spain.xml"] == ["2 March 2026: 1 change in 1 record"]


def test_every_feed_is_as_the_standard_has_it(atlas: Atlas, history: History) -> None:
    """RFC 4287: one id, title and updated for each feed and entry, an author, dates with a zone, and a link."""
    ids: list[str] = []
    for path, raw in feeds(atlas, history).items():
        feed = parsed(raw)
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        for part in (feed, *feed.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(part.findall(f"{ATOM}{name}")) == 1, (path, name)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", part.findtext(f"{ATOM}updated") or "")
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id") or "")
            alternates = [one for one in part.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
            assert len(alternates) == 1
            ids.append(part.findtext(f"{ATOM}id") or "")
        assert {content.get("type") for content in feed.iter(f"{ATOM}content")} <= {"html"}
    assert len(ids) == len(set(ids))


def test_a_feed_is_the_same_every_time(atlas: Atlas, history: History) -> None:
    """Ids and dates come from the history alone, so a build repeats; a later version leaves old entries alone."""
    assert feeds(atlas, history) == feeds(atlas, history)
    earlier = History(history.steps[1:], history.begins, reaches_first=True, shallow=False)
    old = parsed(feeds(atlas, earlier)["changes.xml"]).find(f"{ATOM}entry")
    new = parsed(feeds(atlas, history)["changes.xml"]).findall(f"{ATOM}entry")[1]
    assert old is not None
    assert ET.tostring(old) == ET.tostring(new)


def test_text_in_a_feed_is_text(atlas: Atlas, history: History) -> None:
    """What a record says is escaped twice: for the HTML of the entry, and for the XML around it."""
    raw = feeds(atlas, history)["changes.xml"].decode()
    assert "Spain &amp;lt;i&amp;gt; &amp;amp; sons: added" in raw


def test_links_lead_from_the_feed_to_its_pages(atlas: Atlas, history: History) -> None:
    """Addresses are relative to the feed, so that it works wherever the site lies."""
    feed = parsed(feeds(atlas, history)["changes/actors/europol.xml"])
    links = [link_.get("href") for link_ in feed.iter(f"{ATOM}link")]
    assert links == ["../../actors/europol.html", "europol.xml", "../../changes.html#v-2026-02-01"]
