"""What all stated times have in common, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from typing_extensions import override

from planatlas.reading.values.printed_time import instead
from planatlas.reading.values.text_value import TextValue
from planatlas.reading.values.when.grammar import GRAMMAR


@dataclass(frozen=True)
class When(TextValue):
    """A time with the precision it was stated in. `start` and `end` are its first and last day, where known."""

    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "integer"], "pattern": GRAMMAR}
    """Editors read a year alone as an integer."""
    forms: ClassVar[list[type[When]]] = []
    """Every form in which a time can be written. No text has two of them."""

    def __init_subclass__(cls) -> None:
        """Take up another form."""
        super().__init_subclass__()
        When.forms.append(cls)

    @property
    def start(self) -> date | None:
        """The first day, or None where it is open or unknown."""
        return None

    @property
    def end(self) -> date | None:
        """The last day, or None where it is open or unknown."""
        return None

    @property
    def label(self) -> str:
        """The value in words for readers, such as `29 September 2021` or `Q1 2024 to Q4 2025`."""
        return str(self)

    @property
    def edtf(self) -> str | None:
        """The value in the Extended Date/Time Format (ISO 8601-2:2019), or None where EDTF cannot say it."""
        return None

    @cached_property
    def sort_key(self) -> tuple[date, date]:
        """Order by the day a thing is due, then by its first day; what has no date comes last."""
        return (self.end or date.max, self.start or date.min)

    def is_overdue(self, on: date) -> bool:
        """Whether the last day has passed on the day `on`. What has no last day is never overdue."""
        return self.end is not None and self.end < on

    def is_current(self, on: date) -> bool:
        """Whether `on` lies within the value, open ends included."""
        if self.start is None and self.end is None:
            return False
        return (self.start or date.min) <= on <= (self.end or date.max)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the time that a text of this form states, or None for another form.

        Raises ValueError where there is no such time.
        """
        raise NotImplementedError

    @classmethod
    @override
    def parse(cls, text: str) -> Self:
        """Read any form of the grammar. Raises ValueError that says how to write it."""
        value = next((found for form in When.forms if (found := form.read(text)) is not None), None)
        if value is None:
            raise no_time(text)
        if not isinstance(value, cls):
            msg = f"'{text}' is not a single day, month, quarter, half or year; write 2021-09-29, 2021-09 or 2024-Q2"
            raise ValueError(msg)  # noqa: TRY004 - pydantic turns only ValueError into a validation error
        return value


def no_time(text: str) -> ValueError:
    """Return the error of a text that states no time in any form, which says how to write what it seems to mean."""
    return ValueError(f"'{text}' is not a time; {instead(text, When.parse)}")
