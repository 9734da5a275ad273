"""Whatever goes wrong under a build: the site is the whole old one or the whole new one, and the message says why."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest

import privileges
from faults.conftest import VERSIONS, Fault, Outcome, Workplace, assert_it_says_why, die, moments
from planatlas.cli import build
from planatlas.publishing.fast import press

Whole = dict[str, dict[str, str]]
KILLS = int(os.environ.get("PLANATLAS_KILLS", "200"))
"""At how many moments a build is killed."""


def at(moment: int, fault: Fault) -> Fault:
    """Return what lets a fault happen at a moment."""
    return lambda: moments(lambda count: fault() if count == moment else None)


def moments_of_a_build(workplace: Workplace, *command: str) -> int:
    """Return how many moments a build has, or another command."""
    counter = workplace.root / "moments"
    counter.write_bytes(bytes(8))
    file = os.open(counter, os.O_RDWR)
    outcome = workplace.build(lambda: moments(lambda count: os.pwrite(file, count.to_bytes(8, "big"), 0)), *command)
    os.close(file)
    assert outcome.code == 0, outcome.said
    return int.from_bytes(counter.read_bytes(), "big")


def test_killed_at_any_moment_a_build_leaves_a_whole_site(workplace: Workplace, whole: Whole) -> None:
    """At 200 moments, many of them around the exchange: whole before, whole after, and the next build tidies up."""
    counts = {}
    for version in ("old", "new"):
        workplace.write(version)
        counts[version] = moments_of_a_build(workplace)
        assert counts[version] > 500
    chance = random.Random(6)  # noqa: S311 - the same moments every time
    parts = [chance.random() for _ in range(KILLS * 3 // 4)]
    parts += [1 - chance.random() / 4 for _ in range(KILLS - len(parts))]
    standing, killed, swapped = "new", 0, 0
    for number, part in enumerate(parts):
        written = "old" if standing == "new" else "new"
        workplace.write(written)
        outcome = workplace.build(at(int(part * counts[written]), die))
        assert outcome.code in (0, -signal.SIGKILL), outcome.said
        killed += outcome.code != 0  # a build has a moment more or less from time to time
        found = workplace.published()
        assert found in (whole[standing], whole[written]), f"half a site when killed after {part} of a build"
        assert outcome.code or found == whole[written]
        swapped += found == whole[written]
        standing = written if found == whole[written] else standing
        assert len([name for name in workplace.beside() if name != ".site.lock"]) <= 1, "leftovers heap up"
        if number % 40 == 0:
            workplace.write("new")
            outcome = workplace.build()
            assert outcome.code == 0, outcome.said
            assert workplace.published() == whole["new"]
            assert workplace.beside() == set()
            standing = "new"
    assert killed >= KILLS * 0.95
    assert 0 < swapped < KILLS, "no build was killed after the exchange, or none before it"
    assert workplace.build().code == 0
    assert workplace.beside() == set()


def test_killed_while_processes_share_the_work_a_build_leaves_a_whole_site(
    workplace: Workplace, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever outlives the build leaves off, and the next build tidies up."""
    monkeypatch.setattr(press, "MANY", 1)
    monkeypatch.setattr(press, "cores", lambda: 2)
    kills = KILLS // 20
    count = moments_of_a_build(workplace)
    for number in range(kills):
        workplace.write("new")
        outcome = workplace.build(at(count * number // kills, die))
        assert outcome.code in (0, -signal.SIGKILL), outcome.said
        assert workplace.published() in (whole["old"], whole["new"])
        workplace.write("old")
        outcome = _build_once_nobody_is_left(workplace)
        assert outcome.code == 0, outcome.said
        assert workplace.published() == whole["old"]
        assert workplace.beside() == set()


def test_a_process_that_did_part_of_the_work_and_is_killed_is_noticed(
    workplace: Workplace, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is not published without what it should have made."""
    monkeypatch.setattr(press, "MANY", 1)
    monkeypatch.setattr(press, "cores", lambda: 2)

    def die_in_others() -> None:
        builder = os.getpid()
        moments(lambda _: None if os.getpid() == builder else die())

    workplace.write("new")
    outcome = workplace.build(die_in_others)
    assert outcome.code == 1
    assert "a process that did part of the work was ended from outside" in " ".join(outcome.said.split())
    assert workplace.published() == whole["old"]
    assert workplace.beside() == set()


def _build_once_nobody_is_left(workplace: Workplace) -> Outcome:
    """Build; again as long as a process that outlived its parent holds the lock."""
    while (outcome := workplace.build()).code and "another process is writing" in outcome.said:
        pass
    return outcome


@pytest.mark.parametrize("moment", [0, 200, 500])
def test_interrupted_a_build_leaves_nothing(workplace: Workplace, whole: Whole, moment: int) -> None:
    """Ctrl+C at any moment leaves the old site and nothing beside it."""
    outcome = workplace.build(at(moment, lambda: os.kill(os.getpid(), signal.SIGINT)))
    assert outcome.code == 1
    assert "Traceback" not in outcome.said
    assert workplace.published() == whole["old"]
    assert workplace.beside() == set()


# ---- Out of something -----------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(workplace: Workplace) -> Iterator[Callable[[int], Workplace]]:
    """Return what puts the site on a disk with so many bytes left."""
    mounted: list[Path] = []

    def make(spare: int) -> Workplace:
        public = workplace.root / f"disk-{len(mounted)}"
        public.mkdir()
        used = sum(file.stat().st_size // 4096 * 4096 + 8192 for file in workplace.site.rglob("*"))
        command = ["mount", "-t", "tmpfs", "-o", f"size={used + spare}", "tmpfs", str(public)]
        if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - our own
            pytest.skip("no disk may be mounted here; the limit on files stands for it")
        mounted.append(public)
        subprocess.run(["cp", "-r", str(workplace.site), str(public)], check=True)  # noqa: S603, S607 - our own
        return Workplace(workplace.root, public / "site")

    yield make
    for public in mounted:
        subprocess.run(["umount", str(public)], check=True)  # noqa: S603, S607 - our own


@pytest.mark.parametrize("spare", [0, 60_000, 1_000_000])
def test_a_full_disk_leaves_the_old_site(
    small_disk: Callable[[int], Workplace], workplace: Workplace, whole: Whole, spare: int
) -> None:
    """Where the new site does not fit beside the old one, that stays, and nothing of the new."""
    disk = small_disk(spare)
    assert_it_says_why(disk.build(), "the site was not built", "No space left on device", "the old one is as it was")
    assert disk.published() == whole["old"]
    assert disk.beside() == set()
    assert workplace.build().code == 0


@pytest.mark.parametrize("limit", [0, 1_000, 30_000, 200_000])
def test_where_no_file_may_grow_the_old_site_stays(workplace: Workplace, whole: Whole, limit: int) -> None:
    """A limit on the size of files ends a build like a full disk does."""

    def limited() -> None:
        for stream in (1, 2):  # what it prints would count too
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    assert workplace.build(limited).code == 1
    assert workplace.published() == whole["old"]
    assert workplace.beside() == set()


@pytest.mark.parametrize("spare", [0, 1, 2, 3, 4, 6, 9])
def test_out_of_file_handles_the_old_site_stays(workplace: Workplace, whole: Whole, spare: int) -> None:
    """A build that may open few files or none says so, or gets by; the site is whole either way."""

    def limited() -> None:
        taken = max(int(handle.name) for handle in Path("/proc/self/fd").iterdir()) + 1
        resource.setrlimit(resource.RLIMIT_NOFILE, (taken + spare, taken + spare))
        free = []
        with suppress(OSError):
            while True:
                free.append(os.dup(0))
        for handle in free[:spare]:
            os.close(handle)

    outcome = workplace.build(limited)
    assert "Traceback" not in outcome.said
    if outcome.code:
        assert_it_says_why(outcome, "Too many open files")
        assert workplace.published() == whole["old"]
    else:
        assert workplace.published() == whole["new"]
    assert workplace.build().code == 0
    assert workplace.beside() == set()


# ---- Others at the same place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["the folder above", "the site"])
def test_a_folder_that_may_not_be_written_stays_as_it_is(workplace: Workplace, whole: Whole, what: str) -> None:
    """Without the right to write, a build says so, and the old site stays."""
    (workplace.site if what == "the site" else workplace.site.parent).chmod(0o555)
    outcome = workplace.build(privileges.give_up)
    assert_it_says_why(outcome, "the site was not built", "Permission denied", "the old one is as it was")
    workplace.site.parent.chmod(0o755)
    workplace.site.chmod(0o755)
    assert workplace.published() == whole["old"]
    assert workplace.beside() == set()


def test_a_site_that_somebody_reads_is_replaced(workplace: Workplace, whole: Whole) -> None:
    """Who works in the old folder or has a page open keeps that; the new site stands all the same."""
    reader = subprocess.Popen(["sleep", "600"], cwd=workplace.site)  # noqa: S607 - our own
    try:
        with (workplace.site / "index.html").open(encoding="utf-8") as page:
            assert workplace.build().code == 0
            assert "Small atlas" in page.read()
        assert workplace.published() == whole["new"]
        assert workplace.beside() == set()
    finally:
        reader.kill()
        reader.wait()


def paused(moment: int) -> tuple[Fault, Callable[[], None], Callable[[], None]]:
    """Return a fault that holds a build at a moment, what waits until it is there, and what lets it go on."""
    reached, arrive = os.pipe()
    wait, go = os.pipe()

    def hold() -> None:
        os.write(arrive, b".")
        os.read(wait, 1)

    return at(moment, hold), lambda: void(os.read(reached, 1)), lambda: void(os.write(go, b"."))


def void(_: object) -> None:
    """Return nothing."""


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_of_two_builds_at_once_the_second_says_so(workplace: Workplace, whole: Whole, part: float) -> None:
    """The build under way is not disturbed, whatever it is doing; the other one leaves everything as it is."""
    moment = int(moments_of_a_build(workplace) * part)
    workplace.write("old")
    fault, wait, go_on = paused(moment)
    first = workplace.start(fault)
    wait()
    second = workplace.build()
    go_on()
    outcome = first.ended()
    assert outcome.code == 0, outcome.said
    if second.code:  # else the first had not begun to write, and had to wait in turn
        assert_it_says_why(second, "another process is writing", "try again when it is done")
    assert workplace.published() == whole["old"]
    assert workplace.beside() == set()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file goes": lambda content: (content / "actors/cepol.yml").unlink(),
    "a file breaks": lambda content: (content / "actors/cepol.yml").write_text("name: [", encoding="utf-8"),
    "a folder goes": lambda content: (content / "actors").rename(content / ".actors"),
    "all goes": lambda content: content.rename(content.with_name("elsewhere")),
    "a link appears": lambda content: (content / "themes").symlink_to("/etc"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("part", [0.02, 0.2, 0.5])
def test_content_that_changes_under_a_build_gives_a_whole_site(
    workplace: Workplace, whole: Whole, change: str, part: float
) -> None:
    """What is read before the change counts, or the build stops with a message: no half a site, no traceback."""
    fault, wait, go_on = paused(int(moments_of_a_build(workplace) * part))
    workplace.write("old")
    assert workplace.build().code == 0
    workplace.write("new")
    under_way = workplace.start(fault)
    wait()
    CHANGES[change](workplace.root / "content")
    go_on()
    outcome = under_way.ended()
    assert "Traceback" not in outcome.said
    if outcome.code:
        assert outcome.code in (1, 2)
        assert workplace.published() == whole["old"]
    else:
        assert "index.html" in workplace.published()
        assert "plans/alpha/actions/1.html" in workplace.published()
    assert workplace.beside() == set()


# ---- Bundles --------------------------------------------------------------------------------------------------------


def test_killed_at_any_moment_a_bundle_is_the_whole_old_one_or_the_whole_new_one(workplace: Workplace) -> None:
    """At 20 moments, most of them while the zip is written: whole before or whole after, and the next one tidies up."""
    file = workplace.root / "bundles/all.zip"
    file.parent.mkdir()
    command = ("bundle", "--output", str(file))
    whole = {}
    for version in ("old", "new"):
        workplace.write(version)
        outcome = workplace.build(None, *command)
        assert outcome.code == 0, outcome.said
        whole[version] = file.read_bytes()
    assert whole["old"] != whole["new"]
    count = moments_of_a_build(workplace, *command)
    chance = random.Random(8)  # noqa: S311 - the same moments every time
    workplace.write("old")
    kept, moments_chosen = 0, max(4, KILLS // 10)
    for number in range(moments_chosen):
        file.write_bytes(whole["new"])
        part = chance.random() if number % 4 == 0 else 0.5 + chance.random() / 2
        outcome = workplace.build(at(int(part * count), die), *command)
        assert outcome.code in (0, -signal.SIGKILL), outcome.said
        assert file.read_bytes() in whole.values(), f"half a bundle when killed after {part}"
        assert len(list(file.parent.iterdir())) <= 3, "leftovers heap up"
        kept += file.read_bytes() == whole["new"]
    assert 0 < kept < moments_chosen, "no bundle was killed before it was whole, or none after"
    assert workplace.build(None, *command).code == 0
    assert file.read_bytes() == whole["old"]
    assert [left.name for left in file.parent.iterdir()] == ["all.zip"]


# ---- The clock ------------------------------------------------------------------------------------------------------


def test_a_clock_in_the_past_builds_the_same_site(
    workplace: Workplace, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the clock at 1970, and content that is a century ahead of it, the site is the same."""
    ahead = 4_102_444_800.0
    for file in (*workplace.site.rglob("*"), *(workplace.root / "content").rglob("*")):
        os.utime(file, (ahead, ahead))

    def backwards() -> None:
        monkeypatch.setattr(time, "time", lambda: 1.0)
        monkeypatch.setattr(build.time, "monotonic", lambda: 0.0)

    assert workplace.build(backwards).code == 0
    assert workplace.published() == whole["new"]
    assert workplace.beside() == set()


def test_a_change_is_seen_whatever_size_and_time_the_file_has(workplace: Workplace) -> None:
    """A file with another text, but of the same length and time as before, gives another page."""
    assert workplace.build().code == 0
    file = workplace.root / "content/plans/alpha/actions/1.yml"
    stamp = file.stat()
    text = dedent(VERSIONS["new"]["plans/alpha/actions/1.yml"])
    file.write_text(text.replace("Exchange more", "Exchange less"), encoding="utf-8")
    os.utime(file, (stamp.st_atime, stamp.st_mtime))
    assert file.stat().st_size == stamp.st_size
    assert workplace.build().code == 0
    assert "Exchange less" in (workplace.site / "plans/alpha/actions/1.html").read_text(encoding="utf-8")
