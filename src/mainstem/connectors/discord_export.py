"""Files of DiscordChatExporter, in its JSON format (github.com/Tyrrrz/DiscordChatExporter)."""

from __future__ import annotations

from datetime import date

from mainstem.connectors import discord_messages, jsondoc
from mainstem.connectors.discord_messages import Message
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record
from mainstem.errors import NoEntries
from mainstem.model import Endpoint, Page, Reply, Request
from mainstem.text import titles

WRITTEN = frozenset({"Default", "Reply", "ApplicationCommand", "20", "23"})

_WANTED = "an export of DiscordChatExporter"


def first(endpoint: Endpoint, today: date) -> Request:
    """The file."""
    return Request(endpoint.url)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Messages with a link or several reactions; raises EmptyBody, NotAFeed, NoEntries or Malformed."""
    data = jsondoc.parsed(reply)
    told = data if isinstance(data, dict) else {}
    guild, channel = jsondoc.record(told, "guild"), jsondoc.record(told, "channel")
    if not jsondoc.text(channel, "id") or not isinstance(told.get("messages"), list):
        raise jsondoc.unexpected(data, reply.url, _WANTED)
    rows = [
        row
        for row in jsondoc.records(told, "messages")
        if jsondoc.text(row, "type") in WRITTEN and jsondoc.text(row, "id")
    ]
    if not rows:
        raise NoEntries(reply.url, "an export without a message that somebody wrote")
    drafts, warnings = discord_messages.drafts([_message(row, guild, channel) for row in rows])
    return Page(drafts, warnings=warnings)


def _message(row: Record, guild: Record, channel: Record) -> Message:
    person = jsondoc.record(row, "author")
    server = jsondoc.text(guild, "id")
    return Message(
        id=jsondoc.text(row, "id"),
        channel_id=jsondoc.text(channel, "id"),
        guild_id=server if server not in ("", "0") else "@me",
        content=jsondoc.text(row, "content"),
        at=moment(jsondoc.text(row, "timestamp")),
        edited_at=moment(jsondoc.text(row, "timestampEdited")),
        author=titles.line(jsondoc.text(person, "nickname") or jsondoc.text(person, "name")),
        embeds=tuple(
            (jsondoc.text(e, "url"), jsondoc.text(e, "title"), jsondoc.text(e, "description"))
            for e in jsondoc.records(row, "embeds")
        ),
        n_reactions=sum(jsondoc.count(r, "count") or 0 for r in jsondoc.records(row, "reactions")),
        n_attachments=len(jsondoc.records(row, "attachments")),
        channel=jsondoc.text(channel, "name"),
    )
