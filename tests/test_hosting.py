"""What the page on publishing tells the keepers of servers is what the site was tested with."""

from __future__ import annotations

import re
from pathlib import Path

from planatlas.publishing.policy import HEADERS, IN_PAGE

TEXT = (Path(__file__).parents[1] / "content/guides/publishing.md").read_text(encoding="utf-8")


def test_the_documented_headers_are_those_that_are_tested() -> None:
    """The configuration for nginx sets exactly the headers under which the browser tests run."""
    assert dict(re.findall(r'add_header (\S+) "(.*)" always;', TEXT)) == HEADERS


def test_the_policy_in_the_pages_is_that_of_the_headers() -> None:
    """They differ by the folder that a page may be opened from, and by what only a header can say."""
    assert IN_PAGE.replace(" file:", "") + "; frame-ancestors 'none'" == HEADERS["Content-Security-Policy"]
    assert "script-src 'self' file:;" in IN_PAGE
