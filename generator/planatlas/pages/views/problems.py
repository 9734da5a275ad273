"""The page that explains every problem: what it means, how the mistake looks and how it is put right."""

from __future__ import annotations

from types import SimpleNamespace

from planatlas.checking.explanations import explanations
from planatlas.linking.atlas import Atlas
from planatlas.pages.addresses import PROBLEMS
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.data import with_code
from planatlas.pages.writer import Writer


def problems_page(atlas: Atlas) -> Page:
    """Return the page of explanations, with an anchor for each code."""
    writer = Writer(atlas, PROBLEMS)
    told = [
        SimpleNamespace(
            code=one.code,
            severity=one.severity.value,
            summary=with_code(one.summary),
            means=with_code(one.means),
            says=escape(one.says),
            wrong=[(escape(path), code_block(text)) for path, text in one.wrong.items()],
            right=[(escape(path), code_block(text)) for path, text in one.right.items()],
        )
        for one in explanations().values()
    ]
    text = render(
        "problems",
        kind="Help",
        title="Problems and repairs",
        description="What each message of the check means, with an example of the mistake and its repair",
        told=told,
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def code_block(text: str) -> Markdown:
    """Return text as an indented block of code, which every Markdown takes as it stands."""
    return Markdown("\n".join(f"    {line}" if line else "" for line in text.rstrip().split("\n")))
