"""What is no feed is reported as what it is."""

from __future__ import annotations

import gzip

import pytest

from mainstem.connectors import sniff
from mainstem.errors import EmptyBody, Malformed, NotAFeed, Refusal


@pytest.mark.parametrize(
    ("body", "root"),
    [
        (b'<?xml version="1.0"?><!-- hello --><rss version="2.0">', "rss"),
        (b"\xef\xbb\xbf  <feed>", "feed"),
        (b"<rdf:RDF>", "rdf"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"<!doctype html>text", "html"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>', "rss"),
        (b"<S:Envelope>", "envelope"),
        ("<rss>".encode("utf-16"), "rss"),
        (b' {"version": 1}', "json"),
        (b"plain words", ""),
        (b"", ""),
    ],
)
def test_the_root_is_found(body: bytes, root: str) -> None:
    """Past marks, declarations, comments and document types."""
    assert sniff.root_of(body) == root


@pytest.mark.parametrize("body", [b"", b" \n\t", b"\xef\xbb\xbf\n", b"\x00\x00"])
def test_nothing_is_an_empty_body(body: bytes) -> None:
    """No bytes, white space and lone marks are the same: nothing."""
    with pytest.raises(EmptyBody):
        sniff.unpacked(body, "u")


def test_gzip_without_a_header_is_unpacked() -> None:
    """Some servers pack and do not say so."""
    assert sniff.unpacked(gzip.compress(b"<rss/>"), "u") == b"<rss/>"


@pytest.mark.parametrize("body", [b"\x1f\x8bnonsense", gzip.compress(b" " * (sniff.MAX_BYTES + 2))])
def test_damaged_and_exploding_gzip_is_malformed(body: bytes) -> None:
    """A bomb is stopped at the cap, damage is named."""
    with pytest.raises(Malformed):
        sniff.unpacked(body, "u")


@pytest.mark.parametrize(
    ("body", "error", "said"),
    [
        ("<html><title>Example</title>", NotAFeed, "an HTML page titled “Example”"),
        ("<html><title>Too Many Requests</title>", Refusal, "too many requests"),
        ("Rate exceeded.", Refusal, "too many requests"),
        ("<html><title>Just a moment...</title>", Refusal, "a wall against automatic readers"),
        ("<opml version='2.0'>", NotAFeed, "an OPML list of feeds"),
        ("<urlset>", NotAFeed, "a sitemap"),
        ("<soap:Envelope>", NotAFeed, "a SOAP message"),
        ("<note>", NotAFeed, "XML of another kind (<note>)"),
        ("Hello there", NotAFeed, "text that begins “Hello there”"),
    ],
)
def test_refusals_say_what_came(body: str, error: type[Exception], said: str) -> None:
    """Pages, lists, maps, messages, walls and texts have each their name."""
    data = body.encode()
    told = sniff.refusal(data, sniff.root_of(data), "https://x.org/")
    assert error is type(told)
    assert said in told.what


def test_a_page_that_names_its_feed_is_a_hint() -> None:
    """The address of the feed that a page points to is passed on."""
    body = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    assert sniff.refusal(body, "html", "https://x.org/blog").hint == "It names a feed: https://x.org/feed.xml"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    """UTF-8 stays UTF-8 with marks for what is broken; other encodings are left alone."""
    good = "Größe, Länge, Höhe: Maße für die Prüfung".encode()
    assert sniff.mended(good, "") == good
    assert sniff.mended(good + b"\xc3", "").decode().endswith("Prüfung�")
    latin = "Größe".encode("latin-1")
    assert sniff.mended(latin, "") == latin
    assert sniff.mended(good + b"\xc3", "text/xml; charset=ISO-8859-1") == good + b"\xc3"
