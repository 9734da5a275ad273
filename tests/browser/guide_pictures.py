"""The pictures of the guide to a first edit: what each shows, and how they are taken (`make screenshots`).

They are of the public site, built from a copy of the content: as it is, and with the guide's edit as its last commit.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from browser.conftest import AS_OF, BROWSERS, FLAGS, ROOT, Quiet
from repositories import Repo

GUIDE = ROOT / "content/guides/first-edit.md"
FOLDER = GUIDE.parent / "pictures"
WIDTH = 480
"""How wide the window is, in CSS pixels."""
SCALE = 2
"""How many pixels a picture has for each, so that it is sharp."""
MARGIN = 12
"""How much of the page stands around what is pictured."""
MOST = 60_000
"""How many bytes a picture may have."""
EDITED = "plans/drugs-roadmap-2023/actions/10.yml"
"""The file that the guide changes, from the content folder."""
ACTION = EDITED.replace(".yml", ".html")
MOVED = "moved from 2024 to 2025, 1 year later"

_PART = """([selector, words]) => {
  const all = [...document.querySelectorAll(selector)].map(first => {
    const part = [first], level = /^H[1-6]$/.test(first.tagName) ? first.tagName : null
    for (let next = first.nextElementSibling; level && next; next = next.nextElementSibling) {
      if (/^H[1-6]$/.test(next.tagName) && next.tagName <= level) break
      part.push(next)
    }
    return part
  })
  const text = part => part.map(one => one.innerText).join(" ").replace(/\\s+/g, " ")
  const found = all.find(part => words.every(word => text(part).includes(word)))
  if (!found) return null
  const boxes = found.map(one => one.getBoundingClientRect()).filter(box => box.height)
  const top = Math.min(...boxes.map(box => box.top)), bottom = Math.max(...boxes.map(box => box.bottom))
  return {top: top + scrollY, height: bottom - top}
}"""
"""Finds an element that has some words; a heading counts with all that stands under it."""


@dataclass(frozen=True)
class Picture:
    """One picture of the guide."""

    name: str
    page: str
    part: str
    """The part of the page that it shows, as a CSS selector; of several the first that has the words."""
    words: tuple[str, ...]
    everywhere: bool = True
    """Whether every build has the page, rather than only that with the edit of the guide."""

    @property
    def file(self) -> Path:
        """Where the picture is kept."""
        return FOLDER / f"{self.name}.png"

    def place(self, page: Page) -> dict[str, float] | None:
        """Return top and height of the pictured part of an open page; None where it has no such part."""
        found: dict[str, Any] | None = page.evaluate(_PART, [self.part, list(self.words)])
        return found


PICTURES = (
    Picture("deadlines", ACTION, "figure", ("against criminal infiltration in 2024 2024 deadline",)),
    Picture("edit-link", ACTION, ".pa-foot", ("Written from", EDITED, "Edit this page")),
    Picture("comment", "comment.html", "#comment", (MOVED, "Touches"), everywhere=False),
    Picture("problem", "problems.html", "#bad-value", ("is not a time", "Wrong, in", "Right, in")),
    Picture("changes", "changes.html", "h2", ("Action 10", MOVED), everywhere=False),
)


def edited(text: str) -> str:
    """Return the text of a file with the guide's edit: what its first two pieces of YAML say, before and after."""
    before, after = (piece.split("```", 1)[0] for piece in GUIDE.read_text(encoding="utf-8").split("```yaml\n")[1:3])
    if text.count(before) != 1:
        msg = f"{EDITED} does not say what the guide says"
        raise ValueError(msg)
    return text.replace(before, after)


def take() -> None:
    """Build the site of the guide, take every picture, and put them in their places."""
    with tempfile.TemporaryDirectory() as name:
        _build(Path(name))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, BROWSERS)))
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=SCALE)
            for picture in PICTURES:
                site = "before" if picture.everywhere else "after"
                page.goto(f"http://127.0.0.1:{server.server_port}/{site}/{picture.page}")
                place = picture.place(page)
                if place is None:
                    msg = f"{picture.page} does not show what the guide says it does"
                    raise ValueError(msg)
                _save(picture, page, place)
            browser.close()
        server.shutdown()


def _build(room: Path) -> None:
    """Build the public site of a copy of the content before and after the edit, then with the comment as a page."""
    shutil.copytree(ROOT / "content", room / "content")
    repo = Repo(room)
    repo.commit("2026-11-02", {})
    _site(room, "before")
    repo.commit("2026-11-20", {EDITED: edited((repo.content / EDITED).read_text(encoding="utf-8"))})
    told = _planatlas(room, "diff", "HEAD~1", "HEAD", "--format", "markdown")
    comment = f'# A proposal\n\n<div id="comment" markdown>\n\n{told}\n</div>\n'
    (repo.content / "comment.md").write_text(comment, encoding="utf-8")
    _site(room, "after")


def _site(room: Path, name: str) -> None:
    options = ["--config-file", str(ROOT / "mkdocs.yml"), "--as-of", AS_OF, "--no-strict"]
    _planatlas(room, "build", "--audience", "PUBLIC", "--site", name, *options)


def _planatlas(room: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "planatlas", *arguments]
    return subprocess.run(command, cwd=room, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 - our own


def _save(picture: Picture, page: Page, place: dict[str, float]) -> None:
    clip = {"x": 0, "y": place["top"] - MARGIN, "width": WIDTH, "height": place["height"] + 2 * MARGIN}
    taken = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type] # a clip is such a mapping
    image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(24, dither=Image.Dither.NONE)
    FOLDER.mkdir(exist_ok=True)
    image.save(picture.file, optimize=True)
    print(f"{picture.file.relative_to(ROOT)}: {image.width} by {image.height}, {picture.file.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    take()
