"""A record under another id: every reference follows, every other byte stays, and all of it happens or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import FolderMaker
from planatlas.authoring import writing
from planatlas.authoring.rename import CannotRenameError, key_of, new_key, renaming
from planatlas.authoring.writing import write_all
from planatlas.checking.check import check, stops
from planatlas.cli import main
from planatlas.exports.json_export import export_json
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.pages.build import pages_of
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind
from small_content import SMALL

CONTENT = Path(__file__).parents[2] / "content"
OLD, NEW = "zz-old", "zz-new"
SITE = SMALL["site.yml"]


def atlas_of(folder: Path) -> Atlas:
    return link(read_folder(folder), date(2026, 1, 1))


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def rename(folder: Path, old: str, new: str, ref: str | None = None) -> None:
    atlas = atlas_of(folder)
    was = key_of(old, atlas)
    write_all(folder, renaming(folder, atlas, was, new_key(was, new), ref=ref).files)


def test_every_reference_follows_and_nothing_else_changes(content_folder: FolderMaker) -> None:
    """Fields and prose, with other words or without, quoted or not; comments and spacing stay to the byte."""
    files = {
        **SMALL,
        "actors/europol.yml": "name: European Police # no europol\nshort: Europol\nkind: agency\n",
        "actors/ec3.yml": "name: EC3\nkind: agency\npart_of:   [ 'europol' ]  # europol stays in a comment\n",
        "terms.yml": 'terms:\n  - {term: EP, actor: "europol"}\n',
        "meetings/m.yml": (
            "title: M\ndate: 2026-02-01\nbody: europol\nagenda:\n  - {title: europol, actors: [ec3, europol]}\n"
        ),
        "plans/alpha/actions/2.yml": (
            'ref: "2"\ntitle: europol\nsection: "1"\nsummary: |\n  [[europol]] and [[europol|the\n  agency]], '
            "[[Europol]], [[ europol ]].\nactors:\n  - {actor: europol, role: lead, detail: europol}\n"
            "source: {section: europol, item: b}\nnotes:\n  - {text: 'Of [[europol]]'}\n"
        ),
    }
    folder = content_folder(files)
    before = files_in(folder)
    rename(folder, "actor:europol", "police-agency")
    after = files_in(folder)
    assert set(after) == set(before) - {"actors/europol.yml"} | {"actors/police-agency.yml"}
    assert after["actors/police-agency.yml"] == before["actors/europol.yml"] + b"formerly: [europol]\n"
    assert after["actors/ec3.yml"].endswith(b"part_of:   [ 'police-agency' ]  # europol stays in a comment\n")
    assert after["terms.yml"] == b'terms:\n  - {term: EP, actor: "police-agency"}\n'
    assert after["meetings/m.yml"].endswith(
        b"body: police-agency\nagenda:\n  - {title: europol, actors: [ec3, police-agency]}\n"
    )
    action = after["plans/alpha/actions/2.yml"].decode()
    assert "title: europol\n" in action
    assert "  [[police-agency]] and [[police-agency|the\n  agency]], [[Europol]], [[ police-agency ]].\n" in action
    assert "{actor: police-agency, role: lead, detail: europol}" in action
    assert "Of [[police-agency]]" in action
    assert not stops(check(atlas_of(folder)), strict=False)


def test_old_addresses_lead_to_the_new(content_folder: FolderMaker) -> None:
    """The old id stands under `formerly`, and its page redirects."""
    folder = content_folder(SMALL)
    rename(folder, "instruments/siena", "instruments/siena-network")
    atlas = atlas_of(folder)
    assert atlas.redirects[Key(Kind.INSTRUMENT, "siena")] == Key(Kind.INSTRUMENT, "siena-network")
    assert "siena-network" in pages_of(atlas)["instruments/siena.md"].text


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("", "formerly: [a]\n"),
        ("formerly: [x]\n", "formerly: [a, x]\n"),
        ("formerly: [x, b]\n", "formerly: [x, a]\n"),
        ("formerly: [b]\n", "formerly: [a]\n"),
        ("formerly: []\n", "formerly: [a]\n"),
        ("formerly:\n", "formerly: [a]\n"),
        ("formerly:\n  - x # why\n  - b\n", "formerly:\n  - x # why\n  - a\n"),
        ("formerly:\n  - x # why\n", "formerly:\n  - a\n  - x # why\n"),
        ("notes:\n  - {text: n}\n", "formerly: [a]\nnotes:\n  - {text: n}\n"),
    ],
)
def test_formerly_takes_the_old_id_in(content_folder: FolderMaker, lines: str, wanted: str) -> None:
    """However the field is written; an id that comes back into use is no former one any more."""
    text = "name: A\nsummary: A theme.\n"
    folder = content_folder({"site.yml": SITE, "themes/a.yml": text + lines})
    rename(folder, "theme:a", "b")
    assert (folder / "themes/b.yml").read_text() == text + wanted


def test_there_and_back_changes_nothing_but_formerly(tmp_path: Path) -> None:
    """In the real content, the body that is named most can be renamed and renamed back, and no other file differs."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    before = files_in(folder)
    rename(folder, "europol", "europol-agency")
    between = files_in(folder)
    assert sum(before.get(path) != raw for path, raw in between.items()) > 100
    rename(folder, "europol-agency", "europol")
    after = files_in(folder)
    assert {path for path in before | after if before.get(path) != after.get(path)} == {"actors/europol.yml"}
    assert after["actors/europol.yml"] == before["actors/europol.yml"] + b"formerly: [europol-agency]\n"


