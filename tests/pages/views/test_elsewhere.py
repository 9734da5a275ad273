"""Related actions on the pages: the reason in words, where they stand, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.names import Key
from planatlas.pages.build import pages_of
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.views.elsewhere import MOST, listed, reason
from planatlas.pages.writer import Writer
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind

AtlasMaker = Callable[[Mapping[str, str]], Atlas]
Shower = Callable[[str], Any]

RECORDS = {
    "actors/europol.yml": "name: European Police\nshort: Europol\nkind: agency\n",
    "actors/member-states.yml": "name: Member States\nkind: group\n",
    "actors/ukraine.yml": "name: Ukraine\nkind: country\n",
    "instruments/siena.yml": "name: SIENA\nkind: system\n",
    "themes/document-fraud.yml": "name: Document fraud\nsummary: False documents.\n",
    "themes/eu-law.yml": "name: EU law\nsummary: Law.\n",
    "themes/ukraine-war.yml": "name: Ukraine and its neighbours\nsummary: War.\n",
}
EUROPOL, STATES = Key(Kind.ACTOR, "europol"), Key(Kind.ACTOR, "member-states")
SIENA = Key(Kind.INSTRUMENT, "siena")
FRAUD = Key(Kind.THEME, "document-fraud")


@pytest.fixture
def words(make_atlas: AtlasMaker, show: Shower) -> Callable[..., str]:
    """Return a function from what is shared to the reason as a reader sees it."""
    writer = Writer(make_atlas(RECORDS), "plans/p/actions/1.md")
    return lambda *shared: show(reason(writer, shared)).text


def test_a_reason_names_bodies_and_instruments_together_and_themes_apart(words: Callable[..., str]) -> None:
    """The wording that readers know: also Europol and SIENA, also document fraud."""
    assert words(EUROPOL, SIENA, FRAUD) == "also Europol and SIENA, also document fraud"
    assert words(SIENA, EUROPOL, STATES) == "also SIENA, Europol and Member States"


def test_a_reason_begins_with_the_strongest(words: Callable[..., str]) -> None:
    """Where a theme is the rarest of what is shared it comes first, and the rest keeps its order."""
    assert words(FRAUD, SIENA, EUROPOL) == "also document fraud, also SIENA and Europol"


def test_a_reason_leaves_out_the_weakest_of_many(make_atlas: AtlasMaker, show: Shower) -> None:
    """Of more things than a reader takes in at a glance the strongest are named."""
    names = [f"b{number}" for number in range(MOST + 3)]
    writer = Writer(make_atlas({f"actors/{name}.yml": f"name: {name}\nkind: agency\n" for name in names}), "index.md")
    text = show(reason(writer, [Key(Kind.ACTOR, name) for name in names])).text
    assert text == "also b0, b1, b2, b3 and b4"


def test_names_in_a_reason_are_links(make_atlas: AtlasMaker, show: Shower) -> None:
    """Each leads to the page of what is shared."""
    writer = Writer(make_atlas(RECORDS), "plans/p/actions/1.md")
    assert show(reason(writer, [SIENA, FRAUD])).targets == [
        "../../../instruments/siena.md", "../../../themes/document-fraud.md",
    ]  # fmt: skip


@pytest.mark.parametrize(("theme", "shown"), [("eu-law", "EU law"), ("ukraine-war", "Ukraine and its neighbours")])
def test_a_theme_keeps_the_capital_of_a_name(words: Callable[..., str], theme: str, shown: str) -> None:
    """Abbreviations and names of actors are not written small within a sentence."""
    assert words(Key(Kind.THEME, theme)) == f"also {shown}"


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_as_in_a_sentence(names: list[str], text: str) -> None:
    """Commas between them, and a word before the last."""
    assert listed([Markdown(name) for name in names]) == text


@pytest.fixture(scope="module")
def real_content() -> Atlas:
    return link(read_folder(Path(__file__).parents[3] / "content"), date(2026, 1, 1))


@pytest.fixture(scope="module")
def real(real_content: Atlas) -> dict[str, Page]:
    return pages_of(real_content)


def section(page: Page) -> list[str]:
    """Return the lines of the section on related actions."""
    if "## Elsewhere" not in page.text:
        return []
    return [line for line in page.text.split("## Elsewhere")[1].split("\n## ")[0].split("\n") if line.startswith("- ")]


def test_akritas_is_related_to_what_shares_siena_and_document_fraud(real: dict[str, Page]) -> None:
    """OA 2.10 leads to actions of other plans, no more than six, each with the reason."""
    lines = section(real["plans/empact-migrant-smuggling-2024/actions/2.10.md"])
    assert 3 <= len(lines) <= 6
    assert all("): also [" in line for line in lines)
    assert not any("](2." in line for line in lines)
    assert any("also [document fraud]" in line for line in lines)
    assert any("also [SIENA]" in line for line in lines)


def test_member_states_alone_relate_no_two_actions(real: dict[str, Page]) -> None:
    """No reason consists of what half of all actions name."""
    lines = [line for path, page in real.items() if "/actions/" in path for line in section(page)]
    assert len(lines) > 300
    generic = ("[Member States]", "[Europol]", "[EU]", "[Commission]")
    for line in lines:
        names = line.split("): also ", 1)[1].replace(" and ", ", ").replace("also ", "").split(", ")
        assert [name for name in names if not name.startswith(generic)], line


def test_an_action_without_relatives_has_no_such_section(real: dict[str, Page]) -> None:
    """A heading stands only where something is under it; most actions have one."""
    actions = [page for path, page in real.items() if "/actions/" in path and "# " in page.text]
    without = [page for page in actions if "## Elsewhere" not in page.text]
    assert 0 < len(without) < len(actions) / 2
    assert all(section(page) for page in actions if "## Elsewhere" in page.text)
