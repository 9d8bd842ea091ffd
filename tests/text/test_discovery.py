"""Feeds of pages: named ones, guessed ones, and what else a page says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.text import discovery
from mainstem.text.discovery import Found

PAGE = """<!doctype html><html><head><title>A sample
  &amp; its blog</title><meta content='Discourse 3.4.0 - https://github.com' name="generator">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link href='/feed.xml' rel=alternate type="application/rss+xml; charset=utf-8" title='Posts'>
<LINK REL="alternate" TYPE="application/atom+xml" HREF="https://other.example/atom?a=1&amp;b=2">
<link rel="alternate" type="application/json" href="/wp-json/"><link rel="stylesheet" href="/s.css">
<link rel="alternate" type="application/feed+json" href="feed.json">
<link rel="alternate" type="application/rss+xml" href="javascript:x"></head></html>"""


def test_named_feeds_come_in_the_pages_order_comments_last() -> None:
    """Relative addresses are resolved; what is no feed or no web address is left out."""
    assert (
        Found("rss", "https://a.example/feed.xml", "Posts"),
        Found("atom", "https://other.example/atom?a=1&b=2", ""),
        Found("json_feed", "https://a.example/blog/feed.json", ""),
        Found("rss", "https://a.example/comments/feed/", "Comments"),
    ) == discovery.feeds_in(PAGE, "https://a.example/blog/")


def test_guesses_look_beside_the_page_and_at_the_root() -> None:
    """A blog under a path has its feed there, or for the whole site."""
    assert (
        "https://a.example/blog/feed",
        "https://a.example/blog/rss.xml",
        "https://a.example/blog/atom.xml",
        "https://a.example/blog/feed.xml",
        "https://a.example/blog/index.xml",
        "https://a.example/feed",
    ) == discovery.guesses("https://a.example/blog")[:6]
    assert "https://a.example/feed" == discovery.guesses("https://a.example")[0]


def test_a_page_says_its_title_and_what_made_it() -> None:
    """One line each."""
    assert ("A sample & its blog", "Discourse 3.4.0 - https://github.com") == (
        discovery.title_of(PAGE),
        discovery.generator_of(PAGE),
    )
    assert "Posts" == discovery.title_of("<feed><title type='text'><![CDATA[Posts]]></title></feed>")
    assert ("", "") == (discovery.title_of("<html>"), discovery.generator_of("<html>"))


def test_a_channels_page_names_its_channel() -> None:
    """However it is addressed."""
    page = '<script>{"externalId":"UC0123456789012345678901","x":1}</script>'
    assert ("UC0123456789012345678901", "") == (discovery.channel_in(page), discovery.channel_in("<html>"))


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://a.example/b/c.html?x=1", "http://127.0.0.1:80/"]
)
def test_guesses_are_few_and_of_the_same_site(url: str) -> None:
    """At most a dozen requests to one host."""
    places = discovery.guesses(url)
    assert (True, 1) == (len(places) <= 12, len({place.split("/")[2] for place in places}))


@given(st.text(st.sampled_from("<link rel=\"alternate' href=/x type>&#"), max_size=200))
def test_no_page_breaks_the_reading(page: str) -> None:
    """Broken markup gives what it gives."""
    discovery.feeds_in(page, "https://a.example/")
    discovery.title_of(page)
    discovery.generator_of(page)
