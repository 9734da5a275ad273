"""Tables as a workbook for Excel and its kin. The only importer of XlsxWriter.

Every text is written as text, so that `2.10` stays what it is and nothing becomes a formula; days and numbers are
typed. XlsxWriter takes no time from the clock but the workbook's own, which is set, so the same input gives the same
bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook

from planatlas.exports.xlsx_frame import CONTENT, TITLE, Frame, Look, filled, frame_of, last_row
from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest
from planatlas.pages import wording
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.table import Filled, Type

AS_OF = "As of"
"""The property of a workbook that says which day counted as today."""
FINGERPRINT = "Content"
"""The property of a workbook that says from which content it was made."""
LONGEST_HEADER = 255
WIDTHS = {Type.TEXT: 24, Type.PROSE: 80, Type.NUMBER: 12, Type.DAY: 12}
"""In characters, as spreadsheets measure columns."""
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
"""The same for every workbook, since the clock would make each different."""
FORMATS: dict[Look, dict[str, Any]] = {
    Look.HEAD: {"bold": True, "valign": "top", "bottom": 1},
    # Text format keeps `2.10` what it is when a cell is edited.
    Look.TEXT: {"num_format": "@", "valign": "top"},
    Look.WRAPPED: {"text_wrap": True, "valign": "top"},
    Look.DAY: {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    Look.LITERAL: {"quote_prefix": True, "text_wrap": True, "valign": "top"},
}


def export_xlsx(atlas: Atlas) -> bytes:
    """Return the workbook of all plans, a sheet a table. It can be changed and imported again."""
    return workbook_of(atlas, atlas.site.title, tables_of(atlas), importable=True)


def tables_of(atlas: Atlas) -> list[Filled]:
    """Return the sheets of the workbook of all plans."""
    return [table.filled(atlas) for table in TABLES]


def fingerprint(tables: Iterable[Filled]) -> str:
    """Return what tells whether tables hold the same: the SHA-256 of their names, columns and rows."""
    held = hashlib.sha256()
    for table in tables:
        held.update(repr((table.name, [column.name for column in table.columns], table.rows)).encode())
    return held.hexdigest()


def workbook_of(atlas: Atlas, title: str, tables: Iterable[Filled], *, importable: bool = False) -> bytes:
    """Return a workbook with a sheet for each table.

    The highest marking of what is in it stands in its properties and at top and bottom of every printed page. One that
    is `importable` also says from which content it was made.
    """
    tables = list(tables)
    marking = highest(atlas, {table.marking(atlas) for table in tables})
    sheets = tuple((table.name, tuple(column.type for column in table.columns)) for table in tables)
    return filled(
        frame(sheets, marking, atlas.as_of, importable), title, tables, fingerprint(tables) if importable else ""
    )


@lru_cache(maxsize=32)  # the workbooks of actors have but a few, one a marking
def frame(
    sheets: tuple[tuple[str, tuple[Type, ...]], ...],
    marking: str | None,
    as_of: date,
    importable: bool,  # noqa: FBT001
) -> Frame:
    """Return a workbook with sheets that have no rows: each has a name, and what its columns hold."""
    said = f"As of {wording.day(as_of)}"
    whole = io.BytesIO()
    book = Workbook(whole, {"in_memory": True})
    book.set_properties(
        {"title": TITLE, "subject": marking or "", "comments": said, "created": CREATED, "author": "Planatlas"}
    )
    if marking:
        book.set_custom_property("Marking", marking)
    book.set_custom_property(AS_OF, as_of.isoformat())
    if importable:
        book.set_custom_property(FINGERPRINT, CONTENT)
    formats = [book.add_format(FORMATS[look]) for look in Look]
    for place, (name, columns) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for number, form in enumerate(formats):
            sheet.write_string(number, 0, name, form)  # looks are numbered in the order in which they are first used
        for number, type_ in enumerate(columns):
            sheet.set_column(number, number, WIDTHS[type_])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last_row(place) - 1, len(columns) - 1)
        middle = f"&C{_said(marking)}" if marking else ""
        sheet.set_header(f"{middle}&R{_said(name)}"[:LONGEST_HEADER])
        sheet.set_footer(f"&L{said}{middle}&R&P / &N"[:LONGEST_HEADER])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return frame_of(whole.getvalue())


def _said(text: str) -> str:
    """Return text for a header, where `&` begins a code."""
    return text.replace("&", "&&")
