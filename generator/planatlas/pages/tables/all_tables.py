"""Every table of all plans, in the order of the sheets."""

from __future__ import annotations

from typing import Any

from planatlas.pages.tables import of_actions, of_records
from planatlas.pages.tables.table import Table

TABLES: tuple[Table[Any], ...] = (
    of_records.PLANS,
    of_actions.ACTIONS,
    of_actions.INVOLVEMENTS,
    of_actions.MEANS,
    of_actions.INDICATORS,
    of_actions.ACTIVITIES,
    of_actions.DEADLINES,
    of_actions.AMOUNTS,
    of_actions.LINKS,
    of_actions.PROGRESS,
    of_records.ACTORS,
    of_records.INSTRUMENTS,
    of_records.THEMES,
    of_records.TERMS,
    of_records.NOTES,
)
