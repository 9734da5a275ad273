"""The commands by name, each loaded when it is called, so that none waits for what only another needs."""

from __future__ import annotations

from importlib import import_module

import click

from planatlas import __version__
from planatlas.reading.suggestions import did_you_mean

COMMANDS = {
    "build": "build:build_command",
    "bundle": "bundle:bundle_command",
    "check": "check:check_command",
    "commands": "reference:commands_command",
    "diff": "diff:diff_command",
    "explain": "explain:explain_command",
    "export": "export:export_group",
    "fmt": "fmt:fmt_command",
    "import": "importing:import_command",
    "leaks": "leaks:leaks_command",
    "new": "new:new_group",
    "pages": "build:pages_command",
    "rename": "rename:rename_command",
    "schema": "schema:schema_command",
    "serve": "serve:serve_command",
}
"""Where each command stands: the module of this folder, and the command in it."""


class _Loaded(click.Group):
    """A group that loads a command when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            hint = did_you_mean(name, list(COMMANDS)) or "'planatlas --help' lists them all"
            message = f"there is no command '{name}'; {hint}"
            raise click.UsageError(message, context)
        module, _, command = COMMANDS[name].partition(":")
        found: click.Command = getattr(import_module(f"planatlas.cli.{module}"), command)
        return found


@click.group(cls=_Loaded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planatlas")
def main() -> None:
    """Action plans written as YAML, published as a cross-linked website."""
