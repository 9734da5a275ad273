"""Reading across plans: overlaps, two plans side by side, themes, who does what, and who works together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.together import together
from planatlas.pages.build import pages_of
from planatlas.pages.page import Page
from planatlas.pages.views.network import network_page
from planatlas.pages.views.theme import theme_page
from planatlas.pages.views.who_does_what import who_does_what_page
from planatlas.reading.folder import read_folder

AtlasMaker = Callable[[Mapping[str, str]], Atlas]
Shower = Callable[[str], Any]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """Return the Atlas of the real content."""
    return link(read_folder(Path(__file__).parents[3] / "content"), date(2026, 1, 1))


@pytest.fixture(scope="module")
def real(atlas: Atlas) -> dict[str, Page]:
    return pages_of(atlas)


def part(page: Page, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    return re.split(r"^## ", page.text.split(f"## {heading}")[1], flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of Markdown tables, heads and rules left out."""
    tables = re.findall(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE)
    cells = [re.split(r"(?<!\\) \| ", line.strip("| ")) for table in tables for line in table.splitlines()[2:]]
    return [[re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell).replace("\u00a0", " ") for cell in row] for row in cells]


def plans(*actions: str, **others: str) -> dict[str, str]:
    """Return plans of one action each, with these fields beside what every action has, and other files by path."""
    files = {f"{name.replace('_', '/')}.yml": text for name, text in others.items()}
    for number, fields in enumerate(actions, start=1):
        files[f"plans/p{number:02}/plan.yml"] = (
            f'title: Plan {number}\ndate: 2020-01-{number:02}\nsections: [{{number: "1", title: First}}]\n'
        )
        files[f"plans/p{number:02}/actions/1.yml"] = (
            f'ref: "1"\ntitle: Action of {number}\nsection: "1"\nsummary: A summary.\n'
            f"source: {{section: One, item: first}}\n{fields}"
        )
    return files


AGENCY = "name: {}\nkind: agency\n"
LEAD = "actors: [{{actor: {}, role: lead}}]\n"


def test_every_two_plans_have_a_row_that_leads_to_both_side_by_side(real: dict[str, Page]) -> None:
    """Five plans make ten pairs, all of them with something in common, and a page each."""
    found = rows(part(real["overlaps.md"], "Two plans at a time"))
    assert len(found) == 10
    assert sum(path.startswith("overlaps/") for path in real) == 10
    assert [int(row[1]) for row in found] == sorted((int(row[1]) for row in found), reverse=True)


def test_the_western_balkans_plan_relies_on_the_same_acts_as_the_roadmap(real: dict[str, Page]) -> None:
    """The row of the two names them, and their page says in which actions."""
    row = next(row for row in rows(part(real["overlaps.md"], "Two plans")) if "roadmap and Western Balkans" in row[0])
    assert row[4] == "Horizon Europe, EMPACT"
    page = real["overlaps/drugs-roadmap-2023/western-balkans-ct-2025.md"]
    found = rows(part(page, "Acts and other instruments both rely on"))
    assert found[0] == [
        "Horizon Europe",
        "Programme",
        "Action 6: Facilitating financial investigations<br>Action 7: Facilitating digital investigations",
        "Action 1.EU.3: Research and innovation with Horizon Europe associated States",
    ]


def test_what_two_plans_ask_eurojust_for_the_same_is_found_by_its_name(real: dict[str, Page]) -> None:
    """Its folded part names every theme on which plans ask it to act, plan by plan with the actions."""
    text = part(real["overlaps.md"], "Body by body").split("<summary>Eurojust: ")[1].split("</details>")[0]
    assert text.startswith("6 themes, 4 plans, ")
    found = rows(text)
    assert len({row[0] for row in found}) == 6
    assert ["Financial investigation", "Drugs and organised crime roadmap"] in [row[:2] for row in found]
    for theme in {row[0] for row in found}:
        assert len({row[1] for row in found if row[0] == theme}) > 1


