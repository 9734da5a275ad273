"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version

from contenders import BUILD
from measuring import Run
from targets import Results, navigation, targets

BEGIN, END = "<!-- measured by make bench -->", "<!-- end of what was measured -->"
"""Between these marks a file holds what was measured."""


def report(results: Results, runs: int) -> str:
    """Return the promises and every run as Markdown."""
    lines = [
        f"{_versions()}; {_machine()}; {_turns(runs)}, in turns.",
        "",
        "| promise | promised | measured | |",
        "| --- | ---: | ---: | --- |",
        *map(str, targets(results)),
        "",
        "| content | | seconds | work, seconds | MB, largest process | MB, all processes | build / this |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size, found in results.made_up.items():
        lines += _rows(f"{size:,} records", found)
    lines += _rows("the real plans", results.plans)
    lines += _rows("ATT&CK", results.corpus)
    lines += [f"\n{sentence}" for sentence in navigation(results)]
    for size, search in results.search.items():
        lines.append(
            f"\nSearch at {size:,} records, from a folder: {search.first:.2f} s to the first result, "
            f"{search.next:.2f} s to those of the next word; {search.index:.0f} bytes of index a record, compressed."
        )
    for what, shown in results.serve.items():
        lines.append(f"\n`planatlas serve`, {what}: {shown.seconds:.2f} s to the page, of {shown.work:.2f} s of work.")
    return "\n".join(lines) + "\n"


def written_into(page: str, text: str) -> str:
    """Return a page with this text between its marks. Raises SystemExit where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        msg = f"there is no '{BEGIN}' with '{END}' after it to write between"
        raise SystemExit(msg)
    return f"{before}{begin}\n\n{text}\n{end}{after}"


def _rows(content: str, found: Mapping[str, Run]) -> Iterator[str]:
    build = found.get(BUILD)
    for name, run in found.items():
        ratio = f"{build.seconds / run.seconds:.2f}" if build else ""
        together = f"{run.together:.0f}" if run.together else "not known"
        yield (
            f"| {content} | {name} | {run.seconds:.1f} | {run.work:.1f} | {run.largest:.0f} | {together} | {ratio} |"
        )


def _turns(runs: int) -> str:
    return "one run of each" if runs == 1 else f"medians of {runs} runs of each, one of MkDocs"


def _versions() -> str:
    names = [f"Python {platform.python_version()}"]
    names += [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "pyromark")]
    if hugo := shutil.which("hugo"):
        said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
        names.append(f"Hugo {said.split()[1].split('+')[0].lstrip('v')}")
    return ", ".join(names)


def _machine() -> str:
    count = os.cpu_count() or 1
    return f"{count} processors, {platform.system()} on {platform.machine()}"
