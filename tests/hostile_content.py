"""Content in which every text field of every kind of record holds hostile text, one kind of attack to a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from every_field import Way, filled
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import Kind

ATTACKS = {
    "script": "<script>ran.push(1)</script>",
    "script-end": "</script></title></textarea></style></svg>--><script>ran.push(1)</script>",
    "image": "\"'><img src=x onerror=ran.push(1)>",
    "image-elsewhere": "<img src=https://elsewhere.example/a.png> ![x](https://elsewhere.example/b.png)",
    "svg": "<svg onload=ran.push(1)><script>ran.push(2)</script><a xlink:href=javascript:ran.push(3)>x</a></svg>",
    "frame": "<iframe srcdoc='<script>parent.ran.push(1)</script>'></iframe><object data=//elsewhere.example></object>",
    "style": "<style>*{display:none}</style><link rel=stylesheet href=//elsewhere.example/a.css>",
    "base": "<base href=//elsewhere.example/><meta http-equiv=refresh content='0;url=//elsewhere.example/'>",
    "form": "<form action=//elsewhere.example/><button formaction=javascript:ran.push(1)>x</button><input autofocus>",
    "attribute": "' onmouseover='ran.push(1)' style='position:fixed;inset:0' x='",
    "attribute-list": '*x*{: onclick="ran.push(1)" onfocus=ran.push(2) style="position:fixed" } {#id .class }',
    "attribute-block": "{: onclick=ran.push(1) style='display:none' }",
    "javascript": "[x](javascript:ran.push(1)) [y](<javascript:ran.push(2)>) <javascript:ran.push(3)>",
    "javascript-encoded": "[x](JaVa&#83;cript&colon;ran.push(1)) [y](&#x6A;avascript:ran.push(2)) [z](java%0ascript:x)",
    "data": "[x](data:text/html,<script>ran.push(1)</script>) <a href='data:text/html;base64,PHNjcmlwdD4='>y</a>",
    "vbscript": "[x](vbscript:ran.push(1)) [y]: javascript:ran.push(2) [y][y]",
    "autolink": "<https://elsewhere.example/?a='onclick='ran.push(1)> https://elsewhere.example/\"onclick=\"ran.push(1)",
    "snippet": "--8<-- 'mkdocs.yml' ;--8<-- \"/etc/passwd\" {!mkdocs.yml!} ::: planatlas.cli",
    "template": "{{ config.site_dir }} {% include 'main.html' %} {# gone #} ${7*7} <%= 7*7 %> #{7*7}",
    "entities": "&lt;script&gt;ran.push(1)&lt;/script&gt; &#60;b&#62; &amp;amp; &nbsp;&xxe; &#x3c;script>",
    "comment": "<!-- never closed <![CDATA[ ]]> <?php ?> <!ENTITY xxe SYSTEM 'file:///etc/passwd'>",
    "table": "| a | b | <td> \\| `c | d` ~~e~~ ||",
    "block": "# heading === --- *** > quote ``` ~~~ : definition",
    "emphasis": "*a* **b** _c_ __d__ `e` \\*f\\* ^g^ ~h~ ==i== ++j++ :smile: [^1] [x][y] !!! note",
    "formula": '=HYPERLINK("http://elsewhere.example","x")',
    "formula-plus": "+cmd|'/C calc'!A0",
    "formula-minus": "-2+3+cmd|'/C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|'/C calc'!A0",
    "calendar": 'x\\nEND:VEVENT\\r\\nBEGIN:VALARM\\nACTION:AUDIO;X="y:z",w^n',
    "json": '\\"]};ran.push(1);// \\u003cscript\\u003e \\x3c/script>',
    "path": "../../../etc/passwd ..\\..\\x C:\\con file:///etc/passwd //elsewhere.example/x",
    "invisible": "a\u200bb\u200dc\u2060d\u00ade\u034ff\u180eg e\u0301\u0301\u0301 \u0e49\u0e49\u0e49 \U000e0041",
    "right-to-left": "\u05d0\u05d1\u05d2 \u0627\u0644\u0639 \u202frtl\u061c \u200fx",
}
"""Text by what it attacks. Bidirectional overrides are not among it: the reader refuses them."""
NAMES = list(ATTACKS)
WORD = "w" * 1_000_000
"""A word of a megabyte."""
LONG = {(Kind.ACTION, ("summary",)), (Kind.INSTRUMENT, ("notes", "text"))}
"""Where it stands, in the last record of the kind."""

IDS = {
    "plan": "alpha", "plans": "alpha", "issuer": "body-0", "signatories": "body-1", "action": "1", "actions": "alpha/1",
    "actor": "body-0", "actors": "body-0", "operator": "body-0", "body": "body-0", "participants": "body-1",
    "part_of": None, "members": None,
    "instrument": "system-0", "amends": None, "replaces": None, "theme": "theme-0", "themes": "theme-0",
}  # fmt: skip
"""What a field that refers to a record holds, by the field's name; None leaves it out."""
TIED: dict[tuple[Kind | None, Way], str | None] = {
    (None, ("formerly",)): None,
    (Kind.SITE, ("audience",)): "LIMITE",
    (Kind.SITE, ("markings", "name")): "LIMITE",
    (Kind.SITE, ("actor_kinds", "id")): "agency",
    (Kind.SITE, ("instrument_kinds", "id")): "agency",
    (Kind.SITE, ("accessibility", "email")): "a@example.eu",
    (Kind.PLAN, ("sections", "number")): "1",
    (Kind.PLAN, ("source", "language")): "en",
    (Kind.ACTION, ("section",)): "1",
    (Kind.ACTION, ("amounts", "currency")): "EUR",
    (Kind.ACTOR, ("kind",)): "agency",
    (Kind.INSTRUMENT, ("kind",)): "agency",
}
"""Text fields that cannot hold any text, by kind and way, and what stands there instead."""
NAMED = {"name", "short", "aliases", "title", "term"}
"""Fields by which records are told apart."""


