"""The way that `planatlas diff` goes: two names to two Atlases, and what changed between them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planatlas.exports.changes_export import Compared
from planatlas.history.collect import old_contents
from planatlas.history.compare import changes
from planatlas.history.version import Version, VersionError, read_version, starting_point, working_version
from planatlas.history.withheld import Cuts, compare_cut, cuts_of
from planatlas.linking.audience import UnknownAudienceError, cut
from planatlas.linking.link import link
from planatlas.reading.folder import Content
from planatlas.reading.model.base import Kind

_SHORT = 10


def compared(content: Path, old: str | None, new: str | None, as_of: date, audience: str | None = None) -> Compared:
    """Return what changed from one version to another: by default from where the branch began to the content folder.

    With an audience, both without what is marked above it in either, in the content folder or in its history. Raises
    VersionError where a version cannot be read, and UnknownAudienceError for what is no marking of the content folder.
    """
    before = read_version(old or starting_point(content), content)
    after = read_version(new, content) if new else working_version(content)
    if audience is None:
        one, other = link(before.content, as_of), link(after.content, as_of)
        return Compared(one, other, _name(before), _name(after), changes(one, other))
    cuts = _cuts_for(audience, content, working_version(content).content if new else after.content)
    cuts(after.content)  # so that what it withholds, the other withholds too, whichever is the older
    earlier, later = cuts(before.content), cuts(after.content)
    one, other = link(earlier, as_of), link(later, as_of)
    found = compare_cut(before.content, after.content, earlier, later, as_of)
    return Compared(one, other, _name(before), _name(after), found)


def _cuts_for(audience: str, folder: Path, present: Content) -> Cuts:
    """Return what cuts every version by what the content folder and its history withhold."""
    if present.unread(Kind.SITE):
        msg = "the site.yml of the content folder cannot be read, so nobody knows what an audience may have; mend it"
        raise VersionError(msg)
    cuts = cuts_of(present, cut(present, audience))
    if cuts is None:  # without markings no audience is one of them
        raise UnknownAudienceError(audience)
    old_contents(folder, present, cuts)
    return cuts


def _name(version: Version) -> str:
    if version.commit is None:
        return version.label
    short = version.commit[:_SHORT]
    return f"{version.label} ({short})" if version.label != version.commit else short
