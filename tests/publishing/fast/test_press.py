"""Files that are begun with early: the site has them as if they had waited for everything else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from pathspec.gitignore import GitIgnoreSpec

from planatlas.publishing.fast import press
from small_content import SMALL

ConfigurationMaker = Callable[..., MkDocsConfig]
TABLE = "data/csv/actions.csv"


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let two processes share even a small site, and return those that are begun."""
    monkeypatch.setattr(press, "MANY", 1)
    monkeypatch.setattr(press, "cores", lambda: 2)
    processes: list[int] = []
    fork = os.fork

    def noted() -> int:
        processes.append(process := fork())
        return process

    monkeypatch.setattr(os, "fork", noted)
    return processes


def are_gone(processes: list[int]) -> bool:
    """Whether some processes were begun, and all of them have ended and were waited for."""
    for process in processes:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    return bool(processes)


def written(config: MkDocsConfig) -> dict[str, bytes]:
    """Return the site, file by file."""
    site = Path(config.site_dir)
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_two_processes_write_what_one_writes(
    configuration: ConfigurationMaker, begun: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages and downloads are the same bytes, and no process is left."""
    config = configuration(SMALL)
    build(config)
    by_two = written(config)
    assert are_gone(begun)
    monkeypatch.setattr(press, "cores", lambda: 1)
    build(config)
    by_one = written(config)
    assert TABLE in by_one
    assert {**by_one, "sitemap.xml.gz": b""} == {**by_two, "sitemap.xml.gz": b""}  # which holds the time


def test_what_is_excluded_is_not_written(configuration: ConfigurationMaker) -> None:
    """Files that the configuration excludes are not begun with."""
    config = configuration(SMALL)
    config.exclude_docs = GitIgnoreSpec.from_lines(["*.csv"])
    build(config)
    assert not [path for path in written(config) if path.endswith(".csv")]


class _Interferes(BasePlugin[LegacyConfig]):
    """Another plugin, which comes after."""

    def __init__(self, *, fails: bool) -> None:
        super().__init__()
        self._fails = fails

    def on_files(self, files: Files, **_: object) -> Files:
        if self._fails:
            msg = "something is wrong"
            raise PluginError(msg)
        files.remove(files.src_uris[TABLE])
        return files


def test_what_another_plugin_takes_out_is_not_in_the_site(configuration: ConfigurationMaker) -> None:
    """A file that was begun with and is not wanted in the end goes again."""
    config = configuration(SMALL, strict=False)
    config.plugins["other"] = _Interferes(fails=False)
    build(config)
    site = written(config)
    assert TABLE not in site
    assert TABLE.replace("actions", "indicators") in site


def test_a_build_that_fails_leaves_no_process(configuration: ConfigurationMaker, begun: list[int]) -> None:
    """Whoever was at work on the files is ended with the build."""
    config = configuration(SMALL)
    config.plugins["other"] = _Interferes(fails=True)
    with pytest.raises(SystemExit):
        build(config)
    assert are_gone(begun)
