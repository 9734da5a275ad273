"""What the files of a content folder were found to hold, kept from one run to the next.

Reading YAML takes most of a check's time, and what a text holds depends on nothing but the text: so it is kept by the
digest of the file's bytes, as JSON, in a database of the user's own cache folder. Nothing that comes with a repository
is ever read from there, and records are checked by the model as if their text had just been read. Texts that anything
is wrong with are not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from inspect import getsource
from pathlib import Path

from platformdirs import user_cache_path

from planatlas.reading import yaml_text, yaml_walk
from planatlas.reading.folder import ReadFile, file_of
from planatlas.reading.yaml_text import ReadText, known_text, read_text
from planatlas.running.spread import spread

CACHE = "PLANATLAS_CACHE"
"""The variable of the environment that names another folder for the cache; with nothing in it, none is kept."""
MOST = 20
"""Of how many content folders the texts are kept; the one not read for longest goes first."""
_NAME = "planatlas-{}.sqlite"
"""How the database of a content folder is called, of which a digest tells."""
_MANY = 1000
"""From how many files on of which nothing is known it pays to read them in several processes."""


def read_kept(folder: Path, paths: Sequence[str]) -> Iterator[ReadFile]:
    """Yield what the files at some paths of a content folder hold, read on all cores where much is not known."""
    store = _Store.of(folder)
    known = store.load() if store else {}

    def work(batch: Sequence[str]) -> tuple[dict[str, ReadFile], _Texts]:
        texts = _Texts(known)
        return {path: file_of(folder, path, texts.read) for path in batch}, texts.without_known()

    found: dict[str, ReadFile] = {}
    fresh: dict[bytes, str] = {}
    met: set[bytes] = set()
    for files, texts in spread(paths, work, many=len(known) + _MANY):
        found |= files
        fresh |= texts.fresh
        met |= texts.met
    if store and (fresh or not met.issuperset(known)):
        store.keep(fresh, known.keys() - met)
    return map(found.__getitem__, paths)


@dataclass
class _Texts:
    """Reads texts, and notes of which it is worth keeping what they hold."""

    known: Mapping[bytes, str]
    """What texts hold, as JSON, by the digests of their bytes."""
    fresh: dict[bytes, str] = field(default_factory=dict)
    """The same of texts that were not known."""
    met: set[bytes] = field(default_factory=set)
    """The digests of those that were."""

    def read(self, path: str, raw: bytes) -> ReadText:
        """Read the bytes of a file."""
        digest = hashlib.blake2b(raw, digest_size=16).digest()
        if data := self.known.get(digest):
            self.met.add(digest)
            return known_text(path, raw, json.loads(data))
        found = read_text(path, raw)
        if not found.problems:
            self.fresh[digest] = json.dumps(found.data, ensure_ascii=False, separators=(",", ":"))
        return found

    def without_known(self) -> _Texts:
        """Return what was noted, to be told to another process."""
        return _Texts({}, self.fresh, self.met)


class _Store:
    """The database of one content folder. What cannot be read or written is as if it were not there."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @classmethod
    def of(cls, folder: Path) -> _Store | None:
        """Return the store for a content folder; None where nothing is to be kept."""
        named = os.environ.get(CACHE)
        if named == "":
            return None
        # Another way of reading must find nothing of what this one has kept.
        reader = "".join(map(getsource, (yaml_text, yaml_walk)))
        digest = hashlib.blake2b(f"{folder.resolve()}\0{reader}".encode(), digest_size=16).hexdigest()
        return cls((Path(named) if named else user_cache_path("planatlas")) / _NAME.format(digest))

    def load(self) -> dict[bytes, str]:
        """Return what is kept."""
        if not self._file.is_file():
            return {}
        try:
            with closing(sqlite3.connect(self._file)) as kept:
                return dict(kept.execute("SELECT digest, data FROM text"))
        except sqlite3.OperationalError:  # such as being locked
            return {}
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)  # no database any more
            return {}

    def keep(self, fresh: Mapping[bytes, str], stale: Iterable[bytes]) -> None:
        """Take up what is new, and let go of what no file holds any more."""
        with suppress(sqlite3.Error, OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file.touch(mode=0o600)  # some of it may be marked
            with closing(sqlite3.connect(self._file)) as kept, kept:
                kept.execute("CREATE TABLE IF NOT EXISTS text (digest BLOB PRIMARY KEY, data TEXT)")
                kept.executemany("DELETE FROM text WHERE digest = ?", ((digest,) for digest in stale))
                kept.executemany("INSERT OR REPLACE INTO text VALUES (?, ?)", fresh.items())
            others = sorted(self._file.parent.glob(_NAME.format("*")), key=lambda file: file.stat().st_mtime)
            for file in others[:-MOST]:
                file.unlink()
