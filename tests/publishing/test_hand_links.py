"""Pages written by hand: what they link to or name that is not for their readers, or not in a bundle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from conftest import AS_OF
from planatlas.cli import main
from planatlas.linking.audience import UnknownAudienceError
from planatlas.linking.redaction import WITHHELD
from planatlas.publishing.dead_links import without_dead_links
from planatlas.publishing.hand_links import Hidden, for_contributors, target_of
from planatlas.publishing.leaks import scanner
from planatlas.publishing.source import checked
from planatlas.reading.problems import Severity
from small_content import SMALL, write_configuration

FolderMaker = Callable[[Mapping[str, str]], Path]
OPEN = {
    "plans/beta/plan.yml": 'title: Plan Beta\nsections: [{number: "1", title: Training}]\n',
    "plans/beta/annex.txt": "Annex.",
    "plans/gamma/plan.yml": 'title: Plan Gamma\nsections: [{number: "1", title: Gauging}]\n',
    "plans/gamma/annex.txt": "Annex.",
}
HIDDEN = {"plans/alpha/annex.txt": "Annex.", "internal.md": "---\nmarking: LIMITE\n---\n# Internal\n"}
TIPS = {
    "tips/first.md": "---\nfor: contributors\n---\n# Tips\n\n[A](a.txt) and [more](both.txt), [by hand](more.md).\n",
    "tips/more.md": "# More\n\n[The same](both.txt)\n",
    "tips/a.txt": "A.",
    "tips/both.txt": "Both.",
}
STUBS = f"{dedent(SMALL['site.yml']).strip()}\nwithheld: stub\n"
LINKS = """# Guide

