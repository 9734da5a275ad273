"""What actions of different plans share, in words; and where else an action's subject is taken up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key, folded
from planatlas.linking.once import once
from planatlas.linking.related import Tie, plan_of
from planatlas.pages.addresses import OVERLAPS, explorer
from planatlas.pages.markdown import Markdown, joined
from planatlas.pages.views.common import strongest
from planatlas.pages.writer import Writer, short_name
from planatlas.reading.model.base import Kind

MOST = 5
"""How many of the things that two actions share a reason names."""
FEW = 12
"""Of more actions of a plan than this the first are named."""
HOW = "how"
"""The id of the heading on the overlaps page under which it is told how related actions are found."""


class Elsewhere(NamedTuple):
    """A related action of another plan, and why it is related."""

    action: Markdown
    plan: Markdown
    reason: Markdown


def elsewhere(writer: Writer, ties: Iterable[Tie]) -> list[Elsewhere]:
    """Return the actions to which an action is tied."""
    return [
        Elsewhere(writer.action(tie.other), writer.plan(plan_of(tie.other)), reason(writer, tie.shared)) for tie in ties
    ]


def way_they_are_found(writer: Writer) -> Markdown:
    """Return a link to where it is told how related actions are found."""
    return writer.to(f"{OVERLAPS}#{HOW}", "how they are found")


def actions_of(
    writer: Writer, plan: str, named: Sequence[Markdown], **filters: str | Iterable[str]
) -> Sequence[Markdown]:
    """Return the actions of a plan; of many the first, and a link to all, which the filters give."""
    return named if len(named) <= FEW else strongest(writer, named, explorer(plan=plan, **filters), FEW)


def reason(writer: Writer, shared: Sequence[Key]) -> Markdown:
    """Return what two actions share as `also SIENA and Europol, also document fraud`.

    `shared` has the strongest first, and the strongest are named; bodies and instruments stand together, themes by
    themselves, in the order in which the strongest of each comes.
    """
    groups: dict[bool, list[Markdown]] = {}
    for key in shared[:MOST]:
        groups.setdefault(key.kind is Kind.THEME, []).append(in_running_text(writer, key))
    return joined([Markdown(f"also {listed(names)}") for names in groups.values()])


def listed(names: Sequence[Markdown]) -> Markdown:
    """Return names as `A, B and C`."""
    if len(names) < 2:  # noqa: PLR2004 - one needs no "and"
        return joined(list(names))
    return Markdown(f"{', '.join(names[:-1])} and {names[-1]}")


def in_running_text(writer: Writer, key: Key) -> Markdown:
    """Return a linked name as it stands within a sentence: a theme begins with a small letter where its word may."""
    return writer.name(key, _running(writer.atlas, key) if key.kind is Kind.THEME else None)


@once
def _running(atlas: Atlas, theme: Key) -> str:
    name = short_name(atlas, theme)
    first = name.split(maxsplit=1)[0].strip(",;:")
    if first[1:].islower() and folded(first) not in atlas.namings:
        return f"{name[0].lower()}{name[1:]}"
    return name
