"""Times as people print them, `Q3 2025` or `by the end of 2026`, in the form that the files have."""

from __future__ import annotations

import re
from collections.abc import Callable

WRITE = (
    "write a day 2021-09-29, month 2021-09, quarter 2024-Q2, half 2024-H1, year 2024, range 2024-Q1..2025-Q4, "
    "'ongoing', 'every 6 months from 2021-09-29' or '6 months after signature'"
)
"""How to write a time, for messages."""

_NO_SUCH_PART = re.compile(r"\b(?:Q[05-9]|H[03-9])\b", re.IGNORECASE)
_MONTH_NAMES = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_COUNTED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_WORDS = {
    "ongoing": "ongoing",
    "continuous": "ongoing",
    "continuously": "ongoing",
    "continuing": "ongoing",
    "permanent": "ongoing",
    "permanently": "ongoing",
    "annually": "every year",
    "annual": "every year",
    "yearly": "every year",
    "quarterly": "every quarter",
    "monthly": "every month",
    "weekly": "every week",
    "every six months": "every 6 months",
    "every two years": "every 2 years",
}
_BY = re.compile(r"(?:(?:by|at|in|on|before|during|no later than) )?(?:the )?(?:end of |end )?(?:the )?")
_SINCE = re.compile(r"(?:from|since|as of|starting(?: in| from)?) (.+?)(?: onwards?)?")
_UNTIL = re.compile(r"(?:until|till|up to) (.+)")
_BETWEEN = re.compile(r"(?:from |between )?(.+?)(?: ?- ?| to | until | and )(.+)")
_FORMS = (
    (re.compile(r"([0-9]{4})"), "{0}"),
    (re.compile(r"q([1-4])[ /.-]*([0-9]{4})"), "{1}-Q{0}"),
    (re.compile(r"([1-4])q[ /.-]*([0-9]{4})"), "{1}-Q{0}"),
    (re.compile(r"([0-9]{4})[ /.-]*q([1-4])"), "{0}-Q{1}"),
    (re.compile(r"h([12])[ /.-]*([0-9]{4})"), "{1}-H{0}"),
    (re.compile(r"([0-9]{4})[ /.-]*h([12])"), "{0}-H{1}"),
    (re.compile(r"mid[ -]([0-9]{4})"), "{0}-H1"),
)


def written(printed: str) -> str | None:
    """Return a printed time as the files write it, such as `2025-Q3`; None where it cannot be read with certainty.

    A day in figures is read as in Europe, day before month. That the time is in the calendar is not looked at. What is
    to be done before something else, "by the end of 2026", is written as that: `2026`.
    """
    text = re.sub("[\u2010-\u2015]", "-", " ".join(printed.casefold().replace("on-going", "ongoing").split()))
    text = text.strip(" .;,")
    if text in _WORDS:
        return _WORDS[text]
    if point := _point(text):
        return point
    if (since := _SINCE.fullmatch(text)) and (first := _point(since[1])):
        return f"{first}.."
    if (until := _UNTIL.fullmatch(text)) and (last := _point(until[1])):
        return f"..{last}"
    if between := _BETWEEN.fullmatch(text):
        return _range(*between.groups())
    return None


def instead(text: str, parse: Callable[[str], object]) -> str:
    """Return what to write for a text that is no time: the time that is meant, where that is certain, or any form.

    `parse` reads what is written as here, and raises ValueError for what is not in the calendar.
    """
    if _NO_SUCH_PART.search(text):
        return "a year has the quarters Q1 to Q4 and the halves H1 and H2"
    meant = written(text)
    try:
        return f"write {parse(meant)}" if meant and meant != text else WRITE
    except ValueError:
        return WRITE


def _range(first: str, last: str) -> str | None:
    """Return `2025-Q1..2025-Q3`, for `Q1-Q3 2025` too, where the year stands at the end only."""
    until = _point(last)
    if until is None:
        return None
    since = _point(first) or _point(f"{first} {until[:4]}")
    return f"{since}..{until}" if since else None


def _point(text: str) -> str | None:
    """Return a single day, month, quarter, half year or year."""
    plain = text[found.end() :] if (found := _BY.match(text)) else text
    for form, shape in _FORMS:
        if match := form.fullmatch(plain):
            return shape.format(*match.groups())
    return _counted(plain) or _in_figures(plain) or _with_month(plain)


def _counted(text: str) -> str | None:
    match = re.fullmatch(r"([a-z1-4]+) (quarter|half)(?: of)?,? ([0-9]{4})", text)
    number = _COUNTED.get(match[1]) if match else None
    if match is None or number is None or (match[2] == "half" and number > 2):  # noqa: PLR2004 - a year has two halves
        return None
    return f"{match[3]}-{match[2][0].upper()}{number}"


def _in_figures(text: str) -> str | None:
    if match := re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})", text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := re.fullmatch(r"([0-9]{1,2})[./]([0-9]{4})", text):
        return f"{match[2]}-{int(match[1]):02}"
    if match := re.fullmatch(r"([0-9]{4})[./-]([0-9]{1,2})", text):
        return f"{match[1]}-{int(match[2]):02}"
    return None


def _with_month(text: str) -> str | None:
    match = re.fullmatch(r"(?:([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]+)\.?,? ([0-9]{4})", text)
    if match is None or match[2] not in _MONTHS:
        return None
    month = f"{match[3]}-{_MONTHS[match[2]]:02}"
    return f"{month}-{int(match[1]):02}" if match[1] else month
