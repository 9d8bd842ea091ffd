"""Channels of Discord through its REST API, with a bot's token (discord.com/developers/docs).

The bot must be a member of the server. A channel's address is the one that Discord's "Copy Link" gives:
``https://discord.com/channels/SERVER/CHANNEL``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from mainstem.connectors import discord_messages, jsondoc, queries
from mainstem.connectors.discord_messages import Message
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record
from mainstem.errors import NoEntries
from mainstem.model import Endpoint, Page, Reply, Request
from mainstem.text import titles

API = "https://discord.com/api/v10"
PAGE = 100  # messages a request, the most that the API gives
WRITTEN = frozenset({0, 19, 20, 23})  # message types of people: default, reply, slash and context command

_CHANNEL = re.compile(r"https://(?:[\w]+\.)?discord(?:app)?\.com/channels/(\d+|@me)/(\d+)/?\Z")
_ASKED = re.compile(r"/channels/(\d+)/messages")
_WANTED = "messages of Discord"


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest messages of the channel."""
    found = _CHANNEL.match(endpoint.url)
    url = f"{API}/channels/{found[2]}/messages" if found else endpoint.url
    return Request(queries.with_defaults(url, {"limit": str(PAGE)}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Messages with a link or several reactions, and the threads that hang on them; raises ReadError."""
    data = jsondoc.parsed(reply)
    if not isinstance(data, list):
        raise jsondoc.unexpected(data, reply.url, _WANTED)
    is_first = "before" not in queries.query_of(reply.url)
    if not data and is_first:
        raise NoEntries(reply.url, "a channel without messages, or one that the bot may not read back")
    rows = [row for row in data if isinstance(row, dict) and _is_id(row.get("id"))]
    if data and not rows:
        raise jsondoc.unexpected(data, reply.url, _WANTED)
    messages = [_message(row, endpoint, reply.url) for row in rows if jsondoc.count(row, "type") in WRITTEN]
    drafts, warnings = discord_messages.drafts(messages)
    return Page(drafts, next=_next(rows, reply.url), more=_threads(rows, reply.url), warnings=warnings)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal()


def _next(rows: list[dict[str, Any]], url: str) -> Request | None:
    """The page before the oldest message; a page that is not full is the last."""
    limit = queries.query_of(url).get("limit", "")
    if not rows or len(rows) < (int(limit) if limit.isdecimal() else PAGE):
        return None
    return Request(queries.with_query(url, {"before": min((row["id"] for row in rows), key=int)}))


def _threads(rows: list[dict[str, Any]], url: str) -> tuple[Request, ...]:
    base = url.partition("/channels/")[0]
    ids = [thread["id"] for row in rows if _is_id((thread := jsondoc.record(row, "thread")).get("id"))]
    return tuple(Request(f"{base}/channels/{id_}/messages?limit={PAGE}") for id_ in ids)


def _message(row: Record, endpoint: Endpoint, url: str) -> Message:
    guild, asked = _CHANNEL.match(endpoint.url), _ASKED.search(url)
    told = _forwarded(row)
    person = jsondoc.record(row, "author")
    return Message(
        id=row["id"],
        channel_id=jsondoc.text(row, "channel_id") or (asked[1] if asked else ""),
        guild_id=guild[1] if guild else "@me",
        content=jsondoc.text(told, "content"),
        at=moment(jsondoc.text(row, "timestamp")),
        edited_at=moment(jsondoc.text(row, "edited_timestamp")),
        author=titles.line(jsondoc.text(person, "global_name") or jsondoc.text(person, "username")),
        embeds=tuple(
            (jsondoc.text(e, "url"), jsondoc.text(e, "title"), jsondoc.text(e, "description"))
            for e in jsondoc.records(told, "embeds")
        ),
        n_reactions=sum(jsondoc.count(r, "count") or 0 for r in jsondoc.records(row, "reactions")),
        n_attachments=len(jsondoc.records(told, "attachments")),
        n_replies=jsondoc.count(jsondoc.record(row, "thread"), "message_count"),
    )


def _forwarded(row: Record) -> Record:
    """What was said: for a forwarded message its snapshot, for any other itself."""
    copies = [jsondoc.record(copy, "message") for copy in jsondoc.records(row, "message_snapshots")]
    return copies[0] if copies and not row.get("content") else row
