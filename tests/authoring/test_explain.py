"""`planatlas explain`."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from planatlas.checking.explanations import explanations
from planatlas.cli import main


def test_a_code_is_explained_with_its_example() -> None:
    """The explanation has what it means, the mistake with its message, and the repair."""
    result = CliRunner().invoke(main, ["explain", "unknown-actor"])
    assert result.exit_code == 0
    assert "unknown-actor (error)" in result.stdout
    assert "      - {actor: cypros, role: lead}\n\nplanatlas says: no actor 'cypros'\n" in result.stdout
    assert result.stdout.endswith(
        "Right, in plans/ports/actions/1.yml:\n\n    actors:\n      - {actor: cyprus, role: lead}\n"
    )


def test_the_code_may_be_copied_as_it_was_printed() -> None:
    """Brackets and severity around the code do no harm."""
    plain = CliRunner().invoke(main, ["explain", "tab"]).stdout
    assert CliRunner().invoke(main, ["explain", "error[tab]:"]).stdout == plain


def test_a_misspelt_code_is_wrong_usage_with_a_guess() -> None:
    """Exits with 2 and names the nearest code."""
    result = CliRunner().invoke(main, ["explain", "unknown-actr"])
    assert result.exit_code == 2
    assert "there is no problem 'unknown-actr'; did you mean 'unknown-actor'?" in result.stderr


def test_without_a_code_all_are_listed() -> None:
    """One line for each code, with its weight and what content is held to."""
    lines = CliRunner().invoke(main, ["explain"]).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(explanations())


@pytest.mark.parametrize("told", list(explanations().values()), ids=lambda told: told.code)
def test_every_code_can_be_explained(told: object) -> None:
    """Each text is there and has no Markdown left in it."""
    code = getattr(told, "code", "")
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 0
    assert "Right, in " in result.stdout
