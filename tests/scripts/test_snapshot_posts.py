"""Titles, links and dates out of recorded replies."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from snapshot_posts import posts, stories, threads

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Sample</title><link>https://news.test/</link>{items}</channel></rss>"""
ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>"
    "<content:encoded><![CDATA[{text}]]></content:encoded></item>"
)


def feed(path: Path, *items: dict[str, str]) -> None:
    """A recorded feed with these entries."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "title": "A title",
        "link": "https://news.test/a",
        "date": "Wed, 10 Jun 2026 05:00:00 GMT",
        "text": "",
    }
    path.write_text(FEED.format(items="".join(ITEM.format(**(told | item)) for item in items)), "utf-8")


def hits(path: Path, *changes: dict[str, object]) -> None:
    """A recorded search of Hacker News with these stories."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "objectID": "1",
        "title": "Faster inference",
        "url": "https://x.test/",
        "created_at": "2026-06-29T10:00:00Z",
        "points": 9,
        "num_comments": 2,
    }
    path.write_text(json.dumps({"hits": [told | change for change in changes]}), "utf-8")


def test_a_post_is_kept_once_with_its_links(tmp_path: Path) -> None:
    """Two polls of a feed give one row, the one whose text still tells which works it links to."""
    series = tmp_path / "someone--series" / "smolai"
    feed(series / "20260611T000000Z_a.xml", {"text": '<a href="https://arxiv.org/abs/2606.00001">x</a>'})
    feed(series / "20260701T000000Z_b.xml", {"title": "A &amp; title"})
    (row,) = posts(tmp_path, Counter())
    assert ("newsletter-ainews", ("https://arxiv.org/abs/2606.00001",), "") == (
        row.source_id,
        row.draft.links,
        row.draft.text,
    )


def test_a_feed_of_no_source_is_counted(tmp_path: Path) -> None:
    """Its posts are left out, and the reason names the feed."""
    feed(tmp_path / "elsewhere.xml", {})
    left_out = Counter[str]()
    assert [] == list(posts(tmp_path, left_out))
    assert {"post: no source for elsewhere": 1} == left_out


def test_an_issue_is_not_dated_before_the_day_in_its_address(tmp_path: Path) -> None:
    """AINews sometimes repeats an old date; the address tells the day it came out."""
    feed(tmp_path / "smolai.xml", {"link": "https://news.test/issues/26-06-15-sample/"})
    (row,) = posts(tmp_path, Counter())
    assert "2026-06-15T00:00:00+00:00" == row.draft.published_at.isoformat()  # type: ignore[union-attr]


def test_threads_are_taken_from_the_issues_that_list_them(tmp_path: Path) -> None:
    """A listed thread of a followed subreddit becomes a row with its title, link and day, once."""
    listed = (
        '<strong><a href="https://www.reddit.com/r/{0}/comments/1abc{1}/t/">Two <em>bits</em></a></strong> '
        "(Activity: 412): more"
    )
    text = listed.format("LocalLLaMA", 1) + listed.format("LocalLLaMA", 1) + listed.format("elsewhere", 2)
    feed(tmp_path / "smolai" / "20260611T000000Z_a.xml", {"text": text})
    left_out = Counter[str]()
    (row,) = threads(tmp_path, left_out)
    assert ("community-localllama", "t3_1abc1", "Two bits", {"activity": 412}) == (
        row.source_id,
        row.draft.key,
        row.draft.title,
        row.draft.extra,
    )
    assert {"thread: no source for r/elsewhere": 1} == left_out


def test_a_story_has_the_counts_of_the_last_poll_in_time(tmp_path: Path) -> None:
    """Polls after the snapshot's last day tell nothing, neither stories nor counts."""
    series = tmp_path / "hackernews_algolia" / "someone--series" / "search"
    hits(series / "20260629T120000Z_a.json", {"points": 2})
    hits(series / "20260630T120000Z_b.json", {"points": 9})
    hits(series / "20260701T120000Z_c.json", {"points": 90}, {"objectID": "2"})
    (row,) = stories(tmp_path, Counter())
    assert {"votes": 9, "n_comments": 2} == row.draft.extra
    assert ("https://news.ycombinator.com/item?id=1", ("https://x.test/",)) == (
        row.draft.url,
        row.draft.links,
    )


def test_stories_of_no_relation_or_no_notice_are_counted(tmp_path: Path) -> None:
    """The rule of words and the rule of points each say how many they left out."""
    series = tmp_path / "hackernews_algolia" / "someone--series" / "search"
    hits(series / "20260629T120000Z_a.json", {"title": "A garden"}, {"objectID": "2", "points": 1})
    left_out = Counter[str]()
    assert [] == list(stories(tmp_path, left_out))
    assert {"story: none of the words of the rule": 1, "story: under 2 points": 1} == left_out
