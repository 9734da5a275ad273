"""`planatlas export`: the content in other formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import IO

import click

from planatlas.cli.options import content_options
from planatlas.cli.reporting import free_of_errors
from planatlas.exports.csv_export import export_csv
from planatlas.exports.ics_export import export_ics
from planatlas.exports.json_export import export_json
from planatlas.exports.xlsx_export import export_xlsx
from planatlas.publishing.folder import write_files
from planatlas.reading.suggestions import did_you_mean


@click.group("export")
def export_group() -> None:
    """Write the content in another format."""


@export_group.command("json")
@content_options
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8", atomic=True, lazy=True), default="-", help="A file."
)
def export_json_command(content: Path, as_of: date, audience: str | None, output: IO[str]) -> None:
    """Write all records, resolved, as JSON: the stable interface for other programs."""
    found = free_of_errors(content, as_of, audience)
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
    tables = export_csv(free_of_errors(content, as_of, audience).atlas)
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
    output.write(export_xlsx(free_of_errors(content, as_of, audience).atlas))


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
    atlas = free_of_errors(content, as_of, audience).atlas
    for option, chosen, known in (("--plan", plan, atlas.content.plans), ("--actor", actor, atlas.actors)):
        if chosen is not None and chosen not in known:
            hint = did_you_mean(chosen, list(known))
            message = f"there is no '{chosen}'" + (f"; {hint}" if hint else "")
            raise click.BadParameter(message, param_hint=option)
    output.write(export_ics(atlas, plan=plan, actor=actor))
