"""New records: a file at the right place that explains itself, passes the check, and overwrites nothing."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import FolderMaker
from planatlas.authoring.canonical import canonical
from planatlas.authoring.fields import fields_of
from planatlas.authoring.new import WRITTEN, new_text, scalar
from planatlas.authoring.writing import write_new
from planatlas.cli import main
from planatlas.reading.kinds import KINDS, kind_of, path_of
from planatlas.reading.model.base import Kind
from planatlas.reading.records import record_of
from planatlas.reading.yaml_text import read_document
from small_content import SMALL

GIVEN = {
    Kind.PLAN: ["ports", "--title", "Ports: a plan", "--sections", "number=1,title=Information, and more"],
    Kind.ACTION: [
        *("alpha/2.10", "--title", "Train staff", "--section", "1", "--summary", "Courses.", "--actors"),
        *("actor=europol,role=lead", "--source", "section=Part 1,item=Action 2"),
    ],
    Kind.ACTOR: ["norway", "--name", "Kingdom of Norway", "--kind", "agency", "--country", "NO", "--aliases", "Norge"],
    Kind.INSTRUMENT: ["prum", "--name", "Prüm II", "--kind", "system", "--operator", "europol"],
    Kind.THEME: ["training", "--name", "Training", "--summary", "Courses and exercises. " * 12],
    Kind.MEETING: ["2026-02-01", "--title", "Working party", "--date", "2026-02-01", "--agenda", "title=Ports"],
}


@pytest.fixture
def folder(content_folder: FolderMaker) -> Path:
    return content_folder(SMALL)


def new(folder: Path, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", arguments[0], "--content", str(folder), *arguments[1:]], input=answers)


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_new_record_passes_the_check(folder: Path, kind: Kind) -> None:
    """Whatever the kind: the file lies where it belongs, is in the canonical form, and the content has no errors."""
    result = new(folder, kind.value, *GIVEN[kind])
    assert result.exit_code == 0, result.output
    path = path_of(kind, GIVEN[kind][0])
    raw = (folder / path).read_bytes()
    model = kind_of(path)[0].model  # type: ignore[index]
    assert canonical(path, raw, model) == raw
    checked = CliRunner().invoke(main, ["check", "--content", str(folder), "--no-notes"])
    assert checked.exit_code == 0
    assert "error[" not in checked.stdout


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_other_field_stands_there_with_its_meaning(folder: Path, kind: Kind) -> None:
    """The comments are the model's own words, and taking the sign away gives a file that can be read."""
    assert new(folder, kind.value, *GIVEN[kind]).exit_code == 0
    path = path_of(kind, GIVEN[kind][0])
    text = (folder / path).read_text(encoding="utf-8")
    assert (folder / path).parent.joinpath(text.split("$schema=")[1].split("\n")[0]).resolve() == (
        folder / f"schemas/{kind}.json"
    )
    for field in fields_of(next(one.model for one in KINDS if one.kind is kind)):
        there = re.search(rf"^(# )?{field.name}:(.*)$", text, re.MULTILINE)
        assert there, field.name
        if there[1]:
            assert field.meaning in there[2]
    head, _, fields = text.partition("\n\n")
    assert head.count("\n") == 2
    opened, problems = read_document(path, re.sub(r"^# ", "", fields, flags=re.MULTILINE).encode())
    assert problems == []
    assert {field.name for field in fields_of(next(one.model for one in KINDS if one.kind is kind))} == set(opened.data)


def test_an_action_is_counted_in_its_plan(content_folder: FolderMaker) -> None:
    """The figures by which a plan notices a lost file follow, and nothing else in its file does."""
    plan = dedent(SMALL["plans/alpha/plan.yml"]) + 'counts:  # as of now\n  actions: 1\n  per_section: {"1": 1}\n'
    folder = content_folder({**SMALL, "plans/alpha/plan.yml": plan})
    result = new(folder, "action", *GIVEN[Kind.ACTION])
    assert result.exit_code == 0, result.output
    wanted = plan.replace("actions: 1\n", "actions: 2\n").replace('"1": 1', '"1": 2')
    assert (folder / "plans/alpha/plan.yml").read_text() == wanted.removeprefix("\n")
    assert "counts one action more" in result.stdout


