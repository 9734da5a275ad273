"""The tasks of those who are new here, done by the command line alone, with a mistake each that is answered."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from foreign_table import COLUMNS, write_foreign_table
from history_content import PLAN
from planatlas.cli import main
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind
from repositories import Repo

Command = Callable[..., Result]
GUIDE = Path(__file__).parents[2] / "content/guides/from-a-table.md"
AS_OF = date(2026, 1, 1)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Return a repository with one commit on main, in which one works on a branch."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    made = Repo(tmp_path)
    made.write({**PLAN, "actors/poland.yml": "name: Poland\nkind: country\ncountry: PL\n"})
    made.write({"actors/norway.yml": "name: Norway\nkind: country\ncountry: NO\n"})
    made.git("add", ".")
    made.git("commit", "--quiet", "--message", "The plan as published")
    made.git("switch", "--quiet", "--create", "my-change")
    return made


@pytest.fixture
def run() -> Command:
    """Return a function that runs a command on no terminal."""

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


def rewrite(file: Path, old: str, new: str) -> None:
    """Replace in a file what stands there once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_deadline_is_put_right_and_its_comment_read(repo: Repo, run: Command) -> None:
    """A time written as people write it is answered with the form to write; then the diff says what it means."""
    file = repo.content / "plans/p/actions/1.yml"
    written = "when: 2024-Q2}]\nthemes"
    rewrite(file, "printed: by Q2 2024", "printed: by Q3 2024")
    for mistake, answer in (
        ("when: 30/09/2024", "write 2024-09-30"),
        ("when: Q3 2024", "write 2024-Q3"),
        ("when: 2024-Q5", "a year has the quarters Q1 to Q4"),
        ("wen: 2024-Q3", "did you mean 'when'?"),
        ("when: 2024-Q3, kind: target", "one of deadline, start, recurrence, relative"),
    ):
        mistaken = f"{mistake}}}]\nthemes"
        rewrite(file, written, mistaken)
        refused = run("check")
        assert refused.exit_code == 1
        assert "content/plans/p/actions/1.yml:9:" in refused.stdout
        assert answer in refused.stdout
        written = mistaken
    rewrite(file, written, "when: 2024-Q3}]\nthemes")
    assert run("check").exit_code == 0
    comment = run("diff", "--format", "markdown").stdout
    assert "1 change in 1 record" in comment
    assert "**Action 1: Exchange lists**: deadline “Report” moved from Q2 2024 to Q3 2024, 3 months later" in comment


def test_a_norwegian_body_and_an_action_that_names_it(repo: Repo, run: Command) -> None:
    """`NO` is Norway as it stands; small letters, the code as an actor and a file out of place are answered."""
    new = ("new", "actor", "kripos", "--name", "Kripos", "--kind", "agency", "--country")
    assert "write NO" in run(*new, "no").stderr
    assert run(*new, "NO").exit_code == 0
    assert "country: NO\n" in (repo.content / "actors/kripos.yml").read_text(encoding="utf-8")
    text = (
        'ref: "3"\ntitle: Name a liaison officer\nsection: "2"\nsummary: "[[Kripos]] names one."\n'
        "actors: [{actor: %s, role: lead}]\nsource: {section: Two, item: third}\n"
    )
    repo.write({"plans/p/3.yml": text % "kripos"})
    assert "an action belongs at plans/p/actions/3.yml" in run("check").stdout
    repo.write({"plans/p/3.yml": None, "plans/p/actions/3.yml": text % "NO"})
    assert "'NO' is a country's code; write norway" in run("check").stdout
    repo.write({"plans/p/actions/3.yml": text % "kripos"})
    assert run("check").exit_code == 0
    actor = link(read_folder(repo.content), AS_OF).actors["kripos"].record
    assert str(actor.country) == "NO"
    assert "+ Action 3: Name a liaison officer: added" in run("diff").stdout


