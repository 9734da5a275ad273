"""`planatlas schema`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planatlas.authoring.writing import write_all
from planatlas.cli.options import CONTENT
from planatlas.reading.folder import SCHEMA_FOLDER, read_folder
from planatlas.reading.schemas import IDS, editor_schemas


@click.command("schema")
@CONTENT
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the schemas. Default: the folder 'schemas' of the content.",
)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 where the schemas are not those of the model.")
def schema_command(content: Path, to: Path | None, *, check: bool) -> None:
    """Write the JSON Schemas by which editors check and complete records.

    What the content calls its records stands in ids.json alone. --check says when that file is behind, which does no
    harm but to completion, and fails only for the others.
    """
    folder = to or content / SCHEMA_FOLDER
    wanted = editor_schemas(read_folder(content))
    behind = [name for name, text in wanted.items() if not _holds(folder / name, text)]
    if check:
        for name in behind:
            click.echo(f"{folder / name} is out of step; run 'planatlas schema'", err=True)
        sys.exit(int(any(name != IDS for name in behind)))
    write_all(folder, {name: wanted[name].encode() for name in behind})
    click.echo(f"{len(wanted)} schemas in {folder}", err=True)


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()
