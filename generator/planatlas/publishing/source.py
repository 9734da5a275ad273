"""The way that every publisher goes: content folder to checked Atlas, cut to its audience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planatlas.checking.check import check
from planatlas.history.collect import history_of
from planatlas.history.history import History
from planatlas.history.withheld import cuts_of
from planatlas.linking.atlas import Atlas
from planatlas.linking.audience import cut, undeclared
from planatlas.linking.link import link
from planatlas.publishing.hand_links import problems_by_hand
from planatlas.reading.folder import Content, read_folder
from planatlas.reading.kept import read_kept
from planatlas.reading.problems import Problem, in_source_order
from planatlas.running.uncollected import uncollected

AUDIENCE = "PLANATLAS_AUDIENCE"
"""The variable of the environment that names an audience where no option does."""


@dataclass(frozen=True)
class Checked:
    """An Atlas and every problem it has."""

    atlas: Atlas
    problems: list[Problem]
    whole: Content
    """The content before it was cut, by which its history is cut too."""


@uncollected()
def checked(folder: Path, as_of: date, audience: str | None = None) -> Checked:
    """Read a content folder, cut it to an audience, link and check it; None for the audience that site.yml states.

    Raises NotADirectoryError where there is no folder, and UnknownAudienceError for an audience that is no marking of
    the site.
    """
    whole = read_folder(folder, read_kept)
    atlas = link(cut(whole, audience), as_of)
    problems = [*check(atlas), *problems_by_hand(whole, atlas.content, folder)]
    return Checked(atlas, in_source_order(problems), whole)


@uncollected()
def checked_whole(folder: Path, as_of: date) -> Checked:
    """Read, link and check all of a content folder, whatever its markings; for reports, never to be published."""
    content = read_folder(folder, read_kept)
    content.problems.extend(undeclared(content))
    atlas = link(content, as_of)
    return Checked(atlas, check(atlas), content)


def history(folder: Path, found: Checked) -> History | None:
    """Return the history of a checked content folder, cut as its Atlas is; None where it has none."""
    return history_of(folder, found.whole, cuts_of(found.whole, found.atlas.content))