def test_forty_actions_come_in_from_a_table_in_another_format(repo: Repo, run: Command, tmp_path: Path) -> None:
    """Every mistake has sheet, row and column, nothing is written with one, and the table put right comes in whole."""
    table = tmp_path / "ports.xlsx"
    write_foreign_table(table, mistaken=True)
    importing = ("import", str(table), "--plan", "ports-2025")
    assert "write it first: planatlas new plan ports-2025" in run(*importing).stderr
    assert run("new", "plan", "ports-2025", "--title", "Ports", "--issuer", "europol").exit_code == 0
    assert "such as --column 'Responsible=ref'" in run(*importing).stderr
    assert "did you mean 'Timeline'?" in run(*importing, "--column", "No.=ref", "--column", "Timline=deadline").stderr
    refused = run(*importing, *COLUMNS)
    assert refused.exit_code == 1
    errors = [line for line in refused.stderr.splitlines() if ": error: " in line]
    assert errors == [
        "Action plan!D5: error: 'Q5 2025' cannot be read as a time",
        "Action plan!A6: error: no actor is called 'Eurpol'",
        "Action plan!A6: error: no actor is called 'Interpol'",
        "Action plan!B7: error: the ref '1.1' stands a second time; first at Action plan!B5",
    ]
    for hint in ("write it as 2025-Q3", "did you mean 'europol'?", "a spreadsheet makes 3.1 of 3.10"):
        assert hint in refused.stderr
    assert not (repo.content / "plans/ports-2025/actions").exists()

    write_foreign_table(table)
    taken = run(*importing, *COLUMNS)
    assert taken.exit_code == 0, taken.stderr
    assert "Action plan!H3: warning: the column 'Budget' is left out" in taken.stderr
    assert "warning: the row is struck through, and left out" in taken.stderr
    assert "is kept as it is printed, and counts as no date" in taken.stderr
    assert run("check").exit_code == 0
    files = [str(file) for file in (repo.content / "plans/ports-2025").rglob("*.yml")]
    assert run("fmt", "--check", *files).exit_code == 0
    _look_at(repo)
    assert "the plan has an action '1.1' already" in run(*importing, *COLUMNS).stderr


def _look_at(repo: Repo) -> None:
    """Look at what came of the table."""
    atlas = link(read_folder(repo.content), AS_OF)
    assert len(atlas.actions_of["ports-2025"]) == 40
    assert [section.title for section in atlas.plans["ports-2025"].record.sections] == [
        *("Controls", "Cooperation", "Training", "Research")
    ]
    actions = {name.split("/")[1]: entry.record for name, entry in atlas.actions.items() if "ports-2025/" in name}
    named = {ref: [(one.actor, str(one.role), one.detail) for one in actions[ref].actors] for ref in actions}
    assert named["1.1"] == [("europol", "responsible", None), ("poland", "responsible", None)]
    assert named["1.2"] == [("europol", "lead", None), ("poland", "support", None)]
    assert named["1.3"] == [("europol", "responsible", "customs unit")]
    assert named["1.4"] == [("norway", "responsible", None), ("poland", "partner", None)]
    assert named["3.1"] == [("europol", "responsible", None), ("poland", "responsible", None)]
    assert [(one.key, one.measure) for one in actions["1.2"].indicators] == [
        *(("a", "Number of checks"), ("b", "number of ports"))
    ]
    times = {ref: [(one.printed, str(one.when)) for one in actions[ref].deadlines] for ref in actions}
    assert times["1.1"] == [("by end 2026", "2026")]
    assert times["1.2"] == [("ongoing", "ongoing")]
    assert times["1.3"] == [("31/12/2025", "2025-12-31")]
    assert times["1.5"] == [("as soon as possible", "None")]
    assert times["2.1"] == [("Q3 2025", "2025-Q3")]
    assert times["2.2"] == [("was Q1 2025, now Q3 2025", "2025-Q3")]
    assert [note.text for ref in ("2.1", "2.2") for note in actions[ref].notes] == [
        "The table strikes out “Q1 2025” and writes “Q3 2025”.",
        "The table says that the time was “Q1 2025” before.",
    ]
    steps = [(one.number, one.text, one.timing and str(one.timing.when)) for one in actions["3.1"].activities]
    assert steps == [("3.1.a", "Draw up the curriculum", "2026-Q1"), ("3.1.b", "Hold the first course", "2026-06")]


def test_the_table_in_the_guide_comes_in_as_the_guide_says(repo: Repo, run: Command, tmp_path: Path) -> None:
    """The guide's own table and commands give the actions that it speaks of."""
    bodies = ("frontex", "cepol", "interpol", "commission", "member-states")
    repo.write({f"actors/{one}.yml": f"name: {one.replace('-', ' ').title()}\nkind: agency\n" for one in bodies})
    text = GUIDE.read_text(encoding="utf-8")
    table = text.split("begins like this:\n\n")[1].split("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if "---" not in line]
    with (tmp_path / "ports.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Draft"], *cells])
    written, looked, *_ = re.findall(r"^planatlas (?:new|import) .*$", text, re.MULTILINE)
    assert run(*shlex.split(written)[1:]).exit_code == 0
    import_words = [word.replace("ports.xlsx", "ports.csv") for word in shlex.split(looked)[1:]]
    assert "3 files would change" in run(*import_words).stderr
    assert run(*import_words[:-1]).exit_code == 0
    actions = {one.record.ref: one.record for one in link(read_folder(repo.content), AS_OF).actions.values()}
    assert [(one.actor, str(one.role)) for one in actions["1.1"].actors] == [
        ("europol", "lead"),
        ("frontex", "support"),
    ]
    assert str(actions["1.2"].deadlines[0].when) == "2026"
    (step,) = actions["1.2"].activities
    assert (step.number, step.timing and str(step.timing.when)) == ("1.2.a", "2025-Q3")


