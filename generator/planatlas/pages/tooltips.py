"""Glossary tooltips: the meaning of every term that stands on a page, as definitions of Markdown's abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from planatlas.linking.atlas import Atlas
from planatlas.linking.phrases import Phrases
from planatlas.pages.markdown import Markdown, attribute
from planatlas.pages.page import Page
from planatlas.reading.model.site import Term

_SAFE = re.compile(r"[\w][\w .&/+()’'-]*")
"""Terms that Markdown's abbreviation syntax can hold."""


def with_tooltips(atlas: Atlas) -> Callable[[Page], Page]:
    """Return a function that adds to a page a definition of every term that its text has."""

    @lru_cache(maxsize=2)  # the pages of a plan follow one another
    def terms_of(plan: str | None) -> _Terms:
        return _Terms(_meanings(atlas.terms, plan))

    def add(page: Page) -> Page:
        plan = _plan_of(page.path)
        terms = terms_of(plan)
        if not terms.meanings or not (page.source or plan):
            return page
        found = sorted(terms.standing_in(page.text, after=page.text.index("\n---\n") + 5))
        if not found:
            return page
        lines = "\n".join(f"*[{term}]: {terms.meanings[term]}" for term in found)
        return replace(page, text=f"{page.text}\n{lines}\n")

    return add


class _Terms:
    """Terms with their meanings, all of which are looked for in one pass over a text."""

    def __init__(self, meanings: Mapping[str, Markdown]) -> None:
        self.meanings = meanings
        self._terms = Phrases(meanings)

    def standing_in(self, text: str, after: int) -> set[str]:
        """Return the terms that stand in a text as whole words after a place, of those that overlap the longest."""
        whole = [
            (start, -end, number)
            for number, start, end in self._terms.places_in(text)
            if start >= after and not _goes_on(text[start - 1]) and not _goes_on(text[end : end + 1])
        ]
        found: set[str] = set()
        reached = 0
        for start, end, number in sorted(whole):
            if start >= reached:
                found.add(self._terms.all[number])
                reached = -end
        return found


def _goes_on(character: str) -> bool:
    """Whether a word goes on with a character; there is none at the end of a text."""
    return character.isalnum() or character in {"_", "-"}


def _plan_of(path: str) -> str | None:
    parts = path.split("/")
    return parts[1] if parts[0] == "plans" and len(parts) > 2 else None  # noqa: PLR2004 - plans/PLAN/…


def _meanings(terms: Iterable[Term], plan: str | None) -> dict[str, Markdown]:
    """Return the meanings that hold on a page: those of its plan before those of all plans.

    On a page of no plan a term with several meanings names them all.
    """
    found: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    for term in terms:
        if term.meaning and _SAFE.fullmatch(term.term):
            if plan in term.plans:
                own.setdefault(term.term, []).append(term.meaning)
            elif (not term.plans or plan is None) and not term.marking:  # which the page would have to carry
                found.setdefault(term.term, []).append(term.meaning)
    return {term: attribute("; or ".join(dict.fromkeys(meanings))) for term, meanings in {**found, **own}.items()}


@lru_cache(maxsize=2**12)
def term_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some terms in a text, the longest that fits, as whole words."""
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(term) for term in longest_first) + r")(?![\w-])")
