"""Several steps made one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from history_content import PLAN, between, edited
from planatlas.history.changes import Changes
from planatlas.history.merge import merged

ACTION = "plans/p/actions/1.yml"
MOVED = edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q3 2024, when: 2024-Q3"))
MOVED_AGAIN = edited((ACTION, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4"))
LEAD_GONE = edited((ACTION, "{actor: europol, role: lead}, ", ""))
SUPPORT = edited((ACTION, "europol, role: lead", "europol, role: support"))
WITHOUT = edited(files={"plans/p/actions/2.yml": None})
NEW = edited(files={"actors/spain.yml": "name: Spain\nkind: country\n"})
NEW_WITH_ALIAS = edited(files={"actors/spain.yml": "name: Spain\nkind: country\naliases: [ES]\n"})
REWORDED = edited((ACTION, "Ports exchange", "All ports exchange"))
REWORDED_AGAIN = edited((ACTION, "Ports exchange", "Ports swap"))
RENUMBERED = edited(
    files={ACTION: None, "plans/p/actions/7.yml": PLAN[ACTION].replace('ref: "1"', 'ref: "7"\nformerly: ["1"]')}
)
RENUMBERED_AND_MOVED = {
    **RENUMBERED,
    "plans/p/actions/7.yml": RENUMBERED["plans/p/actions/7.yml"].replace(
        "by Q2 2024, when: 2024-Q2", "in 2025, when: 2025"
    ),
}


def told(found: Changes) -> list[tuple[object, ...]]:
    return [(one.key, one.item, one.before, one.after, one.shift) for one in found]


@pytest.mark.parametrize(
    ("versions", "count"),
    [
        ([PLAN, MOVED, MOVED_AGAIN], 1),
        ([PLAN, MOVED, PLAN], 0),
        ([PLAN, LEAD_GONE, PLAN], 0),
        ([LEAD_GONE, PLAN, LEAD_GONE], 0),
        ([PLAN, LEAD_GONE, SUPPORT], None),
        ([LEAD_GONE, PLAN, SUPPORT], None),
        ([PLAN, NEW, NEW_WITH_ALIAS], 1),
        ([PLAN, NEW, PLAN], 0),
        ([PLAN, MOVED, WITHOUT], None),
        ([PLAN, REWORDED, REWORDED_AGAIN], 1),
        ([PLAN, MOVED, PLAN, REWORDED, MOVED_AGAIN], None),
        ([PLAN, RENUMBERED, RENUMBERED_AND_MOVED], 3),
    ],
)
def test_steps_come_to_what_changed_in_all(versions: list[dict[str, str]], count: int | None) -> None:
    """What was changed and changed back did not change; else the first before and the last after stand."""
    steps = [between(old, new) for old, new in pairwise(versions)]
    at_once = between(versions[0], versions[-1])
    found = merged(steps)
    if count is not None:
        assert len(found) == count
    kinds = {change.kind for change in found}
    if "summary-reworded" not in kinds and "involvement-added" not in kinds | {change.kind for change in at_once}:
        assert sorted(told(found), key=str) == sorted(told(at_once), key=str)


def test_no_steps_are_no_changes() -> None:
    """Nothing made one is nothing."""
    assert merged([]) == Changes()
    assert merged([Changes(), Changes((), ("x.yml",))]).unread == ("x.yml",)
