"""Bluesky profiles: a person's own posts by the public API (docs.bsky.app, app.bsky.feed.getAuthorFeed).

Reposts and replies to others are left out: they are other people's words.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record, count, known, record, records, text
from mainstem.connectors.queries import with_defaults, with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles

PAGE = 100  # posts a request; the most that the service gives
WINDOW = timedelta(days=30)  # paging back ends with the first post older than this
MAX_TITLE_CHARS = 100  # a post has no title: its first words stand for one

_API = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"
_PROFILE = re.compile(r"https?://(?:www\.)?bsky\.app/profile/([^/?#]+)")
_POST = re.compile(r"at://(did:[a-z0-9]+:[A-Za-z0-9.:%_-]+)/app\.bsky\.feed\.post/([A-Za-z0-9._~:-]+)")


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest posts of a profile, by the address of its page or of the API."""
    url = filled(endpoint.url, today)
    profile = _PROFILE.match(url)
    if profile:
        url = f"{_API}?{urlencode({'actor': profile[1]})}"
    return Request(with_defaults(url, {"filter": "posts_no_replies", "limit": str(PAGE)}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The person's own posts; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if not isinstance(data, dict) or not isinstance(data.get("feed"), list):
        raise jsondoc.unexpected(data, reply.url, "a profile's posts of Bluesky")
    entries = records(data, "feed")
    if not entries:
        raise NoEntries(reply.url, "a profile without a single post")
    drafts = {draft.key: draft for entry in entries if _is_own(entry) and (draft := _draft(entry))}
    cursor = text(data, "cursor")
    dates = [moment(text(record(record(entry, "post"), "record"), "createdAt")) for entry in entries]
    oldest = min((at for at in dates[1:] if at), default=None)  # the first may be pinned, and old
    goes_on = cursor and oldest is not None and oldest > reply.at - WINDOW
    address = first(endpoint, reply.at.date()).url
    return Page(
        tuple(drafts.values()), next=Request(with_query(address, {"cursor": cursor})) if goes_on else None
    )


def _is_own(entry: Record) -> bool:
    """Whether the person wrote it, and not as a reply to somebody else."""
    if text(record(entry, "reason"), "$type").endswith("#reasonRepost"):
        return False
    parent = record(record(record(record(entry, "post"), "record"), "reply"), "parent")
    found, answered = (
        _POST.fullmatch(text(record(entry, "post"), "uri")),
        _POST.fullmatch(text(parent, "uri")),
    )
    return not parent or (found is not None and answered is not None and found[1] == answered[1])


def _draft(entry: Record) -> Draft | None:
    post = record(entry, "post")
    said, author = record(post, "record"), record(post, "author")
    found, words = _POST.fullmatch(text(post, "uri")), titles.line(text(said, "text"))
    links = _links(post, said)
    title = words or titles.line(text(record(record(post, "embed"), "external"), "title"))
    if found is None or not title:
        return None
    handle = titles.line(text(author, "handle"))
    return Draft(
        key=found[0],
        title=titles.cut(title, MAX_TITLE_CHARS),
        url=f"https://bsky.app/profile/{handle or found[1]}/post/{found[2]}",
        kind="post",
        published_at=moment(text(said, "createdAt")) or moment(text(post, "indexedAt")),
        authors=tuple(filter(None, [titles.line(text(author, "displayName")) or handle])),
        text=titles.cut(words, MAX_TEXT_CHARS),
        links=links[:MAX_LINKS],
        extra=known(
            votes=count(post, "likeCount"),
            n_comments=count(post, "replyCount"),
            n_reposts=count(post, "repostCount"),
        ),
    )


def _links(post: Record, said: Record) -> tuple[str, ...]:
    """Links in the text (shown there cut off), of the card below it, and the post that is quoted."""
    features = [feature for facet in records(said, "facets") for feature in records(facet, "features")]
    found = [text(feature, "uri") for feature in features]  # mentions and tags have none
    for embed in (record(said, "embed"), record(record(said, "embed"), "media"), record(post, "embed")):
        found.append(text(record(embed, "external"), "uri"))
        found.append(_quoted(record(embed, "record")))
    absolute = (html.absolute(link) for link in found if link)
    return tuple(dict.fromkeys(link for link in absolute if link))


def _quoted(embedded: dict[str, Any]) -> str:
    """The page of a quoted post, in either of the shapes that quoting has; "" for anything else."""
    found = _POST.fullmatch(text(embedded, "uri") or text(record(embedded, "record"), "uri"))
    return f"https://bsky.app/profile/{found[1]}/post/{found[2]}" if found else ""
