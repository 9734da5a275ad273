"""Measures how soon a saved file is on the page: python benchmarks/serve.py [RECORDS].

A copy of the site is served by `planatlas serve`; a client waits for news of a page as the script in it does. A file is
saved, and the clock runs until the client has the changed page, or the changed style. What a browser then takes to draw
it is not in it. Medians of several changes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO
from urllib.parse import urlencode
from urllib.request import urlopen

from content import write_content

ROOT = Path(__file__).parents[1]
CHANGES = 7
"""Of each kind; the first, for which everything is new, does not count."""
AS_OF = "2026-11-22"


@dataclass(frozen=True)
class Shown:
    """How soon a change was shown."""

    seconds: float
    """By the clock."""
    work: float
    """Seconds of all processors that the server had worked by then; 0 where the system has no /proc."""


def served(records: int) -> dict[str, Shown]:
    """Return how soon changes are shown, by what was changed: in the real site, and in made-up content of a size."""
    with tempfile.TemporaryDirectory(prefix="planatlas-benchmark-") as folder:
        room = Path(folder)
        _copy_site(room)
        shutil.copytree(ROOT / "content", room / "content")
        write_content(records, room / "made-up")
        record = "plans/empact-migrant-smuggling-2024/actions/2.10"
        with _Client.serving(room, "content", record) as client:
            found = {
                "a record of the real plans": client.shown(room / f"content/{record}.yml", _retitled),
                "a template": client.shown(room / "overrides/main.html", _with_comment),
                "a style": client.shown(room / "overrides/assets/stylesheets/planatlas.css", _with_rule),
            }
        made_up = next(iter((room / "made-up").glob("plans/*/actions/*.yml"))).relative_to(room / "made-up")
        with _Client.serving(room, "made-up", str(made_up.with_suffix(""))) as client:
            found[f"a record of {records:,}"] = client.shown(room / "made-up" / made_up, _retitled)
    return found


def _copy_site(room: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", room)
    shutil.copytree(ROOT / "overrides", room / "overrides")


def _retitled(text: str, number: int) -> tuple[str, str]:
    """Return a changed text, and what then stands where it is shown."""
    return re.sub(r"(?m)^title: .*$", f"title: Changed {number} times", text), f"Changed {number} times"


def _with_comment(text: str, number: int) -> tuple[str, str]:
    return f"{text}\n{{{{ '<!-- {number} changes -->' }}}}", f"<!-- {number} changes -->"


def _with_rule(text: str, number: int) -> tuple[str, str]:
    return f"{text}\n.changed-{number} {{ color: red }}\n", f".changed-{number}"


def _read(said: IO[str]) -> str:
    said.seek(0)
    return said.read()


class _Client:
    """Waits for news of a page."""

    def __init__(self, url: str, process: int, address: str) -> None:
        self._url = url
        self._process = process
        self._address = address
        self._state, self._known = "", ""

    @classmethod
    @contextmanager
    def serving(cls, room: Path, content: str, record: str) -> Iterator[_Client]:
        """Serve a copy of the site while the block lasts."""
        command = [sys.executable, "-m", "planatlas", "serve", "--content", content, "--port", "0", "--as-of", AS_OF]
        environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        with (
            tempfile.TemporaryFile("w+") as said,
            subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=room, env=environ, stderr=said
            ) as server,
        ):
            try:
                while not (found := re.search(r"(http://\S+)", _read(said))):
                    if server.poll() is not None:
                        raise SystemExit(_read(said))
                    time.sleep(0.1)
                yield cls(found[1], server.pid, f"{record}.html")
            finally:
                server.terminate()

    def shown(self, file: Path, change: Callable[[str, int], tuple[str, str]]) -> Shown:
        """Change a file several times and return how soon that was shown."""
        style = f"assets/stylesheets/{file.name}" if file.suffix == ".css" else None
        original = file.read_text(encoding="utf-8")
        found = []
        self._wait()
        for number in range(CHANGES):
            text, sign = change(original, number)
            worked, began = self._work(), time.perf_counter()
            file.write_text(text, encoding="utf-8")
            while True:
                self._wait()
                if sign in self._get(self._address) or (style and sign in self._get(style)):
                    break
            found.append(Shown(time.perf_counter() - began, self._work() - worked))
            self._rest()
        return Shown(median(one.seconds for one in found[1:]), median(one.work for one in found[1:]))

    def _wait(self) -> None:
        """Wait for news and keep what it says."""
        asked = urlencode({"at": self._address, "state": self._state, "known": self._known})
        news = self._get(f"_planatlas/news.js?{asked}")
        self._known, self._state = (re.search(rf'"{name}": "(\w*)"', news)[1] for name in ("state", "page"))  # type: ignore[index]

    def _rest(self) -> None:
        """Wait until the server has nothing more to do."""
        worked = -1.0
        while worked != (worked := self._work()):
            time.sleep(0.5)

    def _get(self, address: str) -> str:
        with urlopen(self._url + address) as answer:  # noqa: S310 - of our server
            return str(answer.read().decode())

    def _work(self) -> float:
        try:
            stat = Path(f"/proc/{self._process}/stat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        spent = stat.rpartition(")")[2].split()[11:13]
        return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    for what, shown in served(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000).items():
        sys.stdout.write(f"{what}: {shown.seconds:.2f} s, of which the server worked {shown.work:.2f} s\n")
