"""A list as a JSON Feed."""

from __future__ import annotations

import json

from mainstem.connectors import feed
from mainstem.exports.list_jsonfeed import write
from mainstem.model import Endpoint, Reply
from tests.exports.list_fakes import EMPTY, LISTING, NOON


def test_it_says_what_the_specification_asks_for() -> None:
    """Version, title and items with ids; the feed's own address."""
    told = json.loads(write(LISTING))
    assert ("https://jsonfeed.org/version/1.1", LISTING.title, LISTING.own) == (
        told["version"],
        told["title"],
        told["feed_url"],
    )
    first = told["items"][0]
    assert ("2026-01-02T00:00:00+00:00", "2026-07-01T12:00:00+00:00") == (
        first["date_published"],
        first["date_modified"],
    )
    assert "<script>" not in first["content_html"]


def test_our_own_reader_reads_it() -> None:
    """What goes out could come in."""
    endpoint = Endpoint("s", "jsonfeed", LISTING.own, "live", connector="feed")
    page = feed.read(endpoint, Reply(LISTING.own, 200, {}, write(LISTING).encode(), NOON))
    assert [entry.url for entry in LISTING.entries] == [draft.url for draft in page.drafts]
    assert ("Ada Brook", "Cy Delta") == page.drafts[0].authors


def test_a_list_of_nothing_is_a_feed() -> None:
    """A search may find nothing yet."""
    assert [] == json.loads(write(EMPTY))["items"]
