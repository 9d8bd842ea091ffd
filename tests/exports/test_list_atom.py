"""A list as an Atom feed."""

from __future__ import annotations

import feedparser

from mainstem.connectors import feed
from mainstem.exports.list_atom import write
from mainstem.model import Endpoint, Reply
from tests.exports.list_fakes import EMPTY, LISTING, NOON

MEDIA = {"content-type": "application/atom+xml"}


def test_feedparser_reads_it_without_complaint() -> None:
    """Ids, links, moments and authors are those of the list; hostile text stays text."""
    read = feedparser.parse(write(LISTING).encode(), response_headers=MEDIA)
    assert (False, "atom10", LISTING.id) == (read.bozo, read.version, read.feed.id)
    assert {"self": LISTING.own, "alternate": LISTING.home} == {one.rel: one.href for one in read.feed.links}
    first, second = read.entries
    assert (LISTING.entries[0].id, LISTING.entries[0].url, "2026-07-01T12:00:00Z") == (
        first.id,
        first.link,
        first.updated,
    )
    assert ["Ada Brook", "Cy Delta"] == [author.name for author in first.authors]
    assert "<script>" not in first.content[0].value
    assert '<a href="https://forum.example/t"' in second.content[0].value
    assert "javascript:" not in second.content[0].value


def test_our_own_reader_reads_it() -> None:
    """What goes out could come in; a title that looks like markup loses it."""
    endpoint = Endpoint("s", "atom", LISTING.own, "live", connector="feed")
    page = feed.read(endpoint, Reply(LISTING.own, 200, MEDIA, write(LISTING).encode(), NOON))
    assert ["Fast & kernels", "Community check"] == [draft.title for draft in page.drafts]
    assert [entry.url for entry in LISTING.entries] == [draft.url for draft in page.drafts]


def test_a_list_of_nothing_is_a_feed() -> None:
    """A search may find nothing yet."""
    read = feedparser.parse(write(EMPTY).encode(), response_headers=MEDIA)
    assert (False, []) == (read.bozo, read.entries)
