"""`planatlas import`: a changed workbook or table, back into the YAML files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from planatlas.cli.diff import print_difference
from planatlas.cli.options import content_options
from planatlas.cli.reporting import free_of_errors
from planatlas.exports.changes_export import text_changes
from planatlas.importing.importing import imported, write
from planatlas.importing.sheets import SheetError, read_workbook
from planatlas.pages.wording import plural


@click.command("import")
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
    free_of_errors(content, as_of, audience)
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
