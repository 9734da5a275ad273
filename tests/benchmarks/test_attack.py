"""ATT&CK becomes content that says what its corpus says; what does not become a record is counted with its reason."""

from __future__ import annotations

import json
import lzma
from datetime import date
from pathlib import Path

import pytest
from attack import write_attack
from attack_counts import counted
from attack_records import Attack
from attack_site import NOTICE

from planatlas.linking.atlas import Atlas
from planatlas.publishing.source import checked_whole
from planatlas.reading.problems import Severity

Line = dict[str, object]


def entity(kind: str, ref: str, name: str, **more: object) -> Line:
    """Return an entity of ATT&CK as its corpus has it."""
    stated = {"aliases": [], "platforms": [], "status": "active", "summary": None, "sources": [], **more}
    return {"record": "entity", "id": f"{kind}--{ref}", "kind": kind, "ref": ref, "name": name, **stated} | {
        "url": f"https://attack.mitre.org/{kind}/{ref.replace('.', '/')}"
    }


def relation(kind: str, source: Line, target: Line, summary: str = "") -> Line:
    """Return a relation of ATT&CK as its corpus has it."""
    return {"record": "relationship", "kind": kind, "source": source["id"], "target": target["id"], "summary": summary}


def small_corpus() -> list[Line]:
    """Return something of every kind that ATT&CK has."""
    matrix = entity("x-mitre-matrix", "matrix", "Matrix")
    tactic = entity("x-mitre-tactic", "TA0002", "Execution", summary="The adversary runs code.")
    other = entity("x-mitre-tactic", "TA0003", "Persistence", summary="The adversary stays.")
    tool = entity(
        "tool", "S1", "Tool/One", summary="Made by [Bears](https://attack.mitre.org/intrusion-set/G1).",
        platforms=["Windows"],
    )  # fmt: skip
    malware = entity("malware", "S2", "Worm")
    group = entity("intrusion-set", "G1", "Bears", aliases=["Tool/One"], summary="Bears roam.(Citation: Zoo 2020)")
    campaign = entity("campaign", "C1", "Honey Run")
    lonely = entity("intrusion-set", "G2", "Wolves")
    technique = entity(
        "attack-pattern", "T1.001", "Shell", platforms=["Linux"],
        summary="Runs <code>sh</code> [as is](https://x.example/).\n\n* first\n* [[second",
    )  # fmt: skip
    parent = entity("attack-pattern", "T1", "Shells", summary="All shells.")
    old = entity("attack-pattern", "T0", "Old shell", status="revoked")
    older = entity("attack-pattern", "T00", "Older shell", status="revoked")
    lost = entity("malware", "S3", "Worm", status="revoked")
    mitigation = entity("course-of-action", "M1", "No shells", summary="Take them away.")
    gone = entity("course-of-action", "M2", "No computers", status="deprecated")
    detection = entity("x-mitre-detection-strategy", "DET1", "See shells")
    analytic = entity("x-mitre-analytic", "AN1", "Analytic 1", summary="A shell starts.", platforms=["Linux"])
    component = entity("x-mitre-data-component", "DC1", "Process start")
    return [
        matrix, tactic, other, tool, malware, group, campaign, lonely, technique, parent, old, older, lost, mitigation,
        gone, detection, analytic, component,
        relation("has-tactic", matrix, tactic),
        relation("has-tactic", matrix, other),
        *(relation("in-tactic", one, tactic) for one in (technique, parent, old)),
        relation("in-tactic", parent, other),
        relation("subtechnique-of", technique, parent),
        relation("revoked-by", old, technique),
        relation("revoked-by", older, old),
        relation("revoked-by", lost, malware),
        relation("uses", group, technique, "[Bears](https://attack.mitre.org/intrusion-set/G1) ran it.(Citation: Zoo)"),
        relation("uses", campaign, technique),
        relation("uses", group, tool),
        relation("uses", group, malware, "They let it [loose](https://x.example/)."),
        relation("uses", tool, technique),
        relation("attributed-to", campaign, group, "By [Bears](https://attack.mitre.org/intrusion-set/G1)."),
        relation("mitigates", mitigation, technique, "Remove it."),
        relation("detects", detection, technique),
        relation("has-analytic", detection, analytic),
        relation("uses-data-component", analytic, component),
        relation("uses-data-component", analytic, component),
    ]  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return the file of a small corpus, with its licence beside it."""
    file = tmp_path / "attack.jsonl.xz"
    with lzma.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(line) + "\n" for line in small_corpus())
    (tmp_path / "LICENSE-ATTACK.txt").write_text("The licence.\n", encoding="utf-8")
    return file


def converted(corpus: Path) -> tuple[Attack, Path, Atlas]:
    """Return what was read of a corpus, and the content that it became, of which nothing is warned."""
    room = corpus.parent / "attack"
    attack = write_attack(corpus, room)
    found = checked_whole(room / "content", date(2026, 1, 1))
    assert not [problem for problem in found.problems if problem.severity is not Severity.NOTE]
    return attack, room / "content", found.atlas


def test_attack_becomes_content_of_which_nothing_is_warned(corpus: Path) -> None:
    """Names of entities become links, other markup and citations go, what was revoked becomes a former id."""
    atlas = converted(corpus)[2]
    action = atlas.actions["execution/t1.001"].record
    assert action.summary == "Runs “sh” as is.\n\n- first\n- [second"
    assert action.formerly == ("execution/t0", "execution/t00")
    assert [(one.actor, one.detail) for one in action.actors] == [("bears", "Bears ran it."), ("honey-run", None)]
    assert [one.instrument for one in action.instruments] == ["tool-one"]
    assert [(str(one.relation), one.action) for one in action.links] == [("part-of", "execution/t1")]
    assert [one.plan for one in atlas.actions["execution/t1"].record.links] == ["persistence"]
    bears = atlas.actors["bears"].record
    assert bears.summary == "Bears roam.\n\nSoftware: [[tool-one]].\n- [[worm]]: They let it loose."
    assert bears.aliases == ()
    assert atlas.actors["honey-run"].record.part_of == ("bears",)
    assert atlas.actors["honey-run"].record.summary == "By [[bears|Bears]]."
    assert atlas.instruments["tool-one"].record.summary == "Made by [[bears|Bears]].\n\nRuns on: Windows."
    assert atlas.actions["mitigations/m1"].record.activities[0].text == "[[execution/t1.001|Shell]]: Remove it."
    detection = atlas.actions["detection-strategies/det1"].record
    assert detection.summary == "How [[execution/t1.001|Shell]] is detected: 1 analytic."
    assert [(one.instrument, one.detail) for one in detection.instruments] == [("process-start", "AN1")]


def test_a_copy_of_attack_carries_its_licence_and_notice(corpus: Path) -> None:
    """The licence is a page that readers are offered, the notice stands on every page; without them nothing is made."""
    content = converted(corpus)[1]
    configuration = (content.parent / "mkdocs.yml").read_text(encoding="utf-8")
    assert NOTICE in configuration
    assert '{"Licence": "licence.md"}' in configuration
    assert "    The licence." in (content / "licence.md").read_text(encoding="utf-8")
    (corpus.parent / "LICENSE-ATTACK.txt").unlink()
    with pytest.raises(SystemExit, match=r"no LICENSE\*\.txt"):
        write_attack(corpus, corpus.parent / "again")
    assert not (corpus.parent / "again").exists()


def test_what_no_record_names_is_named_by_the_publisher(corpus: Path) -> None:
    """A group that is in use but has no relation is found from MITRE's page; what is named elsewhere is not there."""
    publisher = converted(corpus)[2].actors["mitre"].record
    assert publisher.summary is not None
    assert publisher.summary.endswith(": [[wolves]].")


def test_the_content_is_counted_against_the_corpus(corpus: Path) -> None:
    """Each kind of entity and relation is there, or left out for a reason that is told."""
    attack, content, _ = converted(corpus)
    rows = [line.strip("|").split("|") for line in counted(attack, content).splitlines()]
    said = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}
    assert said["entities: course-of-action"] == ["2", "1", "1", "1 deprecated, and without any relation"]
    assert said["entities: revoked"] == ["3", "2", "1", "1 whose address another record has"]
    assert said["relations: in-tactic"] == ["4", "3", "1", "1 of what is revoked"]
    assert said["relations: uses-data-component"] == ["2", "1", "1", "1 said twice"]
    assert said["relations: uses: group or campaign, software"] == ["2", "2", "0", ""]
    assert said["all entities"][:3] == ["18", "16", "2"]
    assert said["all relations"][:3] == ["21", "18", "3"]


def test_content_that_lost_something_does_not_add_up(corpus: Path) -> None:
    """The content is counted from its files, so nothing is lost unseen."""
    attack, content, _ = converted(corpus)
    file = content / "plans/execution/actions/t1.001.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("links:")), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"does not add up: subtechnique-of$"):
        counted(attack, content)
