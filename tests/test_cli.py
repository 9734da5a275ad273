"""The command line: what it prints where, and with which code it exits."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from history_content import PLAN
from planatlas import __version__
from planatlas.cli import main
from planatlas.reading.folder import read_folder
from planatlas.reading.schemas import editor_schemas
from repositories import Repo
from small_content import SMALL, WITH_A_WARNING, WITH_AN_ERROR, write_configuration

FolderMaker = Callable[[Mapping[str, str]], Path]
Command = Callable[..., Result]

ERROR = "content/actors/europol.yml:3:7: error[unknown-kind]: no actor kind 'agancy'"
WARNING = "content/actors/cepol.yml:1:1: warning[orphan]: nothing names the actor 'cepol'"
WITH_A_NOTE = {**SMALL, "plans/alpha/plan.yml": SMALL["plans/alpha/plan.yml"].replace("date: 2024-03-01", "")}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command in a new folder, on no terminal."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return invoke


class TestCheck:
    """`planatlas check`."""

    def test_good_content_is_fine(self, run: Command, content_folder: FolderMaker) -> None:
        """Content without a problem says so and exits with 0."""
        content_folder(SMALL)
        result = run("check")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "no problems\n", "")

    def test_errors_are_reported(self, run: Command, content_folder: FolderMaker) -> None:
        """An error is printed with place, excerpt and hint, and the exit code is 1."""
        content_folder(WITH_AN_ERROR)
        result = run("check")
        assert result.exit_code == 1
        assert result.stdout == (
            f"{ERROR}\n    3 | kind: agancy\n      |       ^^^^^^ did you mean 'agency'?\n1 error\n"
        )

    def test_warnings_count_when_strict(self, run: Command, content_folder: FolderMaker) -> None:
        """A warning is printed and exits with 0, with --strict 1."""
        content_folder(WITH_A_WARNING)
        loose, strict = run("check"), run("check", "--strict")
        assert (loose.exit_code, strict.exit_code) == (0, 1)
        assert loose.stdout == strict.stdout
        assert WARNING in loose.stdout

    def test_notes_never_count(self, run: Command, content_folder: FolderMaker) -> None:
        """A note is printed unless it is not wanted, and never changes the exit code."""
        content_folder(WITH_A_NOTE)
        shown, hidden = run("check", "--strict"), run("check", "--strict", "--no-notes")
        assert (shown.exit_code, hidden.exit_code) == (0, 0)
        assert "note[no-date]" in shown.stdout
        assert hidden.stdout == "no problems\n"

    def test_the_folder_can_be_named(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """--content names another folder, and the places in the report begin with it."""
        content_folder(WITH_AN_ERROR).rename(tmp_path / "elsewhere")
        result = run("check", "--content", "elsewhere")
        assert result.exit_code == 1
        assert result.stdout.startswith("elsewhere/actors/europol.yml:3:7: error")

    def test_json_can_be_read(self, run: Command, content_folder: FolderMaker) -> None:
        """--format json prints a list of problems and nothing else."""
        content_folder(WITH_AN_ERROR)
        result = run("check", "--format", "json")
        (problem,) = json.loads(result.stdout)
        assert result.exit_code == 1
        assert (problem["path"], problem["line"], problem["code"]) == ("content/actors/europol.yml", 3, "unknown-kind")

    def test_github_gets_commands(self, run: Command, content_folder: FolderMaker) -> None:
        """--format github prints one workflow command a problem."""
        content_folder(WITH_AN_ERROR)
        result = run("check", "--format", "github")
        assert result.exit_code == 1
        assert result.stdout.startswith("::error file=content/actors/europol.yml,line=3,col=7,")
        assert result.stdout.count("\n") == 1

    def test_sarif_can_be_read(self, run: Command, content_folder: FolderMaker) -> None:
        """--format sarif prints a SARIF log, of no results where all is well."""
        content_folder(SMALL)
        result = run("check", "--format", "sarif")
        log = json.loads(result.stdout)
        assert result.exit_code == 0
        assert (log["version"], log["runs"][0]["results"]) == ("2.1.0", [])

    def test_strictness_holds_for_every_format(self, run: Command, content_folder: FolderMaker) -> None:
        """The exit code does not depend on the format."""
        content_folder(WITH_A_WARNING)
        for form in ("text", "json", "github", "sarif"):
            assert run("check", "--format", form).exit_code == 0
            assert run("check", "--format", form, "--strict").exit_code == 1

    def test_twenty_mistakes_are_found_in_one_run(self, run: Command) -> None:
        """A folder full of mistakes gives all of them at once, and no traceback."""
        folder = Path(__file__).parent / "checking/cases/twenty-mistakes/content"
        result = run("check", "--content", str(folder))
        assert result.exit_code == 1
        assert result.stdout.endswith("\n20 errors\n")


class TestColour:
    """Colour is for terminals."""

    def test_a_pipe_gets_plain_lines(self, run: Command, content_folder: FolderMaker) -> None:
        """What is no terminal gets no colour and no other control characters."""
        content_folder(WITH_AN_ERROR)
        assert "\x1b" not in run("check").output

    def test_a_terminal_gets_colour(
        self, run: Command, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A terminal gets the same text with colour in it, lines whole however long."""
        content_folder({**WITH_AN_ERROR, "instruments/siena.yml": f"name: {'SIENA ' * 30}\nkind: sistem\n"})
        plain = run("check").stdout
        monkeypatch.setenv("FORCE_COLOR", "1")
        coloured = run("check").stdout
        assert "\x1b[1;31m" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain

    def test_no_color_is_honoured(
        self, run: Command, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With NO_COLOR a terminal gets plain lines."""
        content_folder(WITH_AN_ERROR)
        plain = run("check").stdout
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
        assert run("check").stdout == plain

    @pytest.mark.parametrize("form", ["json", "github", "sarif"])
    def test_machines_never_get_colour(
        self, run: Command, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        """Formats for machines are the same on a terminal."""
        content_folder(WITH_AN_ERROR)
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b" not in run("check", "--format", form).output


class TestBuild:
    """`planatlas build`."""

    def test_a_site_is_built_and_named(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """A build exits with 0 and says on the error stream what was built and where it is."""
        content_folder(SMALL)
        write_configuration(tmp_path)
        result = run("build")
        assert result.exit_code == 0, result.output
        assert (tmp_path / "site/actors/europol.html").is_file()
        assert result.stdout == ""
        assert re.search(r"no problems; \d+ pages in \d+\.\d s\n", result.stderr)
        assert f"The site is at {tmp_path / 'site/index.html'}\n" in result.stderr
        assert "\x1b" not in result.stderr

    def test_the_site_can_be_put_elsewhere(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """--site, --content, --config-file and --as-of are followed."""
        content_folder(SMALL).rename(tmp_path / "texts")
        (tmp_path / "conf").mkdir()
        (tmp_path / "conf/content").mkdir()
        configuration = write_configuration(tmp_path / "conf")
        result = run(
            *("build", "--content", "texts", "--config-file", str(configuration)),
            *("--site", "public/atlas", "--as-of", "2025-12-24"),
        )
        assert result.exit_code == 0, result.output
        html = (tmp_path / "public/atlas/index.html").read_text(encoding="utf-8")
        assert "24 December 2025" in html
        assert not (tmp_path / "conf/site").exists()

    def test_errors_stop_the_build(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """Content with an error is reported on the error stream, and the old site stays."""
        content_folder(WITH_AN_ERROR)
        write_configuration(tmp_path)
        (tmp_path / "site").mkdir()
        (tmp_path / "site/index.html").write_text("the old site")
        result = run("build")
        assert (result.exit_code, result.stdout) == (1, "")
        assert ERROR in result.stderr
        assert (tmp_path / "site/index.html").read_text() == "the old site"

    def test_warnings_stop_the_build_unless_told_otherwise(
        self, run: Command, content_folder: FolderMaker, tmp_path: Path
    ) -> None:
        """Builds are strict by themselves; with --no-strict a warning is shown and the site is built."""
        content_folder(WITH_A_WARNING)
        write_configuration(tmp_path)
        strict = run("build")
        assert strict.exit_code == 1
        assert WARNING in strict.stderr
        assert not (tmp_path / "site").exists()
        loose = run("build", "--no-strict")
        assert loose.exit_code == 0, loose.output
        assert "1 warning; " in loose.stderr
        assert (tmp_path / "site/actors/cepol.html").is_file()

    def test_notes_are_not_repeated(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """A build says nothing of notes."""
        content_folder(WITH_A_NOTE)
        write_configuration(tmp_path)
        result = run("build")
        assert result.exit_code == 0, result.output
        assert "no-date" not in result.output
        assert "no problems" in result.stderr

    def test_a_broken_link_stops_the_build(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """What MkDocs finds wrong with a hand-written page stops a strict build, with its own words."""
        content_folder({**SMALL, "privacy.md": "# Privacy\n\n[gone](gone.md)\n"})
        write_configuration(tmp_path)
        result = run("build")
        assert result.exit_code == 1
        assert "gone.md" in result.stderr
        assert not (tmp_path / "site").exists()

    def test_a_wrong_configuration_is_explained(
        self, run: Command, content_folder: FolderMaker, tmp_path: Path
    ) -> None:
        """A configuration that MkDocs refuses exits with 1 and no traceback."""
        content_folder(SMALL)
        (tmp_path / "mkdocs.yml").write_text("site_name: Small\nplugins: [nothing-of-the-kind]\n")
        assert run("build").exit_code == 1

    def test_other_folders_are_not_replaced(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """A folder that is no site is left alone, and the message says so."""
        content_folder(SMALL)
        write_configuration(tmp_path)
        result = run("build", "--site", "content")
        assert result.exit_code == 1
        assert "is no site" in " ".join(result.stderr.split())
        assert (tmp_path / "content/site.yml").is_file()

    def test_without_a_configuration_the_usage_is_wrong(self, run: Command, content_folder: FolderMaker) -> None:
        """A missing configuration exits with 2."""
        content_folder(SMALL)
        result = run("build")
        assert result.exit_code == 2
        assert "mkdocs.yml" in result.stderr


class TestPages:
    """`planatlas pages`."""

    def test_pages_are_written(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """The pages stand in the folder, and their number is told on the error stream."""
        content_folder(SMALL)
        result = run("pages", "--to", "out")
        assert (result.exit_code, result.stdout) == (0, "")
        count = len(list((tmp_path / "out").rglob("*.md")))
        assert result.stderr == f"{count} pages in out\n"
        assert (tmp_path / "out/actors/europol.md").is_file()

    def test_a_folder_in_use_is_refused(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """A folder that is not empty is wrong usage, and stays as it is."""
        content_folder(SMALL)
        (tmp_path / "out").mkdir()
        (tmp_path / "out/mine.md").write_text("mine")
        result = run("pages", "--to", "out")
        assert result.exit_code == 2
        assert "'out' is not empty" in result.stderr
        assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.md"]

    def test_errors_leave_nothing_behind(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """Content with an error exits with 1 and writes nothing; a warning does not stop it."""
        content_folder(WITH_AN_ERROR)
        result = run("pages", "--to", "out")
        assert result.exit_code == 1
        assert ERROR in result.stderr
        assert not (tmp_path / "out").exists()
        (tmp_path / "content").rename(tmp_path / "wrong")
        content_folder(WITH_A_WARNING).rename(tmp_path / "content")
        assert run("pages", "--to", "out").exit_code == 0

    def test_the_folder_must_be_named(self, run: Command, content_folder: FolderMaker) -> None:
        """Without --to the usage is wrong."""
        content_folder(SMALL)
        assert run("pages").exit_code == 2


class TestExportJson:
    """`planatlas export json`."""

    def test_standard_output_is_json_alone(self, run: Command, content_folder: FolderMaker) -> None:
        """What is printed can be piped into another program."""
        content_folder(SMALL)
        result = run("export", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        assert [one["id"] for one in json.loads(result.stdout)["actions"]] == ["alpha/1"]

    def test_it_can_be_written_to_a_file(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """With --output the same text goes to a file and nothing is printed."""
        content_folder(SMALL)
        printed = run("export", "json").stdout
        result = run("export", "json", "--output", "atlas.json")
        assert (result.exit_code, result.output) == (0, "")
        assert (tmp_path / "atlas.json").read_text(encoding="utf-8") == printed

    def test_errors_leave_an_old_file_alone(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """Content with an error exits with 1, and a file of an earlier export stays as it was."""
        content_folder(WITH_AN_ERROR)
        (tmp_path / "atlas.json").write_text("{}")
        result = run("export", "json", "-o", "atlas.json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert ERROR in result.stderr
        assert (tmp_path / "atlas.json").read_text() == "{}"

    def test_an_unknown_format_is_wrong_usage(self, run: Command, content_folder: FolderMaker) -> None:
        """A format that there is not exits with 2."""
        content_folder(SMALL)
        assert run("export", "papyrus").exit_code == 2


class TestExportCsv:
    """`planatlas export csv`."""

    def test_a_file_for_each_table_is_written(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """The tables stand in a new folder, each named for what its rows are."""
        content_folder(SMALL)
        result = run("export", "csv", "-o", "tables")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "15 tables in tables\n")
        assert {"plans.csv", "actions.csv", "notes.csv"} <= {file.name for file in (tmp_path / "tables").iterdir()}
        assert b"alpha/1,alpha,1,Exchange information" in (tmp_path / "tables/actions.csv").read_bytes()

    def test_nothing_is_overwritten(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """A folder with anything in it exits with 2 and stays as it is."""
        content_folder(SMALL)
        (tmp_path / "tables").mkdir()
        (tmp_path / "tables/plans.csv").write_text("mine")
        result = run("export", "csv", "-o", "tables")
        assert result.exit_code == 2
        assert "'tables' is not empty; give a new folder" in result.stderr
        assert [file.read_text() for file in (tmp_path / "tables").iterdir()] == ["mine"]


class TestExportXlsx:
    """`planatlas export xlsx`."""

    def test_the_same_workbook_is_written_twice(
        self, run: Command, content_folder: FolderMaker, tmp_path: Path
    ) -> None:
        """A file is written and nothing printed; a second run writes the same bytes."""
        content_folder(SMALL)
        for name in ("one.xlsx", "other.xlsx"):
            result = run("export", "xlsx", "-o", name, "--as-of", "2026-02-01")
            assert (result.exit_code, result.output) == (0, "")
        assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()
        assert (tmp_path / "one.xlsx").read_bytes().startswith(b"PK")

    def test_the_file_must_be_named(self, run: Command, content_folder: FolderMaker) -> None:
        """A workbook is nothing for a terminal, so without --output the usage is wrong."""
        content_folder(SMALL)
        assert run("export", "xlsx").exit_code == 2


class TestExportIcs:
    """`planatlas export ics`."""

    def test_standard_output_is_a_calendar(self, run: Command, content_folder: FolderMaker) -> None:
        """The calendar of all plans is printed and nothing else."""
        content_folder(SMALL)
        result = run("export", "ics")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("BEGIN:VCALENDAR")
        assert "UID:alpha_1_deadline-1@planatlas" in result.stdout

    @pytest.mark.parametrize(("option", "name"), [("--plan", "alpha"), ("--actor", "europol")])
    def test_a_plan_or_an_actor_can_be_chosen(
        self, run: Command, content_folder: FolderMaker, option: str, name: str
    ) -> None:
        """--plan and --actor give the calendar of one of them, named for it."""
        content_folder(SMALL)
        result = run("export", "ics", option, name)
        shown = {"alpha": "Plan Alpha", "europol": "Europol"}[name]
        assert f"NAME:Small atlas: {shown} (LIMITE)" in result.stdout
        assert "UID:alpha_1_deadline-1@planatlas" in result.stdout

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--actor", "europoll"), "there is no 'europoll'; did you mean 'europol'?"),
            (("--plan", "zzz"), "there is no 'zzz'"),
            (("--plan", "alpha", "--actor", "europol"), "give either --plan or --actor"),
        ],
    )
    def test_a_wrong_choice_is_explained(
        self, run: Command, content_folder: FolderMaker, options: tuple[str, ...], said: str
    ) -> None:
        """An id that is not there, or two choices at once, exit with 2 and say what to do."""
        content_folder(SMALL)
        result = run("export", "ics", *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


class TestDiff:
    """`planatlas diff`."""

    def test_the_working_folder_is_compared_with_the_last_commit(self, run: Command, tmp_path: Path) -> None:
        """On main, without names, one sees what one has changed since the last commit, and the exit code is 0."""
        repo = Repo(tmp_path)
        first = repo.commit("2026-01-01", PLAN)
        assert run("diff").stdout == f"From {first[:10]} to the working folder: nothing changed in meaning.\n"
        repo.write({"actors/spain.yml": "name: Spain\nkind: country\n"})
        result = run("diff")
        assert result.exit_code == 0
        assert "Actors\n  + Spain: added\n" in result.stdout

    def test_two_versions_are_compared(self, run: Command, tmp_path: Path) -> None:
        """Old and new in this order, as Markdown or JSON if asked."""
        repo = Repo(tmp_path)
        repo.commit("2026-01-01", PLAN)
        repo.git("tag", "v1")
        repo.commit("2026-01-02", {"plans/p/actions/2.yml": None})
        assert "- **Action 2: Train officers**: removed" in run("diff", "v1", "main", "--format", "markdown").stdout
        kinds = [one["kind"] for one in json.loads(run("diff", "main", "v1", "--format", "json").stdout)["changes"]]
        assert kinds == ["action-added"]

    def test_the_exit_code_tells_if_asked(self, run: Command, tmp_path: Path) -> None:
        """As with git diff, --exit-code gives 1 where anything changed and 0 where nothing did."""
        repo = Repo(tmp_path)
        repo.commit("2026-01-01", PLAN)
        assert run("diff", "--exit-code").exit_code == 0
        repo.write({"plans/p/actions/2.yml": None})
        assert run("diff", "--exit-code").exit_code == 1

    def test_a_pipe_gets_plain_lines_and_a_terminal_colour(
        self, run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What came is green on a terminal; a pipe gets text alone."""
        repo = Repo(tmp_path)
        repo.commit("2026-01-01", PLAN)
        repo.write({"actors/spain.yml": "name: Spain\nkind: country\n"})
        assert "\x1b" not in run("diff").stdout
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b[32m  + " in run("diff").stdout
        assert "\x1b" not in run("diff", "--format", "json").stdout

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("mian",), "did you mean 'main'?"),
            (("main", "--audience", "SECRET"), "no marking 'SECRET'"),
            (("--", "-x"), "no commit, branch, tag, folder or zip '-x'"),
        ],
    )
    def test_what_is_no_version_is_wrong_usage(
        self, run: Command, tmp_path: Path, arguments: tuple[str, ...], message: str
    ) -> None:
        """A wrong name is told with the nearest right one, and the exit code is 2."""
        Repo(tmp_path).commit("2026-01-01", PLAN)
        result = run("diff", *arguments)
        assert result.exit_code == 2
        assert message in " ".join(result.stderr.split())

    def test_outside_git_it_says_what_to_do(self, run: Command, content_folder: FolderMaker) -> None:
        """Without a repository two versions have to be named."""
        content_folder(SMALL)
        result = run("diff")
        assert result.exit_code == 2
        assert "the folder is in no git repository; name two versions" in " ".join(result.stderr.split())
        assert run("diff", "content", "./content").exit_code == 0


