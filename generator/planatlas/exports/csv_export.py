"""Tables as CSV (RFC 4180): a file a table, UTF-8 with a byte order mark, which Excel needs to know it."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain

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
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    literal = {value: f"'{value}" for value in set(chain.from_iterable(table.rows)) if _is_formula(value)}
    writer.writerows(([literal.get(value, value) for value in row] for row in table.rows) if literal else table.rows)
    return text.getvalue().encode("utf-8-sig")


def _is_formula(value: Value) -> bool:
    return isinstance(value, str) and value[:1] in _SIGNS and bool(FORMULA.match(value))
