"""Whether a bundle is what its manifest says: nothing missing, nothing added, nothing changed."""

from __future__ import annotations

import hashlib
import lzma
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from planatlas.publishing.manifest import MANIFEST, Manifest, Sum, read_manifest

LONGEST_MANIFEST = 100_000_000
"""Bytes. A longer one is not read."""
_DAMAGE = (
    BadZipFile, LargeZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError,
    OSError, IndexError, OverflowError,
)  # fmt: skip
"""What reading a damaged or odd zip may raise."""


@dataclass(frozen=True)
class Verified:
    """What was found in a bundle."""

    manifest: Manifest | None
    """What it says of itself, where that could be read."""
    manifest_sum: str | None
    """The SHA-256 of the manifest, by which two bundles of the same content can be told to be the same."""
    problems: tuple[str, ...]
    """A line for each; none where the bundle is whole."""


def verified(path: Path) -> Verified:
    """Compare a bundle with its manifest. Raises OSError where the file itself cannot be read."""
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            return _compared(archive)
    except BadZipFile as error:
        return Verified(None, None, (f"no zip, or one of which the end is missing: {error}",))
    except (NotImplementedError, ValueError, IndexError, OverflowError) as error:
        return Verified(None, None, (f"a damaged zip: {error}",))


def _compared(archive: ZipFile) -> Verified:
    entries, problems = _by_name(archive)
    if archive.comment:
        problems.append("a comment was added to the zip")
    manifests = [name for name in entries if name.count("/") == 1 and name.endswith(f"/{MANIFEST}")]
    if len(manifests) != 1:
        said = f"{MANIFEST} is missing" if not manifests else f"there are {len(manifests)} manifests"
        return Verified(None, None, (*problems, said))
    own = manifests[0]
    top = own.removesuffix(MANIFEST)
    try:
        if entries[own].file_size > LONGEST_MANIFEST:
            msg = f"{MANIFEST} is too long"
            raise ValueError(msg)
        raw = archive.read(entries[own])
        manifest = read_manifest(raw)
    except _DAMAGE as error:
        return Verified(None, None, (*problems, str(error)))
    inside = {name.removeprefix(top): entry for name, entry in entries.items() if name.startswith(top) and name != own}
    problems += [f"{name}: added" for name in sorted(entries) if not name.startswith(top)]
    problems += _differences(archive, inside, manifest.files)
    return Verified(manifest, hashlib.sha256(raw).hexdigest(), tuple(problems))


def _by_name(archive: ZipFile) -> tuple[dict[str, ZipInfo], list[str]]:
    """Return the entries by name, and what is wrong with their names: a zip may name a file anywhere, and twice."""
    found: dict[str, ZipInfo] = {}
    problems = []
    for entry in archive.infolist():
        name = entry.orig_filename
        if _leads_out(name):
            problems.append(f"{name!r}: leads out of the folder that it is unpacked to; do not unpack this zip")
        elif stat.S_ISLNK(entry.external_attr >> 16):
            problems.append(f"{name}: a link, not a file")
        elif name in found:
            problems.append(f"{name}: twice in the zip")
        else:
            found[name] = entry
    # The folders of these files, which other programs add when they pack them anew, are nothing more.
    files = {name for name, entry in found.items() if not (entry.is_dir() and entry.file_size == 0)}
    folders = {name[: place + 1] for name in files for place, sign in enumerate(name) if sign == "/"}
    return {name: entry for name, entry in found.items() if name in files or name not in folders}, problems


def _leads_out(name: str) -> bool:
    return name.startswith("/") or any(character in name for character in "\\:\0") or ".." in name.split("/")


def _differences(archive: ZipFile, inside: Mapping[str, ZipInfo], said: Mapping[str, Sum]) -> Iterator[str]:
    for path in sorted({*inside, *said}):
        if path not in inside:
            yield f"{path}: missing"
        elif path not in said:
            yield f"{path}: added"
        elif (damage := _changed(archive, inside[path], said[path])) is not None:
            yield f"{path}: {damage}"


def _changed(archive: ZipFile, entry: ZipInfo, said: Sum) -> str | None:
    """Return how a file differs from what the manifest says, or None. One of another size is not read at all."""
    if entry.file_size != said.size:
        return f"changed, {entry.file_size} bytes instead of {said.size}"
    try:
        with archive.open(entry) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads into a buffer
    except _DAMAGE as error:
        return f"damaged, {error}"
    return None if digest == said.sha256 else "changed"
