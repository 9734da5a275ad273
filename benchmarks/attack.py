"""Turns MITRE ATT&CK into content: python benchmarks/attack.py CORPUS FOLDER.

The corpus is ATT&CK for Enterprise as lines of JSON, compressed with xz: an entity or a relation a line. The folder,
a new one, gets `content/`, and `mkdocs.yml`, with which every page carries MITRE's notice; build it with

    planatlas build --no-strict --config-file FOLDER/mkdocs.yml --content FOLDER/content --site FOLDER/site

| ATT&CK | becomes |
| --- | --- |
| tactic | a plan; what else is in the tactic is linked to it |
| technique, sub-technique | an action of the plan of its first tactic, in the section of its technique |
| mitigation, detection strategy | an action of a plan of its own; its techniques and analytics are its activities |
| group, campaign | an actor; a campaign is part of the group it is attributed to |
| software, data component, data source | an instrument |
| platform | a theme |
| uses | an actor's or instrument's part in an action, with the procedure; software of a group stands in its summary |
| revoked by | a former id of what took its place |

Citations are left out: records have no place for them, and the page at attack.mitre.org has them all. A copy must carry
MITRE's licence: it is read from the file LICENSE*.txt beside the corpus and becomes a page.
"""

from __future__ import annotations

import html
import json
import lzma
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Entity = Mapping[str, Any]
Fields = dict[str, Any]
ROOT = Path(__file__).parents[1]
NOTICE = (
    "© 2025 The MITRE Corporation. "
    "This work is reproduced and distributed with the permission of The MITRE Corporation."
)
SOURCE = "MITRE ATT&CK® for Enterprise, version 18.1"
MITIGATIONS, DETECTIONS = "mitigations", "detection-strategies"
PLANS = {"course-of-action": MITIGATIONS, "x-mitre-detection-strategy": DETECTIONS}
ACTORS = {"intrusion-set": "group", "campaign": "campaign"}
INSTRUMENTS = {
    "malware": "malware",
    "tool": "tool",
    "x-mitre-data-component": "data-component",
    "x-mitre-data-source": "data-source",
}
"""What each kind of entity becomes."""
SITE: Fields = {
    "title": "ATT&CK® in Planatlas",
    "summary": (
        "What adversaries do, who was seen doing it, with which software, and what helps against it: "
        f"{SOURCE}, technique by technique.\n\n{NOTICE}"
    ),
    "actor_kinds": [
        {"id": "group", "label": "Group", "plural": "Groups"},
        {"id": "campaign", "label": "Campaign", "plural": "Campaigns"},
        {"id": "publisher", "label": "Publisher", "plural": "Publishers"},
    ],
    "instrument_kinds": [
        {"id": "malware", "label": "Malware", "plural": "Malware"},
        {"id": "tool", "label": "Tool", "plural": "Tools"},
        {"id": "data-component", "label": "Data component", "plural": "Data components"},
        {"id": "data-source", "label": "Data source", "plural": "Data sources"},
    ],
}
MITIGATION_PLAN: Fields = {
    "title": "Mitigations",
    "issuer": "mitre",
    "summary": "What keeps techniques from succeeding, and how for each of them.",
    "words": {"action": "Mitigation", "actions": "Mitigations", "label": "Mitigation"},
    "sections": [{"number": "1", "title": "In use"}, {"number": "2", "title": "Deprecated"}],
    "source": {"title": SOURCE, "url": "https://attack.mitre.org/mitigations/enterprise/"},
}
DETECTION_PLAN: Fields = {
    "title": "Detection strategies",
    "issuer": "mitre",
    "summary": "How techniques are noticed: for each of them what to look at, and for what.",
    "words": {
        "section": "Tactic",
        "sections": "Tactics",
        "action": "Detection strategy",
        "actions": "Detection strategies",
        "label": "Detection",
    },
    "source": {"title": SOURCE, "url": "https://attack.mitre.org/detectionstrategies/"},
}
_LINK = re.compile(r"\[([^\[\]]*)\]\((https?://[^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_CITATION = re.compile(r"\s*\(Citation: [^()]*(?:\([^()]*\)[^()]*)*\)")


def write_attack(corpus: Path, to: Path) -> None:
    """Write the content of a corpus, and a configuration, below a folder. Raises SystemExit where the licence lacks."""
    licence = next(iter(sorted(corpus.parent.glob("LICENSE*.txt"))), None)
    if licence is None:
        msg = f"{corpus.parent} has no LICENSE*.txt; a copy of ATT&CK must carry its licence"
        raise SystemExit(msg)
    for path, text in _Attack(corpus).files():
        file = to / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    lines = "".join(f"    {line}".rstrip() + "\n" for line in licence.read_text(encoding="utf-8").splitlines())
    (to / "content/licence.md").write_text(f"# Licence of ATT&CK\n\n{lines}", encoding="utf-8")
    configuration = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": SITE["title"],
        "site_description": SOURCE,
        "copyright": NOTICE,
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "watch": [str(ROOT / "overrides")],
    }
    (to / "mkdocs.yml").write_text(_lines(configuration), encoding="utf-8")


