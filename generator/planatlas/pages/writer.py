"""What a page is written with: names, links and prose as seen from one page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from planatlas.linking.atlas import Atlas
from planatlas.linking.called import called, code
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.linking.prose import NameInProse, split_prose
from planatlas.pages.addresses import address, relative
from planatlas.pages.markdown import Markdown, escape, joined, link, one_line, url
from planatlas.reading.model.action import Action, Amount
from planatlas.reading.model.base import Kind

WrittenT = TypeVar("WrittenT")
_BETWEEN_BLOCKS = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r".{20,}?[.!?](?=\s[A-Z]|$)")


class Writer:
    """Writes names, links and prose for one page, and remembers the highest marking of what it named."""

    def __init__(self, atlas: Atlas, path: str) -> None:
        self.atlas = atlas
        self.path = path
        self._markings: set[str | None] = set()
        self._names = atlas.kept[Writer]
        around = _around(atlas, path.rpartition("/")[0])
        self._ways, self._own_names, self._parts = around.ways, around.names, around.parts

    @property
    def marking(self) -> str | None:
        """The highest marking among the records written about so far."""
        return highest(self.atlas, self._markings)

    def note_marking(self, key: Key) -> None:
        """Let the page carry the marking of a record."""
        self._markings.add(marking_of(self.atlas, key))

    def note_own_marking(self, marking: str | None) -> None:
        """Let the page carry the marking that a part of a record has of its own, such as a progress entry."""
        self._markings.add(marking)

    def to(self, path: str, text: str) -> Markdown:
        """Return a link to another page of the site."""
        folder, _, page = path.rpartition("/")
        return Markdown(f"[{escape(text)}]({self._ways[folder]}{url(page)})")

    def external(self, url: str, text: str) -> Markdown:
        """Return a link that leaves the site."""
        return link(text, url)

    def name(self, key: Key, text: str | None = None) -> Markdown:
        """Return a record's name as a link to its page."""
        return self._name(*key, text)

    def names(self, kind: Kind, ids: Iterable[str]) -> Markdown:
        """Return several names, parted by commas."""
        return joined([self._name(kind, identifier) for identifier in ids])

    def actor(self, identifier: str, text: str | None = None) -> Markdown:
        """Return an actor's name as a link."""
        return self._name(Kind.ACTOR, identifier, text)

    def instrument(self, identifier: str, text: str | None = None) -> Markdown:
        """Return an instrument's name as a link."""
        return self._name(Kind.INSTRUMENT, identifier, text)

    def action(self, identifier: str, text: str | None = None) -> Markdown:
        """Return an action's label and title as a link."""
        return self._name(Kind.ACTION, identifier, text)

    def plan(self, identifier: str, text: str | None = None) -> Markdown:
        """Return a plan's short title as a link."""
        return self._name(Kind.PLAN, identifier, text)

    def meeting(self, identifier: str) -> Markdown:
        """Return a meeting's title as a link."""
        return self._name(Kind.MEETING, identifier)

    def theme(self, identifier: str) -> Markdown:
        """Return a theme's name as a link."""
        return self._name(Kind.THEME, identifier)

    def _name(self, kind: Kind, identifier: str, text: str | None = None) -> Markdown:
        asked = (kind, identifier, text)
        known = self._own_names.get(asked)
        if known is None:
            name: _Name | None = self._names.get(asked)
            if name is None:
                name = self._names[asked] = _named(self.atlas, Key(kind, identifier), text)
            written = Markdown(f"{name.start}{self._ways[name.folder]}{name.page}")
            known = self._own_names[asked] = (written, name.marking)
        self._markings.add(known[1])
        return known[0]

    def part(self, write: Callable[[Writer, str], WrittenT], identifier: str) -> WrittenT:
        """Return what a function writes of a record on each page of this folder; see `written_once`."""
        known = self._parts.get((write, identifier))
        if known is None:
            others, self._markings = self._markings, set()
            known = self._parts[write, identifier] = (write(self, identifier), tuple(self._markings))
            self._markings = others
        self._markings.update(known[1])
        found: WrittenT = known[0]
        return found

    def short_name(self, key: Key) -> str:
        """Return what a record is called in running text."""
        return short_name(self.atlas, key)

    def prose(self, text: str | None) -> Markdown:
        """Return prose as Markdown paragraphs and lists, its names linked."""
        return Markdown("\n\n".join(self._block(block) for block in prose_blocks(text)))

    def inline(self, text: str) -> Markdown:
        """Return prose on one line, its names linked."""
        if "[[" not in text:
            return escape(text)
        pieces: list[str] = []
        for piece in split_prose(one_line(text)):
            if isinstance(piece, str):
                # Spaces at the edges part the piece from the names around it.
                lead = " " if piece.startswith(" ") and pieces else ""
                tail = " " if piece.endswith(" ") and piece.strip() else ""
                pieces.append(f"{lead}{_escape_inner(piece.strip(), first=not pieces)}{tail}")
                continue
            key = self.atlas.resolver.by_name(piece.name)
            if key is None:
                pieces.append(escape(piece.text or piece.name))
            else:
                pieces.append(self.name(key, piece.text or (None if piece.name == key.id else piece.name)))
        return Markdown("".join(pieces))

    def _block(self, block: list[ProseLine]) -> str:
        rendered = [(line.item, self.inline(line.text)) for line in block]
        pieces = [f"- {text}" if item else str(text) for item, text in rendered]
        if len(pieces) > 1 and not rendered[0][0]:
            pieces[0] += "\n"  # a list needs an empty line before it
        return "\n".join(pieces)


