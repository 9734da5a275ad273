"""`planatlas rename`."""

from __future__ import annotations

from pathlib import Path

import click

from planatlas.authoring.records import atlas_of, renew_ids
from planatlas.authoring.rename import CannotRenameError, key_of, new_key, renaming
from planatlas.authoring.writing import write_all
from planatlas.cli.options import CONTENT
from planatlas.reading.model.base import Kind


@click.command("rename")
@CONTENT
@click.argument("old")
@click.argument("new")
@click.option("--ref", metavar="TEXT", help="The code that the document now prints, for an action.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def rename_command(content: Path, old: str, new: str, ref: str | None, *, dry_run: bool) -> None:
    """Give a record another id: OLD and NEW as actor:europol, actors/europol, or the id alone.

    The file is moved and every reference rewritten, in fields and in prose; nothing else in any line changes. The old
    id stays under `formerly`, so that old addresses lead to the new one. All of it is done, or nothing.
    """
    atlas = atlas_of(content)
    try:
        was = key_of(old, atlas)
        if ref is not None and was.kind is not Kind.ACTION:
            msg = "--ref is for actions"
            raise click.UsageError(msg)
        found = renaming(content, atlas, was, new_key(was, new), ref=ref)
    except CannotRenameError as error:
        raise click.ClickException(str(error)) from None
    if not dry_run:
        write_all(content, found.files)
        renew_ids(content)
    for path, target in found.moved.items():
        click.echo(f"{content / path} → {content / target}")
    others = sorted(path for path, raw in found.files.items() if raw is not None and path not in found.moved.values())
    for path in others:
        click.echo(f"{content / path}")
    would = "would be " if dry_run else ""
    click.echo(f"{found.references} references {would}rewritten, {len(others)} other files {would}changed", err=True)
