"""`planatlas fmt`."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

import click

from planatlas.authoring.canonical import NotCanonicalError, canonical
from planatlas.authoring.writing import write_all
from planatlas.cli.options import CONTENT
from planatlas.reading.folder import read_folder
from planatlas.reading.kinds import kind_of


@click.command("fmt")
@CONTENT
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 where a file is not in the canonical form.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
def fmt_command(content: Path, files: tuple[Path, ...], *, check: bool, diff: bool) -> None:
    """Bring FILES, or the whole content, to the one canonical form. No comment and no value is ever lost."""
    changes: dict[str, bytes | None] = {}
    refused = 0
    for path in _paths(content, files):
        place = kind_of(path)
        if place is None:
            continue
        raw = (content / path).read_bytes()
        try:
            formed = canonical(path, raw, place[0].model)
        except NotCanonicalError as error:
            click.echo(str(error), err=True)
            refused += 1
            continue
        if formed != raw:
            changes[path] = formed
            click.echo(_difference(f"{content / path}", raw, formed) if diff else f"{content / path}", nl=not diff)
    if not (check or diff):
        write_all(content, changes)
    some = f"{len(changes)} file{'' if len(changes) == 1 else 's'}"
    click.echo(f"{some} {'not in the canonical form' if check or diff else 'changed'}", err=True)
    sys.exit(int(bool(refused or (check and changes))))


def _paths(content: Path, files: tuple[Path, ...]) -> list[str]:
    if not files:
        return sorted(read_folder(content).documents)
    found = []
    for file in files:
        try:
            path = file.resolve().relative_to(content.resolve()).as_posix()
        except ValueError:
            msg = f"{file} lies outside the content folder {content}"
            raise click.BadParameter(msg, param_hint="FILES") from None
        found.append(path)
    return found


def _difference(name: str, old: bytes, new: bytes) -> str:
    before, after = (raw.decode("utf-8-sig").splitlines(keepends=True) for raw in (old, new))
    return "".join(unified_diff(before, after, name, name))
