"""Checking as a whole: what it asks of content that is as it should be."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import FolderMaker
from planatlas.publishing.source import checked_whole
from planatlas.reading import yaml_text
from small_content import SMALL, WITH_AN_ERROR

AS_OF = date(2026, 1, 1)


@pytest.mark.parametrize(("files", "asked"), [(SMALL, set()), (WITH_AN_ERROR, {"actors/europol.yml"})])
def test_places_are_looked_for_only_where_something_is_wrong(
    files: dict[str, str], asked: set[str], content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To find out where the values of a file stand takes as long as to read it, so nobody asks without need."""
    folder = content_folder(files)
    texts = {(folder / path).read_text(encoding="utf-8"): path for path in files}
    found: set[str] = set()
    original = yaml_text.places_in
    monkeypatch.setattr(yaml_text, "places_in", lambda text: found.add(texts[text]) or original(text))
    checked_whole(folder, AS_OF)
    assert found == asked
