"""Problems for people, for continuous integration and for editors."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from golden import Golden
from planatlas import __version__
from planatlas.checking.check import stops
from planatlas.checking.explanations import explanations
from planatlas.checking.reports import REPORTS, github_report, json_report, one_line, sarif_report, summary, text_report
from planatlas.checking.rule import RULES
from planatlas.reading.folder import Content
from planatlas.reading.problems import Problem, Severity, Span, in_source_order
from planatlas.reading.yaml_text import Document

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
PATH = "actors/europol.yml"


def content_with(text: str) -> Content:
    return Content(documents={PATH: Document(PATH, text)})


def problem(
    span: Span | None = None,
    *,
    message: str = "no actor kind 'agancy'",
    severity: Severity = ERROR,
    code: str = "unknown-kind",
    hint: str | None = "did you mean 'agency'?",
) -> Problem:
    return Problem(code, severity, message, span or Span(PATH, 2, 7, 6), hint)


def excerpt_and_carets(report: str) -> tuple[str, str]:
    """Return what stands under each other after the gutter: the line, and the carets with the hint."""
    _, line, carets, *_ = report.split("\n")
    assert line[:8].endswith(" | ")
    assert carets[:8] == "      | "
    return line[8:], carets[8:]


def test_a_text_report_shows_place_line_caret_and_hint() -> None:
    """A problem is one line with its place, the line of the file, and carets under the text that is meant."""
    report = text_report([problem()], content_with("name: Europol\nkind: agancy\n"), "content")
    assert report == (
        "content/actors/europol.yml:2:7: error[unknown-kind]: no actor kind 'agancy'\n"
        "    2 | kind: agancy\n"
        "      |       ^^^^^^ did you mean 'agency'?\n"
        "1 error\n"
    )


def test_a_problem_without_a_hint_shows_carets_alone() -> None:
    """Where nothing is known to do, nothing follows the carets."""
    report = text_report([problem(hint=None)], content_with("name: Europol\nkind: agancy\n"), "content")
    assert report.split("\n")[2] == "      |       ^^^^^^"


def test_a_problem_at_an_empty_line_shows_its_hint_alone() -> None:
    """Without a line to show, the hint stands under the place."""
    report = text_report([problem(Span(PATH))], content_with(""), "content")
    assert report.split("\n")[1] == "    did you mean 'agency'?"
    assert "^" not in report


def test_a_problem_in_a_file_that_was_not_read_has_no_excerpt() -> None:
    """A file that no document was made of is named without an excerpt."""
    report = text_report([problem(Span("odd.yml"), hint=None)], Content(), "content")
    assert report == "content/odd.yml:1:1: error[unknown-kind]: no actor kind 'agancy'\n1 error\n"


def test_tabs_do_not_move_the_caret() -> None:
    """A tab is shown as one space, so that the caret stays under its column."""
    line, carets = excerpt_and_carets(
        text_report([problem(Span(PATH, 1, 7, 6))], content_with("kind:\tagancy"), "content")
    )
    assert line == "kind: agancy"
    assert carets.startswith("      ^^^^^^ ")


def test_columns_count_characters_not_bytes() -> None:
    """Letters beyond ASCII take one column each."""
    line, carets = excerpt_and_carets(
        text_report([problem(Span(PATH, 1, 14, 6))], content_with("{n: Łódź, k: agancy}"), "content")
    )
    assert line[13:19] == "agancy"
    assert carets.startswith(" " * 13 + "^^^^^^ ")


def test_a_line_of_150_characters_is_shown_from_its_start() -> None:
    """A line that fits is not cut, wherever the caret stands."""
    text = "x" * 140 + "agancy"
    line, carets = excerpt_and_carets(text_report([problem(Span(PATH, 1, 141, 6))], content_with(text), "content"))
    assert line == text
    assert carets.startswith(" " * 140 + "^^^^^^ ")


def test_a_very_long_line_is_cut_around_the_caret() -> None:
    """Of a line too long for a terminal the part around the caret is shown."""
    text = "a" * 5000 + "agancy" + "z" * 5000
    line, carets = excerpt_and_carets(text_report([problem(Span(PATH, 1, 5001, 6))], content_with(text), "content"))
    assert len(line) == 160
    start = carets.index("^")
    assert line[start : start + 6] == "agancy"
    assert line[:start].strip("a") == line[start + 6 :].strip("z") == ""


def test_carets_end_with_the_line() -> None:
    """A span that is longer than what is shown of its line has no carets beyond it."""
    _, carets = excerpt_and_carets(
        text_report([problem(Span(PATH, 1, 1, 999), hint=None)], content_with("kind"), "content")
    )
    assert carets == "^^^^"


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x00", "\x7f", "\u202e", "\u200b", "\ufeff", "\udcff"])
def test_characters_that_steer_a_terminal_are_not_shown(character: str) -> None:
    """An escape or an override in a file, a message or a path is replaced, and moves nothing."""
    found = problem(Span(PATH, 1, 9, 6), message=f"no kind 'a{character}b'", hint=f"write {character}")
    report = text_report([found], content_with(f"kind: a{character}agancy"), f"con{character}tent")
    assert character not in report
    line, carets = excerpt_and_carets(report)
    assert line == "kind: a\N{REPLACEMENT CHARACTER}agancy"
    assert carets.startswith("        ^^^^^^ ")
    report.encode()


def test_a_message_of_several_lines_is_shown_on_one() -> None:
    """A line break within a wrong value does not break the report's lines."""
    found = problem(message="no kind 'a\nb'")
    assert one_line(found, "content") == "content/actors/europol.yml:2:7: error[unknown-kind]: no kind 'a b'"


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=400).filter(str.strip),
    st.data(),
)
def test_carets_stand_under_the_text_that_is_meant(text: str, data: st.DataObject) -> None:
    """Whatever a line holds, the characters above the carets are those of the span, as far as they can be shown."""
    column = data.draw(st.integers(1, len(text)))
    length = data.draw(st.integers(1, len(text) - column + 1))
    found = problem(Span(PATH, 1, column, length), hint=None)
    line, carets = excerpt_and_carets(text_report([found], content_with(text), "content"))
    start, count = carets.index("^"), carets.count("^")
    assert carets.strip() == "^" * count
    meant, above = text[column - 1 : column - 1 + length], line[start : start + count]
    assert len(line) <= 160
    assert count == length or start + count == len(line)
    for wanted, shown in zip(meant, above, strict=False):
        assert shown == wanted or not wanted.isprintable()


