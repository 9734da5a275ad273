"""What is shown while the site is written: what a build would write, and what was last without errors."""

from __future__ import annotations

import gc
from pathlib import Path
from weakref import ref

import pytest

from planatlas.linking.audience import UnknownAudienceError
from planatlas.publishing.build import build_site
from publishing.serve.conftest import ACTION, AS_OF, PAGE, Site, open_site
from small_content import SMALL

pytestmark = pytest.mark.xdist_group("serve")

RECORD = f"content/{ACTION}.yml"
TEXT = SMALL[f"{ACTION}.yml"]
FOOT = "look/partials/foot.html"


def retitled(title: str) -> str:
    return TEXT.replace("title: Exchange information", f"title: {title}")


def test_everything_is_what_a_build_writes(site: Site, tmp_path: Path) -> None:
    """After edits, new, renamed and deleted files, every address holds the bytes that a build gives it."""
    foot = (site.folder / FOOT).read_text(encoding="utf-8")
    site.write({RECORD: retitled("First")})
    site.write(
        {
            RECORD: None,
            "content/plans/alpha/actions/2.yml": TEXT.replace('ref: "1"', 'ref: "2"'),
            "content/actors/cepol.yml": "name: CEPOL\nkind: agency\n",
            "content/notes.md": "# Other notes\n\nNone.\n",
            FOOT: f"{foot}<!-- more -->",
        }
    )
    built = build_site(
        site.folder / "mkdocs.yml",
        content=site.folder / "content",
        site=tmp_path / "site",
        as_of=AS_OF.isoformat(),
        strict=False,
    )
    files = {file.relative_to(built).as_posix(): file for file in built.rglob("*") if file.is_file()}
    edition = site.workshop.edition_for("index.html")
    assert edition
    different = [path for path, file in files.items() if edition.bytes_at(path) != file.read_bytes()]
    assert different == []
    assert edition.desk.sources.keys() <= files.keys()
    assert site.page(PAGE) is None
    assert [notice.severity for notice in site.workshop.notices[1]] == ["warning"]
    assert {"plans/alpha/actions/2.html", "actors/cepol.html", "notes.html", "assets/search-index.js"} <= files.keys()


def test_an_edit_is_on_its_page_and_on_the_others(site: Site) -> None:
    """A new title stands on the action's own page and on that of its plan, and nothing is wrong."""
    site.write({RECORD: retitled("Share what is known")})
    assert "Share what is known" in str(site.page())
    assert "Share what is known" in str(site.page("plans/alpha/index.html"))
    assert site.notices == []
    assert site.said[-1].startswith("no problems; shown after ")


def test_a_page_that_an_edit_does_not_touch_stays_what_it_was(site: Site) -> None:
    """By its state a browser sees that it need not load a page again, and that it must load one that changed."""

    def states() -> list[str]:
        edition = site.workshop.edition_for(PAGE)
        assert edition
        pages = (PAGE, "glossary.html", "notes.html")
        return [edition.state_of(page, edition.bytes_at(page) or b"") for page in pages]

    before = states()
    site.write({RECORD: retitled("Share what is known")})
    assert [one == other for one, other in zip(before, states(), strict=True)] == [False, True, True]


def test_a_page_whose_data_change_is_loaded_again(site: Site) -> None:
    """The explorer's page loads a script with data, and counts as changed where only these have."""
    edition = site.workshop.edition_for("explorer.html")
    assert edition
    page = edition.bytes_at("explorer.html") or b""
    before = edition.state_of("explorer.html", page)
    edition.made["assets/explorer-data.js"] = b"others"
    assert edition.state_of("explorer.html", page) != before


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (TEXT.replace("summary: Europol", "summary: Note: Europol"), f"{RECORD}:4:14", "yaml"),
        (TEXT.replace("actor: europol", "actor: eurpol"), f"{RECORD}:5:18", "no actor 'eurpol'"),
        (TEXT.replace("summary:", "sumary:"), f"{RECORD}:4:1", "no field 'sumary'"),
    ],
)
def test_an_error_leaves_the_last_good_page(site: Site, text: str, place: str, message: str) -> None:
    """A slip in YAML, in a field or in a reference is told with its place; the page stays; mending it is told too."""
    before = site.page()
    site.write({RECORD: text})
    assert site.page() == before
    (where, what), *_ = site.notices
    assert where == str(site.folder / place)
    assert message in what.lower()
    assert f"{place}: error[" in site.said[-1].replace(f"{site.folder}/", "")
    assert site.said[-1].endswith("the last good pages stay")
    site.write({RECORD: retitled("Mended")})
    assert site.notices == []
    assert "Mended" in str(site.page())


