"""What an editor with the YAML extension does with our schemas, proved with the language server that it runs."""

from __future__ import annotations

import fnmatch
import json
import os
from collections.abc import Iterator
from textwrap import dedent

import pytest

from editor.language_server import ROOT, LanguageServer, missing
from planatlas.authoring.new import new_text
from planatlas.reading.folder import read_folder
from planatlas.reading.kinds import KINDS, path_of
from planatlas.reading.model.base import Kind
from planatlas.reading.schemas import editor_schemas
from small_content import SMALL

SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind.value)
def test_the_workspace_settings_cover_every_kind(kind: object) -> None:
    """A file without the first line that names its schema gets the schema of its kind, and of no other."""
    found = next(one for one in KINDS if one is kind)
    fixed = {Kind.ACTION: "x/y", Kind.SITE: "site", Kind.TERMS: "terms"}
    path = f"/content/{path_of(found.kind, fixed.get(found.kind, 'x'))}"
    matching = [
        schema
        for schema, globs in SETTINGS["yaml.schemas"].items()
        if any(fnmatch.fnmatch(path, glob) for glob in globs)
    ]
    assert matching == [f"./content/schemas/{found.kind}.json"]


def test_every_record_here_names_its_schema() -> None:
    """The first line of each file leads to the schema of its kind, in whatever editor."""
    content = ROOT / "content"
    for path, document in read_folder(content).documents.items():
        first = document.text.partition("\n")[0]
        schema = (content / path).parent / first.removeprefix("# yaml-language-server: $schema=")
        kind = next(one for one in KINDS if one.id_of(path) is not None)
        assert schema.resolve() == (content / f"schemas/{kind.kind}.json").resolve(), path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """Return a language server for a workspace with the small content, its schemas and our settings."""
    if lacking := missing():
        if os.environ.get("CI"):
            pytest.fail(lacking)
        pytest.skip(lacking)
    workspace = tmp_path_factory.mktemp("workspace")
    for path, text in SMALL.items():
        (workspace / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (workspace / "content" / path).write_text(dedent(text).removeprefix("\n"), encoding="utf-8")
    (workspace / "content/schemas").mkdir()
    for name, text in editor_schemas(read_folder(workspace / "content")).items():
        (workspace / "content/schemas" / name).write_text(text, encoding="utf-8")
    with LanguageServer(workspace, SETTINGS) as running:
        running.wait_for_schemas("content/actors/first.yml", "urll: x\n")
        yield running


pytestmark = pytest.mark.xdist_group("editor")


@pytest.mark.editor
@pytest.mark.parametrize("first_line", ["", "# yaml-language-server: $schema=../../../schemas/action.json\n"])
def test_ids_of_actors_are_offered(server: LanguageServer, first_line: str) -> None:
    """Where an actor belongs, the editor offers those that there are, by the file's first line and by the settings."""
    path = f"content/plans/alpha/actions/{'with' if first_line else 'without'}.yml"
    server.open(path, f"{first_line}actors:\n  - actor: \n    role: lead\n")
    assert server.completions(path, first_line.count("\n") + 1, 11) == ["europol"]


@pytest.mark.editor
def test_kinds_roles_and_fields_are_offered(server: LanguageServer) -> None:
    """Kinds are those of the site, roles those of the model, and a new line offers the fields left."""
    server.open("content/instruments/new.yml", "name: A system\nkind: \n\n")
    assert server.completions("content/instruments/new.yml", 1, 6) == ["system"]
    assert {"celex", "operator"} <= set(server.completions("content/instruments/new.yml", 2, 0))
    server.open("content/plans/alpha/actions/roles.yml", "actors:\n  - actor: europol\n    role: \n")
    assert {"lead", "support"} <= set(server.completions("content/plans/alpha/actions/roles.yml", 2, 10))


@pytest.mark.editor
def test_a_field_says_what_it_is_for(server: LanguageServer) -> None:
    """Pointing at a field shows the words of the model."""
    path = "content/plans/alpha/actions/hover.yml"
    server.open(path, 'ref: "1"\njoint_action_days: x\nactors:\n  - {actor: europol, role: lead}\n')
    assert "The code that the document prints, exactly." in server.hover(path, 0, 1)
    assert "What the document says of joint action days." in server.hover(path, 1, 3)
    assert "What it has to do with the action." in server.hover(path, 3, 23)


@pytest.mark.editor
def test_what_is_wrong_is_underlined(server: LanguageServer) -> None:
    """A wrong key and an id that is nobody's are marked at their very place."""
    path = "content/actors/wrong.yml"
    server.open(path, "name: A body\nkind: agency\nurll: https://a.example\npart_of: [europool]\n")
    found = server.problems(path)
    assert ("Property urll is not allowed.", 2, 0, 4) in found
    assert [one[1:] for one in found if "no actor has this id" in one[0]] == [(3, 10, 18)]
    assert len(found) == 2


@pytest.mark.editor
@pytest.mark.parametrize("path", [path for path in SMALL if path.endswith(".yml")])
def test_nothing_is_underlined_that_is_right(server: LanguageServer, path: str) -> None:
    """Content without problems has none in the editor either."""
    server.open(f"content/{path}", dedent(SMALL[path]).removeprefix("\n"))
    assert server.problems(f"content/{path}") == []


@pytest.mark.editor
def test_a_new_file_has_nothing_underlined(server: LanguageServer) -> None:
    """What `planatlas new` writes is right in the editor, its first line included."""
    text = new_text(Kind.THEME, "themes/ports.yml", {"name": "Ports", "summary": "All about ports."})
    server.open("content/themes/ports.yml", text)
    assert server.problems("content/themes/ports.yml") == []