def test_a_summary_counts_by_severity() -> None:
    """The last line counts errors, warnings and notes, and says when there is nothing."""
    several = [problem(), problem(severity=WARNING), problem(severity=WARNING), problem(severity=NOTE)]
    assert summary(several) == "1 error, 2 warnings, 1 note"
    assert summary([problem(severity=NOTE)] * 2) == "2 notes"
    assert summary([]) == "no problems"
    assert text_report([], Content(), "content") == "no problems\n"


def test_a_json_report_is_a_list_of_flat_objects() -> None:
    """JSON carries every part of a problem under its own key."""
    rows = json.loads(json_report([problem(), problem(severity=NOTE, hint=None)], Content(), "content"))
    assert rows[0] == {
        "code": "unknown-kind",
        "severity": "error",
        "message": "no actor kind 'agancy'",
        "hint": "did you mean 'agency'?",
        "path": "content/actors/europol.yml",
        "line": 2,
        "column": 7,
        "length": 6,
    }
    assert (rows[1]["severity"], rows[1]["hint"]) == ("note", None)
    assert json.loads(json_report([], Content(), "content")) == []


EXPLAINED = "%0AExplained: planatlas explain unknown-kind"
"""What follows each message, on a line of its own within the annotation."""


def test_a_github_report_leads_to_the_site_where_its_address_is_known() -> None:
    """An annotation ends with the address of the explanation."""
    report = github_report([problem()], Content(), "content", "https://atlas.example")
    assert report.endswith("%0AExplained: https://atlas.example/problems.html#unknown-kind\n")


