"""Links and names in pages written by hand that lead to what an audience may not have, or out of a bundle."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from planatlas.linking.names import Key
from planatlas.linking.plain_names import entries_of, marked_above, names_that_tell
from planatlas.linking.traces import Finder, plain_words
from planatlas.pages.addresses import address, calendar_of, feed_of, published, table_of_actor
from planatlas.publishing.by_hand import (
    PLANS,
    is_for_contributors,
    may_be_shown,
    pages_by_hand,
    paths_by_hand,
    text_by_hand,
)
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Withheld
from planatlas.reading.problems import Problem, Severity, Span

_WITH_PAGES = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)
_IN_MARKDOWN = re.compile(r"\]\(\s*<?(?P<inline>[^()\s<>]+)|^ {0,3}\[[^\]]+\]:\s*<?(?P<defined>[^\s<>]+)", re.MULTILINE)
_INLINE = re.compile(r"!?\[[^\]]*\]\(\s*<?([^()\s<>]+)[^()]*\)")
_IN_HTML = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""", re.IGNORECASE)
_WHOLE = re.compile(r"<a\s[^<>]*>.*?</a\s*>|<img\s[^<>]*>", re.DOTALL | re.IGNORECASE)
_STARTED = re.compile(r"<(?:a|img)\s(?:.*\s)?", re.DOTALL | re.IGNORECASE)
_VERBATIM = re.compile(
    r"""
    <!-- .*? (?: --> | \Z)
    | ^[ \t>]* (?P<fence> ```+ | ~~~+) .*? (?: ^[ \t>]* (?P=fence) | \Z)
    | (?<!`) (?P<ticks> `+) (?!`) (?: (?! \n[ \t]*\n ) . )+? (?<!`) (?P=ticks) (?!`)
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""Comments and code, from which no link is taken."""


@dataclass(frozen=True)
class Hidden:
    """What of a site an audience does not get."""

    pages: Mapping[str, Key]
    """The records whose pages and files they are, by their paths, as `.md` and as `.html`."""
    plans: frozenset[str]
    """The ids of plans, in whose folders nothing is for that audience."""
    by_hand: frozenset[str]
    """The paths of pages written by hand."""

    def what(self, path: str) -> str | None:
        """Return what a path leads to, such as `the plan 'ports-2024'`; None where everybody may follow it."""
        key = self.pages.get(path)
        parts = PurePosixPath(path).parts
        if key is None and len(parts) > 1 and parts[0] == PLANS and parts[1] in self.plans:
            key = Key(Kind.PLAN, parts[1])
        if key:
            return _called(key)
        return f"the page '{path}'" if path in self.by_hand else None


def _called(key: Key) -> str:
    return f"the {key.kind} '{key.id}'"


NOTHING = Hidden({}, frozenset(), frozenset())
"""Where everybody may have everything."""


def hidden_from(whole: Content, kept: Content, folder: Path) -> Hidden:
    """Return what of a content folder is not in the content that was cut for an audience."""
    gone = [Key(kind, one) for kind in _WITH_PAGES for one in whole.entries[kind] if one not in kept.entries[kind]]
    others = {path for path in paths_by_hand(folder) if not may_be_shown(kept, folder, path)}
    return Hidden(
        {path: key for key in gone for path in _paths_of(key)},
        frozenset(key.id for key in gone if key.kind is Kind.PLAN),
        frozenset({*others, *map(published, others)}),
    )


def _paths_of(key: Key) -> Iterator[str]:
    yield from (address(key), published(address(key)))
    if key.kind in (Kind.PLAN, Kind.ACTOR):
        yield from (calendar_of(key), feed_of(key))
    if key.kind is Kind.ACTOR:
        yield from (table_of_actor(key.id, suffix) for suffix in ("csv", "xlsx"))


def for_contributors(folder: Path, paths: Iterable[str]) -> set[str]:
    """Return which of the paths by hand are of pages for contributors, and of files that those alone lead to."""
    theirs, others = set[str](), set[str]()
    pages = {path for path in paths if PurePosixPath(path).suffix == ".md"}
    for_them = {path for path in pages if is_for_contributors(folder, path)}
    for path in pages:
        links = {target_of(found.link, path) for found in _links_in(text_by_hand(folder / path))}
        (theirs if path in for_them else others).update(link for link in links if link)
    return for_them | ({*paths} & theirs - others - pages)


def target_of(link: str, page: str) -> str | None:
    """Return the path that a link on a page leads to, both from the root of the site; None where it leaves the site."""
    parts = urlsplit(unescape(link))
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))


