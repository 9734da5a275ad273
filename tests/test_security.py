"""The promises of SECURITY.md: each names a test that there is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| promise |"))]


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file: str, name: str) -> None:
    """The file is there, and so is the test in it, under a sentence that says what it holds."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    tests = {node.name: ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert name in tests if name else any(test.startswith("test_") for test in tests)
    assert not name or tests[name]


def test_every_promise_names_a_test() -> None:
    """No row of the tables claims what nothing holds."""
    assert len(ROWS) >= 20
    for row in ROWS:
        assert "`tests/" in row.split("|")[2], row
