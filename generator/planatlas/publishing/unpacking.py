"""What files hold: those inside archives and documents, and their text as a reader or a program would get it.

The only importer of pypdf, which is needed for PDF files alone.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

DEEPEST = 6
"""So many archives inside one another are opened; more are no site's."""

_DATA = re.compile(rb";base64,([A-Za-z0-9+/]{16,}={0,2})")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|dfn|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var|wbr)\b[^<>]*>"
)
_TAG = re.compile(r"<[^<>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=[^\W\d_])")


class UnreadableError(Exception):
    """A file cannot be looked into, so nothing can be said of it."""


def files_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a folder, or the one file, with its path from there."""
    if path.is_file():
        yield path.name, path.read_bytes()
        return
    for file in sorted(path.rglob("*")):
        if file.is_file():
            yield file.relative_to(path).as_posix(), file.read_bytes()


def members(name: str, raw: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield a file and every file inside it, as `outer!inner`: of zip and gzip archives, workbooks and data addresses.

    Raises UnreadableError for an archive that is broken, or locked by a password.
    """
    yield name, raw
    if depth == DEEPEST:
        msg = f"{name}: archives are nested deeper than {DEEPEST} levels"
        raise UnreadableError(msg)
    for inner, content in _inside(name, raw):
        yield from members(f"{name}!{inner}", content, depth + 1)


def _inside(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        if raw.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                if archive.comment:
                    yield "(comment)", archive.comment
                for info in archive.infolist():
                    if info.comment:
                        yield f"{info.filename}(comment)", info.comment
                    if not info.is_dir():
                        yield info.filename, archive.read(info)
        elif raw.startswith(b"\x1f\x8b"):
            yield "(unpacked)", gzip.decompress(raw)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
        msg = f"{name}: cannot be unpacked: {error}"
        raise UnreadableError(msg) from None
    for number, found in enumerate(_DATA.finditer(raw), start=1):
        try:
            yield f"(data {number})", base64.b64decode(found[1], validate=True)
        except binascii.Error:
            continue


def texts_of_file(name: str, raw: bytes) -> list[str]:
    """Return the text of a file as it may be read: as it stands, with escapes undone, without its tags.

    Raises UnreadableError for a PDF file where pypdf is missing or cannot read it.
    """
    if raw.startswith(b"%PDF"):
        plain = _pdf_text(name, raw)
        return list(dict.fromkeys([plain, _HYPHEN.sub("", plain), raw.decode("latin-1")]))
    found: dict[str, None] = {}
    for text in _decoded(raw):
        once = _unescaped(text)
        twice = _unescaped(once)
        if "\\" in text or "%" in text:  # what undoing an escape that is none would destroy
            found[text] = None
        for form in (once, twice):
            found[form] = None
            if "<" in form:
                found[_TAG.sub(_breaks, _INLINE.sub("", form))] = None
        if "BEGIN:V" in text:
            found[_unescaped(_FOLD.sub("", text))] = None
    return list(found)


def _decoded(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", "replace")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        for start in (0, 1):
            yield raw[start:].decode("utf-16-le", "replace")
            yield raw[start:].decode("utf-16-be", "replace")


def _unescaped(text: str) -> str:
    """Undo one layer of percent-encoding, entities, and backslashes as in JSON, JavaScript, iCalendar and Markdown."""
    if "\\" in text:
        text = _ESCAPED.sub(_character, text)
    if "%" in text:
        text = unquote(text)
    return html.unescape(text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16))
    return {"n": "\n", "r": "\n", "t": "\t", "N": "\n"}.get(found[3], found[3])


def _breaks(tag: re.Match[str]) -> str:
    """A tag parts words; its line breaks stay, so that lines can be counted."""
    return " " + "\n" * tag[0].count("\n")


def _pdf_text(name: str, raw: bytes) -> str:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra, which only PDF files need
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        msg = f"{name}: looking into a PDF file needs pypdf; install it with: pip install 'planatlas[leaks]'"
        raise UnreadableError(msg) from None
    try:
        reader = PdfReader(io.BytesIO(raw))
        pieces = [page.extract_text() for page in reader.pages]
        pieces += [str(value) for value in (reader.metadata or {}).values()]
        pieces += [str(getattr(item, "title", "")) for item in _outline(reader.outline)]
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        msg = f"{name}: cannot be read as a PDF file: {error}"
        raise UnreadableError(msg) from None
    return "\n".join(pieces)


def _outline(items: object) -> Iterator[object]:
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, list):
            yield from _outline(item)
        else:
            yield item
