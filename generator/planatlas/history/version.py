"""Reads one version of the content: a commit, branch or tag, a folder, or a zip."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from planatlas.history.archive import ArchiveError, files_in_zip
from planatlas.history.git import GitError, Repository
from planatlas.reading.folder import SCHEMA_FOLDER, Content, read_files, read_folder
from planatlas.reading.kinds import kind_of
from planatlas.reading.suggestions import did_you_mean

WORKING_FOLDER = "the working folder"
MAIN = ("main", "master", "origin/main", "origin/master")
"""What the branch that others are merged into is called, the likeliest first."""


class VersionError(Exception):
    """There is no such version, or it holds no content; the text says why and what to do."""


@dataclass(frozen=True)
class Version:
    """One version of the content."""

    label: str
    """What it was asked for by, such as `main` or `content.zip`."""
    content: Content
    commit: str | None = None
    """The commit it is from, or None for folders and zips."""


def read_version(name: str, folder: Path) -> Version:
    """Return the version that a name means, seen from the content folder that it is a version of.

    A name with a slash or dot before it, or one that ends in .zip, is a path; any other is a commit, branch or tag
    where there is one, else a path. Raises VersionError where it is none of them or holds no content.
    """
    path = Path(name)
    is_path = name.endswith(".zip") or name.startswith((".", os.sep)) or Path(name).is_absolute()
    failure: str | None = None
    if not is_path:
        try:
            repository = Repository(folder)
            commit = repository.commit(name)
        except GitError as error:
            failure = str(error)
        else:
            if commit:
                return Version(name, content_at(repository, commit, name), commit)
            failure = did_you_mean(name, repository.names())
    if path.is_dir():
        return Version(name, _folder(path, folder))
    if path.is_file():
        return Version(name, _zip(path))
    wanted = "folder or zip" if is_path else "commit, branch, tag, folder or zip"
    msg = f"there is no {wanted} '{name}'" + (f"; {failure}" if failure else "")
    raise VersionError(msg)


def working_version(folder: Path) -> Version:
    """Return the content folder as it lies there."""
    return Version(WORKING_FOLDER, read_folder(folder))


def starting_point(folder: Path) -> str:
    """Return the commit to compare the working folder with: where its branch left main, or HEAD on main itself.

    Raises VersionError where the folder is in no repository or has no commit.
    """
    try:
        repository = Repository(folder)
        head = repository.commit("HEAD")
        main = next((found for name in MAIN if (found := repository.commit(name))), None)
        fork = repository.fork_point(main, head) if main and head else None
    except GitError as error:
        msg = f"there is nothing to compare with: {error}; name two versions"
        raise VersionError(msg) from None
    if head is None:
        msg = "there is nothing to compare with: no commit yet; name two versions"
        raise VersionError(msg)
    return fork or head


def content_at(repository: Repository, commit: str, label: str) -> Content:
    """Return the content of a commit. Raises VersionError where it has none."""
    try:
        files = repository.files(commit)
        blobs = repository.blobs(files.values())
    except GitError as error:
        msg = f"'{label}' cannot be read: {error}"
        raise VersionError(msg) from None
    present = {path: blobs[blob] for path, blob in files.items() if blob in blobs and is_record(path)}
    if not present:
        msg = f"'{label}' has no records in '{repository.prefix or '.'}'"
        raise VersionError(msg)
    return read_files(present)


def is_record(path: str) -> bool:
    """Whether a record belongs at a path; everything else is passed over."""
    return kind_of(path) is not None and not path.startswith(f"{SCHEMA_FOLDER}/")


def _folder(path: Path, like: Path) -> Content:
    """Return the content of a folder, which may also be a checkout with the content folder in it."""
    for place in (path, path / like.name, path / "content"):
        if (place / "site.yml").is_file() or (place / "plans").is_dir():
            return read_folder(place)
    msg = f"the folder '{path}' holds no content: neither site.yml nor plans"
    raise VersionError(msg)


def _zip(path: Path) -> Content:
    if not zipfile.is_zipfile(path):
        msg = f"'{path}' is neither a folder nor a zip"
        raise VersionError(msg)
    try:
        return read_files({name: raw for name, raw in files_in_zip(path).items() if is_record(name)})
    except ArchiveError as error:
        raise VersionError(str(error)) from None
