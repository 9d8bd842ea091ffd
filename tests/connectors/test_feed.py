"""Feeds become drafts, or say by name why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mainstem.connectors import feed
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, Refusal
from tests.connectors.shapes import AT, endpoint, only, read, reply, rss, sample


def item(*, title: str = "T", link: str = "", guid: str = "", date: str = "", more: str = "") -> str:
    """An RSS item with what is given."""
    parts = {"title": title, "link": link, "guid": guid, "pubDate": date}
    return "<item>" + "".join(f"<{k}>{v}</{k}>" for k, v in parts.items() if v) + more + "</item>"


def test_the_rss_sample_is_read() -> None:
    """Titles are decoded once, texts are plain, links absolute, dates UTC, comments counted."""
    page = sample("rss")
    post, undated = page.drafts
    assert post.title == "Overlapping & hiding communication"
    assert post.text == "We read a paper and looked at an earlier post & code."
    assert post.links == (
        "https://arxiv.org/abs/2205.14135v2",
        "https://blog.example.org/posts/earlier",
        "https://github.com/NVIDIA/Megatron-LM/blob/main/README.md",
    )
    assert post.published_at == datetime(2026, 6, 9, 8, 30, tzinfo=UTC)
    assert ({"n_comments": 7}, ("A. Author",)) == (post.extra, post.authors)
    assert (None, "https://blog.example.org/posts/guid-only") == (undated.published_at, undated.url)
    assert page.interval_h == 6.0


def test_the_atom_sample_is_read() -> None:
    """The longest body wins, xml:base counts, markup in titles goes."""
    draft = only(sample("atom"))
    assert ("Paging the KV cache", "https://notes.example.org/kv-cache") == (draft.title, draft.url)
    assert draft.text == "Blocks of sixteen tokens, as in the paper."
    assert draft.updated_at == datetime(2026, 6, 10, 8, 0, tzinfo=UTC)
    assert draft.authors == ("A. Author", "B. Author")


def test_the_request_is_the_address() -> None:
    """The year in an address is the day's."""
    asked = feed.first(replace(endpoint(), url="https://x.org/{YYYY}.xml"), date(2026, 6, 12))
    assert asked.url == "https://x.org/2026.xml"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (item(guid="x", title="A"), item(guid="x", title="B")),
        (item(link="http://x.org/a?utm_source=rss"), item(link="https://www.x.org/a/")),
        (item(guid="https://x.org/a?utm_medium=feed"), item(guid="https://x.org/a")),
        (item(date="Tue, 09 Jun 2026 12:00:00 GMT"), item(date="Tue, 09 Jun 2026 14:00:00 +0200")),
    ],
)
def test_keys_do_not_change_with_what_is_no_part_of_them(first: str, second: str) -> None:
    """Neither a new title, nor trackers, nor https, nor a time zone make a new entry."""
    assert only(read(rss(first))).key == only(read(rss(second))).key


def test_places_in_a_page_are_different_entries() -> None:
    """A change log on one page has one entry a place, and each is a work of its own."""
    links = ("https://x.org/log#v1", "https://x.org/log#v2")
    drafts = read(rss("".join(item(link=link) for link in links))).drafts
    assert len({draft.key for draft in drafts}) == 2
    assert [True, True] == [draft.keys[0].startswith("item:sample/") for draft in drafts]


def test_links_to_the_home_page_name_no_work() -> None:
    """Entries that only lead to the feed's own home are works of their own."""
    page = read(rss(item(guid="1", link="https://x.org/"), "<link>https://x.org</link>"))
    assert only(page).keys[0].startswith("item:sample/")


def test_the_same_entry_twice_is_the_newer_one() -> None:
    """One id, one link: the later date wins."""
    old = item(guid="x", link="https://x.org/a", date="Mon, 08 Jun 2026 12:00:00 GMT", title="old")
    new = item(guid="x", link="https://x.org/a", date="Tue, 09 Jun 2026 12:00:00 GMT", title="new")
    assert only(read(rss(old + new))).title == only(read(rss(new + old))).title == "new"


def test_one_id_for_all_is_told_apart_by_links() -> None:
    """Some feeds give every entry the same id."""
    drafts = read(rss("".join(item(guid="x", link=f"https://x.org/{i}") for i in range(3)))).drafts
    assert len({draft.key for draft in drafts}) == 3