class _Attack:
    def __init__(self, corpus: Path) -> None:
        self._entities: dict[str, Entity] = {}
        self._from: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        """Relations by their kind and what they go out from."""
        self._to: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        """Relations by their kind and what they lead to."""
        with lzma.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                read = json.loads(line)
                if read["record"] == "entity":
                    self._entities[read["id"]] = read
                else:
                    self._from[read["kind"], read["source"]].append(read)
                    self._to[read["kind"], read["target"]].append(read)
        matrix = next(one for one, entity in self._entities.items() if entity["kind"] == "x-mitre-matrix")
        self._tactics = self._ends("has-tactic", matrix)
        self._ids = dict(self._chosen_ids())
        self._by_url = {self._entities[one]["url"]: one for one in self._ids}
        self._called = self._chosen_names()

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of every file."""
        yield "site.yml", _lines(SITE)
        yield "actors/mitre.yml", _lines({"name": "The MITRE Corporation", "short": "MITRE", "kind": "publisher"})
        for tactic in self._tactics:
            yield f"plans/{self._ids[tactic]}/plan.yml", _lines(self._tactic_plan(tactic))
        yield f"plans/{MITIGATIONS}/plan.yml", _lines(MITIGATION_PLAN)
        yield f"plans/{DETECTIONS}/plan.yml", _lines(self._detection_plan())
        for one, identifier in self._ids.items():
            entity = self._entities[one]
            path, fields = self._record(entity, identifier)
            if path:
                yield path, _lines({**fields, "formerly": self._formerly(one), "notes": _standing(entity)})
        for platform in sorted({name for one in self._ids for name in self._entities[one]["platforms"]}):
            summary = f"Techniques that ATT&CK says are used on {platform}."
            yield f"themes/{_slug(platform)}.yml", _lines({"name": f"On {platform}", "summary": summary})

    def _chosen_ids(self) -> Iterator[tuple[str, str]]:
        """Yield the id that each entity gets; what was revoked lives on in what took its place."""
        taken = {MITIGATIONS, DETECTIONS, "mitre"}
        plans: dict[str, str] = {}
        for one in sorted(self._entities, key=lambda one: one not in self._tactics):  # plans first
            entity = self._entities[one]
            if entity["kind"] in ("x-mitre-analytic", "x-mitre-matrix") or self._ends("revoked-by", one):
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
        named = [one for one in self._ids if self._kind(one) in (*ACTORS, *INSTRUMENTS)]
        found: dict[str, list[str]] = {}
        taken: set[str] = set()
        for one in named:
            entity = self._entities[one]
            name = f"{entity['name']} ({entity['ref']})" if entity["name"].casefold() in taken else entity["name"]
            taken.add(name.casefold())
            found[one] = [name]
        for one in named:
            for alias in self._entities[one]["aliases"]:
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
        entity = self._entities[tactic]
        plan = self._ids[tactic]
        techniques = sorted(
            self._entities[one]["ref"].split(".")[0]
            for one, identifier in self._ids.items()
            if identifier.startswith(f"{plan}/")
        )
        names = {
            entity["ref"]: entity["name"] for entity in self._entities.values() if entity["kind"] == "attack-pattern"
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

    def _detection_plan(self) -> Fields:
        sections = [
            {"number": self._entities[one]["ref"], "title": self._entities[one]["name"]} for one in self._tactics
        ]
        return {**DETECTION_PLAN, "sections": sections}

    def _technique(self, entity: Entity) -> Fields:
        """Who used it and with which software, as procedures; it stands in the plan of its first tactic."""
        others = self._tactics_of(entity["id"])[1:]
        users = [one for one in self._to["uses", entity["id"]] if one["source"] in self._ids]
        return {
            "section": entity["ref"].split(".")[0],
            "summary": self._prose(entity),
            "actors": [
                _filled({"actor": self._ids[one["source"]], "role": "responsible", "detail": _plain(one["summary"])})
                for one in users
                if self._kind(one["source"]) in ACTORS
            ],
            "instruments": [
                _filled({"instrument": self._ids[one["source"]], "relation": "uses", "detail": _plain(one["summary"])})
                for one in users
                if self._kind(one["source"]) in INSTRUMENTS
            ],
            "links": [{"plan": self._ids[tactic], "relation": "part-of"} for tactic in others],
            "themes": [_slug(platform) for platform in entity["platforms"]],
            "source": {"section": SOURCE, "item": entity["url"].removeprefix("https://")},
        }

    def _mitigation(self, entity: Entity) -> Fields:
        """What it does against each technique is one of its activities."""
        against = [one for one in self._from["mitigates", entity["id"]] if one["target"] in self._ids]
        return {
            "section": "1" if entity["status"] == "active" else "2",
            "summary": self._prose(entity),
            "activities": [
                {"number": self._entities[one["target"]]["ref"], "text": self._against(one)} for one in against
            ],
            "source": {"section": SOURCE, "item": entity["url"].removeprefix("https://")},
        }

    def _against(self, relation: Entity) -> str:
        name = f"[[{self._ids[relation['target']]}|{self._entities[relation['target']]['name']}]]"
        said = _one_line(self._linked(relation["summary"] or "", relation["source"]))
        return f"{name}: {said}" if said else name

    def _detection(self, entity: Entity) -> Fields:
        """Its analytics are its activities, what these look at are its instruments."""
        found = [one for one in self._ends("detects", entity["id"]) if one in self._ids]
        analytics = [self._entities[one] for one in self._ends("has-analytic", entity["id"])]
        looked_at: dict[str, list[str]] = defaultdict(list)
        for analytic in analytics:
            for one in dict.fromkeys(self._ends("uses-data-component", analytic["id"])):
                looked_at[self._ids[one]].append(analytic["ref"])
        named = ", ".join(f"[[{self._ids[one]}|{self._entities[one]['name']}]]" for one in found)
        return {
            "section": self._entities[self._tactics_of(found[0])[0]]["ref"],
            "summary": f"How {named} is detected: {len(analytics)} analytics.",
            "instruments": [
                {"instrument": one, "relation": "uses", "detail": ", ".join(refs)} for one, refs in looked_at.items()
            ],
            "activities": [
                {"number": one["ref"], "text": f"{', '.join(one['platforms'])}: {self._prose(one)}"}
                for one in analytics
            ],
            "links": [{"action": self._ids[one]} for one in found],
            "source": {"section": SOURCE, "item": entity["url"].removeprefix("https://")},
        }

    def _actor(self, entity: Entity) -> Fields:
        """Return what an actor's file holds; the software that it uses stands in its summary."""
        used = [self._ids[one] for one in self._ends("uses", entity["id"]) if self._kind(one) in INSTRUMENTS]
        software = [f"Software: {', '.join(f'[[{one}]]' for one in used)}."] if used else []
        return {
            **self._named(entity, ACTORS[entity["kind"]]),
            "part_of": [self._ids[one] for one in self._ends("attributed-to", entity["id"])],
            "summary": "\n\n".join([self._prose(entity), *software]),
        }

    def _instrument(self, entity: Entity) -> Fields:
        return {
            **self._named(entity, INSTRUMENTS[entity["kind"]]),
            "number": entity["ref"],
            "summary": self._prose(entity),
        }

    def _named(self, entity: Entity, kind: str) -> Fields:
        name, *aliases = self._called[entity["id"]]
        return {"name": name, "aliases": aliases, "kind": kind, "url": entity["url"]}

    def _formerly(self, one: str) -> list[str]:
        """Return the ids of all that was revoked in favour of this, one after the other."""
        plan = self._ids[one].partition("/")[0]
        found = []
        for old in (relation["source"] for relation in self._to["revoked-by", one]):
            entity = self._entities[old]
            found += [f"{plan}/{entity['ref'].lower()}" if "/" in self._ids[one] else _slug(entity["name"])]
            found += self._older(old, plan)
        return [identifier for identifier in dict.fromkeys(found) if identifier not in set(self._ids.values())]

    def _older(self, one: str, plan: str) -> list[str]:
        return [f"{plan}/{self._entities[each['source']]['ref'].lower()}" for each in self._to["revoked-by", one]]

    def _tactics_of(self, technique: str) -> list[str]:
        """Return the tactics of a technique, that of the technique it belongs to first, then as the matrix has them."""
        of_parent = self._ends("subtechnique-of", technique)
        tactics = self._ends("in-tactic", technique)
        first = self._tactics_of(of_parent[0])[:1] if of_parent else []
        return list(dict.fromkeys([*first, *(one for one in self._tactics if one in tactics)]))

    def _ends(self, kind: str, source: str) -> list[str]:
        """Return what relations of a kind lead to."""
        return [one["target"] for one in self._from[kind, source]]

    def _kind(self, one: str) -> str:
        return str(self._entities[one]["kind"])

    def _prose(self, entity: Entity) -> str:
        """Return an entity's description as prose."""
        lines = (line.strip() for line in self._linked(entity["summary"] or "", entity["id"]).splitlines())
        lines = (re.sub(r"^(?:[-*•]|[0-9]+\.) +", "- ", line) for line in lines)
        return re.sub(
            r"\n{3,}", "\n\n", "\n".join(line.removeprefix("#").lstrip("#").strip() for line in lines)
        ).strip()

    def _linked(self, text: str, within: str) -> str:
        """Return a description with names instead of links to the pages of entities, and without other markup."""

        def name(found: re.Match[str]) -> str:
            one = self._by_url.get(found[2].rstrip("/"))
            return found[1] if one is None or one == within else f"[[{self._ids[one]}|{found[1]}]]"

        return _LINK.sub(name, _without_markup(text.replace("[[", "[")))


def _without_markup(text: str) -> str:
    """Return Markdown as plain text, but for links and lists; code stands in quotation marks."""
    text = _CITATION.sub("", text)
    text = re.sub(r"`?</?code>`?|`{1,3}", "`", text)
    text = re.sub(r"`([^`\n]+)`", r"“\1”", text).replace("`", "")
    text = re.sub(r"</?(?:b|i|br|ul|li|p) ?/?>|\*\*", "", text)
    return html.unescape(text).replace("\r", "")


def _plain(text: str | None) -> str:
    """Return a description on one line, without links."""
    return _one_line(_LINK.sub(r"\1", _without_markup(text or "")))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _filled(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value}


def _standing(entity: Entity) -> list[Fields]:
    return [{"text": f"MITRE has deprecated {entity['ref']}."}] if entity["status"] == "deprecated" else []


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _lines(fields: Fields) -> str:
    """Return fields as YAML, one a line; JSON is YAML."""
    filled = {name: value for name, value in fields.items() if value not in ("", [], {}, None)}
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in filled.items())


if __name__ == "__main__":
    write_attack(Path(sys.argv[1]), Path(sys.argv[2]))
