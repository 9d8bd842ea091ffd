"""Connectors: one module a service, and the table that says which endpoint types each answers to."""

from __future__ import annotations

from mainstem.registry import Table
from mainstem.seams import Connector

TABLE: Table[Connector] = Table(
    __name__,
    {
        "feed": ("rss", "atom", "json_feed", "podcast_rss", "youtube", "reddit_rss"),
        "arxiv": ("arxiv_api",),
        "arxiv_oai": ("arxiv_oai",),
        "openreview": ("openreview",),
        "dblp": ("dblp",),
        "usenix": ("usenix",),
        "mlsys": ("mlsys",),
        "crossref": ("crossref",),
        "openalex": ("openalex",),
        "semantic_scholar": ("citations_api",),
        "hf_daily": ("hf_papers",),
        "github_releases": ("github_releases", "github_tags"),
        "github_issues": ("github_issues",),
        "github_discussions": ("github_discussions",),
        "github_org": ("github_org", "github_repo"),
        "github_commits": ("github_commits",),
        "github_events": ("github_events",),
        "discord": ("discord_channel",),
        "discord_export": ("discord_export",),
        "hf_discussions": ("hf_discussions",),
        "reddit": ("reddit_json",),
        "hackernews": ("hn_algolia",),
        "hackernews_firebase": ("hn_firebase",),
        "discourse": ("discourse",),
        "bluesky": ("bluesky",),
        "mastodon": ("mastodon",),
        "hf_org": ("hf_org",),
        "mlperf": ("mlperf",),
        "epoch": ("csv",),
    },
)
