"""`planatlas check`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from planatlas.checking.check import stops
from planatlas.checking.explanations import where_all_are_explained
from planatlas.checking.reports import REPORTS
from planatlas.cli.options import content_options
from planatlas.cli.reporting import checked, print_report
from planatlas.publishing.source import checked_whole
from planatlas.reading.problems import Severity


@click.command("check")
@content_options
@click.option(
    "--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True, help="How to report."
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--notes/--no-notes", default=True, show_default=True, help="Whether to report notes too.")
def check_command(content: Path, as_of: date, audience: str | None, form: str, *, strict: bool, notes: bool) -> None:
    """Look for problems in the content, all at once: in all of it, or in what an audience may have.

    Exits with 1 where there are errors; with --strict, where there are warnings too.
    """
    found = checked(content, as_of, audience) if audience else checked_whole(content, as_of)
    problems = [problem for problem in found.problems if notes or problem.severity is not Severity.NOTE]
    site = os.environ.get("PLANATLAS_SITE_URL")
    print_report(REPORTS[form](problems, found.atlas.content, str(content), site), coloured=form == "text")
    if problems and form == "text":
        click.echo(where_all_are_explained(problems, site), err=True)
    sys.exit(int(stops(problems, strict=strict)))
