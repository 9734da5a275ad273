"""Workbooks and CSV files to sheets of text. The only importer of openpyxl."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from planatlas.exports.csv_export import FORMULA
from planatlas.pages.tables.table import Value

MOST_CELLS = 5_000_000
"""More than any workbook of ours has; a larger one is refused instead of read."""


@dataclass(frozen=True)
class Cell:
    """A cell: what stands in it as text, and how people call it."""

    text: str
    name: str
    """Such as `actions!C12`."""
    struck: str = ""
    """What of the text is struck through; `text` has it too."""


@dataclass(frozen=True)
class Sheet:
    """One table as it came back."""

    name: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Rows that hold anything, each as long as the header."""
    lines: tuple[tuple[Cell, ...], ...] = ()
    """Every row as it stands, the header and what is above it included."""


@dataclass(frozen=True)
class Workbook:
    """All sheets of a file, and what the file says of itself."""

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    """Its custom properties, such as `As of`; a CSV file has none."""


class SheetError(ValueError):
    """A file is no workbook and no CSV file that can be read; the message says why."""


def read_workbook(file: Path, *, strikes: bool = False) -> Workbook:
    """Read a workbook (.xlsx) or one table (.csv), with what is struck through where asked for. Raises SheetError."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        msg = f"'{file}' cannot be read: {error.strerror}"
        raise SheetError(msg) from None
    if file.suffix.lower() == ".csv":
        return Workbook((_from_csv(file, raw),))
    try:
        return _from_xlsx(raw, strikes=strikes)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError) as error:
        msg = f"'{file}' is no workbook: {error}; save it as .xlsx, or as .csv with UTF-8"
        raise SheetError(msg) from None


def as_text(value: object) -> str:
    """Return a value of a cell as text: days as ISO 8601, numbers without needless figures, nothing as ''."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | datetime():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def texts(row: Iterable[Value]) -> tuple[str, ...]:
    """Return the cells of a row of ours as they come back."""
    return tuple(map(as_text, row))


def _from_csv(file: Path, raw: bytes) -> Sheet:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"'{file}' is not UTF-8 (byte {error.start + 1}); save it as 'CSV UTF-8'"
        raise SheetError(msg) from None
    dialect = csv.excel()
    dialect.delimiter = ";" if _first_line(text).count(";") > _first_line(text).count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect, strict=True))
    except csv.Error as error:
        msg = f"'{file}' is no CSV that can be read: {error}"
        raise SheetError(msg) from None
    plain: Iterable[Iterable[Any]] = ([_without_apostrophe(cell) for cell in row] for row in rows)
    return _sheet(file.stem, plain)


def _first_line(text: str) -> str:
    return text.split("\n", maxsplit=1)[0]


def _without_apostrophe(text: str) -> str:
    """Take off what the export put before a text that a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _from_xlsx(raw: bytes, *, strikes: bool) -> Workbook:
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    try:
        if sum((sheet.max_row or 0) * (sheet.max_column or 0) for sheet in book.worksheets) > MOST_CELLS:
            msg = f"the workbook has more than {MOST_CELLS:,} cells; delete empty rows and columns, and save it again"
            raise SheetError(msg)
        if strikes:  # only a workbook that is read whole tells how the parts of a cell's text look
            book.close()
            book = load_workbook(io.BytesIO(raw), data_only=True, rich_text=True)
        sheets = tuple(
            _sheet(sheet.title, sheet.iter_rows(values_only=not strikes), strikes=strikes) for sheet in book.worksheets
        )
        properties = {
            one.name: as_text(one.value)
            for one in book.custom_doc_props.props  # type: ignore[attr-defined] # the types lag behind
        }
    finally:
        book.close()
    return Workbook(sheets, properties)


def _sheet(name: str, rows: Iterable[Iterable[Any]], *, strikes: bool = False) -> Sheet:
    cells = tuple(_cells(name, rows, strikes=strikes))
    header = cells[0] if cells else ()
    width = max((place for place, cell in enumerate(header, start=1) if cell.text), default=0)
    return Sheet(
        name,
        header[:width],
        tuple(_fitting(row, name, width) for row in cells[1:] if any(cell.text for cell in row)),
        cells,
    )


def _cells(name: str, rows: Iterable[Iterable[Any]], *, strikes: bool) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(rows, start=1):
        yield tuple(
            Cell(
                as_text(value.value if strikes else value),
                f"{name}!{get_column_letter(place)}{number}",
                _struck(value) if strikes else "",
            )
            for place, value in enumerate(row, start=1)
        )


def _struck(cell: Any) -> str:  # noqa: ANN401 - openpyxl's cells, of several classes
    """Return what of a cell is struck through: all of it, or parts of a formatted text."""
    if isinstance(cell.value, CellRichText):
        parts = (one.text for one in cell.value if isinstance(one, TextBlock) and one.font.strike)
        return " ".join("".join(parts).split())
    return as_text(cell.value) if cell.font is not None and cell.font.strike else ""


def _fitting(row: tuple[Cell, ...], name: str, width: int) -> tuple[Cell, ...]:
    """Return a row as long as the header; CSV leaves out what is empty at the end."""
    number = row[0].name.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    missing = (Cell("", f"{name}!{get_column_letter(place + 1)}{number}") for place in range(len(row), width))
    return (*row[:width], *missing)
