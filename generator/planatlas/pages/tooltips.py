"""Glossary tooltips: the meaning of every term that stands on a page, as definitions of Markdown's abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from planatlas.linking.atlas import Atlas
from planatlas.pages.markdown import Markdown, attribute
from planatlas.pages.page import Page
from planatlas.reading.model.site import Term

_WORD = re.compile(r"\w+")
_SAFE = re.compile(r"[\w][\w .&/+()’'-]*")
"""Terms that Markdown's abbreviation syntax can hold."""


def with_tooltips(atlas: Atlas) -> Callable[[Page], Page]:
    """Return a function that adds to a page a definition of every term that its text has."""

    @cache
    def terms_of(plan: str | None) -> tuple[Mapping[str, Markdown], Mapping[str, list[str]]]:
        meanings = _meanings(atlas.terms, plan)
        by_first_word: dict[str, list[str]] = {}
        for term in meanings:
            by_first_word.setdefault(_WORD.findall(term)[0], []).append(term)
        return meanings, by_first_word

    def add(page: Page) -> Page:
        plan = _plan_of(page.path)
        meanings, by_first_word = terms_of(plan)
        if not meanings or not (page.source or plan):
            return page
        body = page.text.split("\n---\n", 1)[1]
        # Terms of which the first word stands nowhere need not be looked for; that leaves few.
        words = sorted(by_first_word.keys() & set(_WORD.findall(body)))
        candidates = tuple(term for word in words for term in by_first_word[word])
        found = sorted(set(term_pattern(candidates).findall(body))) if candidates else []
        if not found:
            return page
        lines = "\n".join(f"*[{term}]: {meanings[term]}" for term in found)
        return replace(page, text=f"{page.text}\n{lines}\n")

    return add


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
