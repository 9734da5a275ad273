"""What is copied from elsewhere: unchanged, with its licence, and loaded from where it lies."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[1] / "overrides/assets/vendor"
SCRIPTS = VENDOR.parent / "javascripts"
CHECKSUMS = {
    "fflate-0.8.3/LICENSE.txt": "0a1df3a083d0c010560aa342e87959c8c1070e6fd54545741f083f22d0c8b551",
    "fflate-0.8.3/index.js": "462ef8041fc970e3615a20a9dd2b2e3047a073b2da729ef4f02b634bba8b7b83",
    "minisearch-7.2.0/LICENSE.txt": "70d37354d6395629fb99edb28cb37a5d356ffa24a48cd02a5def5b83a300a899",
    "minisearch-7.2.0/index.js": "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03",
}
"""SHA-256 of each file as its package on npm has it: umd/index.js and LICENSE of fflate, dist/umd/index.js and
LICENSE.txt of MiniSearch."""


@pytest.mark.parametrize("path", CHECKSUMS)
def test_a_copy_is_unchanged(path: str) -> None:
    """Every file is byte for byte that of its package."""
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == CHECKSUMS[path]


def test_nothing_else_is_copied() -> None:
    """No file came along that nobody vouches for, and every library has its licence beside it."""
    found = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert found == set(CHECKSUMS)
    assert {path.split("/")[0] for path in found if "LICENSE" in path} == {path.split("/")[0] for path in found}


@pytest.mark.parametrize("path", [path for path in CHECKSUMS if path.endswith(".js")])
def test_a_script_loads_it_from_where_it_lies(path: str) -> None:
    """The path with its version stands in one of the site's own scripts."""
    assert any(f"vendor/{path}" in script.read_text(encoding="utf-8") for script in SCRIPTS.glob("*.js"))