def problems_by_hand(whole: Content, kept: Content, folder: Path) -> Iterator[Problem]:
    """Yield a problem wherever a page that an audience may have links to what it may not, or says a name of it.

    Where site.yml asks for neutral words, a link or picture is no problem: `without_dead_links` puts them there.
    Raises UnknownAudienceError for a page with a marking that the site does not know.
    """
    if not paths_by_hand(folder):
        return
    hidden, texts = hidden_from(whole, kept, folder), pages_by_hand(kept, folder)
    names = names_that_tell(marked_above(whole, kept), entries_of(kept))
    finder = Finder(names)
    for path, text in texts:
        yield from _links_to_hidden(path, text, hidden, stubs=kept.site.withheld is Withheld.STUB)
        rest = _without_hidden_links(path, text, hidden)
        for name in dict.fromkeys(finder.found_in(plain_words(rest))):
            spelt = re.search(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, name.split())), rest, re.IGNORECASE)
            message = f"this says a name of {_called(names[name])}, which is marked above the audience"
            span = _span(path, text, spelt.start(), len(spelt[0])) if spelt else Span(path)
            hint = "mark the page as high in its front matter, or say it otherwise"
            yield Problem("withheld-name", Severity.ERROR, message, span, hint)


def links_to_hidden(html: str, page: str, hidden: Hidden) -> list[str]:
    """Return what still leads to something hidden in the HTML of a page, be it in code or in a comment."""
    return [found.link for found in _links_in(unescape(html)) if hidden.what(target_of(found.link, page) or "")]


def _without_hidden_links(path: str, text: str, hidden: Hidden) -> str:
    """Return a text with blanks for the links to what is hidden, and for the words that they stand on."""
    places = [(found.start, found.start + len(found.link), found.link) for found in _links_in(text)]
    places += [(*found.span(), found[1]) for found in _INLINE.finditer(text)]
    for element in _WHOLE.finditer(text):
        if inside := _IN_HTML.search(element[0]):
            places.append((*element.span(), inside[inside.lastindex or 0]))
    for start, end, link in places:
        if hidden.what(target_of(link, path) or ""):
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def _links_to_hidden(path: str, text: str, hidden: Hidden, *, stubs: bool) -> Iterator[Problem]:
    for found in _links_in(text):
        what = hidden.what(target_of(found.link, path) or "")
        if what and not (stubs and found.gives_way):
            hint = "mark the page as high in its front matter, or leave the link out"
            hint += "; or write 'withheld: stub' in site.yml" if found.gives_way else ""
            message = f"this links to {what}, which is marked above the audience of this build"
            span = _span(path, text, found.start, len(found.link))
            yield Problem("withheld-name", Severity.ERROR, message, span, hint)


@dataclass(frozen=True)
class _Link:
    """What leads somewhere in a page as it is written."""

    start: int
    link: str
    gives_way: bool
    """Whether words can stand in its place: not in code, nor for what is neither a link nor a picture."""


def _links_in(text: str) -> Iterator[_Link]:
    verbatim = [found.span() for found in _VERBATIM.finditer(text)]

    def is_free(place: int) -> bool:
        return not any(begin <= place < end for begin, end in verbatim)

    for found in _IN_MARKDOWN.finditer(text):
        name = found.lastgroup or ""
        yield _Link(found.start(name), found[name], is_free(found.start()))
    for found in _IN_HTML.finditer(text):
        group = found.lastindex or 0
        started = text[max(0, text.rfind("<", 0, found.start())) : found.start()]
        yield _Link(found.start(group), found[group], bool(_STARTED.fullmatch(started)) and is_free(found.start()))


def _span(path: str, text: str, start: int, length: int) -> Span:
    before = text[:start]
    return Span(path, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1, length)
