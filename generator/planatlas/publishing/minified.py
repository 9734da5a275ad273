"""The site's own scripts and styles, as small as they load: without comments and space, local names short.

The sources stay what a reader reads, and what is copied from others stays what it was.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import minify
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from planatlas.publishing.look import THEME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

KINDS = {"assets/javascripts": "application/javascript", "assets/stylesheets": "text/css"}
"""The folders of the site's own scripts and styles, and what lies directly in them."""


def minify_own(files: Files, config: MkDocsConfig) -> None:
    """Let the scripts and styles of the site's own theme folder, or of ours, go out small.

    Raises PluginError with path and place where one of them cannot be read.
    """
    for file in list(files):
        if is_own(file, config):
            small = minified(file)
            files.remove(file)
            files.append(File.generated(config, file.src_uri, content=small))


def is_own(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is a script or style of the site's own theme folder, or of ours."""
    ours = bool(file.src_dir) and file.src_dir in (config.theme.custom_dir, str(THEME))
    return ours and PurePosixPath(file.src_uri).parent.as_posix() in KINDS


def minified(file: File) -> str:
    """Return what a script or style comes to. Raises PluginError with path and place where it cannot be read."""
    text = Path(file.src_dir or "", file.src_uri).read_text(encoding="utf-8")
    try:
        small: str = minify.string(KINDS[PurePosixPath(file.src_uri).parent.as_posix()], text)
    except minify.MinifyError as error:
        msg = f"{file.src_uri}: {error}"
        raise PluginError(msg) from None
    return small
