"""Looks at an unknown address: a feed, a page that names one, a forum, or a page whose feed must be guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from mainstem.connectors import TABLE, sniff
from mainstem.errors import (
    Forbidden,
    NetError,
    NoEntries,
    NotAFeed,
    ReadError,
    Refusal,
    ReplyError,
    Unreachable,
)
from mainstem.model import Endpoint, Reply, Request
from mainstem.seams import Fetcher
from mainstem.text import discovery, titles
from mainstem.text.services import Proposal, forum, site_of

_ACCEPT = "text/html, application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5"
_FEEDLIKE = (".xml", ".rss", ".atom", ".rdf", ".json", "/feed", "/rss", "/atom", "/feed/")
_TYPES = {"feed": "atom", "json": "json_feed"}  # by root element; everything else is RSS
MAX_PROPOSALS = 4  # feeds that a page names and that are tried


async def look(client: Fetcher, url: str, today: date) -> list[Proposal]:
    """The ways to follow the page at ``url``, best first; raises NotAFeed where none was found.

    A page is asked for under robots.txt, as a page; where that forbids it, feeds are guessed all the same.
    """
    try:
        is_page = not urlsplit(url).path.endswith(_FEEDLIKE)
        reply = await client.fetch(Request(url, {"accept": _ACCEPT}, page=is_page))
    except Forbidden:
        try:
            found = await _guessed(client, url, today)
        except NetError as error:  # then robots.txt could not be had because nothing could
            raise Unreachable(url, "could not be reached") from error
        if not found:
            raise
        return found
    if feed := _feed_at(reply, url):
        return [feed]
    body = sniff.unpacked(reply.body, url)
    found = list(_in_page(body.decode("utf-8", "replace"), reply.url))
    found = found or await _guessed(client, reply.url, today)
    if not found:
        raise _nothing(body, url)
    return [replace(proposal, home=proposal.home or reply.url) for proposal in found]


def _nothing(body: bytes, url: str) -> ReadError:
    """What to say of a page that leads to no feed: a wall is told as one."""
    told = sniff.refusal(body, sniff.root_of(body), url)
    if isinstance(told, Refusal):
        return told
    what = "names no feed, and none lies where feeds commonly do"
    return NotAFeed(url, what, "Give the feed's own address, or follow it by hand")


def _feed_at(reply: Reply, url: str) -> Proposal | None:
    """The reply as a feed; one that is sound and empty is one, too."""
    try:
        page = TABLE["feed"].read(Endpoint("", "rss", url, "live"), reply)
        spoken = sum(draft.kind == "episode" for draft in page.drafts) * 2 > len(page.drafts)
    except NoEntries:
        spoken = False
    except ReadError:
        return None
    root = sniff.root_of(sniff.unpacked(reply.body, reply.url))
    home = f"{site_of(reply.url)}/"
    if spoken:
        return Proposal("podcast_rss", url, kind="podcast", shelf="podcast", home=home)
    return Proposal(_TYPES.get(root, "rss"), url, home=home)


def _in_page(page: str, url: str) -> Iterator[Proposal]:
    """What a page says of how to follow it."""
    if discovery.generator_of(page).startswith("Discourse"):
        path = urlsplit(url).path.rstrip("/")
        listed = path if path.startswith(("/c/", "/tag/")) else "/latest"
        yield forum(f"{site_of(url)}{listed}.json", site_of(url))
    if "youtube.com" in (urlsplit(url).hostname or "") and (channel := discovery.channel_in(page)):
        address = f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"
        yield Proposal("youtube", address, kind="channel", shelf="podcast")
    for found in discovery.feeds_in(page, url)[:MAX_PROPOSALS]:
        yield Proposal(found.type, found.url)


async def _guessed(client: Fetcher, url: str, today: date) -> list[Proposal]:
    """The first common place at which a feed lies; raises NetError where the host cannot be reached at all."""
    for address in discovery.guesses(url):
        request = TABLE["feed"].first(Endpoint("", "rss", address, "live"), today)
        try:
            reply = await client.fetch(request)
        except ReplyError:
            continue
        with suppress(ReadError):
            if feed := _feed_at(reply, address):
                return [feed]
    return []


def document_title(reply: Reply) -> str:
    """The title that a feed gives itself; "" where it has none."""
    text = reply.body.decode("utf-8", "replace")
    if sniff.root_of(reply.body) != "json":
        return discovery.title_of(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    title = data.get("title") if isinstance(data, dict) else ""
    return titles.cut(titles.title(title), 120) if isinstance(title, str) else ""
