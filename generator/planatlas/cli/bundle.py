"""`planatlas bundle`: looks up ids, names the file, tells how far it is."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from planatlas.checking.reports import text_report
from planatlas.cli.options import CONFIG_FILE, content_options
from planatlas.cli.reporting import free_of_errors, mkdocs_log
from planatlas.exports.pdf_export import PdfUnavailableError, pdf
from planatlas.history.history import History
from planatlas.history.part import history_of_part
from planatlas.linking.atlas import Atlas
from planatlas.linking.selection import Choice, selected
from planatlas.pages.dossier import dossier
from planatlas.pages.wording import day, plural
from planatlas.publishing.bundle import Order, UnsafeNamesError, bundle_name, part_title, write_bundle
from planatlas.publishing.source import Checked, history
from planatlas.publishing.verification import verified
from planatlas.publishing.whole_file import whole_file
from planatlas.reading.suggestions import did_you_mean

FORMATS = ("zip", "html", "pdf")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
Ids = tuple[str, ...]
"""What an option that can be repeated gives."""


def _chosen(
    atlas: Atlas, plans: tuple[str, ...], actors: tuple[str, ...], themes: tuple[str, ...], meetings: tuple[str, ...]
) -> Choice:
    """Return the choice that ids make. Raises click.UsageError that names every unknown id, with the one like it."""
    entries = atlas.content
    unknown = []
    for option, ids, known in (
        ("--plan", plans, entries.plans),
        ("--actor", actors, entries.actors),
        ("--theme", themes, entries.themes),
        ("--meeting", meetings, entries.meetings),
    ):
        for identifier in dict.fromkeys(ids):
            if identifier not in known:
                hint = did_you_mean(identifier, list(known))
                unknown.append(f"{option}: there is no '{identifier}'" + (f"; {hint}" if hint else ""))
    if unknown:
        raise click.UsageError("\n".join(unknown))
    return Choice(*(tuple(dict.fromkeys(ids)) for ids in (plans, actors, themes, meetings)))


def _form_of(form: str | None, output: Path | None) -> str:
    """Return the format asked for, else the one that the output's name ends in, else a zip."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if form is None:
        return suffix if suffix in FORMATS else "zip"
    if suffix in FORMATS and suffix != form:
        msg = f"--output ends in .{suffix}, and --format asks for {form}"
        raise click.UsageError(msg)
    return form


def _write(found: Checked, choice: Choice, form: str, sources: tuple[Path, Path], output: Path | None) -> None:
    """Write what a choice selects, and say what it came to. Exits with 1 where it cannot be written.

    `sources` are the content folder and the site's configuration.
    """
    content, config_file = sources
    part = selected(found.atlas, choice)
    whole = history(content, found)
    past = history_of_part(whole, found.atlas, part, choice) if whole else None
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    started = time.monotonic()
    target = _target(output, f"{bundle_name(part, choice)}.{form}")
    if form != "zip":
        _write_dossier(console, part, choice, past, (form, target))
        console.print(f"{_size(target.stat().st_size)}, {time.monotonic() - started:.1f} s")
        _print_reach(console, part, past)
        console.print(f"The dossier is at {target}")
        return
    try:
        with _ended_in_order(), _told(console) as told:
            bundled = write_bundle(part, Order(choice, content, config_file, target, past, found), told)
    except UnsafeNamesError as error:
        click.echo(text_report(error.problems, part.content, str(content)), nl=False, err=True)
        console.print("the bundle was not written", style="bold red")
        sys.exit(1)
    except OSError as error:
        console.print(f"the bundle was not written: {error.strerror or error}", style="bold red")
        sys.exit(1)
    took = time.monotonic() - started
    console.print(f"{bundled.files} files, {_size(bundled.sum.size)}, {took:.1f} s")
    console.print(f"SHA-256 {bundled.sum.sha256}; of its manifest {bundled.manifest_sum.sha256}")
    _print_reach(console, part, past)
    console.print(f"The bundle is at {bundled.path}")


def _print_reach(console: Console, part: Atlas, past: History | None) -> None:
    """Say how far back changes are told, where that rests on how the content came here and not on the content."""
    if past is None and part.site.changes.most:
        console.print("No changes are told: the content is in no git repository, or not committed")
    elif past and past.shallow:
        console.print(f"Changes are told from {day(past.begins)} on: this copy of the content lacks older versions")


