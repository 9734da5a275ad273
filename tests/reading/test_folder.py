"""The content folder: every file in its place is read, everything else is a problem."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planatlas.reading.folder import Content, read_folder
from planatlas.reading.model.base import Kind
from planatlas.reading.model.site import Site

FolderMaker = Callable[[Mapping[str, str | bytes]], Path]


def complaints(content: Content) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.span.path, problem.message) for problem in content.problems]


def test_every_record_is_read_under_its_id(content_folder: FolderMaker, minimal: Mapping[str, str]) -> None:
    """One file of each kind gives one record of each kind, in the order of the paths."""
    content = read_folder(
        content_folder(
            {
                "site.yml": "title: A site\n",
                "terms.yml": "terms:\n  - {term: EU}\n",
                "plans/p/plan.yml": minimal["plan"],
                "plans/p/actions/1.yml": minimal["action"],
                "actors/b.yml": minimal["actor"],
                "actors/a.yml": minimal["actor"],
                "instruments/i.yml": minimal["instrument"],
                "themes/t.yml": minimal["theme"],
                "meetings/m.yml": minimal["meeting"],
            }
        )
    )
    assert content.problems == []
    assert {kind: list(entries) for kind, entries in content.entries.items()} == {
        Kind.SITE: ["site"],
        Kind.TERMS: ["terms"],
        Kind.PLAN: ["p"],
        Kind.ACTION: ["p/1"],
        Kind.ACTOR: ["a", "b"],
        Kind.INSTRUMENT: ["i"],
        Kind.THEME: ["t"],
        Kind.MEETING: ["m"],
    }
    assert content.site.title == "A site"
    assert content.actions["p/1"].path == "plans/p/actions/1.yml"
    assert content.terms is not None
    assert [term.term for term in content.terms.record.terms] == ["EU"]


def test_an_empty_folder_is_content_too(content_folder: FolderMaker) -> None:
    """Without any file there are the defaults of a site, no terms and no problem."""
    content = read_folder(content_folder({}))
    assert (content.site, content.terms, content.problems) == (Site(), None, [])


def test_without_a_folder_there_is_a_plain_error(tmp_path: Path) -> None:
    """A folder that is not there, or is a file, is refused by its name."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("nowhere", "file"):
        with pytest.raises(NotADirectoryError, match=f"there is no content folder '.*{name}'"):
            read_folder(tmp_path / name)


def test_what_is_no_yaml_and_what_is_hidden_is_left_alone(content_folder: FolderMaker) -> None:
    """Markdown pages, generated schemas and the files of editors and Git are no records and no problems."""
    content = read_folder(
        content_folder(
            {
                "about.md": "# About\n",
                "actors/readme.txt": "x",
                "schemas/actor.json": "{}",
                "schemas/old.yml": "x",
                ".git/config.yml": "x",
                "actors/.hidden.yml": "x",
                ".DS_Store": b"\x00",
            }
        )
    )
    assert (content.problems, content.documents) == ([], {})


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("europol.yml", "no record belongs at this path", "records live at site.yml"),
        ("actors/eu/europol.yml", "no record belongs at this path", "move it to actors/europol.yml"),
        ("plans/p/1.yml", "no record belongs at this path", "an action belongs at plans/p/actions/1.yml"),
        ("plans/ports.yml", "no record belongs at this path", "a plan belongs at plans/ports/plan.yml"),
        ("actor/europol.yml", "no record belongs at this path", "move it to actors/europol.yml"),
        ("notes/europol.yml", "no record belongs at this path", "records live at site.yml"),
        ("actors/schemas/a.yml", "no record belongs at this path", "move it to actors/a.yml"),
        ("actors/europol.yaml", "records end in .yml", "rename it to 'europol.yml'"),
        ("actors/EUROPOL.YML", "records end in .yml", "rename it to 'EUROPOL.yml'"),
        ("actors/europol.yml.txt", "records end in .yml, and this file is not read", "rename it to 'europol.yml'"),
        ("site.Yaml", "records end in .yml", "rename it to 'site.yml'"),
    ],
)
def test_a_misplaced_file_is_refused_with_the_right_place(
    content_folder: FolderMaker, minimal: Mapping[str, str], path: str, message: str, hint: str
) -> None:
    """A record that would silently be left out is a problem instead."""
    (problem,) = read_folder(content_folder({path: minimal["actor"]})).problems
    assert (problem.code, problem.span.path, problem.message) == ("misplaced-file", path, message)
    assert hint in (problem.hint or "")


def test_a_folder_named_like_a_record_is_refused(content_folder: FolderMaker, minimal: Mapping[str, str]) -> None:
    """A folder europol.yml is no record; what lies in it is still looked at."""
    content = read_folder(content_folder({"actors/europol.yml/x.yml": minimal["actor"]}))
    assert complaints(content) == [
        ("misplaced-file", "actors/europol.yml", "a folder is named like a record"),
        ("misplaced-file", "actors/europol.yml/x.yml", "no record belongs at this path"),
    ]


