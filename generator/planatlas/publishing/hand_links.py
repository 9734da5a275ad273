"""Links and names in pages written by hand that lead to what an audience may not have, or out of a bundle."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from planatlas.linking.names import Key
from planatlas.linking.plain_names import entries_of, marked_above, names_that_tell
from planatlas.linking.redaction import WITHHELD
from planatlas.linking.traces import Finder, plain_words
from planatlas.pages.addresses import address, calendar_of, feed_of, published, table_of_actor
from planatlas.publishing.by_hand import PLANS, may_be_shown, pages_by_hand, paths_by_hand
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Withheld
from planatlas.reading.problems import Problem, Severity, Span

_WITH_PAGES = (Kind.PLAN, Kind.ACTION, Kind.ACTOR, Kind.INSTRUMENT, Kind.THEME, Kind.MEETING)
_IN_MARKDOWN = re.compile(r"\]\(\s*<?(?P<inline>[^()\s<>]+)|^ {0,3}\[[^\]]+\]:\s*<?(?P<defined>[^\s<>]+)", re.MULTILINE)
_INLINE = re.compile(r"!?\[[^\]]*\]\(\s*<?([^()\s<>]+)[^()]*\)")
_IN_HTML = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ANCHOR = re.compile(r"""<a\b[^>]*?\bhref=(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)</a\s*>""", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"""<img\b[^>]*?\bsrc=(?:"([^"]*)"|'([^']*)')[^>]*>""", re.IGNORECASE)
_ALT = re.compile(r"""\balt=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


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


def target_of(link: str, page: str) -> str | None:
    """Return the path that a link on a page leads to, both from the root of the site; None where it leaves the site."""
    parts = urlsplit(unescape(link))
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))


def problems_by_hand(whole: Content, kept: Content, folder: Path) -> Iterator[Problem]:
    """Yield a problem wherever a page that an audience may have links to what it may not, or says a name of it.

    Where site.yml asks for neutral words, a link in Markdown is no problem: `without_dead_links` puts them there.
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


def _without_hidden_links(path: str, text: str, hidden: Hidden) -> str:
    """Return a text with blanks for the links to what is hidden: of those in Markdown for their words too."""
    places = [(start, start + len(link), link) for start, link, _ in _links_in(text)]
    places += [(*found.span(), found[1]) for found in _INLINE.finditer(text)]
    for start, end, link in places:
        if hidden.what(target_of(link, path) or ""):
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def _links_to_hidden(path: str, text: str, hidden: Hidden, *, stubs: bool) -> Iterator[Problem]:
    for start, link, is_markup in _links_in(text):
        what = hidden.what(target_of(link, path) or "")
        if what and (is_markup or not stubs):
            hint = "mark the page as high in its front matter, or leave the link out"
            hint += "" if is_markup else "; or write 'withheld: stub' in site.yml"
            message = f"this links to {what}, which is marked above the audience of this build"
            yield Problem("withheld-name", Severity.ERROR, message, _span(path, text, start, len(link)), hint)


def _links_in(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield where each link begins, what it leads to, and whether it is HTML."""
    for found in _IN_MARKDOWN.finditer(text):
        name = found.lastgroup or ""
        yield found.start(name), found[name], False
    for found in _IN_HTML.finditer(text):
        group = 1 if found[1] is not None else 2
        yield found.start(group), found[group], True


def _span(path: str, text: str, start: int, length: int) -> Span:
    before = text[:start]
    return Span(path, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1, length)


def without_dead_links(
    html: str, page: str, there: Collection[str], hidden: Hidden, *, leads_out: bool
) -> tuple[str, list[str]]:
    """Return the HTML of a page without the links that lead nowhere, and what those others lead to that are mistakes.

    Neutral words stand for a link to what is hidden, whatever it said. `there` are the paths of the site; where
    it `leads_out`, as from a part, a link to what is not there becomes the words that it stood on.
    """
    mistakes = []

    def stub(link: str, words: Callable[[], str], written: str) -> str:
        target = target_of(link, page)
        if target is None or target in there:
            return written
        if hidden.what(target):
            return WITHHELD
        if leads_out:
            return words()
        mistakes.append(link)
        return written

    def of_anchor(found: re.Match[str]) -> str:
        return stub(found[1] or found[2] or "", lambda: found[3], found[0])

    def of_image(found: re.Match[str]) -> str:
        alt = _ALT.search(found[0])
        return stub(found[1] or found[2] or "", lambda: (alt[1] or alt[2] or "") if alt else "", found[0])

    return _IMAGE.sub(of_image, _ANCHOR.sub(of_anchor, html)), mistakes
