"""Reads a version of the content from a zip, in memory: nothing is unpacked, so nothing can land elsewhere."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from planatlas.reading.kinds import kind_of
from planatlas.reading.yaml_text import MAX_BYTES

MOST_FILES = 100_000
"""A zip with more members is refused."""
MOST_BYTES = 500_000_000
"""A zip whose records come to more when unpacked is refused."""


class ArchiveError(Exception):
    """A zip cannot be read, or is not one of content; the text says why, for people."""


def files_in_zip(file: Path) -> dict[str, bytes]:
    """Return the YAML files of the content folder in a zip by their paths in that folder.

    The content may be the whole of the zip or stand in a folder of it. Raises ArchiveError where there is none, where
    the zip is damaged, encrypted or too large, and where a name in it leads out of it.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES:
                msg = f"'{file}' has more than {MOST_FILES:,} files"
                raise ArchiveError(msg)
            for member in members:
                _refuse_unsafe(file, member.filename)
            root = _content_root(file, [member.filename for member in members])
            found: dict[str, bytes] = {}
            total = 0
            for member in members:
                path = member.filename.removeprefix(root)
                if member.filename.startswith(root) and _is_record(path):
                    found[path] = _read(file, archive, member)
                    total += len(found[path])
                if total > MOST_BYTES:
                    msg = f"the records in '{file}' come to more than {MOST_BYTES:,} bytes"
                    raise ArchiveError(msg)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        msg = f"'{file}' cannot be read as a zip: {error}"
        raise ArchiveError(msg) from None


def _refuse_unsafe(file: Path, name: str) -> None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name.split("/", maxsplit=1)[0]:
        msg = f"'{file}' has a file whose name leads out of it: '{name}'"
        raise ArchiveError(msg)


def _content_root(file: Path, names: list[str]) -> str:
    """Return the folder in which the content stands, with a slash at its end: the highest that has a plan or site."""
    roots = set()
    for name in names:
        parts = name.split("/")
        for count in range(len(parts)):
            kind = kind_of("/".join(parts[count:]))
            if kind and (parts[-1] == "site.yml" or parts[-1] == "plan.yml"):
                roots.add("".join(f"{part}/" for part in parts[:count]))
    if not roots:
        msg = f"'{file}' holds no content: neither site.yml nor plans/PLAN/plan.yml"
        raise ArchiveError(msg)
    return min(roots, key=lambda root: (root.count("/"), root))


def _is_record(path: str) -> bool:
    parts = path.split("/")
    return path.endswith(".yml") and not any(part.startswith(".") for part in parts)


def _read(file: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, never more than a record may have, whatever the zip says of its size."""
    if member.flag_bits & 1:
        msg = f"'{file}' is encrypted"
        raise ArchiveError(msg)
    with archive.open(member) as opened:
        return opened.read(MAX_BYTES + 1)
