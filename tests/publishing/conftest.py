"""What the tests of publishing share: a configuration that builds a site from a small content folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from small_content import write_configuration

ConfigurationMaker = Callable[..., MkDocsConfig]


@pytest.fixture
def configuration_file(tmp_path: Path) -> Path:
    """Return a configuration like the site's own, for the folder `content` beside it."""
    return write_configuration(tmp_path)


@pytest.fixture
def configuration(
    configuration_file: Path, content_folder: Callable[[Mapping[str, str]], Path]
) -> Iterator[ConfigurationMaker]:
    """Return a function that writes content and loads the configuration of its site, as MkDocs would."""
    made: list[MkDocsConfig] = []

    def make(files: Mapping[str, str], *, strict: bool = True) -> MkDocsConfig:
        content_folder(files)
        config = load_config(str(configuration_file), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        made.append(config)
        return config

    yield make
    for config in made:
        config.plugins.on_shutdown()
