"""Foreign HTML becomes text and links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.text import html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("in<b>di</b>visible", "indivisible"),
        ("a<br>b<br/>c", "a b c"),
        ("<ul><li>x<li>y</ul>", "x y"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "a b c"),
        ("a<!-- not <b>this</b> -->b", "a b"),
        ("&lt;b&gt; &amp;amp; &eacute;&nbsp;&#8212;", "<b> &amp; é —"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ('<a title="a > b" href="x">c</a>', "c"),
        ("<a title=don't>it</a> runs", "it runs"),
        ("<![CDATA[<p>x</p>]]>", "x"),
        ("cut <a href='http://x", "cut"),
        ("cut <!-- here", "cut"),
        ("cut <script>here", "cut"),
        ("", ""),
        ("\n \t", ""),
    ],
)
def test_text_is_what_a_reader_would_see(markup: str, text: str) -> None:
    """Tags go, blocks part words, inline tags do not, entities are decoded once."""
    assert text == html.plain(markup)


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        ('<a href="https://a.org/x?a=1&amp;b=2">', "https://a.org/x?a=1&b=2"),
        ("<A HREF='/y'>", "https://base.org/y"),
        ("<a class=x href=z.html>", "https://base.org/p/z.html"),
        ('<a href="//c.org/">', "https://c.org/"),
        ('<a href="https://a.org/?a=1&copy=2">', "https://a.org/?a=1&copy=2"),
        ('<a href=" https://a.org/x y\n/z ">', "https://a.org/x%20y/z"),
        ('<a data-href="no" href="https://a.org">', "https://a.org"),
    ],
)
def test_links_are_absolute(markup: str, link: str) -> None:
    """Links are resolved, unescaped as attributes, and free of line breaks."""
    assert (link,) == html.links(markup + "text</a>", "https://base.org/p/")


@pytest.mark.parametrize(
    "href", ["mailto:a@b.org", "javascript:x()", "#top", "", "data:,x", "http://[bad", "ftp://a.b"]
)
def test_what_is_no_web_link_is_left_out(href: str) -> None:
    """Mail, scripts, data, places in the page and broken addresses are no links."""
    assert () == html.links(f'<a href="{href}">x</a>', "https://base.org/")


def test_relative_links_need_a_base() -> None:
    """Without a base a relative link leads nowhere."""
    assert () == html.links('<a href="/x">x</a>')


def test_each_link_counts_once_in_order() -> None:
    """The order of links is theirs in the text, without repeats."""
    markup = "".join(f'<a href="https://{host}.org">x</a>' for host in "bab")
    assert ("https://b.org", "https://a.org") == html.links(markup)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(alphabet="<>=/!-\"'& abhrefscipt[]#;x0", max_size=200))
def test_garbage_never_raises(markup: str) -> None:
    """Any string is read; links found in it are web addresses."""
    found = html.read(markup, "https://base.org/")
    assert all(link.lower().startswith(("http://", "https://")) for link in found.links)


HOSTILE = ["<a ", '<a href="', "<!--", "<script", "<a b=", "<svg></svg", "&", "</style", "<a href=x'"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_comes_to_an_end(piece: str) -> None:
    """A megabyte built to make expressions backtrack is read in linear time; quadratic would be minutes."""
    assert len(html.read(piece * (1_000_000 // len(piece)), "https://base.org/").links) <= 1
