"""What a reader's browser has to load."""

from __future__ import annotations

import re
from pathlib import Path

KB = 1024
THEME = re.compile(r"(main|palette|bundle)\.[0-9a-f]{8}\.min\.")
"""Material's own files, which the site takes as they are."""


def own(site: Path) -> dict[str, int]:
    """Return the size of each of the site's own scripts and styles."""
    files = [*(site / "assets/javascripts").glob("*.js"), *(site / "assets/stylesheets").glob("*.css")]
    return {file.name: file.stat().st_size for file in files if not THEME.match(file.name)}


def test_own_script_and_style_weigh_little(site: Path) -> None:
    """Script and style of the site itself come to less than 60 KB in all."""
    sizes = own(site)
    assert {"planatlas.css", "planatlas.js", "palette.js", "search.js"} <= set(sizes)
    assert sum(sizes.values()) < 60 * KB, sizes


def test_an_action_weighs_little(site: Path) -> None:
    """The HTML of every action's page is less than 100 KB."""
    actions = {file: file.stat().st_size for file in site.glob("plans/*/actions/*.html")}
    assert len(actions) > 100
    assert {file: size for file, size in actions.items() if size >= 100 * KB} == {}
