"""The guides in the browser: pages show what the pictures show, and the long references read well on a phone."""

from __future__ import annotations

import pytest

from browser.guide_pictures import PICTURES, WIDTH, Picture
from browser.visit import PHONE, Visit


@pytest.mark.parametrize("picture", [one for one in PICTURES if one.everywhere], ids=lambda picture: picture.name)
def test_a_page_still_shows_what_the_guide_pictures(visit: Visit, picture: Picture) -> None:
    """The pictured part is on the page with the words that the guide speaks of, at the width of the picture."""
    visit.page.set_viewport_size({"width": WIDTH, "height": 900})
    place = picture.place(visit.open(picture.page))
    assert place is not None
    assert place["height"] > 30


def test_a_part_that_is_gone_would_be_noticed(visit: Visit) -> None:
    """A page without the pictured words has no such part."""
    page = visit.open("problems.html")
    assert Picture("none", "problems.html", "#bad-value", ("is not a time", "nobody says this")).place(page) is None


def test_the_guide_is_found_by_search_and_its_pictures_load(visit: Visit) -> None:
    """Its title finds it; every picture in it loads."""
    visit.open("index.html")
    assert visit.search("your first edit")[0] == "guides/first-edit.html"
    page = visit.open("guides/first-edit.html")
    widths = page.locator("article img, main img").evaluate_all("all => all.map(image => image.naturalWidth)")
    assert len(widths) == len(PICTURES)
    assert 0 not in widths


@pytest.mark.parametrize("path", ["fields.html", "guides/commands.html", "guides/adding-a-plan.html"])
def test_a_long_reference_fits_a_phone(visit: Visit, path: str) -> None:
    """Nothing scrolls sideways at 320 pixels, and no script fails."""
    visit.page.set_viewport_size({"width": PHONE, "height": 900})
    page = visit.open(path)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert visit.errors == []
