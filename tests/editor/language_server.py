"""The real yaml-language-server over standard input and output, as an editor talks to it."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
SERVER = ROOT / ".cache/yaml-language-server/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 60
"""Seconds after which a server that does not answer counts as broken."""


def missing() -> str | None:
    """Return what has to be there first, or None."""
    if shutil.which("node") is None:
        return "node is not installed"
    return None if SERVER.is_file() else "the yaml-language-server is not installed; run 'make editor'"


class LanguageServer:
    """One server with one workspace, whose settings are those of the folder's .vscode/settings.json."""

    def __init__(self, workspace: Path, settings: dict[str, Any]) -> None:
        self._workspace = workspace
        self._yaml = {
            **{key.removeprefix("yaml."): value for key, value in settings.items() if key.startswith("yaml.")},
            "schemaStore": {"enable": False},
            "schemas": {(workspace / file).as_uri(): globs for file, globs in settings.get("yaml.schemas", {}).items()},
            "completion": True,
            "hover": True,
            "validate": True,
        }
        self._number = 0
        self._inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - the server that make has installed
            ["node", str(SERVER), "--stdio"],  # noqa: S607
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "NODE_NO_WARNINGS": "1"},
        )
        threading.Thread(target=self._read, daemon=True).start()
        folder = {"uri": self._workspace.as_uri(), "name": "workspace"}
        capabilities = {
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        asked = {
            "processId": None,
            "rootUri": folder["uri"],
            "workspaceFolders": [folder],
            "capabilities": capabilities,
        }
        self.request("initialize", asked)
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": self._yaml}}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> None:
        """Open a file of the workspace with a text in it."""
        uri = (self._workspace / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._diagnostics.pop(uri, None)
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def problems(self, path: str) -> list[tuple[str, int, int, int]]:
        """Return what the server underlines in an open file: message, line, first and last column, from 0."""
        uri = (self._workspace / path).as_uri()
        while uri not in self._diagnostics:
            self._take()
        return [
            (
                one["message"],
                one["range"]["start"]["line"],
                one["range"]["start"]["character"],
                one["range"]["end"]["character"],
            )
            for one in self._diagnostics[uri]
        ]

    def wait_for_schemas(self, path: str, wrong: str) -> None:
        """Open a file with a text that is wrong by its schema, and return once the server says so."""
        self.open(path, wrong)
        while not self._diagnostics.get((self._workspace / path).as_uri()):
            self._take()

    def completions(self, path: str, line: int, column: int) -> list[str]:
        """Return what the server offers at a place."""
        found = self._at("textDocument/completion", path, line, column)
        return [item["label"] for item in (found or {}).get("items", [])]

    def hover(self, path: str, line: int, column: int) -> str:
        """Return what the server says of a place."""
        found = self._at("textDocument/hover", path, line, column)
        contents = (found or {}).get("contents", "")
        return contents["value"] if isinstance(contents, dict) else str(contents)

    def _at(self, method: str, path: str, line: int, column: int) -> Any:  # noqa: ANN401
        place = {"line": line, "character": column}
        return self.request(method, {"textDocument": {"uri": (self._workspace / path).as_uri()}, "position": place})

    def request(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401
        """Send a request and return its result."""
        self._number += 1
        wanted = self._number
        self._send({"id": wanted, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == wanted and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _take(self) -> dict[str, Any]:
        message = self._inbox.get(timeout=PATIENCE)
        match message.get("method"):
            case "workspace/configuration":
                sections = [item.get("section") for item in message["params"]["items"]]
                self._send({"id": message["id"], "result": [{"yaml": self._yaml}.get(one, {}) for one in sections]})
            case "textDocument/publishDiagnostics":
                self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            case str() if "id" in message:
                self._send({"id": message["id"], "result": None})
            case _:
                pass
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
                header = stream.readline()
            self._inbox.put(json.loads(stream.read(length)))
