"""Explanations of codes: each code has one, and each example is a mistake of just that kind."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from checking.test_problem_cases import NARROWER, reading_codes
from conftest import AtlasMaker
from planatlas import linking
from planatlas.checking.explanations import PAGE, Explanation, explanations, where_explained
from planatlas.checking.rule import RULES
from planatlas.pages.addresses import PROBLEMS, published
from planatlas.pages.views.problems import problems_page
from planatlas.publishing.source import checked, checked_whole
from planatlas.reading.problems import Problem
from small_content import SMALL

AS_OF = date(2026, 1, 1)
EXPLAINED = list(explanations().values())


def problems_of(told: Explanation, folder: Path, *, mended: bool) -> list[Problem]:
    """Write the content folder of an example, and return what is wrong with it."""
    for path, text in told.files(mended=mended).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        broken = not mended and path in told.wrong
        if broken and "link" in told.made:
            file.symlink_to(told.made["link"])
            continue
        raw = text.encode(told.made.get("encoding", "utf-8") if broken else "utf-8")
        file.write_bytes(raw.ljust(told.made.get("bytes", 0), b"\n") if broken else raw)
    audience = told.made.get("audience")
    return (checked(folder, AS_OF, audience) if audience else checked_whole(folder, AS_OF)).problems


def test_every_code_is_explained() -> None:
    """Whoever adds a rule or another problem explains it in the TOML file beside the module."""
    narrow = {code for codes in NARROWER.values() for code in codes}
    sources = [file.read_text(encoding="utf-8") for file in Path(linking.__file__).parent.rglob("*.py")]
    of_linking = {code for source in sources for code in re.findall(r'Problem\(\s*"([a-z-]+)"', source)}
    assert set(explanations()) == (set(RULES) - set(NARROWER)) | narrow | reading_codes() | of_linking


@pytest.mark.parametrize("told", EXPLAINED, ids=lambda told: told.code)
def test_the_mistake_of_an_example_gives_just_its_code(told: Explanation, tmp_path: Path) -> None:
    """The example goes wrong with the explained code, its severity and the message shown, and with no other."""
    found = problems_of(told, tmp_path, mended=False)
    assert {problem.code for problem in found} == {told.code, *told.also}
    assert [(problem.severity, problem.message) for problem in found if problem.code == told.code] == [
        (told.severity, told.says)
    ]


@pytest.mark.parametrize("told", EXPLAINED, ids=lambda told: told.code)
def test_the_repair_of_an_example_has_no_problem(told: Explanation, tmp_path: Path) -> None:
    """The mended example is free of errors, warnings and notes."""
    assert problems_of(told, tmp_path, mended=True) == []


@pytest.mark.parametrize("told", EXPLAINED, ids=lambda told: told.code)
def test_an_explanation_is_written_out(told: Explanation) -> None:
    """Summary and meaning are whole sentences, and mistake and repair differ."""
    assert re.fullmatch(r"[A-Z][^\n]+\.", told.summary)
    assert re.fullmatch(r"[A-Z`][^\n]+\.", told.means)
    assert told.wrong != told.right or "encoding" in told.made
    assert all(told.wrong.values())


def test_the_page_of_explanations_has_an_anchor_for_each_code(make_atlas: AtlasMaker) -> None:
    """What reports link to is there: the page under its address, and each code as an anchor on it, with the example."""
    page = problems_page(make_atlas(SMALL)).text
    assert published(PROBLEMS) == PAGE
    for told in EXPLAINED:
        assert f"{{ #{told.code} }}" in page
        for lines in (*told.wrong.values(), *told.right.values()):
            assert all(f"    {line}".rstrip() in page for line in lines.splitlines() if line)


def test_a_code_is_explained_on_the_site_or_by_the_command() -> None:
    """Where the address of the site is known reports lead there, else they name the command."""
    assert where_explained("tab", None) == "planatlas explain tab"
    assert where_explained("tab", "https://atlas.example/") == "https://atlas.example/problems.html#tab"