class TestSchema:
    """`planatlas schema`."""

    def test_schemas_are_written(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """Every schema stands in the folder as the model and the content give it."""
        content_folder(SMALL)
        result = run("schema", "--to", "editors/schemas")
        assert (result.exit_code, result.stdout) == (0, "")
        written = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "editors/schemas").iterdir()}
        assert written == editor_schemas(read_folder(tmp_path / "content"))

    def test_schemas_go_where_records_look_for_them(
        self, run: Command, content_folder: FolderMaker, tmp_path: Path
    ) -> None:
        """Without --to they go into the content folder, and a second run changes nothing."""
        content_folder(SMALL)
        assert run("schema").exit_code == 0
        assert run("schema").exit_code == 0
        assert (tmp_path / "content/schemas/action.json").is_file()

    def test_check_fails_for_a_stale_schema_and_tells_of_stale_ids(
        self, run: Command, content_folder: FolderMaker, tmp_path: Path
    ) -> None:
        """A record added by hand leaves ids.json behind, which stops nobody; a stale schema of the model does."""
        content_folder(SMALL)
        assert run("schema").exit_code == 0
        assert run("schema", "--check").output == ""
        (tmp_path / "content/actors/cepol.yml").write_text("name: CEPOL\nkind: agency\n")
        behind = run("schema", "--check")
        assert (behind.exit_code, behind.stderr) == (
            0,
            "content/schemas/ids.json is out of step; run 'planatlas schema'\n",
        )
        (tmp_path / "content/schemas/actor.json").write_text("{}")
        assert run("schema", "--check").exit_code == 1

    def test_new_and_rename_keep_the_ids_in_step(
        self, run: Command, content_folder: FolderMaker, tmp_path: Path
    ) -> None:
        """Who adds or renames a record by command need not think of the schemas."""
        content_folder(SMALL)
        assert run("schema").exit_code == 0
        assert run("new", "actor", "cepol", "--name", "CEPOL", "--kind", "agency").exit_code == 0
        assert run("rename", "europol", "police").exit_code == 0
        listed = json.loads((tmp_path / "content/schemas/ids.json").read_text())["$defs"]["actor"]["enum"]
        assert listed == ["cepol", "police"]


