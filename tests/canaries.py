"""Content with a canary in every text field of every kind of record, found by introspection of the model.

A canary is a word of its own that begins with `STEM`; none may come out where what holds it is marked too high.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from string import ascii_lowercase
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from planatlas.reading.kinds import KINDS
from planatlas.reading.model.action import Indicator, Target
from planatlas.reading.model.base import Kind, Model, ReferenceTo
from planatlas.reading.model.plan import ActionLink, PlanLink
from planatlas.reading.values.text_value import TextValue

STEM = "qcanary"
PLAN, ACTION = f"{STEM}plan", f"{STEM}ref"
HIDDEN = {
    Kind.PLAN: f"{STEM}namedplan",
    Kind.ACTION: f"{PLAN}/{ACTION}",
    Kind.ACTOR: f"{STEM}actor",
    Kind.INSTRUMENT: f"{STEM}instrument",
    Kind.THEME: f"{STEM}theme",
}
"""What marked records name; the plan, actor, instrument and theme carry no marking and are known through them alone."""
DEEP = {kind: f"{name.split('/')[0]}deep" for kind, name in HIDDEN.items()}
"""What those name in their turn."""
PATHS = {
    Kind.PLAN: "plans/{}/plan.yml",
    Kind.ACTOR: "actors/{}.yml",
    Kind.INSTRUMENT: "instruments/{}.yml",
    Kind.THEME: "themes/{}.yml",
}
EITHER = {
    Target: ("at_least", "at_most", "exactly"),
    Indicator: ("target", "targets"),
    PlanLink: ("plan", "instrument"),
    ActionLink: ("action", "plan"),
}
"""Fields of which a part of a record has one."""
VALUES = {"Celex": "32017L0541", "Eli": "http://data.europa.eu/eli/reg/2016/794/oj", "CountryCode": "BE"}
VALUES |= {"Number": "12", "Point": "2025-05-05", "When": "2025-05-05"}
FIXED = {"currency": "EUR", "language": "en", "section": "1", "extent": "complete", "ref": ACTION}
FIXED_PLACES = {"Section.number": "1", "Meeting.since": "2024-05-05"}
FIXED_KINDS = {Kind.ACTOR: "agency", Kind.INSTRUMENT: "system"}
OPEN = {
    "site.yml": {
        "title": "Open atlas",
        "markings": [{"name": "PUBLIC"}, {"name": "LIMITE", "banner": "Not for release."}],
        "audience": "LIMITE",
        "actor_kinds": [{"id": "agency", "label": "Agency", "plural": "Agencies"}],
        "instrument_kinds": [{"id": "system", "label": "System", "plural": "Systems"}],
    },
    "terms.yml": {"terms": [{"term": "SIENA", "meaning": "A network"}]},
    "plans/open/plan.yml": {
        "title": "The open plan",
        "date": "2024-03-01",
        "issuer": "keeper",
        "sections": [{"number": "1", "title": "First"}],
    },
    "plans/open/actions/1.yml": {
        "ref": "1",
        "title": "The open action",
        "section": "1",
        "summary": "The keeper uses SIENA.",
        "actors": [{"actor": "keeper", "role": "lead"}],
        "instruments": [{"instrument": "siena", "relation": "uses"}],
        "activities": [{"number": "1", "text": "A step"}],
        "themes": ["light"],
        "source": {"section": "One", "item": "first"},
    },
    "actors/keeper.yml": {"name": "The keeper", "kind": "agency"},
    "instruments/siena.yml": {"name": "SIENA", "kind": "system"},
    "themes/light.yml": {"name": "Light", "summary": "What shines."},
    "meetings/open.yml": {"title": "The open meeting", "date": "2026-02-01", "agenda": [{"title": "Openings"}]},
}
"""A record of every kind that everybody may have; each of its lists gets a marked part where the model allows one."""


@dataclass
class Aviary:
    """Makes canaries and remembers where each was planted."""

    planted: dict[str, str] = field(default_factory=dict)
    """What each canary stands in, such as `Action.summary`."""
    _names: Iterator[str] = field(default_factory=lambda: ("".join(one) for one in product(ascii_lowercase, repeat=3)))

    def canary(self, place: str) -> str:
        """Return a new canary for a place."""
        word = STEM + next(self._names)
        self.planted[word] = place
        return word

    def filled(
        self, model: type[BaseModel], kind: Kind, names: dict[Kind, str] | None, leave: str = ""
    ) -> dict[str, Any]:
        """Return data for a model, every field filled; without names of other records, only what it cannot lack."""
        left_out = set(EITHER.get(model, ())) - {leave}
        found = {}
        for name, info in model.model_fields.items():
            if name in left_out or name == "marking" or (names is None and not info.is_required()):
                continue
            if name == "kind" and kind in FIXED_KINDS:
                found[name] = FIXED_KINDS[kind]
            elif name in FIXED or f"{model.__name__}.{name}" in FIXED_PLACES:
                found[name] = FIXED_PLACES.get(f"{model.__name__}.{name}") or FIXED[name]
            else:
                annotation: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
                value = self._value(annotation, kind, names, f"{model.__name__}.{name}")
                if value not in (None, [], {}):
                    found[name] = value
        return found

    def _value(self, annotation: Any, kind: Kind, names: dict[Kind, str] | None, place: str) -> Any:  # noqa: ANN401
        marks: tuple[Any, ...] = ()
        while get_origin(annotation) in (Annotated, Union, UnionType):
            if get_origin(annotation) is Annotated:
                marks += annotation.__metadata__
            annotation = get_args(annotation)[0]
        reference = next((mark for mark in marks if isinstance(mark, ReferenceTo)), None)
        if reference:
            return names[reference.kind] if names else None
        if get_origin(annotation) is tuple:
            inner = get_args(annotation)[0]
            return [value for value in self._each(inner, kind, names, place) if value not in (None, {})]
        if get_origin(annotation) is dict:
            return None
        if issubclass(annotation, BaseModel):
            return self.filled(annotation, kind, names, leave=next(iter(EITHER.get(annotation, ("",)))))
        return self._plain(annotation, place)

    def _each(self, inner: Any, kind: Kind, names: dict[Kind, str] | None, place: str) -> list[Any]:  # noqa: ANN401
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return [self.filled(inner, kind, names, leave=one) for one in EITHER.get(inner, ("",))]
        return [self._value(inner, kind, names, place)]

    def _plain(self, annotation: type, place: str) -> str:
        if issubclass(annotation, StrEnum):
            return str(next(iter(annotation)))
        if issubclass(annotation, bool):
            return "true"
        if issubclass(annotation, int):
            return "1"
        if annotation.__name__ == "WebAddress":
            return f"https://{self.canary(place)}.example/"
        if issubclass(annotation, TextValue):
            return VALUES[annotation.__name__]
        return self.canary(place)


def parts_of(annotation: Any) -> Iterator[type[Model]]:  # noqa: ANN401 - an annotation can be anything
    """Yield the models in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)


