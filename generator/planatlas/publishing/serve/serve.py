"""The development server: watches what the site comes from, and serves it until it is stopped."""

from __future__ import annotations

import errno
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planatlas.publishing.build import configured, dated
from planatlas.publishing.serve.desk import own_themes
from planatlas.publishing.serve.server import Server
from planatlas.publishing.serve.watching import Watch
from planatlas.publishing.serve.workshop import PAGE_TEMPLATES, Order, Workshop


class AddressTakenError(OSError):
    """Another program serves at the address."""


@dataclass
class Serving:
    """A site that is being served."""

    url: str
    _workshop: Workshop
    _watch: Watch

    def take_up_changes(self) -> None:
        """Take up what changes in files until the watch is stopped."""
        while touched := self._watch.changes():
            self._workshop.renew(touched)

    def renew(self) -> None:
        """Make the site for the first time."""
        self._workshop.renew()

    def stop(self) -> None:
        """Let `take_up_changes` come to an end."""
        self._watch.stop()


@contextmanager
def serving(  # noqa: PLR0913 - what a server can be told
    content: Path,
    config_file: Path,
    *,
    as_of: date,
    audience: str | None,
    address: str,
    port: int,
    say: Callable[[str], None],
) -> Iterator[Serving]:
    """Serve the site of a content folder at an address; port 0 takes one that is free.

    `say` is told what changes and what is wrong. Raises AddressTakenError where the port is taken, OSError where the
    address cannot be had, and MkDocs' exceptions for a configuration that cannot be read.
    """
    config = configured(config_file, content, strict=False)
    with tempfile.TemporaryDirectory(prefix="planatlas-", ignore_cleanup_errors=True) as room:
        workshop = Workshop(Order(content, config_file.resolve(), as_of, audience, Path(room)), say)
        try:
            server = Server(workshop, address, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise AddressTakenError(str(error)) from None
            raise
        more = map(Path, (config.docs_dir, *config.watch))
        watch = Watch([content, config_file, PAGE_TEMPLATES, *own_themes(config), *filter(Path.exists, more)])
        answering = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        answering.start()
        try:
            with dated(as_of.isoformat()):
                yield Serving(server.url, workshop, watch)
        finally:
            workshop.close()
            server.shutdown()
            server.server_close()
            watch.stop()


def show_in_browser(url: str) -> None:
    """Open an address in the browser of the desk."""
    webbrowser.open(url)
