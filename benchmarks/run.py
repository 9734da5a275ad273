"""Times whole builds side by side and judges the promises: make bench, or python benchmarks/run.py --help.

Planatlas goes from YAML to the finished site. The others start from the Markdown that Planatlas makes of it. They take
turns, so that a machine that is busy for a while is so for all of them; medians are compared. What was measured is
printed and, with --write, put between the marks of a file such as RESULTS.md; what people wrote around them stays.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import count
from pathlib import Path

from attack import write_attack
from contenders import ALL, BUILD, NAVIGATION, ONCE, ROOT, contenders, site_of
from measuring import Run, medians
from report import report, written_into
from search import Search, searched
from serve import served
from targets import Results

from content import write_content

PARTS = ("builds", "plans", "navigation", "search", "serve")
"""What can be left out."""


def main() -> None:
    """Run what the command line asks for, and print the report."""
    chosen = _options()
    with tempfile.TemporaryDirectory(prefix="planatlas-benchmark-") as folder:
        text = report(measured(chosen, Path(folder)), chosen.runs)
    sys.stdout.write(text)
    if chosen.write:
        chosen.write.write_text(written_into(chosen.write.read_text(encoding="utf-8"), text), encoding="utf-8")


def measured(chosen: argparse.Namespace, folder: Path) -> Results:
    """Run what was chosen, each comparison in a new folder below the given one."""
    rooms = (folder / str(number) for number in count())
    made_up: dict[int, Mapping[str, Run]] = {}
    search: dict[int, Search] = {}
    names = set(chosen.only) - {NAVIGATION}
    sizes = dict.fromkeys(chosen.records, names) if "builds" not in chosen.without else {}
    if "navigation" not in chosen.without and NAVIGATION in chosen.only:
        small = chosen.navigation
        sizes[small] = sizes.get(small, {BUILD}) | {NAVIGATION}
    for records, which in sorted(sizes.items()):

        def look(site: Path, records: int = records) -> None:
            if "search" not in chosen.without and records == max(sizes):
                search[records] = searched(site, records)

        made_up[records] = compared(next(rooms), partial(_make_up, records), which, chosen.runs, look)
    plans = compared(next(rooms), _copy_plans, names, chosen.runs) if "plans" not in chosen.without else {}
    corpus = compared(next(rooms), partial(write_attack, chosen.attack), names, chosen.runs) if chosen.attack else {}
    serve = served(max(chosen.records)) if "serve" not in chosen.without else {}
    return Results(made_up, plans, corpus, search, serve)


def compared(
    room: Path,
    write: Callable[[Path], object],
    names: Collection[str],
    runs: int,
    look: Callable[[Path], None] | None = None,
) -> Mapping[str, Run]:
    """Return the medians of each contender's runs on the `content` that is written below a new folder.

    What takes minutes runs once. Where the site was built, it can be looked at.
    """
    room.mkdir()
    write(room)
    ready = contenders(room, room / "content", names)
    taken: dict[str, list[Run]] = {name: [] for name in ready}
    for turn in range(runs):
        for name, run in ready.items():
            if turn and name in ONCE:
                continue
            sys.stderr.write(f"{name} …\n")
            taken[name].append(run())
    if look and site_of(room).exists():
        look(site_of(room))
    return {name: medians(found) for name, found in taken.items()}


def _make_up(records: int, room: Path) -> None:
    write_content(records, room / "content")


def _copy_plans(room: Path) -> None:
    """Copy the real content, without its history: the others have none either."""
    shutil.copytree(ROOT / "content", room / "content")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[2000, 10_000], help="sizes of made-up content")
    parser.add_argument("--runs", type=int, default=1, help="runs of each but MkDocs, of which the medians count")
    parser.add_argument("--only", nargs="+", choices=ALL, default=ALL, help="what to compare")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=(), help="parts to leave out")
    parser.add_argument(
        "--navigation", type=int, default=500, help="records for MkDocs with all pages in its navigation"
    )
    parser.add_argument("--attack", type=Path, help="the corpus that attack.py reads, to be built too")
    parser.add_argument("--write", type=Path, help="a file with the marks between which the report goes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
