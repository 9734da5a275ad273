"""The explorer as a person uses it: facets and their counts, text, order, address, downloads, keyboard, phone."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import AS_OF, ROOT
from browser.visit import DESK, PHONE, Visit
from planatlas.linking.atlas import Atlas
from planatlas.linking.link import link
from planatlas.linking.markings import marking_of
from planatlas.linking.names import Key
from planatlas.linking.windows import windows_of
from planatlas.pages.addresses import address as address_of
from planatlas.pages.addresses import explorer, published
from planatlas.pages.explorer import largest_target
from planatlas.pages.writer import label
from planatlas.reading.folder import read_folder
from planatlas.reading.model.base import Kind
from small_content import SMALL, write_configuration


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return link(read_folder(ROOT / "content"), date.fromisoformat(AS_OF))


def url(**filters: str | list[str]) -> str:
    return published(explorer(**filters))


def status(page: Page) -> Locator:
    return page.locator("#results").get_by_role("status")


def shown(page: Page) -> list[str]:
    """Return the ids of the actions on this page of the table, in order."""
    links = page.locator("#results tbody th a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return [re.sub(r"plans/(.+)/actions/(.+)\.html", r"\1/\2", path) for path in links]


def facet(page: Page, name: str) -> Locator:
    """Return a facet, opened; on a phone the filters are opened first."""
    if page.locator(".pa-filters > summary").is_visible() and not page.locator(".pa-filters[open]").count():
        page.locator(".pa-filters > summary").click()
    box = page.locator(".pa-filters form > details", has=page.locator("summary", has_text=re.compile(f"^{name} ")))
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    expect(box.locator("[role=group] label").first).to_be_visible()
    return box


def option(page: Page, name: str, label: str) -> Locator:
    return facet(page, name).get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)} \("))


def query(page: Page) -> str:
    return page.url.partition("?")[2]


def actors(atlas: Atlas, action: str) -> set[tuple[str, str]]:
    return {(one.actor, one.role.value) for one in atlas.actions[action].record.actors}


def test_frontex_actions_with_a_target_above_20_are_found(visit: Visit, atlas: Atlas) -> None:
    """Two choices lead to them, the count is announced, and the address says what was chosen."""
    page = visit.open("explorer.html")
    expect(status(page)).to_have_text(f"All {len(atlas.actions)} actions, 1 to 100 shown")
    facet(page, "Actor").get_by_role("searchbox").fill("frontex")
    option(page, "Actor", "Frontex").check()
    facet(page, "Largest target").get_by_label("more than").fill("20")
    expected = [
        one
        for one, entry in atlas.actions.items()
        if "frontex" in {actor for actor, _ in actors(atlas, one)}
        and (target := largest_target(entry.record))
        and target.value.value > 20
    ]
    expect(status(page)).to_have_text(f"{len(expected)} of {len(atlas.actions)} actions")
    assert shown(page) == expected
    assert len(expected) > 3
    assert query(page) == explorer(actor="frontex", above="20").partition("?")[2]
    assert visit.errors == []


def test_a_colleague_who_gets_the_address_sees_the_same(visit: Visit, atlas: Atlas) -> None:
    """What is due in 2024 for the Commission opens from the address, with its filters to be seen and taken away."""
    page = visit.open(url(actor="commission", due="2024"))
    expected = [
        one
        for one in atlas.actions
        if "commission" in {actor for actor, _ in actors(atlas, one)} and 2024 in windows_of(atlas, one).years
    ]
    assert shown(page) == expected
    assert len(expected) > 3
    assert page.locator(".pa-chip").all_inner_texts() == ["Actor: Commission", "Due: In 2024"]
    expect(option(page, "Due", "In 2024")).to_be_checked()
    expect(option(page, "Actor", "Commission")).to_be_checked()


def expected_counts(atlas: Atlas, fits: Callable[[str], bool]) -> dict[str, Counter[str]]:
    """Return how many of the actions that fit have each value of each facet, reckoned from the records."""
    found: dict[str, Counter[str]] = {}
    for one in filter(fits, atlas.actions):
        record, windows = atlas.actions[one].record, windows_of(atlas, one)
        values: dict[str, set[str]] = {
            "Plan": {one.split("/")[0]},
            "Actor": {actor for actor, _ in actors(atlas, one)},
            "Role": {role for _, role in actors(atlas, one)},
            "Instrument": {means.instrument for means in record.instruments},
            "Theme": set(record.themes),
            "Due": {
                *map(str, windows.years),
                *(windows.states or ("no-date",)),
                *(f"{n}-months" for n in windows.soon),
            },
            "Type": set(record.types),
            "Section": {f"{one.split('/')[0]}/{record.section}"},
            "Status": {atlas.standings[one].status},
            "Marking": {marking_of(atlas, Key(Kind.ACTION, one)) or "none"},
        }
        for name, its in values.items():
            found.setdefault(name, Counter()).update(its)
    return found


def counts(page: Page, name: str) -> dict[str, int]:
    """Return what a facet says: the count of each value that it offers, by id."""
    box = facet(page, name)
    more = box.get_by_role("button", name=re.compile("^Show all"))
    if more.is_visible():
        more.click()
    ids = page.evaluate(
        "name => Object.fromEntries(planatlasExplorer.groups.flat().find(f => f.name === name).values"
        ".map(value => [value[1], value[0]]))",
        name,
    )
    found = {}
    for text in box.locator("[role=group]").first.locator("label").all_inner_texts():
        value, count = re.fullmatch(r"(.+?)\s*\((\d+)\)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        found[ids[value.strip()]] = int(count)
    return found


CHOICES: list[tuple[dict[str, str | list[str]], Callable[[Atlas, str], bool], tuple[str, ...]]] = [
    ({}, lambda *_: True, ("Plan", "Actor", "Role", "Due", "Section", "Type", "Status", "Marking")),
    (
        {"actor": "frontex"},
        lambda atlas, one: "frontex" in {actor for actor, _ in actors(atlas, one)},
        ("Plan", "Instrument", "Theme", "Due", "Section", "Type"),
    ),
    (
        {"plan": ["drugs-roadmap-2023", "migrant-smuggling-2021"], "theme": "financial-investigation"},
        lambda atlas, one: (
            one.split("/")[0] in {"drugs-roadmap-2023", "migrant-smuggling-2021"}
            and "financial-investigation" in atlas.actions[one].record.themes
        ),
        ("Actor", "Role", "Instrument", "Due", "Section"),
    ),
]


@pytest.mark.parametrize(("filters", "fits", "names"), CHOICES, ids=["nothing", "an actor", "plans and a theme"])
def test_counts_follow_the_other_filters(
    visit: Visit,
    atlas: Atlas,
    filters: dict[str, str | list[str]],
    fits: Callable[[Atlas, str], bool],
    names: tuple[str, ...],
) -> None:
    """Beside each value stands how many of the actions left have it; values that none has are not offered."""
    page = visit.open(url(**filters))
    expected = expected_counts(atlas, lambda one: fits(atlas, one))
    for name in names:
        assert counts(page, name) == dict(expected[name]), name


def test_a_facet_counts_what_choosing_another_of_its_values_would_give(visit: Visit, atlas: Atlas) -> None:
    """A choice does not narrow the counts of its own facet, so that the reader sees what else there is."""
    page = visit.open(url(plan="drugs-roadmap-2023"))
    assert counts(page, "Plan") == dict(expected_counts(atlas, lambda _: True)["Plan"])
    option(page, "Plan", "Migrant smuggling 2021-2025").check()
    plans = Counter(one.split("/")[0] for one in atlas.actions)
    both = plans["drugs-roadmap-2023"] + plans["migrant-smuggling-2021"]
    expect(status(page)).to_have_text(f"{both} of {len(atlas.actions)} actions")


def test_an_actor_and_a_role_hold_together(visit: Visit, atlas: Atlas) -> None:
    """Frontex as lead is not Frontex beside somebody who leads; and the counts of roles are those of Frontex."""
    page = visit.open(url(actor="frontex", role="lead"))
    assert shown(page) == [one for one in atlas.actions if ("frontex", "lead") in actors(atlas, one)]
    roles = Counter(role for one in atlas.actions for actor, role in actors(atlas, one) if actor == "frontex")
    assert counts(page, "Role") == dict(roles)
    expect(page.locator("#results tbody tr td .pa-soft").first).to_have_text("Frontex: lead")


def test_being_named_is_told_from_being_reached(visit: Visit, atlas: Atlas) -> None:
    """Poland is in what names it; through groups when asked for, and then each row says through which."""
    page = visit.open(url(actor="poland"))
    named = {one for one in atlas.actions if "poland" in {actor for actor, _ in actors(atlas, one)}}
    assert set(shown(page)) == named
    facet(page, "Actor").get_by_label("also where a group it belongs to is named").check()
    through = {part.action for part in atlas.parts_through_collectives("poland")}
    expect(status(page)).to_have_text(f"{len(named | through)} of {len(atlas.actions)} actions")
    assert query(page) == "actor=poland&through=groups"
    for row in page.locator("#results tbody tr").all():
        action = re.sub(r"plans/(.+)/actions/(.+)\.html", r"\1/\2", str(row.locator("th a").get_attribute("href")))
        text = row.inner_text()
        assert ("Poland: " in text) == (action in named), action
        assert ("Poland through " in text) == (action in through), action


def test_a_body_is_reached_through_the_bodies_within_it(visit: Visit, atlas: Atlas) -> None:
    """What names the EU IRU counts for Europol when asked for, and the row says so."""
    page = visit.open(url(actor="europol", through="parts"))
    own = {one for one in atlas.actions if "europol" in {actor for actor, _ in actors(atlas, one)}}
    parts = {part.action for part in atlas.parts_of_components("europol")}
    assert parts - own
    expect(status(page)).to_have_text(f"{len(own | parts)} of {len(atlas.actions)} actions")
    expect(page.locator("#results tbody")).to_contain_text("Europol through EU IRU: ")


def test_several_actors_can_be_wanted_together(visit: Visit, atlas: Atlas) -> None:
    """Two actors mean either; together they mean both, and the counts say who else is with them."""
    page = visit.open(url(actor=["europol", "eurojust"]))
    involved = {one: {actor for actor, _ in actors(atlas, one)} for one in atlas.actions}
    either = [one for one, names in involved.items() if names & {"europol", "eurojust"}]
    both = [one for one, names in involved.items() if names >= {"europol", "eurojust"}]
    assert shown(page) == either[:100]
    facet(page, "Actor").get_by_label("only with all of these together").check()
    expect(status(page)).to_have_text(f"{len(both)} of {len(atlas.actions)} actions")
    assert query(page) == "actor=europol&actor=eurojust&together=actor"
    page.reload()
    assert shown(page) == both
    assert counts(page, "Actor") == dict(Counter(name for one in both for name in involved[one]))


def test_the_order_is_by_column_both_ways_and_back(visit: Visit, atlas: Atlas) -> None:
    """Figures by size, days by the calendar, codes as people count; what says nothing stays last."""
    page = visit.open(url(plan="empact-migrant-smuggling-2024"))
    usual = shown(page)
    heads = page.get_by_role("columnheader")
    page.get_by_role("button", name="Largest target").click()
    expect(heads.filter(has_text="Largest target")).to_have_attribute("aria-sort", "ascending")
    targets = {one: largest_target(atlas.actions[one].record) for one in usual}
    figures = sorted(target.value.value for target in targets.values() if target)
    up = shown(page)
    assert [targets[one].value.value for one in up if targets[one]] == figures  # type: ignore[union-attr]
    assert all(targets[one] is None for one in up[len(figures) :])
    page.get_by_role("button", name="Largest target").click()
    expect(heads.filter(has_text="Largest target")).to_have_attribute("aria-sort", "descending")
    down = shown(page)
    assert [targets[one].value.value for one in down if targets[one]] == figures[::-1]  # type: ignore[union-attr]
    assert all(targets[one] is None for one in down[len(figures) :])
    assert query(page).endswith("sort=-target")
    page.get_by_role("button", name="Largest target").click()
    assert shown(page) == usual
    page.get_by_role("button", name="Action", exact=True).click()
    assert [one.split("/")[1] for one in shown(page)][:2] == ["1.1", "1.2"]
    assert shown(page).index("empact-migrant-smuggling-2024/2.9") < shown(page).index(
        "empact-migrant-smuggling-2024/2.10"
    )


def test_dates_are_ordered_by_their_last_day(visit: Visit, atlas: Atlas) -> None:
    """From the first day to the last, and what has none comes after all that have one."""
    page = visit.open(url(plan="drugs-roadmap-2023", sort="when"))
    days = [windows_of(atlas, one).last_day for one in shown(page)]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert len(set(dated)) > 2
    assert days[: len(dated)] == dated


def test_back_and_forward_go_through_the_choices(visit: Visit, atlas: Atlas) -> None:
    """Each choice is a step; what is typed in one go is one; the page follows the address."""
    page = visit.open("explorer.html")
    option(page, "Plan", "Drugs and organised crime roadmap").check()
    one_plan = status(page).inner_text()
    page.get_by_label("Text", exact=True).press_sequentially("cocaine", delay=30)
    expect(page).to_have_url(re.compile("text=cocaine$"))
    expect(status(page)).not_to_have_text(one_plan)
    page.get_by_role("button", name="When").click()
    sorted_view = shown(page)
    page.go_back()
    expect(page).to_have_url(re.compile("text=cocaine$"))
    page.go_back()
    expect(status(page)).to_have_text(one_plan)
    expect(page.get_by_label("Text", exact=True)).to_have_value("")
    page.go_back()
    expect(status(page)).to_have_text(f"All {len(atlas.actions)} actions, 1 to 100 shown")
    expect(option(page, "Plan", "Drugs and organised crime roadmap")).not_to_be_checked()
    for _ in range(3):
        page.go_forward()
    expect(page).to_have_url(re.compile("text=cocaine&sort=when$"))
    expect(page.get_by_label("Text", exact=True)).to_have_value("cocaine")
    expect(status(page)).not_to_have_text("Searching …")
    assert shown(page) == sorted_view


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("facial images", "empact-migrant-smuggling-2024/5.3"),
        ('"facial images"', "empact-migrant-smuggling-2024/5.3"),
        ("OA 2.10", "empact-migrant-smuggling-2024/2.10"),
        ("EASO", "afghanistan-ct-2021/4"),
        ("turkiye akritas", "empact-migrant-smuggling-2024/2.10"),
        ("Turkey AKRITAS", "empact-migrant-smuggling-2024/2.10"),
        ("2017/541", "western-balkans-ct-2025/1.p.2"),
        ("Europol", "afghanistan-ct-2021/4"),
    ],
)
def test_text_looks_at_all_that_an_action_says(visit: Visit, text: str, action: str) -> None:
    """Codes, titles, summaries, and the names and aliases of who and what is in it, whatever the accents."""
    page = visit.open("explorer.html")
    page.get_by_label("Text", exact=True).fill(text)
    expect(page).to_have_url(re.compile("text="))
    expect(status(page)).to_have_text(re.compile(r"^\d+ of "))
    assert action in shown(page)


def test_words_in_quotation_marks_stand_side_by_side(visit: Visit) -> None:
    """Fewer actions have two words as a phrase than have both somewhere."""
    found = {}
    for text in ("information exchange", '"information exchange"'):
        page = visit.open(url(text=text))
        expect(status(page)).to_have_text(re.compile(r"^\d+ of "))
        found[text] = int(status(page).inner_text().split(" ")[0])
    assert 0 < found['"information exchange"'] < found["information exchange"]


def test_what_fits_nothing_says_so_and_is_undone_at_once(visit: Visit, atlas: Atlas) -> None:
    """Without a hit there is no table and nothing to save; clearing all gives everything back, the focus included."""
    page = visit.open(url(actor="frontex", text="zzzyx"))
    expect(status(page)).to_have_text("No action fits all of this.")
    expect(page.locator("#results table")).to_be_hidden()
    expect(page.get_by_role("button", name="CSV")).to_be_hidden()
    page.get_by_role("button", name="Clear all").click()
    expect(status(page)).to_have_text(f"All {len(atlas.actions)} actions, 1 to 100 shown")
    expect(status(page)).to_be_focused()
    assert query(page) == ""


def test_a_chip_takes_its_filter_away(visit: Visit) -> None:
    """By keyboard too: the focus goes to the next chip, and from the last one to the count."""
    page = visit.open(url(actor=["frontex", "europol"], above="20"))
    chip = page.get_by_role("button", name="Remove filter Actor: Frontex")
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove filter Actor: Europol")).to_be_focused()
    assert query(page) == "actor=europol&above=20"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove filter Largest target more than 20")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(page)).to_be_focused()
    expect(page.locator(".pa-chip")).to_have_count(0)
    expect(facet(page, "Largest target").get_by_label("more than")).to_have_value("")


def test_the_table_is_turned_page_by_page(visit: Visit, atlas: Atlas) -> None:
    """A hundred rows at a time, in one order; the page is in the address, and a new choice begins at the first."""
    page = visit.open("explorer.html")
    first = shown(page)
    page.get_by_role("button", name="Next").click()
    assert first + shown(page) == list(atlas.actions)
    assert query(page) == "page=2"
    expect(page.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    page.reload()
    expect(status(page)).to_have_text(f"All {len(atlas.actions)} actions, 101 to {len(atlas.actions)} shown")
    option(page, "Plan", "Western Balkans counter-terrorism Joint Action Plan").check()
    assert query(page) == "plan=western-balkans-ct-2025"
    expect(page.get_by_role("navigation", name="Pages of the table")).to_be_hidden()
    page.goto(f"{visit.root}/explorer.html?page=99&sort=nothing")
    expect(page.get_by_role("navigation", name="Pages of the table")).to_contain_text("Page 2 of 2")
    assert visit.errors == []


def test_a_choice_by_keyboard_keeps_the_focus_and_the_list(visit: Visit) -> None:
    """While the focus is in a list nothing moves in it, so that the next key means what it says."""
    page = visit.open("explorer.html")
    boxes = facet(page, "Actor").locator("[role=group]").first.get_by_role("checkbox")
    labels = facet(page, "Actor").locator("[role=group]").first.locator("label span:first-of-type")
    before = labels.all_inner_texts()
    boxes.nth(3).focus()
    page.keyboard.press("Space")
    expect(boxes.nth(3)).to_be_focused()
    expect(page.locator(".pa-chip")).to_have_text([f"Actor: {before[3]}"])
    assert labels.all_inner_texts() == before
    page.keyboard.press("Tab")
    expect(boxes.nth(4)).to_be_focused()


def test_the_filters_can_be_skipped(visit: Visit) -> None:
    """One link leads past them to the results."""
    page = visit.open(url(plan="drugs-roadmap-2023"))
    skip = page.get_by_role("link", name="Skip to the results")
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('results').contains(document.activeElement)")
    assert len(shown(page)) > 0


def test_the_head_of_the_table_stays(visit: Visit) -> None:
    """Far down the rows the columns still say what they are."""
    page = visit.open("explorer.html")
    page.locator("#results tbody tr").nth(60).scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="When")).to_be_in_viewport()


def test_every_page_on_a_record_leads_to_its_actions(visit: Visit) -> None:
    """From a dossier, an instrument, a theme and the home page a link opens the explorer with the filter set."""
    for path, wanted in (
        ("actors/frontex.html", "actor=frontex"),
        ("actors/poland.html", "actor=poland&through=groups"),
        ("actors/europol.html", "actor=europol&through=parts"),
        ("instruments/siena.html", "instrument=siena"),
        ("themes/document-fraud.html", "theme=document-fraud"),
        ("index.html", ""),
    ):
        page = visit.open(path)
        suffix = f"explorer.html?{wanted}" if wanted else "explorer.html"
        page.locator(f'main a[href$="{suffix}"]').first.click()
        expect(page).to_have_url(re.compile(re.escape(suffix) + "$"))
        expect(status(page)).to_have_text(re.compile(r"^(\d+ of|All) \d+ actions"))
        expect(page.locator(".pa-chip").first).to_be_visible() if wanted else None


# ---- Downloads ------------------------------------------------------------------------------------------------------


def saved(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def sheets_of(raw: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every sheet of a workbook."""
    book = load_workbook(io.BytesIO(raw))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_what_is_seen_is_saved_with_the_same_rows_in_the_same_order(visit: Visit, atlas: Atlas) -> None:
    """CSV in UTF-8 without a byte order mark, all pages of the table, with the marking of every action."""
    page = visit.open(url(plan=["western-balkans-ct-2025", "drugs-roadmap-2023"], sort="-action"))
    order = shown(page)
    page.get_by_role("button", name="Next").click()
    order += shown(page)
    name, raw = saved(page, "CSV")
    assert name == f"actions-{AS_OF}.csv"
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == len(order) + 1
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))
    assert [row["Code"] for row in rows] == [label(atlas, one).replace("\u00a0", " ") for one in order]
    folded = "A,<details><summary>2 more</summary>B, C</details>"  # as in a row that many are to see to
    said = page.evaluate(
        "html => window.planatlas.plain(Object.assign(document.createElement('td'), {innerHTML: html}))", folded
    )
    assert said == "A,B, C"
    assert [row["Title"] for row in rows] == [atlas.actions[one].record.title for one in order]
    assert [row["Marking"] for row in rows] == [marking_of(atlas, Key(Kind.ACTION, one)) or "None" for one in order]
    root = f"{visit.root}/" if visit.root.startswith("http") else ""  # where it lies on a machine is nobody's business
    assert all(
        row["Address"] == f"{root}{published(address_of(Key(Kind.ACTION, one)))}"
        for row, one in zip(rows, order, strict=True)
    )
    assert "Part of the chosen actors" not in rows[0]
    assert visit.errors == []