def content_with_canaries() -> tuple[dict[str, str], dict[str, str]]:
    """Return files by path, and where each canary stands: in marked records and parts, and what only they name."""
    aviary, files = Aviary(), json.loads(json.dumps(OPEN))
    models = {kind.kind: kind.model for kind in KINDS}
    marked = {
        f"plans/{PLAN}/plan.yml": Kind.PLAN,
        f"plans/{PLAN}/actions/{ACTION}.yml": Kind.ACTION,
        f"plans/open/actions/{ACTION}.yml": Kind.ACTION,
        f"actors/{STEM}markedactor.yml": Kind.ACTOR,
        f"instruments/{STEM}markedinstrument.yml": Kind.INSTRUMENT,
        f"themes/{STEM}markedtheme.yml": Kind.THEME,
        f"meetings/{STEM}meeting.yml": Kind.MEETING,
    }
    for path, kind in marked.items():
        # An action has its plan's marking, unless the plan is open.
        marking = {} if path.startswith(f"plans/{PLAN}/actions") else {"marking": "LIMITE"}
        files[path] = aviary.filled(models[kind], kind, HIDDEN) | marking
    for kind, path in PATHS.items():
        extent = {"extent": "name-only"} if kind is Kind.PLAN else {}
        files[path.format(HIDDEN[kind])] = aviary.filled(models[kind], kind, DEEP) | extent
        if kind is not Kind.THEME:  # which no actor, instrument or plan names
            files[path.format(DEEP[kind])] = aviary.filled(models[kind], kind, None) | extent
    for path, record in OPEN.items():
        kind = next(one for one in KINDS if one.id_of(path))
        _plant_parts(aviary, kind.model, kind.kind, files[path])
        assert isinstance(record, dict)
    files["terms.yml"]["terms"] += _terms(aviary)
    return {path: json.dumps(data) for path, data in files.items()}, aviary.planted


