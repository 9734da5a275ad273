"""Content for an audience: what is marked above it is taken out before anything is linked, so no later stage has it.

Out go the records that are marked above the audience, the actions of such a plan, and such parts of other records as
a progress entry or a note; then what is known only through them (`reach`), the terms that only they use, and the names
that the rest has of them. Such a name is an error at its place, or neutral words where site.yml says `withheld: stub`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planatlas.linking.glossary import gone_from_glossary
from planatlas.linking.names import Key, namings_of
from planatlas.linking.plain_names import plainly_named
from planatlas.linking.reach import known_only_through
from planatlas.linking.redaction import document_without, holder_of, is_needed, marked_parts, without
from planatlas.linking.references import Reference, Resolver, references_in
from planatlas.reading.folder import Content, Entry
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.plan import Extent, Plan
from planatlas.reading.model.site import Withheld
from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.suggestions import did_you_mean
from planatlas.reading.yaml_text import Location


class UnknownAudienceError(ValueError):
    """The audience asked for is no marking of the site."""


@dataclass
class _Cut:
    """What is taken out of a content folder."""

    records: set[Key] = field(default_factory=set)
    parts: dict[Key, set[Location]] = field(default_factory=dict)
    """Locations of what goes from records that stay."""
    names: dict[Key, dict[Location, list[str]]] = field(default_factory=dict)
    """Names in prose that go from records that stay, by the location of the prose."""
    withheld: Counter[Key] = field(default_factory=Counter)
    """How many names of what is cut go from each record that stays."""
    broken: set[Key] = field(default_factory=set)
    """The records that name something cut though they must not; their documents stay whole for the report."""
    problems: list[Problem] = field(default_factory=list)

    def has(self, key: Key, location: Location) -> bool:
        """Whether a value goes, with its record or with a part of it."""
        parts = self.parts.get(key, ())
        return key in self.records or any(location[:length] in parts for length in range(1, len(location) + 1))


def cut(content: Content, audience: str | None = None) -> Content:
    """Return the content that an audience may have; None for the one that site.yml states.

    Where site.yml states none and anything is marked, that is a problem, and only what carries the first marking is
    kept. Raises UnknownAudienceError for an audience that is no marking of the site.
    """
    if content.unread(Kind.SITE):
        return content  # its problem stops every build, and its markings are not known
    levels = {marking.name: place for place, marking in enumerate(content.site.markings)}
    if audience is not None and audience not in levels:
        raise UnknownAudienceError(_unknown(audience, list(levels)))
    stated = audience or content.site.audience
    found = _Cut(problems=list(undeclared(content)) if stated is None else [])
    _take_out_marked(content, levels, levels.get(stated or "", 0), found)
    if not (found.records or found.parts):
        return replace(content, audience=stated, problems=content.problems + found.problems)
    marked = {key: content.entries[key.kind][key.id] for key in found.records}
    _close_gaps(content, found)
    references = list(references_in(content, Resolver(content, namings_of(content))))
    found.records |= _known_through(content, references, found)
    for reference in references:
        if reference.target in found.records and not found.has(reference.source, reference.location):
            _take_out_name(content, reference, found)
    if content.terms and (gone := gone_from_glossary(content, found.has)):
        found.parts.setdefault(Key(Kind.TERMS, content.terms.id), set()).update(gone)
    rest = _remaining(content, stated, found)
    rest.problems.extend(plainly_named(marked, (entry for _, entry in _entries(rest))))
    return rest


def undeclared(content: Content) -> Iterator[Problem]:
    """Yield a problem where something is marked above the first marking and site.yml states no audience."""
    markings = content.site.markings
    site = content.entries[Kind.SITE].get(Kind.SITE)
    if content.site.audience or not markings or site is None:
        return
    entries = (entry for entries in content.entries.values() for entry in entries.values())
    if any(marking != markings[0].name for entry in entries for _, marking in marked_parts(entry.record)):
        message = "no audience is stated, so a build cannot know up to which marking it may go"
        hint = f"add a line 'audience: {markings[0].name}', or name one with --audience"
        yield Problem("no-audience", Severity.ERROR, message, site.document.span(("markings",), key=True), hint)


def _unknown(audience: str, known: list[str]) -> str:
    hint = did_you_mean(audience, known) or (f"one of {', '.join(known)}" if known else "site.yml names none")
    return f"no marking '{audience}'; {hint}"


def _entries(content: Content) -> Iterator[tuple[Key, Entry[Record]]]:
    for kind, entries in content.entries.items():
        yield from ((Key(kind, identifier), entry) for identifier, entry in entries.items())


def _take_out_marked(content: Content, levels: dict[str, int], limit: int, found: _Cut) -> None:
    """Collect the records and parts marked above a level; what carries an unknown marking is above all levels."""
    for key, entry in _entries(content):
        if key.kind is Kind.SITE:
            continue
        for location, marking in marked_parts(entry.record):
            if marking not in levels:
                hint = did_you_mean(marking, list(levels)) or f"one of {', '.join(levels)}"
                span = entry.document.span((*location, "marking"))
                found.problems.append(Problem("unknown-marking", Severity.ERROR, f"no marking '{marking}'", span, hint))
            if levels.get(marking, limit + 1) <= limit:
                continue
            if location:
                found.parts.setdefault(key, set()).add(location)
            else:
                found.records.add(key)
    for key in _actions_of(content, found):
        found.records.add(key)
        found.parts.pop(key, None)


def _actions_of(content: Content, found: _Cut) -> Iterator[Key]:
    for action in content.actions:
        key = Key(Kind.ACTION, action)
        if key in found.records or Key(Kind.PLAN, action.split("/")[0]) in found.records:
            yield key


def _known_through(content: Content, references: list[Reference], found: _Cut) -> set[Key]:
    """Return the actors, instruments, themes and plans known by name only that are known only through what is cut.

    The glossary makes nothing known: it explains what others name.
    """
    kept: dict[Key, list[Key]] = {key: [] for key, _ in _entries(content) if key not in found.records}
    cut_names: list[Key] = []
    for reference in references:
        if reference.target and reference.source.kind is not Kind.TERMS:
            gone = found.has(reference.source, reference.location)
            (cut_names if gone else kept[reference.source]).append(reference.target)
    arrows = {key: [target for target in targets if target in kept] for key, targets in kept.items()}
    removable = {key for key, entry in _entries(content) if key in kept and _is_known_by_others(key, entry.record)}
    return known_only_through(cut_names, arrows, removable)


def _is_known_by_others(key: Key, record: Record) -> bool:
    """Whether a record is there because others name it."""
    if isinstance(record, Plan):
        return record.extent is Extent.NAME_ONLY
    return key.kind in (Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)


def _take_out_name(content: Content, reference: Reference, found: _Cut) -> None:
    """Take the name of something cut out of a record that stays; the glossary, which explains names, needs no words."""
    source = reference.source
    if source.kind is Kind.TERMS:
        return
    entry = content.entries[source.kind][source.id]
    needed = not reference.in_prose and is_needed(entry.record, reference.location)
    if content.site.withheld is Withheld.ERROR or needed:
        written = reference.written if reference.in_prose else f"'{reference.written}'"
        span = entry.document.span(reference.location)
        if reference.in_prose:
            span = entry.document.span_of_text(reference.location, reference.written, reference.occurrence)
        found.problems.append(_withheld(written, span, needed=needed))
        found.broken.add(source)
    found.withheld[source] += 1
    if reference.in_prose:
        found.names.setdefault(source, {}).setdefault(reference.location, []).append(reference.written)
    elif not needed:
        found.parts.setdefault(source, set()).add(holder_of(reference.location))


def _withheld(written: str, span: Span, *, needed: bool) -> Problem:
    message = f"{written} is marked above the audience of this build"
    hint = "mark this passage as high, or leave the name out"
    hint += "" if needed else "; or write 'withheld: stub' in site.yml"
    return Problem("withheld-name", Severity.ERROR, message, span, hint)


def _close_gaps(content: Content, found: _Cut) -> None:
    """Take out of a plan that stays what would tell of actions that do not: sections that lost all, and its counts."""
    lost: dict[str, set[str]] = {}
    left: dict[str, set[str]] = {}
    for identifier, action in content.actions.items():
        sections = lost if Key(Kind.ACTION, identifier) in found.records else left
        sections.setdefault(identifier.split("/")[0], set()).add(action.record.section)
    for identifier, emptied in lost.items():
        key, plan = Key(Kind.PLAN, identifier), content.plans.get(identifier)
        if plan is None or key in found.records:
            continue
        gone = found.parts.setdefault(key, set())
        gone.add(("counts",))
        for position, section in enumerate(plan.record.sections):
            if section.number in emptied - left.get(identifier, set()):
                gone.add(("sections", position))


def _remaining(content: Content, audience: str | None, found: _Cut) -> Content:
    entries: dict[Kind, dict[str, Entry[Record]]] = {kind: {} for kind in Kind}
    documents = dict(content.documents)
    for key, entry in _entries(content):
        if key in found.records:
            documents.pop(entry.path, None)
            continue
        gone, names = found.parts.get(key, set()), found.names.get(key, {})
        if gone or names:
            document = document_without(entry.document, gone, names)
            documents[entry.path] = entry.document if key in found.broken else document
            entry = replace(entry, record=without(entry.record, gone, names), document=document)  # noqa: PLW2901
        entries[key.kind][key.id] = entry
    return replace(
        content,
        entries=entries,
        documents=documents,
        problems=content.problems + found.problems,
        audience=audience,
        withheld={content.entries[key.kind][key.id].path: count for key, count in found.withheld.items()},
    )
