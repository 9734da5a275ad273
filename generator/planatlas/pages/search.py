"""The search index: every record with the names it should be found by, as a script that a page can load offline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic_core import to_json

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.addresses import address, published
from planatlas.pages.markdown import one_line
from planatlas.pages.views.common import search_words
from planatlas.pages.writer import label, plain_text, short_name
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Meeting

INDEX = "assets/search-index.js"
"""Where the index lives, from the root of the site."""
KINDS = ("Plan", "Action", "Actor", "Instrument", "Theme", "Plan known by name", "Meeting", "Page")
"""What results call the records; plans known by name are those whose actions are not here."""


class PageByHand(NamedTuple):
    """A page that somebody wrote beside the records."""

    address: str
    """From the root of the finished site."""
    title: str
    text: str
    """What it should be found by."""


def search_index(atlas: Atlas, pages: Iterable[PageByHand] = ()) -> str:
    """Return the index as JavaScript that assigns `planatlasIndex`: every record, and pages written by hand.

    A record is a row of address, place in `kinds`, title, names, place in `plans` (-1 for none) and text.
    """
    plans = list(atlas.plans)
    index = {
        "kinds": KINDS,
        "plans": [short_name(atlas, Key(Kind.PLAN, plan)) for plan in plans],
        "records": [*_rows(atlas, plans), *([page.address, _PAGE, page.title, [], -1, page.text] for page in pages)],
    }
    # "</" cannot end a script, nor "<!--" begin a comment, once "<" is escaped.
    text = to_json(index).decode().replace("<", "\\u003c")
    return f"planatlasIndex={text}\n"


def _rows(atlas: Atlas, plans: list[str]) -> Iterator[list[object]]:
    for identifier, plan in atlas.content.plans.items():
        celex = plan.record.source.celex if plan.record.source else None
        names = [*search_words(plan.record), *filter(None, (plan.record.reference, str(celex or "")))]
        text = " ".join(filter(None, (plan.record.summary, *(one.what for one in plan.record.deadlines))))
        yield _row(atlas, Key(Kind.PLAN, identifier), names, text, -1)
    for identifier, action in atlas.actions.items():
        record = action.record
        text = " ".join(_words_of(atlas, record))
        plan_place = plans.index(identifier.split("/")[0])
        yield _row(atlas, Key(Kind.ACTION, identifier), [label(atlas, identifier), record.title], text, plan_place)
    for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME):
        for identifier, entry in atlas.content.entries[kind].items():
            names = search_words(entry.record)
            names += [str(code) for field in _CODES if (code := getattr(entry.record, field, None))]
            yield _row(atlas, Key(kind, identifier), names, getattr(entry.record, "summary", None), -1)

    for identifier, meeting in atlas.meetings.items():
        yield _row(atlas, Key(Kind.MEETING, identifier), [], " ".join(_agenda_words(meeting.record)), -1)


def _agenda_words(meeting: Meeting) -> Iterator[str]:
    """Yield what a meeting's record says beside its title."""
    yield meeting.date.label
    yield from filter(None, (meeting.summary, *(text for item in meeting.agenda for text in (item.title, item.note))))


def _words_of(atlas: Atlas, action: Action) -> Iterator[str]:
    """Yield what an action says beside its code and title."""
    yield from filter(None, (action.summary, action.lead))
    yield from (one.measure for one in action.indicators)
    yield from (one.text for one in action.activities)
    yield from (one.what for one in action.deadlines)
    yield from (one.detail for one in action.actors if one.detail)
    yield from (one.detail for one in action.instruments if one.detail)
    yield from (atlas.themes[theme].record.name for theme in action.themes)


def _row(atlas: Atlas, key: Key, names: list[str], text: str | None, plan: int) -> list[object]:
    title = short_name(atlas, key)
    others = [one_line(name).replace("\u00a0", " ") for name in names]
    url = published(address(key))
    plain = one_line(plain_text(atlas, text or ""))
    return [
        url,
        _NAMED_ONLY if key.id in atlas.named_plans and key.kind is Kind.PLAN else _KIND_PLACES[key.kind],
        title.replace("\u00a0", " "),
        [name for name in others if name != title],
        plan,
        plain,
    ]


_CODES = ("celex", "country")
"""Fields whose codes people search for as if they were names."""
_NAMED_ONLY = KINDS.index("Plan known by name")
_PAGE = KINDS.index("Page")
_KIND_PLACES = {Kind.PLAN: 0, Kind.ACTION: 1, Kind.ACTOR: 2, Kind.INSTRUMENT: 3, Kind.THEME: 4, Kind.MEETING: 6}
