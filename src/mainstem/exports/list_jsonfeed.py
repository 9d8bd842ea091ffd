"""A list as a JSON Feed (jsonfeed.org, version 1.1)."""

from __future__ import annotations

import json
from typing import Any

from mainstem.exports._html import byline, entry_html
from mainstem.model import Entry, Listing

MEDIA = "application/feed+json; charset=utf-8"
ENDING = "json"


def write(listing: Listing) -> str:
    """The feed, in the list's order."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": listing.title,
        "description": listing.told,
        "home_page_url": listing.home,
        "feed_url": listing.own,
        "language": "en",
        "items": [_item(entry) for entry in listing.entries],
    }
    return (
        json.dumps({name: value for name, value in told.items() if value != ""}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _item(entry: Entry) -> dict[str, Any]:
    told = {
        "id": entry.id,
        "url": entry.url,
        "title": " ".join(entry.title.split()) or "untitled",
        "summary": entry.note or byline(entry),
        "content_html": entry_html(entry),
        "date_published": (entry.published_at or entry.at).isoformat(),
        "date_modified": entry.at.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [entry.group] if entry.group else [],
    }
    return {name: value for name, value in told.items() if value}
