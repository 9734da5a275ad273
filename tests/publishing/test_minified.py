"""Own scripts and styles go out small; what comes from elsewhere goes out as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, get_files

from small_content import SMALL

ConfigurationMaker = Callable[..., MkDocsConfig]


def files_of(config: MkDocsConfig) -> Files:
    """Return what MkDocs would build from, the theme's files with it."""
    config = config.plugins.on_config(config)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    return config.plugins.on_files(files, config=config)


def test_own_scripts_and_styles_lose_what_no_browser_reads(configuration: ConfigurationMaker) -> None:
    """Each loses comments and a good part of its length, and none is lost."""
    config = configuration(SMALL)
    own = Path(str(config.theme.custom_dir))
    sources = [*own.glob("assets/javascripts/*.js"), *own.glob("assets/stylesheets/*.css")]
    assert len(sources) > 4
    files = files_of(config)
    for source in sources:
        file = files.get_file_from_path(source.relative_to(own).as_posix())
        assert file is not None
        text = file.content_string
        assert len(text) < 0.8 * len(source.read_text(encoding="utf-8"))
        assert "/*" not in text


def test_what_is_from_others_is_left_alone(configuration: ConfigurationMaker) -> None:
    """Vendored scripts and Material's own reach the site byte for byte."""
    files = files_of(configuration(SMALL))
    others = [
        file for file in files if "/vendor/" in file.src_uri or file.src_uri.startswith("assets/javascripts/bundle")
    ]
    assert len(others) > 3
    assert all(file.abs_src_path and file.content_bytes == Path(file.abs_src_path).read_bytes() for file in others)


def test_a_broken_script_stops_the_build_with_its_place(
    configuration: ConfigurationMaker, configuration_file: Path, tmp_path: Path
) -> None:
    """The message names the file and where in it the reader lost the thread."""
    theme = tmp_path / "theme"
    script = theme / "assets/javascripts/wrong.js"
    script.parent.mkdir(parents=True)
    script.write_text("const one = {\n", encoding="utf-8")
    text = configuration_file.read_text(encoding="utf-8")
    configuration_file.write_text(re.sub("custom_dir: [^}]*", f"custom_dir: {theme}", text), encoding="utf-8")
    with pytest.raises(PluginError, match=r"assets/javascripts/wrong\.js: .* line 2"):
        files_of(configuration(SMALL))
