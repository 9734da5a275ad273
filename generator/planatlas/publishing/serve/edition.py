"""One state of the site, of which any page or file is made when it is asked for, and once."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from threading import Lock

from planatlas.history.history import History
from planatlas.linking.atlas import Atlas
from planatlas.publishing.plan import Plan
from planatlas.publishing.serve.desk import Desk

_SCRIPT = re.compile(rb'<script src="([^"?]+)"')


@dataclass
class Edition:
    """The site of one state of the content."""

    atlas: Atlas
    told: History | None
    plan: Plan
    desk: Desk
    whole: bool
    """Whether everything that the site has is planned; else only pages that the edition before had too."""
    looks: int
    """How many changes of styles, scripts and templates came before."""
    made: dict[str, bytes] = field(default_factory=dict)
    """What was made so far, by address."""
    _making_files: Lock = field(default_factory=Lock)

    def has(self, address: str) -> bool:
        """Whether it can be said now what stands at an address."""
        return self.whole or self.desk.sources.get(address) in self.plan.pages

    def bytes_at(self, address: str) -> bytes | None:
        """Return what stands at an address, as a build would write it; None where there is nothing.

        Raises whatever the making of it raises.
        """
        made = self.made.get(address)
        if made is None:
            made = self._make(address)
            if made is not None and address in self.desk.sources:
                self.made[address] = made
        return made

    def _make(self, address: str) -> bytes | None:
        source = self.desk.sources.get(address)
        if source is None:
            return self.desk.written(address)
        if planned := self.plan.pages.get(source):
            return self.desk.page(source, planned)
        with self._making_files:
            return self.made.get(address) or self.plan.files[source]()

    def state_of(self, address: str, page: bytes) -> str:
        """Return what tells this state of a page from others: its text, the data that it loads, and the looks."""
        digest = hashlib.sha256(page)
        digest.update(str(self.looks).encode())
        for found in _SCRIPT.findall(page):
            script = posixpath.normpath(posixpath.join(posixpath.dirname(address), found.decode()))
            if self.desk.sources.get(script) in self.plan.files:
                digest.update(self.bytes_at(script) or b"")
        return digest.hexdigest()[:16]
