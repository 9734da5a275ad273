"""`planatlas diff`: what changed in meaning from one version to another."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from planatlas.cli.options import content_options
from planatlas.exports.changes_export import DIFFERENCES
from planatlas.history.version import VersionError
from planatlas.linking.audience import UnknownAudienceError
from planatlas.publishing.difference import compared


@click.command("diff")
@click.argument("old", required=False)
@click.argument("new", required=False)
@content_options
@click.option(
    "--format", "form", type=click.Choice(list(DIFFERENCES)), default="text", show_default=True, help="How to report."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything changed, as git diff does.")
def diff_command(
    content: Path, as_of: date, audience: str | None, old: str | None, new: str | None, form: str, *, exit_code: bool
) -> None:
    """Say what changed in meaning from OLD to NEW.

    Each is a commit, branch or tag, a folder, or a zip; to name a folder that is called like a branch, write ./ before
    it. Without NEW, the content folder as it lies there. Without OLD too, from where its branch left main; on main
    itself, from the last commit. Everything is compared, whatever its marking, unless --audience names one.
    """
    try:
        found = compared(content, old, new, as_of, audience)
    except (VersionError, UnknownAudienceError) as error:
        raise click.UsageError(str(error)) from None
    print_difference(DIFFERENCES[form](found), coloured=form == "text")
    sys.exit(int(exit_code and bool(found.changes)))


def print_difference(report: str, *, coloured: bool) -> None:
    """Print a report on standard output, with colour if it is asked for and a terminal takes it."""
    console = Console(soft_wrap=True)
    if not (coloured and console.is_terminal and not console.no_color):
        click.echo(report, nl=False)
        return
    text = Text(report.rstrip("\n"))
    for sign, style in (("\\+", "green"), ("-", "red"), ("~", "yellow")):
        text.highlight_regex(rf"(?m)^ +({sign}) ", style)
    text.highlight_regex(r"(?m)^\S.*$", "bold")
    console.print(text)
