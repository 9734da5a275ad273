"""`planatlas import`: a changed workbook or table, back into the YAML files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from planatlas.authoring.records import renew_ids
from planatlas.cli.diff import print_difference
from planatlas.cli.options import content_options
from planatlas.cli.reporting import free_of_errors
from planatlas.exports.changes_export import text_changes
from planatlas.importing.headings import HOLDS
from planatlas.importing.importing import imported, imported_plan, write
from planatlas.importing.sheets import Sheet, SheetError, Workbook, read_workbook
from planatlas.pages.wording import plural
from planatlas.reading.suggestions import did_you_mean


def _told(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Read `No.=ref` as what a column holds; a heading may have an equals sign itself."""
    for one in value:
        if not all(part.strip() for part in one.rpartition("=")):
            msg = f"'{one}' should read THEIRS=OURS, such as 'No.=ref'"
            raise click.BadParameter(msg)
    return {theirs.strip(): ours.strip() for theirs, _, ours in (one.rpartition("=") for one in value)}


def _one_sheet(book: Workbook, name: str | None) -> Sheet:
    for sheet in book.sheets:
        if name is None or sheet.name == name:
            return sheet
    names = [sheet.name for sheet in book.sheets]
    msg = f"there is no sheet '{name}'; {did_you_mean(name or '', names) or 'it has ' + ', '.join(names)}"
    raise click.BadParameter(msg, param_hint="--sheet")


@click.command("import")
@content_options
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--remove-missing", is_flag=True, help="Take out items of lists whose rows are missing.")
@click.option("--outdated", is_flag=True, help="Import a workbook that was exported from other content all the same.")
@click.option("--plan", metavar="ID", help="FILE is a table in another format, whose rows are actions of this plan.")
@click.option(
    "--column",
    "columns",
    metavar="THEIRS=OURS",
    multiple=True,
    callback=_told,
    help=f"What a column of that table holds, by its heading, such as 'No.=ref': {', '.join(HOLDS)}. "
    "A role may follow, 'Partners=actors support', or a relation. May be given more than once.",
)
@click.option("--sheet", metavar="NAME", help="The sheet with that table. Default: the only one, or the first.")
def import_command(
    content: Path,
    as_of: date,
    audience: str | None,
    file: Path,
    *,
    dry_run: bool,
    remove_missing: bool,
    outdated: bool,
    plan: str | None,
    columns: Mapping[str, str],
    sheet: str | None,
) -> None:
    """Bring back a changed workbook (XLSX), or one of its tables (CSV), as changes of the YAML files.

    Compares FILE with what `export` would write now for the same audience, says what changes in meaning, and writes it.
    Where a cell cannot be taken it is named, and nothing is written.

    With --plan, FILE is a table in another format, with a row for each action, and these are added to the plan.
    """
    free_of_errors(content, as_of, audience)
    if plan is None and (columns or sheet):
        msg = "--column and --sheet are for a table in another format; say with --plan to which plan its actions go"
        raise click.UsageError(msg)
    try:
        book = read_workbook(file, strikes=plan is not None)
    except SheetError as error:
        raise click.BadParameter(str(error), param_hint="FILE") from None
    if plan is None:
        found = imported(content, book, as_of, audience, remove_missing=remove_missing, outdated=outdated)
    else:
        found = imported_plan(content, _one_sheet(book, sheet), plan, columns, as_of, audience)
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
        renew_ids(content)
    changed = f"{plural(len(found.files), 'file')} {'would change' if dry_run else 'changed'}"
    click.echo(changed if found.files else "nothing changed", err=True)
