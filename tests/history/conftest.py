"""Repositories for the tests of history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from repositories import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repository")


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[..., Repo]:
    def make(name: str, within: str = "content") -> Repo:
        return Repo(tmp_path / name, within)

    return make
