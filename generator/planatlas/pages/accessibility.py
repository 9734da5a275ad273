"""What the tests in a browser look at. The tests take their lists from here, the accessibility statement its words.

So the statement says what is tested and nothing else: a kind of page, a state or a check that no test has would fail
the tests, and one that is missing here would too.
"""

from __future__ import annotations

from types import MappingProxyType

AXE_CORE = "4.14.1"
"""The version of axe-core, which lies in tests/vendor/."""
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
"""Its tags whose rules run, all of them: WCAG 2.0 and 2.1, levels A and AA."""
WIDTHS = (320, 1280)
"""Widths of the window in CSS pixels: a phone, which is also a desk at a zoom of 400%, and a desk."""
SCHEMES = MappingProxyType({"light": "light colours", "dark": "dark colours"})
"""The two colour schemes by their names in CSS."""

PAGE_KINDS = MappingProxyType(
    {
        "home": "home page",
        "explorer": "explorer",
        "plans": "list of plans",
        "plan": "plan",
        "plan with indicators": "plan with indicators and activities",
        "named plan": "plan known by name only",
        "action": "action with a deadline",
        "action with indicators": "action with indicators and activities",
        "actors": "list of actors",
        "actor": "actor",
        "country": "country",
        "instruments": "list of instruments",
        "instrument": "instrument",
        "themes": "list of themes",
        "theme": "theme",
        "meetings": "list of meetings",
        "meeting": "meeting",
        "timeline": "timeline",
        "deadlines": "deadlines",
        "overlaps": "overlaps",
        "overlap": "overlap of two plans",
        "who does what": "who does what",
        "network": "network",
        "indicators": "indicators",
        "progress": "progress",
        "glossary": "glossary",
        "about": "about the data",
        "data": "data files",
        "problems": "problems and repairs",
        "guide": "guide with pictures",
        "accessibility": "this statement",
        "not found": "page not found",
    }
)
"""Every kind of page, each tested on one page of its kind."""

STATES = MappingProxyType(
    {
        "folded parts open": "its folded parts open",
        "filters in use": "the filters of the explorer in use",
        "menu open": "the menu of a phone open",
        "search empty": "the search open, nothing typed",
        "search with results": "the search open with results",
        "search without results": "the search open, nothing found",
    }
)
"""States of a page that axe-core looks at besides the page as it is loaded."""

CHECKS = MappingProxyType(
    {
        "tab_visits_every_control_in_reading_order": (
            "With the keyboard alone every link, button and field is reached, in reading order."
        ),
        "the_focus_is_always_seen": "Where the focus is can be seen at every stop, and nothing covers it.",
        "the_open_search_keeps_the_focus": "The open search keeps the focus, and gives it back when it closes.",
        "the_open_menu_is_walked_by_keyboard": (
            "The menu of a phone is opened, walked through and closed with the keyboard."
        ),
        "the_number_of_results_is_announced": "The number of search results is announced to screen readers.",
        "zoomed_to_400_percent_nothing_is_lost": (
            "At a zoom of 400% no page scrolls sideways and all of its text is there."
        ),
        "wider_text_spacing_breaks_nothing": (
            "With the text spacing of WCAG 1.4.12 nothing is cut off and no page scrolls sideways."
        ),
        "nothing_moves_where_motion_is_unwanted": "Nothing moves where the system asks for reduced motion.",
        "links_make_sense_alone": (
            "Every link has words of its own, and links with the same words in one table or list lead to the same page."
        ),
        "every_page_names_its_language": "Every page names its language.",
        "every_chart_has_a_name_and_a_table": "Every chart has a name and stands beside a table.",
        "paper_carries_the_content_alone": "Print leaves out navigation and buttons, and nothing is cut off.",
    }
)
"""What axe-core does not see, by the name of the test that looks at it."""

NOT_TESTED = (
    "use with screen readers, magnifiers, speech input and other assistive technology by people who rely on them",
    "browsers other than Chromium, and telephones and tablets themselves rather than windows of their size",
    "the criteria of EN 301 549 that need a person's judgement, such as whether the texts are easy to understand",
    "the files for download (spreadsheets, calendars, data)",
    "pages whose content differs much from those that were tested",
)
"""What nobody has looked at yet."""
