"""Looks through an output for what its audience must not have."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from mkdocs.config import load_config

from planatlas.checking.reports import one_line
from planatlas.history.collect import old_contents
from planatlas.history.withheld import cuts_of
from planatlas.linking.audience import cut
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.linking.plain_names import entries_of, marked_above, names_that_tell
from planatlas.linking.traces import Finder, Trace, plain_words, traces
from planatlas.pages.build import pages_of
from planatlas.publishing.beside import files_beside
from planatlas.publishing.by_hand import pages_by_hand
from planatlas.publishing.look import THEME
from planatlas.publishing.unpacking import UnreadableError, files_in, members, texts_of_file
from planatlas.reading.folder import Content, read_folder
from planatlas.reading.problems import Severity

PACKAGE = Path(__file__).parents[1]
WRITTEN = {".py", ".jinja", ".html", ".md", ".yml", ".js", ".css"}
"""Endings of the files that hold what the generator and the look say themselves."""
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Leak:
    """A trace found in an output."""

    file: str
    """The file, and the one inside it, as `bundle.zip!index.html`."""
    line: int
    """The line in its text, counted from 1; 0 where the name of the file is meant."""
    trace: Trace

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}: its name"
        return f"{place}: {self.trace.kind} of {self.trace.of.kind} '{self.trace.of.id}': {self.trace.words}"


class Scanner:
    """Finds traces in files, each file in one pass however many traces there are."""

    def __init__(self, found: Sequence[Trace], shipped: Sequence[Path] = ()) -> None:
        """Take the traces, and the folders of files that come with the generator or its theme."""
        self._traces = {trace.words: trace for trace in found}
        self._finder = Finder(self._traces)
        self._shipped = shipped

    @property
    def traces(self) -> int:
        """How many traces it looks for."""
        return len(self._traces)

    def leaks(self, output: Path) -> Iterator[Leak]:
        """Yield the leaks of a folder or file: of each file the first of every record that it betrays.

        Raises UnreadableError for a file that cannot be looked into.
        """
        for name, raw in files_in(output):
            yield from self.leaks_in(name, raw)

    def leaks_in(self, name: str, raw: bytes) -> Iterator[Leak]:
        """Yield the leaks of one file and of the files inside it."""
        if not self._traces:
            return
        for member, content in members(name, raw):
            found: dict[Key, Leak] = {}
            for trace in self._found_in(member.replace("!", " ")):
                found.setdefault(trace.of, Leak(member, 0, trace))
            for text in texts_of_file(member, content):
                for trace in self._found_in(text):
                    if trace.of not in found:
                        found[trace.of] = Leak(member, _line_of(trace.words, text), trace)
            if found and not self._is_shipped(member, content):
                yield from found.values()

    def _found_in(self, text: str) -> Iterator[Trace]:
        return (self._traces[words] for words in self._finder.found_in(plain_words(text)))

    def _is_shipped(self, member: str, content: bytes) -> bool:
        """Whether a file is, byte for byte, one that comes with the generator or its theme and knows no content."""
        parts = PurePosixPath(member.rpartition("!")[2]).parts
        for start in range(len(parts)):
            for folder in self._shipped:
                file = folder.joinpath(*parts[start:])
                if file.is_file() and file.read_bytes() == content:
                    return True
        return False


def scanner(folder: Path, audience: str | None, config_file: Path | None = None) -> Scanner:
    """Return what finds traces of everything that an audience must not have: of a content folder and of its history.

    The configuration tells what theme a site has, whose own words betray nothing. Raises UnknownAudienceError for an
    audience that is no marking of the site, and UnreadableError where a record cannot be read.
    """
    whole = read_folder(folder)
    broken = next((one for one in whole.problems if one.severity is Severity.ERROR), None)
    if broken:  # what it holds would not be looked for
        msg = f"{one_line(broken, str(folder))}; mend it first: planatlas check"
        raise UnreadableError(msg)
    kept = cut(whole, audience)
    shipped = _theme_of(config_file) if config_file else []
    theme = (text for place in shipped for text in _written_in(place))
    configuration = [config_file.read_text(encoding="utf-8")] if config_file else []
    by_hand = [text for _, text in pages_by_hand(kept, folder)]
    cuts = cuts_of(whole, kept)
    earlier = old_contents(folder, whole, cuts) if cuts else []
    found = traces([(whole, kept), *earlier], [*_said_by_generator(), *theme, *configuration, *by_hand])
    # What a page says by hand, everybody reads; but a name in it may be what should not be there.
    names = names_that_tell(marked_above(whole, kept), entries_of(kept))
    return Scanner([*found, *(Trace(words, "name", key) for words, key in names.items() if by_hand)], shipped)


def _theme_of(config_file: Path) -> list[Path]:
    """Return the folders of the theme of a site, its own overrides among them."""
    return [THEME, *(Path(folder) for folder in load_config(str(config_file)).theme.dirs)]


def _said_by_generator() -> Iterator[str]:
    """Yield what every site says, whatever its content."""
    yield from _written_in(PACKAGE)
    nothing = link(Content(), ANY_DAY)
    yield from (page.text for page in pages_of(nothing).values())
    for path, raw in files_beside(nothing).items():
        for name, content in members(path, raw):
            yield name
            yield from texts_of_file(name, content)


def _written_in(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))  # such as thousands of icons
        for name in sorted(names):
            if Path(name).suffix in WRITTEN:
                yield Path(place, name).read_text(encoding="utf-8", errors="replace")


def _line_of(words: str, text: str) -> int:
    """Return the line at which a run of words begins; 1 where spelling hides it."""
    found = re.search(r"[\W_]+".join(map(re.escape, words.split())), text, re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
