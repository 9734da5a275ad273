"""The commands of those who write content. They ask and print; what is done stands in the modules beside them."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from planatlas.authoring.canonical import NotCanonicalError, canonical
from planatlas.authoring.commands_new import CONTENT, atlas_of, new_group, renew_ids
from planatlas.authoring.rename import CannotRenameError, key_of, new_key, renaming
from planatlas.authoring.writing import write_all
from planatlas.checking.explanations import explanations
from planatlas.reading.folder import SCHEMA_FOLDER, read_folder
from planatlas.reading.kinds import kind_of
from planatlas.reading.model.base import Kind
from planatlas.reading.schemas import IDS, editor_schemas
from planatlas.reading.suggestions import did_you_mean


def _codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    told = explanations().values()
    return [CompletionItem(one.code, help=one.summary) for one in told if one.code.startswith(incomplete)]


@click.command("explain")
@click.argument("code", required=False, shell_complete=_codes)
def explain_command(code: str | None) -> None:
    """Say what the CODE of a problem means, with an example of the mistake and its repair.

    Without a code, list them all.
    """
    known = explanations()
    if code is None:
        width = max(map(len, known))
        for told in known.values():
            click.echo(f"{told.code:{width}}  {told.severity:7}  {told.summary}")
        return
    wanted = code.lower().removeprefix("error").removeprefix("warning").removeprefix("note").strip("[]: ")
    if wanted not in known:
        hint = did_you_mean(wanted, known) or "'planatlas explain' lists them all"
        message = f"there is no problem '{code}'; {hint}"
        raise click.BadParameter(message, param_hint="CODE")
    click.echo(known[wanted].text, nl=False)


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


COMMANDS = (explain_command, new_group, rename_command, fmt_command, schema_command)
"""What the command line adds to its own."""
