"""A time that a document sets, for an action or for the plan as a whole."""

from __future__ import annotations

from enum import StrEnum

from planatlas.reading.model.base import Line, Model
from planatlas.reading.values.when import When


class DeadlineKind(StrEnum):
    """What a stated time means."""

    DEADLINE = "deadline"
    """To be done by then."""
    START = "start"
    """To begin then."""
    RECURRENCE = "recurrence"
    """To be done again and again."""
    RELATIVE = "relative"
    """To be done so long before or after an event."""


class Deadline(Model):
    """A time that the document sets, and for what."""

    what: Line
    """What has to have happened, or to begin."""
    printed: Line | None = None
    """The time as the document prints it."""
    when: When | None = None
    """The time as read; left out where it cannot be read with certainty."""
    kind: DeadlineKind = DeadlineKind.DEADLINE
    """Whether it is a deadline, a start, a recurrence or relative to an event."""
