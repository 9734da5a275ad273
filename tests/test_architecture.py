"""The house: stages import only from the stages before them, and each library has the one importer that knows it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

import planatlas

PACKAGE = Path(planatlas.__file__).parent
MODULES = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py"))
STAGES = (
    "running",
    "reading",
    "linking",
    "checking",
    "authoring",
    "history",
    "pages",
    "exports",
    "importing",
    "publishing",
    "cli",
)
"""What all run on, then the stages in the order in which data passes."""
KNOWN_ONLY_TO: dict[str, str | tuple[str, ...]] = {
    "yaml": "reading/yaml_walk.py",
    "ruamel": ("authoring/", "importing/"),
    "jinja2": "pages/templates.py",
    "mkdocs": "publishing/",
    "minify": "publishing/minified.py",
    "watchdog": "publishing/serve/watching.py",
    "ahocorasick_rs": "linking/phrases.py",
    "pypdf": "publishing/unpacking.py",
    "icalendar": "exports/ics_export.py",
    "xlsxwriter": "exports/xlsx_export.py",
    "openpyxl": "importing/sheets.py",
    "sqlite3": "reading/kept.py",
    "platformdirs": "reading/kept.py",
    "weasyprint": "exports/pdf_export.py",
}
"""Libraries, and the one module or folder (ending in a slash) that may import each."""
LONGEST = 400


def imported_by(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything that a module imports, wherever in it, relative and by name too."""
    package = ("planatlas", *PurePosixPath(path).parent.parts)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = (
                    ".".join([*package[: len(package) - level + 1], *([module] if module else [])]) if level else module
                )
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]
            ):
                if called in {"import_module", "__import__"}:
                    yield node.lineno, name


def stage_of(path: str) -> str:
    """Return the folder or module directly below the package."""
    return PurePosixPath(path).parts[0].removesuffix(".py")


def wrong_imports(path: str, source: str) -> list[str]:
    """Return what a module may not import, as `line: name: why`."""
    stage = stage_of(path)
    found = []
    for line, name in imported_by(path, source):
        top, _, rest = name.partition(".")
        if top == "planatlas":
            other = rest.split(".")[0]
            if other in STAGES and stage in STAGES and STAGES.index(other) > STAGES.index(stage):
                found.append(f"{line}: {name}: {other} comes after {stage}")
        elif top in KNOWN_ONLY_TO:
            knows = (known,) if isinstance(known := KNOWN_ONLY_TO[top], str) else known
            if not any(path == one or (one.endswith("/") and path.startswith(one)) for one in knows):
                found.append(f"{line}: {name}: only {' and '.join(knows)} knows {top}")
    return found


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_only_what_its_stage_may(path: str) -> None:
    """A module imports nothing from later stages, and no library that another module alone knows."""
    assert wrong_imports(path, (PACKAGE / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES)
def test_a_module_is_short_enough_to_be_read(path: str) -> None:
    """No module has more than 400 lines."""
    assert len((PACKAGE / path).read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_folder_is_a_stage() -> None:
    """Nothing stands directly below the package but the stages and what every package has."""
    assert {stage_of(path) for path in MODULES} - {"__init__", "__main__"} <= set(STAGES)
    assert {"reading", "linking", "checking", "authoring", "history", "pages", "publishing", "cli"} <= {
        stage_of(path) for path in MODULES
    }


def test_only_the_history_calls_git() -> None:
    """The program is named in no other stage."""
    callers = {
        stage_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == "git"
    }
    assert callers == {"history"}


def test_the_package_itself_imports_nothing_of_its_own() -> None:
    """Importing the package loads no stage, so that no stage can lean on another by way of it."""
    source = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    assert not [name for _, name in imported_by("__init__.py", source) if name.startswith("planatlas")]


def test_the_plugin_and_the_command_line_do_not_know_each_other() -> None:
    """Neither of the two ways in imports the other."""
    plugin = (PACKAGE / "publishing/plugin.py").read_text(encoding="utf-8")
    assert not [name for _, name in imported_by("publishing/plugin.py", plugin) if name.startswith("planatlas.cli")]
    for path in (path for path in MODULES if stage_of(path) == "cli"):
        cli = (PACKAGE / path).read_text(encoding="utf-8")
        assert not [name for _, name in imported_by(path, cli) if name.startswith("planatlas.publishing.plugin")]


@pytest.mark.parametrize("library", list(KNOWN_ONLY_TO))
def test_each_guarded_library_is_imported_where_it_may_be(library: str) -> None:
    """A rule about a library that nothing imports would hold nothing."""
    importers = [
        path
        for path in MODULES
        for _, name in imported_by(path, (PACKAGE / path).read_text(encoding="utf-8"))
        if name.split(".")[0] == library
    ]
    assert importers


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("reading/folder.py", "from planatlas.linking.link import link"),
        ("reading/folder.py", "from planatlas import checking"),
        ("reading/model/plan.py", "from ...linking import link"),
        ("reading/folder.py", "from ..linking.link import link"),
        ("linking/link.py", "import planatlas.checking.check"),
        ("checking/check.py", "def late():\n    from planatlas.pages.build import pages_of"),
        ("checking/check.py", "if TYPE_CHECKING:\n    from planatlas.history.diff import Diff"),
        ("history/diff.py", "from planatlas.pages.build import pages_of"),
        ("pages/build.py", "from planatlas.exports.json_export import export_json"),
        ("exports/json_export.py", "from planatlas.publishing.source import checked"),
        ("publishing/plugin.py", "from planatlas.cli import main"),
        ("publishing/plugin.py", "importlib.import_module('planatlas.cli')"),
        ("reading/folder.py", "import yaml"),
        ("reading/yaml_text.py", "from ruamel.yaml import YAML"),
        ("checking/check.py", "from planatlas.authoring.new import new_file"),
        ("reading/values/when/point.py", "from yaml.reader import ReaderError"),
        ("exports/json_export.py", "import yaml as y"),
        ("exports/html.py", "from jinja2 import Environment"),
        ("pages/views/plan.py", "__import__('jinja2')"),
        ("cli/build.py", "from mkdocs.config import load_config"),
        ("pages/build.py", "import mkdocs.utils, json"),
    ],
)
def test_a_wrong_import_would_be_noticed(path: str, source: str) -> None:
    """Every kind of forbidden import, plain, relative, late, by name or for types only, is found."""
    assert len(wrong_imports(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("cli/build.py", "from planatlas.publishing.build import build_site"),
        ("linking/link.py", "from planatlas.reading.folder import Content"),
        ("linking/link.py", "from .names import Key"),
        ("exports/json_export.py", "from planatlas.pages.addresses import address"),
        ("reading/yaml_walk.py", "import yaml"),
        ("pages/templates.py", "import jinja2"),
        ("publishing/build.py", "from mkdocs.config import load_config"),
        ("reading/schemas.py", "from planatlas import __version__"),
        ("checking/reports.py", "import yamllint"),
    ],
)
def test_a_right_import_is_left_alone(path: str, source: str) -> None:
    """Imports from the same stage, from earlier ones and by those who may know a library are fine."""
    assert wrong_imports(path, source) == []
