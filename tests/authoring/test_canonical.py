"""The canonical form: what it settles, what it keeps, and that it never changes what a file says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import FolderMaker
from planatlas.authoring.canonical import NotCanonicalError, canonical
from planatlas.authoring.fields import field_order
from planatlas.cli import main
from planatlas.reading.kinds import KINDS, kind_of
from planatlas.reading.model.action import Action
from planatlas.reading.model.actor import Actor
from planatlas.reading.model.base import Kind
from planatlas.reading.model.plan import Plan
from planatlas.reading.yaml_text import read_document
from small_content import SMALL

CONTENT = Path(__file__).parents[2] / "content"


def formed(text: str, model: type = Actor) -> str:
    return canonical("x.yml", text.encode(), model).decode()


def test_fields_stand_in_the_order_of_the_model() -> None:
    """A field moves with its value and the comments above it; what stands at the top of the file stays there."""
    text = "# the head\nkind: eu-agency\n# its short name\nshort: EUAA # in use\nname: Asylum\n"
    assert formed(text) == "# the head\nname: Asylum\n# its short name\nshort: EUAA # in use\nkind: eu-agency\n"


def test_fields_of_parts_are_ordered_too() -> None:
    """In lists of mappings, on lines of their own or in braces, and however deep."""
    text = (
        'ref: "1"\nactors:\n  - {role: lead, actor: a}\nindicators:\n  - target: {unit: x, at_least: 1}\n    key: a\n'
        "    measure: |\n      M\n\n  - measure: N\n    key: b\n"
    )
    assert formed(text, Action) == (
        'ref: "1"\nactors:\n  - {actor: a, role: lead}\nindicators:\n  - key: a\n    measure: |\n      M\n'
        "    target: {at_least: 1, unit: x}\n\n  - key: b\n    measure: N\n"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("name:   A body\nkind:  x\n", "name: A body\nkind: x\n"),
        ("name: A\naliases:\n- B\n-   C\n", "name: A\naliases:\n  - B\n  - C\n"),
        ("name: 'A: b'\n", 'name: "A: b"\n'),
        ("name: A\nlinks: [name: B, {name: C}]\n", "name: A\nlinks: [{name: B}, {name: C}]\n"),
        ("name: A\r\nkind: x\r\n", "name: A\nkind: x\n"),
        ("\ufeffname: A\n", "name: A\n"),
        ("name: A\nkind: x", "name: A\nkind: x\n"),
        ("name: A\nkind: x\n\n\n", "name: A\nkind: x\n"),
    ],
)
def test_layout_is_settled(text: str, wanted: str) -> None:
    """Spaces, indentation, quotes, line breaks and the end of the file have one form."""
    assert formed(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "name: A\naliases: [B, C]\n",
        "name: A\naliases:\n  - B\n\n  # why\n  - C # so\n",
        "name: 'say \"A\"'\n",
        'name: "A"\n',
        "name: 2.10\nauthority: NO\nurl: 010\n",
        "name: A\nsummary: |\n  Long text # no comment\n\n    indented\n",
        "name: A\nsummary: >-\n  Long\n  text\n",
        "name: A\nshort:\nkind: x\n",
        f"name: {'A ' * 200}B\n",
    ],
)
def test_what_the_author_chose_is_kept(text: str) -> None:
    """Braces or lines, quotes around plain text, text blocks, empty lines, comments and long lines stay."""
    assert formed(text) == text


@pytest.mark.parametrize("text", ["name: A: b\n", "name: A\nname: B\n", "- a\n", ""])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    """A file with an error of its own stays as it is, and the message says where the error is."""
    with pytest.raises(NotCanonicalError, match=r"^x\.yml:\d+: .*it stays as it is"):
        formed(text)


def test_the_content_here_is_in_the_canonical_form() -> None:
    """Of the real content, every tenth file is looked at here; `make lint` looks at all."""
    for file in sorted(CONTENT.rglob("*.yml"))[::10]:
        place = kind_of(file.relative_to(CONTENT).as_posix())
        assert place is not None
        assert canonical(file.name, file.read_bytes(), place[0].model) == file.read_bytes()


def test_every_field_has_a_place() -> None:
    """No model has a field that the order forgets, and a plan's marking stands near its top."""
    for kind in KINDS:
        assert sorted(field_order(kind.model)) == sorted(kind.model.model_fields)
    assert field_order(Plan).index("marking") < field_order(Plan).index("sections")
    assert field_order(Action)[-3:] == ["marking", "formerly", "notes"]


_WORD = st.sampled_from(["a", "NO", "2.10", "it's", "a b", "ä", "x # y", "#5", '"q"', "[[x]]", "a: b", "- a", "*a"])
_COMMENT = st.sampled_from(["", "# one\n", "# two\n# three\n", "\n", "\n# four\n"])
_AFTER = st.sampled_from(["", " # five", "  #  six"])