def test_an_instrument_used_in_thirty_files_is_renamed(repo: Repo, run: Command) -> None:
    """Every reference follows, the old id stays as a former one, and the diff tells it as a renaming and no more."""
    text = (
        'ref: "{0}"\ntitle: Look up lists\nsection: "2"\n# kept\nsummary: It is done in [[siena]],\n  and  so on.\n'
        "instruments: [{{instrument: siena, relation: uses}}]\nsource: {{section: Two, item: x}}\n"
    )
    repo.write({f"plans/p/actions/{number}.yml": text.format(number) for number in range(10, 40)})
    repo.git("add", ".")
    repo.git("commit", "--quiet", "--message", "Thirty more")
    assert "did you mean 'siena'?" in run("rename", "sienna", "siena-network").stderr
    assert "is already the id of another actor" in run("rename", "europol", "poland").stderr
    done = run("rename", "instruments/siena", "siena-network")
    assert done.exit_code == 0
    assert "61 references rewritten, 31 other files changed" in done.stderr
    after = (repo.content / "plans/p/actions/12.yml").read_text(encoding="utf-8")
    assert after == text.format(12).replace("siena", "siena-network")
    assert run("check").exit_code == 0
    assert not (repo.content / "instruments/siena.yml").exists()
    atlas = link(read_folder(repo.content), AS_OF)
    assert Key(Kind.INSTRUMENT, "siena-network") in atlas.redirects.values()
    difference = run("diff", "HEAD").stdout
    assert "1 change in 1 record" in difference
    assert "renamed; its id was “siena”" in difference


def test_fifty_cells_come_back_as_fifty_lines(repo: Repo, run: Command, tmp_path: Path) -> None:
    """Rows sorted, columns moved, spaces, days and numbers as a spreadsheet has them change nothing but the cells."""
    text = (
        'ref: "{0}"\ntitle: Train\nsection: "2"\nsummary: Officers are  trained.\n'
        "deadlines:\n  - what: Course\n    when: 2025  # as agreed\n"
        "indicators: [{{key: a, measure: Courses, target: {{at_least: 10, unit: courses}}}}]\n"
        "source: {{section: Two, item: x}}\n"
    )
    repo.write({f"plans/p/actions/{number}.yml": text.format(number) for number in range(10, 35)})
    repo.git("add", ".")
    repo.git("commit", "--quiet", "--message", "Twenty-five more")
    workbook = tmp_path / "atlas.xlsx"
    assert run("export", "xlsx", "-o", str(workbook)).exit_code == 0
    _edit_as_a_spreadsheet_does(workbook)
    refused = run("import", str(workbook)).stderr
    assert "deadlines!" in refused
    assert "'31/12/2026' is not a time" in refused
    assert "write 2026-12-31" in refused
    assert repo.git("status", "--porcelain", "content") == ""

    book = load_workbook(workbook)
    for row in book["deadlines"].iter_rows():
        for cell in row:
            if cell.value == "31/12/2026":
                cell.value = datetime(2026, 12, 31)  # noqa: DTZ001 - a cell knows no time zone
    book.save(workbook)
    taken = run("import", str(workbook))
    assert taken.exit_code == 0, taken.stderr
    assert "Remarks of my own: warning" in taken.stderr
    changed = repo.git("diff", "--unified=0", "content").splitlines()
    added = [line[1:].strip() for line in changed if line.startswith("+") and not line.startswith("+++")]
    assert len(added) == 50
    assert added.count("when: 2027  # as agreed") == 24
    assert sum(line.startswith("when: 2026-12-31") for line in added) == 1
    assert added[1].endswith("target: {at_least: 12, unit: courses}}]")
    assert run("check").exit_code == 0


def _edit_as_a_spreadsheet_does(workbook: Path) -> None:
    """Change fifty cells, and much that is no change."""
    book = load_workbook(workbook)
    deadlines, indicators, actions = book["deadlines"], book["indicators"], book["actions"]
    header = [cell.value for cell in deadlines[1]]
    rows = [dict(zip(header, (cell.value for cell in row), strict=True)) for row in deadlines.iter_rows(min_row=2)]
    mine = [row for row in rows if row["what"] == "Course"]
    for row in mine:
        row["when"] = 2027
    mine[-1]["when"] = "31/12/2026"
    rows.sort(key=lambda row: str(row["action"]), reverse=True)
    deadlines.delete_rows(1, deadlines.max_row)
    header.reverse()
    deadlines.append(header)
    for number, row in enumerate(rows):
        deadlines.append([row[name] for name in header])
        if number % 7 == 0:
            deadlines.append([" "])
    names = [cell.value for cell in indicators[1]]
    for cells in indicators.iter_rows(min_row=2):
        if cells[names.index("measure")].value == "Courses":
            cells[names.index("value")].value = "12 "
    for cells in actions.iter_rows(min_row=2):
        cells[3].value = f"{cells[3].value} "
    book.create_sheet("Remarks of my own").append(["Ask again in May"])
    book.save(workbook)
