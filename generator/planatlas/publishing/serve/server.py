"""Answers the browser: pages with a script in them that asks for news, everything else as it is in the site."""

from __future__ import annotations

import json
import mimetypes
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from ipaddress import ip_address
from time import monotonic
from urllib.parse import parse_qs, unquote, urlsplit

from planatlas.publishing.policy import HEADERS
from planatlas.publishing.serve.notices import as_data
from planatlas.publishing.serve.workshop import Workshop

OWN = "_planatlas/"
"""Where the server's own files stand, which are no part of the site."""
OWN_FILES = {f"{OWN}{name}": name for name in ("reload.js", "overlay.css")}
NEWS = "news.js"
PATIENCE = 20.0
"""After so many seconds without news the browser is told so and asks again."""
_TYPES = {
    ".js": "text/javascript",
    ".ics": "text/calendar",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What some systems do not know, or know by another name."""
_NOT_YET = """\
<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Not yet</title></head>
<body><h1>Not yet</h1><p>{why}</p></body></html>
"""


@dataclass(frozen=True)
class Answer:
    """What stands at an address."""

    status: HTTPStatus
    body: bytes
    state: str = ""
    """What tells it from what stood there before."""


class Server(ThreadingHTTPServer):
    """Serves a workshop on this machine. Raises OSError where the address cannot be had."""

    daemon_threads = True

    def __init__(self, workshop: Workshop, address: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._names = {"localhost", address.lower(), socket.gethostname().lower()}
        self.last_good: dict[str, Answer] = {}
        """The pages that were shown, by address, for when one of them cannot be made any more."""
        super().__init__((address, port), partial(_Handler, workshop))

    @property
    def url(self) -> str:
        """Where the site is."""
        host, port = self.server_address[:2]
        return f"http://{f'[{host!s}]' if ':' in str(host) else host!s}:{port}/"

    def knows(self, host: str) -> bool:
        """Whether a request means this server: by a number or its own name, not by one that somebody leads here."""
        name = (urlsplit(f"//{host}").hostname or "").lower()
        try:
            return bool(ip_address(name))
        except ValueError:
            return name in self._names

    def handle_error(self, *_: object) -> None:
        """Say nothing of what a browser no longer wanted when it left a page."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def __init__(self, workshop: Workshop, *arguments: object) -> None:
        self._workshop = workshop
        super().__init__(*arguments)  # type: ignore[arg-type] # as the server gives them

    def do_GET(self) -> None:
        """Answer with what stands at the address."""
        if not self._is_welcome():
            self._answer(HTTPStatus.FORBIDDEN, b"this server answers to its own pages only\n", "text/plain")
            return
        parts = urlsplit(self.path)
        address = unquote(parts.path).lstrip("/")
        if address == "" or address.endswith("/"):
            address += "index.html"
        if address == OWN + NEWS:
            self._answer_with_news({name: values[0] for name, values in parse_qs(parts.query).items()})
        elif address in OWN_FILES:
            own = (files(__package__) / OWN_FILES[address]).read_bytes()
            self._answer(HTTPStatus.OK, own, _type_of(address))
        else:
            found = self._found_at(address)
            if address.endswith(".html") or found.status is not HTTPStatus.OK:
                self._answer(found.status, _with_script(address, found), "text/html")
            else:
                self._answer(found.status, found.body, _type_of(address))

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self.do_GET()

    def _is_welcome(self) -> bool:
        """Whether nobody else's page asks: by a name that leads here, or by loading our files into it."""
        asked_by = self.headers.get("Sec-Fetch-Site", "none")
        leads_here = self.headers.get("Sec-Fetch-Mode") == "navigate"
        return self.server.knows(self.headers.get("Host", "")) and (asked_by in ("none", "same-origin") or leads_here)

    def _found_at(self, address: str) -> Answer:
        """Return what stands at an address, or, where it cannot be made any more, what last stood there."""
        if "\0" in address or "\\" in address or ".." in address.split("/"):
            return Answer(HTTPStatus.BAD_REQUEST, _not_yet("There is no such address."))
        workshop = self._workshop
        edition = workshop.edition_for(address)
        if edition is None:
            return Answer(
                HTTPStatus.SERVICE_UNAVAILABLE, _not_yet("It comes when what is wrong with the content is mended.")
            )
        try:
            body = edition.bytes_at(address)
            if body is None and workshop.edition_for(address) is not edition:
                return self._found_at(address)  # it was there, and has just been made anew
            if body is None:
                missing = edition.bytes_at("404.html") or _not_yet("There is no such page.")
                return Answer(HTTPStatus.NOT_FOUND, missing, edition.state_of(address, missing))
            found = Answer(HTTPStatus.OK, body, edition.state_of(address, body) if address.endswith(".html") else "")
        except Exception as error:  # noqa: BLE001 - a view or template that is being written may raise anything
            workshop.failed(error)
            broken = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, _not_yet("This page cannot be made as things are."))
            return self.server.last_good.get(address, broken)
        if address.endswith(".html"):
            self.server.last_good[address] = found
        return found

    def _answer_with_news(self, asked: Mapping[str, str]) -> None:
        """Answer, when there are any, with news of a page: a script, since a page may load nothing else."""
        latest = monotonic() + PATIENCE
        address, state, known = asked.get("at", ""), asked.get("state", ""), asked.get("known", "")
        while True:
            number, notices = self._workshop.notices
            told = as_data(notices)
            found = self._found_at(address).state
            if found != state or told["state"] != known or monotonic() > latest:
                break
            if not self._workshop.wait_for_news(number, max(0.0, latest - monotonic())) and monotonic() < latest:
                break  # it closes
        news = json.dumps({**told, "page": found}).replace("<", "\\u003c")
        self._answer(HTTPStatus.OK, f"planatlasNews({news})\n".encode(), _type_of(NEWS))

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the terminal free for what changes."""


def _with_script(address: str, found: Answer) -> bytes:
    """Return a page with the script in it that asks for news."""
    script = f'<script src="/{OWN}reload.js" data-at="{escape(address)}" data-state="{found.state}" defer></script>'
    before, end, after = found.body.rpartition(b"</body>")
    return before + script.encode() + end + after if end else found.body + script.encode()


def _type_of(address: str) -> str:
    suffix = address[address.rfind(".") :] if "." in address else ""
    return _TYPES.get(suffix) or mimetypes.guess_type(address)[0] or "application/octet-stream"


def _not_yet(why: str) -> bytes:
    return _NOT_YET.format(why=escape(why)).encode()
