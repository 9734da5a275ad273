"""A workbook made once, without rows, and filled again and again: of its parts only those that hold rows are written.

A part is one of the XML files of which a workbook (ECMA-376, Office Open XML) consists. XlsxWriter writes the frame, so
everything about sheets, looks, headers and properties is as it has it; a cell is the same few characters as there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import chain
from xml.sax.saxutils import escape
from zipfile import ZipFile

from planatlas.exports.packing import Packed, archive, packed
from planatlas.pages.tables.table import Filled, Value

TITLE = "\ue000"
"""Stands in a frame for the title of the workbook; a character for private use, which no text has."""
CONTENT = "\ue001"
"""Stands in a frame for what tells from which content the workbook was made."""
_NUMBER = "\0"
"""Stands in a row for its number, which is put in once a row and not once a cell; no XML can hold it."""
LONGEST = 32_767
"""Characters that a cell of Excel holds."""
LONGEST_LINE = 255
"""Longer text is wrapped, since Excel shows it as #### in the format of text."""
CUT = " … [cut: a cell holds no more]"
FIRST_DAY = date(1900, 3, 1)
"""Excel has no days before 1900, and a 29 February in it that never was; earlier days are written as text."""
FORMULA_SIGNS = frozenset("=+-@\t\r")

_DAY_ZERO = date(1899, 12, 30)
_BOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_CORE = "docProps/core.xml"
_CUSTOM = "docProps/custom.xml"
_SMALLEST = 9
"""How closely the parts of a frame are packed, once."""
_QUICKLY = 4
"""How closely the rows are: half the time of zlib's usual 6, for 4% more bytes."""
_QUICKEST = 2
"""How closely texts are, which hardly shrink further: two thirds of the time of 4, for 5% more bytes."""
_APART = "\0"
"""Stands between texts until all become XML together, which is faster than one by one; within a text it is escaped."""
_KEPT = "\1"
"""Stands before a text whose spaces at the edges are kept."""
_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What is written as `_xHHHH_` (ECMA-376, part 1, ST_Xstring), that which looks like it included."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Look(IntEnum):
    """How a cell looks, by its number in the frame."""

    HEAD = 1
    TEXT = 2
    WRAPPED = 3
    DAY = 4
    LITERAL = 5
    """Text that Excel would take for a formula, were it typed anew."""


_AS_TEXT = {look: f' s="{look:d}" t="s"><v>' for look in Look}
_AS_DAY = f' s="{Look.DAY:d}"><v>'


@dataclass(frozen=True)
class Frame:
    """The parts of a workbook without rows, by their names, in the order in which they stand in it."""

    parts: dict[str, str]
    packed: dict[str, Packed]
    """The same, packed for those workbooks that have nothing else there."""


def last_row(place: int) -> int:
    """Return the number that stands in a frame for the last row of a sheet, counted from 0: more than any has."""
    return 1_000_000 + place


def frame_of(raw: bytes) -> Frame:
    """Return the frame that a workbook is."""
    with ZipFile(io.BytesIO(raw)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return Frame(
        {name: part.decode() for name, part in parts.items()},
        {name: packed(name, part, _SMALLEST) for name, part in parts.items()},
    )


def filled(frame: Frame, title: str, tables: Sequence[Filled], content: str) -> bytes:
    """Return a workbook: a frame with the rows of a table in each of its sheets, and their columns' names above."""
    known, parts = _Known(), frame.parts
    done: dict[str, Packed] = {}

    def put(name: str, text: str, level: int = _QUICKLY) -> None:
        done[name] = packed(name, text.encode(), level)

    book = parts[_BOOK]
    for place, table in enumerate(tables):
        name, end = f"xl/worksheets/sheet{place + 1}.xml", str(len(table.rows) + 1)
        before, _, rest = parts[name].partition("<sheetData>")
        after = rest.partition("</sheetData>")[2].replace(str(last_row(place)), end, 1)
        size = f'<dimension ref="A1:{_letters(len(table.columns))[-1]}{end}"/>'
        before = re.sub(r'<dimension ref="[^"]*"/>', size, before, count=1)
        put(name, "".join((before, "<sheetData>", *_rows(table, known), "</sheetData>", after)))
        book = book.replace(f"${last_row(place)}<", f"${end}<", 1)
    put(_BOOK, book)
    put(_CORE, parts[_CORE].replace(TITLE, escape(title)))
    if content:
        put(_CUSTOM, parts[_CUSTOM].replace(CONTENT, content))
    begin = parts[_STRINGS].partition("<sst ")[0]
    strings = _shared(known.strings)
    put(_STRINGS, f'{begin}<sst xmlns="{_MAIN}" uniqueCount="{len(known.strings)}">{strings}</sst>', _QUICKEST)
    return archive(done.get(name, part) for name, part in frame.packed.items())


def _rows(table: Filled, known: _Known) -> Iterator[str]:
    begun = [f'<c r="{letter}{_NUMBER}"' for letter in _letters(len(table.columns))]
    head = [known.text(column.name, Look.HEAD) for column in table.columns]
    for number, cells in enumerate(chain((head,), (map(known.__getitem__, row) for row in table.rows)), start=1):
        held = "".join([f"{begin}{cell}" for begin, cell in zip(begun, cells, strict=True) if cell])
        yield f'<row r="{_NUMBER}">{held}</row>'.replace(_NUMBER, str(number))


class _Known(dict[Value, str]):
    """What stands in a cell after its place, by its value; the same values come again and again."""

    def __init__(self) -> None:
        super().__init__({None: "", "": ""})
        self.strings: list[str] = []
        """The texts of all cells, to which these refer by number; see `_shared`."""

    def __missing__(self, value: Value) -> str:
        """Make the cell."""
        if isinstance(value, str):
            if value[0] in FORMULA_SIGNS:
                look = Look.LITERAL
            else:
                look = Look.TEXT if len(value) <= LONGEST_LINE and "\n" not in value else Look.WRAPPED
            cell = self.text(_fitting(value), look)
        elif isinstance(value, date):
            days = (value - _DAY_ZERO).days
            cell = f"{_AS_DAY}{days}</v></c>" if value >= FIRST_DAY else self.text(str(value), Look.TEXT)
        else:
            cell = f"><v>{value:.16G}</v></c>"
        self[value] = cell
        return cell

    def text(self, text: str, look: Look) -> str:
        """Return a cell that holds a text."""
        said = text
        if "_x" in text or not text.isprintable():
            said = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        self.strings.append(said if text == text.strip() else f"{_KEPT}{said}")
        return f"{_AS_TEXT[look]}{len(self.strings) - 1}</v></c>"


def _shared(texts: Iterable[str]) -> str:
    """Return texts as the workbook's cells share them."""
    said = escape(_APART.join(texts)).replace(_APART, "</t></si><si><t>")
    return f"<si><t>{said}</t></si>".replace(f"<t>{_KEPT}", '<t xml:space="preserve">')


def _fitting(text: str) -> str:
    """Return a text as long as a cell can hold. Excel counts UTF-16 units, of which a character has at most two."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text[: (LONGEST - len(CUT)) // 2] + CUT


def _letters(count: int) -> list[str]:
    """Return the names of the first columns: A to Z, AA and on."""
    names = [chr(65 + number) for number in range(26)]
    return [names[n] if n < 26 else names[n // 26 - 1] + names[n % 26] for n in range(count)]  # noqa: PLR2004 - letters
