"""What people meant who wrote something that is not YAML: the parser's complaint in words, with the line put right."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<name>[\w-]+):[ \t]+(?P<value>\S.*?)\s*$")
_GLUED = re.compile(r"^\s*(?:- +)*(?P<name>[a-z_-]+):(?P<value>[^\s/].*?)\s*$")
_DASH = re.compile(r"^(?P<lead>\s*-)(?P<rest>[a-z_]+: .*?)\s*$")
_WIDEST = 80
_COLON = "a colon in text without quotes begins a new field"
_HINTS = (
    ("mapping values are not allowed", "look at the indentation, and put a value with a colon in it in quotes"),
    ("cannot start any token", "put text that begins with @, ` or % in quotes"),
    ("could not find expected ':'", "a line here should read 'name: value'; text of several lines starts with '|'"),
    ("did not find expected ',' or ']'", "close the list with ], or put text that begins with [ in quotes"),
    (
        "did not find expected ',' or '}'",
        "close the braces with }, and put values with commas, colons or brackets in quotes",
    ),
    ("did not find expected key", "look at the indentation of this line and the one before"),
    ("did not find expected '-' indicator", "every item of a list begins with '- ' in the same column"),
    ("unexpected end of stream", "a quote or bracket was opened and not closed"),
    ("did not find expected node content", "the value is missing, or a bracket too many"),
    ("unexpected ':'", "a space belongs after the colon; put a value with a colon in it in quotes"),
    ("directive", "put text that begins with % in quotes"),
)


@dataclass(frozen=True)
class Trap:
    """What a contributor fell into: where, what it is, what to write instead."""

    start: int
    """Offset into the text, in code points."""
    message: str
    hint: str
    code: str = "yaml-syntax"


def quoted(value: str) -> str:
    """Return text as a YAML scalar in quotes: in double ones where nothing has to be escaped."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def trap_at(text: str, index: int, complaint: str) -> Trap:
    """Return what is wrong where the parser stopped at `index` with a complaint of its own."""
    if (quote := _quote_that_ran_on(text, index)) is not None:
        return Trap(quote, "this quote is not closed on its line", "close the quote")
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].split("\n", 1)[0]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Trap(start + line.index("\t"), "a tab stands in the indentation", "indent with spaces", "tab")
    if text[index : index + 1] == ":" and complaint.startswith("did not find expected ',' or '}'"):
        return Trap(index, _COLON, "put the value with the colon in quotes")
    return (
        _in_value(line, start, index, complaint)
        or _before(text, start, line, complaint)
        or Trap(
            index,
            f"this is not YAML: {complaint}",
            next((hint for part, hint in _HINTS if part in complaint), "look at the quotes, brackets and indentation"),
        )
    )


def _in_value(line: str, start: int, index: int, complaint: str) -> Trap | None:
    """Return the trap in the value of a line `name: value`."""
    field = _FIELD.match(line)
    if field is None:
        return None
    name, value = field["name"], field["value"]
    at, write = start + field.start("value"), f"write {name}: {quoted(value)}"
    write = write if len(write) <= _WIDEST else f"put what follows '{name}:' in quotes"
    first = value[0]
    if value.startswith("[["):
        closed = "]]" in value
        message = "text that begins with [[ is a list to YAML" if closed else "the brackets [[ are not closed"
        return Trap(at, message, write if closed else "write \"[[name]] and what follows\", in quotes or after '|'")
    if first in "@`%*&!":
        return Trap(at, f"text cannot begin with {first} unless it is in quotes", write)
    if first in "|>":
        if "comment or line break" not in complaint:
            return None
        return Trap(
            at, f"text stands on the same line as '{first}'", f"begin it on the next line, indented, or {write}"
        )
    if first in "-?" and value[1:2] == " ":
        return Trap(
            at,
            f"text cannot begin with '{first} ' unless it is in quotes",
            f"a list begins on the next line, or {write}",
        )
    if first in "\"'":
        return _in_quotes(name, value, at, index, complaint)
    if first not in "[{" and ": " in f"{value} " and "mapping values" in complaint:
        return Trap(index, _COLON, write)
    return None


def _in_quotes(name: str, value: str, at: int, index: int, complaint: str) -> Trap | None:
    if "escape character" in complaint or "hexdecimal" in complaint:
        inner = value.strip('"')
        return Trap(index, "a backslash in double quotes has a meaning of its own", f"write {name}: {quoted(inner)}")
    if index <= at or not ("expected key" in complaint or "mapping values" in complaint):
        return None
    whole = value.endswith(value[0]) and value[0] not in value[1:-1].replace(f"{value[0]} ", "")
    inner = value[1:-1] if whole or value.endswith(value[0]) else value
    return Trap(index, "text goes on after the closing quote", f"write {name}: {quoted(inner)}")


def _before(text: str, start: int, line: str, complaint: str) -> Trap | None:
    """Return the trap in the line before the one at which the parser stopped."""
    if start == 0 or not ("mapping values" in complaint or "could not find expected ':'" in complaint):
        return None
    above = text.rfind("\n", 0, start - 1) + 1
    previous = text[above : start - 1]
    for where, one in ((above, previous), (start, line)):
        if dash := _DASH.match(one):
            hint = f"write - {dash['rest']}"
            return Trap(where + dash.end("lead"), "a space is missing after the dash", hint)
        if glued := _GLUED.match(one):
            hint = f"write {glued['name']}: {glued['value']}"
            return Trap(where + glued.start("value"), "a space is missing after the colon", hint)
    indent, indent_above = (len(one) - len(one.lstrip()) for one in (line, previous))
    if "mapping values" in complaint and indent > indent_above and _FIELD.match(line) and _FIELD.match(previous):
        hint = "begin it in the same column as the line above"
        return Trap(start + indent, "this line is indented further than the one above", hint)
    if "mapping values" in complaint and previous.strip() and ":" not in previous:
        hint = "a line reads 'name: value'; text of several lines starts with '|' and is indented"
        return Trap(above + indent_above, "this line is no 'name: value'", hint)
    return None


def _quote_that_ran_on(text: str, index: int) -> int | None:
    """Return where a quote opens that only the quote just before `index`, lines later, has closed; else None."""
    quote = text[index - 1 : index]
    opened = text.rfind(quote, 0, index - 1) if quote in ('"', "'") else -1
    return opened if opened >= 0 and "\n" in text[opened:index] else None
