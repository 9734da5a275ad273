"""Files and pages of the site that are made when they are asked for, as MkDocs knows files and pages."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


class GeneratedFile(File):
    """A file of the site that no file of the content folder holds."""

    src_dir = None
    generated_by = "planatlas"

    def __init__(
        self, path: str, make: Callable[[], str | bytes], config: MkDocsConfig, edit_uri: str | None = None
    ) -> None:
        self.src_uri, self.dest_dir, self.use_directory_urls = path, config.site_dir, config.use_directory_urls
        self.edit_uri = edit_uri
        self.make = make

    @property
    def _content(self) -> str | bytes:  # type: ignore[override] # MkDocs keeps here what is not read from a file
        return self.make()
