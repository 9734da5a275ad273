"""Plain text stays plain text, whatever it holds and wherever on a page it stands."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planatlas.pages.markdown import Markdown, attribute, escape, joined, link, one_line

PLACES = {
    "a paragraph": "{}",
    "a paragraph between others": "before\n\n{}\n\nafter",
    "the middle of a line": "before {} after",
    "a heading": "# {}",
    "a heading with an id of its own": "## {} {{ #here }}",
    "a heading after a label": '# <span class="pa-ref">OA 1</span> {}',
    "an item of a list": "- {}\n- next",
    "an item of a list within a list": "- outer\n\n    - {}\n",
    "a cell": "| a | b |\n| --- | --- |\n| {} | c |",
    "the last cell": "| a | b |\n| --- | --- |\n| c | {} |",
    "the head of a table": "| {} | b |\n| --- | --- |\n| a | c |",
    "a term": "{}\n:   said of it",
    "what is said of a term": "term\n:   {}\n:   more",
    "a division": '<div class="pa-lead" markdown>\n\n{}\n\n</div>',
    "a caption": "<figure markdown>\n<figcaption markdown>\n\n{}\n\n</figcaption>\n\ntext\n\n</figure>",
    "brackets": "before ( {} ) after",
    "emphasis": "**before** {}",
}
"""Where templates put text, as Markdown around it."""

HOSTILE = (
    "<script>alert(1)</script>",
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>here</a>",
    "[here](javascript:alert(1))",
    "[here]: javascript:alert(1)",
    "![image](http://example.com/x.png)",
    "<http://example.com>",
    "<someone@example.com>",
    "text {: .class onclick=alert(1) }",
    "{: #id }",
    "{ #id }",
    "{{ config.site_name }}",
    "{% include 'secret' %}",
    "{# comment #}",
    '--8<-- "mkdocs.yml"',
    "--8<--",
    "--- snip ---",
    "&lt;b&gt; &amp; &#60;",
    "&copy; & more",
    "javascript:alert(1)",
    "[[name]] and [[",
    "*[ABC]: meaning",
    "[^1]: footnote",
    "```\ncode\n```",
    "~~~ python",
    "    code",
    "\tcode",
    "> quoted",
    "# heading",
    "heading\n===",
    "heading\n---",
    "***",
    "- - -",
    "1. first",
    "2) second",
    "2024. A year",
    "-1",
    "+ item",
    ": definition",
    ":   definition",
    "a | b | c",
    "|---|---|",
    "*emphasis* and __strong__ and _one_",
    "snake_case_name and 2*3*4",
    "`code` and ``more``",
    "back\\slash \\* \\\\",
    "\\",
    "!!! note",
    "??? note",
    "/// admonition",
    ":material-home:",
    "==mark== ^^insert^^ ~~delete~~",
    "[TOC]",
    "]: x",
    "a]: b](c)",
    "C#",
    "# C ##",
    "<!-- comment -->",
    "<?php echo 1 ?>",
    "<![CDATA[x]]>",
    "a  \nb",
    "wzxhzdk:0 klzzwxh:0 amp",
    "&",
    "<",
    "*",
)
"""Text that Markdown, its extensions, HTML or a template engine would read as something else."""

SIGNS = "*_[]()<>&`~#+-.!|{}:=\\\"'1 \na^$@%/?;,"
PIECES = (
    *HOSTILE,
    *SIGNS,
    "http://x.eu/",
    "{:",
    "}",
    "]:",
    "](",
    "    ",
    "\u00a0",
    "ł",
    "\U0001f6a2",
    "\u2011",
    "1.",
    "- ",
)
HOSTILE_TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
"""Any text that a record can hold: reading refuses control characters and separators of lines."""


@pytest.mark.parametrize("place", list(PLACES))
def test_hostile_text_reads_as_written(show: Callable, place: str) -> None:
    """Text that looks like markup is seen as it is written and makes no element of its own."""
    around = show(PLACES[place].format("QQQ"))
    for text in HOSTILE:
        shown = show(PLACES[place].format(escape(text)))
        assert shown.text == " ".join(around.text.replace("QQQ", text).split())
        assert shown.tags == around.tags


@pytest.mark.parametrize("place", list(PLACES))
@settings(max_examples=60)
@given(text=st.one_of(HOSTILE_TEXT, ANY_TEXT).filter(str.strip))
def test_any_text_reads_as_written(show: Callable, place: str, text: str) -> None:
    """Whatever text stands wherever, what is seen is that text with its white space folded."""
    around = show(PLACES[place].format("QQQ"))
    shown = show(PLACES[place].format(escape(text)))
    assert shown.text == " ".join(around.text.replace("QQQ", text).split())
    assert shown.tags == around.tags


def test_markup_that_is_not_escaped_would_be_noticed(show: Callable) -> None:
    """The comparison that the tests of this file rest on tells escaped text from text that is not."""
    assert show("*a*").text != "*a*"
    assert show("<b>a</b>").tags != show(escape("<b>a</b>")).tags


@given(st.one_of(HOSTILE_TEXT, ANY_TEXT).filter(str.strip))
def test_the_text_of_a_link_reads_as_written(show: Callable, text: str) -> None:
    """A link shows its text as written and leads where it should, whatever the text holds."""
    shown = show(link(text, "../actors/europol.md"))
    assert shown.text == " ".join(text.split())
    assert shown.tags == (("p", ()), ("a", (("href", "../actors/europol.md"),)))


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://example.eu/a?b=1&c=2#d", "https://example.eu/a?b=1&c=2#d"),
        ("https://example.eu/plan (draft)", "https://example.eu/plan%20%28draft%29"),
        ("https://example.eu/\"onmouseover='x", "https://example.eu/%22onmouseover=%27x"),
        ("https://example.eu/<b>*_`[]{}|\\", "https://example.eu/%3Cb%3E%2A%5F%60%5B%5D%7B%7D%7C%5C"),
        ("https://example.eu/Łódź", "https://example.eu/Łódź"),
        ("plans/a/actions/2.10.md", "plans/a/actions/2.10.md"),
    ],
)
def test_a_link_leads_where_it_says(show: Callable, target: str, href: str) -> None:
    """A target keeps its meaning; what Markdown would read in it is percent-encoded."""
    shown = show(f"before {link('text', target)} after")
    assert shown.targets == [href]
    assert shown.text == "before text after"


@given(st.one_of(HOSTILE_TEXT, ANY_TEXT).filter(str.strip))
def test_any_target_stays_within_its_link(show: Callable, target: str) -> None:
    """No target breaks out of its link, and none gives the link another attribute."""
    shown = show(f"before {link('text', f'https://example.eu/{target}')} after")
    assert shown.text == "before text after"
    (paragraph, (name, attributes)) = shown.tags
    assert (paragraph, name) == (("p", ()), "a")
    assert [key for key, _ in attributes] == ["href"]
    assert str(attributes[0][1]).startswith("https://example.eu/")


def test_links_in_a_cell_keep_the_table_whole(show: Callable) -> None:
    """A bar in a link's text or target starts no new cell."""
    shown = show(f"| a | b |\n| --- | --- |\n| {link('x | y', 'https://e.eu/a|b')} | c |")
    assert shown.names.count("td") == 2
    assert shown.text == "a b x | y c"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain text", "plain text"),
        ("a*b_c", r"a\*b\_c"),
        ("R&D <x>", "R&amp;D &lt;x&gt;"),
        ("- item", "&#45; item"),
        ("1. item", "1&#46; item"),
        ("1.5 million", "1.5 million"),
        ("C#", "C&#35;"),
        ("a - b", "a - b"),
        ("", ""),
    ],
)
def test_only_what_would_be_read_is_escaped(text: str, escaped: str) -> None:
    """Plain text stays legible in the Markdown, since other generators and people read it too."""
    assert escape(text) == escaped


def test_markdown_is_not_escaped_again() -> None:
    """What is Markdown already passes unchanged."""
    assert escape(Markdown("*a*")) == "*a*"
    assert escape(escape("*a*")) == escape("*a*")
    assert joined([Markdown("*a*"), escape("*b*")], "; ") == r"*a*; \*b\*"
    assert isinstance(joined([]), Markdown)


def test_a_text_of_several_lines_becomes_one_line() -> None:
    """Line breaks, tabs and runs of spaces are folded; a no-break space stays."""
    assert one_line(" a\n  b\t\tc \r\n d ") == "a b c d"
    assert one_line("12\u00a0000") == "12\u00a0000"
    assert "\n" not in escape("a\n\n- b")


class _Attributes(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = (tag, attrs)


@given(st.one_of(HOSTILE_TEXT, ANY_TEXT))
def test_an_attribute_holds_any_text(text: str) -> None:
    """Text made an attribute's value is read back as it was, and ends no tag and no attribute."""
    parser = _Attributes()
    parser.feed(f'<abbr title="{attribute(text)}">')
    assert parser.found == ("abbr", [("title", one_line(text))])
    assert unescape(attribute(text)) == one_line(text)
