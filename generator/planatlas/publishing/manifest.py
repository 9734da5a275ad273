"""What a bundle says of itself: what it holds, for whom, as of when, from which source, and the sum of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "MANIFEST.json"
"""Its name in the folder of the bundle."""
FORMAT = "planatlas-bundle/1"
"""What tells a manifest from other JSON files, and this shape of it from later ones."""


@dataclass(frozen=True)
class Sum:
    """What a file comes to."""

    size: int
    """In bytes."""
    sha256: str
    """In hexadecimal digits."""


def sum_of(content: bytes | Path) -> Sum:
    """Return what a file comes to, given as bytes or by where it is."""
    if isinstance(content, bytes):
        return Sum(len(content), hashlib.sha256(content).hexdigest())
    with content.open("rb") as file:
        return Sum(content.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def manifest_text(
    about: Mapping[str, Any], files: Mapping[str, bytes | Path], done: Callable[[], None] = lambda: None
) -> bytes:
    """Return the manifest: what is said of the bundle, then every file in the order of the paths, a line each.

    Calls `done` after each file.
    """
    lines = []
    for path in sorted(files):
        total = sum_of(files[path])
        lines.append(f"  {json.dumps(path)}: {json.dumps({'size': total.size, 'sha256': total.sha256})}")
        done()
    head = json.dumps({"format": FORMAT, **about}, indent=1, ensure_ascii=False).removesuffix("\n}")
    return '{},\n "files": {{\n{}\n }}\n}}\n'.format(head, ",\n".join(lines)).encode()


@dataclass(frozen=True)
class Manifest:
    """A manifest that was read."""

    about: Mapping[str, Any]
    files: Mapping[str, Sum]


def read_manifest(raw: bytes) -> Manifest:
    """Return what a manifest says. Raises ValueError where it is none."""
    try:
        data = json.loads(raw)
        known = data.pop("format") == FORMAT
        files = {str(path): Sum(int(one["size"]), str(one["sha256"])) for path, one in data.pop("files").items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        msg = f"{MANIFEST} cannot be read: {error}"
        raise ValueError(msg) from None
    if not known:
        msg = f"{MANIFEST} is not of the format {FORMAT}"
        raise ValueError(msg)
    return Manifest(data, files)
