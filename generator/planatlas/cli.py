"""The command line. It reads options and prints; what is done stands in the stages."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console
from rich.logging import RichHandler
from rich.text import Text

from planatlas import __version__
from planatlas.authoring.commands import COMMANDS
from planatlas.checking.check import stops
from planatlas.checking.explanations import where_all_are_explained
from planatlas.checking.reports import REPORTS, summary, text_report
from planatlas.exports.changes_export import DIFFERENCES, text_changes
from planatlas.exports.csv_export import export_csv
from planatlas.exports.ics_export import export_ics
from planatlas.exports.json_export import export_json
from planatlas.exports.xlsx_export import export_xlsx
from planatlas.history.version import VersionError
from planatlas.importing.importing import imported, write
from planatlas.importing.sheets import SheetError, read_workbook
from planatlas.linking.audience import UnknownAudienceError
from planatlas.linking.today import as_of_day
from planatlas.pages.wording import plural
from planatlas.publishing import bundle_command
from planatlas.publishing.build import build_site
from planatlas.publishing.difference import compared, print_difference
from planatlas.publishing.folder import write_files, write_pages
from planatlas.publishing.leaks import scanner
from planatlas.publishing.source import AUDIENCE, Checked, checked, checked_whole, history
from planatlas.publishing.unpacking import UnreadableError
from planatlas.reading.problems import Problem, Severity
from planatlas.reading.suggestions import did_you_mean

_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planatlas")
def main() -> None:
    """Action plans written as YAML, published as a cross-linked website."""


def _day(_context: click.Context, _parameter: click.Parameter, stated: str | None) -> date:
    try:
        return as_of_day(stated, os.environ)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def content_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that mean the same on every command that reads content."""
    as_of = click.option(
        "--as-of",
        metavar="DAY",
        callback=_day,
        help="The day that counts as today, as 2026-11-22. Default: SOURCE_DATE_EPOCH, else the clock.",
    )
    content = click.option(
        "--content",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default="content",
        show_default=True,
        help="The content folder.",
    )
    audience = click.option(
        "--audience",
        metavar="MARKING",
        envvar=AUDIENCE,
        help="Leave out everything that is marked above this. Default: what site.yml states.",
    )
    return content(as_of(audience(command)))


@main.command("check")
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
    found = _checked(content, as_of, audience) if audience else checked_whole(content, as_of)
    problems = [problem for problem in found.problems if notes or problem.severity is not Severity.NOTE]
    site = os.environ.get("PLANATLAS_SITE_URL")
    _print_report(REPORTS[form](problems, found.atlas.content, str(content), site), coloured=form == "text")
    if problems and form == "text":
        click.echo(where_all_are_explained(problems, site), err=True)
    sys.exit(int(stops(problems, strict=strict)))


@main.command("build")
@content_options
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default="mkdocs.yml",
    show_default=True,
    help="The site's configuration.",
)
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
    found = _checked(content, as_of, audience)
    if stops(found.problems, strict=strict):
        _print_report(text_report(_without_notes(found), found.atlas.content, str(content)), coloured=True, error=True)
        sys.exit(1)
    with console.status(f"Building {len(found.atlas.actions)} actions …"), _mkdocs_log(console):
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
        f"{summary(_without_notes(found))}; {pages} pages in {time.monotonic() - started:.1f} s", highlight=False
    )
    console.print(f"The site is at {target / 'index.html'}", highlight=False, soft_wrap=True)


@main.command("pages")
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
    found = _free_of_errors(content, as_of, audience)
    try:
        count = write_pages(found.atlas, to, history(content, found))
    except FileExistsError as error:
        raise click.BadParameter(str(error), param_hint="--to") from None
    click.echo(f"{count} pages in {to}", err=True)


@main.group("export")
def export_group() -> None:
    """Write the content in another format."""


@export_group.command("json")
@content_options
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8", atomic=True, lazy=True), default="-", help="A file."
)
def export_json_command(content: Path, as_of: date, audience: str | None, output: IO[str]) -> None:
    """Write all records, resolved, as JSON: the stable interface for other programs."""
    found = _free_of_errors(content, as_of, audience)
    click.echo(export_json(found.atlas), file=output, nl=False)


@export_group.command("csv")
@content_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="A new or empty folder.",
)
def export_csv_command(content: Path, as_of: date, audience: str | None, output: Path) -> None:
    """Write the records as tables, a CSV file for each kind."""
    tables = export_csv(_free_of_errors(content, as_of, audience).atlas)
    try:
        write_files(tables, output)
    except FileExistsError as error:
        raise click.BadParameter(str(error), param_hint="--output") from None
    click.echo(f"{len(tables)} tables in {output}", err=True)


@export_group.command("xlsx")
@content_options
@click.option("-o", "--output", type=click.File("wb", atomic=True, lazy=True), required=True, help="A file.")
def export_xlsx_command(content: Path, as_of: date, audience: str | None, output: IO[bytes]) -> None:
    """Write the records as one workbook for Excel, a sheet for each kind."""
    output.write(export_xlsx(_free_of_errors(content, as_of, audience).atlas))


