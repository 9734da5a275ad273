"""lychee, a link checker that is not ours, over a folder of pages, as `make links` runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "lychee"
SETTINGS = Path(__file__).parents[1] / "lychee.toml"


def broken(folder: Path) -> tuple[int, list[str]]:
    """Return how many links the pages of a folder have, and each that leads nowhere, after its page."""
    command = [PROGRAM, "--config", SETTINGS, "--format", "json", "--root-dir", folder, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - locked by its checksum
    said = json.loads(done.stdout)
    found = [
        f"{Path(page).relative_to(folder).as_posix()}: {link['url'].removeprefix(f'{folder.as_uri()}/')}"
        for page, links in said["error_map"].items()
        for link in links
    ]
    assert done.returncode == (2 if found else 0), done.stderr
    return said["total"], sorted(found)
