"""`planatlas explain`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from planatlas.checking.explanations import explanations
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
