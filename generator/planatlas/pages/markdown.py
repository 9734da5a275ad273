"""Text that is Markdown, and text that is made safe to stand in Markdown.

Whatever comes from a record is plain text: every character that Markdown, its extensions or HTML give a meaning is
escaped, so that it reads as written. Only what this package writes itself is `Markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_SPECIAL = re.compile(r"[\\`*_\[\]{}|]")
_AT_START = re.compile(r"[-+#=:!?~/\"]|\d+[.)](?=\s|$)")
_MEANING = re.compile(r"[\\`*_\[\]{}|&<>#]")
"""What has a meaning anywhere in a line; most texts have nothing of it."""
_URL_UNSAFE = re.compile(r"[\s()<>\"'\\*_`\[\]{}|]")


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Return text with its line breaks and runs of spaces made one space; no-break spaces stay."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")  # faster by far than a pattern
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def escape(text: str) -> Markdown:
    """Return plain text as Markdown on one line that reads as written."""
    return text if isinstance(text, Markdown) else as_written(text)


@lru_cache(maxsize=2**15)  # names and titles stand on many pages
def as_written(text: str) -> Markdown:
    """Return the same of what is no Markdown yet."""
    line = one_line(text)
    start = _AT_START.match(line)
    if not start and not _MEANING.search(line):
        return Markdown(line)
    first, rest = (start[0], line[start.end() :]) if start else ("", line)
    escaped = _SPECIAL.sub(r"\\\g<0>", _as_html(rest))
    # In a link's text "]:" would define a reference, backslash or not; "#" at the end of a heading would be dropped.
    escaped = escaped.replace("\\]:", "&#93;:")
    if escaped.endswith("#"):
        escaped = f"{escaped[:-1]}&#35;"
    if first:
        # A digit is no danger, but "1." at the start of a line is a list; the last character decides.
        escaped = f"{first[:-1]}&#{ord(first[-1])};{escaped}"
    return Markdown(escaped)


def link(text: str, target: str) -> Markdown:
    """Return a link. The text is escaped, the target made harmless by percent-encoding."""
    return Markdown(f"[{escape(text)}]({url(target)})")


def url(target: str) -> str:
    """Return where a link leads, or a part of that, as it stands in Markdown: made harmless by percent-encoding."""
    safe = _URL_UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target)
    return safe.replace("&", "&amp;")


def joined(pieces: Iterable[Markdown], separator: str = ", ") -> Markdown:
    """Return pieces of Markdown in one line."""
    return Markdown(separator.join(pieces))


def attribute(text: str) -> Markdown:
    """Return plain text as the value of an HTML attribute in double quotes."""
    html = _as_html(one_line(text))
    return Markdown(html.replace('"', "&quot;"))


def _as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
