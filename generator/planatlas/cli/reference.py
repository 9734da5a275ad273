"""The reference of all commands, written from the commands themselves, and `planatlas commands`, which writes it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import IO

import click

from planatlas.cli.commands import main

HEAD = """\
---
title: Commands
description: Every command of Planatlas with its options and an example
for: contributors
---

<!-- Written by `make commands` from the commands themselves; do not edit. -->

# Commands

What Planatlas can do on a terminal. Where it was set up by `make`, the program is `.venv/bin/planatlas`. Who edits in
the browser needs none of it.

`--content`, `--as-of` and `--audience` mean the same on every command that has them. A command exits with 0 when all is
well, with 1 when it found problems, and with 2 when it was called in a way it does not know.
"""


@click.command("commands")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8", atomic=True, lazy=True), default="-", help="A file."
)
def commands_command(output: IO[str]) -> None:
    """Write the reference of all commands as Markdown."""
    click.echo(reference(main), file=output, nl=False)


def reference(main: click.Group) -> str:
    """Return the reference as a Markdown page: each command with its usage, what it does, its options, and examples."""
    known = examples()
    index = "\n".join(
        f"- [`{name}`](#{_anchor(name)}): {command.get_short_help_str(200)}" for name, command in commands(main)
    )
    chapters = (_chapter(name, command, known.get(name, [])) for name, command in commands(main))
    return "\n".join([HEAD, index, "", *chapters])


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its name, such as `export json`; a group before the commands that it has."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")


def examples() -> dict[str, list[tuple[str, str]]]:
    """Return examples of commands by their names, each with what it is for."""
    text = files("planatlas.cli").joinpath("examples.toml").read_text(encoding="utf-8")
    return {name: [(line, purpose) for line, purpose in lines] for name, lines in tomllib.loads(text).items()}


def _chapter(name: str, command: click.Command, shown: list[tuple[str, str]]) -> str:
    context = click.Context(command, info_name=f"planatlas {name}")
    pieces = " ".join(command.collect_usage_pieces(context))
    paragraphs = [" ".join(one.split()) for one in (command.help or "").split("\n\n")]
    lines = [f"## {name} {{ #{_anchor(name)} }}", "", *_block(f"planatlas {name} {pieces}".rstrip())]
    for paragraph in paragraphs:
        lines += [_plain(paragraph), ""]
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    rows = [_row(context, option) for option in options if "--help" not in option.opts]
    if rows:
        lines += ['<figure class="pa-table pa-listing" markdown>', "<figcaption markdown>", ""]
        lines += [f"Options of `{name}`", "", "</figcaption>", ""]
        lines += ["| Option | Meaning |", "| --- | --- |", *rows, "", "</figure>", ""]
    for line, purpose in shown:
        lines += [f"For example, this {purpose}:", "", *_block(line)]
    return "\n".join(lines)


def _row(context: click.Context, option: click.Option) -> str:
    names, meaning = option.get_help_record(context) or (", ".join(option.opts), "")
    # As HTML, since not every Markdown lets a pipe stand in the code of a table's cell.
    code = escape(" ".join(names.split())).replace("|", "&#124;")
    return f"| <code>{code}</code> | {_plain(' '.join(meaning.split()))} |"


def _block(line: str) -> list[str]:
    return ["```sh", line, "```", ""]


def _plain(text: str) -> str:
    """Return text in which Markdown finds nothing but code; a pipe would end the cell of a table."""
    pieces = text.split("`")
    pieces[::2] = [piece.replace("[", "\\[").replace("*", "\\*").replace("_", "\\_") for piece in pieces[::2]]
    return "`".join(pieces).replace("|", "\\|").replace("<", "&lt;")


def _anchor(name: str) -> str:
    return name.replace(" ", "-")
