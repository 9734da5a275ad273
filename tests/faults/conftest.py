"""Builds in processes of their own, in which a fault happens at a moment that is counted, not timed."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from planatlas.cli import main
from small_content import SMALL, write_configuration

VERSIONS = {
    "old": SMALL,
    "new": {
        **{path: text for path, text in SMALL.items() if path != "instruments/siena.yml"},
        "plans/alpha/actions/1.yml": """
            ref: "1"
            title: Exchange more information
            section: "1"
            summary: Europol exchanges more information.
            actors: [{actor: europol, role: lead}, {actor: cepol, role: support}]
            source: {section: Part 1, item: Action 1}
            """,
        "actors/cepol.yml": "name: CEPOL\nkind: agency\npart_of: [europol]\n",
    },
}
"""Two states of the content, each with pages that the other lacks."""

AT_THE_DISK = ("open", "os.", "shutil.", "tempfile.", "ctypes.")
"""Beginnings of the names of audit events that count as moments: all that touches files."""

Fault = Callable[[], object]


def die() -> None:
    """Stop this process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def moments(reached: Callable[[int], None]) -> None:
    """Call a function at every moment from now on with how many there were before. It cannot be undone."""
    count = -1

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event.startswith(AT_THE_DISK):
            count += 1
            reached(count)

    sys.addaudithook(hook)


@dataclass(frozen=True)
class Outcome:
    """How a build ended."""

    code: int
    """Its exit code; negative for the signal that killed it."""
    said: str
    """All that it printed."""


@dataclass
class Running:
    """A build under way."""

    process: int
    log: Path

    def ended(self) -> Outcome:
        """Wait for the end of the build."""
        _, status = os.waitpid(self.process, 0)
        return Outcome(os.waitstatus_to_exitcode(status), self.log.read_text(encoding="utf-8", errors="replace"))


@dataclass
class Workplace:
    """A folder with content, its configuration and the site."""

    root: Path
    site: Path

    def write(self, version: str) -> None:
        """Let the content be of a version."""
        for path in {path for files in VERSIONS.values() for path in files}:
            file = self.root / "content" / path
            if path in VERSIONS[version]:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(dedent(VERSIONS[version][path]), encoding="utf-8")
            else:
                file.unlink(missing_ok=True)

    def start(self, fault: Fault | None = None, *command: str) -> Running:
        """Start a build, or another command, in a copy of this process, where all is imported; after the fault."""
        log = self.root / f"log-{len(list(self.root.glob('log-*')))}"
        log.touch()
        process = os.fork()
        if process:
            return Running(process, log)
        code = 70
        try:
            out = os.open(log, os.O_WRONLY)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace")
            sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace")
            os.chdir(self.root)
            signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell runs aside
            if fault:
                fault()
            main([*(command or ("build", "--site", str(self.site))), "--content", "content", "--as-of", "2026-01-01"])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1 if end.code else 0
        except BaseException:  # noqa: BLE001 - whatever it is, the test shall see it
            with suppress(OSError):
                traceback.print_exc()
        finally:
            with suppress(OSError):
                sys.stdout.flush()
            with suppress(OSError):
                sys.stderr.flush()
            os._exit(code)
        raise AssertionError  # the copy never comes here

    def build(self, fault: Fault | None = None, *command: str) -> Outcome:
        """Build, or run another command, and return how it ended."""
        return self.start(fault, *command).ended()

    def published(self) -> dict[str, str]:
        """Return the checksum of every file of the site."""
        return {
            file.relative_to(self.site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.site.rglob("*")
            if file.is_file()
        }

    def beside(self) -> set[str]:
        """Return the names of what stands beside the site that a build could have left there."""
        return {item.name for item in self.site.parent.iterdir() if item.name.startswith(f".{self.site.name}")}


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Return what the site is made of, for each version of the content."""
    found = {}
    first = _workplace(tmp_path_factory.mktemp("first"))
    first.write("old")
    with warnings.catch_warnings():  # once here, so that the copies of this process have everything imported
        warnings.simplefilter("ignore")
        options = ["--content", str(first.root / "content"), "-f", str(first.root / "mkdocs.yml")]
        main(["build", *options, "--site", str(first.site), "--as-of", "2026-01-01"], standalone_mode=False)
    for version in VERSIONS:
        workplace = _workplace(tmp_path_factory.mktemp(version))
        workplace.write(version)
        outcome = workplace.build()
        assert outcome.code == 0, outcome.said
        found[version] = workplace.published()
    assert set(found["old"]) != set(found["new"])
    return found


@pytest.fixture
def workplace(tmp_path: Path, whole: dict[str, dict[str, str]]) -> Workplace:
    """Return a folder whose site is that of the old content, while the content is new."""
    made = _workplace(tmp_path)
    made.write("old")
    assert made.build().code == 0
    assert made.published() == whole["old"]
    made.write("new")
    return made


def _workplace(root: Path) -> Workplace:
    write_configuration(root)
    (root / "public").mkdir()
    return Workplace(root, root / "public/site")


def assert_it_says_why(outcome: Outcome, *words: str) -> None:
    """The build ended with 1 and a message of its own, not with a traceback."""
    assert outcome.code == 1, outcome.said
    assert "Traceback" not in outcome.said
    assert outcome.said.strip()
    for word in words:
        assert word in " ".join(outcome.said.split()), outcome.said
