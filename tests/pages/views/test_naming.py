"""What links to a record and names it: a line each, or gathered by plan where they are many."""

from __future__ import annotations

from conftest import AtlasMaker
from planatlas.linking.atlas import Atlas
from planatlas.linking.names import Key
from planatlas.pages.views.naming import MANY, linked_from, mentions
from planatlas.pages.writer import Writer
from planatlas.reading.model.base import Kind

WHOLE = Key(Kind.ACTION, "whole/1")
ACTION = 'ref: "{ref}"\ntitle: Step {ref}\nsection: "1"\nsummary: {summary}\nsource: {{section: One, item: first}}\n'
PLAN = 'title: {title}\nsections: [{{number: "1", title: First}}]\n'


def linked(make_atlas: AtlasMaker, links: str, count: int, summary: str = "What is to be done.") -> Atlas:
    """Return a plan of one action, and one of many actions with these links."""
    files: dict[str, str | bytes] = {
        "plans/whole/plan.yml": PLAN.format(title="Whole"),
        "plans/whole/actions/1.yml": ACTION.format(ref=1, summary="All of it."),
        "plans/steps/plan.yml": PLAN.format(title="Steps"),
    }
    for ref in range(1, count + 1):
        files[f"plans/steps/actions/{ref}.yml"] = f"{ACTION.format(ref=ref, summary=summary)}links: [{links}]\n"
    return make_atlas(files)


def test_the_parts_of_an_action_stand_in_one_line(make_atlas: AtlasMaker) -> None:
    """What says that it is part of it comes before what else links to it."""
    atlas = linked(make_atlas, "{action: whole/1, relation: part-of}", 2)
    (line,) = linked_from(Writer(atlas, "index.md"), WHOLE, "Linked from")
    steps = [f"[Action\u00a0{ref}: Step {ref}](plans/steps/actions/{ref}.md)" for ref in (1, 2)]
    assert line == f"Its parts: {', '.join(steps)}"
    (line,) = linked_from(Writer(linked(make_atlas, "{action: whole/1}", 1), "index.md"), WHOLE, "Linked from")
    assert line == "Linked from [Action\u00a01: Step 1](plans/steps/actions/1.md)"


def test_many_parts_are_gathered_by_plan(make_atlas: AtlasMaker) -> None:
    """Dozens of lines that begin alike are no help."""
    atlas = linked(make_atlas, "{action: whole/1, relation: part-of}", MANY + 1)
    (line,) = linked_from(Writer(atlas, "index.md"), WHOLE, "Linked from")
    assert line.startswith("Its parts in [Steps](plans/steps/index.md): [Action\u00a01: Step 1]")
    assert line.count("](") == MANY + 2


def test_many_mentions_are_gathered_by_plan(make_atlas: AtlasMaker) -> None:
    """Up to two dozen have a line each."""
    few = linked(make_atlas, "", MANY, '"As [[whole/1]]."')
    assert len(mentions(Writer(few, "index.md"), WHOLE, "Mentioned in ")) == MANY
    many = linked(make_atlas, "", MANY + 1, '"As [[whole/1]]."')
    (line,) = mentions(Writer(many, "index.md"), WHOLE, "Mentioned in ")
    assert line.startswith("Mentioned in [Steps](plans/steps/index.md): [Action\u00a01: Step 1]")