class _Name(NamedTuple):
    """A record's name as a link, but for the way from a page to the folder of the record's page."""

    start: str
    """The link up to that way, its text made safe."""
    folder: str
    page: str
    """The link from there on."""
    marking: str | None
    """The record's marking."""


def _named(atlas: Atlas, key: Key, text: str | None) -> _Name:
    """Return a record's name; the text stands instead of its own, and is plain or else Markdown that says the same."""
    folder, _, page = address(key).rpartition("/")
    return _Name(f"[{escape(text or short_name(atlas, key))}](", folder, f"{url(page)})", marking_of(atlas, key))


class _Around:
    """What the pages of a folder have in common."""

    def __init__(self, folder: str) -> None:
        self.ways = _Ways(folder)
        self.names: dict[tuple[Kind, str, str | None], tuple[Markdown, str | None]] = {}
        """Names as links, by kind, id and text, each with the marking of its record."""
        self.parts: dict[tuple[Callable[..., Any], str], tuple[Any, tuple[str | None, ...]]] = {}
        """What `written_once` keeps: by function and id what was written, and the markings of what that names."""


class _Ways(dict[str, str]):
    """The ways from the pages of one folder to those of others, found when they are asked for."""

    def __init__(self, folder: str) -> None:
        self._folder = f"{folder}/" if folder else ""

    def __missing__(self, folder: str) -> str:
        way = self[folder] = url(relative(self._folder, f"{folder}/" if folder else ""))
        return way


def written_once(write: Callable[[Writer, str], WrittenT]) -> Callable[[Writer, str], WrittenT]:
    """Let what a function writes of a record, given by id, be written once for all pages of a folder.

    It must be the same on each of them, and must not be changed.
    """

    @wraps(write)
    def written(writer: Writer, identifier: str) -> WrittenT:
        return writer.part(write, identifier)

    return written


def _around(atlas: Atlas, folder: str) -> _Around:
    """Return what pages of a folder have in common; of the last one alone."""
    known = atlas.kept[_Around]
    found: _Around | None = known.get(folder)
    if found is None:
        known.clear()
        found = known[folder] = _Around(folder)
    return found


class ProseLine(NamedTuple):
    """A paragraph of prose, or an item of a list in it."""

    item: bool
    """Whether it is an item of a list."""
    text: str


def prose_blocks(text: str | None) -> list[list[ProseLine]]:
    """Return prose block by block: of each its first paragraph, if any, and the items of its list, if any."""
    blocks = []
    for block in _BETWEEN_BLOCKS.split(text.strip()) if text else []:
        found: list[ProseLine] = []
        for line in map(str.strip, block.split("\n")):
            if line.startswith("- "):
                found.append(ProseLine(item=True, text=line[2:]))
            elif found:
                found[-1] = ProseLine(found[-1].item, f"{found[-1].text} {line}")
            else:
                found.append(ProseLine(item=False, text=line))
        blocks.append(found)
    return blocks


def _escape_inner(text: str, *, first: bool) -> str:
    """Escape a piece of a line; what is dangerous only at the start of a line is left alone further in."""
    return escape(text) if first else escape(f"x{text}")[1:]


@once
def short_name(atlas: Atlas, key: Key) -> str:
    """Return what a record is called in running text."""
    return called(atlas.content, key)


def shown_name(atlas: Atlas, name: NameInProse) -> str:
    """Return what a name in prose is shown as: its own text, the record's name for an id, else as it is written."""
    if name.text:
        return name.text
    key = atlas.resolver.by_name(name.name)
    return short_name(atlas, key) if key and key.id == name.name else name.name


@once
def label(atlas: Atlas, action: str) -> str:
    """Return an action's code as its plan speaks of it, such as `OA 2.10`; the space does not break."""
    return code(atlas.content, action)


def plain_text(atlas: Atlas, prose: str) -> str:
    """Return prose without its markup: every linked name as the pages show it, paragraphs and lists as written."""
    if "[[" not in prose:
        return prose
    return "".join(piece if isinstance(piece, str) else shown_name(atlas, piece) for piece in split_prose(prose))


def first_sentence(atlas: Atlas, action: Action) -> str:
    """Return one plain sentence that says what an action is: its lead, else the beginning of its summary."""
    if action.lead:
        return action.lead
    plain = one_line(plain_text(atlas, action.summary))
    found = _SENTENCE.match(plain)
    return found[0] if found else plain


def money(amount: Amount) -> str:
    """Return a sum as `EUR 12 000 000`."""
    return f"{amount.currency}\u00a0{amount.value.label}"
