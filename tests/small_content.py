"""A small content folder, as files by their paths: whole, with an error in it, and with a warning; and its site."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[1]

SMALL = {
    "site.yml": """
        title: Small atlas
        markings: [{name: PUBLIC}, {name: LIMITE, banner: Not for release.}]
        audience: LIMITE
        actor_kinds: [{id: agency, label: Agency, plural: Agencies}]
        instrument_kinds: [{id: system, label: System, plural: Systems}]
        """,
    "plans/alpha/plan.yml": """
        title: Plan Alpha
        date: 2024-03-01
        marking: LIMITE
        issuer: europol
        sections: [{number: "1", title: Information exchange}]
        """,
    "plans/alpha/actions/1.yml": """
        ref: "1"
        title: Exchange information
        section: "1"
        summary: Europol exchanges information through [[siena]].
        actors: [{actor: europol, role: lead}]
        instruments: [{instrument: siena, relation: uses}]
        deadlines: [{what: Report, when: 2026-06-30}]
        source: {section: Part 1, item: Action 1}
        """,
    "actors/europol.yml": "name: European Police\nshort: Europol\nkind: agency\nformerly: [european-police-office]\n",
    "instruments/siena.yml": "name: SIENA\nkind: system\n",
}
"""Content without a problem, of every kind of page."""

WITH_AN_ERROR = {**SMALL, "actors/europol.yml": "name: European Police\nshort: Europol\nkind: agancy\n"}
WITH_A_WARNING = {**SMALL, "actors/cepol.yml": "name: CEPOL\nkind: agency\n"}


def write_configuration(folder: Path) -> Path:
    """Write a configuration like the site's own, for the folder `content` beside it, and return its file."""
    file = folder / "mkdocs.yml"
    text = f"""
        INHERIT: {ROOT / "mkdocs.yml"}
        site_name: Small atlas
        docs_dir: content
        theme: {{custom_dir: {ROOT / "overrides"}}}
        plugins: [{{planatlas: {{as_of: 2026-01-01}}}}]
        watch: []
        """
    file.write_text(dedent(text), encoding="utf-8")
    return file
