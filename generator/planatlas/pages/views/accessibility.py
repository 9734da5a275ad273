"""The accessibility statement, in the form of the Commission's model (Implementing Decision (EU) 2018/1523)."""

from __future__ import annotations

from planatlas.linking.atlas import Atlas
from planatlas.pages import accessibility
from planatlas.pages.addresses import ACCESSIBILITY
from planatlas.pages.markdown import Markdown
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.writer import Writer

DIRECTIVE = (
    "Directive (EU) 2016/2102 on the accessibility of the websites and mobile applications of public sector bodies"
)
STANDARD = "EN 301 549 V3.2.1"
"""The harmonised standard, which takes over WCAG 2.1, levels A and AA."""


def accessibility_page(atlas: Atlas) -> Page:
    """Return the accessibility statement; what the publisher has not supplied it names as missing."""
    told = atlas.site.accessibility
    writer = Writer(atlas, ACCESSIBILITY)
    feedback = [
        *([writer.external(f"mailto:{told.email}", told.email)] if told.email else []),
        *([writer.external(told.form.url, "feedback form")] if told.form else []),
    ]
    text = render(
        "accessibility",
        kind="About",
        title="Accessibility statement",
        description="How far this site is accessible, what was tested, and where to turn",
        publisher=told.publisher,
        law=told.law or DIRECTIVE,
        standard=STANDARD,
        site=atlas.site.title,
        tested=accessibility,
        contact=told.contact,
        feedback=Markdown(" or ".join(feedback)),
        enforcement=writer.prose(told.enforcement),
        enforcement_link=writer.external(told.enforcement_url.url, told.enforcement_url.url)
        if told.enforcement_url
        else None,
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)