def test_an_action_keeps_its_plan_and_may_get_its_new_code(content_folder: FolderMaker) -> None:
    """Refs alone, `plan/ref` and prose follow; --ref rewrites the printed code."""
    second = dedent(SMALL["plans/alpha/actions/1.yml"]).replace('ref: "1"', 'ref: "2"')
    folder = content_folder(
        {
            **SMALL,
            "plans/alpha/actions/2.yml": f"{second}links: [{{action: 1}}, {{action: alpha/1}}]\n"
            "notes: [{text: 'See [[alpha/1]].'}]\n",
        }
    )
    rename(folder, "plans/alpha/actions/1.yml", "1.1", ref="1.1")
    text = (folder / "plans/alpha/actions/2.yml").read_text()
    assert "links: [{action: 1.1}, {action: alpha/1.1}]\n" in text
    assert "'See [[alpha/1.1]].'" in text
    moved = (folder / "plans/alpha/actions/1.1.yml").read_text()
    assert moved.startswith('ref: "1.1"\n')
    assert moved.endswith('formerly: ["1"]\n')
    assert [problem.code for problem in check(atlas_of(folder))] == []


def test_a_plan_takes_its_actions_along(content_folder: FolderMaker) -> None:
    """The folder moves, `plan/ref` follows everywhere, and old ids of its actions still lead to them."""
    folder = content_folder(
        {
            **SMALL,
            "plans/alpha/actions/1.yml": dedent(SMALL["plans/alpha/actions/1.yml"]) + "formerly: [1a]\n",
            "meetings/m.yml": (
                "title: M\ndate: 2026-02-01\nagenda:\n  - {title: x, plans: [alpha], actions: [alpha/1]}\n"
            ),
        }
    )
    rename(folder, "plans/alpha", "beta")
    assert not (folder / "plans/alpha").exists()
    assert "{title: x, plans: [beta], actions: [beta/1]}" in (folder / "meetings/m.yml").read_text()
    atlas = atlas_of(folder)
    for old in ("alpha/1", "alpha/1a"):
        assert atlas.redirects[Key(Kind.ACTION, old)] == Key(Kind.ACTION, "beta/1")
    assert not stops(check(atlas), strict=False)


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_breaks_and_byte_order_mark_stay(content_folder: FolderMaker, breaks: str, mark: bytes) -> None:
    """A file keeps the way in which its editor saved it."""

    def saved(text: str) -> bytes:
        return mark + dedent(text).lstrip("\n").replace("\n", breaks).encode()

    folder = content_folder({path: saved(text) for path, text in SMALL.items()})
    before = files_in(folder)
    rename(folder, "siena", "sie")
    after = files_in(folder)
    action = before["plans/alpha/actions/1.yml"]
    wanted = action.replace(b"[[siena]]", b"[[sie]]").replace(b"instrument: siena", b"instrument: sie")
    assert after["plans/alpha/actions/1.yml"] == wanted
    assert after["instruments/sie.yml"] == before["instruments/siena.yml"] + f"formerly: [siena]{breaks}".encode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("actor:europool", "x", "there is no actor 'europool'; did you mean 'europol'?"),
        ("actor:europol", "europol", "the actor is called 'europol' already"),
        ("actor:europol", "siena", "the new id would make the content wrong"),
        ("actor:europol", "Euro Pol", "not safe in a file name"),
        ("actor:europol", "aux", "Windows keeps for itself"),
        ("actor:europol", "a/b", "is not the id of a actor"),
        ("actor:europol", "theme:x", "a record keeps its kind"),
        ("alpha/1", "beta/1", "an action keeps its plan"),
        ("robot:x", "y", "there is no kind of record 'robot'"),
    ],
)
def test_what_cannot_be_is_refused(content_folder: FolderMaker, old: str, new: str, said: str) -> None:
    """The message says why, and nothing is written."""
    folder = content_folder(SMALL)
    before = files_in(folder)
    with pytest.raises(CannotRenameError) as refused:
        rename(folder, old, new)
    assert said in str(refused.value)
    assert files_in(folder) == before


