"""The command, from the first line to Ctrl-C, and what it says where it cannot serve."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from planatlas.cli import main
from publishing.serve.conftest import configure, write
from small_content import SMALL


@pytest.fixture
def heard_interrupts() -> Iterator[None]:
    """Let programs that a test starts hear Ctrl-C even where the tests, in the background, do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.usefixtures("heard_interrupts")
def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    """It says where the site is, takes up a saved file by itself, and ends without a trace."""
    write(tmp_path / "content", SMALL)
    configure(tmp_path)
    command = [sys.executable, "-m", "planatlas", "serve", "--port", "0", "--as-of", "2026-01-01"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
        assert server.stderr
        lines = iter(server.stderr.readline, "")
        assert "The site is at http://127.0.0.1:" in next(line for line in lines if "http" in line)
        file = tmp_path / "content/plans/alpha/actions/1.yml"
        file.write_text(file.read_text(encoding="utf-8") + "themes: [nothing]\n", encoding="utf-8")
        assert "error[unknown-theme]: no theme 'nothing'" in next(line for line in lines if "error[" in line)
        server.send_signal(signal.SIGINT)
        assert "stopped\n" in list(lines)
    assert server.returncode == 0


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who starts a second server is told what to do."""
    write(tmp_path / "content", SMALL)
    configure(tmp_path)
    monkeypatch.chdir(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        found = CliRunner().invoke(main, ["serve", "--port", port])
    assert found.exit_code == 1
    assert f"port {port} is taken" in found.output
    assert "--port" in found.output