def _terms(aviary: Aviary) -> list[dict[str, Any]]:
    """Return terms without a marking that only what is marked brings in: by its words, and as one of its plan's own."""
    said = next(word for word, place in aviary.planted.items() if place == "Action.summary")
    return [
        {"term": said, "meaning": aviary.canary("Term.meaning")},
        {"term": aviary.canary("Term.term"), "meaning": aviary.canary("Term.meaning"), "plans": [PLAN]},
    ]


def _plant_parts(aviary: Aviary, model: type[BaseModel], kind: Kind, data: dict[str, Any]) -> None:
    """Add a marked part to every list of a record that can hold one, and to the parts that it has."""
    for name, info in model.model_fields.items():
        for part in parts_of(info.annotation):
            if kind is not Kind.SITE and "marking" in part.model_fields:
                filled = aviary.filled(part, kind, HIDDEN) | {"marking": "LIMITE"}
                data[name] = [filled, *data.get(name, [])]
            for item in data.get(name, ()) if isinstance(data.get(name), list) else ():
                if isinstance(item, dict) and item.get("marking") != "LIMITE":
                    _plant_parts(aviary, part, kind, item)


Files = dict[str, str]


def past_with_canaries() -> list[Files]:
    """Return earlier versions of the content, the oldest first, with canaries that the present one has no more.

    They have been what is hard to cut: not marked yet, worded otherwise, gone since, in disorder, released since. In
    each version something that everybody may have is another, so that each has something to tell.
    """
    present, _ = content_with_canaries()
    gone = {path.replace(STEM, f"{STEM}gone"): text.replace(STEM, f"{STEM}gone") for path, text in _secret(present)}
    unmarked = {path: json.dumps(_without_marking(json.loads(text))) for path, text in {**present, **gone}.items()}
    unmarked["site.yml"] = present["site.yml"]
    worded = {path: text.replace(f"{STEM}a", f"{STEM}olda") for path, text in _secret(present)}
    released = {
        "themes/light.yml": json.dumps({"name": f"{STEM}light", "summary": f"{STEM}dark.", "marking": "LIMITE"})
    }
    disorder = {
        f"plans/{PLAN}/plan.yml": f"title: {PLAN}\nmarking: LIMITE\nsections: [\n",
        f"plans/{PLAN}/actions/{STEM}lost.yml": present[f"plans/{PLAN}/actions/{ACTION}.yml"].replace(
            f'"ref": "{ACTION}"', f'"ref": "{STEM}lost"'
        ),
        f"actors/{STEM}actor.yml": "name: [\n",
    }
    versions = [
        {**unmarked, "plans/open/actions/1.yml": present["plans/open/actions/1.yml"].replace("LIMITE", "PUBLIC")},
        {**present, **gone},
        {**present, **gone, **worded, **released},
        {**present, **gone, **disorder, **released},
        {**present, **gone, **released},
    ]
    for number, version in enumerate(versions):
        version["actors/keeper.yml"] = version["actors/keeper.yml"].replace("The keeper", f"The keeper of {number}")
    return [*versions, present]


def _secret(files: Files) -> Iterator[tuple[str, str]]:
    """Yield the files that nobody else may know of."""
    yield from ((path, text) for path, text in files.items() if STEM in path)


def _without_marking(data: Any) -> Any:  # noqa: ANN401 - any part of a file
    if isinstance(data, dict):
        return {name: _without_marking(value) for name, value in data.items() if name != "marking"}
    return [_without_marking(value) for value in data] if isinstance(data, list) else data
