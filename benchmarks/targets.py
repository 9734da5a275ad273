"""What was promised, and how far it is kept: ratios of what ran side by side on one machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contenders import BUILD, CHECK, CHECK_AGAIN, HUGO, MKDOCS, NAVIGATION
from measuring import Run
from search import Search
from serve import Shown

PROMISED_AT = 10_000
"""Records at which most of the promises are made."""
FROM = 2_000
"""Records from which the growth to 10,000 is promised."""
KIBIBYTES = 1024


@dataclass(frozen=True)
class Target:
    """A promise, and how far it is kept."""

    what: str
    most: float
    """What it promises at most."""
    measured: float | None
    unit: str = ""
    because: str = ""
    """Why it was not measured, or at what else; nothing where it was measured as promised."""

    @property
    def kept(self) -> str:
        """Whether it is kept, in words; at another size that is not known."""
        if self.measured is None:
            return f"not measured, because {self.because}"
        word = "met" if self.measured <= self.most else "**not met**"
        return f"{word}, but {self.because}" if self.because else word

    def __str__(self) -> str:
        """Return a row of the table."""
        measured = "" if self.measured is None else f"{_figure(self.measured)}{self.unit}"
        return f"| {self.what} | at most {_figure(self.most)}{self.unit} | {measured} | {self.kept} |"


def _figure(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"  # noqa: PLR2004 - three figures


@dataclass(frozen=True)
class Results:
    """All that was run."""

    made_up: Mapping[int, Mapping[str, Run]] = field(default_factory=dict)
    """By number of records and contender."""
    plans: Mapping[str, Run] = field(default_factory=dict)
    """The real plans, by contender."""
    corpus: Mapping[str, Run] = field(default_factory=dict)
    """The real corpus, by contender."""
    search: Mapping[int, Search] = field(default_factory=dict)
    """By number of records."""
    serve: Mapping[str, Shown] = field(default_factory=dict)
    """How soon a saved file is on the page, by what was saved."""


def targets(results: Results) -> Iterator[Target]:
    """Yield every promise, measured at the size nearest to the promised one, or with the reason why it was not."""
    yield from _ratios(results)
    yield from _growth(results)
    build, plain = results.plans.get(BUILD), results.plans.get(MKDOCS)
    yield Target(
        "the real plans: time of the build / MkDocs",
        1 / 3,
        build.seconds / plain.seconds if build and plain else None,
        because="" if build and plain else "the real plans were left out",
    )
    yield from _serving(results)
    yield from _searching(results)


def _ratios(results: Results) -> Iterator[Target]:
    size = max(results.made_up, default=0)
    found = results.made_up.get(size, {})
    for what, one, other, most in (
        ("time of the build / MkDocs, pages out of the navigation", BUILD, MKDOCS, 1 / 8),
        ("time of the build / Hugo", BUILD, HUGO, 1.5),
        ("time of the check / the build", CHECK, BUILD, 1 / 5),
        ("time of a second check with one file changed / the build", CHECK_AGAIN, BUILD, 1 / 10),
    ):
        ratio = found[one].seconds / found[other].seconds if one in found and other in found else None
        missing = next((name for name in (one, other) if name not in found), "")
        because = _elsewhere(size) if ratio is not None else f"{missing} was not run"
        yield Target(f"{PROMISED_AT:,} records: {what}", most, ratio, because=because)


def _growth(results: Results) -> Iterator[Target]:
    sizes = sorted(size for size, found in results.made_up.items() if BUILD in found)
    least, most = (sizes[0], sizes[-1]) if len(sizes) > 1 else (0, 0)
    if {FROM, PROMISED_AT} <= set(sizes):
        least, most = FROM, PROMISED_AT
    because = "" if (least, most) == (FROM, PROMISED_AT) else f"from {least:,} to {most:,} records only"
    none = "builds of two sizes are needed"
    few, many = (results.made_up[size][BUILD] for size in (least, most)) if most else (None, None)
    growth = many.seconds / few.seconds if few and many else None
    scale = 1.1 * most / least if most else 5.5
    yield Target("time from 2,000 to 10,000 records", scale, growth, " times", because if growth else none)
    for held, whose in (("largest", "largest process"), ("together", "all processes")):
        total = getattr(many, held) * KIBIBYTES / most if many else None
        yield Target(f"memory a record, start-up included, {whose}", 60, total, " KB", because if many else none)
        above = (getattr(many, held) - getattr(few, held)) * KIBIBYTES / (most - least) if few and many else None
        yield Target(f"memory a record above 2,000 records, {whose}", 60, above, " KB", because if many else none)


def _serving(results: Results) -> Iterator[Target]:
    for what, most in SERVED.items():
        shown, because = results.serve.get(what), ""
        if not shown:
            other = next((one for one in results.serve if what == OF_MANY and one not in SERVED), None)
            shown, because = (results.serve[other], f"it is {other} only") if other else (None, "it was not run")
        seconds = shown.seconds if shown else None
        yield Target(f"`planatlas serve`, from saving to the page: {what}", most, seconds, " s", because)


OF_MANY = f"a record of {PROMISED_AT:,}"
SERVED = {
    "a record of the real plans": 0.5,
    "a template": 0.5,
    "a style": 0.5,
    OF_MANY: 1.5,
}
"""What is served and in how many seconds at most."""


def _searching(results: Results) -> Iterator[Target]:
    size = max(results.search, default=0)
    found = results.search.get(size)
    because = _elsewhere(size) if found else "it was not run"
    first, index = (found.first, found.index) if found else (None, None)
    yield Target("search from a folder at 10,000 records: first result", 2, first, " s", because)
    yield Target("search index, compressed, a record", 350, index, " bytes", because)


def _elsewhere(size: int) -> str:
    return "" if size == PROMISED_AT else f"at {size:,} records only"


def navigation(results: Results) -> Iterator[str]:
    """Yield a sentence on what MkDocs takes with all pages in the navigation, for each size at which it was run."""
    for size, found in results.made_up.items():
        if NAVIGATION in found and BUILD in found:
            times = found[NAVIGATION].seconds / found[BUILD].seconds
            yield (
                f"With all pages in the navigation, MkDocs takes {times:.1f} times as long as Planatlas at {size:,} "
                "records. As each page then lists all pages, its time and its output grow with the square of their "
                "number, so it is not run at the larger sizes."
            )
