"""Writes made-up content of N records in the shape of the real content: python benchmarks/content.py N FOLDER.

Of the records 60% are actions, 15% actors and 25% instruments; a plan has 200 actions. An action names two to five
actors and one to four instruments and has indicators, activities, a deadline, a theme and prose with names in it, so
that its page has 5 to 15 links in its text. The same N gives the same content.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

WORDS = """
    access action agency agreement analysis approach area arrest assessment asset authority awareness bank
    border capacity case check citizen common company contact container control cooperation country crime
    customs data database detect development document drug early effective equipment evidence exchange expert
    exploit facilitate field finance firearm focal follow force forensic framework fraud freeze front funding
    gap goods group guidance harbour high identify illegal illicit implement improve indicator information
    intelligence international investigate joint judicial key knowledge launder law legal level link local
    logistics market measure meeting member migrant mobile monitor movement national network new office
    officer online operation partner passenger payment period personal police policy port practice precursor
    prevent priority private process profile project prosecute protect provide public record regional register
    regular report request resource response review risk route scheme search sector secure seize service share
    ship signature situation smuggle source specialised standard state strategy structure study supply support
    suspect system target team technical tool trace traffic training transfer transport travel trend unit
    update use victim visa warning
    """.split()
ROLES = ("lead", "co-lead", "responsible", "support", "partner", "addressee", "beneficiary")
RELATIONS = ("uses", "implements", "aligns-with", "funded-by", "cites")
ACTIONS_OF_A_PLAN = 200
THEMES = 20
PARTS = 10
"""Every tenth actor is part of another."""


def write_content(records: int, to: Path) -> None:
    """Write the content of so many records below a folder, which must be new."""
    counts = {"actions": records * 60 // 100, "actors": records * 15 // 100}
    counts["instruments"] = records - sum(counts.values())
    content = _Content(counts)
    for path, text in content.files():
        file = to / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


class _Content:
    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._random = Random(7)  # noqa: S311 - made-up content, the same every time

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of every file."""
        yield (
            "site.yml",
            (
                "title: Benchmark\nsummary: Made-up content.\n"
                "markings: [{name: PUBLIC}, {name: LIMITE, banner: Not public.}]\naudience: LIMITE\n"
                "actor_kinds: [{id: agency, label: Agency, plural: Agencies}]\n"
                "instrument_kinds: [{id: system, label: System, plural: Systems}]\n"
            ),
        )
        terms = "".join(
            f"  - {{term: {word[:4].upper()}{place}, meaning: {word}}}\n" for place, word in enumerate(WORDS)
        )
        yield "terms.yml", f"terms:\n{terms}"
        for number in range(THEMES):
            yield (
                f"themes/theme-{number}.yml",
                f"name: {self._words(2).capitalize()} {number}\nsummary: {self._sentence()}\n",
            )
        for number in range(self._counts["actors"]):
            parent = f"part_of: [actor-{number // PARTS}]\n" if number % PARTS == PARTS - 1 else ""
            yield (
                f"actors/actor-{number}.yml",
                (
                    f"name: {self._words(4).capitalize()} {number}\nshort: ACT {number}\nkind: agency\n{parent}"
                    f"summary: {self._sentence()}\n"
                ),
            )
        for number in range(self._counts["instruments"]):
            yield (
                f"instruments/instrument-{number}.yml",
                (
                    f"name: {self._words(4).capitalize()} {number}\nshort: INS {number}\nkind: system\n"
                    f"operator: {self._actor()}\nstate: in-operation\nsummary: {self._sentence()}\n"
                ),
            )
        plans = -(-self._counts["actions"] // ACTIONS_OF_A_PLAN)
        for plan in range(plans):
            year = 2015 + plan % 11
            sections = ", ".join(f'{{number: "{one}", title: {self._words(3)}}}' for one in range(1, 6))
            yield (
                f"plans/plan-{plan}/plan.yml",
                (
                    f"title: {self._words(4).capitalize()} {plan}\nshort: Plan {plan}\nreference: {10000 + plan}/24\n"
                    f"issuer: {self._actor()}\ndate: {year}-03-01\nperiod: {year}..{year + 4}\n"
                    f"marking: {'LIMITE' if plan % 2 else 'PUBLIC'}\nsummary: {self._sentence()}\n"
                    f"sections: [{sections}]\n"
                ),
            )
        for number in range(self._counts["actions"]):
            plan, place = divmod(number, ACTIONS_OF_A_PLAN)
            yield f"plans/plan-{plan}/actions/{place // 40 + 1}.{place % 40 + 1}.yml", self._action(plan, place)

    def _action(self, plan: int, place: int) -> str:
        year = 2015 + plan % 11
        section = place // 40 + 1
        actors = dict.fromkeys(self._actor() for _ in range(self._random.randint(2, 5)))
        means = dict.fromkeys(self._instrument() for _ in range(self._random.randint(1, 4)))
        lines = [
            f'ref: "{section}.{place % 40 + 1}"',
            f"title: {self._words(5).capitalize()}",
            f'section: "{section}"',
            f"lead: {self._sentence()}",
            "summary: |",
            *(f"  {self._sentence()}" for _ in range(3)),
            f"  {self._sentence()} It is shared with [[{self._actor()}]] through [[{self._instrument()}]].",
            "",
            f"  {self._sentence()} {self._sentence()}",
            "actors:",
            *(
                f"  - {{actor: {actor}, role: {self._random.choice(ROLES) if at else ROLES[0]}, "
                f"detail: {self._words(6)}}}"
                for at, actor in enumerate(actors)
            ),
            "instruments:",
            *(
                f"  - {{instrument: {one}, relation: {self._random.choice(RELATIONS)}, detail: {self._words(5)}}}"
                for one in means
            ),
            "indicators:",
            *(
                f"  - {{key: {key}, measure: {self._words(5)}, target: {{at_least: {self._random.randint(1, 50)}, "
                f"unit: {self._random.choice(WORDS)}s, per: year}}}}"
                for key in "abc"[: self._random.randint(1, 3)]
            ),
            "activities:",
        ]
        for number in range(1, self._random.randint(2, 5)):
            lines += [
                f"  - number: {number}",
                f"    text: {self._sentence()} {self._sentence()}",
                f'    timing: {{printed: "Q1-Q4 {year}/{year + 1}", when: {year}-Q1..{year + 1}-Q4}}',
            ]
        if place % 4 == 0:
            lines.append(f"deadlines: [{{what: {self._words(3)}, when: {year + 2}-06-30}}]")
        themes = dict.fromkeys(f"theme-{self._random.randrange(THEMES)}" for _ in range(2))
        lines += [
            f"themes: [{', '.join(themes)}]",
            f"source: {{section: Goal {section}, item: OA {section}.{place % 40 + 1}}}",
        ]
        return "\n".join(lines) + "\n"

    def _actor(self) -> str:
        return f"actor-{int(self._counts['actors'] * self._random.random() ** 1.5)}"

    def _instrument(self) -> str:
        return f"instrument-{int(self._counts['instruments'] * self._random.random() ** 1.5)}"

    def _words(self, count: int) -> str:
        return " ".join(self._random.choices(WORDS, k=count))

    def _sentence(self) -> str:
        return f"{self._words(self._random.randint(8, 18)).capitalize()}."


if __name__ == "__main__":
    write_content(int(sys.argv[1]), Path(sys.argv[2]))
