"""Lays beside each other what a corpus of ATT&CK has and what the content made of it says, kind by kind.

The content is counted as the checks read it from its files, not as it was meant; what was left out is counted in the
corpus, by its reason. Both must come to what the corpus has.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

from attack_records import Attack, Entity
from attack_site import ACTORS, DETECTIONS, INSTRUMENTS, MITIGATIONS, REVOKED

from planatlas.linking.atlas import Atlas
from planatlas.linking.related import plan_of
from planatlas.publishing.source import checked_whole
from planatlas.reading.problems import Severity

AS_OF = date(2026, 1, 1)
ACTION_KINDS = {MITIGATIONS: "course-of-action", DETECTIONS: "x-mitre-detection-strategy"}
GROUPS = tuple(ACTORS.values())
_SOFTWARE = re.compile(r"\[\[[^]|]+\]\]")


def counted(attack: Attack, content: Path) -> str:
    """Return the table. Raises SystemExit where the content has problems, or where it does not add up."""
    found = checked_whole(content, AS_OF)
    if grave := [problem for problem in found.problems if problem.severity is not Severity.NOTE]:
        msg = f"{len(grave)} problems in what was written, first: {grave[0].message}"
        raise SystemExit(msg)
    rows, missing = [], []
    for title, has, says, left in _parts(attack, found.atlas):
        for kind, count in sorted(has.items()):
            reasons = [f"{number:,} {why}" for (of, why), number in sorted(left.items()) if of == kind]
            out = sum(number for (of, _), number in left.items() if of == kind)
            rows.append(f"| {title}: {kind} | {count:,} | {says[kind]:,} | {out:,} | {'; '.join(reasons)} |\n")
            if says[kind] + out != count:
                missing.append(kind)
        figures = (has.total(), sum(says[kind] for kind in has), left.total())
        rows.append(f"| all {title} | {' | '.join(f'{figure:,}' for figure in figures)} | |\n")
    table = "".join(rows)
    if missing:
        msg = f"{table}does not add up: {', '.join(missing)}"
        raise SystemExit(msg)
    return f"| | corpus | content | left out | why |\n| --- | ---: | ---: | ---: | --- |\n{table}"


Part = tuple[str, Counter[str], Counter[str], Counter[tuple[str, str]]]
"""What is counted, how often the corpus has each kind of it and the content, and what is left out of each and why."""


def _parts(attack: Attack, atlas: Atlas) -> list[Part]:
    entities = attack.entities
    reasons = {one: attack.left_out(one) for one in entities}
    gone: Counter[tuple[str, str]] = Counter(
        (_kind(entities[one]), NO_ADDRESS if why == REVOKED else why)
        for one, why in reasons.items()
        if why and one not in attack.former
    )
    left: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str, str]] = set()
    for relation in attack.relations:
        kind, ends = str(relation["kind"]), (relation["source"], relation["target"])
        if kind == "revoked-by":
            why = None if relation["source"] in attack.former else NO_ADDRESS
        else:
            why = next((f"of what is {reasons[end]}" for end in ends if reasons[end]), None)
            why = why or ("said twice" if (kind, *ends) in seen else None)
        seen.add((kind, *ends))
        if why:
            left[_named(attack, relation), why] += 1
    return [
        ("entities", Counter(map(_kind, entities.values())), _entities(atlas), gone),
        ("relations", Counter(_named(attack, one) for one in attack.relations), _relations(atlas), left),
    ]


NO_ADDRESS = "whose address another record has"


def _kind(entity: Entity) -> str:
    return REVOKED if entity["status"] == REVOKED else str(entity["kind"])


def _named(attack: Attack, relation: Entity) -> str:
    """Return a relation's kind; what uses and what is used stand beside `uses`."""
    if relation["kind"] != "uses":
        return str(relation["kind"])
    source, target = (attack.entities[relation[end]]["kind"] for end in ("source", "target"))
    return f"uses: {_WORDS[source]}, {_WORDS[target]}"


_WORDS = {
    "attack-pattern": "technique",
    **dict.fromkeys(ACTORS, "group or campaign"),
    **dict.fromkeys(INSTRUMENTS, "software"),
}


def _entities(atlas: Atlas) -> Counter[str]:
    """Return how many entities of each kind the content has; what was revoked has become a former id."""
    found = Counter({"x-mitre-tactic": len(atlas.plans) - len(ACTION_KINDS), "x-mitre-matrix": 1})
    for identifier, action in atlas.actions.items():
        plan = plan_of(identifier)
        found[ACTION_KINDS.get(plan, "attack-pattern")] += 1
        found["x-mitre-analytic"] += len(action.record.activities) if plan == DETECTIONS else 0
    for kinds, entries in ((ACTORS, atlas.actors), (INSTRUMENTS, atlas.instruments)):
        names = {ours: theirs for theirs, ours in kinds.items()}
        found.update(names[entry.record.kind] for entry in entries.values() if entry.record.kind in names)
    found[REVOKED] = len(atlas.redirects)
    return found


def _relations(atlas: Atlas) -> Counter[str]:
    """Return how many relations of each kind the content tells of."""
    found = Counter({"revoked-by": len(atlas.redirects), "has-tactic": len(atlas.plans) - len(ACTION_KINDS)})
    for identifier, entry in atlas.actions.items():
        plan, action = plan_of(identifier), entry.record
        if plan == MITIGATIONS:
            found["mitigates"] += len(action.activities)
        elif plan == DETECTIONS:
            found["has-analytic"] += len(action.activities)
            found["detects"] += len(action.links)
            found["uses-data-component"] += sum(len((one.detail or "").split(", ")) for one in action.instruments)
        else:
            found["uses: group or campaign, technique"] += len(action.actors)
            found["uses: software, technique"] += len(action.instruments)
            found["in-tactic"] += 1 + sum(link.plan is not None for link in action.links)
            found["subtechnique-of"] += sum(link.action is not None for link in action.links)
    for actor in atlas.actors.values():
        found["attributed-to"] += len(actor.record.part_of)
        software = (actor.record.summary or "").rpartition("Software:")[2] if actor.record.kind in GROUPS else ""
        found["uses: group or campaign, software"] += len(_SOFTWARE.findall(software))
    return found
