"""HTML as what a reader gets: tags, attributes and text, without the spaces and the order that mean nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class _Events(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = "".join(f' {name}="{(value or "").rstrip(";")}"' for name, value in sorted(attrs))
        self.found.append(f"<{tag}{own}>")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        if self.found and not self.found[-1].startswith("<"):
            data = self.found.pop() + data
        self.found.append(data.replace("<", "&lt;"))


def html_events(html: str) -> list[str]:
    """Return start tags with sorted attributes, end tags, comments and texts, in order, spaces at edges left out.

    Of a style the semicolon at its end is left out too. No-break spaces are kept, since they mean something.
    """
    parser = _Events()
    parser.feed(html)
    parser.close()
    texts = (re.sub(r"[ \t\r\n]+", " ", found) for found in parser.found)
    return [text.strip(" ") for text in texts if text.strip(" ")]
