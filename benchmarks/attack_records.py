"""What each entity of ATT&CK and its relations become: the fields of records."""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attack_prose import linked, one_line, plain, prose
from attack_site import (
    ACTORS,
    DETECTION_PLAN,
    DETECTIONS,
    INSTRUMENTS,
    MITIGATION_PLAN,
    MITIGATIONS,
    PLANS,
    PUBLISHER,
    REVOKED,
    SITE,
    SOURCE,
    STANDINGS,
    Fields,
)

Entity = Mapping[str, Any]


class Attack:
    """The corpus, and the records that it becomes. Raises SystemExit where it has no matrix."""

    def __init__(self, corpus: Path) -> None:
        self.entities: dict[str, Entity] = {}
        self._from: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        """Relations by their kind and what they go out from."""
        self._to: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        """Relations by their kind and what they lead to."""
        self._of: dict[str, list[Entity]] = defaultdict(list)
        """Relations by either end."""
        self.relations: list[Entity] = []
        with lzma.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                read = json.loads(line)
                if read["record"] == "entity":
                    self.entities[read["id"]] = read
                else:
                    self.relations.append(read)
                    self._from[read["kind"], read["source"]].append(read)
                    self._to[read["kind"], read["target"]].append(read)
                    self._of[read["source"]].append(read)
                    self._of[read["target"]].append(read)
        matrix = next(one for one, entity in self.entities.items() if entity["kind"] == "x-mitre-matrix")
        self._tactics = self._ends("has-tactic", matrix)
        self.ids = dict(self._chosen_ids())
        self._by_url = {self.entities[one]["url"]: one for one in self.ids}
        self._called = self._chosen_names()
        self._formerly: dict[str, list[str]] = defaultdict(list)
        self.former = dict(self._chosen_former())
        """The former id of each revoked entity that has one."""

    def left_out(self, one: str) -> str | None:
        """Return why an entity gets no record, else None: whatever is not in use any more and nobody refers to."""
        entity = self.entities[one]
        if entity["kind"] in ("x-mitre-analytic", "x-mitre-matrix"):
            return None  # what it says stands in another record
        if entity["status"] == "revoked":
            return REVOKED
        related = any(self._of[one])
        return "deprecated, and without any relation" if entity["status"] == "deprecated" and not related else None

    def records(self) -> Iterator[tuple[str, Fields]]:
        """Yield the path and the fields of every record; every actor and instrument is named by some other."""
        yield "site.yml", SITE
        for tactic in self._tactics:
            yield f"plans/{self.ids[tactic]}/plan.yml", self._tactic_plan(tactic)
        yield f"plans/{MITIGATIONS}/plan.yml", self._mitigation_plan()
        yield f"plans/{DETECTIONS}/plan.yml", self._detection_plan()
        named: set[str] = set()
        for one, identifier in self.ids.items():
            entity = self.entities[one]
            path, fields = self._record(entity, identifier)
            if path:
                yield path, {**fields, "formerly": self._formerly[one], "notes": _standing(entity)}
                named |= set(_names(fields)) - {identifier}
        for platform in sorted({name for one in self.ids if self._is_technique(one) for name in self._platforms(one)}):
            summary = f"Techniques that ATT&CK says are used on {platform}."
            yield f"themes/{_slug(platform)}.yml", {"name": f"On {platform}", "summary": summary}
        yield "actors/mitre.yml", self._publisher(named)

    def _publisher(self, named: Collection[str]) -> Fields:
        """Return MITRE's record; what is in use but no other record names is told there, so that a reader finds it."""
        others = [one for one in self.ids if self._kind(one) in (*ACTORS, *INSTRUMENTS) and self.ids[one] not in named]
        said = f"ATT&CK has these too, without a relation to a technique of {SOURCE}: {self._listed(others)}."
        return {**PUBLISHER, "summary": said if others else None}

    def _listed(self, entities: Iterable[str]) -> str:
        return ", ".join(f"[[{self.ids[one]}]]" for one in entities)

    def _chosen_ids(self) -> Iterator[tuple[str, str]]:
        """Yield the id that each entity gets; what was revoked lives on in what took its place."""
        taken = {MITIGATIONS, DETECTIONS, "mitre"}
        plans: dict[str, str] = {}
        for one in sorted(self.entities, key=lambda one: one not in self._tactics):  # plans first
            entity = self.entities[one]
            if entity["kind"] in ("x-mitre-analytic", "x-mitre-matrix") or self.left_out(one):
                continue
            if entity["kind"] == "attack-pattern":
                yield one, f"{plans[self._tactics_of(one)[0]]}/{entity['ref'].lower()}"
            elif entity["kind"] in PLANS:
                yield one, f"{PLANS[entity['kind']]}/{entity['ref'].lower()}"
            else:
                identifier = _slug(entity["name"])
                identifier = f"{identifier}-{entity['ref'].lower()}" if identifier in taken else identifier
                taken.add(identifier)
                plans[one] = identifier
                yield one, identifier

    def _chosen_names(self) -> dict[str, list[str]]:
        """Return the name and the aliases of each actor and instrument. No two may have one in common.

        What is named like another has its number too, and an alias that several have is left to the first.
        """
        named = [one for one in self.ids if self._kind(one) in (*ACTORS, *INSTRUMENTS)]
        found: dict[str, list[str]] = {}
        taken: set[str] = set()
        for one in named:
            entity = self.entities[one]
            name = f"{entity['name']} ({entity['ref']})" if entity["name"].casefold() in taken else entity["name"]
            taken.add(name.casefold())
            found[one] = [name]
        for one in named:
            for alias in self.entities[one]["aliases"]:
                if alias.casefold() not in taken:
                    taken.add(alias.casefold())
                    found[one].append(alias)
        return found

    def _record(self, entity: Entity, identifier: str) -> tuple[str | None, Fields]:
        """Return where the record of an entity belongs and what it holds; a tactic is no record but a plan."""
        kind = entity["kind"]
        if kind in ACTORS:
            return f"actors/{identifier}.yml", self._actor(entity)
        if kind in INSTRUMENTS:
            return f"instruments/{identifier}.yml", self._instrument(entity)
        makers = {
            "attack-pattern": self._technique,
            "course-of-action": self._mitigation,
            "x-mitre-detection-strategy": self._detection,
        }
        if kind not in makers:
            return None, {}
        plan, ref = identifier.split("/")
        return f"plans/{plan}/actions/{ref}.yml", {
            "ref": entity["ref"],
            "title": entity["name"],
            **makers[kind](entity),
        }

    def _tactic_plan(self, tactic: str) -> Fields:
        entity = self.entities[tactic]
        plan = self.ids[tactic]
        techniques = sorted(
            self.entities[one]["ref"].split(".")[0]
            for one, identifier in self.ids.items()
            if identifier.startswith(f"{plan}/")
        )
        names = {
            entity["ref"]: entity["name"] for entity in self.entities.values() if entity["kind"] == "attack-pattern"
        }
        return {
            "title": entity["name"],
            "reference": entity["ref"],
            "issuer": "mitre",
            "summary": self._prose(entity),
            "words": {
                "section": "Technique",
                "sections": "Techniques",
                "action": "Technique",
                "actions": "Techniques and sub-techniques",
                "label": "Technique",
            },
            "sections": [{"number": ref, "title": names[ref]} for ref in dict.fromkeys(techniques)],
            "source": {"title": SOURCE, "url": entity["url"]},
        }

    def _mitigation_plan(self) -> Fields:
        used = {self.entities[one]["status"] for one in self.ids if self._kind(one) == "course-of-action"}
        return {**MITIGATION_PLAN, "sections": [part for part in STANDINGS if part["title"].lower() in used]}

    def _detection_plan(self) -> Fields:
        """Return the plan of the detection strategies, by the first tactic of what they detect."""
        used = {self._detected_in(one) for one in self.ids if self._kind(one) == "x-mitre-detection-strategy"}
        sections = [
            {"number": self.entities[one]["ref"], "title": self.entities[one]["name"]}
            for one in self._tactics
            if one in used
        ]
        return {**DETECTION_PLAN, "sections": sections}

    def _detected_in(self, strategy: str) -> str:
        return self._tactics_of(next(one for one in self._ends("detects", strategy) if one in self.ids))[0]

    def _technique(self, entity: Entity) -> Fields:
        """Who used it and with which software, as procedures; it stands in the plan of its first tactic.

        It is part of the technique that it is a sub-technique of, and of its other tactics.
        """
        whole = [one for one in self._ends("subtechnique-of", entity["id"]) if one in self.ids]
        others = self._tactics_of(entity["id"])[1:]
        users = [one for one in self._to["uses", entity["id"]] if one["source"] in self.ids]
        return {
            "section": entity["ref"].split(".")[0],
            "summary": self._prose(entity),
            "actors": [
                _filled({"actor": self.ids[one["source"]], "role": "responsible", "detail": plain(one["summary"])})
                for one in users
                if self._kind(one["source"]) in ACTORS
            ],
            "instruments": [
                _filled({"instrument": self.ids[one["source"]], "relation": "uses", "detail": plain(one["summary"])})
                for one in users
                if self._kind(one["source"]) in INSTRUMENTS
            ],
            "links": [
                *({"action": self.ids[one], "relation": "part-of"} for one in whole),
                *({"plan": self.ids[tactic], "relation": "part-of"} for tactic in others),
            ],
            "themes": [_slug(platform) for platform in entity["platforms"]],
            "source": {"section": SOURCE, "item": entity["url"].removeprefix("https://")},
        }

    def _mitigation(self, entity: Entity) -> Fields:
        """What it does against each technique is one of its activities."""
        against = [one for one in self._from["mitigates", entity["id"]] if one["target"] in self.ids]
        return {
            "section": "1" if entity["status"] == "active" else "2",
            "summary": self._prose(entity),
            "activities": [
                {"number": self.entities[one["target"]]["ref"], "text": self._against(one)} for one in against
            ],
            "source": {"section": SOURCE, "item": entity["url"].removeprefix("https://")},
        }

    def _against(self, relation: Entity) -> str:
        name = f"[[{self.ids[relation['target']]}|{self.entities[relation['target']]['name']}]]"
        said = one_line(linked(relation["summary"], self._namer(relation["source"])))
        return f"{name}: {said}" if said else name

    def _detection(self, entity: Entity) -> Fields:
        """Its analytics are its activities, what these look at are its instruments."""
        found = [one for one in self._ends("detects", entity["id"]) if one in self.ids]
        analytics = [self.entities[one] for one in self._ends("has-analytic", entity["id"])]
        looked_at: dict[str, list[str]] = defaultdict(list)
        for analytic in analytics:
            for one in dict.fromkeys(self._ends("uses-data-component", analytic["id"])):
                looked_at[self.ids[one]].append(analytic["ref"])
        named = ", ".join(f"[[{self.ids[one]}|{self.entities[one]['name']}]]" for one in found)
        return {
            "section": self.entities[self._detected_in(entity["id"])]["ref"],
            "summary": f"How {named} is detected: {len(analytics)} analytic{'s' if len(analytics) != 1 else ''}.",
            "instruments": [
                {"instrument": one, "relation": "uses", "detail": ", ".join(refs)} for one, refs in looked_at.items()
            ],
            "activities": [
                {"number": one["ref"], "text": f"{', '.join(one['platforms'])}: {self._prose(one)}"}
                for one in analytics
            ],
            "links": [{"action": self.ids[one]} for one in found],
            "source": {"section": SOURCE, "item": entity["url"].removeprefix("https://")},
        }

    def _actor(self, entity: Entity) -> Fields:
        """Return what an actor's file holds; the software that it uses stands in its summary."""
        software = [
            (self.ids[one["target"]], plain(one["summary"]))
            for one in self._from["uses", entity["id"]]
            if self._kind(one["target"]) in INSTRUMENTS and one["target"] in self.ids
        ]
        attributions = self._from["attributed-to", entity["id"]]
        attributed = [prose(one["summary"], self._namer(entity["id"])) for one in attributions]
        names = ", ".join(f"[[{one}]]" for one, said in software if not said)
        told = [f"- [[{one}]]: {said.replace('[[', '[')}" for one, said in software if said]
        listed = "\n".join([f"Software: {names}." if names else "Software:", *told])
        return {
            **self._named(entity, ACTORS[entity["kind"]]),
            "part_of": [self.ids[one] for one in self._ends("attributed-to", entity["id"])],
            "summary": "\n\n".join(filter(None, [self._prose(entity), *attributed, listed if software else ""])),
        }

    def _instrument(self, entity: Entity) -> Fields:
        """Return what an instrument's file holds; where software runs stands in its summary."""
        runs = f"Runs on: {', '.join(entity['platforms'])}." if entity["platforms"] else ""
        return {
            **self._named(entity, INSTRUMENTS[entity["kind"]]),
            "number": entity["ref"],
            "summary": "\n\n".join(filter(None, [self._prose(entity), runs])),
        }

    def _named(self, entity: Entity, kind: str) -> Fields:
        name, *aliases = self._called[entity["id"]]
        return {"name": name, "aliases": aliases, "kind": kind, "url": entity["url"]}

    def _chosen_former(self) -> Iterator[tuple[str, str]]:
        """Yield what was revoked with its former id, in the place of what took over; none that another record has."""
        taken = set(self.ids.values())
        for one, entity in self.entities.items():
            now = one
            while now not in self.ids and (following := self._ends("revoked-by", now)):
                now = following[0]
            if entity["status"] != "revoked" or now not in self.ids:
                continue
            plan = self.ids[now].rpartition("/")[0]
            identifier = f"{plan}/{entity['ref'].lower()}" if plan else _slug(entity["name"])
            if identifier not in taken:
                taken.add(identifier)
                self._formerly[now].append(identifier)
                yield one, identifier

    def _tactics_of(self, technique: str) -> list[str]:
        """Return the tactics of a technique, that of the technique it belongs to first, then as the matrix has them."""
        of_parent = self._ends("subtechnique-of", technique)
        tactics = self._ends("in-tactic", technique)
        first = self._tactics_of(of_parent[0])[:1] if of_parent else []
        return list(dict.fromkeys([*first, *(one for one in self._tactics if one in tactics)]))

    def _ends(self, kind: str, source: str) -> list[str]:
        """Return what relations of a kind lead to."""
        return [one["target"] for one in self._from[kind, source]]

    def _is_technique(self, one: str) -> bool:
        return self._kind(one) == "attack-pattern"

    def _platforms(self, one: str) -> Sequence[str]:
        return tuple(self.entities[one]["platforms"])

    def _kind(self, one: str) -> str:
        return str(self.entities[one]["kind"])

    def _prose(self, entity: Entity) -> str:
        """Return an entity's description as prose."""
        return prose(entity["summary"], self._namer(entity["id"]))

    def _namer(self, within: str) -> Callable[[str, str], str | None]:
        """Return what names the entity that a link in the text of an entity leads to, unless that is the same."""

        def named(text: str, url: str) -> str | None:
            one = self._by_url.get(url.rstrip("/"))
            return None if one is None or one == within else f"[[{self.ids[one]}|{text}]]"

        return named


def _filled(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value}


def _names(fields: object, of: str = "") -> Iterator[str]:
    """Yield the actors and instruments that a record names, in fields or in its text."""
    if isinstance(fields, Mapping):
        for name, value in fields.items():
            yield from _names(value, name)
    elif isinstance(fields, Sequence) and not isinstance(fields, str):
        for value in fields:
            yield from _names(value, of)
    elif isinstance(fields, str):
        yield from [fields] if of in ("actor", "instrument", "part_of") else re.findall(r"\[\[([^]|]+)", fields)


def _standing(entity: Entity) -> list[Fields]:
    return [{"text": f"MITRE has deprecated {entity['ref']}."}] if entity["status"] == "deprecated" else []


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
