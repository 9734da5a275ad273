"""The page of commands: every command and option is on it, with examples that are understood, and it is fresh."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest

from planatlas.cli import main
from planatlas.cli.reference import commands, examples, reference

PAGE = Path(__file__).parents[1] / "content/guides/commands.md"
COMMANDS = dict(commands(main))


def test_the_page_is_what_the_commands_say() -> None:
    """A command, option or word that changed is on the page once `make commands` has run; until then this fails."""
    assert PAGE.read_text(encoding="utf-8") == reference(main), "run make commands"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page(name: str) -> None:
    """The chapter of a command has its usage, and a row for each of its options by every name that it has."""
    chapter = reference(main).split(f"\n## {name} {{", 1)[1].split("\n## ", 1)[0]
    assert f"\nplanatlas {name} [" in chapter
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            for flag in (*option.opts, *option.secondary_opts):
                assert flag in chapter


def test_every_command_that_does_something_has_an_example() -> None:
    """No example is missing, and none is of a command that is not there."""
    wanted = {name for name, command in COMMANDS.items() if not isinstance(command, click.Group)}
    assert wanted == set(examples())


@pytest.mark.parametrize("name", sorted(set(COMMANDS) & set(examples())))
def test_an_example_is_understood(name: str) -> None:
    """Each is a call of its command with options that it has, and says what it is for."""
    for line, purpose in examples()[name]:
        start, *arguments = shlex.split(line)
        depth = len(name.split())
        assert [start, *arguments[:depth]] == ["planatlas", *name.split()]
        command = COMMANDS[name]
        command.make_parser(click.Context(command)).parse_args(arguments[depth:])
        assert purpose


def test_an_example_with_an_unknown_option_would_be_noticed() -> None:
    """What holds the examples refuses an option that a command does not have."""
    command = COMMANDS["check"]
    with pytest.raises(click.NoSuchOption):
        command.make_parser(click.Context(command)).parse_args(["--strictly-not"])
