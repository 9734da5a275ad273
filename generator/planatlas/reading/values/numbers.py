"""Numbers as contributors write them, without guessing what a separator means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from planatlas.reading.values.text_value import TextValue

_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}([.,' \u00a0\u202f][0-9]{3})+")


@dataclass(frozen=True, order=True)
class Number(TextValue):
    """An exact decimal number. `10.000` is refused, since it is ten thousand to some and ten to others."""

    json_schema: ClassVar[dict[str, Any]] = {"type": ["number", "string"], "pattern": f"^{_NUMBER}$"}

    value: Decimal

    def __str__(self) -> str:
        """Return the plain form, without grouping."""
        return f"{self.value:f}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read digits with an optional decimal point. Raises ValueError for anything else."""
        if _GROUPED.fullmatch(text):
            plain = re.sub(r"[^0-9-]", "", text)
            msg = f"'{text}' could be read in two ways; write {plain} without separators, and keep what is printed"
            raise ValueError(msg)
        if not re.fullmatch(_NUMBER, text):
            msg = f"'{text}' is not a number; write digits such as 20 or 2.5"
            raise ValueError(msg)
        return cls(Decimal(text))

    @property
    def as_json(self) -> int | float:
        """The number for JSON: an int where it is whole."""
        whole = self.value.to_integral_value()
        return int(whole) if whole == self.value else float(self.value)

    @property
    def label(self) -> str:
        """The number for readers, thousands parted by a no-break space (Interinstitutional Style Guide, 6.2)."""
        return f"{self.value:,f}".replace(",", "\u00a0")
