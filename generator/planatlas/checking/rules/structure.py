"""Rules on how records hang together, and on the vocabularies of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import level
from planatlas.linking.redaction import marked_parts
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import VocabularyTerm
from planatlas.reading.problems import Severity, Span
from planatlas.reading.suggestions import did_you_mean


@rule("cycle", Severity.ERROR)
def cycle(atlas: Atlas) -> Iterator[Finding]:
    """Nothing is a part, a member or a predecessor of itself, not even by way of others."""
    for kind, field in (
        (Kind.ACTOR, "part_of"),
        (Kind.INSTRUMENT, "part_of"),
        (Kind.ACTOR, "members"),
        (Kind.INSTRUMENT, "replaces"),
    ):
        entries = atlas.content.entries[kind]
        arrows = {identifier: tuple(getattr(entry.record, field)) for identifier, entry in entries.items()}
        for circle in _circles(arrows):
            entry = entries[circle[0]]
            position = arrows[circle[0]].index(circle[1])
            way = " → ".join(circle)
            message = f"goes round in a circle: {way}"
            yield Finding(entry.document.span((field, position)), message, f"take one '{field}' out of the circle")


def _circles(arrows: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield each circle once, from its first member in order of ids back to itself."""
    seen: set[frozenset[str]] = set()
    for start in sorted(arrows):
        trail, done = [(start, iter(arrows[start]))], {start}
        while trail:
            following = next(trail[-1][1], None)
            if following is None:
                trail.pop()
            elif following == start:
                circle = tuple(name for name, _ in trail)
                if frozenset(circle) not in seen:
                    seen.add(frozenset(circle))
                    yield (*circle, start)
            elif following in arrows and following not in done:
                done.add(following)
                trail.append((following, iter(arrows[following])))


@rule("orphan", Severity.WARNING)
def orphan(atlas: Atlas) -> Iterator[Finding]:
    """Every actor and instrument is named by some other record."""
    if any(atlas.content.unread(kind) for kind in Kind):
        return  # a file that cannot be read may well name it
    named = {reference.target for reference in atlas.references if reference.target != reference.source}
    for kind in (Kind.ACTOR, Kind.INSTRUMENT):
        for identifier, entry in atlas.content.entries[kind].items():
            if (kind, identifier) not in named:
                hint = "name it where it belongs, or delete the file"
                yield Finding(Span(entry.path), f"nothing names the {kind} '{identifier}'", hint)


@rule("unknown-kind", Severity.ERROR)
def unknown_kind(atlas: Atlas) -> Iterator[Finding]:
    """The kind of an actor or instrument is one of those in site.yml."""
    if atlas.content.unread(Kind.SITE):
        return
    for identifier, actor in atlas.actors.items():
        yield from _kind(atlas, Kind.ACTOR, identifier, actor.record.kind, atlas.site.actor_kinds)
    for identifier, instrument in atlas.instruments.items():
        yield from _kind(atlas, Kind.INSTRUMENT, identifier, instrument.record.kind, atlas.site.instrument_kinds)


def _kind(
    atlas: Atlas, kind: Kind, identifier: str, written: str, vocabulary: tuple[VocabularyTerm, ...]
) -> Iterator[Finding]:
    known = [term.id for term in vocabulary]
    if written not in known:
        span = atlas.content.entries[kind][identifier].document.span(("kind",))
        others = f"one of {', '.join(known)}; site.yml can add more" if known else f"add it to {kind}_kinds in site.yml"
        hint = did_you_mean(written, known) or others
        yield Finding(span, f"no {kind} kind '{written}'", hint)


@rule("unknown-marking", Severity.ERROR)
def unknown_marking(atlas: Atlas) -> Iterator[Finding]:
    """A marking is one of those in site.yml."""
    if atlas.content.unread(Kind.SITE):
        return
    known = [marking.name for marking in atlas.site.markings]
    others = f"one of {', '.join(known)}" if known else "add it to markings in site.yml"
    for entries in atlas.content.entries.values():
        for entry in entries.values():
            for location, marking in marked_parts(entry.record):
                if marking not in known:
                    hint = did_you_mean(marking, known) or others
                    yield Finding(entry.document.span((*location, "marking")), f"no marking '{marking}'", hint)
    site = atlas.content.entries[Kind.SITE].get(Kind.SITE)
    if site and atlas.site.audience and atlas.site.audience not in known:
        span = site.document.span(("audience",))
        yield Finding(span, f"no marking '{atlas.site.audience}'", did_you_mean(atlas.site.audience, known) or others)


@rule("marking-too-low", Severity.WARNING)
def marking_too_low(atlas: Atlas) -> Iterator[Finding]:
    """An action is not marked lower than its plan, whose marking it inherits anyway."""
    for identifier, action in atlas.actions.items():
        plan = atlas.content.plans.get(identifier.split("/")[0])
        own = action.record.marking
        if own and plan and level(atlas, own) < level(atlas, plan.record.marking):
            span = action.document.span(("marking",))
            yield Finding(span, f"the plan is marked {plan.record.marking}, which is higher", "leave the marking out")
