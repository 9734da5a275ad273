"""What a page is written with: names, links and prose as seen from one page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from planatlas.linking.atlas import Atlas
from planatlas.linking.called import called, code
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import Key
from planatlas.linking.once import once
from planatlas.linking.prose import NameInProse, split_prose
from planatlas.pages.addresses import address, relative
from planatlas.pages.markdown import Markdown, escape, joined, link, one_line
from planatlas.reading.model.action import Action, Amount
from planatlas.reading.model.base import Kind


class Writer:
    """Writes names, links and prose for one page, and remembers the highest marking of what it named."""

    def __init__(self, atlas: Atlas, path: str) -> None:
        self.atlas = atlas
        self.path = path
        self._folder = path.rpartition("/")[0]
        self._markings: set[str | None] = set()
        self._noted: set[Key] = set()
        self._names = _names_in(atlas, self._folder)

    @property
    def marking(self) -> str | None:
        """The highest marking among the records written about so far."""
        self._markings.update(marking_of(self.atlas, key) for key in self._noted)
        self._noted.clear()
        return highest(self.atlas, self._markings)

    def note_marking(self, key: Key) -> None:
        """Let the page carry the marking of a record."""
        self._noted.add(key)

    def note_own_marking(self, marking: str | None) -> None:
        """Let the page carry the marking that a part of a record has of its own, such as a progress entry."""
        self._markings.add(marking)

    def to(self, path: str, text: str) -> Markdown:
        """Return a link to another page of the site."""
        return _link(self._folder, path, text)

    def external(self, url: str, text: str) -> Markdown:
        """Return a link that leaves the site."""
        return link(text, url)

    def name(self, key: Key, text: str | None = None) -> Markdown:
        """Return a record's name as a link to its page."""
        self._noted.add(key)
        named = self._names.get((key, text))
        if named is None:
            written = text or short_name(self.atlas, key)
            named = self._names[key, text] = link(written, relative(self.path, address(key)))
        return named

    def names(self, kind: Kind, ids: Iterable[str]) -> Markdown:
        """Return several names, parted by commas."""
        return joined([self.name(Key(kind, identifier)) for identifier in ids])

    def actor(self, identifier: str, text: str | None = None) -> Markdown:
        """Return an actor's name as a link."""
        return self.name(Key(Kind.ACTOR, identifier), text)

    def instrument(self, identifier: str, text: str | None = None) -> Markdown:
        """Return an instrument's name as a link."""
        return self.name(Key(Kind.INSTRUMENT, identifier), text)

    def action(self, identifier: str, text: str | None = None) -> Markdown:
        """Return an action's label and title as a link."""
        return self.name(Key(Kind.ACTION, identifier), text)

    def plan(self, identifier: str, text: str | None = None) -> Markdown:
        """Return a plan's short title as a link."""
        return self.name(Key(Kind.PLAN, identifier), text)

    def meeting(self, identifier: str) -> Markdown:
        """Return a meeting's title as a link."""
        return self.name(Key(Kind.MEETING, identifier))

    def theme(self, identifier: str) -> Markdown:
        """Return a theme's name as a link."""
        return self.name(Key(Kind.THEME, identifier))

    def short_name(self, key: Key) -> str:
        """Return what a record is called in running text."""
        return short_name(self.atlas, key)

    def prose(self, text: str | None) -> Markdown:
        """Return prose as Markdown paragraphs and lists, its names linked."""
        return Markdown("\n\n".join(self._block(block) for block in prose_blocks(text)))

    def inline(self, text: str) -> Markdown:
        """Return prose on one line, its names linked."""
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
                pieces.append(self.name(key, shown_name(self.atlas, piece)))
        return Markdown("".join(pieces))

    def _block(self, block: list[ProseLine]) -> str:
        rendered = [(line.item, self.inline(line.text)) for line in block]
        pieces = [f"- {text}" if item else str(text) for item, text in rendered]
        if len(pieces) > 1 and not rendered[0][0]:
            pieces[0] += "\n"  # a list needs an empty line before it
        return "\n".join(pieces)


def _names_in(atlas: Atlas, folder: str) -> dict[tuple[Key, str | None], Markdown]:
    """Return the names written already on pages of a folder, which have most of them in common; of the last one alone.

    A text in them is plain, or else Markdown that says the same.
    """
    known = atlas.kept[Writer]
    names: dict[tuple[Key, str | None], Markdown] | None = known.get(folder)
    if names is None:
        names = {}
        known.clear()
        known[folder] = names
    return names


@lru_cache(maxsize=2**14, typed=True)  # the pages of a folder have many links in common; Markdown is not just text
def _link(folder: str, path: str, text: str) -> Markdown:
    return link(text, relative(f"{folder}/" if folder else "", path))


class ProseLine(NamedTuple):
    """A paragraph of prose, or an item of a list in it."""

    item: bool
    """Whether it is an item of a list."""
    text: str


def prose_blocks(text: str | None) -> list[list[ProseLine]]:
    """Return prose block by block: of each its first paragraph, if any, and the items of its list, if any."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()) if text else []:
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
    key = atlas.resolver.by_name(name.name)
    return name.text or (short_name(atlas, key) if key and key.id == name.name else name.name)


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
    found = re.match(r".{20,}?[.!?](?=\s[A-Z]|$)", plain)
    return found[0] if found else plain


def money(amount: Amount) -> str:
    """Return a sum as `EUR 12 000 000`."""
    return f"{amount.currency}\u00a0{amount.value.label}"