See [the plan](plans/alpha/index.md), [its annex](plans/alpha/annex.txt "Annex"), [a page](internal.md#top),
[what Europol does](actors/europol.md), ![dates](data/plans/alpha.ics) and [Beta](plans/beta/index.md).
A [reference][one] too.

[one]: plans/alpha/actions/1.md
"""


def errors(folder: Path) -> list[tuple[int, int, str]]:
    found = checked(folder, AS_OF, "PUBLIC").problems
    chosen = [one for one in found if one.severity is Severity.ERROR and one.span.path == "guide.md"]
    assert {one.code for one in chosen} <= {"withheld-name"}
    return [(one.span.line, one.span.column, one.message.split(", which")[0]) for one in chosen]


def test_a_link_to_what_is_cut_is_an_error_at_its_place(content_folder: FolderMaker) -> None:
    """Every link to the page or a file of something marked above the audience is named; other links are not."""
    folder = content_folder({**SMALL, **OPEN, **HIDDEN, "guide.md": LINKS})
    assert errors(folder) == [
        (3, 16, "this links to the plan 'alpha'"),
        (3, 51, "this links to the plan 'alpha'"),
        (3, 92, "this links to the page 'internal.md'"),
        (4, 21, "this links to the actor 'europol'"),
        (4, 50, "this links to the plan 'alpha'"),
        (7, 8, "this links to the action 'alpha/1'"),
    ]
    assert checked(folder, AS_OF, "LIMITE").problems == checked(content_folder({**SMALL, **OPEN}), AS_OF).problems


IN_HTML = """
<a class="x" href="plans/alpha/index.html">Plan
Alpha</a> <A HREF = plans/alpha/actions/1.html>It</A> <img alt="Plan Alpha" src='plans/alpha/annex.txt'>
"""


def test_neutral_words_stand_for_links_in_html_too(content_folder: FolderMaker) -> None:
    """Where the site shows neutral words, no link or picture is a problem, however it is written; else each is."""
    files = {**SMALL, **OPEN, **HIDDEN, "guide.md": LINKS + IN_HTML}
    assert errors(content_folder({**files, "site.yml": STUBS})) == []
    assert errors(content_folder(files))[6:] == [
        (9, 20, "this links to the plan 'alpha'"),
        (10, 21, "this links to the action 'alpha/1'"),
        (10, 82, "this links to the plan 'alpha'"),
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('<iframe src="plans/alpha/index.html"></iframe>', 14),
        ('<a data-href="plans/alpha/index.html" href="plans/beta/index.html">It</a>', 15),
        ('Write `<a href="plans/alpha/index.html">`, or ` if you like.', 17),
        ("Write `[it](plans/alpha/index.md)`.", 13),
        ('<!-- <a href="plans/alpha/index.html">It</a> -->', 15),
        ('~~~html\n<a href="plans/alpha/index.html">It</a>\n~~~', 10),
    ],
)
def test_what_no_words_can_stand_for_is_an_error(content_folder: FolderMaker, text: str, column: int) -> None:
    """Other elements, comments and code, which stay as they are written, may not lead to what is hidden."""
    found = errors(content_folder({**SMALL, **OPEN, **HIDDEN, "site.yml": STUBS, "guide.md": text}))
    assert found == [(text.count("\n", 0, text.index("alpha")) + 1, column, "this links to the plan 'alpha'")]


def test_a_stray_backtick_is_no_code(content_folder: FolderMaker) -> None:
    """A link between two backticks of different paragraphs gives way as any other."""
    text = 'One ` here.\n\n<a href="plans/alpha/index.html">It</a>\n\nAnother ` there.\n'
    assert errors(content_folder({**SMALL, **OPEN, **HIDDEN, "site.yml": STUBS, "guide.md": text})) == []


def test_a_name_of_what_is_cut_is_an_error_too(content_folder: FolderMaker) -> None:
    """As in a record, the name of something marked must not be said, nor in a link to somewhere else."""
    folder = content_folder(
        {**SMALL, "guide.md": "# Guide\n\nAs in\nplan\nalpha, or [Plan  Alpha](https://example.eu/).\n"}
    )
    assert errors(folder) == [
        (4, 1, "this says a name of the plan 'alpha'"),
        (5, 1, "this says a name of the plan 'alpha'"),
    ]


def test_what_a_page_says_by_hand_hides_no_leak(content_folder: FolderMaker) -> None:
    """A name that a public page says by mistake is still looked for in outputs."""
    folder = content_folder({**SMALL, "guide.md": "As in Plan Alpha; exchange information.\n"})
    looking = scanner(folder, "PUBLIC")
    assert [leak.trace.words for leak in looking.leaks_in("x.html", b"<p>Plan Alpha")] == ["plan alpha"]


def test_a_marking_that_is_none_is_named(content_folder: FolderMaker) -> None:
    """A page with a marking that the site does not have stops every way of publishing."""
    with pytest.raises(UnknownAudienceError, match="no marking 'LIMITEE'"):
        checked(content_folder({**SMALL, "guide.md": "---\nmarking: LIMITEE\n---\n"}), AS_OF)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("../plans/a%20b/index.md?x=1#top", "plans/a b/index.md"),
        ("b.html", "sub/b.html"),
        ("../b&amp;c.md", "b&c.md"),
        ("#top", None),
        ("https://example.eu/a", None),
        ("//example.eu/a", None),
        ("mailto:a@example.eu", None),
        ("/a.md", None),
    ],
)
def test_where_a_link_leads(link: str, path: str | None) -> None:
    """It is taken from the page that it stands on, without what follows the path; what leaves the site is nobody's."""
    assert target_of(link, "sub/page.md") == path


def test_dead_links_give_way() -> None:
    """Neutral words for what is hidden, the link's own words for what is elsewhere, and nothing for what is there."""
    hidden = Hidden({}, frozenset({"s"}), frozenset())
    html = (
        '<p><a href="a.html">A</a> <a class="x" href="plans/s/index.html"><b>Secret</b></a>'
        ' <a href=\'b.md\'>B <i>b</i></a> <img alt="P" src="plans/s/p.png"> <img src="q.png" alt="Q">'
        ' <a href="https://example.eu">E</a></p>'
    )
    there = {"a.html"}
    text, mistakes = without_dead_links(html, "page.md", there, hidden, leads_out=True)
    assert (text, mistakes) == (
        f'<p><a href="a.html">A</a> {WITHHELD} B <i>b</i> {WITHHELD} Q <a href="https://example.eu">E</a></p>',
        [],
    )
    text, mistakes = without_dead_links(html, "page.md", there, hidden, leads_out=False)
    assert sorted(mistakes) == ["b.md", "q.png"]
    assert "Secret" not in text
    assert "<a href='b.md'>B <i>b</i></a>" in text


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        ('<a title="a > b" href="plans/s/a.html">Secret</a>!', f"{WITHHELD}!"),
        ("<A HREF=plans/s/a.html>Secret</A >!", f"{WITHHELD}!"),
        ('<a\nhref = "plans/s/a.html"\n>Secret <img src="a.png"></a>\n!', f"{WITHHELD}\n!"),
        ('<a href="plans/s/a.html">Secret', f"{WITHHELD}Secret"),
        (
            '<a href="b.html"><img src="plans/s/a.png"> B &amp; <img src="c.png" alt="A &lt; B"></a>',
            f"{WITHHELD} B &amp; A &lt; B",
        ),
        ('<a data-href="b.html" href="a.html">A</a>', '<a data-href="b.html" href="a.html">A</a>'),
        ("<script>\"<a href='plans/s/a.html'>\"</script>", "<script>\"<a href='plans/s/a.html'>\"</script>"),
    ],
)
def test_a_link_gives_way_however_it_is_written(html: str, outcome: str) -> None:
    """Signs within attributes, capitals, missing quotes, line breaks and a missing end keep no link in the page."""
    hidden = Hidden({}, frozenset({"s"}), frozenset())
    assert without_dead_links(html, "page.md", {"a.html"}, hidden, leads_out=True) == (outcome, [])