def test_a_page_written_by_hand_goes_with_its_file(site: Site) -> None:
    """MkDocs makes its part again where such a file comes or goes."""
    site.write({"content/notes.md": None})
    assert site.page("notes.html") is None


def test_a_style_is_there_at_once(site: Site) -> None:
    """A changed style is put in its place, small as in a build, without asking MkDocs; every page is to be reloaded."""
    edition = site.workshop.edition_for(PAGE)
    site.write({"look/assets/stylesheets/extra.css": "p {\n  color: blue;\n}\n"})
    assert site.page("assets/stylesheets/extra.css") == "p{color:blue}"
    after = site.workshop.edition_for(PAGE)
    assert edition
    assert after
    assert after.desk is edition.desk
    assert after.state_of(PAGE, b"") != edition.state_of(PAGE, b"")


def test_a_template_is_taken_up_by_pages_of_all_kinds(site: Site) -> None:
    """A changed template shows on generated pages and on those written by hand."""
    site.write({FOOT: "<p>A new foot.</p>\n"})
    assert "A new foot." in str(site.page())
    assert "A new foot." in str(site.page("notes.html"))


def test_a_broken_template_is_told_with_its_place(site: Site) -> None:
    """The pages stay what they were until it is mended, as long as MkDocs cannot use it."""
    before = site.page("notes.html")
    site.write({FOOT: "<p>\n{% if %}\n"})
    assert [place for place, _ in site.notices] == [f"{site.folder / FOOT}:2"]
    assert site.page("notes.html") == before
    site.write({FOOT: "<p>A new foot.</p>\n"})
    assert site.notices == []
    assert "A new foot." in str(site.page("notes.html"))


def test_what_an_editor_puts_there_for_a_moment_asks_nobody(site: Site) -> None:
    """A file that is gone again, a hidden one, and a file saved as it was change nothing that is shown."""
    edition = site.workshop.edition_for(PAGE)
    site.workshop.renew(frozenset({site.folder / "content/4913"}))
    site.write({"content/.swap": "x"})
    site.workshop.renew()
    assert site.workshop.edition_for(PAGE) is edition


def test_what_is_not_shown_any_more_takes_no_memory(site: Site) -> None:
    """The Atlas of the state before is gone when the next is shown, without the collector's help."""
    edition = site.workshop.edition_for(PAGE)
    assert edition
    edition.bytes_at(PAGE)
    gone = ref(edition.atlas)
    del edition
    gc.disable()
    try:
        site.write({RECORD: retitled("Next")})
        gc.disable()
        assert gone() is None
    finally:
        gc.enable()


def test_a_site_that_begins_with_an_error_is_there_when_it_is_mended(tmp_path: Path) -> None:
    """Until then nothing is shown, and the error is told; then an audience has what it may have, and no more."""
    site = open_site(tmp_path, {f"{ACTION}.yml": "title: [\n"}, audience="PUBLIC")
    assert site.page("index.html") is None
    assert [place for place, _ in site.notices] == [f"{site.folder / RECORD}:2:1"]
    site.write({RECORD: TEXT, "content/notes.md": "# Notes\n\nOn [a plan](plans/alpha/index.md).\n"})
    (where, what), *_ = site.notices
    assert where.startswith(f"{site.folder}/content/notes.md:3:")
    assert "above the audience" in what
    assert site.page("index.html") is None
    site.write({"content/notes.md": "# Notes\n"})
    assert site.notices == []
    assert site.page("index.html")
    assert [site.page(path) for path in ("plans/alpha/index.html", PAGE, "plans/alpha/source.txt")] == [None] * 3
    site.workshop.close()


def test_an_audience_that_is_no_marking_is_refused(tmp_path: Path) -> None:
    """It is an error of whoever starts the server."""
    with pytest.raises(UnknownAudienceError, match="no marking 'PUBLC'; did you mean 'PUBLIC'"):
        open_site(tmp_path, audience="PUBLC")


def test_the_slow_way_shows_changes_too(tmp_path: Path) -> None:
    """Where the fast way is switched off, MkDocs makes all pages again."""
    site = open_site(tmp_path, plugins="[{planatlas: {fast: false}}]")
    site.write({RECORD: retitled("Slowly")})
    assert "Slowly" in str(site.page())
    site.workshop.close()
