"""Firefox, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks by itself.

Playwright drives only a Firefox of its own making; this is the little of the protocol that a few tests need.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websocket import create_connection

PATIENCE = 60
"""Seconds that a busy machine may take for anything before a test fails."""


class Firefox:
    """A Firefox with one page, which remembers what it asked for elsewhere and what went wrong."""

    def __init__(self, command: str, profile: Path) -> None:
        self._started = subprocess.Popen(  # noqa: S603 - the browser that the tests found
            [command, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._number = 0
        address = self._address()
        self._socket = create_connection(f"{address}/session", timeout=PATIENCE, suppress_origin=True)
        self._do("session.new", capabilities={})
        self._do("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._context = self._do("browsingContext.getTree")["contexts"][0]["context"]

    def _address(self) -> str:
        for line in self._started.stderr or ():
            if "WebDriver BiDi listening on " in line:
                return line.split(" listening on ")[1].strip()
        msg = "Firefox ended before it could be driven"
        raise RuntimeError(msg)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._started.terminate()
        self._started.wait(PATIENCE)
        if self._started.stderr:
            self._started.stderr.close()

    def _do(self, method: str, **parameters: Any) -> Any:  # noqa: ANN401 - what the protocol says
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._number:
            self._heard(answer)
        assert answer["type"] == "success", answer
        return answer["result"]

    def _heard(self, event: dict[str, Any]) -> None:
        if event.get("method") == "log.entryAdded" and event["params"]["level"] == "error":
            self.errors.append(event["params"]["text"])
        elif event.get("method") == "network.beforeRequestSent":
            self.requests.append(event["params"]["request"]["url"])

    def open(self, url: str) -> None:
        """Open a page and wait until it is there."""
        self._do("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def value(self, expression: str) -> Any:  # noqa: ANN401 - what the page says
        """Return what an expression comes to in the page: text, a number, a truth value or nothing."""
        answer = self._do(
            "script.evaluate", expression=expression, target={"context": self._context}, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until an expression is true in the page."""
        self._until(lambda: bool(self.value(f"Boolean({expression})")), expression)

    def _until(self, test: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not test():
            assert time.monotonic() < end, f"{what} did not come true"
            time.sleep(0.1)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        actions = [{"type": action, "value": key} for key in keys for action in ("keyDown", "keyUp")]
        self._do(
            "input.performActions", context=self._context, actions=[{"type": "key", "id": "keys", "actions": actions}]
        )