def texts(kind: Kind, number: int, attack: str, *, word: bool = False) -> Callable[[Way], str | None]:
    """Return what gives each field of a record its text."""

    def text(way: Way) -> str | None:
        last = way[-1]
        if (None, way) in TIED or (kind, way) in TIED:
            return TIED.get((kind, way), TIED.get((None, way)))
        if last == "marking":
            return "LIMITE"
        if kind is Kind.ACTION and way == ("ref",):
            return str(number + 1)
        if last in IDS and not (kind is Kind.PLAN and way[0] == "words"):
            return None if (way, kind) == (("links", "plan"), Kind.PLAN) else IDS[last]
        if word and (kind, way) in LONG:
            return WORD
        return f"{ATTACKS[attack]} {kind} {'-'.join(way)} {number}" if last in NAMED else ATTACKS[attack]

    return text


PATHS = {
    Kind.SITE: "site.yml",
    Kind.TERMS: "terms.yml",
    Kind.PLAN: "plans/alpha/plan.yml",
    Kind.ACTION: "plans/alpha/actions/{}.yml",
    Kind.ACTOR: "actors/body-{}.yml",
    Kind.INSTRUMENT: "instruments/system-{}.yml",
    Kind.THEME: "themes/theme-{}.yml",
    Kind.MEETING: "meetings/meeting-{}.yml",
}
SINGLE = {Kind.SITE: "script-end", Kind.TERMS: "attribute", Kind.PLAN: "image"}
"""Records of which there is one, and what attacks there."""


def hostile_files() -> dict[str, str]:
    """Return the content by path; the words of a megabyte stand in the last action and the last instrument."""
    files = {}
    for kind in KINDS:
        single = SINGLE.get(kind.kind)
        for number, attack in enumerate([single] if single else NAMES):
            word = number == len(NAMES) - 1 and kind.kind in (Kind.ACTION, Kind.INSTRUMENT)
            data = filled(kind.model, texts(kind.kind, number, attack, word=word))
            if kind.kind is Kind.SITE:
                data["markings"].insert(0, {"name": "PUBLIC"})
                data.pop("marking")
            if kind.kind is Kind.PLAN:
                data.pop("counts")
                data["links"] = [{"instrument": "system-0", "detail": ATTACKS[attack]}]
            place = number + 1 if kind.kind is Kind.ACTION else number
            files[PATHS[kind.kind].format(place)] = json.dumps(data, ensure_ascii=False)
    return files


def write_hostile(folder: Path) -> None:
    """Write the content below a folder."""
    for path, text in hostile_files().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
