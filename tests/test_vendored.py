"""What is copied from elsewhere: unchanged, with its licence, and loaded from where it lies."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "overrides/assets/vendor"
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


TOOLS = ROOT / "tests/vendor"
TOOLS_CHECKSUMS = {
    "axe-core-4.14.1/LICENSE": "af175b9d96ee93c21a036152e1b905b0b95304d4ae8c2c921c7609100ba8df7e",
    "axe-core-4.14.1/LICENSE-3RD-PARTY.txt": "4f8563870d0fca38bbc3e00b6f670cb7fa9f380ba9f26a7f7d1184a6b18b1653",
    "axe-core-4.14.1/axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
    "sarif-2.1.0/LICENSE.txt": "652b7328d8b6eb86e4f30359e67613229acbd54a4adb9f3c629375ab64484f23",
    "sarif-2.1.0/sarif-schema-2.1.0.json": "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e",
}
"""The same of what only the tests load: the package axe-core on npm, and the schema of the standard SARIF."""


def test_what_the_tests_load_is_vouched_for_too() -> None:
    """Every file beside the tests that comes from elsewhere is unchanged, and none came along."""
    found = {file.relative_to(TOOLS).as_posix(): file.read_bytes() for file in TOOLS.rglob("*") if file.is_file()}
    assert {path: hashlib.sha256(raw).hexdigest() for path, raw in found.items()} == TOOLS_CHECKSUMS


def test_every_copy_says_which_version_it_is_and_how_it_may_be_used() -> None:
    """The folder of a copy has its version in its name, and its licence is in it."""
    folders = [*VENDOR.iterdir(), *TOOLS.iterdir()]
    assert len(folders) >= 3
    for folder in folders:
        assert re.fullmatch(r"[a-z-]+-[0-9]+\.[0-9]+\.[0-9]+", folder.name)
        assert any(file.name.startswith("LICENSE") for file in folder.iterdir())


def test_every_dependency_is_locked_with_its_checksums() -> None:
    """The lock names an exact version and the hashes of its files for each, no index, and nothing without."""
    entries = re.split(r"\n(?=[a-zA-Z])", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ]+", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
        assert not re.search(r"--(index|extra-index|find-links)|https?://", entry), entry[:80]
