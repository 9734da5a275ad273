"""Each folder in cases/ is a content folder with something wrong in it, and the report that it gives."""

from __future__ import annotations

import ast
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from golden import Golden
from planatlas import reading
from planatlas.checking.check import check
from planatlas.checking.reports import text_report
from planatlas.checking.rule import RULES
from planatlas.linking.link import link
from planatlas.reading.folder import Content, read_folder
from planatlas.reading.model.base import Kind
from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.yaml_text import MAX_BYTES, Document
from planatlas.reading.yaml_walk import MAX_VALUES

AS_OF = date(2026, 1, 1)
CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
NARROWER = {
    "unknown-reference": {
        "unknown-plan",
        "unknown-action",
        "unknown-actor",
        "unknown-instrument",
        "unknown-theme",
        "unknown-name",
        "ambiguous-name",
    }
}
"""Rules that never report under their own code, and the codes they report under."""


def problems_of(content: Content) -> list[Problem]:
    return check(link(content, AS_OF))


def report_of(folder: Path) -> str:
    content = read_folder(folder)
    return text_report(problems_of(content), content, "content")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_content_folder_gives_its_report(case: Path, golden: Golden) -> None:
    """The problems of a content folder are reported with place, excerpt, caret and hint, in the order of the files."""
    golden.compare_file(case / "problems.txt", report_of(case / "content"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_shows_the_problem_that_it_is_named_for(case: Path) -> None:
    """A case that is named for a code has that problem, so that no case goes on passing with an empty report."""
    codes = {problem.code for problem in problems_of(read_folder(case / "content"))}
    names = {
        "nothing-wrong": set(),
        "unknown-reference": NARROWER["unknown-reference"] - {"ambiguous-name"},
        "a-broken-file-causes-no-others": {"unknown-field", "yaml-syntax"},
        "a-broken-site-file-causes-no-others": {"bad-value"},
        "text-in-brackets": {"yaml-syntax", "bad-value"},
        "no-site-file": {"unknown-kind", "unknown-marking"},
    }
    if case.name != "twenty-mistakes":
        assert codes >= names.get(case.name, {case.name})
    if case.name in names:
        assert codes == names[case.name]


def test_two_files_that_differ_only_by_case_are_refused() -> None:
    """Two paths that Windows and macOS take for one are an error at the second of them."""
    # Made in memory: a file system that ignores case could not hold both.
    paths = ("actors/europol.yml", "actors/EUROPOL.yml")
    content = Content(documents={path: Document(path, "") for path in paths})
    found = [problem for problem in problems_of(content) if problem.code == "same-but-for-case"]
    assert [problem.span for problem in found] == [Span("actors/EUROPOL.yml")]
    assert "'actors/europol.yml'" in found[0].message


@pytest.mark.parametrize("name", ["con", "prn", "AUX", "nul", "com1", "lpt9", "com¹", "con.2024"])
def test_names_that_windows_reserves_are_refused(name: str) -> None:
    """A name that Windows keeps for itself is an error, in any case and with any ending."""
    path = f"actors/{name}.yml"
    content = Content(documents={path: Document(path, "")})
    found = [problem.message for problem in problems_of(content) if problem.code == "unsafe-name"]
    assert found == [f"'{name}' is a name that Windows keeps for itself"]


@pytest.mark.parametrize("name", ["console", "auxiliary", "com10", "null", "2.10", "a-b.c"])
def test_names_that_only_look_reserved_are_fine(name: str) -> None:
    """A name that merely begins like a reserved one is no problem."""
    path = f"actors/{name}.yml"
    content = Content(documents={path: Document(path, "")})
    assert not [problem for problem in problems_of(content) if problem.code == "unsafe-name"]


def test_a_link_out_of_the_content_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link that leads out of the content folder is an error, and what it leads to is not read."""
    (tmp_path / "content/actors").mkdir(parents=True)
    (tmp_path / "secret.yml").write_text("password: swordfish\n")
    (tmp_path / "content/actors/europol.yml").symlink_to(tmp_path / "secret.yml")
    report = report_of(tmp_path / "content")
    assert "content/actors/europol.yml:1:1: error[link-outside]: the link leads out of the content folder" in report
    assert "swordfish" not in report


def test_what_is_not_a_plain_file_is_refused(tmp_path: Path) -> None:
    """A pipe or a broken link with the name of a record is an error and does not stop the reading."""
    (tmp_path / "actors").mkdir()
    os.mkfifo(tmp_path / "actors/pipe.yml")
    (tmp_path / "actors/broken.yml").symlink_to(tmp_path / "actors/nowhere.yml")
    codes = {problem.span.path: problem.code for problem in problems_of(read_folder(tmp_path))}
    assert codes == {"actors/broken.yml": "unreadable-file", "actors/pipe.yml": "unreadable-file"}


def test_a_file_too_large_for_a_record_is_refused_unread(tmp_path: Path) -> None:
    """A file of more bytes than any record has is an error."""
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/europol.yml").write_bytes(b"name: Europol\n" + b"#" * MAX_BYTES)
    (problem,) = problems_of(read_folder(tmp_path))
    assert (problem.code, problem.span) == ("file-too-large", Span("actors/europol.yml"))


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    """A link to a folder, which other programs would walk round and round, is an error."""
    (tmp_path / "again").symlink_to(".")
    (problem,) = problems_of(read_folder(tmp_path))
    assert (problem.code, problem.span) == ("link-to-folder", Span("again"))


def test_a_file_with_more_values_than_a_record_is_refused(tmp_path: Path) -> None:
    """A file of more values than any record has is an error at the first one too many."""
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/europol.yml").write_text("aliases:\n" + "- x\n" * (MAX_VALUES + 9), encoding="utf-8")
    (problem,) = problems_of(read_folder(tmp_path))
    assert (problem.code, problem.span.line) == ("too-many-values", MAX_VALUES + 2)


SHOWN_WITHOUT_A_CASE = {
    "same-but-for-case": test_two_files_that_differ_only_by_case_are_refused,
    "link-outside": test_a_link_out_of_the_content_folder_is_refused,
    "unreadable-file": test_what_is_not_a_plain_file_is_refused,
    "link-to-folder": test_a_link_to_a_folder_is_refused,
    "too-many-values": test_a_file_with_more_values_than_a_record_is_refused,
    "file-too-large": test_a_file_too_large_for_a_record_is_refused_unread,
}
"""Codes of what cannot be kept in a repository, with the tests that show them."""


def reading_codes() -> set[str]:
    """Return every code under which the first stage reports, from its source."""
    folder = Path(reading.__file__).parent
    return {code for file in folder.rglob("*.py") for code in codes_in(file.read_text(encoding="utf-8"))}


def codes_in(source: str) -> Iterator[str]:
    """Yield the codes in a source text: first values of problems and of what is returned, and what `code` is set to."""
    for node in ast.walk(ast.parse(source)):
        first: ast.AST | None = None
        match node:
            case ast.Call(func=ast.Name(id="Trap"), args=[_, _, _, value]):
                first = value
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[value, *_]):
                first = value if name in {"Problem", "RefusedError", "_refused", "_UnreadableError"} else None
            case ast.AnnAssign(target=ast.Name(id="code"), value=value):
                first = value
            case ast.Return(value=ast.Tuple(elts=[value, *_])):
                first = value
            case ast.Assign(targets=[ast.Name(id="code")], value=value):
                first = value
            case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id="code"), *_])], value=ast.Tuple(elts=[value, *_])):
                first = value
        if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z0-9-]{3,}", str(first.value)):
            yield str(first.value)


def test_every_code_is_shown_by_a_case() -> None:
    """Every rule and every problem of reading stands in some golden report, so that each has been seen once."""
    reports = "".join((case / "problems.txt").read_text(encoding="utf-8") for case in CASES)
    shown = set(re.findall(r": (?:error|warning|note)\[([a-z0-9-]+)\]: ", reports)) | set(SHOWN_WITHOUT_A_CASE)
    known = reading_codes()
    assert {"tab", "bad-value", "misplaced-file", "merge-conflict"} <= known
    demanded = {narrow for code in RULES for narrow in NARROWER.get(code, {code})} | known
    assert demanded - shown == set()
    assert shown - demanded == set()


MISTAKES: Mapping[str, tuple[str, str]] = {
    "actors/commission.yml": ("bad-value", "commission.europa.eu"),
    "actors/cyprus.yml": ("repeated-key", "kind"),
    "actors/frontex.yml": ("duplicate-alias", "European Union Agency for Law Enforcement Cooperation"),
    "actors/greece.yml": ("bad-value", "GR"),
    "instruments/api.yml": ("merge-conflict", "<<<<<<<"),
    "instruments/nis2.yml": ("celex-contradicts-number", "32022L2557"),
    "plans/borders-2025/actions/1.yml": ("missing-field", "r"),  # what is absent is reported where the record begins
    "plans/borders-2025/plan.yml": ("bad-value", "2027..2025"),
    "plans/customs-2023/actions/1.yml": ("yaml-syntax", '"'),
    "plans/customs-2023/plan.yml": ("bad-value", "29/09/2023"),
    "plans/ports-2024/actions/1.yml": ("unknown-value", "leader"),
    "plans/ports-2024/actions/10.yml": ("unknown-field", "wen"),
    "plans/ports-2024/actions/2.yml": ("unknown-actor", "cypros"),
    "plans/ports-2024/actions/3.yml": ("unknown-actor", "Frontex"),
    "plans/ports-2024/actions/4.yml": ("unknown-section", '"3"'),
    "plans/ports-2024/actions/5.yml": ("unknown-name", "[[Interpoll]]"),
    "plans/ports-2024/actions/6.yml": ("yaml-syntax", ":"),
    "plans/ports-2024/actions/7.yml": ("open-name", "[[frontex] and other"),
    "plans/ports-2024/actions/8.yml": ("bad-value", "10.000"),
    "plans/ports-2024/actions/9.yml": ("tab", "\t"),
}
"""The mistakes in the case twenty-mistakes: the code of each, and the text that is wrong."""


def test_twenty_mistakes_give_twenty_problems_at_their_places() -> None:
    """Twenty mistakes as newcomers make them give twenty errors in one run, each at the very text that is wrong."""
    content = read_folder(Path(__file__).parent / "cases/twenty-mistakes/content")
    found = problems_of(content)
    assert Counter(problem.span.path for problem in found) == Counter(list(MISTAKES))
    for problem in found:
        span = problem.span
        line = content.documents[span.path].line(span.line)
        text = line[span.column - 1 : span.column - 1 + span.length]
        assert (problem.severity, problem.code, text) == (Severity.ERROR, *MISTAKES[span.path])


@pytest.mark.parametrize("damage", [b"adress: The Hague\n", b"a stray line\n", b"\xe9\n"])
def test_a_broken_body_causes_no_flood(tmp_path: Path, damage: bytes) -> None:
    """One mistake in the file of the body that the real content names most is one problem, not hundreds."""
    content = tmp_path / "content"
    shutil.copytree(Path(__file__).parents[2] / "content", content)
    atlas = link(read_folder(content), AS_OF)
    named = Counter(reference.target for reference in atlas.references if reference.target)
    most = next(key.id for key, _ in named.most_common() if key.kind is Kind.ACTOR)
    before = errors_in(content)
    with (content / f"actors/{most}.yml").open("ab") as file:
        file.write(damage)
    assert len(set(errors_in(content)) - set(before)) == 1


def errors_in(content: Path) -> list[Problem]:
    return [problem for problem in problems_of(read_folder(content)) if problem.severity is Severity.ERROR]
