"""Offline bundles: the site of an Atlas or of a part of it as one zip, the same bytes from the same input."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from planatlas import __version__
from planatlas.history.history import History
from planatlas.history.source_commit import source_commit
from planatlas.linking.atlas import Atlas
from planatlas.linking.markings import highest, marking_of
from planatlas.linking.names import Key
from planatlas.linking.redaction import marked_parts
from planatlas.linking.selection import Choice, called
from planatlas.pages import wording
from planatlas.pages.addresses import address, published
from planatlas.publishing.archive import write_zip
from planatlas.publishing.manifest import MANIFEST, Sum, manifest_text, sum_of
from planatlas.publishing.part_site import Link, build_part, files_of
from planatlas.publishing.source import Checked
from planatlas.publishing.start_page import START, start_page
from planatlas.publishing.whole_file import whole_file
from planatlas.publishing.windows_names import sources_of, unsafe_names
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Problem

SITE = "site"
"""The folder of the site within that of the bundle."""
LONGEST_LABEL = 24
"""Characters of the name of its folder that say which part it is; what is left of a path is for the site."""


class Told(Protocol):
    """Who is told how far it is."""

    def step(self, what: str, total: int | None = None) -> Callable[[], None]:
        """Begin a step of so many things, if that is known, and return what to call after each."""
        ...


@dataclass(frozen=True)
class Bundled:
    """A bundle that was written."""

    path: Path
    files: int
    sum: Sum
    manifest_sum: Sum


class UnsafeNamesError(Exception):
    """A bundle was not written since some of its names could not be unpacked everywhere."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} names are not safe on every system")
        self.problems = problems


def bundle_marking(atlas: Atlas) -> str | None:
    """Return the highest marking of all that an Atlas holds, parts of records included; None where it knows none."""
    entries = [(kind, entry) for kind in Kind for entry in atlas.content.entries[kind].values()]
    markings = [marking_of(atlas, Key(kind, entry.id)) for kind, entry in entries]
    markings += [marking for _, entry in entries for _, marking in marked_parts(entry.record)]
    lowest = atlas.site.markings[0].name if atlas.site.markings else None
    return highest(atlas, markings) or lowest


def bundle_name(part: Atlas, choice: Choice) -> str:
    """Return what a bundle of a part is called, without an ending, as `planatlas-europol-LIMITE-2026-11-22`."""
    ids = [key.id for key in choice.keys]
    label = ids[0] if ids else ""
    more = f"-and-{len(ids) - 1}-more" if len(ids) > 1 else ""
    marking = (bundle_marking(part) or "").replace(" ", "-")
    return "-".join(piece for piece in ("planatlas", label + more, marking, part.as_of.isoformat()) if piece)


def folder_name(part: Atlas, choice: Choice) -> str:
    """Return what the folder in a bundle is called, as `europol-LIMITE-2026-11-22`: short, and of its own."""
    ids = "-".join(key.id for key in choice.keys) or "planatlas"
    if len(ids) > LONGEST_LABEL:
        ids = f"{ids[: LONGEST_LABEL - 5].strip('-.')}-{hashlib.sha256(repr(choice).encode()).hexdigest()[:4]}"
    marking = (bundle_marking(part) or "").replace(" ", "-")
    return "-".join(piece for piece in (ids, marking, part.as_of.isoformat()) if piece)


def part_links(atlas: Atlas, choice: Choice) -> list[Link]:
    """Return the chosen records by what they are called, with the addresses of their pages; none for the whole."""
    return [Link(called(atlas.content, key), published(address(key))) for key in choice.keys]


def part_title(atlas: Atlas, choice: Choice) -> str | None:
    """Return what a part holds in words, such as `Europol, Document fraud`; None for the whole."""
    return ", ".join(called(atlas.content, key) for key in choice.keys) or None


