"""A dossier: everything that an Atlas holds as one HTML document that needs nothing beside it.

It reads without script, asks nothing of any network, and the same document makes the PDF (`exports/pdf_export.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages import wording
from planatlas.pages.chapters import meeting_chapter, plan_chapter
from planatlas.pages.entries import Entry
from planatlas.pages.hypertext import Html, Hypertext, anchor, seen_text
from planatlas.pages.past import past_chapter
from planatlas.pages.registers import actor_entry, instrument_entry, theme_entry
from planatlas.pages.templates import render_html
from planatlas.pages.told import Told
from planatlas.pages.tooltips import term_pattern
from planatlas.pages.views.listing import alphabetical
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Term


def dossier(atlas: Atlas, title: str, meeting: str | None = None, history: History | None = None) -> str:
    """Return the document of an Atlas that is free of errors, with the agenda of a meeting, given by id, first.

    Without a history nothing in it tells of changes. Raises KeyError where there is no such meeting.
    """
    writer = Hypertext(atlas)
    told = Told(atlas, history) if history else None
    first = [meeting_chapter(writer, meeting, told)] if meeting is not None else []
    meetings = [meeting_chapter(writer, one, told) for one in atlas.meetings if one != meeting]
    plans = [plan_chapter(writer, plan, told) for plan in atlas.plans]
    past = past_chapter(writer, told) if told else None
    registers = [
        ("actors", "Bodies and countries", _sorted(actor_entry(writer, one) for one in atlas.actors)),
        ("instruments", "Instruments", _sorted(instrument_entry(writer, one) for one in atlas.instruments)),
        ("themes", "Themes", _sorted(theme_entry(writer, one) for one in atlas.themes)),
    ]
    named = [_named_plan(writer, plan) for plan in atlas.named_plans]
    body = render_html(
        "dossier-body",
        atlas=atlas,
        first=first,
        plans=plans,
        meetings=meetings,
        past=past,
        registers=[register for register in registers if register[2]],
        named=named,
        footnotes=list(
            dict.fromkeys(entry.record.footnote for entry in atlas.actors.values() if entry.record.footnote)
        ),
    )
    terms = _terms_in(seen_text(body), atlas.terms)
    marking = writer.marking
    return render_html(
        "dossier",
        title=title,
        site=atlas.site.title,
        marking=marking,
        banner=next((known.banner for known in atlas.site.markings if known.name == marking), None),
        as_of=wording.day(atlas.as_of),
        holds=_holds(atlas),
        first=first,
        plans=plans,
        meetings=meetings,
        past=past,
        registers=[(identifier, heading) for identifier, heading, entries in registers if entries],
        named=named,
        terms=terms,
        body=Html(body),
        style=Html(_style(title, marking, wording.day(atlas.as_of))),
    )


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (alphabetical(entry.title), entry.id))


def _holds(atlas: Atlas) -> list[str]:
    """Return how much of each kind the document holds, none of what it has none of."""
    counts = (
        (len(atlas.meetings), "meeting"),
        (len(atlas.plans), "plan"),
        (len(atlas.actions), "action"),
        (len(atlas.actors), "body or country", "bodies and countries"),
        (len(atlas.instruments), "instrument"),
        (len(atlas.themes), "theme"),
    )
    return [wording.plural(count, *words) for count, *words in counts if count]


def _named_plan(writer: Hypertext, identifier: str) -> tuple[str, str, list[Html]]:
    """Return the place of a plan that is known by name only, its title, and what refers to it."""
    key = Key(Kind.PLAN, identifier)
    plan = writer.atlas.named_plans[identifier].record
    writer.note_marking(key)
    title = f"{plan.title} ({plan.reference})" if plan.reference else plan.title
    return anchor(key), title, [writer.name(source) for source in writer.atlas.linked_from.get(key, ())]


def _terms_in(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms with a known meaning that stand in a text, in alphabetical order."""
    known = [term for term in terms if term.meaning]
    if not known:
        return []
    found = set(term_pattern(tuple(dict.fromkeys(term.term for term in known))).findall(text))
    return sorted((term for term in known if term.term in found), key=lambda term: (alphabetical(term.term), term.term))


def _style(title: str, marking: str | None, as_of: str) -> str:
    """Return the style sheet, with what stands at the top and bottom of every sheet of paper."""
    values = {"title": title, "marking": marking or "", "as-of": f"As of {as_of}"}
    return re.sub(
        r"var\(--(title|marking|as-of)\)",
        lambda found: _css_string(values[found[1]]),
        render_html("dossier-style"),
    )


def _css_string(text: str) -> str:
    r"""Return text as a string in CSS; all but plain letters, digits and spaces as `\HEX `, so that nothing ends it."""
    return '"{}"'.format(re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):X} ", text))
