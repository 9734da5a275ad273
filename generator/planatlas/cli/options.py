"""The options that mean the same wherever they stand."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from planatlas.linking.today import as_of_day
from planatlas.publishing.source import AUDIENCE

CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default="content",
    show_default=True,
    help="The content folder.",
)
CONFIG_FILE = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default="mkdocs.yml",
    show_default=True,
    help="The site's configuration.",
)


def _day(_context: click.Context, _parameter: click.Parameter, stated: str | None) -> date:
    try:
        return as_of_day(stated, os.environ)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def content_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that mean the same on every command that reads content."""
    as_of = click.option(
        "--as-of",
        metavar="DAY",
        callback=_day,
        help="The day that counts as today, as 2026-11-22. Default: SOURCE_DATE_EPOCH, else the clock.",
    )
    audience = click.option(
        "--audience",
        metavar="MARKING",
        envvar=AUDIENCE,
        help="Leave out everything that is marked above this. Default: what site.yml states.",
    )
    return CONTENT(as_of(audience(command)))
