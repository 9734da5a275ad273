"""Glossary tooltips: the meaning of an abbreviation, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.pages.page import Page
from planatlas.pages.tooltips import with_tooltips

PLAN = 'title: A plan\nsections: [{number: "1", title: First}]\n'
TERMS = r"""
    terms:
      - {term: OA, meaning: Operational action, plans: [alpha]}
      - {term: OA, meaning: Official aid, plans: [beta]}
      - {term: OA, meaning: Open access}
      - {term: OAP, meaning: Operational action plan}
      - {term: AP, meaning: 'Analysis "project" & <more>'}
      - {term: SIS, meaning: Schengen Information System}
      - {term: SIS II, meaning: The second of them}
      - {term: RIP, expanded: false}
      - {term: CT, meaning: Counter-terrorism, plans: [beta]}
      - {term: "a]: b", meaning: never a tooltip}
    """


@pytest.fixture
def atlas(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> Atlas:
    return make_atlas({"plans/alpha/plan.yml": PLAN, "plans/beta/plan.yml": PLAN, "terms.yml": TERMS})


def added_to(atlas: Atlas, body: str, path: str = "plans/alpha/actions/1.md") -> list[str]:
    page = Page(path, f"---\ntitle: OA SIS AP\n---\n\n{body}\n", "plans/alpha/actions/1.yml")
    text = with_tooltips(atlas)(page).text
    assert text.startswith(page.text)
    return text.removeprefix(page.text).strip().splitlines()


def test_the_meaning_in_the_plan_goes_before_others(atlas: Atlas) -> None:
    """On a page of a plan an abbreviation has the meaning that it has in that plan."""
    assert added_to(atlas, "The OA.") == ["*[OA]: Operational action"]
    assert added_to(atlas, "The OA.", "plans/beta/index.md") == ["*[OA]: Official aid"]
    assert added_to(atlas, "The OA.", "plans/gamma/index.md") == ["*[OA]: Open access"]


def test_on_a_page_of_no_plan_all_meanings_stand(atlas: Atlas) -> None:
    """A dossier reads across plans, so its tooltip gives every meaning."""
    expected = ["*[OA]: Operational action; or Official aid; or Open access"]
    assert added_to(atlas, "The OA.", "actors/europol.md") == expected


def test_a_term_of_another_plan_is_left_alone(atlas: Atlas) -> None:
    """What an abbreviation means in another plan only is not said on this plan's pages."""
    assert added_to(atlas, "CT matters.") == []
    assert added_to(atlas, "CT matters.", "plans/beta/actions/1.md") == ["*[CT]: Counter-terrorism"]


@pytest.mark.parametrize(
    ("body", "terms"),
    [
        ("OAP and OA", ["OA", "OAP"]),
        ("SIS II and SIS", ["SIS", "SIS II"]),
        ("SIS II", ["SIS II"]),
        ("SISTER, XSIS, SIS-2, E-SIS and sis", []),
        ("(SIS), SIS.", ["SIS"]),
        ("RIP is not explained", []),
        ("nothing of the kind", []),
    ],
)
def test_only_whole_terms_are_explained(atlas: Atlas, body: str, terms: list[str]) -> None:
    """A term is explained where it stands as a word of its own, the longest that fits."""
    assert [line.split("]")[0].removeprefix("*[") for line in added_to(atlas, body)] == terms


def test_the_front_matter_alone_gives_no_tooltip(atlas: Atlas) -> None:
    """An abbreviation in a page's title only is not explained, since nothing on the page shows it."""
    assert added_to(atlas, "Nothing.") == []


def test_a_page_of_nothing_in_particular_has_none(atlas: Atlas) -> None:
    """A list page, which no file stands behind, is left as it is."""
    page = Page("deadlines.md", "---\ntitle: x\n---\n\nThe OA.\n", None)
    assert with_tooltips(atlas)(page) is page


def test_without_a_glossary_pages_stay_as_they_are(make_atlas: Callable[[Mapping[str, str]], Atlas]) -> None:
    """No terms, no tooltips."""
    page = Page("actors/a.md", "---\ntitle: x\n---\n\nThe OA.\n", "actors/a.yml")
    assert with_tooltips(make_atlas({}))(page) is page


def test_a_tooltip_shows_its_meaning_as_written(atlas: Atlas, show: Callable) -> None:
    """In the browser the meaning is plain text, whatever signs it holds, and the page's text is unchanged."""
    page = Page("plans/alpha/actions/1.md", "---\ntitle: x\n---\n\nThe AP works.\n", "plans/alpha/actions/1.yml")
    shown = show(with_tooltips(atlas)(page).text.split("\n---\n", 1)[1])
    assert shown.text == "The AP works."
    assert shown.tags == (("p", ()), ("abbr", (("title", 'Analysis "project" & <more>'),)))