def _write_dossier(
    console: Console, part: Atlas, choice: Choice, past: History | None, wanted: tuple[str, Path]
) -> None:
    """Write a part as one file to read, given its format and place; exits with 1 where that cannot be."""
    form, target = wanted
    title = part_title(part, choice) or part.site.title
    try:
        with _ended_in_order(), _told(console) as told:
            told.step(f"Writing {plural(len(part.actions), 'action')}")
            html = dossier(part, title, choice.meetings[0] if choice.meetings else None, past)
            if form == "pdf":
                told.step("Setting the pages")
            raw = pdf(html) if form == "pdf" else html.encode()
            with whole_file(target) as file:
                file.write(raw)
    except (PdfUnavailableError, OSError) as error:
        console.print(f"the dossier was not written: {getattr(error, 'strerror', None) or error}", style="bold red")
        sys.exit(1)


def _verify(_context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    """Compare a bundle with its manifest, say what differs, and exit: with 1 where anything does."""
    if path is None:
        return
    try:
        found = verified(path)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise click.ClickException(msg) from None
    for problem in found.problems:
        click.echo(f"{path}: {problem}")
    if found.problems:
        click.echo(f"{len(found.problems)} problem{'s' * (len(found.problems) > 1)}; this bundle is not as it was made")
        sys.exit(1)
    if found.manifest:
        click.echo(f"{path}: {len(found.manifest.files)} files, all as in the manifest (SHA-256 {found.manifest_sum})")
        for line in _told_of(found.manifest.about):
            click.echo(line)
    sys.exit(0)


def _told_of(about: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a manifest says of its bundle, in words."""
    facts = (about.get("marking"), f"for {about['audience']}" if about.get("audience") else None)
    said = ", ".join([*filter(None, facts), f"as of {about.get('as_of')}"])
    yield f"{about.get('title')}: {about.get('part') or 'the whole'}; {said}"
    source = about.get("source")
    if isinstance(source, dict):
        yield f"from commit {source.get('commit')}{'' if source.get('clean') else ', with changes since'}"
    past = about.get("history")
    if isinstance(past, dict):
        yield f"changes told from {past.get('from')} on{'' if past.get('all') else ', not from the first version'}"


def _target(output: Path | None, name: str) -> Path:
    """Return where to write; a folder gets the file under its usual name.

    Raises click.BadParameter where there is no such place.
    """
    target = output or Path(name)
    if target.is_dir():
        target /= name
    if not target.parent.is_dir():
        msg = f"there is no folder '{target.parent}'"
        raise click.BadParameter(msg, param_hint="--output")
    return target


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"  # noqa: PLR2004


class _Bar:
    """Tells on a terminal, by a bar for each step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def step(self, what: str, total: int | None = None) -> Callable[[], None]:
        for past in self._progress.tasks:
            self._progress.update(past.id, total=past.total or 1, completed=past.total or 1)
        task = self._progress.add_task(what, total=total)
        return lambda: self._progress.advance(task)


class _Lines:
    """Tells in a pipe, by a line for each step."""

    def step(self, what: str, total: int | None = None) -> Callable[[], None]:
        click.echo(f"{what}{f': {total} files' if total else ''} …", err=True)
        return lambda: None


@contextmanager
def _told(console: Console) -> Iterator[_Bar | _Lines]:
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(progress)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end be an exception, so that what was begun is cleared away."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = None
    with suppress(ValueError):  # in a thread of its own, as in tests, signals are somebody else's
        before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


@click.command("bundle")
@content_options
@click.option("--plan", "plans", metavar="ID", multiple=True, help="A plan with all its actions.")
@click.option("--actor", "actors", metavar="ID", multiple=True, help="Everything that concerns an actor.")
@click.option("--theme", "themes", metavar="ID", multiple=True, help="The actions about a theme.")
@click.option("--meeting", "meetings", metavar="ID", multiple=True, help="What the agenda of a meeting names.")
@CONFIG_FILE
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="A zip with the site, or a dossier as one file. Default: what the output's name ends in, else zip.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file or folder. Default: a name that says part, marking and day.",
)
@click.option(
    "--verify",
    type=_FILE,
    metavar="FILE",
    expose_value=False,
    is_eager=True,
    callback=_verify,
    help="Compare a zip with its manifest instead, and name every file that is missing, added or changed.",
)
def bundle_command(
    content: Path,
    as_of: date,
    audience: str | None,
    config_file: Path,
    output: Path | None,
    form: str | None,
    **ids: Ids,
) -> None:
    """Pack the site into one file that works without a network: all of it, or the parts named.

    Several parts make one bundle that holds them all, with everything they name.
    """
    form = _form_of(form, output)
    found = free_of_errors(content, as_of, audience)
    choice = _chosen(found.atlas, **ids)
    with mkdocs_log(Console(stderr=True)):
        _write(found, choice, form, (content, config_file), output)
