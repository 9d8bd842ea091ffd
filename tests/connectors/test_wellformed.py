"""The quick reading says the same as feedparser, or nothing."""

from __future__ import annotations

import pytest

from mainstem.connectors import anyfeed, wellformed
from tests.connectors.shapes import ADDRESS, SAMPLES, item_names, rss

QUICK = ["rss.xml", "atom.xml", "podcast_rss.xml", "youtube.xml", "reddit_rss.xml", "github_releases.xml"]


@pytest.mark.parametrize("name", QUICK)
def test_the_samples_are_read_quickly_and_alike(name: str) -> None:
    """Ordinary feeds take the quick way and come out as through feedparser."""
    body = (SAMPLES / "feed" / name).read_bytes().replace(b"someday", b"2026-06-08")
    quick, slow = wellformed.read(body, ADDRESS), anyfeed.read(body, ADDRESS)
    assert quick is not None
    assert item_names(quick) == item_names(slow)
    for mine, theirs in zip(quick.entries, slow.entries, strict=True):
        assert (mine.id, mine.link, mine.published, mine.updated) == (
            theirs.id,
            theirs.link,
            theirs.published,
            theirs.updated,
        )
        assert (mine.authors, mine.enclosures, mine.duration) == (
            theirs.authors,
            theirs.enclosures,
            theirs.duration,
        )


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>AT&T</title></item>"),
        rss("<item><pubDate>someday</pubDate></item>"),
        rss("<item><guid><b>x</b></guid></item>"),
        rss("<item><title>&#x92;</title></item>"),
        "<!DOCTYPE rss>" + rss("<item/>").split("?>")[1],
        rss("<item/>").replace('"1.0"?', '"1.0" encoding="iso-8859-1"?'),
        rss(""),
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="image/png">AAAA</content></entry></feed>',
        '<feed xmlns="http://purl.org/atom/ns#"><entry/></feed>',
        rss("<item><description>" + "<i>" * 5000 + "</i>" * 5000 + "</description></item>"),
    ],
)
def test_anything_unusual_is_left_to_feedparser(body: str) -> None:
    """Faults, odd dates, document types, other encodings and formats, and bottomless markup."""
    assert wellformed.read(body.encode(), ADDRESS) is None


def test_a_header_that_names_another_encoding_is_unusual() -> None:
    """The bytes are not looked at under an encoding that the reply denies."""
    body = rss("<item><title>a</title></item>").encode()
    assert wellformed.read(body, ADDRESS, "text/xml; charset=koi8-r") is None
    assert wellformed.read(body, ADDRESS, "text/xml; charset=UTF-8") is not None