READERS = [
    ("check",),
    ("build",),
    ("pages", "--to", "out"),
    ("export", "json"),
    ("export", "csv", "-o", "tables"),
    ("export", "xlsx", "-o", "atlas.xlsx"),
    ("export", "ics"),
]
"""Every command that reads content."""


class TestContentOptions:
    """What means the same on every command that reads content."""

    @pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
    def test_a_missing_folder_is_wrong_usage(self, run: Command, command: tuple[str, ...]) -> None:
        """A content folder that is not there exits with 2 and is named."""
        result = run(*command, "--content", "nowhere")
        assert result.exit_code == 2
        assert "'nowhere'" in result.stderr

    @pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
    def test_a_file_is_no_folder(self, run: Command, command: tuple[str, ...], tmp_path: Path) -> None:
        """A file where a folder is meant exits with 2."""
        (tmp_path / "content.yml").touch()
        assert run(*command, "--content", "content.yml").exit_code == 2

    @pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
    @pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "01.01.2026", "2026"])
    def test_a_wrong_day_is_explained(
        self, run: Command, content_folder: FolderMaker, command: tuple[str, ...], day: str
    ) -> None:
        """A day that is none exits with 2 and says how to write one."""
        content_folder(SMALL)
        result = run(*command, "--as-of", day)
        assert result.exit_code == 2
        assert f"'{day}' is not a day; write it as" in result.stderr

    @pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
    def test_a_wrong_epoch_is_explained(
        self, run: Command, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
    ) -> None:
        """SOURCE_DATE_EPOCH that is no number of seconds exits with 2 and is named."""
        content_folder(SMALL)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
        result = run(*command)
        assert result.exit_code == 2
        assert "SOURCE_DATE_EPOCH is 'soon'" in result.stderr

    def as_of(self, run: Command, tmp_path: Path, name: str, *options: str) -> str:
        assert run("pages", "--to", name, *options).exit_code == 0
        found = re.search(r'^as_of: "(.*)"$', (tmp_path / name / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
        assert found is not None
        return found[1]

    def test_the_day_is_stated_or_in_the_environment(
        self, run: Command, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """--as-of goes before SOURCE_DATE_EPOCH, which goes before the clock."""
        content_folder(SMALL)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert self.as_of(run, tmp_path, "one") == "14 November 2023"
        assert self.as_of(run, tmp_path, "other", "--as-of", "2026-02-01") == "1 February 2026"

    def test_the_same_day_gives_the_same_bytes(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """Two runs as of one day write the same files."""
        content_folder(SMALL)
        for name in ("one", "other"):
            assert run("pages", "--to", name, "--as-of", "2026-02-01").exit_code == 0
        one, other = (
            {file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.*")}
            for name in ("one", "other")
        )
        assert one == other


class TestUsage:
    """Help and mistakes on the command line itself."""

    def test_the_version_is_told(self, run: Command) -> None:
        """--version names the program and its version."""
        assert run("--version").stdout == f"planatlas, version {__version__}\n"

    @pytest.mark.parametrize("command", [(), ("export",), *[(name,) for name in main.commands]], ids=" ".join)
    def test_every_command_has_help(self, run: Command, command: tuple[str, ...]) -> None:
        """-h and --help explain a command in a sentence."""
        short, long = run(*command, "-h"), run(*command, "--help")
        assert (short.exit_code, long.exit_code) == (0, 0)
        assert short.stdout == long.stdout
        assert re.search(r"\n\n  [A-Z][^\n]+", short.stdout)

    @pytest.mark.parametrize("arguments", [("chek",), ("check", "--fromat", "json"), ("check", "--format", "xml")])
    def test_wrong_usage_exits_with_2(
        self, run: Command, content_folder: FolderMaker, arguments: tuple[str, ...]
    ) -> None:
        """An unknown command, option or format is explained on the error stream."""
        content_folder(SMALL)
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("Usage: ")

    def test_the_package_runs_as_a_module(self) -> None:
        """`python -m planatlas` is the same program."""
        done = subprocess.run(
            [sys.executable, "-m", "planatlas", "--version"], capture_output=True, text=True, check=False
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, f"planatlas, version {__version__}\n")


class TestAudience:
    """`--audience` and `planatlas leaks`."""

    PUBLIC_TOO = {  # noqa: RUF012 - files, as everywhere here
        **SMALL,
        "plans/beta/plan.yml": "title: Plan Beta\ndate: 2024-03-01\nissuer: europol\n",
    }

    def test_what_is_marked_above_it_is_left_out(self, run: Command, content_folder: FolderMaker) -> None:
        """An export for an audience has what that may have; without the option, what site.yml states."""
        content_folder(self.PUBLIC_TOO)
        public, default = run("export", "json", "--audience", "PUBLIC"), run("export", "json")
        assert [plan["id"] for plan in json.loads(public.stdout)["plans"]] == ["beta"]
        assert [plan["id"] for plan in json.loads(default.stdout)["plans"]] == ["alpha", "beta"]
        assert "SIENA" not in public.stdout

    def test_the_environment_can_name_it(
        self, run: Command, content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """PLANATLAS_AUDIENCE stands in for the option, for commands and for MkDocs alike."""
        content_folder(self.PUBLIC_TOO)
        monkeypatch.setenv("PLANATLAS_AUDIENCE", "PUBLIC")
        assert "SIENA" not in run("export", "json").stdout

    @pytest.mark.parametrize(
        "command", [("check",), ("export", "json"), ("pages", "--to", "out"), ("leaks", "content")]
    )
    def test_an_unknown_one_is_wrong_usage(
        self, run: Command, content_folder: FolderMaker, command: tuple[str, ...]
    ) -> None:
        """A marking that the site does not have exits with 2 and suggests the one that was meant."""
        content_folder(self.PUBLIC_TOO)
        result = run(*command, "--audience", "PUBLC")
        assert result.exit_code == 2
        assert "no marking 'PUBLC'; did you mean 'PUBLIC'?" in result.stderr

    def test_content_is_checked_whole_unless_told_otherwise(self, run: Command, content_folder: FolderMaker) -> None:
        """A name of something marked is a problem of the lower audience alone."""
        files = {**self.PUBLIC_TOO, "actors/europol.yml": SMALL["actors/europol.yml"] + "summary: See [[alpha]].\n"}
        content_folder(files)
        whole, public = run("check", "--strict"), run("check", "--audience", "PUBLIC")
        assert (whole.exit_code, public.exit_code) == (0, 1)
        assert "content/actors/europol.yml:5:14: error[withheld-name]: [[alpha]] is marked above" in public.stdout

    def test_leaks_are_told_with_their_place(self, run: Command, content_folder: FolderMaker, tmp_path: Path) -> None:
        """Each leak is a line with file, line, kind and record; the exit code is 1, and 0 where there is none."""
        content_folder(self.PUBLIC_TOO)
        clean = run("pages", "--to", "out", "--audience", "PUBLIC")
        silent = run("leaks", "out", "--audience", "PUBLIC")
        (tmp_path / "out" / "note.txt").write_text("Nothing here.\nBut Plan Alpha there.\n", encoding="utf-8")
        loud = run("leaks", "out", "--audience", "PUBLIC")
        assert (clean.exit_code, silent.exit_code, silent.stdout) == (0, 0, "")
        assert loud.exit_code == 1
        assert loud.stdout == "note.txt:2: name of plan 'alpha': plan alpha\n"

    def test_leaks_need_content_that_can_be_read(self, run: Command, content_folder: FolderMaker) -> None:
        """What stands in a broken file could not be looked for, so the scan says so instead of silence."""
        content_folder({**self.PUBLIC_TOO, "plans/alpha/plan.yml": "title: [\n"})
        result = run("leaks", "content", "--audience", "PUBLIC")
        assert result.exit_code == 1
        assert "content/plans/alpha/plan.yml" in result.stderr


def test_the_program_ends_with_the_status_of_its_command_and_says_everything(content_folder: FolderMaker) -> None:
    """It leaves at once, and yet nothing of what it says is lost in a pipe, nor a traceback's status."""
    content = content_folder(SMALL)

    def planatlas(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "planatlas", *arguments]
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own program

    assert json.loads(planatlas("export", "json", "--content", content).stdout)["actions"]
    assert planatlas("no-command").returncode == 2
    (content / "actors/europol.yml").write_text("name: [", encoding="utf-8")
    assert planatlas("check", "--content", content).returncode == 1