def test_the_workbook_has_the_same_rows_with_typed_figures_and_says_what_it_is(visit: Visit, atlas: Atlas) -> None:
    """XLSX with figures and days as such, the filters, the marking and the address on a second sheet."""
    page = visit.open(url(actor="frontex", above="20", sort="-target"))
    order = shown(page)
    name, raw = saved(page, "XLSX")
    assert name == f"actions-{AS_OF}.xlsx"
    head, *rows = sheets_of(raw)["Actions"]
    column = {title: place for place, title in enumerate(head)}
    assert [row[column["Code"]] for row in rows] == [label(atlas, one).replace("\u00a0", " ") for one in order]
    targets = [largest_target(atlas.actions[one].record) for one in order]
    assert [row[column["Its figure"]] for row in rows] == [target.value.as_json for target in targets if target]
    assert [row[column["Last day"]].date() for row in rows] == [windows_of(atlas, one).last_day for one in order]
    assert {row[column["Marking"]] for row in rows} == {"LIMITE"}
    assert rows[0][column["Part of the chosen actors"]].startswith("Frontex: ")
    about = sheets_of(raw)["About"]
    assert ("Filter", "Actor: Frontex") in about
    assert ("Filter", "Largest target more than 20") in about
    assert ("Marking", "LIMITE") in about
    seen = page.url if page.url.startswith("http") else page.url.rsplit("/", 1)[1]
    assert ("Address", seen) in about
    sheet = load_workbook(io.BytesIO(raw))["Actions"]
    assert sheet.oddHeader.center.text == "LIMITE"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:P{len(rows) + 1}")


