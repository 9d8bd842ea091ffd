"""The feeds of a page: those it names, and where feeds commonly lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from mainstem.text import html, titles

_HEAD = (
    300_000  # characters of a page that are looked at; links stand in its head, handles of YouTube deep below
)
_LINK = re.compile(r"<link\b([^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(?:\s*<!\[CDATA\[)?(.*?)(?:\]\]>\s*)?</title", re.IGNORECASE | re.DOTALL)
_META = re.compile(r"<meta\b([^>]{0,2000})>", re.IGNORECASE)
_CHANNEL = re.compile(r"\"(?:externalId|channelId|externalChannelId)\"\s*:\s*\"(UC[\w-]{22})\"")
_TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json_feed",
    "application/rdf+xml": "rss",
}
_SIDE = re.compile(r"\bcomments?\b|/comments/|oembed|wp-json", re.IGNORECASE)
_COMMON = ("feed", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json")


class Found(NamedTuple):
    """A feed that a page names."""

    type: str  # "rss", "atom" or "json_feed"
    url: str
    title: str


def feeds_in(page: str, url: str) -> tuple[Found, ...]:
    """The feeds that a page at ``url`` names by ``link rel=alternate``, those of comments last, each once."""
    base = url
    named: dict[str, Found] = {}
    for attributes in _elements(_LINK, page):
        type_ = _TYPES.get(attributes.get("type", "").split(";")[0].strip().lower())
        there = html.absolute(attributes.get("href", ""), base)
        if type_ and there and {"alternate", "feed"} & set(attributes.get("rel", "").lower().split()):
            named.setdefault(there, Found(type_, there, titles.title(attributes.get("title", ""))))
    return tuple(sorted(named.values(), key=lambda found: bool(_SIDE.search(f"{found.url} {found.title}"))))


def guesses(url: str) -> tuple[str, ...]:
    """Where the feed of a page that names none commonly lies: beside the page, then at the root."""
    site = urljoin(url, "/")
    path = urlsplit(url).path
    folder = urljoin(url, path if path.endswith("/") else f"{path}/") if path.strip("/") else site
    places = [urljoin(folder, name) for name in _COMMON[:5]] if folder != site else []
    return tuple(dict.fromkeys([*places, *(urljoin(site, name) for name in _COMMON)]))


def title_of(document: str) -> str:
    """The first title in a page or a feed, as one line; "" where there is none."""
    found = _TITLE.search(document[:_HEAD])
    return titles.cut(titles.title(found[1]), 120) if found else ""


def generator_of(page: str) -> str:
    """What a page says it was made by, such as "Discourse 3.4"; "" where it says nothing."""
    for attributes in _elements(_META, page):
        if attributes.get("name", "").lower() == "generator":
            return titles.line(attributes.get("content", ""))
    return ""


def channel_in(page: str) -> str:
    """The id of the YouTube channel that a page is of; "" where there is none."""
    found = _CHANNEL.search(page)
    return found[1] if found else ""


def _elements(pattern: re.Pattern[str], page: str) -> Iterator[dict[str, str]]:
    for found in pattern.finditer(page[:_HEAD]):
        yield {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(found[1])}