def test_long_tables_are_folded(real: dict[str, Page]) -> None:
    """Of all related actions and shared instruments the first stand open, the rest under a line that says how many."""
    for heading, summary in (("Most alike actions", "next strongest"), ("Acts and other", "further instrument")):
        text = part(real["overlaps.md"], heading)
        opened, folded = text.split("<details markdown>")
        assert len(rows(opened)) == 15
        assert re.search(rf"<summary>.*\b{len(rows(folded))}\b.*{summary}", folded)


def test_a_pair_of_public_plans_carries_no_marking_and_one_with_a_marked_plan_does(real: dict[str, Page]) -> None:
    """A page carries the marking of what it names."""
    assert "\nmarking:" not in real["overlaps/drugs-roadmap-2023/western-balkans-ct-2025.md"].text
    assert 'marking: "LIMITE"' in real["overlaps/afghanistan-ct-2021/drugs-roadmap-2023.md"].text
    assert 'marking: "LIMITE"' in real["overlaps.md"].text


def test_one_plan_alone_overlaps_with_nothing(make_atlas: AtlasMaker) -> None:
    """The page says so; the matrix and the pages of its records are there nevertheless."""
    pages = pages_of(make_atlas(plans(LEAD.format("a"), actors_a=AGENCY.format("A"))))
    assert "No two plans have a body, an instrument or a theme in common." in pages["overlaps.md"].text
    assert "Two plans at a time" not in pages["overlaps.md"].text
    assert 'href="explorer.html?plan=p01&amp;actor=a"' in pages["who-does-what.md"].text
    assert "No action gives two bodies a part in it." in pages["network.md"].text


def test_a_theme_lays_the_plans_side_by_side_and_marks_what_they_share(real: dict[str, Page]) -> None:
    """A column a plan; bodies and instruments of several plans come first and say in how many they are."""
    page = real["themes/document-fraud.md"]
    who = rows(part(page, "Who does what"))
    assert who[0][0] == 'Member States <span class="pa-shared">in 3 plans</span>'
    assert len(who[0]) == 4
    assert who[0][2] == "Key action 3.3-13: Fight against identity and document fraud"
    cyprus = next(row for row in who if row[0] == "Cyprus")
    assert cyprus[1:] == ["–", "–", "OA 2.10: AKRITAS"]
    assert rows(part(page, "With what"))[0][0] == 'ProFID <span class="pa-shared">in 2 plans</span>'


def test_a_theme_of_many_actions_names_them_by_their_codes(real: dict[str, Page]) -> None:
    """Where a cell would hold more than three titles, all cells hold codes, and long lists lead to the explorer."""
    who = rows(part(real["themes/law-enforcement-operations.md"], "Who does what"))
    assert who[0][1] == "Recommendation 21, Recommendation 22, Recommendation 23"
    law = real["themes/legal-framework.md"].text
    assert (
        "[all 14 in the explorer](../explorer.md?plan=western-balkans-ct-2025&amp;actor=western-balkan-partners" in law
    )


def test_an_action_that_names_nobody_stands_under_its_theme(make_atlas: AtlasMaker) -> None:
    """It is in a row of its own, the last."""
    theme = "themes: [t]\n"
    files = plans(LEAD.format("a") + theme, theme, actors_a=AGENCY.format("A"), themes_t="name: T\nsummary: T.\n")
    found = rows(part(theme_page(make_atlas(files), "t"), "Who does what"))
    assert found == [["A", "Action 1: Action of 1", "–"], ["No addressee named", "–", "Action 1: Action of 2"]]


def test_more_plans_than_stand_side_by_side_follow_in_a_table_of_their_own(make_atlas: AtlasMaker) -> None:
    """Seven plans make a table of six and one of one, on the theme's page and in the matrix."""
    fields = LEAD.format("a") + "themes: [t]\n"
    files = plans(*[fields] * 7, actors_a=AGENCY.format("A"), themes_t="name: T\nsummary: T.\n")
    atlas = make_atlas(files)
    assert [len(row) for row in rows(part(theme_page(atlas, "t"), "Who does what"))] == [7, 2]
    matrices = part(who_does_what_page(atlas), "Bodies by plan").split("<thead>")[1:]
    assert [text.count('scope="col"') for text in matrices] == [7, 2]


