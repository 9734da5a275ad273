"""Hand-written pages and files beside the records: whom they are for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planatlas.linking.audience import UnknownAudienceError, cut
from planatlas.publishing.by_hand import may_be_shown, pages_by_hand
from planatlas.reading.folder import read_folder

FILES = {
    "site.yml": "markings: [{name: PUBLIC}, {name: LIMITE}]\naudience: LIMITE\n",
    "plans/secret/plan.yml": "title: Secret\nmarking: LIMITE\n",
    "plans/secret/annex.txt": "Annex.",
    "plans/open/plan.yml": "title: Open\n",
    "plans/open/annex.txt": "Annex.",
    "internal.md": "---\nmarking: LIMITE\n---\nInternal.\n",
    "public.md": "---\nmarking: PUBLIC\n---\nPublic.\n",
    "plain.md": "Plain.\n",
    "wrong.md": "---\nmarking: LIMITEE\n---\nWrong.\n",
}


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        ("PUBLIC", {"plans/open/annex.txt", "public.md", "plain.md"}),
        ("LIMITE", {"plans/open/annex.txt", "plans/secret/annex.txt", "internal.md", "public.md", "plain.md"}),
    ],
)
def test_files_go_where_their_marking_allows(
    content_folder: Callable[[Mapping[str, str]], Path], audience: str, shown: set[str]
) -> None:
    """A page goes by its front matter, a file in a plan's folder by the plan, and anything else to everybody."""
    folder = content_folder(FILES)
    content = cut(read_folder(folder), audience)
    others = [path for path in FILES if not path.endswith(".yml") and path != "wrong.md"]
    assert {path for path in others if may_be_shown(content, folder, path)} == shown


def test_an_unknown_marking_is_refused(content_folder: Callable[[Mapping[str, str]], Path]) -> None:
    """A page whose marking the site does not have stops the build with the one that was meant."""
    folder = content_folder(FILES)
    with pytest.raises(UnknownAudienceError, match=r"wrong\.md: no marking 'LIMITEE'; did you mean 'LIMITE'\?"):
        list(pages_by_hand(cut(read_folder(folder), "PUBLIC"), folder))
