"""The navigation: pages that only some content has are in it only then."""

from __future__ import annotations

from planatlas.publishing.navigation import USUAL, navigation_of, usual_navigation

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


def test_pages_of_a_folder_that_this_content_lacks_leave_the_navigation() -> None:
    """Another content has no guides, so their group goes; a page that is missing beside others stays to be reported."""
    configured = [{"Home": "index.md"}, {"Help": [{"First": "guides/first.md"}, {"Lost": "guides/lost.md"}]}]
    assert navigation_of(configured, {"index.md", "plans/index.md"}) == [{"Home": "index.md"}]
    assert navigation_of(configured, {"index.md", "guides/first.md"}) == configured


def test_the_usual_navigation_ends_with_what_is_written_by_hand() -> None:
    """Pages of one's own stand under More, but for the home page, which is in its place already."""
    assert usual_navigation(["index.md"]) == USUAL
    assert usual_navigation(["index.md", "contact.md"]) == [*USUAL, {"More": ["contact.md"]}]
