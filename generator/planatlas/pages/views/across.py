"""Pages that read across plans: what is due when, and where plans ask the same of the same body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.times import Due, dues
from planatlas.pages import wording
from planatlas.pages.addresses import DEADLINES, OVERLAPS
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import LEADING, action_row, footnotes
from planatlas.pages.views.listing import alphabetical
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind


@dataclass(frozen=True)
class DueRow:
    """A stated time as a row of a table."""

    when: str
    what: str
    ref: Markdown
    title: Markdown
    who: Markdown
    plan: Markdown
    state: str
    kind: str


def due_row(writer: Writer, due: Due) -> DueRow:
    """Return the row of a stated time."""
    row = action_row(writer, due.action)
    return DueRow(
        when=due.when.label if due.when else (due.printed or ""),
        what=due.what,
        ref=row.ref,
        title=row.title,
        who=row.who,
        plan=writer.plan(due.action.split("/")[0]),
        state=wording.timing_state(due.when, writer.atlas.as_of),
        kind=wording.DEADLINE_KINDS[due.kind] if due.kind else "activity",
    )


def deadlines_page(atlas: Atlas) -> Page:
    """Return everything with a time, year by year; a range stands under the year in which it ends."""
    writer = Writer(atlas, DEADLINES)

    def year(due: Due) -> str:
        return str(due.when.end.year) if due.when and due.when.end else "Without an end that is known"

    years = [
        (heading, [due_row(writer, due) for due in members]) for heading, members in groupby(dues(atlas), key=year)
    ]
    text = render(
        "deadlines", kind="List", title="Deadlines", description=None, years=years,
        footnotes=(), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, None)


@dataclass(frozen=True)
class Overlap:
    """A body that two or more plans ask to act on the same theme."""

    actor: str
    theme: str
    actions: tuple[str, ...]

    @property
    def plans(self) -> int:
        """How many plans do."""
        return len({action.split("/")[0] for action in self.actions})


def overlaps(atlas: Atlas) -> Iterator[Overlap]:
    """Yield every body and theme for which actions of two plans ask that body to act."""
    order = {action: place for place, action in enumerate(atlas.actions)}
    for actor, parts in atlas.parts_of_actor.items():
        acting = dict.fromkeys(part.action for part in parts if part.role in LEADING)
        by_theme: dict[str, list[str]] = {}
        for action in sorted(acting, key=order.__getitem__):
            for theme in atlas.actions[action].record.themes:
                by_theme.setdefault(theme, []).append(action)
        for theme, actions in by_theme.items():
            overlap = Overlap(actor, theme, tuple(actions))
            if theme in atlas.themes and overlap.plans > 1:
                yield overlap


def overlaps_page(atlas: Atlas) -> Page:
    """Return where plans ask the same body to act on the same theme."""
    writer = Writer(atlas, OVERLAPS)
    found = sorted(
        overlaps(atlas),
        key=lambda one: (
            alphabetical(writer.short_name(Key(Kind.ACTOR, one.actor))),
            alphabetical(writer.short_name(Key(Kind.THEME, one.theme))),
        ),
    )
    bodies = [
        (
            writer.actor(actor),
            [
                (
                    writer.theme(one.theme),
                    [
                        (writer.plan(plan), [writer.action(action) for action in actions])
                        for plan, actions in groupby(one.actions, key=lambda action: action.split("/")[0])
                    ],
                )
                for one in members
            ],
        )
        for actor, members in groupby(found, key=lambda one: one.actor)
    ]
    text = render(
        "overlaps", kind="List", title="Overlaps", description=None, bodies=bodies,
        footnotes=footnotes(atlas, [Key(Kind.ACTOR, one.actor) for one in found]), source_file=None, writer=writer,
    )  # fmt: skip
    return Page(writer.path, text, None)
