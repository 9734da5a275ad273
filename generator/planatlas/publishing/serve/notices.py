"""What the overlay on a page tells: problems of the content, and whatever else stopped a page from being made."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from planatlas.checking.reports import path_in, printable
from planatlas.reading.folder import Content
from planatlas.reading.problems import Problem, Severity

MOST = 50
"""How many are told of; the terminal tells of more."""
WIDEST = 120
"""How many characters of a line are shown, with what is meant among them."""
TEMPLATES = (".jinja", ".html", ".xml")
"""How the names of templates end, in which an error can have its place."""


@dataclass(frozen=True)
class Notice:
    """One thing that is wrong, as a page shows it."""

    severity: str
    place: str
    """File, line and column."""
    message: str
    hint: str
    line: tuple[str, str, str]
    """The line there: what stands before what is meant, what is meant, what stands after it."""


def notices_of(problems: Iterable[Problem], content: Content, folder: str) -> list[Notice]:
    """Return problems as notices, errors first, without what is only worth knowing."""
    levels = list(Severity)
    telling = [problem for problem in problems if problem.severity is not Severity.NOTE]
    telling.sort(key=lambda problem: levels.index(problem.severity))
    return [_notice(problem, content, folder) for problem in telling]


def _notice(problem: Problem, content: Content, folder: str) -> Notice:
    span = problem.span
    document = content.documents.get(span.path)
    line = document.line(span.line) if document else ""
    start, end = span.column - 1, min(span.column - 1 + span.length, span.column - 1 + WIDEST)
    first, last = max(0, start - WIDEST // 2), max(end, start + WIDEST)
    before, after = "…" if first else "", "…" if last < len(line) else ""
    pieces = (before + line[first:start], line[start:end], line[end:last] + after)
    return Notice(
        problem.severity,
        f"{path_in(folder, span.path)}:{span.line}:{span.column}",
        printable(f"{problem.message} [{problem.code}]"),
        printable(problem.hint or ""),
        tuple(map(printable, pieces)) if line.strip() else ("", "", ""),  # type: ignore[arg-type] # three
    )


def notice_of(error: BaseException) -> Notice:
    """Return what stopped the making of a page: an error in a template, or whatever MkDocs says."""
    cause = error.__context__ if isinstance(error, SystemExit) and error.__context__ else error
    message = str(cause).strip() or type(cause).__name__
    return Notice(Severity.ERROR, _place_of(cause), printable(message), "", ("", "", ""))


def _place_of(error: BaseException) -> str:
    """Return the innermost place in a template at which an error arose; empty where there is none."""
    name, number = getattr(error, "filename", None), getattr(error, "lineno", None)
    if name and number:
        return f"{_short(str(name))}:{number}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames if frame.filename.endswith(TEMPLATES)]
    return places[-1] if places else ""


def _short(path: str) -> str:
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def as_data(notices: Sequence[Notice]) -> dict[str, object]:
    """Return notices as the script of the overlay takes them, and what tells them from others."""
    counts = {level: sum(notice.severity == level for notice in notices) for level in ("error", "warning")}
    told = [asdict(notice) for notice in notices[:MOST]]
    state = hashlib.sha256(json.dumps([counts, told]).encode()).hexdigest()[:16] if notices else ""
    return {"counts": counts, "notices": told, "state": state}
