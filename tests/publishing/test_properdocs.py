"""ProperDocs, the fork of MkDocs, builds the site as MkDocs does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from small_content import SMALL, write_configuration

MADE_BY = re.compile(rb'<meta name="generator"[^>]*>')
"""Where the pages say what built them."""


def test_properdocs_builds_the_same_site(tmp_path: Path, content_folder: Callable[[Mapping[str, str]], Path]) -> None:
    """Both build every file the same, hand-written pages included; a page only says which of the two it was."""
    content_folder({**SMALL, "by-hand.md": "# By hand\n\nA page *by hand* on [Europol](actors/europol.md).\n"})
    configuration = write_configuration(tmp_path)
    sites = [_built(generator, configuration) for generator in ("mkdocs", "properdocs")]
    assert sites[0] == sites[1]
    assert b"<em>by hand</em>" in sites[1]["by-hand.html"]
    assert b"<h1" in sites[1]["plans/alpha/actions/1.html"]


def _built(generator: str, configuration: Path) -> dict[str, bytes]:
    """Return the files that a generator makes, without what it says of itself and of the time."""
    site = configuration.parent / f"site-{generator}"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", generator, "build", "--strict", "--config-file", configuration, "--site-dir", site],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = (file for file in site.rglob("*") if file.is_file() and file.suffix != ".gz")
    return {file.relative_to(site).as_posix(): MADE_BY.sub(b"", file.read_bytes()) for file in files}