HOSTILE = {
    **SMALL,
    "plans/alpha/actions/2.yml": """
        ref: "2"
        title: '=HYPERLINK("http://x.example","a, ""b"" <c>")'
        section: "1"
        summary: Nothing.
        types: ["@SUM(1)", "-1", "+2"]
        indicators: [{key: a, measure: x, target: {exactly: -5}}]
        source: {section: One, item: x}
        """,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small site with hostile texts, and return its folder."""
    folder = tmp_path_factory.mktemp("small atlas #1")
    for path, text in HOSTILE.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(dedent(text), encoding="utf-8")
    options = ["-f", str(write_configuration(folder)), "--content", str(folder / "content"), "--as-of", "2026-01-01"]
    command = [sys.executable, "-m", "planatlas", "build", "--no-strict", "--site", str(folder / "site"), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture
def opened(browser: Browser, small: Path) -> Iterator[Visit]:
    """Return a visit to the small site, opened from its folder."""
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    yield Visit(context.new_page(), small.as_uri())
    context.close()


def test_a_formula_is_saved_as_text(opened: Visit) -> None:
    """What a spreadsheet would run has an apostrophe in CSV and is a text in XLSX; a negative figure stays one."""
    page = opened.open("explorer.html?sort=-target")
    _, raw = saved(page, "CSV")
    row = next(csv.DictReader(io.StringIO(raw.decode("utf-8"))))
    assert row["Title"] == """'=HYPERLINK("http://x.example","a, ""b"" <c>")"""
    assert row["Type"] == "'@SUM(1); -1; +2"
    assert (row["Largest target"], row["Its figure"]) == ("'-5", "-5")
    head, first, *_ = sheets_of(saved(page, "XLSX")[1])["Actions"]
    found = dict(zip(head, first, strict=False))
    assert found["Title"] == """=HYPERLINK("http://x.example","a, ""b"" <c>")"""
    assert (found["Largest target"], found["Its figure"]) == ("-5", -5)
    assert opened.errors == []


def test_the_explorer_works_from_a_folder(opened: Visit) -> None:
    """Opened without a server it filters, keeps the address, goes back, finds text and asks nobody."""
    page = opened.open("explorer.html")
    expect(status(page)).to_have_text("All 2 actions")
    option(page, "Actor", "Europol").check()
    expect(status(page)).to_have_text("1 of 2 actions")
    assert query(page) == "actor=europol"
    page.go_back()
    expect(status(page)).to_have_text("All 2 actions")
    page.get_by_label("Text", exact=True).fill("exchanges information through")
    expect(status(page)).to_have_text("1 of 2 actions")
    assert {request.split(":")[0] for request in opened.requests} <= {"file", "blob", "data"}
    assert opened.errors == []


def test_a_former_id_leads_to_the_present_one(opened: Visit) -> None:
    """An address sent before a record was renamed still works, and has the present id after the next choice."""
    page = opened.open("explorer.html?actor=european-police-office")
    expect(page.locator(".pa-chip")).to_have_text(["Actor: Europol"])
    expect(status(page)).to_have_text("1 of 2 actions")
    page.get_by_role("button", name="Action", exact=True).click()
    assert query(page) == "actor=europol&sort=action"


def test_an_id_that_is_not_here_finds_nothing_and_is_named(opened: Visit) -> None:
    """The reader sees what was asked for and can take it away."""
    page = opened.open("explorer.html?actor=nobody&actor=europol&theme=nothing")
    expect(page.locator(".pa-chip")).to_have_text(
        ["Actor: nobody (not here)", "Actor: Europol", "Theme: nothing (not here)"]
    )
    expect(status(page)).to_have_text("No action fits all of this.")
    page.get_by_role("button", name="Remove filter Theme: nothing (not here)").click()
    expect(status(page)).to_have_text("1 of 2 actions")
    assert opened.errors == []


# ---- Without script, on a phone, on paper ---------------------------------------------------------------------------


def test_without_script_every_action_is_there(browser: Browser, address: str, atlas: Atlas) -> None:
    """A plain table with all rows, and a word on what script would add."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": DESK, "height": 900})
    page = Visit(context.new_page(), address).open("explorer.html")
    rows = page.locator("main tbody tr")
    assert rows.count() == len(atlas.actions)
    expect(rows.last).to_be_visible()
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("link", name=re.compile("AKRITAS")).click()
    expect(page).to_have_url(re.compile("actions/2.10.html"))
    context.close()


@pytest.mark.parametrize("missing", ["explorer-data.js", "javascripts/explorer.js"])
def test_without_its_scripts_every_action_is_there_too(visit: Visit, atlas: Atlas, missing: str) -> None:
    """Where a script does not arrive, no row stays hidden."""
    visit.page.route(f"**/assets/{missing}", lambda route: route.abort())
    page = visit.open("explorer.html")
    rows = page.locator("main tbody tr")
    assert rows.count() == len(atlas.actions)
    expect(rows.last).to_be_visible()


def test_on_a_phone_filters_are_folded_and_rows_are_blocks(visit: Visit) -> None:
    """At 320 pixels nothing is cut off, every value has its label, and the filters tell what they leave."""
    visit.page.set_viewport_size({"width": PHONE, "height": 700})
    page = visit.open("explorer.html")
    expect(page.get_by_label("Text", exact=True)).to_be_hidden()
    option(page, "Actor", "Europol").check()
    summary, status = page.locator(".pa-filters > summary"), page.locator("#results").get_by_role("status")
    expect(summary).to_contain_text(f"1 chosen: {status.inner_text()}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".pa-filters form > details").last.evaluate("one => one.scrollIntoView({block: 'end'})")
    expect(summary).to_be_in_viewport()
    expect(status).not_to_be_in_viewport()
    summary.click()
    expect(status).to_be_in_viewport()
    row = page.locator("#results tbody tr").first
    expect(row.locator("td").first).to_have_attribute("data-label", "Plan")
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    assert row.get_attribute("role") == "row"
    page.get_by_label("Sort").select_option("When")
    expect(page).to_have_url(re.compile("actor=europol&sort=when$"))
    assert visit.errors == []


def test_paper_gets_every_row_that_fits_and_no_controls(visit: Visit, atlas: Atlas) -> None:
    """A print is of the whole list, not of one page of it, with the filters in words and the marking."""
    page = visit.open(url(plan=["western-balkans-ct-2025", "empact-migrant-smuggling-2024"]))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    plans = Counter(one.split("/")[0] for one in atlas.actions)
    assert len(shown(page)) == plans["western-balkans-ct-2025"] + plans["empact-migrant-smuggling-2024"] > 100
    expect(page.locator("#results tbody tr").last).to_be_visible()
    expect(page.locator(".pa-filters")).to_be_hidden()
    expect(page.get_by_role("button", name="CSV")).to_be_hidden()
    expect(page.get_by_role("button", name="Remove filter Plan: EMPACT migrant smuggling 2024-2025")).to_be_visible()
    expect(page.locator(".pa-marking").first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(shown(page)) == 100
