"""The built site in Chromium. A missing browser fails these tests; it never skips them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from browser.visit import DESK, Visit

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
AS_OF = "2026-11-22"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Names of Chromium; its shell without windows shows pages just the same, in half the time."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file together, so that what they open and build is opened and built once."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the real content once, whichever worker asks first, and return the folder."""
    alone = worker_id == "master"
    built = (tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent) / "built"
    built.mkdir(exist_ok=True)
    folder = built / "site"
    with FileLock(built / "lock"):
        if not folder.exists():
            command = [sys.executable, "-m", "planatlas", "build", "--site", str(folder), "--as-of", AS_OF]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
            assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Keep the test output free of requests."""


class Server(ThreadingHTTPServer):
    """Serves several requests at once."""

    def handle_error(self, *_: object) -> None:
        """Keep it free of what a browser no longer wanted when it left a page."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site on this machine and return its address."""
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium with an empty profile."""
    path = os.environ.get("PLANATLAS_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("no Chromium found; install it, or set PLANATLAS_CHROMIUM to a browser's path")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a fresh visit at desk width, light scheme, with script."""
    context = browser.new_context(viewport={"width": DESK, "height": 900}, color_scheme="light")
    yield Visit(context.new_page(), address)
    context.close()
