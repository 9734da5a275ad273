"""Rules on references: every id and every name in prose leads to a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planatlas.checking.rule import Finding, rule
from planatlas.linking.atlas import Atlas
from planatlas.linking.fields import marked_texts
from planatlas.linking.names import COUNTRY, NAMED, folded
from planatlas.linking.prose import open_names_in
from planatlas.linking.references import Reference
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import Kind, ProseMark
from planatlas.reading.problems import Severity
from planatlas.reading.suggestions import did_you_mean, nearest
from planatlas.reading.yaml_text import Document


@rule("unknown-reference", Severity.ERROR)
def unknown_reference(atlas: Atlas) -> Iterator[Finding]:
    """A reference names a record that exists."""
    unread = {kind: atlas.content.unread(kind) for kind in Kind}
    for reference in atlas.references:
        if reference.target is None and not _is_there_but_broken(reference, unread):
            yield (
                _unknown_name(atlas, reference)
                if reference.expected is None
                else _unknown_id(atlas, reference, reference.expected)
            )


def _is_there_but_broken(reference: Reference, unread: Mapping[Kind, Mapping[str, Document]]) -> bool:
    """Whether the file exists but has problems of its own; one message about it is enough.

    A name in prose counts as there when it stands anywhere in such a file, which may be too broken to say its names.
    """
    if reference.expected is None:
        name = folded(_name_in(reference))
        files = [(identifier, document) for kind in NAMED for identifier, document in unread[kind].items()]
        return any(name == identifier or name in folded(document.text) for identifier, document in files)
    plan = reference.source.id.split("/")[0]
    return bool({reference.written, f"{plan}/{reference.written}".lower()} & unread[reference.expected].keys())


def _name_in(reference: Reference) -> str:
    return reference.written.strip("[]").split("|")[0].strip()


def _unknown_id(atlas: Atlas, reference: Reference, kind: Kind) -> Finding:
    entry = atlas.content.entries[reference.source.kind][reference.source.id]
    span = entry.document.span(reference.location)
    hint = _named_by(atlas, reference.written, kind)
    if hint is None:
        plan = reference.source.id.split("/")[0]
        candidates = list(atlas.content.entries[kind])
        if kind is Kind.ACTION and "/" not in reference.written:
            candidates = [other.split("/")[1] for other in atlas.actions_of.get(plan, ())]
        example = next(known.example for known in KINDS if known.kind is kind)
        hint = (
            did_you_mean(reference.written, candidates)
            or _near_name(atlas, reference.written, kind)
            or f"if it is new, add the file {example}"
        )
    return Finding(span, f"no {kind} '{reference.written}'", hint, f"unknown-{kind}")


_SAID = {"name": "the name", "short": "the short name", "title": "the title", "aliases": "an alias"}


def _named_by(atlas: Atlas, written: str, kind: Kind) -> str | None:
    """Say whose name was written where an id was wanted."""
    for naming in atlas.namings.get(folded(written), ()):
        if naming.key.kind is kind:
            said = _SAID.get(str(naming.location[0]), "a former name")
            return f"'{written}' is {said} of {naming.key.id}; write {naming.key.id}"
    if kind is Kind.ACTOR and (coded := _of_country(atlas, written.upper())):
        return f"'{written}' is a country's code; write {coded}"
    others = [key for other in NAMED if (key := atlas.resolver.by_id(other, written)) and other is not kind]
    return f"'{written}' is an {others[0].kind}" if others else None


def _of_country(atlas: Atlas, code: str) -> str | None:
    """Return the id of a country, by its code."""
    found = (id_ for id_, one in atlas.actors.items() if str(one.record.country) == code)
    return next((id_ for id_ in found if atlas.actors[id_].record.kind == COUNTRY), None)


def _near_name(atlas: Atlas, written: str, kind: Kind) -> str | None:
    """Say whose name is nearly what was written, where no id is near."""
    owners = {
        naming.name: naming for namings in atlas.namings.values() for naming in namings if naming.key.kind is kind
    }
    name = nearest(written, owners)
    if name is None:
        return None
    said, identifier = _SAID.get(str(owners[name].location[0]), "a former name"), owners[name].key.id
    return f"did you mean '{identifier}'? '{name}' is {said} of it"


def _unknown_name(atlas: Atlas, reference: Reference) -> Finding:
    entry = atlas.content.entries[reference.source.kind][reference.source.id]
    span = entry.document.span_of_text(reference.location, reference.written, reference.occurrence)
    name = _name_in(reference)
    keys = sorted({naming.key for naming in atlas.namings.get(folded(name), ())})
    if len(keys) > 1:
        ids = " or ".join(f"[[{key.id}|{name}]]" for key in keys)
        return Finding(span, f"'{name}' is the name of more than one record", f"write {ids}", "ambiguous-name")
    candidates = {identifier: identifier for kind in NAMED for identifier in atlas.content.entries[kind]}
    candidates |= {naming.name: naming.key.id for namings in atlas.namings.values() for naming in namings}
    hint = did_you_mean(name, candidates) or "write the id or a name of a record, or take the brackets away"
    return Finding(span, f"nothing is called '{name}'", hint, "unknown-name")


@rule("open-name", Severity.ERROR)
def open_name(atlas: Atlas) -> Iterator[Finding]:
    """Double square brackets in prose are closed and hold one name."""
    for entries in atlas.content.entries.values():
        for entry in entries.values():
            for location, text, mark in marked_texts(entry.record):
                if "[[" in text and isinstance(mark, ProseMark):
                    for beginning in open_names_in(text):
                        span = entry.document.span_of_text(location, beginning)
                        yield Finding(span, "these brackets are not closed", "write [[name]] or [[name|shown text]]")
