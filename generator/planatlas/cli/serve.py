"""`planatlas serve`: the site while it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from planatlas.cli.options import CONFIG_FILE, content_options
from planatlas.cli.reporting import mkdocs_log, print_report
from planatlas.linking.audience import UnknownAudienceError
from planatlas.publishing.serve.serve import AddressTakenError, serving, show_in_browser


@click.command("serve")
@content_options
@CONFIG_FILE
@click.option(
    "--address",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address of this machine to serve at; by default nobody else sees the site.",
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 for any that is free.",
)
@click.option("--open", "opening", is_flag=True, help="Open the site in the browser.")
def serve_command(
    content: Path,
    as_of: date,
    audience: str | None,
    config_file: Path,
    address: str,
    port: int,
    *,
    opening: bool,
) -> None:
    """Show the site while you write: a saved change is in the browser at once, and so is what is wrong with it.

    Pages are made when they are asked for, as `build` makes them. While the content has errors the last good pages
    stay; the errors stand on them, and here. Ctrl-C ends it.
    """

    def say(text: str) -> None:
        print_report(f"{text}\n", coloured=True, error=True)

    try:
        with (
            mkdocs_log(Console(stderr=True)),
            serving(content, config_file, as_of=as_of, audience=audience, address=address, port=port, say=say) as site,
        ):
            say(f"Reading {content} …")
            site.renew()
            say(f"The site is at {site.url} (Ctrl-C ends this)")
            if opening:
                show_in_browser(site.url)
            site.take_up_changes()
    except UnknownAudienceError as error:
        raise click.BadParameter(str(error), param_hint="--audience") from None
    except AddressTakenError:
        message = (
            f"port {port} is taken, perhaps by another server of yours; end that, or choose another port with --port"
        )
        raise click.ClickException(message) from None
    except OSError as error:
        message = f"cannot serve at {address}: {error.strerror or error}; --address takes an address of this machine"
        raise click.ClickException(message) from None
    except KeyboardInterrupt:
        say("stopped")
