"""What forges run for a change: valid, with the least of rights, and nothing but what `make` runs here too."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
KEYWORDS = {"stages", "default", "variables", "workflow"}
"""What stands in GitLab's file beside the jobs."""


def read(file: Path) -> Any:  # noqa: ANN401 - a file may hold anything
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text of everything


def jobs() -> list[tuple[str, dict[str, Any]]]:
    """Return every job of GitHub's workflows, with the name of its file."""
    return [(file.stem, job) for file in WORKFLOWS for job in read(file)["jobs"].values()]


def scripts() -> list[str]:
    """Return every script that either forge runs."""
    github = [step["run"] for _, job in jobs() for step in job["steps"] if "run" in step]
    gitlab = [line for name, job in read(GITLAB).items() if name not in KEYWORDS for line in job["script"]]
    return [*github, *gitlab]


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "vendor.gitlab-ci"])
def test_the_files_are_valid_by_the_schemas_of_their_forges(schema: str) -> None:
    """GitHub and GitLab take the files as they are."""
    files = WORKFLOWS if "github" in schema else [GITLAB]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_audit_of_the_workflows_finds_nothing() -> None:
    """Zizmor knows how workflows are attacked; it sees no way in, and no permission too many."""
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_its_hash() -> None:
    """An action is named by the commit that was read, with its version beside it for people."""
    uses = [line for file in WORKFLOWS for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_nothing_needs_a_secret() -> None:
    """No workflow asks for a secret: the token that each run is given is enough."""
    assert [file.name for file in WORKFLOWS if "secrets." in file.read_text(encoding="utf-8")] == []


def test_what_may_write_runs_nothing_of_a_pull_request() -> None:
    """A job with the right to write takes no code of a pull request, or runs for the main branch and tags only."""
    writing = [(name, job) for name, job in jobs() if "write" in job["permissions"].values()]
    assert {name for name, _ in writing} == {"comment", "publish", "release"}
    comment = next(job for name, job in writing if name == "comment")
    assert [step for step in comment["steps"] if "uses" in step] == []
    for name in ("publish", "release"):
        assert "pull_request" not in read(ROOT / f".github/workflows/{name}.yml")["on"]


def test_every_target_that_is_run_is_one_of_the_makefile() -> None:
    """Whatever a forge runs with `make` is there to be run on a desk."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    run = set(re.findall(r"\bmake (?:--\S+ )*([a-z-]+)", "\n".join(scripts())))
    assert {"check", "site", "diff", "public", "release"} <= run
    assert run <= targets


def test_both_forges_use_the_same_template_for_changes() -> None:
    """Who proposes a change is asked the same on either forge."""
    github = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")
    assert github == (ROOT / ".gitlab/merge_request_templates/Default.md").read_text(encoding="utf-8")


def test_the_hooks_before_a_commit_fetch_nothing(tmp_path: Path) -> None:
    """The hooks are commands of the project's own environment, and their file is valid."""
    file = ROOT / ".pre-commit-config.yaml"
    assert {repository["repo"] for repository in read(file)["repos"]} == {"local"}
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
