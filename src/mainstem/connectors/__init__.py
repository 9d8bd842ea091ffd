"""Connectors: one module a service, and the table that says which endpoint types each answers to."""

from __future__ import annotations

from mainstem.registry import Table
from mainstem.seams import Connector

TABLE: Table[Connector] = Table(
    __name__,
    {
        "feed": ("rss", "atom", "json_feed", "podcast_rss", "youtube", "reddit_rss", "github_releases"),
        "arxiv": ("arxiv_api",),
        "reddit": ("reddit_json",),
        "hackernews": ("hn_algolia",),
        "hackernews_firebase": ("hn_firebase",),
        "discourse": ("discourse",),
        "bluesky": ("bluesky",),
        "mastodon": ("mastodon",),
    },
)