@dataclass(frozen=True)
class Order:
    """What a bundle is to be made from, and where."""

    choice: Choice
    """By which the part was selected."""
    content: Path
    """The content folder."""
    config_file: Path
    """The site's configuration."""
    output: Path
    """The zip."""
    history: History | None = None
    """What changed from version to version, in the part."""
    whole: Checked | None = None
    """What the part was selected from, with what was cut from it."""


def write_bundle(atlas: Atlas, order: Order, told: Told) -> Bundled:
    """Build the site of a part that was selected already, and write it as a zip.

    Raises UnsafeNamesError, OSError, and what MkDocs raises; none of them leaves a file, or changes an old one.
    """
    with tempfile.TemporaryDirectory(prefix="planatlas-bundle-", ignore_cleanup_errors=True) as room:
        folder, choice, top = Path(room) / SITE, order.choice, folder_name(atlas, order.choice)
        title = part_title(atlas, choice)
        told.step(f"Building {wording.plural(len(atlas.actions), 'action')}")
        links = part_links(atlas, choice)
        build_part(order.config_file, order.content, atlas, folder, links, order.history, order.whole)
        files: dict[str, bytes | Path] = {f"{SITE}/{path}": file for path, file in files_of(folder)}
        files[START] = _start(atlas, choice, title)
        sources = {f"{top}/{SITE}/{path}": source for path, source in sources_of(atlas).items()}
        if problems := unsafe_names((f"{top}/{path}" for path in (*files, MANIFEST)), sources):
            raise UnsafeNamesError(problems)
        manifest = manifest_text(_about(atlas, order, title), files, told.step("Summing", len(files)))
        files[MANIFEST] = manifest
        with whole_file(order.output) as out:
            named = {f"{top}/{path}": file for path, file in files.items()}
            write_zip(out, named, atlas.as_of, told.step("Packing", len(files)))
    return Bundled(order.output, len(files), sum_of(order.output), sum_of(manifest))


def _start(atlas: Atlas, choice: Choice, title: str | None) -> bytes:
    """Return the page on top: it leads to the agenda of the first meeting that was chosen, else to the home page."""
    meeting = Key(Kind.MEETING, choice.meetings[0]) if choice.meetings else None
    marking = bundle_marking(atlas)
    about = atlas.site.title if meeting else title
    facts = [*filter(None, (marking, about)), f"As of {wording.day(atlas.as_of)}"]
    return start_page(
        title=called(atlas.content, meeting) if meeting else atlas.site.title,
        what="the agenda" if meeting else "the atlas",
        site=SITE,
        to=f"{SITE}/{published(address(meeting)) if meeting else 'index.html'}",
        facts=facts,
    )


def told_source(atlas: Atlas, folder: Path) -> dict[str, Any] | None:
    """Return from which commit the content is, as a manifest says it; None where it is in none.

    Nor is it said to an audience that has not every marking: the commit is another whenever something changes that is
    withheld from it.
    """
    markings = atlas.site.markings
    commit = source_commit(folder) if not markings or atlas.content.audience == markings[-1].name else None
    return {"commit": commit.commit, "clean": commit.clean} if commit else None


def _about(atlas: Atlas, order: Order, title: str | None) -> dict[str, Any]:
    choice, past = order.choice, order.history
    entries = atlas.content.entries
    return {
        "title": atlas.site.title,
        "part": title,
        "chosen": {
            "plans": choice.plans, "actors": choice.actors, "themes": choice.themes, "meetings": choice.meetings,
        },
        "holds": {
            "plans": list(atlas.plans),
            "plans_by_name": list(atlas.named_plans),
            "meetings": list(atlas.meetings),
            **{f"{kind}s": len(entries[kind]) for kind in (Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME)},
        },
        "audience": atlas.content.audience,
        "marking": bundle_marking(atlas),
        "as_of": atlas.as_of.isoformat(),
        "source": told_source(atlas, order.content),
        "history": {"from": past.begins.isoformat(), "all": past.reaches_first} if past else None,
        "planatlas": __version__,
    }  # fmt: skip