def test_content_with_errors_is_left_alone(content_folder: FolderMaker) -> None:
    """A reference that cannot be read now could not be rewritten either."""
    folder = content_folder({**SMALL, "instruments/siena.yml": "name: SIENA: x\nkind: system\n"})
    with pytest.raises(CannotRenameError, match=r"the content has errors; mend them first: instruments/siena\.yml:1"):
        rename(folder, "europol", "x")


def test_a_failure_on_the_way_leaves_everything_as_it_was(
    content_folder: FolderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails at the third file puts the first two back."""
    folder = content_folder(SMALL)
    before = files_in(folder)
    real, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "no space left")
        return real(self, target)

    monkeypatch.setattr(writing.Path, "replace", failing)
    with pytest.raises(OSError, match="no space left"):
        rename(folder, "europol", "police")
    assert files_in(folder) == before


_NAMES = st.sampled_from(
    [f"[[{OLD}]]", f"[[{OLD}|the body]]", "[[The Body]]", "[[other]]", "zzold", "word", f"[[p/{OLD}|x]]"]
)
_PROSE = st.lists(_NAMES, min_size=1, max_size=6)


@st.composite
def _contents(draw: st.DrawFn) -> Mapping[str, bytes]:
    """Return content in which every `zz-old` is a reference to an actor or an action of that id."""

    def prose(indent: str) -> str:
        text = draw(st.sampled_from([" ", f"\n{indent}  "])).join(draw(_PROSE))
        style = draw(st.sampled_from(["|", ">-", '"', "'", "plain"]))
        if style in ("|", ">-"):
            return f"{style}\n{indent}  {text}"
        return f"x {text}" if style == "plain" else f"{style}{text}{style}"

    def reference() -> str:
        return draw(st.sampled_from([OLD, f'"{OLD}"', f"'{OLD}'", "other"]))

    breaks = draw(st.sampled_from(["\n", "\r\n"]))
    files = {
        "site.yml": dedent(SITE).lstrip(),
        "actors/other.yml": f"name: Other\nkind: agency\nsummary: {prose('')}\n"
        f"part_of: [ {reference()} ] # end\n".replace("[ other ]", "[]"),
        f"actors/{OLD}.yml": "name: The Body\nkind: agency\nsummary: of [[other]]\n",
        "plans/p/plan.yml": f"title: P\nissuer: {reference()}\nsections: [{{number: a, title: A}}]\n",
        f"plans/p/actions/{OLD}.yml": f"ref: {OLD}\ntitle: T\nsection: a\nsummary: s\n"
        "source: {section: a, item: b}\n",
        "plans/p/actions/b.yml": (
            f"ref: b\ntitle: T\nsection: a\nsummary: {prose('')}\nactors:\n  - {{actor: {reference()}, role: lead}}\n"
            f"links:\n  - {{action: {OLD}}}\n  - {{action: p/{OLD}}}\nsource: {{section: a, item: b}}\n"
            f"notes:\n  - text: {prose('    ')}\n"
        ),
    }
    return {path: text.replace("\n", breaks).encode() for path, text in files.items()}


@settings(max_examples=60)
@given(_contents(), st.booleans())
def test_the_atlas_is_the_same_but_for_the_id(files: Mapping[str, bytes], of_actor: bool) -> None:  # noqa: FBT001
    """Whatever names the record however: the Atlas is the same with the other id, and so are the bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The action and the body share an id on purpose; the one that is not renamed is told apart here.
        kept = "zz-kept"
        for path, raw in files.items():
            text = raw.decode()
            text = (
                text.replace(f"p/{OLD}", f"p/{kept}")
                .replace(f"action: {OLD}", f"action: {kept}")
                .replace(f"ref: {OLD}", f"ref: {kept}")
                if of_actor
                else text.replace(OLD, kept)
                .replace(f"p/{kept}", f"p/{OLD}")
                .replace(f"action: {kept}", f"action: {OLD}")
            )
            actions = path.startswith("plans")
            file = folder / (path.replace(OLD, kept) if actions == of_actor else path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        before, atlas = files_in(folder), atlas_of(folder)
        assert not stops(check(atlas), strict=False)
        old, new = (f"actor:{OLD}", NEW) if of_actor else (f"action:p/{OLD}", f"p/{NEW}")
        rename(folder, old, new)
        after, renamed = files_in(folder), atlas_of(folder)
        own = f"actors/{NEW}.yml" if of_actor else f"plans/p/actions/{NEW}.yml"
        breaks = b"\r\n" if b"\r\n" in after[own] else b"\n"
        assert after.pop(own).removesuffix(f"formerly: [{OLD}]".encode() + breaks) == before.pop(own.replace(NEW, OLD))
        assert after == {path: raw.replace(OLD.encode(), NEW.encode()) for path, raw in before.items()}
        assert json.loads(export_json(renamed)) == json.loads(export_json(atlas).replace(OLD, NEW))
        for field in ("mentions", "mentioned_in", "parts_of_actor", "linked_from", "components"):
            assert repr(getattr(renamed, field)) == repr(getattr(atlas, field)).replace(OLD, NEW)


class TestCommand:
    """`planatlas rename`."""

    def test_it_says_what_it_did(self, content_folder: FolderMaker) -> None:
        """Moved and changed files are named, and the references counted."""
        folder = content_folder(SMALL)
        result = CliRunner().invoke(main, ["rename", "--content", str(folder), "europol", "police"])
        assert result.exit_code == 0
        assert f"{folder}/actors/europol.yml → {folder}/actors/police.yml\n" in result.stdout
        assert result.stderr == "2 references rewritten, 2 other files changed\n"

    def test_a_dry_run_changes_nothing(self, content_folder: FolderMaker) -> None:
        """It says the same in the conditional."""
        folder = content_folder(SMALL)
        before = files_in(folder)
        result = CliRunner().invoke(main, ["rename", "--content", str(folder), "europol", "police", "--dry-run"])
        assert (result.exit_code, result.stderr) == (
            0,
            "2 references would be rewritten, 2 other files would be changed\n",
        )
        assert files_in(folder) == before

    def test_a_refusal_is_one_line(self, content_folder: FolderMaker) -> None:
        """Exits with 1 and says why."""
        folder = content_folder(SMALL)
        result = CliRunner().invoke(main, ["rename", "--content", str(folder), "eurpol", "police"])
        assert result.exit_code == 1
        assert result.stderr == "Error: there is no record 'eurpol'; did you mean 'europol'?\n"
