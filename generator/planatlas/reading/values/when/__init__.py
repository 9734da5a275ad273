"""Time as plans state it: a value keeps the precision it was written with.

2021-09-29                       a day
2021-09                          a month
2024-Q2, 2024-H1                 a quarter, a half year
2024                             a year
2024-Q1..2025-Q4                 a range; `2024..` and `..2025` leave one end open
ongoing                          no beginning and no end
every 6 months from 2021-09-29   a repetition; `until 2030` may follow
6 months after signature         relative to an event; `on 2025-10-08` adds the event's date when it is known
"""

from planatlas.reading.values.when.calendar import Precision
from planatlas.reading.values.when.grammar import GRAMMAR
from planatlas.reading.values.when.period import Ongoing, Range
from planatlas.reading.values.when.point import Point
from planatlas.reading.values.when.reckoned import Recurrence, Relative
from planatlas.reading.values.when.stated import When

__all__ = ["GRAMMAR", "Ongoing", "Point", "Precision", "Range", "Recurrence", "Relative", "When"]