def test_a_github_report_is_a_command_a_line() -> None:
    """A workflow command names file, line, first and last column, and the code as title."""
    problems = [problem(), problem(severity=WARNING, hint=None), problem(severity=NOTE, hint=None)]
    place = "file=content/actors/europol.yml,line=2,col=7,endColumn=13,title=unknown-kind"
    assert github_report(problems, Content(), "content").split("\n") == [
        f"::error {place}::no actor kind 'agancy' (did you mean 'agency'?){EXPLAINED}",
        f"::warning {place}::no actor kind 'agancy'{EXPLAINED}",
        f"::notice {place}::no actor kind 'agancy'{EXPLAINED}",
        "",
    ]


def test_a_github_report_escapes_what_github_would_read() -> None:
    """Percent signs and line breaks are escaped in a message; colons and commas too in a property."""
    found = problem(Span("a,b:c%.yml"), message="100%: a, b\r\n::error::no", hint=None)
    assert github_report([found], Content(), "content") == (
        "::error file=content/a%2Cb%3Ac%25.yml,line=1,col=1,endColumn=2,title=unknown-kind"
        f"::100%25: a, b%0D%0A::error::no{EXPLAINED}\n"
    )


def unescaped(text: str) -> str:
    """Return a value as the runner reads it back."""
    for escaped, plain in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


@given(
    st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1)
)
def test_a_github_report_keeps_any_message_and_name_whole(message: str, name: str) -> None:
    """Any message and file name give one command, from which both can be read back."""
    (line, rest) = github_report([problem(Span(f"{name}.yml"), message=message, hint=None)], Content(), "c").split("\n")
    assert rest == ""
    found = re.fullmatch(r"::error file=([^,:]*),line=1,col=1,endColumn=2,title=unknown-kind::([^\n\r]*)", line)
    assert found is not None
    assert unescaped(found[1]) == f"c/{name}.yml"
    assert unescaped(found[2].removesuffix(EXPLAINED)) == message


SARIF_SCHEMA = Path(__file__).parents[1] / "vendor/sarif-2.1.0/sarif-schema-2.1.0.json"
"""The schema of the standard, SARIF 2.1.0 with Errata 01."""


def test_the_schema_of_the_standard_is_unchanged() -> None:
    """The vendored schema is byte for byte that of the standard, and its licence is beside it."""
    digest = hashlib.sha256(SARIF_SCHEMA.read_bytes()).hexdigest()
    assert digest == "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
    assert "OASIS Open" in (SARIF_SCHEMA.parent / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("severity", list(Severity))
def test_a_sarif_report_has_the_shape_of_the_standard(severity: Severity) -> None:
    """A SARIF log is valid by the schema of the standard, with and without the address of the site."""
    validator = Draft4Validator(json.loads(SARIF_SCHEMA.read_text(encoding="utf-8")))
    found = [problem(severity=severity), problem(Span("a b%.yml"), code="tab", hint=None, severity=severity)]
    for problems in (found, []):
        for site in (None, "https://atlas.example/"):
            log = json.loads(sarif_report(problems, Content(), "content", site))
            validator.validate(log)
            assert len(log["runs"][0]["results"]) == len(problems)


def test_a_sarif_report_says_what_a_text_report_says() -> None:
    """Rule, level, message and region are those of the problem; columns count characters and end after the text."""
    (run,) = json.loads(sarif_report([problem()], Content(), "content"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == __version__
    (described,) = run["tool"]["driver"]["rules"]
    assert described["id"] == "unknown-kind"
    assert described["shortDescription"] == {"text": RULES["unknown-kind"].summary}
    assert described["help"]["text"] == explanations()["unknown-kind"].text
    assert "```yaml\nkind: eu-agency\n```" in described["help"]["markdown"]
    assert "helpUri" not in described
    assert run["results"] == [
        {
            "ruleId": "unknown-kind",
            "level": "error",
            "message": {"text": "no actor kind 'agancy'; did you mean 'agency'?"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "content/actors/europol.yml"},
                        "region": {"startLine": 2, "startColumn": 7, "endColumn": 13},
                    }
                }
            ],
        }
    ]


