"""Problems for people, for continuous integration and for editors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from planatlas import __version__
from planatlas.checking.explanations import explanations, where_explained
from planatlas.reading.folder import Content
from planatlas.reading.problems import Problem, Severity

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_WIDEST = 160
MOST_TOLD = 1_000
"""How many problems the report for people tells; more would bury the first. Those for machines have them all."""


def text_report(problems: Iterable[Problem], content: Content, folder: str, _site: str | None = None) -> str:
    """Return each problem with its place, the line and a caret under it, then how many there are.

    Of more than MOST_TOLD problems the first are told, errors before others.
    """
    problems = list(problems)
    told, left = problems, ""
    if len(problems) > MOST_TOLD:
        levels = list(Severity)
        told = sorted(problems, key=lambda problem: levels.index(problem.severity))[:MOST_TOLD]
        left = f"and {len(problems) - MOST_TOLD:,} more, which --format json tells; in all "
    parts = [_with_excerpt(problem, content, folder) for problem in told]
    return "\n".join([*parts, left + summary(problems)]) + "\n"


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems of each severity there are, in words."""
    counts = Counter(problem.severity for problem in problems)
    words = [f"{counts[level]} {level}{'' if counts[level] == 1 else 's'}" for level in Severity if counts[level]]
    return ", ".join(words) if words else "no problems"


def one_line(problem: Problem, folder: str) -> str:
    """Return `path:line:column: severity[code]: message`."""
    span = problem.span
    place = f"{path_in(folder, span.path)}:{span.line}:{span.column}"
    return printable(f"{place}: {problem.severity}[{problem.code}]: {problem.message}")


def printable(text: str) -> str:
    """Return text of the same length that a terminal shows on one line, without characters that steer it.

    Tabs and odd spaces become spaces; what is invisible, an escape or a change of direction becomes U+FFFD.
    """
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _with_excerpt(problem: Problem, content: Content, folder: str) -> str:
    span = problem.span
    document = content.documents.get(span.path)
    line = document.line(span.line) if document else ""
    head = one_line(problem, folder)
    hint = f" {printable(problem.hint)}" if problem.hint else ""
    if not line.strip():
        return head + (f"\n    {hint.strip()}" if hint else "")
    skipped = max(0, min(span.column - _WIDEST // 2, len(line) - _WIDEST))
    shown = printable(line[skipped : skipped + _WIDEST])
    length = max(1, min(span.length, len(shown) - (span.column - 1 - skipped)))
    gutter = f"{span.line:>5} | "
    carets = " " * (len(gutter) - 2) + "| " + " " * (span.column - 1 - skipped) + "^" * length
    return f"{head}\n{gutter}{shown}\n{carets}{hint}"


def json_report(problems: Iterable[Problem], _content: Content, folder: str, _site: str | None = None) -> str:
    """Return the problems as a JSON list of objects."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
            "path": path_in(folder, problem.span.path),
            "line": problem.span.line,
            "column": problem.span.column,
            "length": problem.span.length,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def github_report(problems: Iterable[Problem], _content: Content, folder: str, site: str | None = None) -> str:
    """Return workflow commands that GitHub shows as annotations on the changed lines."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    lines = []
    for problem in problems:
        span = problem.span
        text = problem.message + (f" ({problem.hint})" if problem.hint else "")
        text += f"\nExplained: {where_explained(problem.code, site)}"
        place = (
            f"file={_escaped_property(path_in(folder, span.path))},line={span.line},col={span.column},"
            f"endColumn={span.column + span.length},title={_escaped_property(problem.code)}"
        )
        lines.append(f"::{levels[problem.severity]} {place}::{_escaped(text)}\n")
    return "".join(lines)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def sarif_report(problems: Iterable[Problem], _content: Content, folder: str, site: str | None = None) -> str:
    """Return a SARIF 2.1.0 log (OASIS standard), which code hosts and editors read.

    Each code comes with its explanation, and with the address of it where that of the site is known.
    """
    problems = list(problems)
    codes = sorted({problem.code for problem in problems})
    results = [
        {
            "ruleId": problem.code,
            "level": _LEVELS[problem.severity],
            "message": {"text": problem.message + (f"; {problem.hint}" if problem.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(path_in(folder, problem.span.path))},
                        "region": {
                            "startLine": problem.span.line,
                            "startColumn": problem.span.column,
                            "endColumn": problem.span.column + problem.span.length,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    described = [_described(code, site) for code in codes]
    driver = {"name": "planatlas", "version": __version__, "rules": described}
    log = {
        "$schema": SARIF,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _described(code: str, site: str | None) -> dict[str, object]:
    told = explanations().get(code)
    if told is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": told.summary},
        "fullDescription": {"text": told.means},
        "help": {"text": told.text, "markdown": told.markdown},
        "defaultConfiguration": {"level": _LEVELS[told.severity]},
        **({"helpUri": where_explained(code, site)} if site else {}),
    }


def path_in(folder: str, path: str) -> str:
    """Return the path as text that can be written as UTF-8, whatever bytes the file's name is made of."""
    return str(PurePosixPath(folder) / path).encode("utf-8", "replace").decode()


REPORTS: dict[str, Callable[[Iterable[Problem], Content, str, str | None], str]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
}
"""The report formats by name. The last of what they take is the address of the published site, where it is known."""