def test_nothing_is_overwritten(folder: Path) -> None:
    """A file that is there stays, also one that came there while the command ran."""
    before = (folder / "actors/europol.yml").read_bytes()
    result = new(folder, "actor", "europol", "--name", "Another", "--kind", "agency")
    assert result.exit_code == 2
    assert "is already there, and stays as it is" in result.stderr
    with pytest.raises(FileExistsError):
        write_new(folder / "actors/europol.yml", b"other")
    assert (folder / "actors/europol.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["actor", "con", "--name", "A", "--kind", "agency"], 2, "Windows keeps for itself"),
        (["actor", "A b", "--name", "A", "--kind", "agency"], 2, "rename it to 'a-b'"),
        (["actor", "a", "--name", "A", "--kind", "agancy"], 1, "did you mean 'agency'?"),
        (["actor", "siena", "--name", "A", "--kind", "agency"], 1, "error[shared-id]"),
        (["actor", "a", "--name", "Europol", "--kind", "agency"], 1, "error[duplicate-alias]"),
        (["actor", "european-police-office", "--name", "A", "--kind", "agency"], 1, "error[broken-formerly]"),
        (["actor", "a"], 2, "missing: --name, --kind; on a terminal they are asked for"),
        (["action", "2.10", "--title", "T"], 2, "should read PLAN/REF, such as alpha/1"),
        (["action", "beta/1", "--title", "T", "--section", "1", "--summary", "S", "--source", "section=a,item=b"], 1,
         "error[action-without-plan]: there is no plan 'beta'"),
        (["plan", "p", "--title", "T", "--sections", "Information"], 2, "should read FIELD=VALUE"),
    ],
)  # fmt: skip
def test_what_would_be_wrong_is_not_written(folder: Path, arguments: list[str], code: int, said: str) -> None:
    """The message says what to do, and no file is made."""
    before = sorted(folder.rglob("*"))
    result = new(folder, *arguments)
    assert (result.exit_code, said in result.stderr) == (code, True), result.output
    assert sorted(folder.rglob("*")) == before


def test_what_is_missing_is_asked_for(folder: Path) -> None:
    """Each needed field in turn with its meaning, words to choose from where there are few, and the id last."""
    result = new(folder, "actor", "--ask", answers="Border Agency\nagancy\nagency\n\n")
    assert result.exit_code == 0, result.output
    assert "The full name, in English as the body itself writes it." in result.stdout
    assert "'agancy' is not 'agency'" in result.stdout
    assert "id, which is the file's name [border-agency]" in result.stdout
    assert "name: Border Agency\n" in (folder / "actors/border-agency.yml").read_text()


def test_an_action_is_asked_for_its_plan_and_section(folder: Path) -> None:
    """The plan and the sections are those that there are, and a part's fields are asked for one by one."""
    answers = "alpha\n2.10\nTrain staff\n1\nCourses.\nPart 1\nAction 2\n"
    result = new(folder, "action", "--ask", answers=answers)
    assert result.exit_code == 0, result.output
    text = (folder / "plans/alpha/actions/2.10.yml").read_text()
    assert 'ref: "2.10"\ntitle: Train staff\nsection: "1"\n' in text
    assert "source: {section: Part 1, item: Action 2}\n" in text


def test_a_dry_run_prints_the_file(folder: Path) -> None:
    """Nothing is written, and what is printed is what would be."""
    before = sorted(folder.rglob("*"))
    printed = new(folder, "theme", *GIVEN[Kind.THEME], "--dry-run").stdout
    assert sorted(folder.rglob("*")) == before
    assert new(folder, "theme", *GIVEN[Kind.THEME]).exit_code == 0
    assert (folder / "themes/training.yml").read_text(encoding="utf-8") == printed


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"])))
def test_any_text_reads_back_as_it_was_given(text: str) -> None:
    """On a line of its own and in braces, with our reader and with that of any editor."""
    for line, where in ((f"a: {scalar(text)}\n", ("a",)), (f"a: {{b: {scalar(text, in_braces=True)}}}\n", ("a", "b"))):
        document, problems = read_document("x.yml", line.encode())
        assert problems == []
        data, read = document.data, yaml.safe_load(line)
        for part in where:
            data, read = data[part], read[part]  # type: ignore[index, assignment, call-overload]
        assert (data, read) == (text, text)


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40), max_size=4))
def test_long_prose_keeps_its_words(paragraphs: list[str]) -> None:
    """Prose that does not fit on a line becomes a text block with the same words."""
    text = "\n".join(["word " * 30, *paragraphs])
    written = new_text(Kind.THEME, "themes/x.yml", {"name": "x", "summary": text})
    document, problems = read_document("themes/x.yml", written.encode())
    record, wrong = record_of(kind_of("themes/x.yml")[0].model, document)  # type: ignore[index]
    assert (problems, wrong) == ([], [])
    assert getattr(record, "summary", "").split() == text.split()
