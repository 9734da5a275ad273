"""Times whole builds side by side: python benchmarks/run.py [--records N …] [--runs N] [--output FILE].

Planatlas goes from YAML to the finished site. The others start from the Markdown that Planatlas makes of it: MkDocs
with Material, record pages out of the navigation; and Hugo, where it is installed. They take turns, so that a machine
that is busy for a while is so for all of them; medians are compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from content import write_content

ROOT = Path(__file__).parents[1]
PLANATLAS = [sys.executable, "-m", "planatlas"]
AS_OF = "2026-01-01"


@dataclass(frozen=True)
class Run:
    """What one command took."""

    seconds: float
    """By the clock."""
    work: float
    """Seconds of all processors together."""
    megabytes: float
    """What its largest process held at most."""


@dataclass(frozen=True)
class Target:
    """A promise, and how far it is kept."""

    what: str
    measured: float
    most: float

    def __str__(self) -> str:
        """Return a row of the table."""
        kept = "met" if self.measured <= self.most else "**not met**"
        return f"| {self.what} | {self.measured:.2f} | at most {self.most:g} | {kept} |"


def timed(command: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder. Raises SystemExit with what it said where it fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=folder, stdout=said, stderr=said, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            msg = f"{' '.join(command)}:\n{said.read().decode()}"
            raise SystemExit(msg)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def contenders(folder: Path, content: Path) -> Mapping[str, Callable[[], Run]]:
    """Return what is compared, by name, each ready to be run any number of times."""
    build = [*PLANATLAS, "build", "--no-strict", "--as-of", AS_OF, "--content", str(content), "--site"]
    site = folder / "site"
    markdown = folder / "markdown"
    subprocess.run([*PLANATLAS, "pages", "--as-of", AS_OF, "--content", content, "--to", markdown], check=True)  # noqa: S603

    def planatlas() -> Run:
        shutil.rmtree(site, ignore_errors=True)
        return timed([*build, str(site)], ROOT)

    found: dict[str, Callable[[], Run]] = {
        "planatlas check": lambda: timed([*PLANATLAS, "check", "--no-notes", "--content", str(content)], ROOT),
        "planatlas build": planatlas,
        "planatlas build, again": lambda: timed([*build, str(site)], ROOT),
        "MkDocs with Material": _mkdocs(folder, markdown),
    }
    if shutil.which("hugo"):
        found["Hugo"] = _hugo(folder / "hugo", markdown)
    return found


def _mkdocs(folder: Path, markdown: Path) -> Callable[[], Run]:
    lists = "\n".join(f"  - {file.name}" for file in sorted(markdown.glob("*.md")))
    (folder / "mkdocs.yml").write_text(
        f"site_name: Benchmark\ndocs_dir: {markdown}\nuse_directory_urls: false\n"
        "theme: {name: material, font: false}\n"
        "plugins: [search]\nmarkdown_extensions: [abbr, attr_list, def_list, md_in_html, tables]\n"
        f"validation: {{nav: {{omitted_files: ignore}}}}\nnav:\n{lists}\n",
        encoding="utf-8",
    )
    for file in markdown.rglob("*.md"):  # the template is our own theme's
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("\ntemplate: planatlas.html", "", 1), encoding="utf-8")
    return lambda: timed([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)


def _hugo(folder: Path, markdown: Path) -> Callable[[], Run]:
    for file in markdown.rglob("*.md"):
        to = folder / "content" / str(file.relative_to(markdown)).replace("index.md", "_index.md")
        to.parent.mkdir(parents=True, exist_ok=True)
        # Hugo means something of its own by `kind`.
        to.write_text(file.read_text(encoding="utf-8").replace("\nkind: ", "\nsort: ", 1), encoding="utf-8")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
            '<meta name="description" content="{{ .Description }}"></head>'
            "<body><main>{{ .Content }}</main></body></html>",
            encoding="utf-8",
        )
    (folder / "config.toml").write_text(
        'baseURL = "https://example.eu/"\nuglyURLs = true\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n",
        encoding="utf-8",
    )
    return lambda: timed(["hugo", "--quiet"], folder)


def compared(records: int, runs: int) -> Mapping[str, Run]:
    """Return the median of each contender's runs on made-up content of so many records."""
    with tempfile.TemporaryDirectory(prefix="planatlas-benchmark-") as room:
        folder = Path(room)
        write_content(records, folder / "content")
        chosen = contenders(folder, folder / "content")
        taken: dict[str, list[Run]] = {name: [] for name in chosen}
        for _ in range(runs):
            for name, run in chosen.items():
                taken[name].append(run())
    return {
        name: Run(*(median(getattr(run, part) for run in found) for part in ("seconds", "work", "megabytes")))
        for name, found in taken.items()
    }


def targets(results: Mapping[int, Mapping[str, Run]]) -> Iterator[Target]:
    """Yield every promise that can be judged by what was run."""
    most, least = max(results), min(results)
    found = results[most]
    build = found["planatlas build"]
    plain = found["MkDocs with Material"].seconds
    yield Target(f"{most} records: build / MkDocs with Material", build.seconds / plain, 1 / 8)
    if "Hugo" in found:
        yield Target(f"{most} records: build / Hugo", build.seconds / found["Hugo"].seconds, 1.5)
    yield Target(f"{most} records: check / build", found["planatlas check"].seconds / build.seconds, 1 / 5)
    yield Target(f"{most} records: KB a record, largest process", build.megabytes * 1024 / most, 60)
    if most > least:
        growth, times = build.work / results[least]["planatlas build"].work, most / least
        yield Target(f"work at {most} records / at {least}, {times:g} times as many", growth, 1.1 * times)


def report(results: Mapping[int, Mapping[str, Run]], runs: int) -> str:
    """Return the results as Markdown."""
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "pyromark")]
    if hugo := shutil.which("hugo"):
        said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
        versions.append(" ".join(said.split()[:2]))
    lines = [
        f"{', '.join(versions)}; {os.cpu_count()} processors; medians of {runs}.",
        "",
        "| records | | seconds | work, seconds | MB, largest process | build / this |",
        "| ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    for records, found in results.items():
        build = found["planatlas build"].seconds
        lines += [
            f"| {records} | {name} | {run.seconds:.1f} | {run.work:.1f} | {run.megabytes:.0f} "
            f"| {build / run.seconds:.2f} |"
            for name, run in found.items()
        ]
    lines += ["", "| target | measured | promised | |", "| --- | ---: | ---: | --- |", *map(str, targets(results))]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run what the command line asks for, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[2000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", type=Path)
    chosen = parser.parse_args()
    results = {records: compared(records, chosen.runs) for records in chosen.records}
    text = report(results, chosen.runs)
    sys.stdout.write(text)
    if chosen.output:
        chosen.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
