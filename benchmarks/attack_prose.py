"""Turns what ATT&CK writes, Markdown with citations and links to its pages, into the prose of records."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_LINK = re.compile(r"\[([^\[\]]*)\]\((https?://[^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_CITATION = re.compile(r"\s*\(Citation: [^()]*(?:\([^()]*\)[^()]*)*\)")


def prose(text: str | None, named: Callable[[str, str], str | None]) -> str:
    """Return a description as prose: names instead of links to entities, and no other markup but lists.

    `named` says what stands for a link, by its text and its address, or None where its text is enough.
    """
    lines = (line.strip() for line in linked(text, named).splitlines())
    lines = (re.sub(r"^(?:[-*•]|[0-9]+\.) +", "- ", line) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.removeprefix("#").lstrip("#").strip() for line in lines)).strip()


def linked(text: str | None, named: Callable[[str, str], str | None]) -> str:
    """Return a description with names instead of links, and without other markup."""
    plain = _without_markup((text or "").replace("[[", "["))
    return _LINK.sub(lambda found: named(found[1], found[2]) or found[1], plain)


def plain(text: str | None) -> str:
    """Return a description on one line, without links."""
    return one_line(_LINK.sub(r"\1", _without_markup(text or "")))


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def _without_markup(text: str) -> str:
    """Return Markdown as plain text, but for links and lists; code stands in quotation marks."""
    text = _CITATION.sub("", text)
    text = re.sub(r"`?</?code>`?|`{1,3}", "`", text)
    text = re.sub(r"`([^`\n]+)`", r"“\1”", text).replace("`", "")
    text = re.sub(r"</?(?:b|i|br|ul|li|p) ?/?>|\*\*", "", text)
    return html.unescape(text).replace("\r", "")