def test_a_link_out_of_the_folder_is_refused(
    content_folder: FolderMaker, tmp_path: Path, minimal: Mapping[str, str]
) -> None:
    """Neither a file nor a folder from elsewhere gets into a site by a link."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.yml").write_text(minimal["actor"], encoding="utf-8")
    folder = content_folder({"actors/a.yml": minimal["actor"]})
    (folder / "actors" / "b.yml").symlink_to(tmp_path / "elsewhere" / "secret.yml")
    (folder / "actors" / "c.yml").symlink_to("../../elsewhere/secret.yml")
    (folder / "themes").symlink_to(tmp_path / "elsewhere")
    content = read_folder(folder)
    assert complaints(content) == [
        ("link-outside", path, "the link leads out of the content folder")
        for path in ("actors/b.yml", "actors/c.yml", "themes")
    ]
    assert list(content.documents) == ["actors/a.yml"]


def test_a_link_within_the_folder_is_followed(content_folder: FolderMaker, minimal: Mapping[str, str]) -> None:
    """A second name for a file of the folder is a record like any other, also where the folder itself is a link."""
    folder = content_folder({"actors/a.yml": minimal["actor"]})
    (folder / "actors" / "b.yml").symlink_to("a.yml")
    (folder.parent / "link").symlink_to(folder)
    content = read_folder(folder.parent / "link")
    assert (list(content.actors), content.problems) == (["a", "b"], [])


def test_links_that_lead_nowhere_or_in_circles_are_refused(content_folder: FolderMaker) -> None:
    """A broken link and one to itself are problems, and so is a folder within itself, which has no end."""
    folder = content_folder({})
    (folder / "broken.yml").symlink_to("gone.yml")
    (folder / "circle.yml").symlink_to("circle.yml")
    (folder / "again").symlink_to(".")
    assert complaints(read_folder(folder)) == [
        ("link-to-folder", "again", "links to folders are not followed"),
        ("unreadable-file", "broken.yml", "this is not a plain file"),
        ("unreadable-file", "circle.yml", "this is not a plain file"),
    ]


def test_a_pipe_is_refused_instead_of_waited_for(content_folder: FolderMaker) -> None:
    """Reading from a named pipe would never end."""
    folder = content_folder({"actors/a.txt": ""})
    os.mkfifo(folder / "actors" / "pipe.yml")
    assert complaints(read_folder(folder)) == [("unreadable-file", "actors/pipe.yml", "this is not a plain file")]


def test_a_file_that_cannot_be_opened_is_a_problem(
    content_folder: FolderMaker, minimal: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file without permission is reported, and the others are read."""
    folder = content_folder({"actors/a.yml": minimal["actor"], "actors/b.yml": minimal["actor"]})

    really_open = os.open

    def refuse(path: str, *how: int) -> int:
        if path.endswith("a.yml"):
            raise PermissionError(13, "Permission denied")
        return really_open(path, *how)

    monkeypatch.setattr(os, "open", refuse)
    content = read_folder(folder)
    assert complaints(content) == [("unreadable-file", "actors/a.yml", "the file cannot be read: Permission denied")]
    assert list(content.actors) == ["b"]


def test_a_folder_that_cannot_be_opened_is_a_problem(
    content_folder: FolderMaker, minimal: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without permission is reported, and the others are read."""
    folder = content_folder({"actors/a.yml": minimal["actor"], "themes/t.yml": minimal["theme"]})
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "actors":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    content = read_folder(folder)
    assert complaints(content) == [("unreadable-file", "actors", "the folder cannot be read: Permission denied")]
    assert list(content.themes) == ["t"]


def test_a_name_that_is_not_utf_8_is_a_problem(content_folder: FolderMaker, minimal: Mapping[str, str]) -> None:
    """Such a name could not even be printed; the problem shows it with question marks."""
    folder = content_folder({"actors/a.yml": minimal["actor"]})
    try:
        (folder / "actors" / os.fsdecode(b"caf\xe9.yml")).write_text(minimal["actor"], encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    content = read_folder(folder)
    assert complaints(content) == [("misplaced-file", "actors/caf?.yml", "the name is not UTF-8")]
    assert list(content.actors) == ["a"]


def test_what_cannot_be_read_is_known_as_unread(content_folder: FolderMaker, minimal: Mapping[str, str]) -> None:
    """A broken file holds no record, but is there, so that references to it are not called unknown."""
    content = read_folder(
        content_folder({"actors/a.yml": "name: [", "actors/b.yml": "name: x\n", "actors/c.yml": minimal["actor"]})
    )
    assert [problem.code for problem in content.problems] == ["yaml-syntax", "missing-field"]
    assert list(content.actors) == ["c"]
    assert list(content.unread(Kind.ACTOR)) == ["a", "b"]
    assert content.unread(Kind.THEME) == {}


def test_a_record_with_a_repeated_key_is_read_all_the_same(
    content_folder: FolderMaker, minimal: Mapping[str, str]
) -> None:
    """The repetition is reported together with whatever else is wrong in the file."""
    content = read_folder(content_folder({"actors/a.yml": minimal["actor"] + "kind: other\n"}))
    assert [problem.code for problem in content.problems] == ["repeated-key"]
    assert content.actors["a"].record.kind == "eu-agency"


def test_all_problems_of_all_files_come_at_once(content_folder: FolderMaker) -> None:
    """One broken file hides no other's problems."""
    content = read_folder(
        content_folder(
            {
                "actors/a.yml": "name: x\nkynd: y\nurl: ftp://x\n",
                "actors/b.yml": b"name: \xff\n",
                "actors/c.yml": "",
                "actors/d.yml": "name: x\nname: y\nshort: [x]\n",
                "stray.yml": "x",
            }
        )
    )
    assert [(problem.span.path, problem.code) for problem in content.problems] == [
        ("actors/a.yml", "bad-value"),
        ("actors/a.yml", "unknown-field"),
        ("actors/b.yml", "not-utf8"),
        ("actors/c.yml", "empty-file"),
        ("actors/d.yml", "repeated-key"),
        ("actors/d.yml", "bad-value"),
        ("actors/d.yml", "missing-field"),
        ("stray.yml", "misplaced-file"),
    ]
