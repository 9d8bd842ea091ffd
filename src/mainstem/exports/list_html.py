"""A list as an HTML page that stands by itself."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.exports._html import Alternate, page
from mainstem.model import Listing

MEDIA = "text/html; charset=utf-8"
ENDING = "html"


def write(listing: Listing) -> str:
    """The page alone."""
    return among(listing, (), ())


def among(listing: Listing, nav: Sequence[tuple[str, str]], links: Sequence[Alternate]) -> str:
    """The page with the names and addresses of its neighbours, and of other forms of it."""
    return page("list.html", nav=nav, links=links, listing=listing)
