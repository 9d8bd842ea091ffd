"""Messages of Discord, whether its API or an export told them: which are items, and what they become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, known
from mainstem.model import Draft
from mainstem.text import titles
from mainstem.text.urls import found_in, split

MIN_REACTIONS = 3  # from so many on, a message without a link is worth a look
MAX_TITLE_CHARS = 100

# Talk, pictures and animations: no targets.
_TALK = re.compile(r"(?:.*\.)?(?:discord\.com|discord\.gg|discordapp\.(?:com|net)|tenor\.com|giphy\.com)\Z")


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    id: str
    channel_id: str
    guild_id: str  # "@me" where it is not known
    content: str
    at: datetime | None
    edited_at: datetime | None
    author: str
    embeds: tuple[tuple[str, str, str], ...]  # of each: address, title, description
    n_reactions: int
    n_attachments: int
    n_replies: int | None = None  # in the thread that hangs on it
    channel: str = ""


def drafts(messages: list[Message]) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The messages with a link or several reactions as drafts, and a warning that counts the rest."""
    found = {message.id: draft for message in messages if (draft := _draft(message))}
    n_left = len(messages) - len(found)
    told = f"{n_left} of {len(messages)} messages without a link or {MIN_REACTIONS} reactions, left out"
    return tuple(found.values()), (told,) if n_left else ()


def _draft(message: Message) -> Draft | None:
    links = _links(message)
    if not links and message.n_reactions < MIN_REACTIONS:
        return None
    said = titles.line(" ".join((message.content, *(" ".join(embed[1:]) for embed in message.embeds))))
    if not said:
        return None
    return Draft(
        key=message.id,
        title=_title(message, said),
        url=f"https://discord.com/channels/{message.guild_id}/{message.channel_id}/{message.id}",
        kind="thread",
        published_at=message.at,
        updated_at=message.edited_at,
        authors=(message.author,) if message.author else (),
        text=titles.cut(said, MAX_TEXT_CHARS),
        links=links,
        extra=_extra(message),
    )


def _links(message: Message) -> tuple[str, ...]:
    named = (*found_in(message.content), *(embed[0] for embed in message.embeds if embed[0]))
    return tuple(link for link in dict.fromkeys(named) if not _is_talk(link))[:MAX_LINKS]


def _is_talk(link: str) -> bool:
    parts = split(link)
    return parts is None or _TALK.match(parts.host) is not None


def _title(message: Message, said: str) -> str:
    """The first line of what was written; for a bare link the title of what it leads to."""
    bare = message.content
    for link in found_in(bare):
        bare = bare.replace(link, " ")
    lines = (titles.line(line) for line in bare.split("\n"))
    written = next((line for line in lines if any(c.isalnum() for c in line)), "")
    heading = next((titles.line(embed[1]) for embed in message.embeds if embed[1].strip()), "")
    return titles.cut(written or heading or said, MAX_TITLE_CHARS)


def _extra(message: Message) -> dict[str, Any]:
    return known(
        votes=message.n_reactions,
        n_comments=message.n_replies,
        n_attachments=message.n_attachments or None,
        channel=titles.line(message.channel),
    )
