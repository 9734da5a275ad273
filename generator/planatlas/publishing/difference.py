"""The way that `planatlas diff` goes: two names to two Atlases, and what changed between them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planatlas.exports.changes_export import Compared
from planatlas.history.compare import changes
from planatlas.history.version import Version, read_version, starting_point, working_version
from planatlas.history.withheld import compare_cut, cuts_of
from planatlas.linking.audience import cut
from planatlas.linking.link import link

_SHORT = 10


def compared(content: Path, old: str | None, new: str | None, as_of: date, audience: str | None = None) -> Compared:
    """Return what changed from one version to another: by default from where the branch began to the content folder.

    With an audience, both without what is marked above it in the new one. Raises VersionError where
    a version cannot be read, and UnknownAudienceError for an audience that is no marking of the new one.
    """
    before = read_version(old or starting_point(content), content)
    after = read_version(new, content) if new else working_version(content)
    earlier, later = before.content, after.content
    if audience:
        later = cut(after.content, audience)
        cuts = cuts_of(after.content, later)
        earlier = cuts(before.content) if cuts else earlier
    one, other = link(earlier, as_of), link(later, as_of)
    found = changes(one, other) if not audience else compare_cut(before.content, after.content, earlier, later, as_of)
    return Compared(one, other, _name(before), _name(after), found)


def _name(version: Version) -> str:
    if version.commit is None:
        return version.label
    short = version.commit[:_SHORT]
    return f"{version.label} ({short})" if version.label != version.commit else short
