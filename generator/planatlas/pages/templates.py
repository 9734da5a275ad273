"""The Jinja environment of the pages. The only importer of jinja2.

Values put into a template are plain text and are escaped for Markdown, unless they are `Markdown` already; in templates
of HTML they are escaped for that.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from planatlas.pages import wording
from planatlas.pages.markdown import Markdown, attribute, escape


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
    environment = Environment(  # noqa: S701 - what is written is Markdown, escaped by `finalize`
        loader=PackageLoader("planatlas.pages"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_escaped,
    )
    environment.filters |= {"json": _json, "attribute": attribute, "plural": wording.plural, "day": wording.day}
    return environment


def _escaped(value: object) -> str:
    if isinstance(value, Markdown):
        return value
    return escape("" if value is None else str(value))


def _json(value: object) -> Markdown:
    """JSON is YAML too, so front matter holds any text safely."""
    return Markdown(json.dumps(value, ensure_ascii=False))


def _squeezed(text: str) -> str:
    """Return text with runs of empty lines made one, and one line break at its end."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).strip("\n") + "\n"
