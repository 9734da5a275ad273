"""YAML text: every scalar stays text, every trap is refused, every place is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planatlas.reading.problems import Problem, Severity, Span
from planatlas.reading.yaml_text import MAX_BYTES, Data, Document, Location, read_document
from planatlas.reading.yaml_walk import MAX_DEPTH

# Pieces of YAML, and what breaks it, so that the reader is led into its corners more often than by any text.
pieces = st.sampled_from(
    [
        *"ab:-?[]{},#&*!|>'\"%@`\\ \t\n\r~<=é😀",
        *["\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ufffe"],
        *["a: ", "- ", "\n  ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "!!str ", "&x ", "*x", "? ", "|\n  ", ">-\n "],
        *['"\\uD800"', '"\\0"', "<<<<<<< x\n", "=======\n", "[[", "]]", "key: value\n", "list:\n- one\n- two\n"],
    ]
)
texts = st.text() | st.lists(pieces, max_size=25).map("".join)

keys = st.from_regex(r"[a-z😀é]{1,4}", fullmatch=True)
scalars = st.from_regex(r"[a-zA-Z0-9é😀]{1,6}( [a-z0-9:\"'#&*!%@{}|>-]{1,6})?", fullmatch=True)
records = st.dictionaries(
    keys,
    st.recursive(
        scalars,
        lambda below: st.lists(below, min_size=1, max_size=3) | st.dictionaries(keys, below, min_size=1, max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


def read(text: str | bytes) -> tuple[Document, list[Problem]]:
    return read_document("x.yml", text.encode() if isinstance(text, str) else text)


def data_of(text: str | bytes) -> dict[str, Data]:
    document, problems = read(text)
    assert problems == []
    return document.data


def only_problem(text: str | bytes) -> Problem:
    document, (problem,) = read(text)
    assert problem.span.path == document.path == "x.yml"
    assert problem.severity is Severity.ERROR
    assert problem.hint
    return problem


def place(span: Span) -> tuple[int, int, int]:
    return span.line, span.column, span.length


def text_at(document: Document, span: Span) -> str:
    return document.line(span.line)[span.column - 1 : span.column - 1 + span.length]


def assert_inside(document: Document, span: Span) -> None:
    lines = document.text.split("\n")
    assert 1 <= span.line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert span.length >= 1


def written(data: object, indent: int = 0) -> str:
    """Return data as block YAML with every scalar in single quotes."""
    margin = "\n" + " " * indent
    match data:
        case dict():
            return "".join(f"{margin}{key}: {written(value, indent + 2)}" for key, value in data.items())
        case list():
            return "".join(f"{margin}-{written(item, indent + 2)}" for item in data)
        case _:
            quoted = str(data).replace("'", "''")
            return f" '{quoted}'"


# What is read


@pytest.mark.parametrize(
    "scalar",
    [
        *["NO", "no", "yes", "on", "off", "true", "y"],
        *["2.10", "010", "0x1F", "0b1", "1e3", "1_000", "10.000", "+1", ".5", ".inf", ".nan"],
        *["1:30", "190:20:30", "2026-03-01", "2026-03-01 10:00:00", "=", "12:00"],
    ],
)
def test_a_plain_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    """Nothing becomes a truth value, a number or a date because it looks like one."""
    assert data_of(f"a: {scalar}\n") == {"a": scalar}


@pytest.mark.parametrize("key", ["on", "no", "y", "2.10", "010", "1:30", "2026-03-01", "=", "~", "null"])
def test_a_key_stays_the_text_that_was_written(key: str) -> None:
    """`on:` is a key by that name, and so is `2.10:`."""
    assert data_of(f"{key}: x\n") == {key: "x"}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", "# a comment"])
def test_an_empty_value_is_none(nothing: str) -> None:
    """Nothing, a tilde and `null` are the only values that are not text; their place is known all the same."""
    document, problems = read(f"a: {nothing}\nb: x\n")
    assert (document.data, problems) == ({"a": None, "b": "x"}, [])
    assert document.span(("a",)).line == 1


@pytest.mark.parametrize("quoted", ["'~'", '"null"', "''", '""'])
def test_what_stands_in_quotes_is_text(quoted: str) -> None:
    """A quoted tilde is a tilde, and quotes around nothing are the empty text."""
    assert data_of(f"a: {quoted}\n") == {"a": quoted[1:-1]}


def test_an_empty_item_of_a_list_keeps_its_place() -> None:
    """The items after an empty one keep their numbers."""
    assert data_of("a:\n  -\n  - b\n") == {"a": [None, "b"]}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: |\n  one\n  two\n\nb: x\n", {"a": "one\ntwo\n", "b": "x"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: one\n  two\n", {"a": "one two"}),
        ('a: "one\\ttwo\\u00e9"\n', {"a": "one\ttwoé"}),
        ("a: 'it''s'\n", {"a": "it's"}),
        ("{a: b, c: [d, e]}\n", {"a": "b", "c": ["d", "e"]}),
        ("? a\n: b\n", {"a": "b"}),
        ("a:\n- b\n- c: d\n  e: f\n", {"a": ["b", {"c": "d", "e": "f"}]}),
        ("---\na: b\n...\n# the end\n", {"a": "b"}),
        ("%YAML 1.2\n---\na: b\n", {"a": "b"}),
        ("a: b # a comment\n", {"a": "b"}),
        ("a: b#c\n", {"a": "b#c"}),
        ("{}", {}),
    ],
)
def test_the_forms_of_yaml_are_read(text: str, data: object) -> None:
    """Block and flow, plain and quoted, literal and folded text are read as YAML means them."""
    assert data_of(text) == data


@pytest.mark.parametrize("text", ["a:\tb\n", "a: b\t# comment\n", "a: {b: c,\n\td: e}\n", "a: |\n  b\tc\n  \td\n"])
def test_a_tab_that_is_no_indentation_is_read(text: str) -> None:
    """Tabs between words, after a colon and within text do no harm."""
    assert list(data_of(text)) == ["a"]


def test_a_byte_order_mark_is_skipped_and_takes_no_column() -> None:
    """Windows editors begin a file with a mark that nobody sees; columns are counted without it."""
    document, problems = read(b"\xef\xbb\xbfa: b\n")
    assert (document.data, problems) == ({"a": "b"}, [])
    assert place(document.span(("a",))) == (1, 4, 1)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_counts_as_one(line_break: str) -> None:
    """Files from Unix, Windows and old Macs have the same lines, columns and text."""
    document, problems = read(line_break.join(["a: |", "  one", "  two", "b: c", ""]))
    assert (document.data, problems) == ({"a": "one\ntwo\n", "b": "c"}, [])
    assert place(document.span(("b",))) == (4, 4, 1)
    assert document.line(3) == "  two"


# What is refused, and where


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        # nothing there
        ("", "empty-file", (1, 1, 1)),
        ("\n\n", "empty-file", (1, 1, 1)),
        ("# a comment\n# and another\n", "empty-file", (1, 1, 1)),
        ("---\n", "empty-file", (1, 1, 1)),
        ("~\n", "empty-file", (1, 1, 1)),
        # not a record
        ("\nsome text\n", "not-a-record", (2, 1, 1)),
        ("# list\n- a\n- b\n", "not-a-record", (2, 1, 1)),
        ("a: b\n---\nc: d\n", "second-document", (2, 1, 1)),
        ("a: b\n...\n---\n", "second-document", (3, 1, 1)),
        ("a: b\n[c]: d\n", "odd-key", (2, 1, 1)),
        ("a:\n  ? {b: c}\n  : d\n", "odd-key", (2, 5, 1)),
        # what means something else than it seems to say
        ("a: b\nc: &anchor d\n", "anchor", (2, 4, 1)),
        ("a: b\n&anchor c: d\n", "anchor", (2, 1, 1)),
        ("a: b\nc: *anchor\n", "anchor", (2, 4, 1)),
        ("a: &x [b]\nc: *x\n", "anchor", (1, 4, 1)),
        ("a: &x {b: c}\n", "anchor", (1, 4, 1)),
        ("a:\n  <<: {b: c}\n", "merge-key", (2, 3, 1)),
        ("a: !!int 3\n", "tag", (1, 4, 1)),
        ("a: !thing 3\n", "tag", (1, 4, 1)),
        ("a: ! 3\n", "tag", (1, 4, 1)),
        ("a: !\n", "tag", (1, 4, 1)),
        ("a: !!python/object/apply:os.system [ls]\n", "tag", (1, 4, 1)),
        ("!!map {a: b}\n", "tag", (1, 1, 1)),
        ("!!str a: b\n", "tag", (1, 1, 1)),
        # tabs
        ("a:\n\tb: c\n", "tab", (2, 1, 1)),
        ("a:\n  \tb: c\n", "tab", (2, 3, 1)),
        ("a: b\n\tc: d\n", "tab", (2, 1, 1)),
        ("a:\n\t- b\n", "tab", (2, 1, 1)),
        ("a: |\n\tb\n", "tab", (2, 1, 1)),
        # characters that nobody sees
        ("a: b\x07c\n", "control-character", (1, 5, 1)),
        ("a: b\nc: é\x00\n", "control-character", (2, 5, 1)),
        ("a: \x7f\n", "control-character", (1, 4, 1)),
        ("a: b\nc: \x85d\n", "control-character", (2, 4, 1)),
        ("a: |\n  b\u2028c\n", "control-character", (2, 4, 1)),
        ("a: b\n\ufeffc: d\n", "control-character", (2, 1, 1)),
        ("\ufeff\ufeffa: b\n", "control-character", (1, 1, 1)),
        ("a: \uffff\n", "control-character", (1, 4, 1)),
        ('a: b\nc: "x\\0y"\n', "control-character", (2, 4, 6)),
        ('a: "\\L"\n', "control-character", (1, 4, 4)),
        ('"\\e": b\n', "control-character", (1, 1, 4)),
        ("a: b\u202ec\n", "control-character", (1, 5, 1)),
        ("a: b\nc: \u2066d\u2069\n", "control-character", (2, 4, 1)),
        # a merge conflict
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n", "merge-conflict", (2, 1, 7)),
        ("a: b\n=======\nc: e\n", "merge-conflict", (2, 1, 7)),
        ("a: b\n>>>>>>> other", "merge-conflict", (2, 1, 7)),
        ("a: b\n||||||| base\n", "merge-conflict", (2, 1, 7)),
        # too deep
        (f"a: {'[' * (MAX_DEPTH + 1)}", "nested-too-deep", (1, 4 + MAX_DEPTH, 1)),
        (f"a: {'[' * 100_000}", "nested-too-deep", (1, 4 + MAX_DEPTH, 1)),
        ("a: " + "{b: " * 50, "nested-too-deep", (1, 4 + 4 * MAX_DEPTH, 1)),
        # what is no YAML
        ("a: b: c\n", "yaml-syntax", (1, 5, 1)),
        ("a: b\n  c: d\n", "yaml-syntax", (2, 3, 1)),
        ("a: @b\n", "yaml-syntax", (1, 4, 1)),
        ("a: `b`\n", "yaml-syntax", (1, 4, 1)),
        ("a: 20\nb: %c\n", "yaml-syntax", (2, 4, 1)),
        ("a: - b\n", "yaml-syntax", (1, 4, 1)),
        ("a: b\nc\nd: e\n", "yaml-syntax", (2, 1, 1)),
        ("  a: b\nc: d\n", "yaml-syntax", (2, 1, 1)),
        ("a:\n  - b\n c: d\n", "yaml-syntax", (3, 2, 1)),
        ("a: ]\n", "yaml-syntax", (1, 4, 1)),
        ("a: &\n", "yaml-syntax", (1, 4, 1)),
        ('a: "\\q"\n', "yaml-syntax", (1, 5, 1)),
        ('a: "\\uD800"\n', "yaml-syntax", (1, 7, 1)),
        ("%YAML 9.9\n---\na: b\n", "yaml-syntax", (1, 1, 1)),
        # what is opened and not closed is at fault where it was opened
        ("a: b\nc: 'd\ne: f\n", "yaml-syntax", (2, 4, 1)),
        ('a: b\nc: "d\ne: f\n', "yaml-syntax", (2, 4, 1)),
        ("a: b\nc: [d,\ne: f\n", "yaml-syntax", (2, 4, 1)),
        ("a: b\nc: {d: e\nf: g\n", "yaml-syntax", (2, 4, 1)),
        ("a: b\nc: 'd\ne: 'f'\n", "yaml-syntax", (2, 4, 1)),
        ('a: b\nc: "d\ne: "f"\n', "yaml-syntax", (2, 4, 1)),
    ],
)
def test_a_trap_is_refused_where_it_stands(text: str, code: str, where: tuple[int, int, int]) -> None:
    """Each trap gives one problem with its code, its line and its column, and no data."""
    problem = only_problem(text)
    assert (problem.code, place(problem.span)) == (code, where)
    assert read(text)[0].data == {}


@pytest.mark.parametrize(
    ("raw", "where", "byte"),
    [
        (b"a: b\nc: caf\xe9\n", (2, 7, 1), "0xe9"),
        (b"\xef\xbb\xbfa: \xff\n", (1, 4, 1), "0xff"),
        ("a: é😀".encode() + b"\x93x\x94\n", (1, 6, 1), "0x93"),
        (b"a: b\r\nc: \xe9\r\n", (2, 4, 1), "0xe9"),
        (b"a: b\rc: \xe9\r", (2, 4, 1), "0xe9"),
        ("a: b\n".encode("utf-16"), (1, 1, 1), "0xff"),
        (b"a: \xed\xa0\x80\n", (1, 4, 1), "0xed"),
    ],
)
def test_another_encoding_is_refused_at_its_first_byte(raw: bytes, where: tuple[int, int, int], byte: str) -> None:
    """The first byte that is not UTF-8 is named with its place, and the line can still be shown."""
    problem = only_problem(raw)
    assert (problem.code, place(problem.span)) == ("not-utf8", where)
    assert byte in problem.message
    document, _ = read(raw)
    assert_inside(document, problem.span)


def test_a_file_in_utf_16_without_a_mark_is_refused() -> None:
    """Every second byte of it is a null, which no text has."""
    problem = only_problem("a: b\n".encode("utf-16-le"))
    assert (problem.code, place(problem.span)) == ("control-character", (1, 2, 1))


def test_a_file_beyond_any_record_is_refused() -> None:
    """A file above the limit is refused for its size; one at the limit is read."""
    assert only_problem(b"a: " + b"b" * (MAX_BYTES - 2)).code == "file-too-large"
    assert read(b"a: " + b"b" * (MAX_BYTES - 3))[1] == []


def test_nesting_up_to_the_limit_is_read() -> None:
    """The limit itself is no trap."""
    assert read(f"a: {'[' * (MAX_DEPTH - 1)}x{']' * (MAX_DEPTH - 1)}")[1] == []


def test_a_repeated_key_is_a_problem_at_its_second_place() -> None:
    """The first value is kept, the second reported with the line of the first."""
    document, (problem,) = read("title: x\nshort: y\ntitle: z\n")
    assert (problem.code, place(problem.span)) == ("repeated-key", (3, 1, 5))
    assert problem.message == "the key 'title' stands here a second time"
    assert problem.hint == "it stands first in line 1; keep one of the two"
    assert document.data == {"title": "x", "short": "y"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a:\nb: x\na: y\n", (3, 1, 1)),
        ("a: x\na:\n", (2, 1, 1)),
        ("a: {b: 1, b: 2}\n", (1, 11, 1)),
        ("a:\n  - b: 1\n    c: 2\n    b: 3\n", (4, 5, 1)),
        ("a: x\n'a': y\n", (2, 1, 3)),
        ('a: x\n"\\u0061": y\n', (2, 1, 8)),
    ],
)
def test_a_repeated_key_is_found_wherever_it_stands(text: str, where: tuple[int, int, int]) -> None:
    """An empty first value, a flow mapping, a list item and quotes hide no repetition."""
    problem = only_problem(text)
    assert (problem.code, place(problem.span)) == ("repeated-key", where)


def test_every_repetition_is_reported_and_none_disturbs_the_first_value() -> None:
    """Three values under one key give two problems; places within the first stay right."""
    document, problems = read("a: {again: 1}\na: {again: 2}\na: [3]\n")
    assert [problem.span.line for problem in problems] == [2, 3]
    assert document.data == {"a": {"again": "1"}}
    assert place(document.span(("a", "again"))) == (1, 12, 1)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: b: c\n", 'write a: "b: c"'),
        ("a: @b\n", 'write a: "@b"'),
        ("a: `b`\n", 'write a: "`b`"'),
        ("a: %b\n", 'write a: "%b"'),
        ("a: *b\n", 'if it is text, write "*b"'),
        ("a: *b* c\n", 'write a: "*b* c"'),
        ("a: !b\n", 'if it is text, write "!b"'),
        ("a: [b, !c ]\n", "put text that begins with ! in quotes"),
        ("a: - b\n", 'a list begins on the next line, or write a: "- b"'),
        ("a: > 5\n", 'begin it on the next line, indented, or write a: "> 5"'),
        ('a: "b" c\n', "write a: '\"b\" c'"),
        ("a: 'it's'\n", 'write a: "it\'s"'),
        ('a: "C:\\Europol"\n', "write a: 'C:\\Europol'"),
        ("a: {b: c, d: e: f}\n", "put the value with the colon in quotes"),
        ("a:b\nc: d\n", "write a: b"),
        ("a b\nc: d\n", "a line reads 'name: value'"),
        ("a: b\n  c: d\n", "begin it in the same column as the line above"),
        (f"a: b: {'c' * 90}\n", "put what follows 'a:' in quotes"),
        ("a: [b\n", "close the list with ]"),
        ("a: {b\n", "close the braces with }"),
        ("a: [[b]] and c\n", 'write a: "[[b]] and c"'),
        ("a: [[b] and c\n", 'write "[[name]] and what follows"'),
        ("a: 'b\nc: 'd'\n", "close the quote"),
        ("a: 'b\n", "a quote"),
        ("a: b\nc\n", "a line here should read 'name: value'"),
        ("a:\n\tb: c\n", "indent with spaces"),
        ("a:\n- b\nc\n", "a line here should read 'name: value'"),
        ("<<<<<<< x\n", "keep one of the two versions"),
        (b"\xe9", "save the file as UTF-8"),
        ("---\na: b\n---\n", "remove the line '---' and what follows it"),
    ],
)
def test_the_hint_says_what_to_do(text: str | bytes, part: str) -> None:
    """A contributor who does not know YAML reads what to change."""
    assert part in (only_problem(text).hint or "")


@pytest.mark.parametrize(
    ("text", "where"),
    [("a: b #5\n", (1, 6, 2)), ("a:\n  - {b: c, d: e #f\n    }\n", (2, 17, 2)), ("a: b\nc: d\t#e f\n", (2, 6, 4))],
)
def test_text_that_reads_as_a_comment_is_warned_of(text: str, where: tuple[int, int, int]) -> None:
    """A number sign after a space cuts an unquoted value, which nobody who writes `Action #5` expects."""
    (problem,) = read(text)[1]
    assert (problem.code, problem.severity, place(problem.span)) == ("comment-in-value", "warning", where)
    assert "in quotes" in (problem.hint or "")


@pytest.mark.parametrize(
    "text", ["a: b # c\n", "a: b#c\n", "a: 'b #c'\n", "a: 'b' #c\n", "a: |\n  b #c\n", "a: b\n#c\n"]
)
def test_a_comment_that_is_one_is_left_alone(text: str) -> None:
    """A comment with a space after its sign, a sign within a word, in quotes or in a text block is no trap."""
    assert read(text)[1] == []


# Where things stand


def test_every_key_and_value_has_its_place() -> None:
    """Keys and values of mappings and lists, in block and flow, are found by the way that leads to them."""
    document, problems = read(
        "title: One\nactors:\n  - {actor: europol, role: lead}\n  - actor: 'cepol'\n    role: support\n"
    )
    assert problems == []
    spans: dict[Location, tuple[int, int, int]] = {
        (): (1, 1, 1),
        ("title",): (1, 8, 3),
        ("actors",): (3, 3, 1),
        ("actors", 0): (3, 5, 1),
        ("actors", 0, "actor"): (3, 13, 7),
        ("actors", 0, "role"): (3, 28, 4),
        ("actors", 1): (4, 5, 1),
        ("actors", 1, "actor"): (4, 12, 7),
        ("actors", 1, "role"): (5, 11, 7),
    }
    assert {location: place(document.span(location)) for location in document.values} == spans
    assert place(document.span(("actors", 1, "role"), key=True)) == (5, 5, 4)
    assert place(document.span(("actors",), key=True)) == (2, 1, 6)


def test_columns_count_code_points() -> None:
    """Letters with accents and emoji before a value move it by one column each."""
    document, problems = read("größe: {é: 😀😀, Ελλάδα: x} # ü\n🇪🇺: [🙂, y]\n")
    assert problems == []
    assert place(document.span(("größe", "é"))) == (1, 12, 2)
    assert place(document.span(("größe", "Ελλάδα"))) == (1, 24, 1)
    assert place(document.span(("größe", "Ελλάδα"), key=True)) == (1, 16, 6)
    assert place(document.span(("🇪🇺", 1))) == (2, 9, 1)


@pytest.mark.parametrize(
    ("location", "key", "where"),
    [
        (("missing",), False, (1, 1, 1)),
        (("missing", "further"), True, (1, 1, 1)),
        (("list", 0, "missing"), False, (2, 5, 1)),
        (("list", 0, "missing"), True, (2, 5, 1)),
        (("list", 7), False, (2, 3, 1)),
        (("empty",), False, (3, 7, 1)),
        (("empty",), True, (3, 1, 5)),
    ],
)
def test_an_absent_value_stands_at_its_nearest_ancestor(
    location: Location, *, key: bool, where: tuple[int, int, int]
) -> None:
    """What is missing is reported at the mapping or list that it is missing from."""
    document, _ = read("list:\n  - a: b\nempty:\n")
    assert place(document.span(location, key=key)) == where


def test_a_document_without_places_is_meant_as_a_whole() -> None:
    """A file that could not be read has its first character as the place of everything."""
    document, _ = read("")
    assert document.span(("a",)) == document.span(()) == document.span_of_text(("a",), "b") == Span("x.yml")


def test_a_span_ends_with_its_line() -> None:
    """A value over several lines is shown by its first."""
    document, _ = read("a: one\n  two\nb: |\n  three\n")
    assert place(document.span(("a",))) == (1, 4, 3)
    assert place(document.span(("b",))) == (3, 4, 1)


def test_a_name_in_a_block_of_text_is_found_in_its_own_line() -> None:
    """The second of two equal names in a literal block has its own line and column."""
    document, _ = read("a: |\n  See [[x]] and é\n  [[x]], not [[y]].\nb: '[[z]]'\n")
    assert place(document.span_of_text(("a",), "[[x]]")) == (2, 7, 5)
    assert place(document.span_of_text(("a",), "[[x]]", 1)) == (3, 3, 5)
    assert place(document.span_of_text(("a",), "[[y]]")) == (3, 14, 5)
    assert place(document.span_of_text(("b",), "[[z]]")) == (4, 5, 5)


@pytest.mark.parametrize("needle", ["[[z]]", "[[y]] ", "", "  "])
def test_a_text_that_is_not_in_a_value_stands_for_the_value(needle: str) -> None:
    """The next value's text is not mistaken for this one's."""
    document, _ = read("a: '[[x]]'\nb: '[[z]]'\n")
    assert place(document.span_of_text(("a",), needle)) == (1, 4, 7)


def test_a_third_occurrence_of_two_stands_for_the_value() -> None:
    """Counting on beyond the last occurrence leads nowhere else."""
    document, _ = read("a: x x\n")
    assert place(document.span_of_text(("a",), "x", 1)) == (1, 6, 1)
    assert place(document.span_of_text(("a",), "x", 2)) == (1, 4, 3)


@pytest.mark.parametrize("style", ["|", ">", ""])
def test_a_name_broken_across_lines_is_found(style: str) -> None:
    """The spacing that YAML takes off between two lines does not hide a name; its first line is shown."""
    document, _ = read(f"a: {style}\n  the [[European\n  Union]] and\n")
    assert place(document.span_of_text(("a",), "[[European Union]]")) == (2, 7, 10)
    assert place(document.span_of_text(("a",), "[[European\nUnion]]")) == (2, 7, 10)


@pytest.mark.parametrize(("number", "line"), [(0, ""), (1, "a: b"), (2, "c: d"), (3, ""), (4, "")])
def test_a_line_is_given_by_its_number_from_one(number: int, line: str) -> None:
    """Lines are counted from 1; beyond the file there is nothing."""
    document, _ = read("a: b\nc: d\n")
    assert document.line(number) == line


# Whatever is written


@given(texts)
def test_any_text_gives_a_record_or_problems(text: str) -> None:
    """No text makes the reader stumble; what it reports and what it read stands inside the file."""
    document, problems = read(text.encode("utf-8", errors="replace"))
    for problem in problems:
        assert problem.severity is Severity.ERROR
        assert_inside(document, problem.span)
    if not problems:
        assert isinstance(document.data, dict)
        assert () in document.values
    for location in document.values:
        assert_inside(document, document.span(location))
    for location in document.keys:
        assert_inside(document, document.span(location, key=True))


@given(st.binary())
def test_any_bytes_give_a_record_or_problems(raw: bytes) -> None:
    """No bytes make the reader stumble either."""
    document, problems = read(raw)
    assert problems or isinstance(document.data, dict)
    for problem in problems:
        assert_inside(document, problem.span)


@given(records)
def test_a_record_that_is_written_is_read_back_with_every_place(data: dict[str, object]) -> None:
    """Quoted block YAML gives the same data, and each scalar and key stands exactly where its place says."""
    document, problems = read(written(data).lstrip("\n"))
    assert (document.data, problems) == (data, [])

    def look(value: object, location: Location) -> None:
        match value:
            case dict():
                for key, inner in value.items():
                    assert text_at(document, document.span((*location, key), key=True)) == key
                    look(inner, (*location, key))
            case list():
                for position, inner in enumerate(value):
                    look(inner, (*location, position))
            case _:
                quoted = str(value).replace("'", "''")
                assert text_at(document, document.span(location)) == f"'{quoted}'"

    look(data, ())
