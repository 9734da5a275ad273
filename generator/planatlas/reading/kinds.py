"""Where each kind of record lives in a content folder, and how its path gives its id."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planatlas.reading.model.action import Action
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind, Record
from planatlas.reading.model.instrument import Instrument
from planatlas.reading.model.plan import Plan
from planatlas.reading.model.site import Meeting, Site, Terms, Theme


@dataclass(frozen=True)
class KindOfFile:
    """One kind of record: its model and the paths of its files."""

    kind: Kind
    model: type[Record]
    pattern: re.Pattern[str]
    """Matches the path; its groups, joined by `/`, are the id."""
    example: str
    """Such a path, for messages."""

    def id_of(self, path: str) -> str | None:
        """Return the id that the path gives, or None where it is no path of this kind."""
        found = self.pattern.fullmatch(path)
        return "/".join(found.groups() or (self.kind,)) if found else None


KINDS = (
    KindOfFile(Kind.SITE, Site, re.compile(r"site\.yml"), "site.yml"),
    KindOfFile(Kind.TERMS, Terms, re.compile(r"terms\.yml"), "terms.yml"),
    KindOfFile(Kind.PLAN, Plan, re.compile(r"plans/([^/]+)/plan\.yml"), "plans/PLAN/plan.yml"),
    KindOfFile(Kind.ACTION, Action, re.compile(r"plans/([^/]+)/actions/([^/]+)\.yml"), "plans/PLAN/actions/REF.yml"),
    KindOfFile(Kind.ACTOR, Actor, re.compile(r"actors/([^/]+)\.yml"), "actors/ACTOR.yml"),
    KindOfFile(Kind.INSTRUMENT, Instrument, re.compile(r"instruments/([^/]+)\.yml"), "instruments/INSTRUMENT.yml"),
    KindOfFile(Kind.THEME, Theme, re.compile(r"themes/([^/]+)\.yml"), "themes/THEME.yml"),
    KindOfFile(Kind.MEETING, Meeting, re.compile(r"meetings/([^/]+)\.yml"), "meetings/MEETING.yml"),
)
"""Every kind, in the order in which a file is tried."""


_BY_START = {
    start: tuple(one for one in KINDS if one.example.startswith(start))
    for start in {one.example.split("/")[0] for one in KINDS}
}
"""The kinds by the first part of their paths."""


def kind_of(path: str) -> tuple[KindOfFile, str] | None:
    """Return the kind of the file at a path and the record's id, or None where no record belongs there."""
    for kind in _BY_START.get(path.split("/", 1)[0], ()):
        identifier = kind.id_of(path)
        if identifier is not None:
            return kind, identifier
    return None


def path_of(kind: Kind, identifier: str) -> str | None:
    """Return the path of a record's file, the other way round; None where no file can have this id."""
    one = next(one for one in KINDS if one.kind is kind)
    parts = iter(identifier.split("/"))
    path = re.sub(r"[A-Z]{2,}", lambda _: next(parts, ""), one.example)
    return path if one.id_of(path) == identifier else None
