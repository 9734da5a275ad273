"""The contents of commits: each file is read once in each of its states, by git's name for its bytes."""

from __future__ import annotations

import hashlib

from planatlas.history.git import Repository
from planatlas.history.version import is_record
from planatlas.reading.folder import Content, ReadFile, read_file

SHA1_LENGTH = 40
REMEMBERED = 4
"""Of how many commits it is remembered which files they hold; of ten thousand records that is a megabyte each."""


class Committed:
    """Reads contents of commits, beginning with what the folder holds now, which is read already."""

    def __init__(self, repository: Repository, present: Content) -> None:
        self._repository = repository
        self._present = present
        self._read: dict[tuple[str, str], ReadFile] = {}
        self._files: dict[str, dict[str, str]] = {}
        """Of the commits looked at last, git's names for the bytes of their records."""

    def differing(self, one: str, other: str) -> set[str]:
        """Return the paths of the records that two commits do not have alike."""
        return {path for path, _ in self._files_of(one).items() ^ self._files_of(other).items()}

    def content(self, commit: str) -> Content | None:
        """Return the content of a commit; None where some of it is not at hand."""
        files = self._files_of(commit)
        if not self._read and files:
            self._take_present(len(next(iter(files.values()))))
        missing = {path: blob for path, blob in files.items() if (path, blob) not in self._read}
        blobs = self._repository.blobs(missing.values())
        if len(blobs) < len(set(missing.values())):
            return None
        for path, blob in missing.items():
            self._read[path, blob] = read_file(path, blobs[blob])
        content = Content()
        for place in files.items():
            content.take(self._read[place])
        return content

    def _files_of(self, commit: str) -> dict[str, str]:
        found = self._files.pop(commit, None)
        if found is None:
            listed = self._repository.files(commit).items()
            found = {path: blob for path, blob in listed if is_record(path)}
        self._files[commit] = found
        while len(self._files) > REMEMBERED:
            del self._files[next(iter(self._files))]
        return found

    def _take_present(self, length: int) -> None:
        """Take over what is read already: the files that lie in the folder as they lie in a commit."""
        for entries in self._present.entries.values():
            for entry in entries.values():
                raw = entry.document.text.encode()
                made = hashlib.sha1 if length == SHA1_LENGTH else hashlib.sha256
                blob = made(b"blob %d\0" % len(raw) + raw).hexdigest()  # git's name for these bytes
                self._read[entry.path, blob] = ReadFile(entry.document, entry, ())
