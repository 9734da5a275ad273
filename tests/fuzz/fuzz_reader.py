"""Coverage-guided fuzzing of the whole way from bytes to pages, with Google's atheris (`make fuzz`).

One file of a small content folder holds what the fuzzer makes up. Whatever that is, the content is read, linked,
checked and reported without an exception, every problem lies within its file, a second reading says the same, and
content without an error gives pages. What this finds becomes a case in tests/fuzz/cases, which the test suite reads.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["planatlas"]):
    from fuzz.one_file import PLACES, hold

FOLDER = Path(tempfile.mkdtemp(prefix="planatlas-fuzz-"))


def one_input(raw: bytes) -> None:
    """Hold one input to what is promised; the first byte chooses the kind of record."""
    if raw:
        place = PLACES[raw[0] % len(PLACES)]
        hold(FOLDER, place, raw[1:], date(2026, 1, 1))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