@pytest.mark.parametrize(
    ("date", "is_kept"),
    [
        ("Tue, 09 Jun 2026 12:00:00 GMT", True),
        ("Tue, 09 Jun 2099 12:00:00 GMT", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
    ],
)
def test_impossible_dates_are_unknown(date: str, is_kept: bool) -> None:
    """Dates in the far future or before the web are mistakes, never "now"."""
    page = read(rss(item(date=date)))
    assert is_kept == (only(page).published_at is not None)
    assert ("2099" in date) == any("future" in warning for warning in page.warnings)


def test_a_date_of_tomorrow_is_kept() -> None:
    """Time zones and hasty editors put dates a little ahead."""
    tomorrow = AT + timedelta(days=1)
    assert only(read(rss(item(date=f"{tomorrow:%a, %d %b %Y %H:%M:%S} GMT")))).published_at == tomorrow


def test_a_missing_title_is_the_first_words() -> None:
    """Notes without a title are called by how they begin."""
    assert (
        only(read(rss(item(title="", more="<description>Only a few words.</description>")))).title
        == "Only a few words."
    )


def test_hostile_titles_are_printable() -> None:
    """Nothing in a title steers the terminal."""
    assert only(read(rss(item(title="a&#x202e;b&lt;script&gt;")))).title == "ab<script>"


def test_texts_are_capped() -> None:
    """A book in an entry is cut."""
    draft = only(read(rss(item(more=f"<description>{'word ' * 10_000}</description>"))))
    assert len(draft.text) <= feed.MAX_TEXT_CHARS


@pytest.mark.parametrize(
    ("drop", "keep", "titles"),
    [
        (("/es/",), (), ["en", "zh"]),
        (("/es/", "/zh/"), (), ["en"]),
        ((), ("/en/",), ["en"]),
        ((), ("A. Author",), ["zh"]),
        ((), ("nobody",), []),
    ],
)
def test_filters_choose_by_link_and_author(
    drop: tuple[str, ...], keep: tuple[str, ...], titles: list[str]
) -> None:
    """``drop`` leaves out by link, ``keep`` takes in by link or author; nothing left is no error."""
    author = "<author>a@example.org (A. Author)</author>"
    items = [
        item(title=t, link=f"https://x.org/{t}/1", more=author if t == "zh" else "")
        for t in ("en", "es", "zh")
    ]
    page = feed.read(endpoint(drop=drop, keep=keep), reply(rss("".join(items))))
    assert titles == [draft.title for draft in page.drafts]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        (" \n ", EmptyBody),
        ("<!doctype html><title>x</title>", NotAFeed),
        ("<opml><body><outline/></body></opml>", NotAFeed),
        (rss(""), NoEntries),
        (rss("<item></item>"), NoEntries),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', NoEntries),
        (rss(item(title="RSS reader not yet whitelisted!")), Refusal),
        ("<html><title>Too Many Requests</title></html>", Refusal),
        ("<rss><channel><item><title>cut he", Malformed),
        ("{broken", Malformed),
    ],
)
def test_what_cannot_be_read_says_why(body: str, error: type[Exception]) -> None:
    """Each way of being no feed has its own name."""
    with pytest.raises(error):
        read(body)


def test_a_cut_feed_keeps_its_whole_entries() -> None:
    """The entry in which the reply ends is left out: its link may be cut, too."""
    whole = rss("".join(item(guid=str(i), link=f"https://x.org/{i}") for i in range(3)))
    page = read(whole[: whole.index("https://x.org/2") + 10])
    assert [draft.key for draft in page.drafts] == ["0", "1"]
    assert "cut off: the last entry was left out" in page.warnings


def test_an_entry_that_mentions_a_whitelist_is_no_refusal() -> None:
    """Only a feed that says nothing else is one."""
    items = [
        item(guid=str(i), title=title) for i, title in enumerate(["not yet whitelisted", "other", "more"])
    ]
    assert len(read(rss("".join(items))).drafts) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_are_read_as_declared(encoding: str) -> None:
    """The declaration of the XML counts."""
    body = rss(item(title="Größe")).replace('"1.0"?', f'"1.0" encoding="{encoding}"?').encode(encoding)
    assert only(feed.read(endpoint(), reply(body))).title == "Größe"


def test_a_header_outranks_the_declaration() -> None:
    """A charset in the reply's header is believed first (RFC 7303)."""
    body = rss(item(title="Größe")).replace('"1.0"?', '"1.0" encoding="utf-8"?').encode("iso-8859-1")
    headers = {"content-type": "application/rss+xml; charset=ISO-8859-1"}
    assert only(feed.read(endpoint(), reply(body, headers=headers))).title == "Größe"


def test_a_page_that_wraps_a_feed_is_read() -> None:
    """Some servers put an HTML page around their feed."""
    inner = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title>in a page</title></entry></feed>'
    )
    assert only(read(f"<html><body>{inner}</body></html>")).title == "in a page"
