"""feedparser, and everything that comes out of it, is mapped at one place."""

from __future__ import annotations

import pytest

from mainstem.connectors import anyfeed
from mainstem.errors import Malformed
from tests.connectors.shapes import ADDRESS, item_names


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (b"<rss version='0.91'><channel><item><title>a</title></item></channel></rss>", ["a"]),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
         b"<item rdf:about='http://x.org/'><title>b</title></item></rdf:RDF>", ["b"]),
        (b"<CHANNEL><ITEM HREF='http://x.org/'><TITLE>c</TITLE></ITEM></CHANNEL>", ["c"]),
        (b"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>d</title></entry></feed>", ["d"]),
        (b"<rss><channel><item><title>Q & A</title></item>", ["Q & A"]),
    ],
)  # fmt: skip
def test_old_and_broken_formats_are_read(body: bytes, titles: list[str]) -> None:
    """RSS 0.91 and 1.0, CDF, Atom 0.3, and what is not well formed."""
    assert item_names(anyfeed.read(body, ADDRESS)) == titles


def test_a_fault_in_the_xml_is_a_warning() -> None:
    """What was read in spite of a fault says so."""
    feed = anyfeed.read(b"<rss><channel><item><title>a</title></item></wrong></rss>", ADDRESS)
    assert [True] == [warning.startswith("not well formed") for warning in feed.warnings]


def test_ids_stay_as_they_are() -> None:
    """A relative id is not built into the address that the feed happened to come from."""
    body = b"<feed xmlns='http://www.w3.org/2005/Atom'><!DOCTYPE><entry><id>t3_1abc</id></entry></feed>"
    assert anyfeed.read(body, ADDRESS).entries[0].id == "t3_1abc"


def test_an_entity_bomb_is_disarmed() -> None:
    """Entities made of entities are never unfolded."""
    lines = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 20))
    body = f'<!DOCTYPE r [<!ENTITY e0 "lol">{lines}]><rss><channel><item><title>&e19;</title></item></channel></rss>'
    assert len(anyfeed.read(body.encode(), ADDRESS).entries[0].title) < 100


def test_outside_files_are_never_read() -> None:
    """An entity that names a file stays a name."""
    body = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    assert anyfeed.read(body, ADDRESS).entries[0].title == "&x;"


def test_what_feedparser_raises_is_malformed() -> None:
    """A character reference beyond Unicode makes the lenient parser give up."""
    with pytest.raises(Malformed, match="broken beyond reading") as caught:
        anyfeed.read(b"<rss><channel><item><title>&#99999999; & </title></item></channel></rss>", ADDRESS)
    assert isinstance(caught.value.__cause__, anyfeed.FOREIGN_ERRORS)
