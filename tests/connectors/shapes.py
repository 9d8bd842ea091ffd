"""Replies and endpoints for the connectors' tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mainstem.connectors import feed
from mainstem.connectors.entries import Feed
from mainstem.model import Draft, Endpoint, Page, Reply, Source

AT = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
ADDRESS = "https://feeds.example.org/feed.xml"
SAMPLES = Path(__file__).parent / "samples"
SOURCE = Source(
    "sample", "Sample", "blog", "blog", "independent", (), "https://example.org/", "weekly", "", ()
)


def endpoint(kind: str = "rss", *, drop: tuple[str, ...] = (), keep: tuple[str, ...] = ()) -> Endpoint:
    """An endpoint of one type."""
    return Endpoint("sample", kind, ADDRESS, "live", drop=drop, keep=keep)


def reply(
    body: bytes | str, *, url: str = ADDRESS, headers: Mapping[str, str] | None = None, at: datetime = AT
) -> Reply:
    """A reply with status 200."""
    return Reply(url, 200, headers or {}, body.encode() if isinstance(body, str) else body, at)


def read(body: bytes | str, kind: str = "rss") -> Page:
    """What the feed connector reads in ``body``."""
    return feed.read(endpoint(kind), reply(body))


def sample(name: str) -> Page:
    """The feed sample of an endpoint type, as the feed connector reads it."""
    [path] = (SAMPLES / "feed").glob(f"{name}.*")
    return read(path.read_bytes(), name)


def rss(items: str, channel: str = "") -> str:
    """An RSS 2.0 feed around ``items``."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{channel}{items}</channel></rss>'
    )


def only(page: Page) -> Draft:
    """The page's one draft."""
    [draft] = page.drafts
    return draft


def item_names(feed_read: Feed) -> list[str]:
    """The titles of a feed's entries."""
    return [entry.title for entry in feed_read.entries]