def test_the_matrix_counts_actions_and_tells_the_roles(real: dict[str, Page], atlas: Atlas) -> None:
    """The figure of Europol in the EMPACT plan is that of its actions, the roles in words beside it, led ones first."""
    text = real["who-does-what.md"].text
    found = re.search(
        r'href="explorer\.html\?plan=empact-migrant-smuggling-2024&amp;actor=europol"><span class="pa-aside">([^<]*)'
        r'</span>(\d+)</a> <span class="pa-matrix__words">([^<]*)<',
        text,
    )
    assert found
    parts = [one for one in atlas.parts_of_actor["europol"] if one.action.startswith("empact-migrant-smuggling-2024/")]
    assert found[1] == "Actions with Europol, EMPACT migrant smuggling 2024-2025: "
    assert int(found[2]) == len({one.action for one in parts})
    leads = len({one.action for one in parts if one.role == "lead"})
    assert found[3].startswith(f"lead\u00a0{leads}, responsible\u00a0")


def test_bodies_of_most_plans_come_first_and_the_rest_is_folded(real: dict[str, Page], atlas: Atlas) -> None:
    """Every body with a part stands in the matrix, those of one plan in the folded one."""
    text = part(real["who-does-what.md"], "Bodies by plan")
    opened, folded = text.split("<details markdown>")
    assert opened.count('scope="row"') == 34
    assert opened.count('scope="row"') + folded.count('scope="row"') == len(atlas.parts_of_actor)
    first = re.findall(r'<th scope="row"><a [^>]*>([^<]*)<', opened)[:3]
    assert first == ["Member States", "Europol", "Eurojust"]


def test_the_matrix_of_instruments_leaves_out_what_no_one_could_read(real: dict[str, Page]) -> None:
    """Eighteen bodies by nine instruments; what they leave out stands body by body."""
    text = part(real["who-does-what.md"], "Bodies by instrument")
    assert (text.count('scope="row"'), text.count('scope="col"')) == (18, 10)
    assert 'href="explorer.html?actor=europol&amp;instrument=empact"' in text
    assert len(rows(text)) > 50


def shared(cell: str) -> int:
    """Return in how many actions two bodies meet, from the cell that says so."""
    return int(re.search(r"(\d+) actions?</a>$", cell)[1])


def test_the_tables_beside_the_drawing_hold_the_same_ties(real: dict[str, Page]) -> None:
    """Every line of the drawing stands in a table with the same figures, and no row is without its line."""
    page = real["network.md"]
    drawn = set(re.findall(r"<title>([^<]*): (\d+) shared actions?</title>", page.text))
    opened = part(page, "Ties between bodies").split("<details")[0]
    assert drawn == {(f"{row[0]} and {row[1]}", str(shared(row[2]))) for row in rows(opened)}
    assert 25 <= len(drawn) <= 32
    with_means = set(re.findall(r"<title>([^<]*) with ([^<]*): (\d+) actions?</title>", page.text))
    assert with_means == {
        (name, row[0], count)
        for row in rows(part(page, "Instruments between them"))
        for name, count in re.findall(r"([^,]+?) (\d+)(?:, |$)", row[2])
    }


def test_a_drawing_stays_small_enough_to_be_read(atlas: Atlas) -> None:
    """No more than thirty boxes, whatever the content."""
    boxes = network_page(atlas, together(atlas)).text.count("<rect ")
    assert 20 <= boxes <= 28


def test_a_dossier_says_whom_a_body_works_with_through_what(real: dict[str, Page]) -> None:
    """Eurojust works most with Member States and Europol; the figure opens these actions in the explorer."""
    text = real["actors/eurojust.md"].text.split("Works with most")[1].split("</figure>")[0]
    first = rows(text)[0]
    assert first[0] == "Member States"
    assert first[1].endswith("Eurojust and Member States: </span>22 actions</a>")
    assert '"../explorer.html?actor=eurojust&amp;actor=member-states&amp;together=actor"' in first[1]
    counts = [shared(row[1]) for row in rows(text)]
    assert counts == sorted(counts, reverse=True)
