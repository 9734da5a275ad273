"""Who works together: the closest ties between actors and the instruments these go through, drawn and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.linking.together import STRENGTH, Bond, Bridge, Together, bridges, closest, means_of
from planatlas.pages import wording
from planatlas.pages.addresses import NETWORK, address, published, relative
from planatlas.pages.charts.network import Line, Network, Node
from planatlas.pages.markdown import Markdown, attribute, escape, joined
from planatlas.pages.matrix import filtered
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.common import footnotes
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

ACTORS, BONDS = 20, 32
"""How many actors and ties between them the drawing shows at most."""
BRIDGES, ENDS = 8, 3
"""How many instruments it shows at most, and to how many actors each is drawn."""
MEANS = 3
"""How many instruments a row names."""
MORE = 200
"""How many further ties are told on demand."""


@dataclass(frozen=True)
class BondRow:
    """A tie between two actors as a row."""

    first: Markdown
    second: Markdown
    actions: Markdown
    """How many actions they share, leading to them."""
    closeness: str
    means: Markdown


@dataclass(frozen=True)
class BridgeRow:
    """An instrument that brings actors together, as a row."""

    instrument: Markdown
    actions: int
    ends: Markdown


def network_page(atlas: Atlas, found: Together) -> Page:
    """Return the page on who works together."""
    writer = Writer(atlas, NETWORK)
    for plan in atlas.plans:  # every tie is drawn from their actions, though none is named
        writer.note_marking(Key(Kind.PLAN, plan))
    bonds = closest(found.bonds, ACTORS, BONDS)
    drawn = set(bonds)
    more = [bond for bond in found.bonds if bond not in drawn and len(bond.actions) > 1]
    across = bridges(atlas, bonds, BRIDGES, ENDS)
    text = render(
        "network",
        kind="List",
        title="Network",
        description=None,
        chart=_network(writer, bonds, across).html if bonds else None,
        bonds=[_bond(writer, bond) for bond in bonds],
        bridges=[_bridge(writer, bridge) for bridge in across],
        more=[_bond(writer, bond) for bond in more[:MORE]],
        left_out=len(found.bonds) - len(bonds) - min(len(more), MORE),
        roles=_strengths(),
        footnotes=footnotes(atlas, [actor for bond in (*bonds, *more) for actor in bond.actors]),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _network(writer: Writer, bonds: Sequence[Bond], across: Sequence[Bridge]) -> Network:
    keys = list(dict.fromkeys(Key(Kind.ACTOR, actor) for bond in bonds for actor in bond.actors))
    keys += [Key(Kind.INSTRUMENT, bridge.instrument) for bridge in across]
    place = {key: number for number, key in enumerate(keys)}
    heaviest = bonds[0].weight or 1.0
    most = max((count for bridge in across for _, count in bridge.ends), default=1)
    lines = [
        Line(
            place[Key(Kind.ACTOR, bond.actors[0])],
            place[Key(Kind.ACTOR, bond.actors[1])],
            bond.weight / heaviest,
            f"{_names(writer, bond.actors)}: {wording.plural(len(bond.actions), 'shared action')}",
        )
        for bond in bonds
    ]
    lines += [
        Line(
            place[Key(Kind.ACTOR, actor)],
            place[Key(Kind.INSTRUMENT, bridge.instrument)],
            count / most / 2,
            f"{writer.short_name(Key(Kind.ACTOR, actor))} with "
            f"{writer.short_name(Key(Kind.INSTRUMENT, bridge.instrument))}: {wording.plural(count, 'action')}",
            soft=True,
        )
        for bridge in across
        for actor, count in bridge.ends
    ]
    return Network(
        "network",
        "The bodies that work together most closely, and the instruments that most of their actions rely on",
        f"{wording.plural(len(bonds), 'tie')} between bodies, {wording.plural(len(across), 'instrument')}. "
        "The tables below name the same ties in words.",
        tuple(
            Node(
                writer.short_name(key),
                relative(writer.path, published(address(key))),
                soft=key.kind is Kind.INSTRUMENT,
            )
            for key in keys
        ),
        tuple(lines),
    )


def _names(writer: Writer, actors: Sequence[str]) -> str:
    return " and ".join(writer.short_name(Key(Kind.ACTOR, actor)) for actor in actors)


def partner_row(writer: Writer, actor: str, bond: Bond) -> tuple[Markdown, Markdown, Markdown]:
    """Return whom an actor works with, in how many actions, and through which instruments mostly."""
    return writer.actor(bond.other(actor)), _shared(writer, bond), _means(writer, bond)


def _bond(writer: Writer, bond: Bond) -> BondRow:
    first, second = bond.actors
    return BondRow(
        writer.actor(first), writer.actor(second), _shared(writer, bond), f"{bond.weight:.1f}", _means(writer, bond)
    )


def _shared(writer: Writer, bond: Bond) -> Markdown:
    """Return in how many actions two actors have a part, leading to them in the explorer.

    The link names both for those who hear it by itself.
    """
    first, second = (escape(writer.short_name(Key(Kind.ACTOR, actor))) for actor in bond.actors)
    target = attribute(filtered(writer, actor=bond.actors, together="actor"))
    count = wording.plural(len(bond.actions), "action")
    return Markdown(f'<a href="{target}"><span class="pa-aside">{first} and {second}: </span>{count}</a>')


def _means(writer: Writer, bond: Bond) -> Markdown:
    """Return the instruments that most of these actions rely on."""
    means = means_of(writer.atlas, bond.actions).most_common()[:MEANS]
    return joined([Markdown(f"{writer.instrument(one)}\u00a0{count}") for one, count in means]) or escape("–")


def _bridge(writer: Writer, bridge: Bridge) -> BridgeRow:
    ends = [Markdown(f"{writer.actor(actor)}\u00a0{count}") for actor, count in bridge.ends]
    return BridgeRow(writer.instrument(bridge.instrument), bridge.actions, joined(ends))


def _strengths() -> list[str]:
    """Return what each part in an action counts, in words."""
    by_value: dict[float, list[str]] = {}
    for role, strength in STRENGTH.items():
        by_value.setdefault(strength, []).append(wording.ROLES[role].lower())
    return [f"{', '.join(names)} count {value:g}" for value, names in by_value.items()]