@export_group.command("ics")
@content_options
@click.option("-o", "--output", type=click.File("wb", atomic=True, lazy=True), default="-", help="A file.")
@click.option("--plan", metavar="ID", help="Only the dates of this plan.")
@click.option("--actor", metavar="ID", help="Only the dates of the actions that concern this actor.")
def export_ics_command(
    content: Path, as_of: date, audience: str | None, output: IO[bytes], plan: str | None, actor: str | None
) -> None:
    """Write deadlines, activities and reviews as a calendar."""
    if plan and actor:
        msg = "give either --plan or --actor"
        raise click.UsageError(msg)
    atlas = _free_of_errors(content, as_of, audience).atlas
    for option, chosen, known in (("--plan", plan, atlas.content.plans), ("--actor", actor, atlas.actors)):
        if chosen is not None and chosen not in known:
            hint = did_you_mean(chosen, list(known))
            message = f"there is no '{chosen}'" + (f"; {hint}" if hint else "")
            raise click.BadParameter(message, param_hint=option)
    output.write(export_ics(atlas, plan=plan, actor=actor))


@main.command("diff")
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


@main.command("bundle")
@content_options
@bundle_command.options
def bundle_command_(
    content: Path,
    as_of: date,
    audience: str | None,
    config_file: Path,
    output: Path | None,
    form: str | None,
    **ids: bundle_command.Ids,
) -> None:
    """Pack the site into one file that works without a network: all of it, or the parts named.

    Several parts make one bundle that holds them all, with everything they name.
    """
    form = bundle_command.form_of(form, output)
    found = _free_of_errors(content, as_of, audience)
    choice = bundle_command.chosen(found.atlas, **ids)
    with _mkdocs_log(Console(stderr=True)):
        bundle_command.write(found, choice, form, (content, config_file), output)


@main.command("import")
@content_options
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--remove-missing", is_flag=True, help="Take out items of lists whose rows are missing.")
@click.option("--outdated", is_flag=True, help="Import a workbook that was exported from other content all the same.")
def import_command(
    content: Path, as_of: date, audience: str | None, file: Path, *, dry_run: bool, remove_missing: bool, outdated: bool
) -> None:
    """Bring back a changed workbook (XLSX), or one of its tables (CSV), as changes of the YAML files.

    Compares FILE with what `export` would write now for the same audience, says what changes in meaning, and writes it.
    Where a cell cannot be taken it is named, and nothing is written.
    """
    _free_of_errors(content, as_of, audience)
    try:
        book = read_workbook(file)
    except SheetError as error:
        raise click.BadParameter(str(error), param_hint="FILE") from None
    found = imported(content, book, as_of, audience, remove_missing=remove_missing, outdated=outdated)
    for complaint in found.complaints:
        click.echo(complaint.line, err=True)
    if found.compared is None:
        sys.exit(1)
    if found.files:
        print_difference(text_changes(found.compared), coloured=True)
    if found.missing:
        rows = "1 row is" if found.missing == 1 else f"{found.missing} rows are"
        click.echo(f"{rows} missing and left as they are in the content", err=True)
    if not dry_run:
        write(content, found.files)
    changed = f"{plural(len(found.files), 'file')} {'would change' if dry_run else 'changed'}"
    click.echo(changed if found.files else "nothing changed", err=True)


@main.command("leaks")
@content_options
@click.argument("output", type=click.Path(path_type=Path, exists=True))
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The site's configuration. Default: mkdocs.yml, where there is one.",
)
def leaks_command(content: Path, as_of: date, audience: str | None, output: Path, config_file: Path | None) -> None:
    """Look through OUTPUT, a site, zip or any file, for anything marked above the audience.

    Exits with 1 where something was found.
    """
    del as_of
    configuration = config_file or next(filter(Path.is_file, [Path("mkdocs.yml")]), None)
    try:
        looking = scanner(content, audience, configuration)
        found = list(looking.leaks(output))
    except UnknownAudienceError as error:
        raise click.BadParameter(str(error), param_hint="--audience") from None
    except UnreadableError as error:
        raise click.ClickException(str(error)) from None
    for leak in found:
        click.echo(str(leak))
    click.echo(f"{plural(len(found), 'leak')}; looked for {plural(looking.traces, 'trace')}", err=True)
    sys.exit(int(bool(found)))


def _checked(content: Path, as_of: date, audience: str | None) -> Checked:
    try:
        return checked(content, as_of, audience)
    except UnknownAudienceError as error:
        raise click.BadParameter(str(error), param_hint="--audience") from None


def _free_of_errors(content: Path, as_of: date, audience: str | None) -> Checked:
    found = _checked(content, as_of, audience)
    if stops(found.problems, strict=False):
        _print_report(text_report(_without_notes(found), found.atlas.content, str(content)), coloured=True, error=True)
        sys.exit(1)
    return found


def _without_notes(found: Checked) -> list[Problem]:
    return [problem for problem in found.problems if problem.severity is not Severity.NOTE]


def _print_report(report: str, *, coloured: bool, error: bool = False) -> None:
    console = Console(stderr=error, soft_wrap=True)
    if not (coloured and console.is_terminal and not console.no_color):
        click.echo(report, nl=False, err=error)
        return
    text = Text(report.rstrip("\n"))
    for severity, style in _COLOURS.items():
        text.highlight_regex(rf"(?m): ({severity}\[[a-z0-9-]+\]):", style)
    text.highlight_regex(r"(?m)^ +\| +\^+.*$", "green")
    console.print(text)


class _mkdocs_log:  # noqa: N801 - a context manager, written like a function
    """Shows what MkDocs and the plugin warn of while the site is built."""

    def __init__(self, console: Console) -> None:
        self._handler = RichHandler(console=console, show_time=False, show_path=False, level=logging.WARNING)

    def __enter__(self) -> None:
        logging.getLogger("mkdocs").addHandler(self._handler)

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self._handler)
