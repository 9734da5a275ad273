"""The Jinja environment of the pages. The only importer of jinja2.

Values put into a template are plain text and are escaped for Markdown, unless they are `Markdown` already; in templates
of HTML they are escaped for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame

from planatlas.pages import wording
from planatlas.pages.markdown import Markdown, as_written, attribute

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SPACE_AT_END = re.compile(r"\n(?<=[^\S\n]\n)")
_EMPTY_LINES = re.compile(r"\n\n\n+")


def load_all() -> None:
    """Compile the templates of pages that are new or changed, so that no page need look at the disk.

    Whoever renders a template hears what is wrong with it.
    """
    environment = _environment()
    environment.auto_reload = True
    try:
        for name in environment.list_templates(filter_func=lambda name: name.endswith(".md.jinja")):
            environment.get_template(name)
    except TemplateError:
        _environment.cache_clear()
    finally:
        environment.auto_reload = False


def render(template: str, **context: Any) -> str:  # noqa: ANN401 - templates take what they are given
    """Return the text of a template, `name.md.jinja` in the folder templates."""
    text = _environment().get_template(f"{template}.md.jinja").render(**context)
    return _squeezed(text)


def render_html(template: str, **context: Any) -> str:  # noqa: ANN401
    """Return the text of a template, `name.html.jinja` in the folder templates, in which every value is escaped.

    Only what says that it is HTML, by a method `__html__`, stands as it is.
    """
    return _html_environment().get_template(f"{template}.html.jinja").render(**context)


@cache
def _html_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("planatlas.pages"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.filters |= {"plural": wording.plural, "day": wording.day}
    return environment


def _shown(value: object) -> object:
    return "" if value is None else value


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=PackageLoader("planatlas.pages"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_escaped,
        cache_size=-1,
    )
    environment.globals.clear()  # which would be copied for each page
    environment.filters |= {"json": _json, "attribute": attribute, "plural": wording.plural, "day": wording.day}
    return environment


class _CodeGenerator(CodeGenerator):
    """Lets templates hand on what they write in one piece, not bit by bit through each template that includes them."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write the code of a block."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        frame.buffer = buffer = self.temporary_identifier()
        self.writeline(f"{buffer} = []")
        super().blockvisit(nodes, frame)
        frame.buffer = None
        self.writeline(f"yield concat({buffer})")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Let a template that is included read the names as they are, without a copy of them all."""
        if frame.buffer is None or frame.symbols.dump_stores():  # names that only the including template knows
            super().visit_Include(node, frame)
            return
        self.writeline(f"{frame.buffer}.extend(environment.get_template(", node)
        self.visit(node.template, frame)
        self.write(").root_render_func(context))")

    def write_commons(self) -> None:
        """Write what each block begins with."""
        super().write_commons()
        self.writeline("finalize, Markdown = environment.finalize, environment.markdown")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Ask for an attribute, which must be there, without a call between."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, *_: object) -> None:
        self.write("(value if (value := ")  # most values are Markdown, and need no call

    def _output_child_post(self, *_: object) -> None:
        self.write(").__class__ is Markdown else finalize(value))")  # which returns text already


class _Environment(Environment):
    """Knows how templates are compiled here."""

    code_generator_class = _CodeGenerator
    markdown = Markdown


def _escaped(value: object) -> str:
    if value.__class__ is Markdown:
        return value
    return "" if value is None else as_written(str(value))


def _json(value: object) -> Markdown:
    """JSON is YAML too, so front matter holds any text safely."""
    return Markdown(_ENCODER.encode(value))


def _squeezed(text: str) -> str:
    """Return text with runs of empty lines made one, and one line break at its end."""
    text = text.rstrip()
    if _SPACE_AT_END.search(text):
        text = "\n".join([line.rstrip() for line in text.split("\n")])
    return _EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"
