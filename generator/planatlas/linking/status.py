"""How far an action is: the latest report up to the as-of day, and nothing claimed where nobody reported."""

from __future__ import annotations

from datetime import date

from planatlas.reading.model.action import Action, Progress

NOT_REPORTED = "not-reported"


def latest_report(action: Action, as_of: date) -> Progress | None:
    """Return the last progress entry on or before a day, or None; of two on one day the one written further down."""
    reports = [report for report in reversed(action.progress) if report.date.first <= as_of]
    return max(reports, key=lambda report: report.date.first, default=None)


def status_of(action: Action, as_of: date) -> str:
    """Return the status that was last reported, or `not-reported`."""
    report = latest_report(action, as_of)
    return report.status.value if report else NOT_REPORTED
