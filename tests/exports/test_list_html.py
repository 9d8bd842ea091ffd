"""A list as an HTML page."""

from __future__ import annotations

from mainstem.exports.list_html import write
from tests.exports.html_reader import read
from tests.exports.list_fakes import EMPTY, LISTING


def test_the_page_is_whole_and_holds_every_entry() -> None:
    """Under its heading, with its parts; hostile text stays text, and a dangerous link is none."""
    page = read(write(LISTING))
    assert [LISTING.title, "Week 27"] == page.heads
    assert [LISTING.entries[0].url, "https://forum.example", "https://forum.example/t"] == page.links
    assert set() == page.tags & {"script", "img"}


def test_a_list_of_nothing_says_so() -> None:
    """Rather than showing an empty page."""
    assert "There is nothing on this list yet." in read(write(EMPTY)).text
