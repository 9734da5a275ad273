"""Archives of files that are packed one by one are what `zipfile` would write, and reads."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from planatlas.exports.packing import archive, packed

NAMES = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12)
USUAL = 6
"""The level at which zipfile packs."""


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=5))
def test_an_archive_is_what_zipfile_would_write(files: dict[str, bytes]) -> None:
    """Byte for byte, whatever the files hold."""
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as book:
        for name, content in files.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            book.writestr(info, content)
    assert archive(packed(name, content, USUAL) for name, content in files.items()) == whole.getvalue()


def test_a_file_packed_once_stands_in_many_archives() -> None:
    """Wherever it lies in them, it is read back whole."""
    shared = packed("shared", b"the same" * 9, 9)
    for length in (0, 1, 70_000):
        other = bytes(range(256)) * length
        with ZipFile(io.BytesIO(archive([packed("other", other, 1), shared]))) as book:
            assert book.testzip() is None
            assert (book.read("other"), book.read("shared")) == (other, b"the same" * 9)
