"""Hostile text in records: it is seen as it is written, and nothing of it becomes active."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from planatlas.linking.atlas import Atlas
from planatlas.pages.dossier import dossier

ConfigurationMaker = Callable[..., MkDocsConfig]

HOSTILE = (
    """"></title></script></svg><script>alert(1)</script><img src=x onerror=alert(2)> {{ config }} {% raw %} """
    """[x](javascript:alert(3)) {: onclick=alert(4) } <a href='javascript:alert(5)'>y</a> --8<-- 'mkdocs.yml' """
    """&lt;script&gt;alert(6)&lt;/script&gt; <!-- ]]> <style>*{display:none}</style> | a | b |"""
)
NESTED = re.compile(r"\bT(\d?)\b")


def filled_with(text: str) -> dict[str, str]:
    """Return content with a text in every field that takes any text; T0 to T9 are the text made unlike itself."""

    def fill(template: str) -> str:
        return NESTED.sub(lambda found: "'" + f"{text} {found[1]}".strip().replace("'", "''") + "'", template)

    files = {
        "site.yml": """
            title: T
            summary: T
            audience: LIMITE
            markings: [{name: PUBLIC}, {name: LIMITE, banner: T}]
            actor_kinds: [{id: agency, label: T, plural: T}, {id: group, label: T, plural: T}]
            instrument_kinds: [{id: system, label: T, plural: T}]
            """,
        "plans/alpha/plan.yml": """
            title: T
            short: T2
            reference: T
            issuer: body
            date: 2024-03-01
            period: 2024..2026
            marking: LIMITE
            summary: T
            words: {section: T, sections: T, action: T, actions: T, label: T}
            sections: [{number: "1", title: T, summary: T}]
            review: {text: T, printed: T, when: every 6 months from 2024-03-01}
            source: {title: T, url: "https://example.eu/a?b=1&c=(2)"}
            links: [{plan: beta, relation: follows, detail: T}, {instrument: system, detail: T}]
            notes: [{text: T}]
            """,
        "plans/alpha/actions/1.yml": """
            ref: "1"
            title: T
            section: "1"
            group: T
            types: [T]
            lead: T
            summary: T
            actors: [{actor: body, role: lead, detail: T}, {actor: members, role: addressee, detail: T}]
            instruments: [{instrument: system, relation: uses, detail: T}]
            indicators:
              - {key: T, measure: T, target: {at_least: 1, unit: T, per: T, printed: T}}
              - {key: T2, measure: T}
            activities:
              - number: T
                text: T
                timing: {printed: T, when: 2024-Q1..2025-Q4}
                progress: [{date: 2025-02-01, status: under-way, note: T, evidence: "https://example.eu/"}]
              - {number: T2, text: T, timing: {printed: T}}
            deadlines:
              - {what: T, printed: T, when: 2026-06-30}
              - {what: T, printed: T, when: 2024-06-30}
              - {what: T, printed: T, when: every year from 2024-01-01, kind: recurrence}
            amounts: [{value: 1, currency: EUR, what: T}]
            links: [{action: "2", printed: T}]
            joint_action_days: T
            themes: [theme]
            progress: [{date: 2024-05-01, status: under-way, note: T, evidence: "https://example.eu/"}]
            source: {section: T, item: T, footnotes: [T], page: T}
            notes: [{text: T}]
            """,
        "plans/alpha/actions/2.yml": """
            ref: "2"
            title: T3
            section: "1"
            summary: "[[body|other words]] and [[system]]."
            actors: [{actor: body, role: support}, {actor: unit, role: lead}]
            themes: [theme]
            source: {section: T, item: T}
            """,
        "plans/beta/plan.yml": "title: T4\nextent: name-only\nsummary: T\n",
        "plans/gamma/plan.yml": 'title: T5\ndate: 2023\nsections: [{number: "1", title: T}]\n',
        "plans/gamma/actions/1.yml": """
            ref: "1"
            title: T
            section: "1"
            summary: T
            actors: [{actor: body, role: responsible}]
            instruments: [{instrument: system, relation: cites}]
            themes: [theme]
            source: {section: T, item: T}
            """,
        "actors/body.yml": """
            name: T
            short: T2
            aliases: [T3]
            kind: agency
            summary: T
            former_names: [{name: T4, short: T5, until: 2020}]
            authority: BODY
            url: "https://example.eu/"
            footnote: T
            notes: [{text: T}]
            """,
        "actors/members.yml": "name: T6\nkind: group\nmembers: [body]\n",
        "actors/unit.yml": "name: T9\nkind: agency\npart_of: [body]\n",
        "instruments/system.yml": """
            name: T7
            short: T8
            kind: system
            number: T
            summary: T
            operator: body
            former_names: [{name: T0, until: 2020}]
            notes: [{text: T}]
            """,
        "themes/theme.yml": "name: T\naliases: [T2]\nsummary: T\n",
        "terms.yml": """
            terms:
              - {term: T, meaning: T, note: T}
              - {term: alert, meaning: T, actor: body, note: T}
              - {term: words, meaning: T, plans: [alpha]}
            """,
        "meetings/one.yml": "title: T\ndate: 2026-02-01\nagenda: [{title: T, note: T, plans: [alpha]}]\n",
    }
    return {path: fill(template) for path, template in files.items()}


