"""Pages about the whole: the glossary, and what is known of the data itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.addresses import ABOUT, GLOSSARY, address, published, relative
from planatlas.pages.markdown import Markdown, joined
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.writer import Writer
from planatlas.reading.model.action import Action
from planatlas.reading.model.base import Kind


def glossary_page(atlas: Atlas) -> Page:
    """Return the glossary: every abbreviation with its meaning."""
    writer = Writer(atlas, GLOSSARY)
    rows = []
    for term in sorted(atlas.terms, key=lambda term: (alphabetical(term.term), term.term)):
        writer.note_own_marking(term.marking)
        stands_for = [writer.actor(term.actor)] if term.actor else []
        stands_for += [writer.instrument(term.instrument)] if term.instrument else []
        remarks = [] if term.expanded else ["no source writes it out"]
        remarks += [term.note] if term.note else []
        rows.append((term, joined(stands_for), joined([writer.plan(plan) for plan in term.plans]), "; ".join(remarks)))
    terms = atlas.content.terms
    text = render(
        "glossary", kind="Glossary", title="Glossary", description="Abbreviations in the plans and their meaning",
        rows=rows, footnotes=(), source_file=terms.path if terms else None,
        writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, terms.path if terms else None)


ANNOUNCED, NOT_ANNOUNCED, ENCODED = "Actions announced", "not announced", "Actions encoded"


@dataclass(frozen=True)
class Tally:
    """What a plan's record holds, and what its source leaves open."""

    plan: Markdown
    figures: Mapping[str, int | str]
    """By the heads of their columns."""


@dataclass(frozen=True)
class Gap:
    """One kind of thing that the sources leave open, with the actions concerned."""

    title: str
    actions: tuple[Markdown, ...]
    everywhere: bool
    """Whether all actions of the plan are concerned."""


_GAPS: tuple[tuple[str, Callable[[Action], bool]], ...] = (
    ("No addressee named", lambda action: not action.actors),
    ("An indicator without a target", lambda action: any(not one.all_targets for one in action.indicators)),
    ("A deadline without a date that can be read", lambda action: any(not one.when for one in action.deadlines)),
    (
        "An activity whose timing cannot be read",
        lambda action: any(one.timing and one.timing.printed and not one.timing.when for one in action.activities),
    ),
    ("No date of any kind", lambda action: not action.deadlines and not any(one.timing for one in action.activities)),
)


def about_page(atlas: Atlas) -> Page:
    """Return the page about the data: what is encoded, what the sources leave open, what is odd in them."""
    writer = Writer(atlas, ABOUT)
    tallies, gaps, notes = [], [], []
    for identifier, plan in atlas.plans.items():
        ids = atlas.actions_of.get(identifier, ())
        actions = [atlas.actions[one].record for one in ids]
        counts = plan.record.counts
        tallies.append(
            Tally(
                writer.plan(identifier),
                {
                    ANNOUNCED: counts.announced if counts and counts.announced is not None else NOT_ANNOUNCED,
                    ENCODED: len(actions),
                    "Indicators": sum(len(action.indicators) for action in actions),
                    "Targets": sum(len(one.all_targets) for action in actions for one in action.indicators),
                    "Activities": sum(len(action.activities) for action in actions),
                    "Deadlines": sum(len(action.deadlines) for action in actions),
                    "Editorial notes": len(plan.record.notes) + sum(len(action.notes) for action in actions),
                },
            )
        )
        found = [_gap(writer, title, ids, test) for title, test in _GAPS]
        gaps.append((writer.plan(identifier), [gap for gap in found if gap.actions]))
        for record in (plan.record, *actions):
            for note in record.notes:
                writer.note_own_marking(note.marking)
        own = [(writer.plan(identifier), writer.inline(note.text)) for note in plan.record.notes]
        own += [
            (writer.action(one), writer.inline(note.text)) for one in ids for note in atlas.actions[one].record.notes
        ]
        notes.append((writer.plan(identifier), own))
    text = render(
        "about", kind="About", title="About the data",
        description="What is encoded, what the sources leave open, what is odd in them",
        tallies=tallies, figures=_heads(tallies), gaps=gaps, notes=notes,
        kinds=[(kind, len(atlas.content.entries[kind])) for kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)],
        named_plans=len(atlas.named_plans), terms=len(atlas.terms), footnotes=(), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, None)


def _heads(tallies: Sequence[Tally]) -> list[str]:
    """Return the heads of the columns in which any plan has a figure; how many actions there are is always told."""
    told = [name for tally in tallies for name, figure in tally.figures.items() if figure not in (0, NOT_ANNOUNCED)]
    return [name for name in (tallies[0].figures if tallies else ()) if name in told or name == ENCODED]


def _gap(writer: Writer, title: str, ids: Sequence[str], test: Callable[[Action], bool]) -> Gap:
    open_in = [one for one in ids if test(writer.atlas.actions[one].record)]
    return Gap(title, tuple(writer.action(one) for one in open_in), len(open_in) == len(ids) > 1)


def redirect_page(atlas: Atlas, old: str, key: Key) -> Page:
    """Return the page at a former address, which leads to the present one."""
    writer = Writer(atlas, old)
    target = writer.name(key)
    text = render(
        "redirect", kind="Redirect", title="This page has moved", description=None, target=target,
        way=published(relative(old, address(key))),
        footnotes=(), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(old, text, None)
