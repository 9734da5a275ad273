"""Turns MITRE ATT&CK into content: python benchmarks/attack.py CORPUS FOLDER.

The corpus is ATT&CK for Enterprise as lines of JSON, compressed with xz: an entity or a relation a line. The folder,
a new one, gets `content/`, and `mkdocs.yml`, with which every page carries MITRE's notice; build it with

    planatlas build --config-file FOLDER/mkdocs.yml --content FOLDER/content --site FOLDER/site

| ATT&CK | becomes |
| --- | --- |
| tactic | a plan; what else is in the tactic is linked to it |
| technique, sub-technique | an action of the plan of its first tactic, in the section of its technique |
| mitigation, detection strategy | an action of a plan of its own; its techniques and analytics are its activities |
| group, campaign | an actor; a campaign is part of the group it is attributed to |
| software, data component, data source | an instrument |
| platform | a theme; that of software stands in its summary |
| sub-technique of | part of the other action |
| uses | an actor's or instrument's part in an action, with the procedure; software of a group stands in its summary |
| revoked by | a former id of what took its place |

What is revoked, and what is deprecated and has no relation, gets no record; what is in use and no record names is
named by MITRE's. Citations are left out: records have no place for them, and the page at attack.mitre.org has them all.
At the end a table says what the corpus has, what is in the content as the checks read it, and what is left out and why;
where they do not add up, or something is warned of, the command fails. A copy must carry MITRE's licence: it is read
from the file LICENSE*.txt beside the corpus and becomes a page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from attack_counts import counted
from attack_records import Attack
from attack_site import NAVIGATION, NOTICE, SITE, SOURCE, Fields

ROOT = Path(__file__).parents[1]


def write_attack(corpus: Path, to: Path) -> Attack:
    """Write the content of a corpus, and a configuration, below a folder; return what was read.

    Raises SystemExit where the licence lacks.
    """
    licence = next(iter(sorted(corpus.parent.glob("LICENSE*.txt"))), None)
    if licence is None:
        msg = f"{corpus.parent} has no LICENSE*.txt; a copy of ATT&CK must carry its licence"
        raise SystemExit(msg)
    attack = Attack(corpus)
    for path, fields in attack.records():
        file = to / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_lines(fields), encoding="utf-8")
    lines = "".join(f"    {line}".rstrip() + "\n" for line in licence.read_text(encoding="utf-8").splitlines())
    (to / "content/licence.md").write_text(f"# Licence of ATT&CK\n\n{lines}", encoding="utf-8")
    configuration = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": SITE["title"],
        "site_description": SOURCE,
        "copyright": NOTICE,
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "watch": [str(ROOT / "overrides")],
        "nav": NAVIGATION,
    }
    (to / "mkdocs.yml").write_text(_lines(configuration), encoding="utf-8")
    return attack


def _lines(fields: Fields) -> str:
    """Return fields as YAML, one a line; JSON is YAML."""
    filled = {name: value for name, value in fields.items() if value not in ("", [], {}, None)}
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in filled.items())


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    sys.stdout.write(counted(write_attack(Path(sys.argv[1]), folder), folder / "content"))
