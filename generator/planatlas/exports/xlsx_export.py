"""Tables as a workbook for Excel and its kin. The only importer of XlsxWriter.

Every text is written as text, so that `2.10` stays what it is and nothing becomes a formula; days and numbers are
typed. XlsxWriter takes no time from the clock but the workbook's own, which is set, so the same input gives the same
bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest
from planatlas.pages import wording
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.table import Filled, Type, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

AS_OF = "As of"
"""The property of a workbook that says which day counted as today."""
FINGERPRINT = "Content"
"""The property of a workbook that says from which content it was made."""
LONGEST = 32_767
"""Characters that a cell of Excel holds."""
LONGEST_HEADER = 255
CUT = " … [cut: a cell holds no more]"
WIDTHS = {Type.TEXT: 24, Type.PROSE: 80, Type.NUMBER: 12, Type.DAY: 12}
"""In characters, as spreadsheets measure columns."""
FIRST_DAY = date(1900, 3, 1)
"""Excel has no days before 1900, and a 29 February in it that never was; earlier days are written as text."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
"""The same for every workbook, since the clock would make each different."""


@dataclass(frozen=True)
class _Formats:
    """How cells look."""

    head: Format
    text: Format
    wrapped: Format
    day: Format
    literal: Format
    """Text that Excel would take for a formula, were it typed anew."""


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
    as_of = f"As of {wording.day(atlas.as_of)}"
    whole = io.BytesIO()
    book = Workbook(whole, {"in_memory": True})
    book.set_properties(
        {"title": title, "subject": marking or "", "comments": as_of, "created": CREATED, "author": "Planatlas"}
    )
    if marking:
        book.set_custom_property("Marking", marking)
    book.set_custom_property(AS_OF, atlas.as_of.isoformat())
    if importable:
        book.set_custom_property(FINGERPRINT, fingerprint(tables))
    formats = _formats(book)
    for table in tables:
        sheet = book.add_worksheet(table.name)
        _fill(sheet, table, formats)
        middle = f"&C{_said(marking)}" if marking else ""
        sheet.set_header(f"{middle}&R{_said(table.name)}"[:LONGEST_HEADER])
        sheet.set_footer(f"&L{as_of}{middle}&R&P / &N"[:LONGEST_HEADER])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return whole.getvalue()


def _formats(book: Workbook) -> _Formats:
    return _Formats(
        head=book.add_format({"bold": True, "valign": "top", "bottom": 1}),
        text=book.add_format({"num_format": "@", "valign": "top"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        day=book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        literal=book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"}),
    )


def _fill(sheet: Worksheet, table: Filled, formats: _Formats) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDTHS[column.type])
        sheet.write_string(0, place, column.name, formats.head)
    for number, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: _Formats) -> None:
    match value:
        case None | "":
            return
        case date() if value >= FIRST_DAY:
            sheet.write_datetime(row, column, datetime.combine(value, time()), formats.day)
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            text = _fitting(str(value))
            # Text format keeps `2.10` what it is when a cell is edited, but Excel shows long text in it as ####.
            plain = formats.text if len(text) <= LONGEST_HEADER else formats.wrapped
            wrapped = formats.wrapped if "\n" in text else plain
            sheet.write_string(row, column, text, formats.literal if text.startswith(FORMULA_SIGNS) else wrapped)


def _fitting(text: str) -> str:
    """Return a text as long as a cell can hold. Excel counts UTF-16 units, of which a character has at most two."""
    units = len(text.encode("utf-16-le")) // 2
    return text if units <= LONGEST else text[: (LONGEST - len(CUT)) // 2] + CUT


def _said(text: str) -> str:
    """Return text for a header, where `&` begins a code."""
    return text.replace("&", "&&")
