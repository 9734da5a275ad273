"""What a page of the site may load and run: one Content-Security-Policy for sites, bundles and servers.

Only files of the site itself: no script within a page, no event handler, nothing from elsewhere. Styles within the
pages are allowed knowingly: the edges of printed sheets, the alignment of table columns and the width of a drawing
stand there, no text of a record gets into one unescaped, and what a style could load is held by the other rules.
"""

from __future__ import annotations

_HERE = "'self'"
_FOLDER = "file:"
"""A page opened from a folder, where 'self' means nothing to some browsers; without effect on a server's pages."""

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "{here}",
    "style-src": "{here} 'unsafe-inline'",
    "img-src": "{here} data:",
    "connect-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def _policy(here: str) -> str:
    return "; ".join(f"{name} {sources.format(here=here)}" for name, sources in _DIRECTIVES.items())


IN_PAGE = _policy(f"{_HERE} {_FOLDER}")
"""The policy as it stands in every built page, for servers that set no headers and for folders."""

HEADERS = {
    "Content-Security-Policy": _policy(_HERE) + "; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""The headers that a server should set; frame-ancestors has no effect within a page."""
