"""What the tests share: content folders written from a mapping of paths to texts, and how hypothesis runs."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from golden import Golden
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import read_folder

# No deadline and no complaint of slowness, since no test may depend on the clock; the same examples on every run.
settings.register_profile(
    "planatlas", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("planatlas")
os.environ["PLANATLAS_CACHE"] = ""  # no test leaves anything with the user, or reads what another run has left

AS_OF = date(2026, 1, 1)
"""The day that counts as today where a test states none."""

_MINIMAL = MappingProxyType(
    {
        "plan": 'title: A plan\nsections:\n  - {number: "1", title: First}\n',
        "action": (
            'ref: "1"\ntitle: An action\nsection: "1"\nsummary: What is to be done.\n'
            "source: {section: One, item: first}\n"
        ),
        "actor": "name: A body\nkind: eu-agency\n",
        "instrument": "name: An act\nkind: regulation\n",
        "theme": "name: A theme\nsummary: What belongs to it.\n",
        "meeting": "title: A meeting\ndate: 2026-02-01\n",
    }
)

FolderMaker = Callable[[Mapping[str, str | bytes]], Path]
"""Takes contents by path and returns the folder that holds them."""


class AtlasMaker(Protocol):
    """Takes contents by path and returns the Atlas that they make."""

    def __call__(self, files: Mapping[str, str | bytes], as_of: date = AS_OF) -> Atlas: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files anew."""
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew instead of comparing.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, whichever worker ran them."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in report.user_properties:
                terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return what compares with golden files, or writes them."""
    return Golden(update=request.config.getoption("--update-golden"))


@pytest.fixture
def minimal() -> Mapping[str, str]:
    """Return the shortest valid text of each kind of record, to which a test appends lines of its own."""
    return _MINIMAL


@pytest.fixture
def content_folder(tmp_path: Path) -> FolderMaker:
    """Return a function that writes files by their paths below a new content folder and returns that folder.

    A text is dedented and loses a first empty line, so that it can stand indented in a test; bytes are kept as is.
    """
    numbers: Iterator[int] = itertools.count()

    def write(files: Mapping[str, str | bytes]) -> Path:
        number = next(numbers)
        folder = tmp_path / (f"content-{number}" if number else "content")
        folder.mkdir()
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            raw = text if isinstance(text, bytes) else dedent(text).removeprefix("\n").encode()
            (folder / path).write_bytes(raw)
        return folder

    return write


@pytest.fixture
def make_atlas(content_folder: FolderMaker) -> AtlasMaker:
    """Return a function that writes files as `content_folder` does and returns the Atlas read and linked from them."""

    def make(files: Mapping[str, str | bytes], as_of: date = AS_OF) -> Atlas:
        return link(read_folder(content_folder(files)), as_of)

    return make
