"""Waits for files to change. The only module that knows watchdog."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue

from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

CHANGES = (EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED)
"""What happens to a file that may change what it holds; that it is opened does not."""
QUIET = 0.03
"""For how many seconds nothing must change until a change counts as done: editors write in several steps."""
PATIENCE = 3
"""After so many seconds it counts as done in any case."""


class Watch(FileSystemEventHandler):
    """Collects what changes in some folders and files."""

    def __init__(self, places: Iterable[Path]) -> None:
        self._files = {place.resolve() for place in places}
        self._changed: Queue[Path | None] = Queue()
        self._observer = Observer()
        try:
            self._start()
        except OSError:  # the system watches no more folders than its limit; looking at them all works anywhere
            self._observer = PollingObserver(timeout=0.5)
            self._start()

    def _start(self) -> None:
        for place in self._files:
            self._observer.schedule(self, str(place if place.is_dir() else place.parent), recursive=place.is_dir())
        self._observer.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what changed, as watchdog tells it."""
        if event.event_type not in CHANGES or (event.is_directory and event.event_type == EVENT_TYPE_MODIFIED):
            return
        for told in filter(None, (event.src_path, event.dest_path)):
            path = Path(str(told))
            if any(path.is_relative_to(place) for place in self._files):
                self._changed.put(path)

    def changes(self) -> frozenset[Path]:
        """Wait until something has changed and nothing more is changing, and return the paths; none when stopped."""
        found = [self._first()]
        latest = time.monotonic() + PATIENCE
        while found[-1] is not None and time.monotonic() < latest:
            try:
                found.append(self._changed.get(timeout=QUIET))
            except Empty:
                break
        return frozenset(filter(None, found)) if found[-1] else frozenset()

    def _first(self) -> Path | None:
        while True:
            with suppress(Empty):
                return self._changed.get(timeout=1)  # on Windows, Ctrl-C is heard only between such waits

    def stop(self) -> None:
        """Watch no longer, and let whoever waits go on."""
        self._observer.stop()
        self._observer.join()
        self._changed.put(None)
