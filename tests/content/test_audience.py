"""The real content for everybody: three plans, and no trace of the two that are not for the public."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planatlas.pages.build import pages_of
from planatlas.publishing.beside import files_beside
from planatlas.publishing.leaks import scanner
from planatlas.publishing.source import checked
from planatlas.reading.folder import read_folder
from planatlas.reading.problems import Severity

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 1, 1)


def test_the_public_site_holds_three_plans_and_leaks_nothing() -> None:
    """The public pages and downloads hold the three public plans, and the scan over all of them is silent."""
    found = checked(ROOT / "content", AS_OF, "PUBLIC")
    assert [one for one in found.problems if one.severity in (Severity.ERROR, Severity.WARNING)] == []
    assert list(found.atlas.plans) == ["migrant-smuggling-2021", "drugs-roadmap-2023", "western-balkans-ct-2025"]
    pages = {path: page.text.encode() for path, page in pages_of(found.atlas).items()}
    looking = scanner(ROOT / "content", "PUBLIC", ROOT / "mkdocs.yml")
    files = {**pages, **files_beside(found.atlas)}
    assert [str(leak) for name, raw in files.items() for leak in looking.leaks_in(name, raw)] == []
    assert looking.traces > 10_000
    secret = read_folder(ROOT / "content").actions["empact-migrant-smuggling-2024/2.10"].record
    assert list(looking.leaks_in("page.md", f"{secret.ref} {secret.title}".encode())) != []