class _Active(HTMLParser):
    """Notes what a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str | None]] = set()
        self.within: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key.startswith("on") or re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE):
                self.found.add((key, value))
        if tag in {"script", "img", "iframe", "object", "embed", "base", "form", "link", "style"}:
            values = dict(attrs)
            where = values.get("src") or values.get("href") or values.get("action")
            self.found.add((tag, re.sub(r"^(\.\./)*", "", where) if where else None))
        self.within = tag if tag in {"script", "style"} else None

    def handle_data(self, data: str) -> None:
        if self.within:
            self.found.add((self.within, data))
            self.within = None


def active_in(site: Path) -> set[tuple[str, str | None]]:
    """Return every script, style, handler and source in the pages of a site."""
    found: set[tuple[str, str | None]] = set()
    for file in site.rglob("*.html"):
        parser = _Active()
        parser.feed(file.read_text(encoding="utf-8"))
        parser.close()
        found |= parser.found
    return found


@pytest.mark.parametrize("fast", [True, False])
def test_hostile_text_becomes_no_active_content(configuration: ConfigurationMaker, *, fast: bool) -> None:
    """Whatever text stands in every field, the built pages run and load nothing but what they do without it."""
    config = configuration(filled_with("words"), strict=False)
    config.plugins["planatlas"].config["fast"] = fast
    build(config)
    expected = active_in(Path(config.site_dir))
    for path, text in filled_with(HOSTILE).items():
        (Path(config.docs_dir) / path).write_text(text.replace("\n            ", "\n").lstrip(), encoding="utf-8")
    build(config)
    assert active_in(Path(config.site_dir)) == expected
    assert "alert(1)" in (Path(config.site_dir) / "actors/body.html").read_text(encoding="utf-8")


def test_hostile_text_becomes_no_active_content_in_a_dossier(make_atlas: Callable[..., Atlas]) -> None:
    """Whatever text stands in every field, a dossier runs and loads nothing, and shows the text as it is written."""
    found = {}
    for text in ("words", HOSTILE):
        parser = _Active()
        document = dossier(make_atlas(filled_with(text)), "Title", "one")
        parser.feed(document)
        parser.close()
        found[text] = parser.found
    assert found[HOSTILE] == found["words"]
    assert {tag for tag, _ in found["words"]} == {"style"}
    assert escape("<script>alert(1)</script>") in document


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=' JavaScript:alert(1)'>x</a>",
        "<svg onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src='//example.com'></iframe>",
    ],
)
def test_active_content_would_be_noticed(tmp_path: Path, html: str) -> None:
    """What makes a page active is found, wherever it stands."""
    (tmp_path / "index.html").write_text("<title>x</title><script>known()</script>")
    before = active_in(tmp_path)
    (tmp_path / "index.html").write_text(f"<title>x</title><script>known()</script><p>{html}</p>")
    assert active_in(tmp_path) != before
