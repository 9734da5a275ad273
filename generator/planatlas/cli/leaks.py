"""`planatlas leaks`: proof that an output holds nothing marked above its audience."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planatlas.cli.options import CONTENT
from planatlas.linking.audience import UnknownAudienceError
from planatlas.pages.wording import plural
from planatlas.publishing.leaks import scanner
from planatlas.publishing.source import AUDIENCE
from planatlas.publishing.unpacking import UnreadableError


@click.command("leaks")
@CONTENT
@click.option(
    "--audience",
    metavar="MARKING",
    envvar=AUDIENCE,
    help="For whom OUTPUT was made. Default: what site.yml states.",
)
@click.argument("output", type=click.Path(path_type=Path, exists=True))
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The site's configuration. Default: mkdocs.yml, where there is one.",
)
def leaks_command(content: Path, audience: str | None, output: Path, config_file: Path | None) -> None:
    """Look through OUTPUT, a site, zip or any file, for anything marked above the audience.

    Exits with 1 where something was found.
    """
    configuration = config_file or next(filter(Path.is_file, [Path("mkdocs.yml")]), None)
    try:
        looking = scanner(content, audience, configuration)
        found = list(looking.leaks(output))
    except UnknownAudienceError as error:
        raise click.BadParameter(str(error), param_hint="--audience") from None
    except UnreadableError as error:
        raise click.ClickException(str(error)) from None
    for leak in found:
        click.echo(str(leak))
    click.echo(f"{plural(len(found), 'leak')}; looked for {plural(looking.traces, 'trace')}", err=True)
    sys.exit(int(bool(found)))
