"""`planatlas build` and `planatlas pages`: the site, and its pages as Markdown."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from planatlas.checking.check import stops
from planatlas.checking.reports import summary, text_report
from planatlas.cli.options import CONFIG_FILE, content_options
from planatlas.cli.reporting import checked, free_of_errors, mkdocs_log, print_report, without_notes
from planatlas.publishing.build import build_site
from planatlas.publishing.folder import write_pages
from planatlas.publishing.source import history


@click.command("build")
@content_options
@CONFIG_FILE
@click.option(
    "--site", type=click.Path(path_type=Path, file_okay=False), help="Where to put the site. Default: as configured."
)
@click.option("--strict/--no-strict", default=True, show_default=True, help="Whether warnings stop the build.")
def build_command(
    content: Path, as_of: date, audience: str | None, config_file: Path, site: Path | None, *, strict: bool
) -> None:
    """Check the content, build the site, and put it in place as a whole."""
    console = Console(stderr=True)
    started = time.monotonic()
    found = checked(content, as_of, audience)
    if stops(found.problems, strict=strict):
        print_report(text_report(without_notes(found), found.atlas.content, str(content)), coloured=True, error=True)
        sys.exit(1)
    with console.status(f"Building {len(found.atlas.actions)} actions …"), mkdocs_log(console):
        try:
            target = build_site(
                config_file, content=content, site=site, as_of=as_of.isoformat(), strict=strict, found=found
            )
        except (click.ClickException, SystemExit):
            raise
        except OSError as error:
            console.print(
                f"the site was not built: {error}; the old one is as it was", style="bold red", highlight=False
            )
            sys.exit(1)
    pages = sum(1 for _ in target.rglob("*.html"))
    console.print(
        f"{summary(without_notes(found))}; {pages} pages in {time.monotonic() - started:.1f} s", highlight=False
    )
    console.print(f"The site is at {target / 'index.html'}", highlight=False, soft_wrap=True)


@click.command("pages")
@content_options
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="A new or empty folder.",
)
def pages_command(content: Path, as_of: date, audience: str | None, to: Path) -> None:
    """Write the pages as plain Markdown, for other site generators."""
    found = free_of_errors(content, as_of, audience)
    try:
        count = write_pages(found.atlas, to, history(content, found))
    except FileExistsError as error:
        raise click.BadParameter(str(error), param_hint="--to") from None
    click.echo(f"{count} pages in {to}", err=True)
