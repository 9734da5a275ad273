"""The search index: every record with the names it should be found by, as a script that a page can load offline."""

from __future__ import annotations

import json
from collections.abc import Iterator

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.addresses import address, published
from planatlas.pages.markdown import one_line
from planatlas.pages.views.common import search_words
from planatlas.pages.writer import label, plain_text, short_name
from planatlas.reading.model.base import Kind

INDEX = "assets/search-index.js"
"""Where the index lives, from the root of the site."""
KINDS = ("Plan", "Action", "Actor", "Instrument", "Theme")


def search_index(atlas: Atlas) -> str:
    """Return the index as JavaScript that assigns `planatlasIndex`.

    A record is a row of address, place in `kinds`, title, names, place in `plans` (-1 for none) and text.
    """
    plans = list(atlas.plans)
    index = {
        "kinds": KINDS,
        "plans": [short_name(atlas, Key(Kind.PLAN, plan)) for plan in plans],
        "records": list(_rows(atlas, plans)),
    }
    # "</" cannot end a script, nor "<!--" begin a comment, once "<" is escaped.
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"planatlasIndex={text}\n"


def _rows(atlas: Atlas, plans: list[str]) -> Iterator[list[object]]:
    for identifier, plan in atlas.content.plans.items():
        names = [*search_words(plan.record), *([plan.record.reference] if plan.record.reference else [])]
        yield _row(atlas, Key(Kind.PLAN, identifier), names, plan.record.summary, -1)
    for identifier, action in atlas.actions.items():
        record = action.record
        themes = [atlas.themes[theme].record.name for theme in record.themes]
        text = " ".join([record.summary, *(one.measure for one in record.indicators), *themes])
        plan_place = plans.index(identifier.split("/")[0])
        yield _row(atlas, Key(Kind.ACTION, identifier), [label(atlas, identifier), record.title], text, plan_place)
    for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME):
        for identifier, entry in atlas.content.entries[kind].items():
            names = search_words(entry.record)
            celex = getattr(entry.record, "celex", None)
            names += [str(celex)] if celex else []
            yield _row(atlas, Key(kind, identifier), names, getattr(entry.record, "summary", None), -1)


def _row(atlas: Atlas, key: Key, names: list[str], text: str | None, plan: int) -> list[object]:
    title = short_name(atlas, key)
    others = [one_line(name).replace("\u00a0", " ") for name in names]
    url = published(address(key))
    plain = one_line(plain_text(atlas, text or ""))
    return [
        url,
        _KIND_PLACES[key.kind],
        title.replace("\u00a0", " "),
        [name for name in others if name != title],
        plan,
        plain,
    ]


_KIND_PLACES = {Kind.PLAN: 0, Kind.ACTION: 1, Kind.ACTOR: 2, Kind.INSTRUMENT: 3, Kind.THEME: 4}
