"""What the site's look needs of a configuration, for those who write no more than `theme: material` into theirs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_INSTALLED = Path(__file__).parents[1] / "theme"
THEME = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[3] / "overrides"
"""The templates, styles and scripts: within the installed package, else those of the working copy."""
STYLES = ("assets/stylesheets/planatlas.css",)
SCRIPTS = ("assets/javascripts/planatlas.js", "assets/javascripts/search.js")
EXTENSIONS = ("abbr", "attr_list", "def_list", "md_in_html", "tables", "toc")
"""What the generated pages are written in, where they go MkDocs' own way."""
FEATURES = ("content.tooltips", "navigation.tabs")
_LIGHT = {"name": "Switch to light mode", "icon": "material/weather-sunny"}
_DARK = {"name": "Switch to dark mode", "icon": "material/weather-night"}
SETTINGS: dict[str, Any] = {
    "language": "en-GB",
    "font": False,  # nothing is fetched from elsewhere
    "favicon": "assets/images/favicon.svg",
    "palette": [
        {"media": f"(prefers-color-scheme: {name})", "scheme": scheme, "primary": "custom", "accent": "custom"}
        | {"toggle": toggle}
        for name, scheme, toggle in (("light", "default", _DARK), ("dark", "slate", _LIGHT))
    ],
}
"""Settings of the theme, where a configuration has none of its own."""


def bring_look(config: MkDocsConfig) -> None:
    """Add what a configuration lacks of what the generated pages need; what it states itself stays.

    Raises PluginError for another theme, and where it asks for addresses that end with a slash: drawings and data files
    hold addresses as they are in a folder.
    """
    stated = _stated(config)
    if config.theme.name != "material":
        msg = f"the pages need the theme material, and '{config.theme.name}' is set; write theme: material"
        raise PluginError(msg)
    if stated.get("use_directory_urls"):
        msg = "the pages need addresses that end with .html; leave use_directory_urls out, or write false"
        raise PluginError(msg)
    config.use_directory_urls = False
    _bring_theme(config, stated.get("theme"))
    config.extra_css[:0] = [path for path in STYLES if path not in config.extra_css]
    config.extra_javascript[:0] = [path for path in SCRIPTS if path not in map(str, config.extra_javascript)]
    config.markdown_extensions += [name for name in EXTENSIONS if name not in config.markdown_extensions]
    if "validation" not in stated:
        config.validation.nav.omitted_files = logging.DEBUG  # lists and links lead to the pages of records


def _stated(config: MkDocsConfig) -> dict[str, Any]:
    """Return what the file says, before MkDocs fills in what it leaves open."""
    file = Path(config.config_file_path or "")
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8-sig") as text:
        return yaml_load(text) or {}


def _bring_theme(config: MkDocsConfig, stated: Any) -> None:  # noqa: ANN401 - a name or a mapping
    own = Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else None
    if own != THEME.resolve() and str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(1 if own else 0, str(THEME))
    theirs = stated if isinstance(stated, dict) else {}
    for name, value in SETTINGS.items():
        if name not in theirs:
            config.theme[name] = value
    features = config.theme.get("features", [])
    config.theme["features"] = [*features, *(one for one in FEATURES if one not in features)]
