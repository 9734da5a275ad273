"""`planatlas new`: a command for each kind of record, its options those fields that the model has."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from planatlas.authoring.fields import FieldOf, fields_of
from planatlas.authoring.new import WRITTEN, Given, NewFile, new_file, vocabulary
from planatlas.authoring.records import atlas_of, renew_ids
from planatlas.authoring.writing import file_of, write_all, write_new
from planatlas.checking.rules.identity import safe_name, why_unsafe
from planatlas.cli.options import CONTENT
from planatlas.linking.atlas import Atlas
from planatlas.reading.folder import read_folder
from planatlas.reading.kinds import KINDS
from planatlas.reading.model.base import Kind


@click.group("new")
def new_group() -> None:
    """Write the file of a new record, with every field that it can have explained.

    On a terminal, what is needed and not given is asked for. A file that is there is never overwritten.
    """


def _command(kind: Kind) -> click.Command:
    model = next(one.model for one in KINDS if one.kind is kind)
    fields = fields_of(model)

    def run(content: Path, identifier: str | None, *, ask: bool | None, dry_run: bool, **given: Any) -> None:  # noqa: ANN401
        atlas = atlas_of(content)
        asks = sys.stdin.isatty() if ask is None else ask
        filled = {name: value for name, value in given.items() if value not in (None, ())}
        _New(atlas, kind, fields, asks=asks).write(content, identifier, filled, dry_run=dry_run)

    example = "PLAN/REF" if kind is Kind.ACTION else "ID"
    about = (model.__doc__ or "").split(" File:")[0].strip()
    parameters: list[click.Parameter] = [
        click.Argument(["identifier"], required=False, metavar=f"[{example}]"),
        *(_option(kind, field) for field in fields),
        click.Option(
            ["--ask/--no-ask"], default=None, help="Whether to ask for what is missing. Default: on terminals."
        ),
        click.Option(["--dry-run"], is_flag=True, help="Print the file instead of writing it."),
    ]
    return CONTENT(click.Command(kind.value, callback=run, params=parameters, help=f"Write a new {kind}: {about}"))


def _option(kind: Kind, field: FieldOf) -> click.Option:
    parts = "FIELD=VALUE,…" if field.part else "TEXT"
    inner = f" Fields: {', '.join(one.name for one in fields_of(field.part))}." if field.part else ""
    again = " May be given more than once." if field.many else ""
    return click.Option(
        [f"--{field.name.replace('_', '-')}", field.name],
        metavar=parts,
        multiple=field.many,
        callback=_parted if field.part else None,
        help=f"{field.meaning}{inner}{again}",
        shell_complete=_completion(kind, field),
    )


def _completion(kind: Kind, field: FieldOf) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        content = read_folder(Path(context.params.get("content") or "content"))
        known = [*content.entries[Kind(field.refers_to)]] if field.refers_to else vocabulary(content.site, kind, field)
        return [CompletionItem(one) for one in known if one.startswith(incomplete)]

    return complete


def _parted(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:  # noqa: ANN401
    """Read `actor=europol,role=lead` as the fields of a part."""
    if value is None or isinstance(value, tuple):
        return tuple(_fields(one) for one in value or ())
    return _fields(value)


def _fields(text: str) -> dict[str, str]:
    pieces = re.split(r",\s*(?=[a-z_]+=)", text)
    if not all(re.match(r"[a-z_]+=.", piece) for piece in pieces):
        msg = f"'{text}' should read FIELD=VALUE,FIELD=VALUE"
        raise click.BadParameter(msg)
    return dict(piece.split("=", 1) for piece in pieces)


class _New:
    """One record being written: what is given, asked for, and said of it."""

    def __init__(self, atlas: Atlas, kind: Kind, fields: list[FieldOf], *, asks: bool) -> None:
        self.atlas, self.kind, self.fields, self.asks = atlas, kind, fields, asks

    def write(self, content: Path, identifier: str | None, given: dict[str, Given], *, dry_run: bool) -> None:
        """Write the file, or print it. Exits with 1 where the content would have errors."""
        if self.kind is Kind.ACTION:
            identifier = self._of_plan(identifier, given)
        self._fill(identifier, given)
        identifier = identifier or self._named(given)
        for part in identifier.split("/"):
            if wrong := why_unsafe(part):
                raise click.BadParameter("; ".join(wrong), param_hint="the id")
        path = file_of(self.kind, identifier)
        if (content / path).exists():
            msg = f"{content / path} is already there, and stays as it is"
            raise click.BadParameter(msg, param_hint="the id")
        plan = content / file_of(Kind.PLAN, identifier.split("/")[0])
        plan_file = plan.read_bytes() if self.kind is Kind.ACTION and plan.is_file() else None
        made = new_file(self.atlas, self.kind, identifier, given, plan_file)
        if made.errors:
            for problem in made.errors:
                hint = f"\n    {problem.hint}" if problem.hint else ""
                click.echo(f"{problem.severity}[{problem.code}]: {problem.message}{hint}", err=True)
            click.echo(f"{content / path} was not written", err=True)
            sys.exit(1)
        if dry_run:
            click.echo(made.files[path].decode(), nl=False)
            return
        self._put(content, made)

    def _put(self, content: Path, made: NewFile) -> None:
        try:
            write_new(content / made.path, made.files[made.path])
        except FileExistsError:
            msg = f"{content / made.path} is already there, and stays as it is"
            raise click.BadParameter(msg, param_hint="the id") from None
        others = {path: raw for path, raw in made.files.items() if path != made.path}
        write_all(content, others)
        renew_ids(content)
        click.echo(f"{content / made.path} is written; fill in what you know and delete the other lines")
        for path in others:
            click.echo(f"{content / path} counts one action more")
        for problem in made.notices:
            hint = f"; {problem.hint}" if problem.hint else ""
            click.echo(f"{problem.severity}[{problem.code}]: {problem.message}{hint}")

    def _of_plan(self, identifier: str | None, given: dict[str, Given]) -> str:
        """Return the id of an action, and let what it says be filled in as its ref."""
        if identifier is None:
            plan = self._ask("the plan", "plan", list(self.atlas.plans), "PLAN/REF")
            ref = given.setdefault("ref", self._ask("The code that the document prints, exactly.", "ref", [], "--ref"))
            return f"{plan}/{safe_name(str(ref))}"
        plan, slash, ref = identifier.partition("/")
        if not slash or not ref:
            msg = f"'{identifier}' should read PLAN/REF, such as {next(iter(self.atlas.plans), 'plan')}/1"
            raise click.BadParameter(msg, param_hint="PLAN/REF")
        given.setdefault("ref", ref)
        return f"{plan}/{safe_name(ref)}"

    def _fill(self, identifier: str | None, given: dict[str, Given]) -> None:
        """Ask for each field that is needed and not given; where nobody asks, name all of them at once."""
        missing = [field for field in self.fields if field.required and field.name not in given]
        if missing and not self.asks:
            said = ", ".join(f"--{field.name.replace('_', '-')}" for field in missing)
            msg = f"missing: {said}; on a terminal they are asked for"
            raise click.UsageError(msg)
        for field in missing:
            if field.part:
                given[field.name] = {
                    one.name: self._ask(one.meaning, f"{field.name}: {one.name}", one.choices, "")
                    for one in fields_of(field.part)
                    if one.required
                }
                continue
            choices = vocabulary(self.atlas.site, self.kind, field)
            plan = self.atlas.plans.get((identifier or "").split("/")[0])
            if self.kind is Kind.ACTION and field.name == "section" and plan:
                choices = tuple(section.number for section in plan.record.sections)
            given[field.name] = self._ask(field.meaning, field.name, choices, "")

    def _ask(self, meaning: str, name: str, choices: Any, option: str) -> str:  # noqa: ANN401 - any list of words
        if not self.asks:
            msg = f"missing: {option}; on a terminal it is asked for"
            raise click.UsageError(msg)
        if choices:
            click.echo(f"{meaning} One of: {', '.join(choices)}")
            answer: str = click.prompt(name, type=click.Choice(list(choices)), show_choices=False)
            return answer
        click.echo(meaning)
        answer = click.prompt(name)
        return answer.strip()

    def _named(self, given: dict[str, Given]) -> str:
        """Return the id for a record of which none was given: by its short name, its name or its title."""
        words = next((str(given[name]) for name in ("short", "name", "title") if name in given), "")
        if self.kind is Kind.MEETING:
            words = f"{given.get('date', '')} {words}"
        guess = safe_name(words)[:60].strip("-.")
        if self.asks:
            answer: str = click.prompt("id, which is the file's name", default=guess or None)
            return answer
        return guess


for _kind in WRITTEN:
    new_group.add_command(_command(_kind))
