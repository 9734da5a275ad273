"""The records as those who write content meet them: whole, and known to their editors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planatlas.authoring.writing import write_all
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.reading.folder import SCHEMA_FOLDER, read_folder
from planatlas.reading.schemas import IDS, editor_schemas


def atlas_of(content: Path) -> Atlas:
    """Return the Atlas of a folder; what counts as today makes no difference to what is written."""
    return link(read_folder(content), date.min)


def renew_ids(content: Path) -> None:
    """Let editors know of a new id, where the content has schemas."""
    file = content / SCHEMA_FOLDER / IDS
    if file.is_file():
        write_all(file.parent, {IDS: editor_schemas(read_folder(content))[IDS].encode()})