def test_what_only_contributors_are_led_to_is_theirs(content_folder: FolderMaker) -> None:
    """Files that no other page leads to go with the pages for contributors; pages that they link to stay."""
    folder = content_folder({**SMALL, **TIPS})
    assert for_contributors(folder, [*TIPS, "actors/europol.yml"]) == {"tips/first.md", "tips/a.txt"}


@pytest.fixture
def bundle(
    content_folder: FolderMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Result, str]]:
    """Return a function that bundles the plan Beta for everybody, and returns the outcome with the text of a page."""

    def make(guide: str, *options: str) -> tuple[Result, str]:
        content_folder({**SMALL, **OPEN, **HIDDEN, **TIPS, "site.yml": STUBS, "guide.md": guide})
        configuration = write_configuration(tmp_path)
        menu = "nav: [{Home: index.md}, {Help: [{Guide: guide.md}, {Tips: tips/first.md}, {More: tips/more.md}]}]\n"
        configuration.write_text(configuration.read_text("utf-8") + menu, "utf-8")
        monkeypatch.chdir(tmp_path)
        command = ["bundle", *options, "--audience", "PUBLIC", "--as-of", "2026-01-01", "-o", "b.zip"]
        done = CliRunner().invoke(main, command)
        if done.exit_code:
            return done, ""
        with ZipFile(tmp_path / "b.zip") as archive:
            name = next(name for name in archive.namelist() if name.endswith("/guide.html"))
            assert not [one for one in archive.namelist() if "alpha" in one or "internal" in one]
            tips = {one.split("/tips/")[1] for one in archive.namelist() if "/tips/" in one}
            assert tips == {"both.txt", "more.html"}
            return done, archive.read(name).decode().split("<h1", 1)[1].split("</article>")[0]

    return make


def test_in_a_part_a_page_leads_nowhere_else(bundle: Callable[..., tuple[Result, str]]) -> None:
    """A page written by hand keeps its words in a part, with links to what is there and neutral words for the rest.

    What is for contributors is not there.
    """
    guide = LINKS + '\n<a href="plans/gamma/index.html">Gamma</a> and [that annex](plans/gamma/annex.txt)\n' + IN_HTML
    done, text = bundle(guide + "\n[How to write](tips/first.md)\n", "--plan", "beta")
    assert (done.exit_code, done.exception) == (0, None)
    assert '<a href="plans/beta/index.html">Beta</a>' in text
    assert "Gamma and that annex" in text
    assert "<p>How to write</p>" in text
    assert text.count(WITHHELD) == 9
    assert "the plan" not in text
    assert "gamma/" not in text


def test_in_the_whole_a_link_to_nothing_is_a_mistake(bundle: Callable[..., tuple[Result, str]]) -> None:
    """Neutral words stand for what is hidden, but a link that leads nowhere at all stops the build as ever."""
    done, _ = bundle(LINKS + "\n[nothing](plans/delta/index.md)\n")
    assert done.exit_code == 1


def test_what_still_leads_to_the_hidden_stops_the_build(bundle: Callable[..., tuple[Result, str]]) -> None:
    """Code that no way of looking at the text knew for code does not show the address of something hidden."""
    done, _ = bundle('A list:\n\n- One\n\n        <a href="plans/alpha/index.html">It</a>\n')
    assert done.exit_code == 1
    assert "guide.md leads to 'plans/alpha/index.html'" in done.output
