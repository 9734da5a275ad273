"""The guides do what they say: their files are written, their commands run, and what they promise comes out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PIL import Image

from browser.guide_pictures import EDITED, GUIDE, MOST, PICTURES, SCALE, WIDTH, Picture, edited
from planatlas.cli import main
from planatlas.cli.reference import commands
from repositories import Repo

FOLDER = GUIDE.parent
CONTENT = FOLDER.parent
GUIDES = sorted(FOLDER.glob("*.md"))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(guide: str) -> list[tuple[str, str]]:
    """Return the pieces of code of a guide, each with its language, in order."""
    return _BLOCK.findall((FOLDER / guide).read_text(encoding="utf-8"))


def follow(guide: str) -> Iterator[tuple[str, str]]:
    """Do what a guide says in the present folder, one piece after the other, and yield each command with its output.

    YAML that begins with a path as a comment is a file. What stands as text is what the command before printed.
    """
    printed = ""
    for language, code in blocks(guide):
        if language == "yaml":
            file = Path(code.split("\n", 1)[0].removeprefix("# "))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(code, encoding="utf-8")
        elif language == "text":
            assert code == printed
        for line in code.splitlines() if language == "sh" else ():
            done = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
            assert done.exit_code == 0, done.output
            printed = done.output
            yield line, printed


def test_a_plan_is_added_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder each file and command of the guide works, the check finds nothing, a site is there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    done = dict(follow("adding-a-plan.md"))
    assert done["planatlas check --strict"] == "no problems\n"
    assert sum(line.startswith("planatlas new ") for line in done) == 7
    action = Path("site/plans/drugs-ports-2023/actions/1.html").read_text(encoding="utf-8")
    for words in (">OLAF<", "as of mid-2024", 'href="../../../instruments/customs-programme.html"'):
        assert words in action
    alliance = Path("site/instruments/european-ports-alliance.html").read_text(encoding="utf-8")
    assert 'href="../plans/drugs-ports-2023/actions/2.html"' in alliance


def test_the_names_in_the_guide_are_those_of_the_real_plan() -> None:
    """What the example takes from the document, such as titles and dates, is what the whole plan has too."""
    whole = CONTENT / "plans/drugs-roadmap-2023"
    (plan, *actions) = [code for language, code in blocks("adding-a-plan.md") if "/plans/" in code.split("\n", 1)[0]]
    facts = [line for line in plan.splitlines() if re.match(r"(title|reference|issuer|date|period|  celex):", line)]
    assert len(facts) == 6
    assert [line for line in facts if line not in (whole / "plan.yml").read_text(encoding="utf-8")] == []
    for number, action in enumerate(actions, 1):
        real = (whole / f"actions/{number}.yml").read_text(encoding="utf-8")
        (title,) = re.findall(r"^title: .*$", action, re.MULTILINE)
        assert title in real
        for actor in re.findall(r"actor: ([\w-]+), role: responsible", action):
            assert re.search(rf"actor: {actor}\n\s+role: responsible", real), actor


def test_the_first_edit_is_of_lines_that_are_there_and_means_what_the_guide_shows(tmp_path: Path) -> None:
    """The edit applies to the real file; comment and page of changes then say what their pictures show."""
    text = (CONTENT / EDITED).read_text(encoding="utf-8")
    repo = Repo(tmp_path)
    repo.commit("2026-11-02", {EDITED: text, "plans/drugs-roadmap-2023/plan.yml": "title: Roadmap\n"})
    repo.commit("2026-11-20", {EDITED: edited(text)})
    asked = ["diff", "--content", str(repo.content), "HEAD~1", "HEAD", "--format", "markdown"]
    said = CliRunner().invoke(main, asked, catch_exceptions=False).output
    (comment,) = (one for one in PICTURES if one.name == "comment")
    (changes,) = (one for one in PICTURES if one.name == "changes")
    assert [words for words in (*comment.words, *changes.words) if words not in said] == []
    assert "1 change in 1 record" in said


def test_the_mistake_in_the_guide_is_reported_as_it_says(tmp_path: Path) -> None:
    """The wrong line gives the very text that the guide prints."""
    file = tmp_path / "content" / EDITED
    file.parent.mkdir(parents=True)
    right = edited((CONTENT / EDITED).read_text(encoding="utf-8"))
    file.write_text(right.replace("when: 2025\n", "when: in 2025\n", 1), encoding="utf-8")
    said = CliRunner().invoke(main, ["check", "--content", str(tmp_path / "content")]).output
    (printed,) = (code for language, code in blocks("first-edit.md") if language == "text")
    assert printed.replace("content/", f"{tmp_path}/content/", 1) in said


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_there_small_and_told_in_words(picture: Picture) -> None:
    """Each is in the guide with an alternative text, has the width it was taken at, and few bytes."""
    file = picture.file
    found = re.findall(rf"!\[([^\]]+)\]\(pictures/{file.name}\)", GUIDE.read_text(encoding="utf-8"))
    assert [len(words) > 30 for words in found] == [True]
    with Image.open(file) as image:
        assert image.width == WIDTH * SCALE
        assert 60 < image.height < 1.6 * image.width
    assert file.stat().st_size < MOST


def test_there_is_no_picture_that_nobody_takes() -> None:
    """Every file among the pictures, and every picture in a guide, is one that `make screenshots` takes."""
    taken = {picture.file.name for picture in PICTURES}
    assert {file.name for file in (FOLDER / "pictures").iterdir()} == taken
    texts = [guide.read_text(encoding="utf-8") for guide in GUIDES]
    shown = {name for text in texts for name in re.findall(r"\(pictures/([^)]+)\)", text)}
    assert shown == taken


@pytest.mark.parametrize("guide", [guide.name for guide in GUIDES if guide.name != "commands.md"])
def test_every_command_in_a_guide_is_one(guide: str) -> None:
    """What a guide tells people to type, in pieces of code and within its lines, has options that there are."""
    known = dict(commands(main))
    lines = [line for language, code in blocks(guide) if language == "sh" for line in code.splitlines()]
    lines += re.findall(r"`(planatlas \w[^`]*)`", (FOLDER / guide).read_text(encoding="utf-8"))
    for line in lines:
        program, *words = shlex.split(line)
        if program != "planatlas":
            continue
        name = next((name for name in (" ".join(words[:2]), words[0]) if name in known), None)
        assert name, line
        command = known[name]
        command.make_parser(click.Context(command)).parse_args(words[len(name.split()) :])


def test_the_guides_name_no_plan_that_is_not_public() -> None:
    """Neither id nor title of a marked plan stands in a guide."""
    texts = "\n".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    marked = [file for file in CONTENT.glob("plans/*/plan.yml") if "\nmarking: " in file.read_text(encoding="utf-8")]
    assert marked
    for file in marked:
        (title,) = re.findall(r"^title: (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert file.parent.name not in texts
        assert title not in texts
