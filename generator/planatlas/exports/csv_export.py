"""Tables as CSV (RFC 4180): a file a table, UTF-8 with a byte order mark, which Excel needs to know it."""

from __future__ import annotations

import re

from planatlas.linking.atlas import Atlas
from planatlas.pages.tables.all_tables import TABLES
from planatlas.pages.tables.table import Filled, Value

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula (OWASP, CSV injection); behind apostrophes too, to be undone without loss."""

_SIGNS = frozenset("'=+-@\t\r")
"""With what such a text begins; it is looked at first, since nearly none does."""


def export_csv(atlas: Atlas) -> dict[str, bytes]:
    """Return the text of every table by its file name, such as `actions.csv`."""
    return {f"{table.name}.csv": csv_of(table.filled(atlas)) for table in TABLES}


def csv_of(table: Filled) -> bytes:
    """Return a table as CSV, names of columns first.

    Days are ISO 8601. A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    written = _Written().__getitem__
    rows = ([column.name for column in table.columns], *table.rows)
    return "".join([f"{','.join(map(written, row))}\r\n" for row in rows]).encode("utf-8-sig")


class _Written(dict[Value, str]):
    """What stands in a file for a value; the same values come again and again, so it is worked out once for each."""

    def __missing__(self, value: Value) -> str:
        """Quote what has to be quoted (RFC 4180, 2.5 to 2.7)."""
        text = "" if value is None else str(value)
        if text[:1] in _SIGNS and isinstance(value, str) and FORMULA.match(text):
            text = f"'{text}"
        if "," in text or '"' in text or "\n" in text or "\r" in text:
            quoted = text.replace('"', '""')
            text = f'"{quoted}"'
        self[value] = text
        return text