@st.composite
def _files(draw: st.DrawFn) -> str:
    def scalar() -> str:
        word = draw(_WORD)
        style = draw(st.integers(0, 2))
        if style == 1 or re.search(r"[#:\[*\"-]", word):
            return "'" + word.replace("'", "''") + "'"
        return '"' + word + '"' if style == 2 and '"' not in word else word

    one = [f"{name}: {scalar()}{draw(_AFTER)}\n" for name in ("name", "short", "kind", "country")]
    block = f"summary: |{draw(_AFTER)}\n  first # {draw(_WORD)}\n\n    second\n"
    flow = f"aliases: [{scalar()}, {scalar()}]{draw(_AFTER)}\n"
    inner = draw(st.permutations([f"name: {scalar()}", f"short: {scalar()}", f"until: {scalar()}{draw(_AFTER)}"]))
    listed = "former_names:\n" + draw(st.sampled_from(["", "  "])) + "- " + ("\n".join(inner) + "\n")
    depth = listed.split("- ")[0].count(" ") + 2
    lines = listed.split("\n")
    listed = "\n".join([lines[0], lines[1], *(f"{' ' * depth}{line}" for line in lines[2:] if line)]) + "\n"
    notes = f"notes:\n  - {{marking: {scalar()}, text: {scalar()}}}\n"
    pieces = draw(st.permutations([*one, block, flow, listed, notes]))
    return "".join(draw(_COMMENT) + piece for piece in pieces) + draw(_COMMENT)


@given(_files())
def test_no_value_and_no_comment_is_lost(text: str) -> None:
    """Any order, quotes and comments: the same values, the same comments, and nothing left to do a second time."""
    once = formed(text)
    before, after = (read_document("x.yml", one.encode())[0] for one in (text, once))
    assert after.data == before.data
    words = [re.findall(r"#\s*(one|two|three|four|five|six)\b", one) for one in (text, once)]
    assert Counter(words[0]) == Counter(words[1])
    assert formed(once) == once
    assert list(after.data) == [name for name in field_order(Actor) if name in after.data]


class TestCommand:
    """`planatlas fmt`."""

    @pytest.fixture
    def folder(self, content_folder: FolderMaker) -> Path:
        return content_folder({**SMALL, "actors/europol.yml": "kind: agency\nname: European Police\nshort: Europol\n"})

    def test_check_and_diff_change_nothing(self, folder: Path) -> None:
        """--check names the files and exits with 1, --diff prints the change."""
        file = folder / "actors/europol.yml"
        before = file.read_bytes()
        result = CliRunner().invoke(main, ["fmt", "--content", str(folder), "--check", str(file)])
        assert (result.exit_code, result.stdout) == (1, f"{file}\n")
        shown = CliRunner().invoke(main, ["fmt", "--content", str(folder), "--diff", str(file)])
        assert (shown.exit_code, "-kind: agency\n" in shown.stdout, "+kind: agency\n" in shown.stdout) == (
            0,
            True,
            True,
        )
        assert file.read_bytes() == before

    def test_all_files_are_written_once(self, folder: Path) -> None:
        """Without FILES the whole content is brought to the form; a second run has nothing to do."""
        assert CliRunner().invoke(main, ["fmt", "--content", str(folder)]).exit_code == 0
        assert (folder / "actors/europol.yml").read_text() == "name: European Police\nshort: Europol\nkind: agency\n"
        again = CliRunner().invoke(main, ["fmt", "--content", str(folder), "--check"])
        assert (again.exit_code, again.output) == (0, "0 files not in the canonical form\n")

    def test_a_file_that_cannot_be_read_stays_and_is_named(self, folder: Path) -> None:
        """The others are formed all the same, and the exit code tells."""
        (folder / "instruments/siena.yml").write_text("name: SIENA: x\nkind: system\n")
        result = CliRunner().invoke(main, ["fmt", "--content", str(folder)])
        assert result.exit_code == 1
        assert "instruments/siena.yml:1: a colon in text" in result.stderr
        assert (folder / "instruments/siena.yml").read_text() == "name: SIENA: x\nkind: system\n"
        assert (folder / "actors/europol.yml").read_text().startswith("name:")

    def test_files_elsewhere_are_refused(self, folder: Path, tmp_path: Path) -> None:
        """What is no record of the content folder is wrong usage."""
        (tmp_path / "other.yml").write_text("b: 1\na: 2\n")
        result = CliRunner().invoke(main, ["fmt", "--content", str(folder), str(tmp_path / "other.yml")])
        assert result.exit_code == 2
        assert "lies outside the content folder" in result.stderr


def test_kinds_have_models_whose_own_fields_come_first() -> None:
    """The first field of every kind but the site's is what a reader looks for first."""
    firsts = {kind.kind: field_order(kind.model)[0] for kind in KINDS}
    assert firsts[Kind.ACTION] == "ref"
    assert firsts[Kind.PLAN] == firsts[Kind.MEETING] == "title"
    assert firsts[Kind.ACTOR] == firsts[Kind.INSTRUMENT] == firsts[Kind.THEME] == "name"
