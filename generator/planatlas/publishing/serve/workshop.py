"""What the server shows, and how it takes up what changes: read, link, look for errors, show, then all the rest.

A page whose record was edited is shown as soon as the content is known to be free of errors. Warnings, the history, the
files beside the pages and whatever MkDocs must make again follow; what needs them is answered when they are there.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Condition
from time import monotonic

from planatlas.checking.check import found_by_rules, stops
from planatlas.checking.reports import text_report
from planatlas.linking.atlas import Atlas
from planatlas.linking.audience import UnknownAudienceError, cut
from planatlas.linking.link import link
from planatlas.pages.build import planned_records
from planatlas.pages.templates import load_all
from planatlas.publishing.hand_links import problems_by_hand
from planatlas.publishing.plan import Given, Plan, plan_of
from planatlas.publishing.serve.desk import lay_out
from planatlas.publishing.serve.edition import Edition
from planatlas.publishing.serve.notices import Notice, notice_of, notices_of
from planatlas.publishing.source import Checked, history
from planatlas.reading.again import ReadAgain
from planatlas.reading.folder import Content
from planatlas.reading.problems import Problem, Severity, in_source_order

PAGE_TEMPLATES = Path(__file__).parents[2] / "pages" / "templates"
"""The templates of the generated pages."""
ERRORS = (Severity.ERROR,)
OTHERS = (Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Order:
    """What is to be shown."""

    content: Path
    config_file: Path
    as_of: date
    audience: str | None
    room: Path
    """An empty folder for what MkDocs makes."""


class Workshop:
    """Keeps the site of a content folder up to date."""

    def __init__(self, order: Order, say: Callable[[str], None]) -> None:
        self._order = order
        self._say = say
        self._root = order.content.resolve()
        self._reader = ReadAgain(order.content)
        self._read = Content()
        self._shape: dict[str, str | None] = {}
        """Which pages and files the site had when MkDocs made its part, with what the pages come from."""
        self._again = True
        """Whether MkDocs must make its part again, whatever the content is."""
        self._changed = Condition()
        self._edition: Edition | None = None
        self._busy = True
        self._problems: list[Notice] = []
        self._failures: list[Notice] = []
        self._looks = self._rooms = self._news = 0
        self._open = True

    def edition_for(self, address: str) -> Edition | None:
        """Return the newest edition that can say what stands at an address, waiting for it; None where there is none.

        While something is wrong with the content, the last good edition is the newest.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: not (self._busy and self._open) or (self._edition is not None and self._edition.has(address))
            )
            return self._edition

    @property
    def notices(self) -> tuple[int, list[Notice]]:
        """How often anything has changed, and what is wrong now."""
        with self._changed:
            return self._news, [*self._failures, *self._problems]

    def wait_for_news(self, after: int, seconds: float) -> bool:
        """Wait until more has changed than was known; return whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: self._news > after or not self._open, seconds) and self._open

    def failed(self, error: BaseException) -> None:
        """Let it be known that something cannot be made."""
        notice = notice_of(error)
        with self._changed:
            if notice not in self._failures:
                self._say(f"{notice.place}: {notice.message}" if notice.place else notice.message)
                self._failures.append(notice)
                self._tell()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._open = False
            self._tell()
        gc.unfreeze()

    def renew(self, touched: frozenset[Path] = frozenset()) -> None:
        """Take up what has changed in files; whatever is wrong becomes a notice."""
        with self._at_work():
            began = monotonic()
            new_looks = self._take_up_looks(touched)
            content = self._reader.content(self._paths_of(touched))
            if _is_same(content, self._read) and not self._again:
                if new_looks:
                    self._say(f"{new_looks}; shown after {monotonic() - began:.2f} s")
                return
            self._read = content
            atlas = link(cut(content, self._order.audience), self._order.as_of)
            if not stops(atlas.content.problems, strict=False):
                by_hand = problems_by_hand(content, atlas.content, self._root)
                if not (errors := [*found_by_rules(atlas, ERRORS), *by_hand]):
                    self._show_content(atlas, began)
                    return
                atlas.content.problems.extend(errors)
            self._report(atlas.content.problems, atlas, "the last good pages stay" if self._edition else "")

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._changed:
            self._busy = True
            self._failures.clear()
        first = not self._read.documents
        gc.disable()
        try:
            yield
        except UnknownAudienceError as error:
            if first:
                raise
            self.failed(error)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the server goes on, and says what is wrong
            self.failed(error)
        finally:
            with self._changed:
                self._busy = False
                self._tell()
            gc.collect()
            gc.freeze()  # that it need not look again and again through records that stay
            gc.enable()

    def _tell(self) -> None:
        self._news += 1
        self._changed.notify_all()

    def _show(self, edition: Edition) -> None:
        with self._changed:
            self._edition = edition
            self._tell()

    def _take_up_looks(self, touched: frozenset[Path]) -> str:
        """Take up changed styles, scripts and templates; return what was, in a word."""
        edition = self._edition
        if edition is None:
            return ""
        styles = {path for path in touched if edition.desk.take_up(path)}
        templates = any(path.is_relative_to(PAGE_TEMPLATES) for path in touched)
        self._again |= any(self._is_for_mkdocs(path) for path in touched - styles)
        if not (styles or templates or self._again):
            return ""
        load_all()
        edition.desk.renew_shells()
        self._looks += 1
        self._show(replace(edition, looks=self._looks, made={}))
        return "styles" if styles else "templates"

    def _show_content(self, atlas: Atlas, began: float) -> None:
        """Show content that has no errors: the pages of records at once, everything when it is planned and checked."""
        before = self._edition
        shown = 0.0
        if before and before.desk.sources and atlas.content.documents.keys() == before.atlas.content.documents.keys():
            plan = Plan({}, partial(planned_records, atlas, before.told))
            self._show(Edition(atlas, before.told, plan, before.desk, whole=False, looks=self._looks))
            shown = monotonic() - began
        problems = [*atlas.content.problems, *found_by_rules(atlas, OTHERS)]
        try:
            self._show_whole(Checked(atlas, problems, self._read))
        except (Exception, SystemExit):
            self._again = True
            if before:
                self._show(before)
            raise
        self._report(problems, atlas, f"shown after {shown or monotonic() - began:.2f} s")

    def _show_whole(self, found: Checked) -> None:
        """Show everything as it is now. MkDocs makes its part again where the site gains or loses pages."""
        before = self._edition
        told = history(self._order.content, found)
        if before and before.desk.sources and not self._again:
            plan = plan_of(found.atlas, told, before.desk.by_hand)
            if _shape(plan) == self._shape:
                made = before.made if before.atlas is found.atlas and before.told == told else {}
                self._show(Edition(found.atlas, told, plan, before.desk, whole=True, looks=self._looks, made=made))
                return
        self._rooms += 1
        room = self._order.room / str(self._rooms)
        quiet = Given(replace(found, problems=[]), told)  # which are reported already
        desk, plan = lay_out(self._order.config_file, quiet, self._order.content, self._order.as_of, room)
        self._shape, self._again = _shape(plan), False
        self._show(Edition(found.atlas, told, plan, desk, whole=True, looks=self._looks))
        if before:
            shutil.rmtree(before.desk.folder, ignore_errors=True)

    def _report(self, problems: list[Problem], atlas: Atlas, outcome: str) -> None:
        """Tell terminal and pages what is wrong, and what became of the change."""
        problems = in_source_order([problem for problem in problems if problem.severity is not Severity.NOTE])
        shown = str(self._order.content)
        self._say("; ".join(filter(None, [text_report(problems, atlas.content, shown).rstrip("\n"), outcome])))
        with self._changed:
            self._problems = notices_of(problems, atlas.content, shown)
            self._tell()

    def _is_for_mkdocs(self, path: Path) -> bool:
        """Whether MkDocs must look again: not for records, nor for what an editor wrote and took away at once."""
        if path.is_relative_to(PAGE_TEMPLATES) or path.name.startswith("."):
            return False
        if path.suffix == ".yml" and path.is_relative_to(self._root):
            return path.name == "site.yml"  # by which it is known what an audience may have
        return path.is_file() or (self._edition is not None and self._edition.desk.has_by_hand(path))

    def _paths_of(self, touched: frozenset[Path]) -> frozenset[str]:
        return frozenset(path.relative_to(self._root).as_posix() for path in touched if path.is_relative_to(self._root))


def _is_same(one: Content, other: Content) -> bool:
    """Whether nothing was read that was not known; an empty folder is never the same."""
    documents, others = list(one.documents.values()), list(other.documents.values())
    same = len(documents) == len(others) and all(a is b for a, b in zip(documents, others, strict=True))
    return same and one.problems == other.problems and bool(documents)


def _shape(plan: Plan) -> dict[str, str | None]:
    """Return what MkDocs must be asked about again when it changes."""
    return {path: page.source for path, page in plan.pages.items()} | dict.fromkeys(plan.files)
