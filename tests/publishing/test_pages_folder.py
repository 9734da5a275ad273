"""Pages as a plain folder of Markdown, for other site generators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from planatlas.pages.build import pages_of
from planatlas.publishing.beside import files_beside
from planatlas.publishing.folder import write_pages
from planatlas.publishing.source import checked
from small_content import SMALL


def test_every_page_is_written_where_it_lives(
    tmp_path: Path, content_folder: Callable[[Mapping[str, str]], Path]
) -> None:
    """The folder holds every page as UTF-8 with plain line breaks, and the data and downloads beside them."""
    atlas = checked(content_folder(SMALL), date(2026, 1, 1)).atlas
    pages = pages_of(atlas)
    assert write_pages(atlas, tmp_path / "new/folder") == len(pages)
    for path, page in pages.items():
        assert (tmp_path / "new/folder" / path).read_bytes() == page.text.encode()
    written = {file.relative_to(tmp_path / "new/folder").as_posix() for file in tmp_path.glob("new/folder/**/*.*")}
    assert written == {*pages, *files_beside(atlas)}


def test_a_folder_with_anything_in_it_is_refused(
    tmp_path: Path, content_folder: Callable[[Mapping[str, str]], Path]
) -> None:
    """Nothing is mixed or overwritten: a folder that is not empty stays as it is."""
    atlas = checked(content_folder(SMALL), date(2026, 1, 1)).atlas
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/index.md").write_text("mine")
    with pytest.raises(FileExistsError, match="is not empty"):
        write_pages(atlas, tmp_path / "folder")
    assert [file.read_text() for file in (tmp_path / "folder").iterdir()] == ["mine"]


def test_an_empty_folder_is_filled(tmp_path: Path, content_folder: Callable[[Mapping[str, str]], Path]) -> None:
    """A folder that is there and empty is used."""
    (tmp_path / "folder").mkdir()
    write_pages(checked(content_folder(SMALL), date(2026, 1, 1)).atlas, tmp_path / "folder")
    assert (tmp_path / "folder/index.md").is_file()


def test_a_folder_that_is_not_there_is_named() -> None:
    """Reading a content folder that does not exist says which."""
    with pytest.raises(NotADirectoryError, match="there is no content folder 'nowhere'"):
        checked(Path("nowhere"), date(2026, 1, 1))
