"""How every command comes by its content, and how problems and warnings are printed."""

from __future__ import annotations

import logging
import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.logging import RichHandler
from rich.text import Text

from planatlas.checking.check import stops
from planatlas.checking.reports import text_report
from planatlas.linking.audience import UnknownAudienceError
from planatlas.publishing import source
from planatlas.publishing.source import Checked
from planatlas.reading.problems import Problem, Severity

_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def checked(content: Path, as_of: date, audience: str | None) -> Checked:
    """Return the content read, cut and checked. Raises click.BadParameter for an audience that is no marking."""
    try:
        return source.checked(content, as_of, audience)
    except UnknownAudienceError as error:
        raise click.BadParameter(str(error), param_hint="--audience") from None


def free_of_errors(content: Path, as_of: date, audience: str | None) -> Checked:
    """Return the content checked; where it has errors, print them and exit with 1."""
    found = checked(content, as_of, audience)
    if stops(found.problems, strict=False):
        print_report(text_report(without_notes(found), found.atlas.content, str(content)), coloured=True, error=True)
        sys.exit(1)
    return found


def without_notes(found: Checked) -> list[Problem]:
    """Return the problems that ask for something."""
    return [problem for problem in found.problems if problem.severity is not Severity.NOTE]


def print_report(report: str, *, coloured: bool, error: bool = False) -> None:
    """Print a report of problems, with colour if it is asked for and a terminal takes it."""
    console = Console(stderr=error, soft_wrap=True)
    if not (coloured and console.is_terminal and not console.no_color):
        click.echo(report, nl=False, err=error)
        return
    text = Text(report.rstrip("\n"))
    for severity, style in _COLOURS.items():
        text.highlight_regex(rf"(?m): ({severity}\[[a-z0-9-]+\]):", style)
    text.highlight_regex(r"(?m)^ +\| +\^+.*$", "green")
    console.print(text)


class mkdocs_log:  # noqa: N801 - a context manager, written like a function
    """Shows what MkDocs and the plugin warn of while the site is built."""

    def __init__(self, console: Console) -> None:
        self._handler = RichHandler(console=console, show_time=False, show_path=False, level=logging.WARNING)

    def __enter__(self) -> None:
        logging.getLogger("mkdocs").addHandler(self._handler)

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self._handler)
