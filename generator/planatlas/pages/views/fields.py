"""The page of fields: what a file may hold, field by field, as the model has it."""

from __future__ import annotations

from collections.abc import Sequence

from planatlas.linking.atlas import Atlas
from planatlas.pages.addresses import DATA, FIELDS
from planatlas.pages.dictionary import Chapter, Described, Field, dictionary, vocabularies
from planatlas.pages.field_examples import example_of
from planatlas.pages.markdown import Markdown, escape
from planatlas.pages.page import Page
from planatlas.pages.templates import render
from planatlas.pages.views.data import with_code
from planatlas.pages.views.problems import code_block
from planatlas.pages.writer import Writer
from planatlas.reading.model.site import VocabularyTerm

VALUES = (
    ("line of text", "one line; in quotes where it holds a colon and a space, or begins with one of [ { * & ! % @ #"),
    ("prose", "after a bar, indented: paragraphs, and lists with a hyphen and a space; [[europol]] makes a link"),
    ("id", "the name of the other record’s file without .yml; of an action its plan and ref, as ports-2024/1.1"),
    ("day, month, quarter, half year or year", "2021-09-29, 2021-09, 2024-Q2, 2024-H1, 2024"),
    (
        "time",
        (
            "one of these; 2024-Q1..2025-Q4; open at one end, 2024..; ongoing; every 6 months from 2022-03-29; "
            "6 months after signature, with “on 2025-10-08” where its day is known"
        ),
    ),
    ("number", "digits, with a point before decimals: 12000000, 0.5; no separator of thousands"),
    ("whole number", "digits"),
    ("true or false", "true or false"),
    ("country code", "two capital letters as the EU writes them: EL, UK, XK, otherwise ISO 3166-1"),
    ("CELEX number", "EUR-Lex’s number of a document, such as 32017L0541"),
    ("European Legislation Identifier", "an address such as http://data.europa.eu/eli/dir/2017/541/oj"),
    ("web address", "begins with https:// or http://"),
    ("list", "[one, two], or an item a line with a hyphen and a space before it"),
)
"""How each type of value is written."""


def fields_page(atlas: Atlas) -> Page:
    """Return the page of fields, with an anchor for each kind of record, part and vocabulary."""
    writer = Writer(atlas, FIELDS)
    site = atlas.content.site
    text = render(
        "fields",
        kind="Help",
        title="Fields",
        description="Every field of every kind of file: what it holds, whether it must be there, and an example",
        data=writer.to(DATA, "JSON Schemas"),
        chapters=[(chapter.title, _anchor(chapter), _parts(chapter), *_file(chapter)) for chapter in dictionary()],
        vocabularies=[(one.name, one.about, list(one.words.items())) for one in vocabularies()],
        kinds=[
            (title, anchor, _kinds(terms))
            for title, anchor, terms in (
                ("Kinds of actor", "actor-kinds", site.actor_kinds),
                ("Kinds of instrument", "instrument-kinds", site.instrument_kinds),
            )
            if terms
        ],
        markings=[(one.name, one.banner) for one in site.markings],
        values=[(name, how) for name, how in VALUES],
        with_code=with_code,
        footnotes=(),
        source_file=None,
        writer=writer,
    )
    return Page(writer.path, text, None)


def _anchor(chapter: Chapter) -> str:
    return chapter.kind.value if chapter.kind else "every-record"


def _file(chapter: Chapter) -> tuple[str | None, Markdown | None]:
    """Return path and text of an example file of a chapter's kind."""
    if chapter.kind is None:
        return None, None
    path, text = example_of(chapter.kind)
    return path, code_block(text)


_Row = tuple[str, str, Markdown, Markdown, Markdown]
"""Name, whether it must be there, what it holds, meaning and example of a field."""


def _parts(chapter: Chapter) -> list[tuple[str, Markdown, str | None, list[_Row]]]:
    return [
        (part.name, with_code(part.about), chapter.file if part is chapter.record else None, _rows(part))
        for part in (chapter.record, *chapter.parts)
    ]


def _rows(part: Described) -> list[_Row]:
    return [
        (field.name, "yes" if field.required else "no", _holds(field), with_code(field.meaning), _example(field))
        for field in part.fields
    ]


def _holds(field: Field) -> Markdown:
    """Return the type of a field, which leads to the part or vocabulary that it names."""
    if field.inner is None:
        return escape(field.type)
    link = Markdown(f"[{field.inner}](#{field.inner.lower()})")
    words = escape(field.type)
    return Markdown(words.replace(field.inner, link) if field.inner in words else f"{link}: {words}")


def _example(field: Field) -> Markdown:
    if field.example is None:
        return Markdown(f"see [{field.inner}](#{field.inner.lower()})") if field.inner else Markdown("")
    if "|" in field.example:  # which each Markdown reads in its own way where code stands in a table
        return Markdown(f"<code>{escape(field.example)}</code>".replace("\\|", "&#124;"))
    return Markdown(f"`{field.example}`")


def _kinds(terms: Sequence[VocabularyTerm]) -> list[tuple[str, str]]:
    return [(term.id, term.label) for term in terms]