def test_a_sarif_report_leads_to_the_site_where_its_address_is_known() -> None:
    """Editors and code hosts link each finding to its explanation."""
    (run,) = json.loads(sarif_report([problem()], Content(), "content", "https://atlas.example"))["runs"]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://atlas.example/problems.html#unknown-kind"


def test_every_explained_code_makes_a_valid_sarif_rule() -> None:
    """The explanations of all codes together are valid by the standard."""
    found = [problem(code=code) for code in explanations()]
    log = json.loads(sarif_report(found, Content(), "content", "https://atlas.example"))
    Draft4Validator(json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))).validate(log)
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(explanations())


def test_sarif_paths_are_percent_encoded() -> None:
    """A path stands in SARIF as the address that it is, spaces and letters beyond ASCII encoded."""
    log = json.loads(sarif_report([problem(Span("actors/Łódź 1.yml"))], Content(), "content"))
    (result,) = log["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "content/actors/%C5%81%C3%B3d%C5%BA%201.yml"


@pytest.mark.parametrize("form", list(REPORTS))
def test_every_report_can_be_written_as_utf8(form: str) -> None:
    """A file name that is no UTF-8 and a text beyond ASCII break no report."""
    found = problem(Span("actors/\udcff.yml"), message="nothing is called 'Łódź'")
    text = REPORTS[form]([found], Content(), "content")
    assert "Łódź" in text.encode().decode()


@pytest.mark.parametrize("form", list(REPORTS))
def test_every_report_of_the_same_problems_is_golden(form: str, golden: Golden) -> None:
    """Each format of one list of problems is as it was last read and found good."""
    content = content_with("name: Europol\nkind: agancy\n")
    problems = in_source_order(
        [
            problem(),
            problem(Span(PATH, 1, 7, 7), message="nothing names it", severity=WARNING, code="orphan", hint=None),
        ]
    )
    golden.compare_file(Path(__file__).parent / "reports" / f"{form}.txt", REPORTS[form](problems, content, "content"))


def test_problems_stand_in_the_order_of_the_source_once_each() -> None:
    """Problems are sorted by file, line and column, and two of the same are one."""
    spans = [Span("b.yml", 1, 1), Span("a.yml", 10, 1), Span("a.yml", 9, 5), Span("a.yml", 9, 2), Span("a.yml", 9, 2)]
    assert [one.span for one in in_source_order([problem(span) for span in spans])] == [
        Span("a.yml", 9, 2),
        Span("a.yml", 9, 5),
        Span("a.yml", 10, 1),
        Span("b.yml", 1, 1),
    ]


@pytest.mark.parametrize(
    ("severities", "loose", "strict"),
    [
        ([], False, False),
        ([NOTE], False, False),
        ([WARNING], False, True),
        ([ERROR], True, True),
        ([NOTE, WARNING], False, True),
        ([NOTE, WARNING, ERROR], True, True),
    ],
)
def test_errors_stop_and_warnings_stop_when_strict(severities: list[Severity], *, loose: bool, strict: bool) -> None:
    """Errors stop a build, warnings only a strict one, notes none."""
    problems = [problem(severity=severity) for severity in severities]
    assert stops(problems, strict=False) is loose
    assert stops(problems, strict=True) is strict


def test_every_rule_says_in_a_sentence_what_it_demands() -> None:
    """A rule's summary is one sentence, since reports for editors show it."""
    for rule in RULES.values():
        assert re.fullmatch(r"[A-Z][^\n]+\.", rule.summary), rule.code
