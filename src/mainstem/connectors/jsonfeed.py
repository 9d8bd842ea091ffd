"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mainstem.connectors.entries import Enclosure, Entry, Feed, moment
from mainstem.errors import Malformed, NotAFeed

_VERSION = "jsonfeed.org/version/"


def read(body: bytes, url: str) -> Feed:
    """The feed in ``body``; raises Malformed where it is no JSON and NotAFeed where it is other JSON."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Malformed(url, f"not valid JSON ({error})") from error
    if not isinstance(data, dict) or not (_VERSION in str(data.get("version")) or _looks_like_one(data)):
        raise NotAFeed(url, "JSON that is not a JSON Feed")
    items = data.get("items")
    rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    feed = Feed([_entry(item, data) for item in rows], home=_text(data, "home_page_url"))
    if _VERSION not in str(data.get("version")):
        feed.warnings.append("it does not say which version of JSON Feed it is")
    return feed


def _looks_like_one(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("items"), list) and "title" in data


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    html, text = _text(item, "content_html"), _text(item, "content_text")
    files = item.get("attachments")
    files = [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    return Entry(
        id=_text(item, "id"),
        title=_text(item, "title"),
        link=_text(item, "url") or _text(item, "external_url"),
        body=html or text or _text(item, "summary"),
        body_is_text=not html,
        published=moment(_text(item, "date_published")),
        updated=moment(_text(item, "date_modified")),
        authors=_authors(item) or _authors(feed),
        enclosures=[Enclosure(_text(file, "url"), _text(file, "mime_type")) for file in files],
        duration=next((d for file in files if (d := _text(file, "duration_in_seconds"))), ""),
    )


def _authors(of: Mapping[str, Any]) -> list[str]:
    many = of.get("authors")
    rows = many if isinstance(many, list) else [of.get("author")]
    return [name for row in rows if isinstance(row, dict) and (name := _text(row, "name"))]


def _text(of: Mapping[str, Any], name: str) -> str:
    value = of.get(name)  # ids are numbers in many feeds, whatever the format says
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
