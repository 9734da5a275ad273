"""The fields of a file in the order of the model, moved as whole pieces of text with the comments above them."""

from __future__ import annotations

from itertools import pairwise

from pydantic import BaseModel

from planatlas.authoring.fields import field_order
from planatlas.reading.records import model_at
from planatlas.reading.yaml_text import Document, Location, read_document


def reordered(path: str, text: str, model: type[BaseModel]) -> str:
    """Return text whose block mappings have their fields in order; those in braces are left alone."""
    left_alone: set[Location] = set()
    while True:
        document, _ = read_document(path, text.encode())
        moved = next(
            (
                (location, pieces)
                for location, pieces in _block_mappings(document, model)
                if location not in left_alone and _out_of_order(pieces)
            ),
            None,
        )
        if moved is None:
            return text
        changed = _moved(text, moved[1])
        if changed is None or changed == text:
            left_alone.add(moved[0])
        else:
            text = changed


class _Piece:
    """One field with its value and the comments above it: where its text begins and ends, and its place."""

    def __init__(self, place: int, start: int, key: int) -> None:
        self.place, self.start, self.key, self.end = place, start, key, start


def _out_of_order(pieces: list[_Piece]) -> bool:
    return any(first.place > second.place for first, second in pairwise(pieces))


def _block_mappings(document: Document, model: type[BaseModel]) -> list[tuple[Location, list[_Piece]]]:
    """Return the block mappings of the model, the outer ones first, each as its pieces in the order of the file."""
    children: dict[Location, list[Location]] = {}
    for location in document.keys:
        children.setdefault(location[:-1], []).append(location)
    found = []
    for parent, keys in children.items():
        owner = model_at(model, parent) if parent else model
        starts = sorted(document.keys[key].start for key in keys)
        if owner is None or _in_braces(document, parent) or not _on_own_lines(document.text, starts):
            continue
        order = {name: place for place, name in enumerate(field_order(owner))}
        pieces = []
        for key in sorted(keys, key=lambda key: document.keys[key].start):
            start = document.keys[key].start
            pieces.append(_Piece(order.get(str(key[-1]), len(order)), _with_comments(document.text, start), start))
        pieces[0].start = pieces[0].key
        for first, second in pairwise(pieces):
            first.end = second.start
        pieces[-1].end = _end_of_mapping(document.text, pieces[-1].key)
        found.append((parent, pieces))
    return found


def _in_braces(document: Document, location: Location) -> bool:
    mark = document.values.get(location)
    return bool(location) and bool(mark) and mark is not None and document.text[mark.start] in "{["


def _on_own_lines(text: str, starts: list[int]) -> bool:
    return all("\n" in text[first:second] for first, second in pairwise(starts))


def _column(text: str, index: int) -> int:
    return index - (text.rfind("\n", 0, index) + 1)


def _with_comments(text: str, key: int) -> int:
    """Return where the comments and empty lines above a key begin, or its own line where there are none."""
    start = text.rfind("\n", 0, key) + 1
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        line = text[above : start - 1].strip()
        if line and not line.startswith("#"):
            break
        start = above
    return start


def _end_of_mapping(text: str, key: int) -> int:
    """Return where the first line begins that is indented less than the key and is not empty; the end of the text else.

    Comments that are indented less belong to what follows, and so do the empty lines above them.
    """
    column, end, position = _column(text, key), len(text), text.find("\n", key) + 1
    if position == 0:
        return end
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop]
        if line.strip() and len(line) - len(line.lstrip()) < column:
            end = position
            break
        position = stop + 1
    while text[:end].endswith("\n\n"):
        end -= 1
    return end


def _moved(text: str, pieces: list[_Piece]) -> str | None:
    """Return the text with the pieces in order, or None where a comment would come to stand before a list's dash."""
    indent = " " * _column(text, pieces[0].key)
    bodies = {id(piece): text[piece.start : piece.end] for piece in pieces}
    first = pieces[0]
    ordered = sorted(pieces, key=lambda piece: piece.place)
    bodies[id(first)] = indent + bodies[id(first)]
    if not all(body.endswith("\n") for body in bodies.values()):  # the end of the text has no line break
        bodies = {key: body if body.endswith("\n") else f"{body}\n" for key, body in bodies.items()}
    head = bodies[id(ordered[0])].lstrip("\n")
    if indent and (not head.startswith(indent) or head[len(indent) :].startswith("#")):
        return None
    bodies[id(ordered[0])] = head[len(indent) :]
    return text[: first.start] + "".join(bodies[id(piece)] for piece in ordered) + text[pieces[-1].end :]
