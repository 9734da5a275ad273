"""The command line. It reads options and prints; what is done stands in the stages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from planatlas import __version__
from planatlas.checking.check import check, stops
from planatlas.checking.reports import REPORTS
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import read_folder


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planatlas")
def main() -> None:
    """Action plans written as YAML, published as a cross-linked website."""


content_option = click.option(
    "--content", type=click.Path(path_type=Path, file_okay=False), default="content", show_default=True, help="The content folder."
)


def _read(content: Path, as_of: date) -> Atlas:
    try:
        return link(read_folder(content), as_of)
    except NotADirectoryError as error:
        raise click.UsageError(str(error)) from None


@main.command("check")
@content_option
@click.option("--format", "format_", type=click.Choice(list(REPORTS)), default="text", show_default=True)
@click.option("--strict", is_flag=True)
def check_command(content: Path, format_: str, *, strict: bool) -> None:
    """Look for problems in the content."""
    atlas = _read(content, datetime.now(UTC).date())
    problems = check(atlas)
    click.echo(REPORTS[format_](problems, atlas.content, str(content)), nl=False)
    raise SystemExit(int(stops(problems, strict=strict)))
