"""The navigation: pages that only some content has are in it only then."""

from __future__ import annotations

from planatlas.publishing.navigation import navigation_of

CONFIGURED = [{"Home": "index.md"}, {"Time": [{"Deadlines": "deadlines.md"}, {"Meetings": "meetings/index.md"}]}]


def test_an_optional_page_that_is_there_stays() -> None:
    """Where there are meetings the navigation is as configured."""
    assert navigation_of(CONFIGURED, {"index.md", "meetings/index.md"}) == CONFIGURED


def test_an_optional_page_that_is_missing_leaves_the_navigation() -> None:
    """Without meetings their entry goes, and nothing else, not even what is missing for another reason."""
    assert navigation_of(CONFIGURED, set()) == [{"Home": "index.md"}, {"Time": [{"Deadlines": "deadlines.md"}]}]


def test_a_group_that_would_be_empty_goes_too() -> None:
    """A heading of the navigation with nothing under it is left out; a plain path counts as an entry."""
    assert navigation_of([{"Rooms": ["meetings/index.md"]}, "index.md"], set()) == ["index.md"]


def test_no_navigation_stays_none() -> None:
    """A site without a configured navigation has MkDocs' own."""
    assert navigation_of(None, set()) is None
