"""What is promised of content in which one file holds anything at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from planatlas.checking.check import check, stops
from planatlas.checking.reports import REPORTS
from planatlas.exports.downloads import downloads
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.pages.build import pages_of
from planatlas.reading.folder import read_folder
from planatlas.reading.problems import Problem
from small_content import SMALL

PLACES = (
    "plans/alpha/actions/1.yml",
    "plans/alpha/plan.yml",
    "actors/europol.yml",
    "instruments/siena.yml",
    "site.yml",
    "terms.yml",
    "themes/any.yml",
    "meetings/any.yml",
)
"""A file of each kind."""


def hold(folder: Path, place: str, raw: bytes, as_of: date) -> list[Problem]:
    """Read, link, check, report and render content in which one file holds `raw`, and return its problems.

    Raises whatever the program should not, and AssertionError where a problem lies outside its file or a second
    reading says something else.
    """
    _write(folder, place, raw)
    atlas, problems = _read(folder, as_of)
    assert _read(folder, as_of)[1] == problems, "a second reading says something else"
    for problem in problems:
        _within(problem, atlas)
    for report in REPORTS.values():
        report(problems, atlas.content, "content").encode()
    if not stops(problems, strict=False):
        for page in pages_of(atlas).values():
            page.text.encode()
        downloads(atlas)
    return problems


def _write(folder: Path, place: str, raw: bytes) -> None:
    for path in PLACES:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path == place:
            file.write_bytes(raw)
        elif path in SMALL:
            file.write_text(dedent(SMALL[path]), encoding="utf-8")
        else:
            file.unlink(missing_ok=True)


def _read(folder: Path, as_of: date) -> tuple[Atlas, list[Problem]]:
    atlas = link(read_folder(folder), as_of)
    return atlas, check(atlas)


def _within(problem: Problem, atlas: Atlas) -> None:
    span = problem.span
    document = atlas.content.documents.get(span.path)
    lines = document.text.split("\n") if document else [""]
    assert 1 <= span.line <= len(lines), problem
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, problem
    assert span.length >= 1, problem
